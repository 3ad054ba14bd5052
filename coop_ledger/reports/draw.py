"""A pen: writes the operators of one page or one form, measured from the top left in points.

ReportLab's own drawing calls cost more than all the rest of a long print; the
pen writes the same operators and lets ReportLab keep fonts, forms and the file.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from coop_ledger.reports import typography
from coop_ledger.reports.typography import BOLD, ITALIC, REGULAR

# A grey text is lost on a photocopy: grey is for hairlines only (papers.md, section 3).
GREY: Final = 0.6
HAIRLINE: Final = 0.25
FIFTH: Final = 0.35
RULE: Final = 0.7
HEAD_RULE: Final = 0.8
# Four Bézier curves make a circle when their handles are this long.
_ROUND: Final = 0.5523

Run = tuple[str, str]
Encoder = Callable[[str, str], tuple[Run, ...]]
Point = tuple[float, float]

__all__ = ["BOLD", "GREY", "HAIRLINE", "HEAD_RULE", "ITALIC", "REGULAR", "RULE", "Pen"]


class Pen:
    """Draws in black on one sheet of the given height."""

    def __init__(self, height: float, encode: Encoder):
        self.height = height
        self.encode = encode
        self.operators: list[str] = []

    # -- text ----------------------------------------------------------------------------------

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        face: str = REGULAR,
        *,
        room: float = 0.0,
    ) -> None:
        """Write from x on the baseline y; where `room` is given, fit the text into it."""
        if room:
            text, size = typography.fitted(text, size, face, room)
        move = f"{x:.2f} {self.height - y:.2f} Td"
        shown = " ".join(f"{font} {size:g} Tf {code} Tj" for font, code in self.encode(face, text))
        self.operators.append(f"BT {move} {shown} ET")

    def right(
        self, x: float, y: float, text: str, size: float, face: str = REGULAR, *, room: float = 0.0
    ) -> None:
        """Write so that the text ends at x."""
        if room:
            text, size = typography.fitted(text, size, face, room)
        self.text(x - typography.width(text, size, face), y, text, size, face)

    def centre(
        self, x: float, y: float, text: str, size: float, face: str = REGULAR, *, room: float = 0.0
    ) -> None:
        """Write so that the middle of the text is at x."""
        if room:
            text, size = typography.fitted(text, size, face, room)
        self.text(x - typography.width(text, size, face) / 2, y, text, size, face)

    def spans(self, x: float, y: float, line: Sequence[typography.Span], size: float) -> float:
        """Write pieces of several faces one after the other; the x where they end."""
        for face, text in line:
            self.text(x, y, text, size, face)
            x += typography.width(text, size, face)
        return x

    def outlined(self, x: float, y: float, text: str, size: float, slope: Point) -> None:
        """Write in hollow letters across what is printed; `slope` is the cosine and the sine."""
        cosine, sine = slope
        runs = " ".join(f"{font} {size:g} Tf {code} Tj" for font, code in self.encode(BOLD, text))
        matrix = f"{cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {x:.2f} {self.height - y:.2f}"
        self.operators.append(f"{HAIRLINE} w 1 Tr BT {matrix} Tm {runs} ET 0 Tr")

    # -- lines ---------------------------------------------------------------------------------

    def line(
        self,
        start: Point,
        end: Point,
        weight: float = HAIRLINE,
        *,
        grey: bool = False,
        dash: str = "",
    ) -> None:
        """Draw a straight line."""
        self._stroke(f"{self._at(*start)} m {self._at(*end)} l S", weight, grey=grey, dash=dash)

    def rule(
        self, x: float, y: float, width: float, weight: float = HAIRLINE, *, grey: bool = False
    ) -> None:
        """Draw a level line of the given width."""
        self.line((x, y), (x + width, y), weight, grey=grey)

    def leader(self, start: float, end: float, y: float) -> None:
        """Join a label and a figure with dots, unless they nearly touch."""
        if end - start > 6:
            self.line((start, y), (end, y), 0.5, dash="[0.5 1.9]")

    def polyline(self, points: Sequence[Point], weight: float = HAIRLINE) -> None:
        """Draw straight lines from point to point."""
        first, *others = points
        path = " ".join(f"{self._at(*point)} l" for point in others)
        self._stroke(f"{self._at(*first)} m {path} S", weight)

    def box(
        self, x: float, y: float, width: float, height: float, weight: float = HAIRLINE
    ) -> None:
        """Draw a frame whose top left corner is at x, y."""
        self._stroke(f"{self._at(x, y + height)} {width:.2f} {height:.2f} re S", weight)

    def rounded(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        weight: float = 0.5,
        *,
        radius: float = 4,
    ) -> None:
        """Draw a frame with round corners."""
        right, low, bend = x + width, y + height, radius * (1 - _ROUND)
        path = [
            f"{self._at(x + radius, y)} m",
            f"{self._at(right - radius, y)} l",
            self._curve((right - bend, y), (right, y + bend), (right, y + radius)),
            f"{self._at(right, low - radius)} l",
            self._curve((right, low - bend), (right - bend, low), (right - radius, low)),
            f"{self._at(x + radius, low)} l",
            self._curve((x + bend, low), (x, low - bend), (x, low - radius)),
            f"{self._at(x, y + radius)} l",
            self._curve((x, y + bend), (x + bend, y), (x + radius, y)),
        ]
        self._stroke(" ".join(path) + " s", weight)

    def circle(self, x: float, y: float, radius: float, weight: float = 0.5) -> None:
        """Draw a circle around x, y."""
        self.oval(x, y, radius, radius, weight)

    def oval(
        self,
        x: float,
        y: float,
        across: float,
        down: float,
        weight: float = 0.5,
        *,
        dash: str = "",
    ) -> None:
        """Draw an ellipse around x, y with its two half axes."""
        a, d = across * _ROUND, down * _ROUND
        path = [
            f"{self._at(x + across, y)} m",
            self._curve((x + across, y - d), (x + a, y - down), (x, y - down)),
            self._curve((x - a, y - down), (x - across, y - d), (x - across, y)),
            self._curve((x - across, y + d), (x - a, y + down), (x, y + down)),
            self._curve((x + a, y + down), (x + across, y + d), (x + across, y)),
        ]
        self._stroke(" ".join(path) + " s", weight, dash=dash)

    def arch(self, x: float, y: float, across: float, height: float, weight: float) -> None:
        """Draw half an ellipse standing on the line y, open below."""
        a, h = across * _ROUND, height * _ROUND
        path = [
            f"{self._at(x - across, y)} m",
            self._curve((x - across, y - h), (x - a, y - height), (x, y - height)),
            self._curve((x + a, y - height), (x + across, y - h), (x + across, y)),
        ]
        self._stroke(" ".join(path) + " S", weight)

    def filled(self, x: float, y: float, unit: float, runs: Iterable[tuple[int, int, int]]) -> None:
        """Fill the runs (column, row, length) of a pattern of square units."""
        squares = " ".join(f"{column} {-row - 1} {length} 1 re" for column, row, length in runs)
        matrix = f"{unit:.4f} 0 0 {unit:.4f} {self._at(x, y)} cm"
        self.operators.append(f"q {matrix} {squares} f Q")

    # -- operators -----------------------------------------------------------------------------

    def _at(self, x: float, y: float) -> str:
        return f"{x:.2f} {self.height - y:.2f}"

    def _curve(self, first: Point, second: Point, end: Point) -> str:
        return f"{self._at(*first)} {self._at(*second)} {self._at(*end)} c"

    def _stroke(self, path: str, weight: float, *, grey: bool = False, dash: str = "") -> None:
        before = (
            f"{weight:g} w " + (f"{GREY} G " if grey else "") + (f"{dash} 0 d " if dash else "")
        )
        after = (" 0 G" if grey else "") + (" [] 0 d" if dash else "")
        self.operators.append(f"{before}{path}{after}")
