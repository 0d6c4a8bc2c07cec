"""Bookmarks of all turns from the plotting: a list of them, the film of an earlier turn, and back."""

from __future__ import annotations

from game.ui.bookmarks import Spot
from game.ui.marked import marked
from game.ui.panels.context_menu import ContextMenu
from game.ui.panels.idle import IdlePanel
from game.ui.panels.mark_list import MarkList
from game.ui.scenes import keeping
from game.ui.scenes.plot_menu import PlotMenu


class PlotMarks(PlotMenu):
    """The plotting with the way to what was marked before."""

    listed: MarkList | None = None
    """The list of bookmarks while it is open."""

    @property
    def asked(self) -> IdlePanel | ContextMenu | MarkList | None:
        """As before, and the list of bookmarks."""
        return super().asked or self.listed

    def list_marks(self) -> None:
        """Open the list of all bookmarks."""
        self.dragging, self.held_s, self.tip = False, None, False
        self.listed = MarkList(self.ui, marked(self.marking), self.to_spot, self._unlist)

    def _unlist(self) -> None:
        self.listed = None

    def to_bookmark(self, by: int) -> None:
        """Go to the next bookmark, or the one before, in the dispatches or the film of an earlier turn."""
        spot = keeping.beside(self.marking, self.session.turn - 1, self.log.cursor, by)
        if spot is not None:
            self.to_spot(spot)

    def to_spot(self, spot: Spot) -> None:
        """Go to a line of the dispatches, or to an event of an earlier turn in its film."""
        turn, event = spot
        if turn == self.session.turn - 1:
            self.focus = self.log
            self.log.show(event)
            self.jump(self.told[event])
            return
        keeping.wait(self.ui, self.camera.view)
        self.next = keeping.film_of(self, self.terrain, spot, self.marking)
