"""Plotting: a side before its own map gives the orders of the turn, changes them, and commits."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pygame

from game.ui import verbs
from game.ui.app import Scene
from game.ui.kit.widgets import Panel
from game.ui.scenes import keeping
from game.ui.scenes.plot_marks import PlotMarks

QUESTIONS = (
    pygame.KEYDOWN,
    pygame.TEXTINPUT,
    pygame.MOUSEMOTION,
    pygame.MOUSEBUTTONDOWN,
    pygame.MOUSEBUTTONUP,
    pygame.MOUSEWHEEL,
)
"""Events that go to an open question alone."""


class PlotScene(PlotMarks):
    """The map table behind the veil of a side, with everything that orders need."""

    def handle(self, event: pygame.Event) -> Scene | None:
        """What lies open over everything alone, while there is such a thing; else as on the map table."""
        if self.asked is not None and event.type in QUESTIONS:
            self.asked.handle(event)
            return self.next
        if event.type == pygame.MOUSEMOTION:
            self.cursor = None
        elif event.type == pygame.WINDOWFOCUSLOST:
            self.held_s = None  # nobody holds the button for a menu that he does not see
        return super().handle(event)

    def _hover(self) -> None:
        """The hex below the pointer, or the cursor that the arrows move."""
        super()._hover()
        if self.cursor is not None:
            self.table.hovered = self.cursor

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

    def _control_keys(self) -> dict[int, Callable[[], object]]:
        return super()._control_keys() | {
            pygame.K_RETURN: self.commit,
            pygame.K_KP_ENTER: self.commit,
            pygame.K_z: self.session.undo,
            pygame.K_y: self.session.redo,
            pygame.K_c: self.board.copy,
            pygame.K_k: self.compare.pin,
            pygame.K_m: self.list_marks,
            **keeping.acts(self, lambda: self.desk.small),
        }

    def _plain_keys(self, event: pygame.Event) -> dict[int, Callable[[], object]]:
        keys = super()._plain_keys(event)
        keys |= {key: self.chosen_verb(verb) for verb, key in verbs.KEYS.items()}
        keys |= {
            pygame.K_u: self.session.undo,
            pygame.K_r: self.session.redo,
            pygame.K_q: self.formation,
            pygame.K_j: self.read,
            pygame.K_PERIOD: self.open_menu,
            pygame.K_MENU: self.open_menu,
            pygame.K_COMMA: self.list_stack,
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

    def _enter(self) -> None:
        if self.table.hovered is not None:
            self.controller.aim(self.table.hovered)

    def _key(self, event: pygame.Event) -> None:
        """Keys of the overlays first."""
        if not self.overlays.handle(event):
            super()._key(event)

    def _through(self) -> None:
        if self.table.hovered is not None:
            self.controller.pass_through(self.table.hovered)

    def _escape(self) -> None:
        """Leave off aiming first, then as on the map table."""
        self.cursor = None
        if not self.controller.cancel() and not self.board.close() and not self._closed():
            super()._escape()

    def _closed(self) -> bool:
        """Close the list that has the keyboard, or all columns beside the map once nobody is selected."""
        if self.stack.opened and self.focus is self.stack:
            self.list_stack()
            return True
        was = self.table.selected is None and (self.stack.opened or self.compare.opened)
        if was:
            self.stack.opened = self.compare.opened = False
        return was

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
            *((self.stack,) if self.stack.opened else ()),
        )
        self.focus = stops[(stops.index(self.focus) + by) % len(stops)]
