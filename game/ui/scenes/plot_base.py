"""What a side does with its orders as a whole: selects, passes over, takes back, commits."""

from __future__ import annotations

from collections.abc import Hashable

import pygame

from game.engine import groups
from game.i18n import text as _
from game.ui import keys_table
from game.ui.bookmarks import Marking
from game.ui.controller import Controller
from game.ui.film_words import Line
from game.ui.flow import Desk, following
from game.ui.lastturn import dispatches
from game.ui.layers.legend import Overlays
from game.ui.layers.mosaic import Mark
from game.ui.layers.reach import Reached
from game.ui.panels.commands import CommandsPanel
from game.ui.panels.commit import PLACES, CommitPanel
from game.ui.panels.compare import ComparePanel
from game.ui.panels.context_menu import ContextMenu
from game.ui.panels.idle import IdlePanel
from game.ui.panels.log import LogPanel
from game.ui.panels.mark_list import MarkList
from game.ui.panels.odds import OddsPanel
from game.ui.panels.orders import OrdersPanel
from game.ui.panels.stack import StackPanel
from game.ui.panels.textboard import TextBoard
from game.ui.playtable import PlayTable
from game.ui.scenes.resolving import Resolving
from game.ui.scenes.sheet import SheetScene
from game.ui.scenes.sheet_layout import FOLD_RIGHT


class PlotBase(SheetScene):
    """The map table with the panels of a turn that is open."""

    keys = keys_table.PLOT
    confirm = True
    """Whether to ask before a turn is closed with units left without orders."""

    button_place, button_size = PLACES[0], 100
    """Where the button lies that commits, and its height in percent of the usual."""

    def __init__(self, desk: Desk) -> None:
        session = desk.session
        table = PlayTable(session.start, session, whole=session.start, vision=desk.vision)
        table.follow()
        super().__init__(desk.ui, table, desk.terrain, desk.small)
        self.desk, self.session, self.play = desk, session, table
        self.controller = Controller(session, table)
        self.commands = CommandsPanel(self.ui, self.controller)
        self.orders = OrdersPanel(self.ui, session, self.show, self.read)
        word = _("Commit turn") if session.humans else _("Next turn")
        self.close = CommitPanel(self.ui, word, lambda: len(self.idle()), self.commit)
        self.odds = OddsPanel(self.ui, table, lambda: self.controller.tentative(table.hovered))
        self.told = dispatches(session)
        self.marking = Marking(
            session, session.side, lambda: None if session.open else session.side, lambda: session.turn - 1
        )
        self.log = LogPanel(
            self.ui, lambda: self.told, self.jump, lambda: table.selected, self.marking, self.list_marks
        )
        self.board = TextBoard(self.ui, table, lambda: self.told)
        self.stack, self.compare = StackPanel(self.ui, table), ComparePanel(self.ui, table)
        self.overlays = Overlays()
        self._reach: Reached | None = None
        self._marks: tuple[Hashable, list[Mark]] | None = None
        self._button: pygame.Rect | None = None
        self.question: IdlePanel | None = None
        self.menu: ContextMenu | None = None
        self.cursor: int | None = None
        self._idle: tuple[object, tuple[int, ...]] | None = None
        self.panels = (
            self.board,
            self.stack,
            self.compare,
            *self.panels[:-1],
            self.commands,
            self.odds,
            self.orders,
            self.log,
            self.close,
            self.dock,
        )
        self.camera.center(*self._front())

    def _front(self) -> tuple[float, float]:
        """Where the map opens: the middle of what is played for, else the own troops."""
        rows = [row for row in self.play.view.own.nonzero()[0].tolist() if self.play.hex_of(row) is not None]
        if self.play.objectives or not rows:
            return self.play.middle
        spots = [self.play.centers[self.play.hex_of(row) or 0] for row in rows]
        return sum(x for x, _y in spots) / len(spots), sum(y for _x, y in spots) / len(spots)

    # orders

    def idle(self) -> tuple[int, ...]:
        """Units that wait for orders, but for those that were passed over."""
        if self.session.closed:
            return ()
        plots, passed = self.session.plots, self.play.passed
        about = (plots, len(passed))  # units are only ever added to those that were passed over
        if self._idle is None or self._idle[0] != about:
            rows = groups.idle(self.play.view, plots).tolist()
            self._idle = (about, tuple(unit for unit in rows if unit not in passed))
        return self._idle[1]

    def show(self, order: int) -> None:
        """Select the unit of an order and go there."""
        unit = self.session.plots[order].unit
        if unit >= 0:
            self.table.select((unit,))
            self.go(unit)

    def read(self) -> None:
        """Give the log the keyboard, and in a narrow window its place; once more, back to the orders."""
        self.focus = None if self.focus is self.log or not self.told else self.log

    def list_marks(self) -> None:
        """Open the list of all bookmarks; the scene that has one says how."""

    def jump(self, line: Line) -> None:
        """Go to where a line of the log happened."""
        if line.hex >= 0:
            self.camera.center(*self.table.centers[line.hex])

    def commit(self) -> None:
        """Close the turn; first ask where units have no orders."""
        idle = self.idle()
        if idle and self.confirm and self.question is None:
            acts = (self._commit, self._back, self._to_idle)
            self.question = IdlePanel(self.ui, self.play, idle, acts)
        else:
            self._commit()

    def _commit(self) -> None:
        if self.session.closed:
            self.next = Resolving(self.desk)
            return
        self.session.commit()
        self.next = following(self.desk)

    @property
    def asked(self) -> IdlePanel | ContextMenu | MarkList | None:
        """What lies open over everything and has every event for itself."""
        return self.question or self.menu

    def _back(self) -> None:
        self.question = None

    def _to_idle(self, unit: int) -> None:
        self.question = None
        self.table.select((unit,))
        self.go(unit)

    def leave(self) -> None:
        """Back to the menu; the game is in its file."""
        from game.ui.scenes.menu import Menu

        trouble = self.session.trouble
        self.session.close()
        self.next = Menu(self.ui, trouble)

    def take_back(self) -> None:
        """Withdraw all orders of the selected units."""
        for n in reversed(range(len(self.session.plots))):
            if self.session.plots[n].unit in self.table.chosen and not self.session.closed:
                self.session.unplot(n)

    # selecting

    def list_stack(self) -> None:
        """Open the list of the stack and give it the keyboard; from the list itself, close it."""
        if self.stack.opened and self.focus is self.stack:
            self.stack.opened, self.focus = False, None
            return
        self.stack.opened, self.focus = True, self.stack
        if self.size[0] < self.ui.dp(FOLD_RIGHT):
            self.compare.opened = False  # a narrow window has room for one column

    def formation(self) -> None:
        """Select the formation of the selected unit as a whole; once more, the one above it."""
        if self.table.selected is None:
            return
        before, lead = set(self.table.chosen), self.table.selected
        for key in self.table.counters[lead].chain:
            self.table.gather(key)
            if set(self.table.chosen) > before:
                break
        rows = self.table.chosen
        self.table.select((lead, *(row for row in rows if row != lead)) if rows else (lead,))

    def done(self) -> None:
        """Let the unit be without orders: go to the next that has none."""
        self.play.passed.update(self.table.chosen)
        waiting = self.idle()
        self.table.select(waiting[:1])
        self.go(self.table.selected)

    def hold(self) -> None:
        """Let the unit hold where it is, and go to the next without orders."""
        self.controller.choose("hold")
        if not self.controller.bad:
            self.done()
