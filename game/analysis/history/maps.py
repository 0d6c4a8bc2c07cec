"""Maps of the key hours: in how many games who holds each hex, and the line of the record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from game.analysis.history import words
from game.analysis.history.ground_plan import Frame, frame_of, ground_plan, hill_names
from game.analysis.history.markup import Raw, path_of, svg, tag
from game.analysis.history.page_style import INK, JAPANESE, SOVIET
from game.grid.board import Board
from game.i18n import text
from game.scenario.build import Start

Data = dict[str, Any]
INKS = {"soviet": SOVIET, "japanese": JAPANESE}
LETTERS = {"soviet": "s", "japanese": "j"}
MOST = 0.8
"""Opacity of a hex that a side holds in every game."""
HALF = 0.5
WIDE = 4000
"""Meters of the sheet west and east of the hills of the record that are worth a look."""


def maps(start: Start, moments: list[Data]) -> list[Raw]:
    """A figure for each moment, all of the same ground."""
    if not moments:
        return []
    board = start.board
    frame = frame_of(board, (board.hex_of(label) for told in moments for label in told["record"]["line"]))
    below, names = ground_plan(frame, start.terrain), hill_names(start.bundle, frame)
    return [_figure(frame, below, names, told) for told in moments]


def _figure(frame: Frame, below: Raw, names: Raw, told: Data) -> Raw:
    width, height = frame.size
    record = told["record"]
    label = text("{when}: who holds the ground in the games, and the recorded line", when=told["name"])
    picture = svg(
        width,
        height,
        below,
        *(_held(frame, side, told["held"][side], told["held"]) for side in INKS),
        *(_outline(frame, side, told["held"][side]) for side in INKS),
        _line(frame, record["line"]),
        names,
        label=label,
        class_="map",
    )
    source = f"{', '.join(record['source'])}; {text(words.CERTAINTY[record['certainty']])}"
    note = record["note"] or ""
    return tag("figure", tag("h3", told["name"]), picture, tag("figcaption", f"{note} [{source}]"))


def _held(frame: Frame, side: str, parts: dict[str, float], both: Data) -> Raw:
    """Hexes of a side, the denser the more games it holds them in; each tells its numbers."""
    shown = set(frame.hexes.tolist())
    hexes = []
    for label, part in parts.items():
        row = frame.board.hex_of(label)
        if row in shown:
            told = tag("title", _told(label, both))
            way = path_of(frame.corners(row), True)
            hexes.append(tag("path", told, d=way, fill_opacity=f"{MOST * part:.2f}"))
    return tag("g", *hexes, fill=INKS[side], class_=f"{LETTERS[side]}-fill")


def _told(label: str, both: Data) -> str:
    held = [f"{text(words.SIDES[side])} {words.percent(parts.get(label, 0))}" for side, parts in both.items()]
    return f"{label}: {', '.join(held)}"


def _outline(frame: Frame, side: str, parts: dict[str, float]) -> Raw:
    """The rim of what a side holds in at least half of the games: where two rims meet runs the line."""
    board, shown = frame.board, set(frame.hexes.tolist())
    own = {board.hex_of(label) for label, part in parts.items() if part >= HALF}
    way = "".join(path_of(edge) for row in sorted(own & shown) for edge in _rim(frame, board, row, own))
    return tag(
        "path",
        d=way or "M0,0",
        fill="none",
        stroke=INKS[side],
        stroke_width=34,
        class_=f"{LETTERS[side]}-line",
    )


def _rim(frame: Frame, board: Board, row: int, own: set[int]) -> Iterable[list[tuple[float, float]]]:
    corners = frame.corners(row)
    for side, beyond in enumerate(board.neighbor[row].tolist()):
        if beyond not in own:
            yield [corners[side], corners[(side + 1) % 6]]


def _line(frame: Frame, labels: list[str]) -> Raw:
    points = [frame.center(frame.board.hex_of(label)) for label in labels]
    way = path_of(points)
    halo = tag("path", d=way, fill="none", stroke="#f3eedd", stroke_width=110, stroke_opacity=0.8)
    line = tag(
        "path", d=way, fill="none", stroke=INK, stroke_width=60, stroke_dasharray="170 70", class_="ink"
    )
    return tag("g", halo, line)


def key() -> Raw:
    """What the maps show, in words."""
    return tag(
        "p",
        text(
            "Red: held by the USSR, blue: by Japan; the denser, the more games. A rim encloses what a side "
            "holds in at least half of the games. Dashed: the line of the record, drawn from texts. Violet: "
            "the border of 1938. Contours every 20 m, hexes of 250 m, north is up."
        ),
        class_="key",
    )
