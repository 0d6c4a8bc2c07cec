"""The top bar: scenario, turns and date, light, phases, weather, strength on the map, and three buttons."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pygame

from game.i18n import text as _
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button, ButtonPanel
from game.ui.panels.phases import draw_phases
from game.ui.panels.weather_icon import draw_weather
from game.ui.table import Table

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
        """The bar changes only under the pointer and the keyboard."""
        return (self.hovered(), self.at)

    def paint(self, target: pygame.Surface) -> None:
        """Paint from left to right what there is room for."""
        ui, theme, bar = self.ui, self.ui.theme, self.table.bar
        target.fill(theme.bar)
        pygame.draw.line(
            target, theme.brass, (0, self.rect.height - 1), (self.rect.width, self.rect.height - 1)
        )
        right = self._buttons()
        x = ui.dp(16)
        _shield(target, ui, x, self.rect.height // 2)
        x += ui.dp(36)
        room = max(0, right - x - ui.dp(8))
        drawn = ui.text(target, bar.title, (x, ui.dp(5)), "title", 21, theme.text, width=room)
        under = ui.text(target, bar.subtitle, (x, ui.dp(30)), "narrow", 14, theme.muted, width=room)
        x = max(drawn.right, under.right) + ui.dp(26)
        for section in (self._turns, self._hours, self._phases, self._weather, self._strength):
            width = section(None, 0)
            if x + width > right:
                break
            section(target, x)
            x += width + ui.dp(24)
        for i, button in enumerate(self.buttons):
            button.draw(target, ui, self.hover, focused=self.focused and i == self.at)

    def handle(self, event: pygame.Event) -> bool:
        """Clicks, and left, right and Enter while the bar has the keyboard."""
        if event.type == pygame.KEYDOWN:
            return self.focused and self.walk(event.key)
        return super().handle(event)

    def _buttons(self) -> int:
        ui = self.ui
        x = self.rect.width - ui.dp(12)
        for button in reversed(self.buttons):
            width = ui.width(button.text) + ui.dp(58)
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
            drawn = ui.text(target, "1", (x, ui.dp(18)), "title", 22, theme.text)
            ui.text(target, f"/ {bar.turns}", (drawn.right + ui.dp(4), ui.dp(26)), "narrow", 15, theme.muted)
        date = f"{_(DAYS[bar.start.weekday()])} {bar.start.day} {_(MONTHS[bar.start.month])} {bar.start.year}"
        left = ui.dp(58)
        width = ui.width(date, "body-bold", 15)
        if target is not None:
            ui.text(target, date, (x + left, ui.dp(8)), "body-bold", 15, theme.text)
            self._track(target, x + left, min(width, ui.dp(190)))
        return left + width

    def _track(self, target: pygame.Surface, x: int, width: int) -> None:
        """One mark for each turn, the first one lit."""
        ui, theme, bar = self.ui, self.ui.theme, self.table.bar
        step = max(2.0, min(ui.dp(9), width / max(1, bar.turns)))
        for i in range(min(bar.turns, int(width / step))):
            mark = pygame.Rect(round(x + i * step), ui.dp(33), max(1, round(step) - ui.dp(2)), ui.dp(7))
            pygame.draw.rect(target, theme.brass if i == 0 else theme.line, mark)

    def _hours(self, target: pygame.Surface | None, x: int) -> int:
        return self._two(target, x, self.table.bar.first_turn, self.table.bar.light)

    def _phases(self, target: pygame.Surface | None, x: int) -> int:
        """The track of a turn as chevrons; the map table stands before the first."""
        return draw_phases(target, self.ui, x, 0)

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
