"""A game at this machine and its file: every step is on the disk before it is answered, while that works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from game.agents.base import Plan
from game.agents.estimates import write
from game.engine.game import Pulse
from game.engine.orders import Order, Rejection
from game.i18n import text
from game.scenario.faults import BadData
from game.store.beside import Bookmark, write_bookmark
from game.store.rescue import rescue
from game.ui.session_standing import Standing


class Filed(Standing):
    """A game whose steps go through its file; without one, or once it fails, through the game alone."""

    def mark(self, mark: Bookmark) -> None:
        """Put a bookmark into the log, and into the file."""
        self.bookmarks[mark.turn, mark.side, mark.event] = mark
        self._marked(mark, there=True)

    def unmark(self, mark: Bookmark) -> None:
        """Take a bookmark out of the log, and out of the file."""
        del self.bookmarks[mark.turn, mark.side, mark.event]
        self._marked(mark, there=False)

    def _marked(self, mark: Bookmark, *, there: bool) -> None:
        self.marked += 1
        try:
            if self.saved is not None:
                (self.saved.bookmark if there else self.saved.unmark)(mark)
            elif self.source is not None:
                write_bookmark(self.source, mark, there=there)
                self.trouble = ""
        except BadData as bad:
            if self.saved is not None:
                self._adrift(bad)
            else:
                self.trouble = text("The bookmark is not kept: {why}", why=str(bad.faults[0]))

    def uncopied(self, why: str) -> None:
        """Tell that the copy of a turn could not be kept, or that it is (no words)."""
        if self.saved is not None:
            said = text("The game is saved, but no copy of this turn could be kept: {why}", why=why)
            self.trouble = said if why else ""

    def close(self) -> None:
        """Let go of the file."""
        if self.saved is not None:
            self.saved.close()
            self.saved = None

    def recover(self, out: Path) -> None:
        """Write a game that is no longer saved into a new file, and go on with that; raises `BadData`."""
        if self.lost is not None:
            self.saved = rescue(self.lost, out, self.memos, self.bookmarks.values())
            self.lost, self.trouble = None, ""

    # step by step

    def resolve(self) -> Iterator[Pulse]:
        """Play the turn that both sides have committed; the pulses one by one."""
        turn = self.turn
        try:
            yield from (self.saved or self.game).resolve()
        except BadData as bad:
            self._adrift(bad)
            if self.turn == turn:
                self.game.play()

    def _order(self, side: int, order: Order) -> Rejection | None:
        if self.saved is not None:
            try:
                return self.saved.plot(side, order)
            except BadData as bad:
                self._adrift(bad)
        return self.game.plot(side, order)

    def _order_all(self, side: int, orders: Sequence[Order]) -> None:
        """Many orders in one step on the disk: one each would take seconds for a corps."""
        if self.saved is not None:
            try:
                self.saved.plot_all(side, orders)
                return
            except BadData as bad:
                self._adrift(bad)
        for order in orders:
            self.game.plot(side, order)

    def _drop(self, side: int, n: int) -> Order:
        if self.saved is not None:
            try:
                return self.saved.unplot(side, n)
            except BadData as bad:
                self._adrift(bad)
        return self.game.unplot(side, n)

    def _commit(self, side: int) -> None:
        if self.saved is not None:
            try:
                self.saved.commit(side)
                return
            except BadData as bad:
                self._adrift(bad)
        self.game.commit(side)

    def _explain(self, side: int, plan: Plan) -> None:
        """Write down what an agent means; what cannot be written is done without."""
        if self.saved is not None:
            try:
                self.saved.reason(side, plan.reasons, tuple(write(one) for one in plan.estimates))
                self.saved.keep(side, plan.memo)
            except BadData as bad:
                self._adrift(bad)

    def _adrift(self, bad: BadData) -> None:
        """The file failed: say so once, and play on without it."""
        self.trouble = text(
            "The game goes on, but it is no longer saved (Ctrl+S writes it into a new file): {why}",
            why=str(bad.faults[0]),
        )
        self.lost = self.saved
        self.close()
