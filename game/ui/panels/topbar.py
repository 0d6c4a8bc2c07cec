"""The top bar: scenario, turn, light, phase, weather, buttons; strengths, or in a game tension and score."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pygame

from game.analysis.dispatch import clock
from game.engine.known_score import known_score
from game.i18n import text as _
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button, ButtonPanel
from game.ui.panels.page import ink_of
from game.ui.panels.phases import PHASES, draw_phases
from game.ui.panels.score import POINT, points, tone_of
from game.ui.panels.weather_icon import draw_weather
from game.ui.table import Table

Section = Callable[[pygame.Surface | None, int], int]
"""Paints a part of the bar from an x on, and gives its width; without a target it only tells the width."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = {7: "July", 8: "August"}


class TopBar(ButtonPanel):
    """The bar over the whole window."""

    def __init__(self, ui: Ui, table: Table, acts: tuple[Callable[[], None], ...]) -> None:
        super().__init__(ui)
        self.table = table
        words = (("Map", "F5"), ("Help", "F1"), ("Menu", "Esc"))
        self.buttons = [Button(_(word), act, key) for (word, key), act in zip(words, acts, strict=True)]

    def key(self) -> Hashable:
        """The bar changes with the turn, when it is committed, and under the pointer and the keyboard."""
        return (self.hovered(), self.at, self.table.version, self._phase())

    def paint(self, target: pygame.Surface) -> None:
        """Paint from left to right what there is room for."""
        ui, theme, bar = self.ui, self.ui.theme, self.table.bar
        target.fill(theme.bar)
        pygame.draw.line(
            target, theme.brass, (0, self.rect.height - 1), (self.rect.width, self.rect.height - 1)
        )
        right = self._buttons(caps=True)
        x = ui.dp(16)
        _shield(target, ui, x, self.rect.height // 2)
        x += ui.dp(36)
        room = max(0, right - x - ui.dp(8))
        drawn = ui.text(target, bar.title, (x, ui.dp(5)), "title", 21, theme.text, width=room)
        under = ui.text(target, bar.subtitle, (x, ui.dp(30)), "narrow", 14, theme.muted, width=room)
        x = max(drawn.right, under.right) + ui.dp(26)
        told = self._sections(right - x)
        if x + self._span(told) > right:
            right = self._buttons(caps=False)
        for section in told:
            width = section(None, 0)
            if x + width > right:
                break
            section(target, x)
            x += width + ui.dp(24)
        for i, button in enumerate(self.buttons):
            button.draw(target, ui, self.hover, focused=self.focused and i == self.at)

    def _sections(self, room: int) -> list[Section]:
        """What the bar tells; the track of the turn gives way first where there is no room for all."""
        told: list[Section] = [self._turns, self._hours, self._phases, self._weather]
        told += [self._strength] if self.table.view is None else [self._tension, self._points]
        if self._span(told) > room:
            told.remove(self._phases)
        return told

    def _span(self, sections: list[Section]) -> int:
        """Room that some sections take beside each other."""
        gap = self.ui.dp(24)
        return sum(section(None, 0) + gap for section in sections) - gap

    def _phase(self) -> int:
        """Where the turn stands, a place on the track."""
        session = self.table.session
        if session is None:
            return 0
        return PHASES.index("Committed" if session.closed else "Plot")

    def handle(self, event: pygame.Event) -> bool:
        """Clicks, and left, right and Enter while the bar has the keyboard."""
        if event.type == pygame.KEYDOWN:
            return self.focused and self.walk(event.key)
        return super().handle(event)

    def _buttons(self, *, caps: bool) -> int:
        """Place the buttons, narrower without the caps of their keys; gives where they begin."""
        ui = self.ui
        x = self.rect.width - ui.dp(12)
        for button in reversed(self.buttons):
            width = ui.width(button.text) + ui.dp(58 if caps else 22)
            button.rect = pygame.Rect(x - width, ui.dp(10), width, self.rect.height - ui.dp(21))
            x = button.rect.left - ui.dp(8)
        return x

    def _two(self, target: pygame.Surface | None, x: int, first: str, second: str, size: float = 15) -> int:
        ui, theme = self.ui, self.ui.theme
        if target is not None:
            ui.text(target, first, (x, ui.dp(8)), "body-bold", size, theme.text)
            ui.text(target, second, (x, ui.dp(29)), "narrow", 14, theme.muted)
        return max(ui.width(first, "body-bold", size), ui.width(second, "narrow", 14))

    def _turns(self, target: pygame.Surface | None, x: int) -> int:
        ui, theme, bar = self.ui, self.ui.theme, self.table.bar
        if target is not None:
            ui.text(target, _("TURN"), (x, ui.dp(6)), "narrow", 12, theme.muted, spacing=ui.scale)
            drawn = ui.text(target, str(bar.turn), (x, ui.dp(18)), "title", 22, theme.text)
            ui.text(target, f"/ {bar.turns}", (drawn.right + ui.dp(4), ui.dp(26)), "narrow", 15, theme.muted)
        date = f"{_(DAYS[bar.start.weekday()])} {bar.start.day} {_(MONTHS[bar.start.month])} {bar.start.year}"
        left = ui.dp(58)
        width = ui.width(date, "body-bold", 15)
        if target is not None:
            ui.text(target, date, (x + left, ui.dp(8)), "body-bold", 15, theme.text)
            self._track(target, x + left, min(width, ui.dp(190)))
        return left + width

    def _track(self, target: pygame.Surface, x: int, width: int) -> None:
        """One mark for each turn, the open one lit, those before it dimly."""
        ui, theme, bar = self.ui, self.ui.theme, self.table.bar
        step = max(2.0, min(ui.dp(9), width / max(1, bar.turns)))
        for i in range(min(bar.turns, int(width / step))):
            mark = pygame.Rect(round(x + i * step), ui.dp(33), max(1, round(step) - ui.dp(2)), ui.dp(7))
            ink = theme.brass if i == bar.turn - 1 else theme.pressed if i < bar.turn else theme.line
            pygame.draw.rect(target, ink, mark)

    def _hours(self, target: pygame.Surface | None, x: int) -> int:
        return self._two(target, x, self.table.bar.first_turn, self.table.bar.light)

    def _phases(self, target: pygame.Surface | None, x: int) -> int:
        """The track of a turn as chevrons; the map table stands before the first."""
        return draw_phases(target, self.ui, x, self._phase())

    def _weather(self, target: pygame.Surface | None, x: int) -> int:
        icon = self.ui.dp(44)
        if target is not None:
            draw_weather(target, self.ui, self.table.bar.icon, (x + icon // 2, self.rect.height // 2))
        gap = icon + self.ui.dp(8)
        return gap + self._two(target, x + gap, self.table.bar.weather, self.table.bar.ground)

    def _strength(self, target: pygame.Surface | None, x: int) -> int:
        """Men of either side on the map at the start."""
        ui, theme, bar = self.ui, self.ui.theme, self.table.bar
        left, right = f"{bar.soviet:,}", f"{bar.japanese:,}"
        first, second = ui.width(left, "narrow-bold", 18), ui.width(right, "narrow-bold", 18)
        middle = ui.dp(84)
        if target is not None:
            ui.text(target, left, (x, ui.dp(6)), "narrow-bold", 18, theme.soviet.light)
            band = pygame.Rect(x + first + ui.dp(8), ui.dp(14), middle, ui.dp(9))
            pygame.draw.rect(target, theme.japanese.body, band)
            share = bar.soviet / max(1, bar.soviet + bar.japanese)
            pygame.draw.rect(
                target, theme.soviet.body, (band.left, band.top, round(band.width * share), band.height)
            )
            ui.text(target, right, (band.right + ui.dp(8), ui.dp(6)), "narrow-bold", 18, theme.japanese.light)
            ui.text(
                target, _("men on the map"), (band.centerx, ui.dp(29)), "narrow", 13, theme.muted, align=0.5
            )
        return first + second + middle + ui.dp(16)

    def _tension(self, target: pygame.Surface | None, x: int) -> int:
        """The index of escalation on its way to a general war, or the news of the truce."""
        ui, theme, view = self.ui, self.ui.theme, self.table.view
        assert view is not None
        war = view.stakes.escalation.war_at
        number, width = f"{view.public.index / POINT:.0f}", ui.dp(96)
        left = ui.width(number, "narrow-bold", 18) + ui.dp(8)
        told = _("escalation, war at {n}", n=war // POINT)
        if view.public.truce >= 0:
            told = _("last shot at {hour}", hour=clock(view.public.truce))
        if target is not None:
            ink = theme.good if view.public.index < war // 2 else theme.bad
            ui.text(target, number, (x, ui.dp(6)), "narrow-bold", 18, ink)
            band = pygame.Rect(x + left, ui.dp(14), width, ui.dp(9))
            ui.bar(target, band, view.public.index / max(1, war), ink, theme.card)
            ui.text(target, told, (x, ui.dp(29)), "narrow", 13, theme.muted)
        return max(left + width, ui.width(told, "narrow", 13))

    def _points(self, target: pygame.Surface | None, x: int) -> int:
        """The score as far as the side can reckon it."""
        ui, view = self.ui, self.table.view
        assert view is not None
        total = known_score(view).total
        shown, under = points(total), _("points, as you know")
        if target is not None:
            ui.text(target, shown, (x, ui.dp(6)), "narrow-bold", 18, ink_of(tone_of(total), ui))
            ui.text(target, under, (x, ui.dp(29)), "narrow", 13, ui.theme.muted)
        return max(ui.width(shown, "narrow-bold", 18), ui.width(under, "narrow", 13))


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
