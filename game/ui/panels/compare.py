"""Two units beside each other: one that was pinned, and the one pointed at or selected, with differences."""

from __future__ import annotations

from collections.abc import Hashable

import pygame

from game.i18n import text as _
from game.ui import keys
from game.ui.counters.counter import render_counter
from game.ui.kit.draw import Ui
from game.ui.panels.compare_facts import Fact, better, differ, facts_of
from game.ui.panels.side import SidePanel
from game.ui.playtable import PlayTable

HEAD, CARD, ROW, PAD = 34, 92, 24, 12
"""Heights of the head, of the names with their counters, and of a line; margin, in dp."""


class ComparePanel(SidePanel):
    """The pinned unit at the left, the other at the right."""

    wide = 400

    def __init__(self, ui: Ui, table: PlayTable) -> None:
        super().__init__(ui)
        self.table = table
        self.pinned: int | None = None

    def pin(self) -> None:
        """Pin the selected unit, else the one pointed at; the pinned one once more closes the panel."""
        row = self.table.selected if self.table.selected is not None else self._pointed()
        if row is None or (self.opened and row == self.pinned):
            self.opened, self.pinned = False, None
        else:
            self.opened, self.pinned = True, row

    def _pointed(self) -> int | None:
        """The unit on top of the hex below the pointer."""
        hovered = self.table.hovered
        return None if hovered not in self.table.stacks else self.table.top_of(hovered)

    def other(self) -> int | None:
        """The unit beside the pinned one: pointed at, else selected."""
        found = (row for row in (self._pointed(), self.table.selected) if row is not None)
        return next((row for row in found if row != self.pinned and self.table.lists(row)), None)

    # drawing

    def key(self) -> Hashable:
        """The two, and what their lines depend on."""
        plots = () if self.table.session is None else self.table.session.plots
        return (self.pinned, self.other(), self.table.version, plots, self.table.style, keys.cap("compare"))

    def paint(self, target: pygame.Surface) -> None:
        """Head, the two names, and a line for each thing that they are compared by."""
        ui, theme, pad = self.ui, self.ui.theme, self.ui.dp(PAD)
        target.fill(theme.panel)
        pygame.draw.line(
            target, theme.brass, (self.rect.width - 1, 0), (self.rect.width - 1, self.rect.height)
        )
        ui.heading(target, _("Compared"), (pad, ui.dp(10)), self.rect.width - 2 * pad)
        if self.pinned is None:
            return
        units = (self.pinned, self.other())
        for place, row in zip(self._columns(ui.row(HEAD, "narrow-bold", 14)), units, strict=True):
            self._name(target, row, place)
        top = ui.row(HEAD, "narrow-bold", 14) + self._card() + ui.dp(6)
        self._facts(target, units, top)

    def _columns(self, top: int) -> tuple[pygame.Rect, pygame.Rect]:
        """Places of the two units: what the words at the left leave, halved."""
        pad = self.ui.dp(PAD)
        left = pad + (self.rect.width - 2 * pad) * 3 // 10
        wide = (self.rect.width - pad - left) // 2
        return pygame.Rect(left, top, wide, self._card()), pygame.Rect(left + wide, top, wide, self._card())

    def _card(self) -> int:
        return max(self.ui.dp(CARD), self.ui.dp(66) + 2 * self.ui.line_height("body", 14))

    def _name(self, target: pygame.Surface, row: int | None, place: pygame.Rect) -> None:
        """Counter and name; how to get a second unit while there is none."""
        ui, theme = self.ui, self.ui.theme
        if row is None:
            ui.prose(target, _("Point at another unit, or select it."), place, "body", 13, theme.muted, 1.1)
            return
        face = self.table.face(row, 1, frozenset())
        target.blit(render_counter(face, ui.dp(44), self.table.style, theme), place.topleft)
        words = pygame.Rect(
            place.left, place.top + ui.dp(56), place.width - ui.dp(6), place.height - ui.dp(56)
        )
        ink = theme.text if self.table.mine(row) else theme.warn
        ui.prose(target, self.table.counters[row].name.en, words, "body", 14, ink, 1.05)

    def _facts(self, target: pygame.Surface, units: tuple[int, int | None], y: int) -> None:
        first, other = units
        mine = facts_of(self.table, first)
        theirs = (None,) * len(mine) if other is None else facts_of(self.table, other)
        step = self.ui.row(ROW, "body", 14)
        for one, two in zip(mine, theirs, strict=True):
            if y + step > self.rect.height:
                return
            self._line(target, one, two, y)
            y += step

    def _line(self, target: pygame.Surface, one: Fact, two: Fact | None, y: int) -> None:
        """A word and two values; a bar at the edge and arrows where they differ."""
        ui, theme, pad = self.ui, self.ui.theme, self.ui.dp(PAD)
        unlike, order = two is not None and differ(one, two), 0 if two is None else better(one, two)
        if unlike:
            bar = pygame.Rect(ui.dp(4), y + ui.dp(4), ui.dp(3), ui.row(ROW, "body", 14) - ui.dp(8))
            pygame.draw.rect(target, theme.brass, bar)
        places = self._columns(y)
        ui.text(target, one.word, (pad, y), "body", 14, theme.muted, width=places[0].left - pad - ui.dp(4))
        for fact, place, sign in ((one, places[0], order), (two, places[1], -order)):
            if fact is not None:
                ink = theme.text if unlike else theme.muted
                self._value(target, fact, place, sign, (ink, theme.good, theme.warn)[sign])

    def _value(
        self, target: pygame.Surface, fact: Fact, place: pygame.Rect, sign: int, ink: tuple[int, int, int]
    ) -> None:
        """A value; up for the better one, down for the worse one."""
        ui, high = self.ui, self.ui.line_height("narrow-bold", 14)
        left, middle, r = place.left + ui.dp(5), place.top + high // 2, ui.dp(4)
        if sign:
            points = [(left - r, middle + sign * r), (left + r, middle + sign * r), (left, middle - sign * r)]
            pygame.draw.polygon(target, ink, points)
        x = place.left + ui.dp(14)
        ui.text(target, fact.said, (x, place.top), "narrow-bold", 14, ink, width=place.right - x - ui.dp(4))
