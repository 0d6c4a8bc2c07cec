"""Boxes, lines, words and scales of the report's drawings."""

from __future__ import annotations

from dataclasses import dataclass

from game.analysis.history.markup import Point, Raw, path_of, tag
from game.analysis.history.page_style import FAINT, INK, RECORD


@dataclass(frozen=True, slots=True)
class Scale:
    """From numbers to places on a drawing."""

    least: float
    most: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Place of a number."""
        wide = self.most - self.least
        part = (value - self.least) / wide if wide else 0.5
        return self.start + (self.end - self.start) * part


def bar(left: float, right: float, top: float, tall: float, ink: str, class_: str, density: float) -> Raw:
    """A filled box."""
    wide = max(2.0, right - left)
    place = {"x": f"{left:.1f}", "y": f"{top:.1f}", "width": f"{wide:.1f}", "height": f"{tall:.1f}"}
    return tag("rect", **place, fill=ink, fill_opacity=density, class_=class_)


def tick(x: float, top: float, bottom: float, ink: str, class_: str, wide: float) -> Raw:
    """An upright line."""
    ends = {"x1": f"{x:.1f}", "x2": f"{x:.1f}", "y1": f"{top:.1f}", "y2": f"{bottom:.1f}"}
    return tag("line", **ends, stroke=ink, stroke_width=wide, class_=class_)


def tick_h(left: float, right: float, y: float) -> Raw:
    """A level line of the grid."""
    ends = {"x1": f"{left:.1f}", "x2": f"{right:.1f}", "y1": f"{y:.1f}", "y2": f"{y:.1f}"}
    return tag("line", **ends, stroke=FAINT, stroke_width=0.5, stroke_opacity=0.6, class_="axis")


def word(word: str, x: float, y: float, anchor: str, size: float = 11) -> Raw:
    """A word; `anchor` says which end of it lies at x."""
    return tag("text", word, x=f"{x:.1f}", y=f"{y:.1f}", font_size=size, text_anchor=anchor, fill=INK)


def diamond(x: float, y: float) -> Raw:
    """The sign of a record."""
    points: list[Point] = [(x - 5, y), (x, y - 6), (x + 5, y), (x, y + 6)]
    return tag("path", d=path_of(points, True), fill=RECORD, class_="r-fill")
