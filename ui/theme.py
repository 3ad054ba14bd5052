"""The look of the window: tokens, sizes, fonts and icons, by purpose and never by value.

Colours and font sizes are in `ui.tokens`. Everything is told in pixels at 100 % and
multiplied by the zoom here, and only here. Like the palette of Qt, there is one look for the
whole process.
"""

import functools
import re
from dataclasses import fields
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
from ui.tokens import HUES, RAIL_MARK, RAIL_STRONG, TOKENS, TYPE, Tokens

__all__ = ("RAIL_MARK", "RAIL_STRONG")
RESOURCES = Path(__file__).parent / "resources"
FAMILY = "Noto Sans"
# Noto Sans has no U+2212: the minus of an amount comes from the typeface of paper.
FALLBACK = "Andika"
ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200, 225, 250)


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


def load_fonts() -> None:
    """Load the program's fonts, so that screens look alike on every machine."""
    for file in sorted((RESOURCES / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    for style in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(paths.fonts() / f"{FALLBACK}-{style}.ttf"))


def dress(app: QApplication, *, mode: str = "light", zoom: int = 100) -> None:
    """Give a new program its style, its typefaces and its look."""
    app.setStyle("Fusion")
    load_fonts()
    apply(app, mode=mode, zoom=zoom)


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
