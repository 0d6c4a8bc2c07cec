"""What the map table shows: the scenario, what is selected, hovered and switched on; no fact of the game."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from game.grid import plane
from game.scenario.build import Start
from game.scenario.roster import Counter
from game.scenario.vision import Vision
from game.ui.counters.face import Face
from game.ui.faces import face_of
from game.ui.facts import HexFacts, hex_facts
from game.ui.panels.bar import Bar, bar_of

if TYPE_CHECKING:
    from game.engine.view import View
    from game.ui.session import Session

SHOWN_LAYERS = ("relief", "grid", "names", "counters")


@dataclass
class Table:
    """State of the map table."""

    start: Start
    session: Session | None = None
    language: str = "ru"
    selected: int | None = None
    group: tuple[int, ...] = ()
    hovered: int | None = None
    tab: str = "all"
    search: str = ""
    style: str = "symbol"
    closed: set[str] = field(default_factory=set)
    layers: set[str] = field(default_factory=lambda: set(SHOWN_LAYERS))
    vision: Vision | None = None
    observer: int | None = None
    _seen: tuple[int, NDArray[np.bool_]] | None = None

    @property
    def view(self) -> View | None:
        """What the side at the screen knows; None on the open table before a game."""
        return None if self.session is None else self.session.view()

    @property
    def counters(self) -> tuple[Counter, ...]:
        """All units, in the rows of the arrays."""
        return self.start.roster.counters

    @cached_property
    def stacks(self) -> dict[int, tuple[int, ...]]:
        """Rows of the units in each occupied hex at the start, largest first."""
        stacks: dict[int, list[int]] = defaultdict(list)
        for row, hex_ in enumerate(self.start.units.hex.tolist()):
            if hex_ >= 0:
                stacks[hex_].append(row)
        return {h: tuple(sorted(rows, key=lambda r: -self.counters[r].men)) for h, rows in stacks.items()}

    @cached_property
    def centers(self) -> list[tuple[float, float]]:
        """Center of every hex in sheet meters."""
        board = self.start.board
        return [(x, y) for x, y in plane.centers(board.cols, board.rows, board.scale).tolist()]

    @cached_property
    def spots(self) -> NDArray[np.float64]:
        """The same as an array float64[H, 2]."""
        return np.asarray(self.centers)

    @cached_property
    def middle(self) -> tuple[float, float]:
        """Where the map opens: the middle of the objectives by their points, else of the sheet."""
        points = {h: int(n or 0) + 0.1 for h, n in self.objectives.items()} or {len(self.centers) // 2: 1.0}
        whole = sum(points.values())
        spots = [(self.centers[h], n / whole) for h, n in points.items()]
        return sum(x * n for (x, _y), n in spots), sum(y * n for (_x, y), n in spots)

    @cached_property
    def objectives(self) -> dict[int, str]:
        """Points of each objective hex as they are written on its shield."""
        found: dict[int, float] = {}
        for objective in self.start.bundle.scenario.model.victory.objectives:
            for label in objective.hexes:
                hex_ = self.start.board.hex_of(label)
                found[hex_] = found.get(hex_, 0.0) + objective.weight.value / len(objective.hexes)
        return {hex_: f"{round(points)}" if points >= 0.5 else "" for hex_, points in found.items()}

    @cached_property
    def bar(self) -> Bar:
        """Words of the top bar."""
        return bar_of(self.start)

    def observe(self) -> None:
        """Show what is seen from the selected unit's hex, else the hovered one; once more shows all."""
        here = None if self.selected is None else self.hex_of(self.selected)
        wanted = here if here is not None else self.hovered
        self.observer = None if wanted == self.observer else wanted

    def seen_from(self, hex_: int) -> NDArray[np.bool_]:
        """Hexes bool[H] seen from a hex; the last answer is kept."""
        if self._seen is None or self._seen[0] != hex_:
            assert self.vision is not None
            self._seen = (hex_, self.vision.seen_from(hex_))
        return self._seen[1]

    def facts(self, hex_: int) -> HexFacts:
        """Words for a hex."""
        return hex_facts(self.start, hex_, self.stacks.get(hex_, ()))

    def top_of(self, hex_: int) -> int:
        """The unit drawn on top of a stack: the selected one, else the largest."""
        rows = self.stacks[hex_]
        return self.selected if self.selected in rows else rows[0]

    def hex_of(self, row: int) -> int | None:
        """Hex of a unit, or None while it is not on the map."""
        hex_ = int(self.start.units.hex[row])
        return hex_ if hex_ >= 0 else None

    def click(self, hex_: int) -> None:
        """Select the unit on top of a hex; again, the next one below it; an empty hex selects none."""
        rows, self.group = self.stacks.get(hex_, ()), ()
        if self.selected in rows:
            self.selected = rows[(rows.index(self.selected) + 1) % len(rows)]
        else:
            self.selected = rows[0] if rows else None

    def lists(self, row: int) -> bool:  # noqa: ARG002
        """Whether the order of battle may show a unit."""
        return True

    def face(self, row: int, stack: int, states: frozenset[str]) -> Face:
        """The counter of a unit with what lies over it."""
        return face_of(self.counters[row], self.start.roster.classes, stack=stack, states=states)

    def lit(self, row: int) -> bool:
        """Whether a unit's counter is ringed as selected."""
        return row == self.selected or row in self.group

    @property
    def switches(self) -> tuple[str, ...]:
        """Layers that can be switched on and off."""
        return SHOWN_LAYERS

    @property
    def version(self) -> int:
        """Number that changes with what is known of the units."""
        return 0

    @property
    def chosen(self) -> tuple[int, ...]:
        """All selected units, the one that the panels show first."""
        if self.selected is None:
            return ()
        return (self.selected, *(row for row in self.group if row != self.selected))

    def select(self, rows: Iterable[int]) -> None:
        """Select these units and no others."""
        self.group = tuple(dict.fromkeys(rows))
        self.selected = self.group[0] if self.group else None

    def join(self, row: int) -> None:
        """Select a unit besides the others, or no more."""
        rows = self.chosen
        self.select((r for r in rows if r != row) if row in rows else (*rows, row))

    def gather(self, formation: str) -> None:
        """Select all units of a formation that are on the map, own ones in play."""
        rows = (i for i, c in enumerate(self.counters) if formation in c.chain and self.lists(i))
        self.select(row for row in rows if self.hex_of(row) is not None)

    def toggle(self, layer: str) -> None:
        """Switch a layer on or off."""
        self.layers ^= {layer}

    def step(self, by: int) -> None:
        """Select the next or previous unit on the map."""
        self.group = ()
        on_map = [row for rows in sorted(self.stacks.items()) for row in rows[1]]
        if on_map:
            at = on_map.index(self.selected) + by if self.selected in on_map else 0 if by > 0 else -1
            self.selected = on_map[at % len(on_map)]
