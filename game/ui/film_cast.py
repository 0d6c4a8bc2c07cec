"""Who is on the screen in a film: counters, names and stacks, from what the audience knows at each moment."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from game.analysis.film import Stand
from game.i18n import preferred
from game.scenario.build import Start
from game.scenario.roster import Counter
from game.ui.counters.face import Face
from game.ui.faces import face_of
from game.ui.film import GO, GONE, Timeline
from game.ui.veil import veiled

OTHER = {"soviet": "japanese", "japanese": "soviet"}
ASIDE = {"soviet": 1, "japanese": -1}


@dataclass(frozen=True, slots=True)
class Group:
    """A counter on the screen: rows of its stack, the one on top first; its hex, -1 for one on the way.

    `aside` is 1 or -1 where it has to share its hex with the other side.
    """

    rows: tuple[int, ...]
    hex: int
    aside: int = 0


class Cast:
    """Counters and stacks of a film; each is made once for a moment at which they change."""

    def __init__(self, start: Start, line: Timeline) -> None:
        self.start, self.line = start, line
        self._counters: dict[int, tuple[Counter, ...]] = {}
        self._groups: dict[tuple[int, int], tuple[Group, ...]] = {}
        self._faces: dict[tuple[int, int, int, bool], Face] = {}

    def counters(self, stand: Stand) -> tuple[Counter, ...]:
        """Every unit as it is known at a stand."""
        if id(stand) not in self._counters:
            self._counters[id(stand)] = veiled(self.start, stand.view).roster.counters
        return self._counters[id(stand)]

    def names(self, stand: Stand) -> tuple[str, ...]:
        """What the units are called by who knows no more than this."""
        language = preferred()
        return tuple(counter.name.get(language) for counter in self.counters(stand))

    def occupied(self) -> frozenset[int]:
        """Hexes in which counters stand at the beginning or the end: names keep off them all the time."""
        shots = self.line.reel.shots
        stands = (shots[0].before, shots[-1].after) if shots else ()
        return frozenset(hex_ for stand in stands for hex_ in np.unique(stand.hex).tolist() if hex_ >= 0)

    def face(self, stand: Stand, row: int, stack: int, chosen: bool) -> Face:
        """The counter of a unit on top of a stack."""
        key = (id(stand), row, stack, chosen)
        if key not in self._faces:
            self._faces[key] = self._made(stand, row, stack, chosen)
        return self._faces[key]

    def _made(self, stand: Stand, row: int, stack: int, chosen: bool) -> Face:
        states = {"selected": chosen, "suppressed": bool(stand.pinned[row] or stand.broken[row])}
        states["unconfirmed"] = bool(stand.ghost[row])
        shown = frozenset(name for name, on in states.items() if on)
        counter = self.counters(stand)[row]
        if stand.view.own[row]:
            return face_of(counter, self.start.roster.classes, stack=stack, states=shown)
        men = int(stand.view.contacts.men[row])
        return Face(
            side=counter.side,
            symbol=counter.symbol,
            echelon=counter.echelon,
            label=counter.short,
            count=f"~{men}" if men >= 0 else "?",
            stack=stack,
            states=shown,
        )

    def groups(self, at: float) -> tuple[Group, ...]:
        """Stacks at a time, and apart from them everybody who is on the way."""
        span = self.line.span(at)
        share = span.share(at)
        part = sum(share >= limit for limit in (*GO, 0.5, GONE))
        key = (self.line.spans.index(span), part)
        if key not in self._groups:
            self._groups[key] = self._grouped(at, on_the_way=part == 1)
        return self._groups[key]

    def _grouped(self, at: float, on_the_way: bool) -> tuple[Group, ...]:
        span, stand = self.line.span(at), self.line.stand(at)
        hexes, moving = stand.hex.copy(), span.legs.unit
        ends = span.legs.ends[:, 0 if span.share(at) < GO[0] else 1]
        gone = (span.share(at) >= GONE) & (span.shot.after.hex[moving] < 0)
        hexes[moving] = np.where(gone | on_the_way, -1, ends)
        stacks: dict[tuple[int, str], list[int]] = defaultdict(list)
        counters = self.counters(stand)
        for row in np.flatnonzero(hexes >= 0).tolist():
            stacks[int(hexes[row]), counters[row].side].append(row)
        shared = {hex_ for hex_, side in stacks if (hex_, OTHER[side]) in stacks}
        groups = [
            Group(self._ordered(rows, counters), hex_, ASIDE[side] if hex_ in shared else 0)
            for (hex_, side), rows in stacks.items()
        ]
        return (*groups, *(Group((row,), -1) for row in moving.tolist() if on_the_way))

    @staticmethod
    def _ordered(rows: list[int], counters: tuple[Counter, ...]) -> tuple[int, ...]:
        return tuple(sorted(rows, key=lambda row: -counters[row].men))
