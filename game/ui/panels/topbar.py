"""The top bar: scenario, turn, light, phase, weather, buttons; strengths, or in a game tension and score."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

import pygame

from game.analysis.dispatch import clock
from game.engine.known_score import known_score
from game.i18n import text as _
from game.ui import keys
from game.ui.kit.draw import Ui
from game.ui.kit.theme import Rgb
from game.ui.kit.widgets import Button
from game.ui.panels.page import ink_of
from game.ui.panels.phases import PHASES, draw_phases
from game.ui.panels.score import POINT, points, tone_of
from game.ui.panels.strip import GAP, Section, Strip
from game.ui.table import Table

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = {7: "July", 8: "August"}
LEAST, TITLE = 130, 0.24
"""Width in dp, and part of the bar, to which the title gives way."""


class TopBar(Strip):
    """The bar over the whole window."""

    def __init__(self, ui: Ui, table: Table, acts: tuple[Callable[[], None], ...]) -> None:
        super().__init__(ui)
        self.table, self.brief = table, False
        words = (("Map", "whole"), ("Help", "help"), ("Menu", "back"))
        buttons = [
            Button(_(word), act, key_of=partial(keys.cap, key))
            for (word, key), act in zip(words, acts, strict=True)
        ]
        self.arm(buttons)

    def key(self) -> Hashable:
        """The bar changes with the turn, when it is committed, and under the pointer and the keyboard."""
        return (self.hovered(), self.at, self.table.version, self._phase())

    def paint(self, target: pygame.Surface) -> None:
        """Paint from left to right what there is room for."""
        ui, bar = self.ui, self.table.bar
        self.ground(target)
        x = ui.dp(16)
        _shield(target, ui, x, self.rect.height // 2)
        x += ui.dp(36)
        told, dear = self._sections()
        self.brief = False
        title = self.two(None, 0, bar.title, bar.subtitle, "title", 21)
        right = self.seat(x + title + ui.dp(GAP) + self.span(told) - self._phases(None, 0))
        room = max(0, right - x - ui.dp(8))
        if title + ui.dp(GAP) + self.span(told) > room:
            title = min(title, max(ui.dp(LEAST), int(self.rect.width * TITLE)), room)
            self.brief = title + ui.dp(GAP) + self.span(dear[:2]) > room
        self.two(target, x, bar.title, bar.subtitle, "title", 21, title)
        room -= title + ui.dp(GAP)
        self.tell(target, self.fitting(told, dear, room, keep=0), x + title + ui.dp(GAP))
        self.press_marks(target)

    def _sections(self) -> tuple[list[Section], list[Section]]:
        """What the bar tells: in the order in which it stands, and by how dear it is, the dearest first."""
        live = self.table.view is not None
        parts: list[Section] = [self._tension, self._points] if live else [self._strength]
        dear = [self._turns, self._hours, *parts, self._weather, self._phases]
        return [self._turns, self._hours, self._phases, self._weather, *parts], dear

    def _phase(self) -> int:
        """Where the turn stands, a place on the track."""
        session = self.table.session
        if session is None:
            return 0
        return PHASES.index("Committed" if session.closed else "Plot")

    def _turns(self, target: pygame.Surface | None, x: int) -> int:
        bar = self.table.bar
        left = self._number(target, x) + self.ui.dp(12)
        date = f"{bar.start.day} {_(MONTHS[bar.start.month])}"
        if not self.brief:
            date = f"{_(DAYS[bar.start.weekday()])} {date} {bar.start.year}"
        width = self.two(target, x + left, date, "")
        if target is not None and not self.single:
            self._track(target, x + left, min(width, self.ui.dp(190)))
        return left + width

    def _number(self, target: pygame.Surface | None, x: int) -> int:
        """The number of the turn under its name, of how many; gives the width."""
        ui, theme, bar = self.ui, self.ui.theme, self.table.bar
        word, number, all_of = _("TURN"), str(bar.turn), f"/ {bar.turns}"
        first = ui.width(number, "title", 22) + ui.dp(4)
        if target is not None:
            y = self.beside("title", 22)
            if not self.single:
                drawn = ui.text(target, word, (x, ui.dp(6)), "narrow", 12, theme.muted, spacing=ui.scale)
                y = ui.dp(6) + drawn.height * 4 // 5
            foot = y + ui.line_height("title", 22) * 9 // 10 - ui.line_height("narrow", 15)
            ui.text(target, number, (x, y), "title", 22, theme.text)
            ui.text(
                target, all_of, (x + first, foot), "narrow", 15, theme.muted, width=self.limit - x - first
            )
        above = 0 if self.single else ui.width(word, "narrow", 12, ui.scale)
        return max(above, first + ui.width(all_of, "narrow", 15))

    def _track(self, target: pygame.Surface, x: int, width: int) -> None:
        """One mark for each turn, the open one lit, those before it dimly."""
        ui, theme, bar = self.ui, self.ui.theme, self.table.bar
        step = max(2.0, min(ui.dp(9), width / max(1, bar.turns)))
        for i in range(min(bar.turns, int(width / step))):
            left = round(x + i * step)
            mark = pygame.Rect(left, self.under + ui.dp(4), max(1, round(step) - ui.dp(2)), ui.dp(7))
            ink = theme.brass if i == bar.turn - 1 else theme.pressed if i < bar.turn else theme.line
            pygame.draw.rect(target, ink, mark)

    def _hours(self, target: pygame.Surface | None, x: int) -> int:
        return self.two(target, x, self.table.bar.first_turn, self.table.bar.light)

    def _phases(self, target: pygame.Surface | None, x: int) -> int:
        """The track of a turn as chevrons; the map table stands before the first."""
        return draw_phases(target, self.ui, x, self._phase())

    def _weather(self, target: pygame.Surface | None, x: int) -> int:
        bar = self.table.bar
        return self.weather(target, x, bar)

    def _amount(
        self, target: pygame.Surface | None, x: int, number: str, told: str, share: float, ink: Rgb
    ) -> int:
        """A number with a bar behind it, and what it is of below."""
        ui, theme, width = self.ui, self.ui.theme, self.ui.dp(96)
        left = ui.width(number, "narrow-bold", 18) + ui.dp(8)
        if target is not None:
            ui.text(target, number, (x, self.beside("narrow-bold", 18)), "narrow-bold", 18, ink)
            band = pygame.Rect(x + left, self.middle - ui.dp(4), width, ui.dp(9))
            ui.bar(target, band, share, ink, theme.card)
        return max(left + width, self._below(target, x, told))

    def _below(self, target: pygame.Surface | None, x: int, told: str) -> int:
        """Words of the second line; gives their width, 0 where there is no second line."""
        if self.single:
            return 0
        if target is not None:
            self.ui.text(target, told, (x, self.under), "narrow", 13, self.ui.theme.muted)
        return self.ui.width(told, "narrow", 13)

    def _strength(self, target: pygame.Surface | None, x: int) -> int:
        """Men of either side on the map at the start."""
        ui, theme, bar = self.ui, self.ui.theme, self.table.bar
        left, right, under = f"{bar.soviet:,}", f"{bar.japanese:,}", _("men on the map")
        first, second = ui.width(left, "narrow-bold", 18), ui.width(right, "narrow-bold", 18)
        width = max(first + second + ui.dp(100), self._below(None, 0, under))
        if target is not None:
            y = self.beside("narrow-bold", 18)
            ui.text(target, left, (x, y), "narrow-bold", 18, theme.soviet.light)
            band = pygame.Rect(x + first + ui.dp(8), self.middle - ui.dp(4), ui.dp(84), ui.dp(9))
            share = bar.soviet / max(1, bar.soviet + bar.japanese)
            ui.bar(target, band, share, theme.soviet.body, theme.japanese.body)
            ui.text(target, right, (band.right + ui.dp(8), y), "narrow-bold", 18, theme.japanese.light)
            self._below(target, x, under)
        return width

    def _tension(self, target: pygame.Surface | None, x: int) -> int:
        """The index of escalation on its way to a general war, or the news of the truce."""
        theme, view = self.ui.theme, self.table.view
        assert view is not None
        war, index = view.stakes.escalation.war_at, view.public.index
        told = _("escalation, war at {n}", n=war // POINT)
        if view.public.truce >= 0:
            told = _("last shot at {hour}", hour=clock(view.public.truce))
        ink = theme.good if index < war // 2 else theme.bad
        return self._amount(target, x, f"{index / POINT:.0f}", told, index / max(1, war), ink)

    def _points(self, target: pygame.Surface | None, x: int) -> int:
        """The score as far as the side can reckon it."""
        ui, view = self.ui, self.table.view
        assert view is not None
        total = known_score(view).total
        shown = points(total)
        if target is not None:
            y = self.beside("narrow-bold", 18)
            ui.text(target, shown, (x, y), "narrow-bold", 18, ink_of(tone_of(total), ui))
        return max(ui.width(shown, "narrow-bold", 18), self._below(target, x, _("points, as you know")))


def _shield(target: pygame.Surface, ui: Ui, x: int, middle: int) -> None:
    """The game's mark: a shield parted in the two sides' colors under a brass edge."""
    theme, w, h = ui.theme, ui.dp(26), ui.dp(32)
    top = middle - h // 2
    edge = [(x, top), (x + w, top), (x + w, top + h * 3 // 5), (x + w // 2, top + h), (x, top + h * 3 // 5)]
    left = [(x, top), (x + w // 2, top), (x + w // 2, top + h), (x, top + h * 3 // 5)]
    right = [(x + w // 2, top), (x + w, top), (x + w, top + h * 3 // 5), (x + w // 2, top + h)]
    pygame.draw.polygon(target, theme.soviet.body, left)
    pygame.draw.polygon(target, theme.japanese.body, right)
    ridge = [
        (x + ui.dp(2), top + h // 2),
        (x + w * 2 // 5, top + h // 4),
        (x + w * 3 // 5, top + h // 2 - ui.dp(2)),
        (x + w * 4 // 5, top + h // 3),
        (x + w - ui.dp(2), top + h // 2),
    ]
    pygame.draw.lines(target, theme.text, False, ridge, max(1, ui.dp(2)))
    pygame.draw.aalines(target, theme.brass, True, edge)
    pygame.draw.lines(target, theme.brass, True, edge, max(1, ui.dp(2)))
