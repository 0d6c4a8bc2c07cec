"""A game at this machine: the game and its file, who plays each side, and who sits before the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from game.agents.base import Agent, Plan
from game.agents.estimates import write
from game.analysis.commanders import cast
from game.analysis.dispatch import Scene as Words
from game.analysis.dispatch import scene_of
from game.analysis.thoughts import Thoughts
from game.analysis.why import Names
from game.engine.game import Game, Pulse, Reckoning
from game.engine.log import Events
from game.engine.orders import Order, Rejection
from game.engine.told import Rows, accounts, seen_by
from game.engine.umpire import open_view
from game.engine.view import View
from game.i18n import text
from game.scenario.build import Start
from game.scenario.faults import BadData
from game.store.beside import Bookmark, write_bookmark
from game.store.rescue import rescue
from game.store.saved import HUMAN, Saved
from game.ui.aside import at_once
from game.words import refused

SIDES = ("soviet", "japanese")
MANY = ("guns",)
"""Groups of orders of which a unit may have several."""
Frame = tuple[int, Events, Rows]
"""A pulse as a side learns of it: minute of its end, events, rows of the ledger."""
Plots = tuple[Order, ...]
Led = tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]
Run = Callable[[Callable[[], Plan]], Iterator[Plan | None]]
"""How a staff is had think: `at_once` or `aside`."""


@dataclass(eq=False)
class Session:
    """A game in play, and where its players stand in it.

    Attributes
    ----------
    start : Start
        The scenario that is played, for words and pictures.
    game : Game
        Never handed to a player's scene as a whole: `view`, `film` and `plots` are what a side may know.
    players : list of str
        By side: `HUMAN` or the name of an agent.
    saved : Saved or None
        The game's file; None once it could not be written.
    side : int
        The side before the screen.
    open : bool
        Whether the fog is lifted, for a teacher.
    watched : list of int
        By side: turns of which the film has been shown.
    trouble : str
        One sentence on why the game or the copy of its turn is not being saved; empty when it is.
    copied : int
        The last turn of which a copy was made, or tried.
    bookmarks : dict
        By turn, side and number of the event: of both sides, for `Marking` to choose from.
    marked : int
        Counts the changes of bookmarks.
    source : Path or None
        The file of a game that is only looked at.
    lost : Saved or None
        The game with the file that could not be written; `recover` writes another one.
    plans : dict
        Texts of the game file by name, for staffs that carry out a plan.
    memos : list of str
        By side: what its staff wrote down for the next turn.
    thoughts : dict
        By turn and side: what its staff meant and expected, for the review.
    led : tuple
        By side: who led it before, each with his first turn.
    """

    start: Start
    game: Game
    players: list[str]
    saved: Saved | None = None
    seed: int = 0
    side: int = 0
    open: bool = False
    watched: list[int] = field(default_factory=lambda: [0, 0])
    trouble: str = ""
    copied: int = -1
    bookmarks: dict[tuple[int, int, int], Bookmark] = field(default_factory=dict)
    marked: int = 0
    source: Path | None = None
    lost: Saved | None = None
    plans: Mapping[str, bytes] = field(default_factory=dict)
    _staffs: dict[int, tuple[str, Agent]] = field(default_factory=dict)
    memos: list[str] = field(default_factory=lambda: ["", ""])
    thoughts: dict[tuple[int, int], Thoughts] = field(default_factory=dict)
    led: Led = ((), ())
    _past: list[Plots] = field(default_factory=list)
    _future: list[Plots] = field(default_factory=list)
    _view: tuple[object, int, bool, View] | None = None

    # who plays

    @property
    def humans(self) -> tuple[int, ...]:
        """Sides that people play."""
        return tuple(side for side in (0, 1) if self.players[side] == HUMAN)

    @property
    def turn(self) -> int:
        """The open turn, counted from 0."""
        return len(self.game.entries)

    @property
    def due(self) -> int | None:
        """The side whose player must come, to see the last turn or to plot; None for neither."""
        for side in self.humans:
            if self.unseen(side) or not (self.game.over or self.game.committed[side]):
                return side
        return None

    def unseen(self, side: int) -> bool:
        """Whether the film of the last turn is still to be shown to a side."""
        return self.watched[side] < self.turn

    @cached_property
    def words(self) -> Words:
        """Names of all that events of this game speak of."""
        return scene_of(self.start)

    @property
    def names(self) -> Names:
        """What units, hexes and stakes are called."""
        return self.words.names

    # what the side before the screen knows and wants

    def view(self) -> View:
        """What it knows now; made once for a state of the game."""
        kept = self._view
        if kept is None or kept[0] is not self.game.state or kept[1:3] != (self.side, self.open):
            made = open_view(self.game, self.side) if self.open else self.game.view(self.side)
            self._view = kept = (self.game.state, self.side, self.open, made)
        return kept[3]

    @property
    def plots(self) -> Plots:
        """Its orders of the open turn."""
        return tuple(self.game.plots[self.side])

    @property
    def closed(self) -> bool:
        """Whether it can give no orders: committed, played by an agent, or at the end of the battle."""
        return self.game.over or self.game.committed[self.side] or self.side not in self.humans

    def plot(self, order: Order) -> Rejection | None:
        """Give an order; it takes the place of what it contradicts."""
        return self.plot_all((order,))[0]

    def plot_all(self, orders: Sequence[Order]) -> tuple[Rejection | None, ...]:
        """Give orders that are taken back together."""
        if self.closed:
            return tuple(Rejection("turn.closed") for _ in orders)
        before = self.plots
        told = tuple(self._take(order) for order in orders)
        if self.plots != before:
            self._remember(before)
        return told

    def unplot(self, n: int) -> Order:
        """Take back order `n` of the open turn."""
        before = self.plots
        taken = self._drop(self.side, n)
        self._remember(before)
        return taken

    def undo(self) -> bool:
        """Go back to the orders before the last change; false where there was none."""
        return self._swap(self._past, self._future)

    def redo(self) -> bool:
        """Take back an undo."""
        return self._swap(self._future, self._past)

    def refused(self, rejection: Rejection) -> str:
        """Why an order was refused, in words."""
        return refused(rejection, self.names.units, self.names.hexes)

    def commit(self) -> None:
        """Close the turn for the side before the screen."""
        self._commit(self.side)
        self._past.clear()
        self._future.clear()

    def think(self, run: Run = at_once) -> Iterator[int | None]:
        """Let the agents give their orders and commit; the sides that are done, one by one.

        `run` has them think, at once or beside the window; None tells that one is still at it. Nothing is
        written before he has come to an end, so who leaves in the middle finds the turn as it was.
        """
        for side in (0, 1):
            if self.players[side] == HUMAN or self.game.committed[side] or self.game.over:
                continue
            for n in reversed(range(len(self.game.plots[side]))):
                # Left over from a program that was closed while the staff was writing.
                self._drop(side, n)
            for plan in run(partial(self._choose, side)):
                if plan is not None:
                    self._issue(side, plan)
                yield None if plan is None else side

    def leader(self, turn: int, side: int) -> str:
        """Who led a side in a turn."""
        return next((who for first, who in reversed(self.led[side]) if first <= turn), self.players[side])

    def _choose(self, side: int) -> Plan:
        return self._staff(side).choose(self.game.view(side), self.memos[side])

    def _issue(self, side: int, plan: Plan) -> None:
        """Orders, memo and thoughts of an agent, and the turn closed for its side."""
        self._order_all(side, plan.orders)
        self.memos[side] = plan.memo
        self.thoughts[self.turn, side] = Thoughts(plan.reasons, plan.estimates)
        self._explain(side, plan)
        self._commit(side)

    def _staff(self, side: int) -> Agent:
        """Who commands a side that nobody at this machine plays; made once for a name."""
        who = self.players[side]
        if self._staffs.get(side, ("",))[0] != who:
            self._staffs[side] = (who, cast(side, who, self.plans, self.start).agent(self.seed))
        return self._staffs[side][1]

    def resolve(self) -> Iterator[Pulse]:
        """Play the turn that both sides have committed; the pulses one by one."""
        turn = self.turn
        try:
            yield from (self.saved or self.game).resolve()
        except BadData as bad:
            self._adrift(bad)
            if self.turn == turn:
                self.game.play()

    # what has happened

    def film(self, side: int | None, turn: int = -1) -> list[Frame]:
        """Pulses of a turn as a side learns of them (the last turn); None is the umpire, who learns all."""
        if not self.game.entries:
            return []
        own = self.game.setting.cadre.side == (-1 if side is None else side)
        return [
            (
                pulse.state.minute,
                seen_by(pulse.events, side),
                pulse.ledger if side is None else accounts(pulse.ledger, own),
            )
            for pulse in self.game.entries[turn].pulses
        ]

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

    def reckoning(self) -> Reckoning:
        """The score, were the battle to end now."""
        return self.game.reckoning()

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

    # step by step, with the file

    def _take(self, order: Order) -> Rejection | None:
        found = order.check(self.view())
        if found is None:
            for n in reversed(range(len(self.plots))):
                if contradicts(order, self.plots[n]):
                    self._drop(self.side, n)
            found = self._order(self.side, order)
        return found

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

    def _remember(self, before: Plots) -> None:
        self._past.append(before)
        self._future.clear()

    def _swap(self, source: list[Plots], other: list[Plots]) -> bool:
        if not source or self.closed:
            return False
        wanted, now = source.pop(), self.plots
        other.append(now)
        for n in reversed(range(len(now))):
            if now[n] not in wanted:
                self._drop(self.side, n)
        for order in wanted:
            if order not in self.plots:
                self._order(self.side, order)
        return True


def contradicts(order: Order, other: Order) -> bool:
    """Whether an order takes the place of an earlier one: the same unit in the same respect."""
    return order.unit == other.unit and order.group == other.group and order.group not in MANY
