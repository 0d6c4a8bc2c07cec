"""The menu: a card for each scenario; the keyboard does all the mouse does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pygame

from game import __version__
from game.i18n import text as _
from game.scenario.faults import BadData
from game.scenario.load import load_as, scenario_paths
from game.scenario.models.scenario import Scenario
from game.ui.app import Scene
from game.ui.kit.draw import Ui

CARD_H, CARD_GAP = 118, 12
SIDES = {"soviet": "USSR", "japanese": "Japan"}


@dataclass(frozen=True, slots=True)
class Card:
    """One scenario on the menu, or the fault that keeps it off."""

    path: Path
    model: Scenario | None
    fault: str = ""


def cards() -> list[Card]:
    """Shipped scenarios, tutorial first, then by length."""
    found = []
    for path in scenario_paths().values():
        try:
            found.append(Card(path, load_as(path, Scenario).model))
        except BadData as bad:
            found.append(Card(path, None, str(bad.faults[0])))
    return sorted(found, key=lambda c: (c.model is None, c.model.card.minutes if c.model else 0))


class Menu:
    """Choose a scenario."""

    def __init__(self, ui: Ui, message: str = "") -> None:
        self.ui, self.message = ui, message
        self.cards = cards()
        self.cursor = 0
        self.rects: list[pygame.Rect] = []

    def handle(self, event: pygame.Event) -> Scene | None:
        """Pointer or arrows choose, click or Enter opens, Esc leaves."""
        if event.type == pygame.MOUSEMOTION:
            self.cursor = next(
                (i for i, r in enumerate(self.rects) if r.collidepoint(event.pos)), self.cursor
            )
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            hit = next((i for i, r in enumerate(self.rects) if r.collidepoint(event.pos)), None)
            return self if hit is None else self._open(hit)
        elif event.type == pygame.KEYDOWN:
            return self._key(event.key)
        return self

    def _key(self, key: int) -> Scene | None:
        if key == pygame.K_ESCAPE:
            return None
        if key in (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE) and self.cards:
            return self._open(self.cursor)
        step = {pygame.K_DOWN: 1, pygame.K_TAB: 1, pygame.K_UP: -1}.get(key, 0)
        if self.cards:
            self.cursor = (self.cursor + step) % len(self.cards)
        return self

    def _open(self, i: int) -> Scene:
        from game.ui.scenes.loading import Loading

        self.cursor = i
        return self if self.cards[i].model is None else Loading(self.ui, self.cards[i].path)

    def update(self, seconds: float) -> bool:  # noqa: ARG002
        """Nothing moves here."""
        return False

    def draw(self, window: pygame.Surface) -> None:
        """Paint title, cards and the line of keys."""
        ui, theme = self.ui, self.ui.theme
        window.fill(theme.bar)
        width = min(window.get_width() - ui.dp(80), ui.dp(980))
        left = (window.get_width() - width) // 2
        ui.text(window, "Khasan 1938", (left, ui.dp(34)), "title", 40, theme.text)
        sub = _("The battle of Lake Khasan (Changkufeng), 29 July - 11 August 1938")
        ui.text(window, sub, (left, ui.dp(84)), "serif-italic", 18, theme.brass, width=width)
        pygame.draw.line(window, theme.brass, (left, ui.dp(118)), (left + width, ui.dp(118)))
        room = window.get_height() - ui.dp(130) - ui.dp(64)
        count = max(1, len(self.cards))
        height = min(ui.dp(CARD_H), max(ui.dp(72), room // count - ui.dp(CARD_GAP)))
        self.rects = [
            pygame.Rect(left, ui.dp(132) + i * (height + ui.dp(CARD_GAP)), width, height)
            for i in range(len(self.cards))
        ]
        for i, card in enumerate(self.cards):
            self._card(window, card, self.rects[i], i == self.cursor)
        y = window.get_height() - ui.dp(44)
        keys = _("Arrows or pointer choose, Enter or click opens, Esc leaves.")
        ui.text(
            window, self.message or keys, (left, y), "body", 15, theme.warn if self.message else theme.muted
        )
        ui.text(window, __version__, (left + width, y), "narrow", 14, theme.dim, align=1.0)

    def _card(self, window: pygame.Surface, card: Card, rect: pygame.Rect, lit: bool) -> None:
        ui, theme, pad = self.ui, self.ui.theme, self.ui.dp(16)
        ui.box(window, rect, theme.card if lit else theme.panel, theme.brass if lit else theme.line, 6)
        x, room = rect.left + pad, rect.width - 2 * pad
        if card.model is None:
            ui.text(window, card.path.name, (x, rect.top + ui.dp(10)), "title", 20, theme.bad)
            box = pygame.Rect(x, rect.top + ui.dp(38), room, rect.height - ui.dp(40))
            ui.prose(window, card.fault, box, "body", 14, theme.muted)
            return
        model = card.model
        facts = ui.dp(250)
        drawn = ui.text(
            window, model.name.en, (x, rect.top + ui.dp(8)), "title", 21, theme.text, width=room - facts
        )
        if model.card.tutorial:
            at = (drawn.right + ui.dp(12), drawn.top + ui.dp(8))
            ui.text(window, _("start here"), at, "narrow-bold", 14, theme.selection)
        ui.text(window, model.subtitle.en, (x, drawn.bottom), "body", 15, theme.brass, width=room - facts)
        box = pygame.Rect(x, drawn.bottom + ui.dp(24), room - facts, rect.bottom - drawn.bottom - ui.dp(28))
        ui.prose(window, model.card.aim.en, box, "body", 15, theme.muted, 1.15)
        self._facts(window, model, pygame.Rect(rect.right - facts, rect.top, facts - pad, rect.height))

    def _facts(self, window: pygame.Surface, model: Scenario, rect: pygame.Rect) -> None:
        ui, theme = self.ui, self.ui.theme
        span = f"{model.start.day} {model.start:%b %H:%M} - {model.end.day} {model.end:%b %H:%M}"
        length = (
            f"{model.card.minutes // 60} h {model.card.minutes % 60:02d} min"
            if model.card.minutes >= 60
            else f"{model.card.minutes} min"
        )
        lines = (
            (span, theme.text),
            (_("about {length} to play", length=length), theme.muted),
            (_("difficulty {n} of 5", n=model.card.complexity), theme.muted),
            (_("best first as {side}", side=SIDES[model.card.recommended_side]), theme.muted),
        )
        y = rect.top + ui.dp(12)
        for words, ink in lines:
            if y + ui.dp(18) < rect.bottom:
                ui.text(window, words, (rect.right, y), "narrow", 15, ink, align=1.0)
            y += ui.dp(24)
