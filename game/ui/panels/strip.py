"""What the bars over a window have in common: two lines of words that give way, and buttons at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button, ButtonPanel, keycap_width
from game.ui.panels.bar import Bar
from game.ui.panels.weather_icon import draw_weather

Section = Callable[[pygame.Surface | None, int], int]
"""Paints a part of a bar from an x on, and gives its width; without a target it only tells the width."""
HEIGHT, TOP, FOOT, LINE = 52, 5, 3, 25
"""In dp: least height, room above and below the words, and least height of the first line."""
LOFTY = 6
"""A bar of two lines may take this part of the window's height; else it has but one."""
GAP, EDGE = 24, 12
WORDS = 2 / 5
"""Part of the width that buttons leave to words before they are cut short."""


class Strip(ButtonPanel):
    """A bar over the whole window. `short` are shorter words of the buttons for where room is scarce."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.single = False
        self.limit = 0
        self.full: tuple[str, ...] = ()
        self.short: tuple[str, ...] = ()

    def arm(self, buttons: Sequence[Button], short: Sequence[str] = ()) -> None:
        """Give the bar its buttons, and shorter words for them."""
        self.buttons, self.full = list(buttons), tuple(button.text for button in buttons)
        self.short = tuple(short) or self.full

    def handle(self, event: pygame.Event) -> bool:
        """Clicks, and left, right and Enter while the bar has the keyboard."""
        if event.type == pygame.KEYDOWN:
            return self.focused and self.walk(event.key)
        return super().handle(event)

    # heights

    def high(self, window: int) -> int:
        """Height of the bar in a window of a height: as much as its letters need."""
        ui = self.ui
        two = max(ui.dp(HEIGHT), self.under + ui.line_height("narrow", 14) + ui.dp(FOOT))
        self.single = two > window // LOFTY
        return ui.line_height("title", 21) + 2 * ui.dp(TOP) if self.single else two

    @property
    def under(self) -> int:
        """The y of the second line."""
        return self.ui.dp(TOP) + max(self.ui.dp(LINE), self.ui.line_height("title", 21) * 9 // 10)

    def beside(self, role: str, size: float) -> int:
        """The y at which letters of a size stand in the middle of the first line."""
        tall = self.ui.line_height("title", 21)
        return self.ui.dp(TOP) + (tall - self.ui.line_height(role, size)) // 2

    @property
    def middle(self) -> int:
        """The y of the middle of the first line."""
        return self.ui.dp(TOP) + self.ui.line_height("title", 21) // 2

    # words

    def ground(self, target: pygame.Surface) -> None:
        """The bare bar with its edge."""
        target.fill(self.ui.theme.bar)
        low = self.rect.height - 1
        pygame.draw.line(target, self.ui.theme.brass, (0, low), (self.rect.width, low))

    def two(
        self,
        target: pygame.Surface | None,
        x: int,
        first: str,
        second: str,
        role: str = "body-bold",
        size: float = 15,
        room: int | None = None,
    ) -> int:
        """Two lines of words, or the first alone; gives their width, which is all without a target."""
        ui, theme = self.ui, self.ui.theme
        if target is not None:
            room = self.limit - x if room is None else min(room, self.limit - x)
            ui.text(target, first, (x, self.beside(role, size)), role, size, theme.text, width=room)
            if not self.single:
                ui.text(target, second, (x, self.under), "narrow", 14, theme.muted, width=room)
        wide = max(ui.width(first, role, size), 0 if self.single else ui.width(second, "narrow", 14))
        return wide if room is None else min(wide, room)

    def weather(self, target: pygame.Surface | None, x: int, bar: Bar) -> int:
        """The weather with its picture; gives the width."""
        side = self.ui.dp(44)
        if target is not None:
            draw_weather(target, self.ui, bar.icon, (x + side // 2, self.rect.height // 2), bar.night)
        return side + self.ui.dp(8) + self.two(target, x + side + self.ui.dp(8), bar.weather, bar.ground)

    def span(self, sections: Sequence[Section]) -> int:
        """Room that some sections take beside each other."""
        gap = self.ui.dp(GAP)
        return sum(section(None, 0) + gap for section in sections) - gap

    def fitting(
        self, sections: Sequence[Section], dear: Sequence[Section], room: int, keep: int = 1
    ) -> list[Section]:
        """The sections that there is room for, in their order; those that are least `dear` give way first.

        The dearest `keep` of them stay, and are cut where they are too long.
        """
        kept, less = list(sections), list(dear)
        while len(less) > keep and self.span(kept) > room:
            kept.remove(less.pop())
        return kept

    def tell(self, target: pygame.Surface, sections: Sequence[Section], x: int) -> None:
        """Paint sections from left to right."""
        for section in sections:
            x += section(target, x) + self.ui.dp(GAP)

    # buttons

    def seat(self, wanted: int = 0) -> int:
        """Place the buttons and give the x where they begin, so that `wanted` pixels of words have room.

        First the caps of the keys give way, then the words become shorter ones, then they are cut.
        """
        room = self.rect.width - self.ui.dp(EDGE)
        for words, caps in ((self.full, True), (self.full, False), (self.short, False)):
            wide = self._widths(words, caps)
            if self._whole(wide) + wanted <= room:
                return self._put(words, wide)
        wide, most = self._widths(self.short, False), int(room * (1 - WORDS))
        if wanted and self._whole(wide) > most:
            share = (most - self.ui.dp(8) * len(wide)) / max(1, sum(wide))
            wide = [int(width * share) for width in wide]
        return self._put(self.short, wide)

    def _whole(self, wide: Sequence[int]) -> int:
        return sum(wide) + self.ui.dp(8) * len(wide)

    def _widths(self, words: Sequence[str], caps: bool) -> list[int]:
        ui = self.ui
        keys = [keycap_width(ui, b.cap()) + ui.dp(6) if caps and b.cap() else 0 for b in self.buttons]
        roles = ["body-bold" if button.strong else "body" for button in self.buttons]
        return [ui.width(w, r) + k + ui.dp(20) for w, r, k in zip(words, roles, keys, strict=True)]

    def _put(self, words: Sequence[str], wide: Sequence[int]) -> int:
        x, top = self.rect.width - self.ui.dp(EDGE), self.ui.dp(10)
        for button, word, width in zip(reversed(self.buttons), reversed(words), reversed(wide), strict=True):
            button.text = word
            button.rect = pygame.Rect(x - width, top, width, max(1, self.rect.height - top - self.ui.dp(11)))
            x = button.rect.left - self.ui.dp(8)
        self.limit = x
        return x

    def press_marks(self, target: pygame.Surface) -> None:
        """Paint the buttons."""
        for n, button in enumerate(self.buttons):
            button.draw(target, self.ui, self.hover, focused=self.focused and n == self.at)
