"""The ground of the report's maps: terrain, contours, water, border and hills about the ridge, as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import contourpy
import numpy as np
from numpy.typing import NDArray

from game.analysis.history.markup import Point, Raw, join, path_of, tag
from game.grid import plane
from game.grid.board import Board
from game.scenario.ground import Feature, Ground, load_ground
from game.scenario.load import Bundle

Floats = NDArray[np.float64]
MARGIN = 4
"""Hexes of ground shown about the lines."""
NAME_M, LETTER_M, LINE_M = 210, 115, 300
"""Meters of ground that a name is high and a letter wide; names nearer than a line cover one another."""
STEP_M, SPACING = 20, 60.0
"""Height between contours; meters between the points of a drawn line."""
INKS = {"scrub": "#e3e3c0", "crest": "#e6cfa6", "sand": "#efe4bd", "marsh": "#d3ddd0", "village": "#dac6b4"}
PAPER, WATER, CONTOUR, BORDER = "#f3eedd", "#a9c6d6", "#c09a6b", "#5c4a6e"
KINDS = {"lake": WATER, "river": WATER, "pond": WATER, "island": PAPER}


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The part of the sheet that is shown: its hexes, and the box around them in sheet meters."""

    board: Board
    hexes: NDArray[np.int64]
    box: tuple[float, float, float, float]

    def corners(self, row: int) -> list[Point]:
        """Corners of a hex in meters of the frame."""
        at, column = divmod(row, self.board.cols)
        return [self.put(x, y) for x, y in plane.corners(column, at, self.board.scale)]

    def center(self, row: int) -> Point:
        """Center of a hex in meters of the frame."""
        at, column = divmod(row, self.board.cols)
        return self.put(*plane.center(column, at, self.board.scale))

    def put(self, x: float, y: float) -> Point:
        """A point of the sheet in the frame."""
        return float(x - self.box[0]), float(y - self.box[1])

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in meters."""
        return self.box[2] - self.box[0], self.box[3] - self.box[1]


def frame_of(board: Board, shown: Iterable[int]) -> Frame:
    """The frame about some hexes."""
    row, column = np.divmod(np.array(sorted(set(shown)) or [0]), board.cols)
    top, bottom = max(0, int(row.min()) - MARGIN), min(board.rows - 1, int(row.max()) + MARGIN)
    left, right = max(0, int(column.min()) - MARGIN), min(board.cols - 1, int(column.max()) + MARGIN)
    every = np.arange(board.hexes)
    of_row, of_column = np.divmod(every, board.cols)
    inside = (of_row >= top) & (of_row <= bottom) & (of_column >= left) & (of_column <= right)
    x0, y0 = plane.center(left, top | 1 if top | 1 <= bottom else top, board.scale)
    x1, y1 = plane.center(right, bottom & ~1 if bottom & ~1 >= top else bottom, board.scale)
    y0, y1 = plane.center(left, top, board.scale)[1], plane.center(right, bottom, board.scale)[1]
    return Frame(board, every[inside], (x0 - board.scale / 2, y0, x1 + board.scale / 2, y1))


def ground_plan(frame: Frame, terrain: tuple[str, ...]) -> Raw:
    """Everything that lies below the control of the ground."""
    board, (width, height) = frame.board, frame.size
    parts = [tag("rect", x=0, y=0, width=f"{width:.0f}", height=f"{height:.0f}", fill=PAPER)]
    for name, ink in INKS.items():
        rows = [h for h in frame.hexes.tolist() if terrain[board.terrain[h]] == name]
        if rows:
            parts.append(tag("path", d="".join(path_of(frame.corners(h), True) for h in rows), fill=ink))
    ground = load_ground()
    parts += _water(ground, frame)
    parts.append(_lines(list(_contours(ground, frame)), CONTOUR, 12))
    parts += _borders(ground, frame)
    return join(parts)


def hill_names(bundle: Bundle, frame: Frame) -> Raw:
    """Summits with their names."""
    width, height = frame.size
    summits = [
        (place.name.en.partition(" (")[0], *frame.put(place.x, place.y))
        for place in bundle.map.model.places.values()
        if place.kind == "hill"
    ]
    shown = [summit for summit in summits if 0 < summit[1] < width and 0 < summit[2] < height]
    parts = []
    for name, x, y in shown:
        parts.append(tag("circle", cx=f"{x:.0f}", cy=f"{y:.0f}", r=45, fill="#22262b"))
        parts.append(_name(name, x, y, _leftward(name, x, y, shown, width)))
    return join(parts)


def _leftward(name: str, x: float, y: float, shown: list[tuple[str, float, float]], width: float) -> bool:
    """Whether a name goes to the left of its summit: at the edge, or where another one would be covered."""
    long = LETTER_M * len(name)
    near = [other for other, ox, oy in shown if 0 < ox - x < long + 200 and abs(oy - y) < LINE_M]
    return x + long > width or bool(near)


def _name(name: str, x: float, y: float, left: bool) -> Raw:
    at = {"x": f"{x - 80 if left else x + 80:.0f}", "y": f"{y - 50:.0f}", "font_size": NAME_M}
    return tag("text", name, text_anchor="end" if left else "start", **at)


def _water(ground: Ground, frame: Frame) -> Iterator[Raw]:
    for kind, ink in KINDS.items():
        rings = [path_of(points, True) for f in ground.of_kind(kind) for points in _inside(f, frame)]
        if rings:
            yield tag("path", d="".join(rings), fill=ink, fill_rule="evenodd")


def _borders(ground: Ground, frame: Frame) -> Iterator[Raw]:
    lines = [points for f in ground.of_kind("border_1938") for points in _inside(f, frame)]
    if lines:
        yield tag(
            "path",
            d="".join(path_of(points) for points in lines),
            fill="none",
            stroke=BORDER,
            stroke_width=28,
            stroke_dasharray="120 60 20 60",
        )


def _inside(feature: Feature, frame: Frame) -> Iterator[list[Point]]:
    """Lines of a feature that come into the frame, with fewer points; the picture's edge cuts them."""
    for line in feature.lines:
        moved = line - np.array(frame.box[:2])
        if (moved.max(axis=0) > 0).all() and (moved.min(axis=0) < np.array(frame.size)).all():
            yield _thinned(moved)


