"""Ways of units to goal after goal, kept as long as a view is: for who asks with every move of a pointer."""

from __future__ import annotations

from game.engine.options import priced
from game.engine.view import View
from game.grid.routes import Field, field, trace

KEPT = 128
"""Fields of ways that are kept: a regiment's and some more, a fifth of a megabyte each."""


class Ways:
    """The quickest ways in a view."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._fields: dict[tuple[int, int, str, bool], Field] = {}

    def leg(self, unit: int, at: int, stop: int, mode: str, swims: bool = False) -> list[int]:
        """Hexes from one to another for a unit, both included; none where no way leads."""
        key = (unit, at, mode, swims)
        if key not in self._fields:
            if len(self._fields) >= KEPT:
                self._fields.pop(next(iter(self._fields)))
            price = priced(self.view, unit, mode, swims)
            self._fields[key] = field(price, self.view.board.neighbor, at)
        return [int(hex_) for hex_ in trace(self._fields[key], stop)]
