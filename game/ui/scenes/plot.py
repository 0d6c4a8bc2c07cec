"""Plotting: a side before its own map gives the orders of the turn, changes them, and commits."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from functools import partial

import pygame

from game.engine import groups
from game.i18n import text as _
from game.ui import keys_table, verbs
from game.ui.app import Scene
from game.ui.camera import Camera
from game.ui.controller import Controller
from game.ui.film_words import Line
from game.ui.flow import Desk, following
from game.ui.kit.widgets import Panel
from game.ui.lastturn import dispatches
from game.ui.layers.fog import draw_fog
from game.ui.layers.legend import Overlays
from game.ui.layers.mosaic import Mark
from game.ui.layers.plots import draw_plots, draw_tag, draw_tentative, plot_marks
from game.ui.layers.reach import Reached, draw_reach
from game.ui.panels.commands import CommandsPanel
from game.ui.panels.commit import CommitPanel
from game.ui.panels.idle import IdlePanel
from game.ui.panels.log import LogPanel
from game.ui.panels.odds import OddsPanel, pill
from game.ui.panels.orders import OrdersPanel
from game.ui.panels.textboard import TextBoard
from game.ui.playtable import PlayTable
from game.ui.scenes.resolving import Resolving
from game.ui.scenes.sheet import SheetScene

SIDE_BY_SIDE, COMMIT, COMMANDS, HEAD, ODDS = 1500, 58, 312, 132, 330
"""Width from which orders and log lie side by side, height of the button, least heights of the commands, of
the head of the unit card and of the odds, in dp."""
STILL_PX = 4
"""Pixels that the pointer may tremble during a click of the right button."""


class PlotScene(SheetScene):
    """The map table behind the veil of a side, with everything that orders need."""

    keys = keys_table.PLOT
    confirm = True
    """Whether to ask before a turn is closed with units left without orders."""

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
        self.log = LogPanel(self.ui, lambda: self.told, self.jump, lambda: table.selected)
        self.board = TextBoard(self.ui, table, lambda: self.told)
        self.overlays = Overlays()
        self._reach: Reached | None = None
        self._marks: tuple[Hashable, list[Mark]] | None = None
        self.question: IdlePanel | None = None
        self.cursor: int | None = None
        self.passed: set[int] = set()
        self.pressed_at = (0, 0)
        self._idle: tuple[object, tuple[int, ...]] | None = None
        self.panels = (
            self.board,
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
        plots = self.session.plots
        if self._idle is None or self._idle[0] != plots:
            self._idle = (plots, tuple(groups.idle(self.play.view, plots).tolist()))
        return tuple(unit for unit in self._idle[1] if unit not in self.passed)

    def show(self, order: int) -> None:
        """Select the unit of an order and go there."""
        unit = self.session.plots[order].unit
        if unit >= 0:
            self.table.select((unit,))
            self.go(unit)

    def read(self) -> None:
        """Give the log the keyboard, and in a narrow window its place; once more, back to the orders."""
        self.focus = None if self.focus is self.log or not self.told else self.log

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
        self.passed.update(self.table.chosen)
        waiting = self.idle()
        self.table.select(waiting[:1])
        self.go(self.table.selected)

    def hold(self) -> None:
        """Let the unit hold where it is, and go to the next without orders."""
        self.controller.choose("hold")
        if not self.controller.bad:
            self.done()

    # layout

    def layout(self, size: tuple[int, int]) -> None:
        """The map table's places, and that of an open question."""
        super().layout(size)
        if not self.close.rect.width:
            # A narrow window has no cards while nothing is selected; the button stays, below the pages.
            dock, high = self.dock.rect, self.ui.dp(COMMIT)
            self.dock.place(pygame.Rect(dock.left, dock.top, dock.width, max(0, dock.height - high)))
            self.close.place(pygame.Rect(dock.left, dock.bottom - high, dock.width, high))
        self.board.fit(self.camera.view)
        self.camera.view.width -= self.board.rect.width
        if self.question is not None:
            self.question.layout(size)

    def _bottom(self, rect: pygame.Rect) -> None:
        """The orders, the dispatches of the last turn, and the pages; a narrow window shows one list."""
        shares = [36, 32 if self.told else 0, 32]
        if rect.width < self.ui.dp(SIDE_BY_SIDE) and self.told:
            shares = [0, 62, 38] if self.focus is self.log else [62, 0, 38]
        x = rect.left
        for panel, share in zip((self.orders, self.log, self.dock), shares, strict=True):
            wide = rect.right - x if panel is self.dock else rect.width * share // sum(shares)
            panel.place(pygame.Rect(x, rect.top, wide, rect.height))
            x += wide

    def _cards(self, rect: pygame.Rect) -> None:
        """Unit card, ground, line of sight, commands and the button, one below the other.

        While something is weighed, the odds take the place of ground and line of sight.
        """
        dp = self.ui.dp
        foot = min(dp(COMMIT), rect.height // 6)
        room = rect.height - foot
        commands = min(dp(COMMANDS), room // 2)
        cut = dp(150) if room - commands > dp(620) else 0
        ground = min(dp(190), (room - commands - cut) // 3)
        odds = 0
        if self.odds.asked:
            cut = ground = 0
            rest = room - commands
            odds = max(min(dp(ODDS), rest - dp(HEAD)), rest // 2)
        card = room - commands - cut - ground - odds
        tops = (
            (self.unit, card),
            (self.odds, odds),
            (self.hex, ground),
            (self.profile, cut),
            (self.commands, commands),
        )
        y = rect.top
        for panel, high in tops:
            panel.place(pygame.Rect(rect.left, y, rect.width, high))
            y += high
        self.close.place(pygame.Rect(rect.left, y, rect.width, foot))

    # events

    def handle(self, event: pygame.Event) -> Scene | None:
        """While it is asked who is idle, the question alone; else as on the map table."""
        if self.question is not None and event.type in QUESTIONS:
            self.question.handle(event)
            return self.next
        if event.type == pygame.MOUSEMOTION:
            self.cursor = None
        return super().handle(event)

    def _hover(self) -> None:
        """The hex below the pointer, or the cursor that the arrows move."""
        super()._hover()
        if self.cursor is not None:
            self.table.hovered = self.cursor

    def pointed(self) -> tuple[int, int]:
        """The pointer, or the hex that the arrows have come to."""
        if self.cursor is None:
            return super().pointed()
        x, y = self.camera.to_window(*self.table.centers[self.cursor])
        return round(x), round(y)

    def _map(self, event: pygame.Event) -> None:
        if event.type == pygame.MOUSEBUTTONUP and event.button == 3 and self.dragging:
            far = max(abs(a - b) for a, b in zip(event.pos, self.pressed_at, strict=True))
            hex_ = self._under(event.pos)
            if far <= STILL_PX and hex_ is not None:
                self.fit(hex_)
        super()._map(event)

    def _press(self, event: pygame.Event) -> None:
        """A click gives the order that is aimed, with Shift a hex on the way; else it selects."""
        self.pressed_at = event.pos
        hex_ = self._under(event.pos)
        if event.button != 1 or hex_ is None:
            super()._press(event)
        elif self.controller.verb is not None and pygame.key.get_mods() & pygame.KMOD_SHIFT:
            self.controller.pass_through(hex_)
        elif self.controller.verb is not None:
            self.controller.aim(hex_)
        elif not self._more(hex_, pygame.key.get_mods()):
            super()._press(event)

    def _more(self, hex_: int, mods: int) -> bool:
        """Select besides what is selected; false for a plain click."""
        rows = tuple(row for row in self.table.stacks.get(hex_, ()) if self.play.mine(row))
        if mods & pygame.KMOD_SHIFT:
            self.table.select(rows)
        elif mods & pygame.KMOD_CTRL and rows:
            free = [row for row in rows if row not in self.table.chosen]
            self.table.join(free[0] if free else rows[0])
        else:
            return False
        return True

    def fit(self, hex_: int) -> None:
        """Give the order that a hex suggests."""
        verb = self.controller.verb or self.controller.fitting(hex_)
        if verb is None:
            self.controller.tell(self.controller.unable(), bad=True)
        else:
            self.controller.give(verb, hex_)

    def _control_keys(self) -> dict[int, Callable[[], object]]:
        return super()._control_keys() | {
            pygame.K_RETURN: self.commit,
            pygame.K_KP_ENTER: self.commit,
            pygame.K_z: self.session.undo,
            pygame.K_y: self.session.redo,
            pygame.K_c: self.board.copy,
        }

    def _plain_keys(self, event: pygame.Event) -> dict[int, Callable[[], object]]:
        keys = super()._plain_keys(event)
        keys |= {key: self._verb(verb) for verb, key in verbs.KEYS.items()}
        keys |= {
            pygame.K_u: self.session.undo,
            pygame.K_r: self.session.redo,
            pygame.K_q: self.formation,
            pygame.K_j: self.read,
            pygame.K_t: self._in_words,
            pygame.K_SPACE: self.hold if event.mod & pygame.KMOD_SHIFT else self.done,
            pygame.K_BACKSPACE: self.take_back,
            pygame.K_DELETE: self.take_back,
        }
        if event.mod & pygame.KMOD_SHIFT:
            keys |= {pygame.K_0 + n: partial(self.controller.look_ahead, n) for n in range(1, 8)}
        return keys | self._cursor_keys() if self.controller.verb is not None or self.board.opened else keys

    def _in_words(self) -> None:
        """Open or close the words; while they are open the arrows go from hex to hex."""
        self.board.toggle()
        if self.board.opened and self.table.hovered is None:
            self._place_cursor()

    def _verb(self, verb: str) -> Callable[[], None]:
        def act() -> None:
            self.controller.choose(verb)
            if self.controller.verb is not None and self.table.hovered is None:
                self._place_cursor()

        return act

    def _cursor_keys(self) -> dict[int, Callable[[], object]]:
        """While a verb is aimed the arrows move a cursor from hex to hex and Enter gives the order."""
        cols = self.play.board.cols
        steps = {pygame.K_LEFT: -1, pygame.K_RIGHT: 1, pygame.K_UP: -cols, pygame.K_DOWN: cols}
        found: dict[int, Callable[[], object]] = {key: self._move(by) for key, by in steps.items()}
        return found | {
            pygame.K_RETURN: self._enter,
            pygame.K_KP_ENTER: self._enter,
            pygame.K_p: self._through,
        }

    def _move(self, by: int) -> Callable[[], None]:
        def act() -> None:
            if self.cursor is None:
                self._place_cursor()
            at, cols = self.cursor or 0, self.play.board.cols
            if 0 <= at + by < self.play.board.hexes and (abs(by) > 1 or (at + by) // cols == at // cols):
                self.cursor = at + by
            x, y = self.table.centers[self.cursor or 0]
            if not self.camera.view.inflate(-80, -80).collidepoint(self.camera.to_window(x, y)):
                self.camera.center(x, y)

        return act

    def _place_cursor(self) -> None:
        """Put the cursor below the pointer, else on the first selected unit, else into the middle."""
        unit = self.controller.lead
        here = None if unit is None else self.table.hex_of(unit)
        middle = self._under(self.camera.view.center)
        self.cursor = next((h for h in (self.table.hovered, here, middle) if h is not None), 0)

    def _enter(self) -> None:
        if self.table.hovered is not None:
            self.controller.aim(self.table.hovered)

    def _key(self, event: pygame.Event) -> None:
        """Keys of the overlays first."""
        if not self.overlays.handle(event):
            super()._key(event)

    def update(self, seconds: float) -> bool:
        """As on the map table; and draw when the odds have a better answer."""
        return super().update(seconds) | self.odds.poll()

    def _through(self) -> None:
        if self.table.hovered is not None:
            self.controller.pass_through(self.table.hovered)

    def _escape(self) -> None:
        """Leave off aiming first, then as on the map table."""
        self.cursor = None
        if not self.controller.cancel() and not self.board.close():
            super()._escape()

    def _next_panel(self, by: int) -> None:
        stops: tuple[Panel | None, ...] = (
            None,
            self.commands,
            self.odds,
            self.orders,
            self.log,
            self.tree,
            self.mini,
            self.dock,
            self.top,
            self.close,
        )
        self.focus = stops[(stops.index(self.focus) + by) % len(stops)]

    # drawing

    def resize(self, factor: float) -> None:
        """Change the scale of the interface, for the scenes that follow too."""
        super().resize(factor)
        self.desk.ui = self.ui

    def about(self) -> Hashable:
        """As on the map table, and the overlay under the counters."""
        under = self.overlays.on if self.whole_view() else None
        return (super().about(), self.session.open, under and (under.word, under.about(self.play)))

    def whole_view(self) -> bool:
        """An overlay under the counters is painted for the view as a whole."""
        return self.overlays.on is not None and not self.overlays.on.above

    def marks(self) -> list[Mark]:
        """The selected units, where they can come to, and orders."""
        plots, step = self.session.plots, self.camera.step
        minutes = self.controller.reach()
        if self._reach is None or self._reach.minutes is not minutes:
            self._reach = None if minutes is None else Reached(minutes)
        about = (self._reach, plots, step, self.play.version)
        if self._marks is None or self._marks[0] != about:
            reach = [] if self._reach is None else [self._reach.mark(self.camera, self.play)]
            self._marks = (about, reach + plot_marks(self.camera, self.play, plots))
        return super().marks() + self._marks[1]

    def below(self, picture: pygame.Surface, camera: Camera, marks: tuple[Hashable, ...]) -> None:
        """Fog and reach, under the counters."""
        if "fog" in self.table.layers and not self.session.open:
            draw_fog(picture, camera, self.play, self.ui.theme)
        self.overlays.below(picture, camera, self.play, self.ui)
        for reach in marks:
            if isinstance(reach, Reached):
                draw_reach(picture, camera, self.play, self.ui, reach.minutes)

    def upon(self, picture: pygame.Surface, camera: Camera, marks: tuple[Hashable, ...]) -> None:
        """Orders, over the counters."""
        draw_plots(picture, camera, self.play, self.ui, marks)

    def above(self, window: pygame.Surface) -> None:
        """What a click would order now, and what is weighed."""
        tentative = self.controller.tentative(self.table.hovered)
        draw_tentative(window, self.camera, self.play, self.ui, tentative)
        if self.controller.verb is not None and self.table.hovered is not None:
            stays = self.table.hovered == self.table.hex_of(self.controller.lead or 0)
            words = (
                "" if stays and self.controller.verb in verbs.MARCHES else self.controller.aimed(tentative)
            )
            cost = self.controller.price(self.table.hovered)
            told = f"{words} · {cost}" if cost else words
            draw_tag(window, self.camera, self.play, self.ui, self.table.hovered, told)
        odds = self.odds.odds()
        if odds is not None and self.controller.verb is None:
            draw_tag(window, self.camera, self.play, self.ui, odds.goal, pill(odds))
        self.overlays.above(window, self.camera, self.play, self.ui)

    def covered(self) -> bool:
        """As on the map table, and while a question lies open."""
        return super().covered() or self.question is not None

    def lively(self) -> Hashable:
        """The overlay, what is aimed and where, and the odds; None while there is none of them."""
        overlay, control = self.overlays.on, self.controller
        if control.verb is None and overlay is None and not self.odds.asked:
            return None
        aimed = (control.verb, control.via, control.terms.state(), self.table.hovered)
        shown = overlay and (overlay.word, overlay.about(self.play))
        return (shown, aimed, self.play.chosen, self.session.plots, self.odds.oracle.version)

    def draw(self, window: pygame.Surface) -> None:
        """As the map table, and the question over everything."""
        super().draw(window)
        if self.question is not None:
            self.question.ui = replace(self.ui)
            self.question.draw(window)


QUESTIONS = (
    pygame.KEYDOWN,
    pygame.TEXTINPUT,
    pygame.MOUSEMOTION,
    pygame.MOUSEBUTTONDOWN,
    pygame.MOUSEBUTTONUP,
    pygame.MOUSEWHEEL,
)
"""Events that go to an open question alone."""
