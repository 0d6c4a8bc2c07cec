"""The timeline of a film: when each unit goes where, and when each event shows, in seconds at single speed.

It knows no screen: places are sheet meters. What shows comes from a `Reel`, which is what one audience knows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from game.analysis.film import Reel, Shot, Stand
from game.engine.log import KINDS
from game.engine.units import LOSS_CAUSES
from game.grid import axial, plane
from game.grid.board import Board

Floats = NDArray[np.float64]
Point = tuple[float, float]
QUIET, MARCH, FIGHT = 1.2, 3.0, 6.0
"""Seconds of a pulse in which nothing happens, some march, there is fire."""
GO = (0.08, 0.46)
"""Part of a pulse in which units go."""
WINDOWS: dict[str, tuple[float, float]] = {
    "order_begun": (0.0, 0.05),
    "released": (0.0, 0.05),
    "entered": (0.02, 0.08),
    "spotted": (0.04, 0.2),
    "moved": GO,
    "crossed": (0.3, 0.46),
    "halted": (0.44, 0.5),
    "flew": (0.3, 0.5),
    "turned_back": (0.3, 0.5),
    "shelled": (0.34, 0.56),
    "under_shells": (0.34, 0.56),
    "bombed": (0.38, 0.56),
    "refused": (0.34, 0.5),
    "smoke": (0.4, 0.5),
    "strayed": (0.44, 0.56),
    "fired": (0.46, 0.7),
    "assaulted": (0.62, 0.72),
    "repulsed": (0.8, 0.88),
    "fell_back": (0.8, 0.88),
    "captured": (0.8, 0.88),
    "retreated": (0.82, 0.9),
    "surrendered": (0.82, 0.9),
}
LATE = (0.86, 0.96)
"""Everything else: what is settled at the end of a pulse."""
GONE = 0.9
"""Part of a pulse after which who is no more, or was lost sight of on the way, is not shown."""
BY_CAUSE = {"artillery": (0.5, 0.62), "air": (0.5, 0.62), "tank": (0.62, 0.74), "close_combat": (0.76, 0.84)}
BY_FIRE = (0.56, 0.74)
"""When the men lost to shells, bombs and so on are told, and those to small arms and the rest."""
LASTS: dict[str, float] = {"fired": 0.7, "shelled": 1.1, "under_shells": 1.1, "bombed": 1.6, "flew": 1.8}
LABEL = 2.4
"""Seconds that an effect lasts, and a label."""
SILENT = frozenset({"order_begun", "moved", "returned"})
"""Kinds that are told in the log alone."""
PEACEFUL = frozenset({"halted", "dug", "spotted", "entered", "left", "task_done", "news", "sick", "refused"})
FIERCE = frozenset(KINDS) - SILENT - PEACEFUL


@dataclass(frozen=True, slots=True)
class Cue:
    """An event on the timeline: from `start` to `stop`, where it shows and where it comes from."""

    event: int
    kind: str
    start: float
    stop: float
    unit: int
    other: int
    hex: int
    amount: int
    detail: int
    place: Point
    source: Point | None

    def share(self, at: float) -> float:
        """How much of it is over at a time, 0 to 1."""
        return min(1.0, max(0.0, (at - self.start) / (self.stop - self.start)))


@dataclass(frozen=True, slots=True)
class Legs:
    """Those who go in a pulse: `unit` int[M], `path` float[M, K, 2] sheet meters, `steps` int[M] on it.

    `ends` int[M, 2] are the first and the last hex.
    """

    unit: NDArray[np.int64]
    path: Floats
    steps: NDArray[np.int64]
    ends: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """A pulse on the timeline."""

    start: float
    stop: float
    shot: Shot
    legs: Legs

    def share(self, at: float) -> float:
        """How much of the pulse is over at a time, 0 to 1."""
        return min(1.0, max(0.0, (at - self.start) / (self.stop - self.start)))


class Timeline:
    """A film laid out in time."""

    def __init__(self, reel: Reel, board: Board) -> None:
        self.reel, self.board = reel, board
        self.centers: Floats = plane.centers(board.cols, board.rows, board.scale)
        self.spans = tuple(self._spans())
        self.length = self.spans[-1].stop if self.spans else 0.0
        self.cues = tuple(sorted(self._cues(), key=lambda cue: (cue.start, cue.event)))
        self._starts = [cue.start for cue in self.cues]
        self._longest = max((cue.stop - cue.start for cue in self.cues), default=0.0)

    def active(self, at: float) -> Iterator[Cue]:
        """Events that show at a time, the earliest first."""
        first = bisect_right(self._starts, at - self._longest)
        for cue in self.cues[first : self.begun(at)]:
            if at < cue.stop:
                yield cue

    def begun(self, at: float) -> int:
        """How many of the cues have begun."""
        return bisect_right(self._starts, at)

    def last(self, at: float) -> int | None:
        """The event that began last."""
        n = self.begun(at)
        return self.cues[n - 1].event if n else None

    def span(self, at: float) -> Span:
        """The pulse of a time."""
        n = bisect_right([span.start for span in self.spans], at)
        return self.spans[max(0, n - 1)]

    @cached_property
    def beats(self) -> list[float]:
        """Moments at which each event shows best, for going from one to the next."""
        moments = {round(cue.start + 0.4 * (cue.stop - cue.start), 3) for cue in self.cues}
        return sorted(min(moment, self.length) for moment in moments if moment > 0)

    def minute(self, at: float) -> int:
        """Minute of the battle at a time of the film."""
        if not self.spans:
            return 0
        span = self.span(at)
        first, last = span.shot.before.minute, span.shot.after.minute
        return first + int((last - first) * span.share(at))

    def stand(self, at: float) -> Stand:
        """What is known of the units at a time: what was known before until half of the pulse is over."""
        span = self.span(at)
        return span.shot.before if span.share(at) < 0.5 else span.shot.after

    def places(self, at: float) -> Floats:
        """Places [U, 2] of the units in sheet meters, NaN where there is none to show."""
        span = self.span(at)
        share, stand = span.share(at), self.stand(at)
        shown = np.where((stand.hex >= 0)[:, None], self.centers[np.maximum(stand.hex, 0)], np.nan)
        legs = span.legs
        if legs.unit.size:
            here = self._going(legs, share)
            gone = (share >= GONE) & (span.shot.after.hex[legs.unit] < 0)
            shown[legs.unit] = np.where(gone[:, None], np.nan, here)
        return shown

    @staticmethod
    def _going(legs: Legs, share: float) -> Floats:
        """Places [M, 2] on their paths when so much of the pulse is over."""
        far = min(1.0, max(0.0, (share - GO[0]) / (GO[1] - GO[0]))) * legs.steps
        leg = np.minimum(far.astype(np.int64), np.maximum(legs.steps - 1, 0))
        row = np.arange(legs.unit.size)
        here, there = legs.path[row, leg], legs.path[row, leg + 1]
        return np.asarray(here + (there - here) * (far - leg)[:, None])

    # laying out

    def _spans(self) -> Iterator[Span]:
        start = 0.0
        for shot in self.reel.shots:
            kinds = {KINDS[int(kind)] for kind in np.unique(shot.events["kind"])}
            spent = FIGHT if kinds & FIERCE else MARCH if "moved" in kinds else QUIET
            yield Span(start, start + spent, shot, self._legs(shot))
            start += spent

    def _legs(self, shot: Shot) -> Legs:
        """Paths of those whose march is told, along their own route where it is known."""
        moved = shot.events[shot.events["kind"] == KINDS.index("moved")]
        moved = moved[(moved["detail"] >= 0) & (moved["hex"] >= 0)]
        paths = [self._path(shot, event) for event in moved]
        longest = max((len(path) for path in paths), default=2)
        padded = [[*path, *[path[-1]] * (longest - len(path))] for path in paths]
        hexes = np.asarray(padded, np.int64).reshape(len(paths), longest)
        steps = np.asarray([len(path) - 1 for path in paths], np.int64)
        ends = np.stack([moved["detail"], moved["hex"]], axis=1).astype(np.int64)
        return Legs(moved["unit"].astype(np.int64), self.centers[hexes], steps, ends)

    def _path(self, shot: Shot, event: np.void) -> list[int]:
        """Hexes from where a unit stood to where it came: by its route, else straight."""
        first, last = int(event["detail"]), int(event["hex"])
        route: list[int] = shot.before.route[int(event["unit"])].tolist()
        if last in route:
            return [first, *route[: route.index(last) + 1]]
        qr = self.board.qr
        cols = axial.to_offset(axial.line(qr[first], qr[last]))
        line = [int(row) * self.board.cols + int(col) for col, row in cols]
        return line if len(line) > 1 else [first, last]

    def _cues(self) -> Iterator[Cue]:
        number = 0
        for span in self.spans:
            kinds = [KINDS[int(kind)] for kind in span.shot.events["kind"]]
            seen: dict[tuple[float, float], int] = {}
            windows = [_window(k, int(e["detail"])) for k, e in zip(kinds, span.shot.events, strict=True)]
            many = Counter(windows)
            for kind, window, event in zip(kinds, windows, span.shot.events, strict=True):
                nth = seen[window] = seen.get(window, -1) + 1
                yield self._cue(span, number, kind, event, window, nth / many[window])
                number += 1

    def _cue(
        self, span: Span, number: int, kind: str, event: np.void, window: tuple[float, float], nth: float
    ) -> Cue:
        """An event at its turn in the window of its kind, so that like events follow one another."""
        share = window[0] + (window[1] - window[0]) * nth
        start = span.start + share * (span.stop - span.start)
        unit, hex_ = int(event["unit"]), int(event["hex"])
        place = self._at(hex_) or self._of(span.shot, unit) or (0.0, 0.0)
        return Cue(
            event=number,
            kind=kind,
            start=start,
            stop=start + LASTS.get(kind, LABEL),
            unit=unit,
            other=int(event["other"]),
            hex=hex_,
            amount=int(event["amount"]),
            detail=int(event["detail"]),
            place=place,
            source=self._of(span.shot, unit),
        )

    def _at(self, hex_: int) -> Point | None:
        return (float(self.centers[hex_, 0]), float(self.centers[hex_, 1])) if hex_ >= 0 else None

    def _of(self, shot: Shot, unit: int) -> Point | None:
        """Where a unit stands at the end of a pulse, or stood at its start."""
        if unit < 0:
            return None
        return self._at(int(shot.after.hex[unit])) or self._at(int(shot.before.hex[unit]))


def _window(kind: str, detail: int) -> tuple[float, float]:
    if kind == "lost":
        return BY_CAUSE.get(LOSS_CAUSES[detail], BY_FIRE)
    return WINDOWS.get(kind, LATE)
