"""The look of the window: tokens, sizes, fonts and icons, by purpose and never by value.

Colours, lengths and font sizes come from `screens.md`, section 1. Everything is
told in pixels at 100 % and multiplied by the zoom here, and only here. Like the
palette of Qt, there is one look for the whole process.
"""

import functools
import re
from dataclasses import dataclass, fields
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRect, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from coop_ledger import paths

RESOURCES = Path(__file__).parent / "resources"
FAMILY = "Noto Sans"
# Noto Sans has no U+2212: the minus of an amount comes from the typeface of paper.
FALLBACK = "Andika"
ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200, 225, 250)


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


class _Look(QObject):
    changed = Signal()


_look = _Look()
_mode = "light"
_zoom = 100


def changed() -> SignalInstance:
    """Return the signal told after the theme or the zoom was changed."""
    return _look.changed


def mode() -> str:
    """Return "light" or "dark"."""
    return _mode


def zoom() -> int:
    """Return the zoom in percent, 80 to 250."""
    return _zoom


def tokens() -> Tokens:
    """Return the colours of the active theme."""
    return TOKENS[_mode]


def hex_of(token: str) -> str:
    """Return a token as #RRGGBB."""
    value: str = getattr(tokens(), token)
    return value


def colour(token: str) -> QColor:
    """Return a token's colour."""
    return QColor(hex_of(token))


def hue(code: str) -> QColor:
    """Return the fixed colour of a member, by the number in her code."""
    digits = re.sub(r"\D", "", code)
    number = int(digits) if digits else sum(code.encode())
    return QColor(HUES[(number - 1) % len(HUES)])


def px(length: float) -> int:
    """Return a length told in pixels at 100 %, at the active zoom."""
    return max(1, round(length * _zoom / 100)) if length else 0


@functools.cache
def _font(size: int, weight: int) -> QFont:
    font = QFont([FAMILY, FALLBACK])
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(weight))
    return font


def font(use: str = "body") -> QFont:
    """Return the font of a use of type ("hero", "body", "small" …) at the active zoom."""
    size, weight = TYPE[use]
    return QFont(_font(px(size), weight))


def font_of(size: float, weight: int) -> QFont:
    """Return a font of a size told in pixels at 100 %, for the few texts that have no use."""
    return QFont(_font(px(size), weight))


def wrapped_height(text: str, width: int, size: float = 14, weight: int = 400) -> int:
    """Return the height in pixels of a text broken to a width."""
    return _wrapped(text, width, px(size), weight)


@functools.lru_cache(maxsize=256)
def _wrapped(text: str, width: int, size: int, weight: int) -> int:
    box = QRect(0, 0, width, 10_000)
    metrics = QFontMetrics(_font(size, weight))
    return metrics.boundingRect(box, Qt.TextFlag.TextWordWrap, text).height()


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


def load_fonts() -> None:
    """Load the program's fonts, so that screens look alike on every machine."""
    for file in sorted((RESOURCES / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    for style in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(paths.fonts() / f"{FALLBACK}-{style}.ttf"))


def apply(app: QApplication, *, mode: str = "light", zoom: int = 100) -> None:
    """Give the whole program a theme ("light" or "dark") and a zoom (80 to 250 %), at once."""
    global _mode, _zoom  # noqa: PLW0603 - one look a process, like QApplication.setPalette
    _mode = mode if mode in TOKENS else "light"
    _zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
    pixmap.cache_clear()
    app.setPalette(_palette())
    app.setFont(font("body"))
    app.setStyleSheet(style_sheet())
    for window in app.topLevelWidgets():
        rescale(window)
    _look.changed.emit()


def style_sheet() -> str:
    """Return the small style sheet: @token becomes a colour, 12u a zoomed length."""
    sheet = (RESOURCES / "style.qss").read_text(encoding="utf-8")
    for field in sorted((f.name for f in fields(Tokens)), key=len, reverse=True):
        sheet = sheet.replace(f"@{field}", hex_of(field))
    return re.sub(r"\b([\d.]+)u\b", lambda found: f"{px(float(found[1]))}px", sheet)


def _palette() -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(colour("surface"))
    for name, token in (
        (role.Window, "window"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "raised"),
        (role.Text, "text"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.BrightText, "on_accent"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Accent, "accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.PlaceholderText, "text3"),
        (role.ToolTipBase, "raised"),
        (role.ToolTipText, "text"),
        (role.Mid, "outline"),
        (role.Dark, "outline"),
        (role.Midlight, "hairline"),
        (role.Light, "surface"),
        (role.Shadow, "rule"),
    ):
        palette.setColor(name, colour(token))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, colour("text3"))
    return palette


def keep_layout(layout: QLayout, *, spacing: float, margins: tuple[float, ...]) -> None:
    """Give a layout distances in pixels at 100 %, kept in step with the zoom.

    `margins` is (all,), (sides, top and bottom) or (left, top, right, bottom).
    """
    left, top, right, bottom = {1: margins * 4, 2: margins * 2, 4: margins}[len(margins)]
    layout.setProperty("base", [spacing, left, top, right, bottom])
    _rescale_layout(layout)


def keep_size(widget: QWidget, *, width: float = 0, height: float = 0) -> None:
    """Fix a widget's width or height in pixels at 100 %, kept in step with the zoom."""
    widget.setProperty("base", [width, height])
    _rescale_widget(widget)


def rescale(window: QWidget) -> None:
    """Bring every kept distance and size of a window to the active zoom."""
    for layout in window.findChildren(QLayout):
        _rescale_layout(layout)
    for widget in (window, *window.findChildren(QWidget)):
        _rescale_widget(widget)


def _rescale_layout(layout: QLayout) -> None:
    base = layout.property("base")
    if base:
        layout.setSpacing(px(base[0]))
        layout.setContentsMargins(*(px(side) for side in base[1:]))


def _rescale_widget(widget: QWidget) -> None:
    base = widget.property("base")
    if base and base[0]:
        widget.setFixedWidth(px(base[0]))
    if base and base[1]:
        widget.setFixedHeight(px(base[1]))


@functools.cache
def _drawing(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@functools.lru_cache(maxsize=512)
def pixmap(name: str, token: str = "text", size: int = 20, ratio: float = 1.0) -> QPixmap:
    """Return an icon drawn in a token's colour, `size` pixels at 100 %."""
    # QtSvg is only needed once something with an icon is painted.
    from PySide6.QtSvg import QSvgRenderer

    ink = token if token.startswith("#") else hex_of(token)
    drawing = _drawing(name).replace("currentColor", ink)
    side = px(size)
    picture = QPixmap(QSize(side, side) * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(
        painter, QRectF(0, 0, picture.width(), picture.height())
    )
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, token: str = "text", size: int = 20) -> QIcon:
    """Return an icon for a menu or a Qt widget, in a token's colour."""
    made = QIcon(pixmap(name, token, size, 2.0))
    made.addPixmap(pixmap(name, "text3", size, 2.0), QIcon.Mode.Disabled)
    return made
