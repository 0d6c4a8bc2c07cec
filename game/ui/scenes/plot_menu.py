"""The menu of the context over the plotting: by a key, by Shift and the right button, or by holding it."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.ui.context import columns
from game.ui.panels.context_menu import ContextMenu
from game.ui.scenes.plot_picture import PlotPicture

STILL_PX = 4
"""Pixels that the pointer may tremble during a click of the right button."""
HELD_S = 0.45
"""Seconds after which a button that is held still opens the menu."""


class PlotMenu(PlotPicture):
    """The plotting with its menu."""

    held_s: float | None = None
    """Seconds for which the right button has been held still."""
    pressed_at = (0, 0)

    def open_menu(self, hex_: int | None = None) -> None:
        """Open the menu of a hex, else of the one pointed at, else of the selected unit's."""
        chosen = self.table.selected
        here = None if chosen is None else self.table.hex_of(chosen)
        found = next((h for h in (hex_, self.table.hovered, here) if h is not None), None)
        if found is None:
            return
        if self.controller.lead is None:
            self.table.select(row for row in self.table.stacks.get(found, ())[:1] if self.play.mine(row))
        facts = self.table.facts(found)
        at = self.camera.to_window(*self.table.centers[found])
        self.dragging, self.held_s, self.tip = False, None, False
        self.menu = ContextMenu(
            self.ui, f"{facts.label} · {facts.title}", columns(self, found), at, self.close_menu
        )

    def close_menu(self) -> None:
        """Close the menu."""
        self.menu = None

    def chosen_verb(self, verb: str) -> Callable[[], None]:
        """What the key of a verb does; where nothing is pointed at, a cursor is put on the map."""

        def act() -> None:
            self.controller.choose(verb)
            if self.controller.verb is not None and self.table.hovered is None:
                self._place_cursor()

        return act

    def read_hex(self, hex_: int) -> None:
        """Open the words of a hex; the arrows go on from there."""
        self.board.opened = True
        self.cursor = self.table.hovered = hex_

    def list_of(self, rows: tuple[int, ...]) -> None:
        """Open the list of a stack."""
        self.table.select(rows[:1])
        self.focus = None
        self.list_stack()

    def pin(self, row: int) -> None:
        """Pin a unit, to compare it with others."""
        self.compare.opened, self.compare.pinned = True, row

    def see_from(self, hex_: int) -> None:
        """Darken what is not seen from a hex; once more shows all."""
        self.table.observer = None if self.table.observer == hex_ else hex_

    def _place_cursor(self) -> None:
        """Put the cursor below the pointer, else on the first selected unit, else into the middle."""
        unit = self.controller.lead
        here = None if unit is None else self.table.hex_of(unit)
        middle = self._under(self.camera.view.center)
        self.cursor = next((h for h in (self.table.hovered, here, middle) if h is not None), 0)

    # the right button

    def still(self, at: tuple[int, int]) -> bool:
        """Whether the pointer is where the button was pressed."""
        return max(abs(a - b) for a, b in zip(at, self.pressed_at, strict=True)) <= STILL_PX

    def _map(self, event: pygame.Event) -> None:
        """A right click gives the order that fits; with Shift, or held, it opens the menu instead."""
        if event.type == pygame.MOUSEBUTTONDOWN:
            self.held_s = 0.0 if event.button == 3 else None
        elif event.type == pygame.MOUSEMOTION and not self.still(event.pos):
            self.held_s = None
        elif event.type == pygame.MOUSEBUTTONUP and event.button == 3 and self.dragging:
            self.held_s = None
            hex_ = self._under(event.pos)
            if self.still(event.pos) and hex_ is not None:
                shift = pygame.key.get_mods() & pygame.KMOD_SHIFT
                (self.open_menu if shift else self.fit)(hex_)
        super()._map(event)

    def fit(self, hex_: int) -> None:
        """Give the order that a hex suggests."""
        verb = self.controller.verb or self.controller.fitting(hex_)
        if verb is None:
            self.controller.tell(self.controller.unable(), bad=True)
        else:
            self.controller.give(verb, hex_)

    def update(self, seconds: float) -> bool:
        """As on the map table; draw when the odds have a better answer, or a held button opens the menu."""
        if self.asked is not None:
            self.rest_ms = -seconds * 1000  # no tip ripens below what lies open over everything
        changed = super().update(seconds) | self.odds.poll()
        if self.held_s is None or not self.dragging:
            return changed
        self.held_s += seconds
        hex_ = self._under(self.pressed_at)
        if self.held_s < HELD_S or hex_ is None:
            return changed
        self.open_menu(hex_)
        return True