def _thinned(line: Floats) -> list[Point]:
    """A line with no two points nearer than the spacing."""
    kept = [line[0]]
    for point in line[1:-1]:
        if np.hypot(*(point - kept[-1])) >= SPACING:
            kept.append(point)
    return [(float(x), float(y)) for x, y in [*kept, line[-1]]]


def _contours(ground: Ground, frame: Frame) -> Iterator[list[Point]]:
    cell, (x0, y0, x1, y1) = ground.cell_m, frame.box
    rows = slice(max(0, int((y0 - ground.y0) // cell)), int((y1 - ground.y0) // cell) + 2)
    columns = slice(max(0, int((x0 - ground.x0) // cell)), int((x1 - ground.x0) // cell) + 2)
    part = ground.heights[rows, columns] / 10
    x = ground.x0 + cell * (columns.start + np.arange(part.shape[1])) - x0
    y = ground.y0 + cell * (rows.start + np.arange(part.shape[0])) - y0
    maker = contourpy.contour_generator(x, y, part)
    for level in range(STEP_M, int(part.max()) + 1, STEP_M):
        for line in maker.lines(level):
            told = np.asarray(line, np.float64)
            if len(told) > 6:
                yield _thinned(told)


def _lines(lines: list[list[Point]], ink: str, width: int) -> Raw:
    way = "".join(path_of(points) for points in lines)
    return tag("path", d=way, fill="none", stroke=ink, stroke_width=width)
