"""The words of the map: hex under the pointer, selected unit, what became of them; to read and to copy."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from game.ui.film_words import Line
from game.ui.kit.draw import Ui
from game.ui.panels.board import Board
from game.ui.playtable import PlayTable
from game.ui.textwords import Said, all_words


class TextBoard(Board):
    """Over the map while it is open. `told` are the dispatches of the last turn."""

    def __init__(self, ui: Ui, table: PlayTable, told: Callable[[], Sequence[Line]]) -> None:
        super().__init__(ui)
        self.table, self.told = table, told
        self._last: int | None = None

    def hex_(self) -> int | None:
        """The hex below pointer or cursor; the one before, while the pointer is on a panel."""
        if self.table.hovered is not None:
            self._last = self.table.hovered
        if self._last is None and self.table.selected is not None:
            return self.table.hex_of(self.table.selected)
        return self._last

    def words(self) -> tuple[Said, ...]:
        """All that is said now."""
        return all_words(self.table, self.hex_(), self.table.selected, self.told())

    def about(self) -> Hashable:
        """What the words depend on."""
        session = self.table.session
        plots = session.plots if session is not None else ()
        return (self.hex_(), self.table.selected, self.table.version, plots)
