"""The menu: a card for each scenario; the keyboard does all the mouse does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pygame

from game import __version__
from game.i18n import text as _
from game.ui import keys
from game.ui.app import Scene
from game.ui.folders import files, items
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import PRESS, Button, Scroll
from game.ui.scenes.cards import TALL, Card, cards, draw_card
from game.ui.scenes.thumbnail import Thumbnail

__all__ = ["Card", "Menu", "cards"]

TALLEST, LOWEST, GAP, LOW_GAP = 148, 64, 12, 7
WIDEST, LOW_WINDOW = 980, 620
WHEEL = 48


class Menu:
    """Choose a scenario. `message` is one sentence told at the bottom."""

    def __init__(self, ui: Ui, message: str = "") -> None:
        self.ui, self.message = ui, message
        self.cards = cards()
        self.files = files()
        self.kept = bool(items())
        self.cursor, self.drawn = 0, False
        self.small: dict[Path, Thumbnail] = {}
        self.scroll = Scroll()
        self.list = pygame.Rect(0, 0, 0, 0)
        self.rects: list[pygame.Rect] = []
        self.buttons = [
            Button(words, _nothing, pygame.key.name(key).upper()) for words, key, _a in self._entries()
        ]
        self.hover: tuple[int, int] | None = None

    def handle(self, event: pygame.Event) -> Scene | None:
        """Pointer or arrows choose, click or Enter opens, Esc leaves."""
        if event.type == pygame.MOUSEMOTION:
            self.hover = event.pos
            self.cursor = self._at(event.pos, self.cursor)
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            for button, entry in zip(self.buttons, self._entries(), strict=True):
                if button.rect.collidepoint(event.pos):
                    return entry[2]()
            hit = self._at(event.pos, -1)
            return self if hit < 0 else self._open(hit)
        elif event.type == pygame.MOUSEWHEEL:
            self.scroll.move(-event.y * self.ui.dp(WHEEL))
        elif event.type == pygame.KEYDOWN:
            return self._key(event)
        return self

    def _at(self, at: tuple[int, int], none: int) -> int:
        """The card below a place, or `none`."""
        if not self.list.collidepoint(at):
            return none
        return next((i for i, rect in enumerate(self.rects) if rect.collidepoint(at)), none)

    def _key(self, event: pygame.Event) -> Scene | None:
        if event.key == pygame.K_ESCAPE:
            return None
        if event.mod & pygame.KMOD_CTRL:
            self._resize(event.key)
        elif event.key in (acts := {key: act for _words, key, act in self._games()}):
            return acts[event.key]()
        elif event.key in PRESS and self.cards:
            return self._open(self.cursor)
        elif self.cards:
            self._walk(event.key, bool(event.mod & pygame.KMOD_SHIFT))
        return self

    def _walk(self, key: int, back: bool) -> None:
        """Go from card to card, from the last to the first."""
        last = len(self.cards) - 1
        step = {pygame.K_DOWN: 1, pygame.K_UP: -1, pygame.K_TAB: -1 if back else 1}.get(key, 0)
        self.cursor = {pygame.K_HOME: 0, pygame.K_END: last}.get(key, (self.cursor + step) % (last + 1))
        if self.rects:
            top = self.rects[self.cursor].top - self.rects[0].top
            self.scroll.show(top, top + self.rects[self.cursor].height)

    def _resize(self, key: int) -> None:
        factors = {pygame.K_PLUS: 1.1, pygame.K_EQUALS: 1.1, pygame.K_KP_PLUS: 1.1}
        factors |= {pygame.K_MINUS: 1 / 1.1, pygame.K_KP_MINUS: 1 / 1.1, pygame.K_0: 1 / self.ui.scale}
        self.ui = self.ui.resized(factors.get(key, 1.0))

    def _open(self, i: int) -> Scene:
        from game.ui.scenes.setup import Setup

        self.cursor = i
        return self if self.cards[i].model is None else Setup(self.ui, self.cards[i])

    def _go_on(self) -> Scene:
        """Go on with the game played last."""
        from game.ui.games import go_on
        from game.ui.scenes.loading import Opening

        return Opening(self.ui, partial(go_on, self.files[0]))

    def _load(self) -> Scene:
        from game.ui.scenes.load import Load

        return Load(self.ui)

    def _replay(self) -> Scene:
        from game.ui.scenes.replay import Replays

        return Replays(self.ui)

    def _tutorial(self) -> Scene:
        """Begin the battle for beginners with what is proposed for it."""
        from game.ui.choices import choice_of, proposed
        from game.ui.games import begin
        from game.ui.scenes.loading import Opening

        card = next(card for card in self.cards if card.model is not None and card.model.card.tutorial)
        assert card.model is not None
        opening = Opening(self.ui, partial(begin, choice_of(card.path, proposed(card.model))))
        opening.tutorial = True
        return opening

    def _entries(self) -> list[tuple[str, int, Callable[[], Scene]]]:
        """Words, key and act of the buttons above the cards."""
        behind = ((_("Handbook"), pygame.K_F2, "handbook"), (_("Settings"), pygame.K_F4, "settings"))
        return [*self._games(), *((words, key, partial(self._behind, page)) for words, key, page in behind)]

    def _games(self) -> list[tuple[str, int, Callable[[], Scene]]]:
        """Those that lead into a game."""
        found: list[tuple[str, int, Callable[[], Scene]]] = []
        if self.files:
            found.append((_("Continue last game"), pygame.K_c, self._go_on))
        if self.files or self.kept:
            found.append((_("Load a game"), pygame.K_l, self._load))
        if self.files:
            found.append((_("Replay a game"), pygame.K_r, self._replay))
        if any(card.model is not None and card.model.card.tutorial for card in self.cards):
            found.append((_("Start the tutorial battle"), pygame.K_t, self._tutorial))
        return found

    def _behind(self, page: str) -> Scene:
        """Ask for a page that opens over every scene."""
        keys.press(page)
        return self

    def update(self, seconds: float) -> bool:  # noqa: ARG002
        """Paint the small maps once the cards are on the screen."""
        sound = [card for card in self.cards if card.model is not None]
        if self.small or not self.drawn or not sound:
            return False
        sheet = Thumbnail(sound[0].path)
        sheet.drawn = True
        sheet.work()
        self.small = {card.path: sheet.of(card.model) for card in sound if card.model is not None}
        return True

    def draw(self, window: pygame.Surface) -> None:
        """Paint head, cards and the line of keys."""
        ui, theme = self.ui, self.ui.theme
        window.fill(theme.bar)
        width = min(window.get_width() - ui.dp(80), ui.dp(WIDEST))
        left = (window.get_width() - width) // 2
        top = self._bar(window, left, width, self._head(window, left, width))
        bottom = self._foot(window, left, width)
        self.list = pygame.Rect(left, top, width, max(0, bottom - top))
        self._layout()
        window.set_clip(self.list)
        for i, card in enumerate(self.cards):
            if self.rects[i].colliderect(self.list):
                draw_card(window, ui, card, self.rects[i], i == self.cursor, self.small.get(card.path))
        window.set_clip(None)
        self.scroll.draw(window, ui, self.list.move(ui.dp(12), 0))
        self.drawn = True

    def _layout(self) -> None:
        """Cards as high as there is room for; below the least height they scroll."""
        dp, count = self.ui.dp, max(1, len(self.cards))
        gap = dp(GAP if self.list.height // count >= dp(TALL + GAP) else LOW_GAP)
        high = min(dp(TALLEST), max(dp(LOWEST), (self.list.height + gap) // count - gap))
        step = high + gap
        self.scroll.measure(count * step - gap, self.list.height)
        top = self.list.top - self.scroll.offset
        self.rects = [
            pygame.Rect(self.list.left, top + i * step, self.list.width, high) for i in range(len(self.cards))
        ]

    def _head(self, window: pygame.Surface, left: int, width: int) -> int:
        """Title and dates over a rule, smaller in a low window; gives the y where the cards begin."""
        ui, theme = self.ui, self.ui.theme
        low = window.get_height() < ui.dp(LOW_WINDOW)
        top, size, small = (12, 28, 16) if low else (36, 40, 18)
        drawn = ui.text(window, "Khasan 1938", (left, ui.dp(top)), "title", size, theme.text, width=width)
        sub = _("The battle of Lake Khasan (Changkufeng), 29 July - 11 August 1938")
        at = (left, drawn.bottom - ui.dp(2))
        y = ui.text(window, sub, at, "serif-italic", small, theme.brass, width=width).bottom + ui.dp(8)
        pygame.draw.line(window, theme.brass, (left, y), (left + width - 1, y))
        return y + ui.dp(8 if low else 14)

    def _bar(self, window: pygame.Surface, left: int, width: int, top: int) -> int:
        """The buttons above the cards in one row; gives the y where the cards begin."""
        if not self.buttons:
            return top
        ui, gap = self.ui, self.ui.dp(10)
        wide = (width - gap * (len(self.buttons) - 1)) // len(self.buttons)
        high = ui.dp(26 if window.get_height() < ui.dp(LOW_WINDOW) else 34)
        for i, button in enumerate(self.buttons):
            button.rect = pygame.Rect(left + i * (wide + gap), top, wide, high)
            button.draw(window, ui, self.hover, 15)
        return top + high + ui.dp(8 if high < ui.dp(30) else 12)

    def _foot(self, window: pygame.Surface, left: int, width: int) -> int:
        """The message or the keys, and the version; gives the y where the cards must end."""
        ui, theme = self.ui, self.ui.theme
        words = self.message or _("Arrows or pointer choose, Enter or click opens, Esc leaves.")
        ink = theme.warn if self.message else theme.muted
        room = width - ui.dp(60)
        high = round(ui.line_height("body", 15) * 1.15)
        lines = min(3, len(ui.wrapped(words, "body", 15, room)))
        top = window.get_height() - ui.dp(14) - lines * high
        ui.prose(window, words, pygame.Rect(left, top, room, lines * high), "body", 15, ink, 1.15)
        ui.text(window, __version__, (left + width, top), "narrow", 14, theme.dim, align=1.0)
        return top - ui.dp(10)


def _nothing() -> None:
    """Buttons of the menu only show: what they lead to is a scene, which the menu answers with."""
