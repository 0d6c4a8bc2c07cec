"""The end of the battle: what it is called, the score with its parts and reasons, and the way on."""

from __future__ import annotations

import pygame

from game.analysis.outcome import outcome_of
from game.i18n import text as _
from game.ui.app import Scene
from game.ui.flow import Desk
from game.ui.kit.widgets import PRESS, Button, Scroll

WIDEST = 820
STEP = 54
"""Pixels in dp that a turn of the wheel scrolls."""


class Over:
    """Told to both sides at once: nothing is hidden any more."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.ui = desk, desk.ui
        session = desk.session
        self.outcome = outcome_of(session.game, session.start, session.names)
        self.next: Scene | None = self
        self.buttons = [
            Button(_("Review"), self.review, "R"),
            Button(_("Menu"), self.leave, "Esc", strong=True),
        ]
        self.at = 0
        self.scroll = Scroll()
        self.hover: tuple[int, int] | None = None

    def review(self) -> None:
        """Go through the battle turn by turn."""
        from game.ui.scenes.review import Review

        self.next = Review(self.ui, self.desk.terrain, self.desk.session, lambda: Over(self.desk))

    def leave(self) -> None:
        """Back to the menu; the game's file is complete."""
        from game.ui.scenes.menu import Menu

        self.desk.session.close()
        self.next = Menu(self.ui)

    def handle(self, event: pygame.Event) -> Scene | None:
        """Clicks on the buttons; left, right and Enter; R and Esc; the wheel and arrows scroll."""
        if event.type == pygame.MOUSEMOTION:
            self.hover = event.pos
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            for button in self.buttons:
                if button.rect.collidepoint(event.pos):
                    button.act()
        elif event.type == pygame.MOUSEWHEEL:
            self.scroll.move(-event.y * self.ui.dp(STEP))
        elif event.type == pygame.KEYDOWN:
            self._key(event.key)
        return self.next

    def _key(self, key: int) -> None:
        if key in (pygame.K_LEFT, pygame.K_RIGHT, pygame.K_TAB):
            self.at = (self.at + 1) % len(self.buttons)
        elif key in (pygame.K_UP, pygame.K_DOWN):
            self.scroll.move(self.ui.dp(STEP) * (1 if key == pygame.K_DOWN else -1))
        elif key in PRESS:
            self.buttons[self.at].act()
        elif key == pygame.K_r:
            self.review()
        elif key == pygame.K_ESCAPE:
            self.leave()

    def update(self, seconds: float) -> bool:  # noqa: ARG002
        """Nothing moves by itself."""
        return False

    def draw(self, window: pygame.Surface) -> None:
        """Head, the parts as bars, the reasons, the buttons."""
        ui, theme, told = self.ui, self.ui.theme, self.outcome
        window.set_clip(None)
        window.fill(theme.bar)
        width = min(window.get_width() - ui.dp(60), ui.dp(WIDEST))
        left, y = (window.get_width() - width) // 2, ui.dp(34)
        y = ui.text(window, told.ending, (left, y), "serif-italic", 18, theme.brass, width=width).bottom
        level = told.level[:1].upper() + told.level[1:]
        y = ui.text(window, level, (left, y), "title", 38, theme.text, width=width).bottom
        score = _(
            "{points} points: above zero for the USSR, below for Japan, 100 at most",
            points=f"{told.score:+.1f}",
        )
        y = ui.text(window, score, (left, y), "body", 17, theme.muted, width=width).bottom + ui.dp(16)
        for label, points in told.parts:
            y = self._part(window, pygame.Rect(left, y, width, ui.dp(30)), label, points)
        foot = window.get_height() - ui.dp(70)
        self._reasons(window, pygame.Rect(left, y + ui.dp(12), width, max(0, foot - y - ui.dp(20))))
        for i, button in enumerate(self.buttons):
            button.rect = pygame.Rect(left + i * ui.dp(190), foot, ui.dp(178), ui.dp(42))
            button.draw(window, ui, self.hover, 16, focused=i == self.at)

    def _part(self, window: pygame.Surface, rect: pygame.Rect, label: str, points: float) -> int:
        """A part of the score: to the right in red for the USSR, to the left in blue for Japan."""
        ui, theme = self.ui, self.ui.theme
        ui.text(window, label, rect.topleft, "body", 16, theme.text, width=rect.width // 2)
        track = pygame.Rect(rect.centerx, rect.top + ui.dp(5), rect.width // 2 - ui.dp(70), ui.dp(12))
        pygame.draw.rect(window, theme.card, track)
        long = round(min(1.0, abs(points) / 50) * track.width / 2)
        ink = theme.soviet.body if points >= 0 else theme.japanese.body
        start = track.centerx if points >= 0 else track.centerx - long
        pygame.draw.rect(window, ink, (start, track.top, long, track.height))
        pygame.draw.line(window, theme.brass, (track.centerx, track.top), (track.centerx, track.bottom))
        ui.text(window, f"{points:+.1f}", (rect.right, rect.top), "narrow-bold", 18, theme.text, align=1.0)
        return rect.bottom

    def _reasons(self, window: pygame.Surface, rect: pygame.Rect) -> None:
        ui, theme = self.ui, self.ui.theme
        lines = [
            line
            for words in self.outcome.reasons
            for line in (*ui.wrapped(words, "body", 14, rect.width), "")
        ]
        step = round(ui.line_height("body", 14) * 1.15)
        self.scroll.measure(len(lines) * step, rect.height)
        window.set_clip(rect)
        for i, line in enumerate(lines):
            y = rect.top + i * step - self.scroll.offset
            if line and rect.top - step < y < rect.bottom:
                ui.text(window, line, (rect.left, y), "body", 14, theme.muted)
        window.set_clip(None)
        self.scroll.draw(window, ui, rect.move(ui.dp(14), 0))
