"""The tokens: one colour for each purpose, by day and by night, and the sizes of type.

The only file that knows a colour by its number (`screens.md`, section 1). It imports nothing of
Qt, so that the window can be painted before the rest of the program is loaded.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One colour for each purpose (`screens.md`, table of tokens)."""

    window: str
    surface: str
    raised: str  # header and total rows
    hollow: str  # an empty track, a disabled control
    hairline: str
    rule: str  # under a header, over a total
    outline: str  # the border of a control
    text: str
    text2: str
    text3: str  # a hint, a disabled word, a zero
    accent: str
    on_accent: str
    soft: str  # the current row, the chosen line
    money_in: str
    money_out: str
    warning: str
    warning_back: str
    warning_edge: str
    error: str
    error_back: str
    error_edge: str
    success: str
    success_back: str
    success_edge: str
    info: str
    info_back: str
    info_edge: str
    rail: str
    rail_text: str
    rail_chosen: str


LIGHT = Tokens(
    window="#F4F3EF",
    surface="#FFFFFF",
    raised="#FAF9F6",
    hollow="#EFEDE7",
    hairline="#E2E0D9",
    rule="#C9C6BC",
    outline="#767F88",
    text="#1B1F24",
    text2="#4A5560",
    text3="#5F6872",
    accent="#0B5CAD",
    on_accent="#FFFFFF",
    soft="#E8F1FA",
    money_in="#146C43",
    money_out="#A4262C",
    warning="#7A4B00",
    warning_back="#FFF4CE",
    warning_edge="#E8CF86",
    error="#8A1C22",
    error_back="#FDE7E9",
    error_edge="#EDB4B9",
    success="#0F5132",
    success_back="#DFF6E6",
    success_edge="#A9DDBB",
    info="#0B3F73",
    info_back="#E8F1FA",
    info_edge="#B5D3F0",
    rail="#10263C",
    rail_text="#C9D5E1",
    rail_chosen="#1C3D5D",
)

DARK = Tokens(
    window="#15181C",
    surface="#1E2227",
    raised="#23282E",
    hollow="#2B3138",
    hairline="#323840",
    rule="#4A525C",
    outline="#8A939D",
    text="#ECEFF3",
    text2="#B4BDC7",
    text3="#97A1AC",
    accent="#6CB4FF",
    on_accent="#0B1A29",
    soft="#1C3148",
    money_in="#6FD39B",
    money_out="#FF9AA0",
    warning="#FFD98A",
    warning_back="#3B2F12",
    warning_edge="#6B5620",
    error="#FFB3B8",
    error_back="#45191E",
    error_edge="#7C323A",
    success="#8FE0B4",
    success_back="#15362A",
    success_edge="#2B6B50",
    info="#B5D8FF",
    info_back="#1C3148",
    info_edge="#335C86",
    rail="#0F1215",
    rail_text="#B4BDC7",
    rail_chosen="#1C3148",
)

# What is the same by day and at night: the rail is dark in both.
RAIL_STRONG = "#FFFFFF"
RAIL_MARK = "#6CB4FF"
# Avatars: eight fixed hues by member number, white figures on them, here and on paper.
HUES = (
    "#146C43",
    "#7A4B00",
    "#0B5CAD",
    "#A4262C",
    "#0F6B75",
    "#8A3B74",
    "#4A5A1E",
    "#5B4BA8",
)
TOKENS = {"light": LIGHT, "dark": DARK}

# Text on ground, at least 4.5 : 1; then marks and borders on ground, at least 3 : 1.
READ = (
    *((text, ground) for text in ("text", "text2", "text3") for ground in ("window", "surface")),
    *((text, "raised") for text in ("text", "text2", "text3", "money_in", "money_out")),
    *((text, "soft") for text in ("text", "text2", "accent", "money_in", "money_out")),
    *((text, "surface") for text in ("accent", "money_in", "money_out", "error", "warning")),
    ("accent", "window"),
    ("text3", "hollow"),
    ("on_accent", "accent"),
    *((kind, f"{kind}_back") for kind in ("warning", "error", "success", "info")),
    ("rail_text", "rail"),
    ("rail_text", "rail_chosen"),
)
SEEN = (
    *(("outline", ground) for ground in ("window", "surface", "raised")),
    *(("accent", ground) for ground in ("window", "surface", "soft")),
    ("money_out", "surface"),
)

# Uses of type, as pixels and weight at 100 %.
TYPE = {
    "hero": (42, 600),
    "figure": (27, 600),
    "title": (20, 600),
    "subtitle": (17, 600),
    "card": (15, 600),
    "body": (14, 400),
    "strong": (14, 600),
    "label": (14, 500),
    "secondary": (13, 400),
    "header": (13, 600),
    "small": (12, 500),
    "room_name": (52, 600),
    "room_sum": (44, 600),
    "room_amount": (196, 600),
}


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two #RRGGBB colours (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(hexadecimal: str) -> float:
    channels = (int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
