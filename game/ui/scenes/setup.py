"""Before a game: who leads each side, under which terms, and a look at the ground."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import partial

import pygame

from game.i18n import text as _
from game.ui.app import Scene
from game.ui.choices import DIGITS, HINTS, LABELS, SEEDS, choice_of, known, proposed, said
from game.ui.games import begin
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import PRESS, Button
from game.ui.scenes.cards import Card, length
from game.ui.scenes.thumbnail import Thumbnail

ROW, HINT_LEADING = 44, 1.1
"""Height of a line in dp; from line to line of a hint beside the choices, in heights of its letters."""


class Setup:
    """Choices of one scenario, each a line; Enter begins at once with what is proposed."""

    def __init__(self, ui: Ui, card: Card) -> None:
        assert card.model is not None
        self.ui, self.card, self.model = ui, card, card.model
        self.values = proposed(card.model)
        self.at, self.moved = 0, False
        self.next: Scene | None = self
        self.thumbnail = Thumbnail(card.path)
        self.rows: list[pygame.Rect] = []
        self.hover: tuple[int, int] | None = None
        self.buttons = [
            Button(_("Begin"), self.begin, "Enter", strong=True),
            Button(_("Look at the map"), self.look, "M"),
            Button(_("Back"), self.back, "Esc"),
        ]

    # what the lines and buttons do

    def change(self, name: str, by: int) -> None:
        """Go to the next or previous value of a line."""
        if name == "seed":
            self.values[name] = secrets.randbelow(SEEDS)
            return
        some = self._known(name)
        if some:
            self.values[name] = some[(some.index(self.values[name]) + by) % len(some)]

    def _known(self, name: str) -> tuple[object, ...]:
        """What a line can be set to now."""
        return known(name, self.card.path, self.values)

    def begin(self) -> None:
        """Begin the game."""
        from game.ui.scenes.loading import Opening

        self.next = Opening(self.ui, partial(begin, choice_of(self.card.path, self.values)))

    def look(self) -> None:
        """The open map table of the scenario."""
        from game.ui.scenes.loading import Loading

        self.next = Loading(self.ui, self.card.path)

    def back(self) -> None:
        """Back to the menu."""
        from game.ui.scenes.menu import Menu

        self.next = Menu(self.ui)

    # events

    def handle(self, event: pygame.Event) -> Scene | None:
        """Clicks on lines and buttons; arrows, digits, Enter, M and Esc."""
        if event.type == pygame.MOUSEMOTION:
            self.hover = event.pos
            found = next((i for i, row in enumerate(self.rows) if row.collidepoint(event.pos)), None)
            self.at, self.moved = (self.at, self.moved) if found is None else (found, True)
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._press(event.pos)
        elif event.type == pygame.KEYDOWN:
            self._key(event)
        return self.next

    def _press(self, at: tuple[int, int]) -> None:
        for button in self.buttons:
            if button.rect.collidepoint(at):
                button.act()
        for name, row in zip(LABELS, self.rows, strict=False):
            if row.collidepoint(at):
                self.change(name, 1 if at[0] >= row.right - row.width // 4 or at[0] < row.centerx else -1)

    def _key(self, event: pygame.Event) -> None:
        name = tuple(LABELS)[self.at]
        acts: dict[int, Callable[[], None]] = {
            pygame.K_UP: partial(self._walk, -1),
            pygame.K_DOWN: partial(self._walk, 1),
            pygame.K_TAB: partial(self._walk, -1 if event.mod & pygame.KMOD_SHIFT else 1),
            pygame.K_LEFT: partial(self.change, name, -1),
            pygame.K_RIGHT: partial(self.change, name, 1),
            pygame.K_m: self.look,
            pygame.K_ESCAPE: self.back,
        }
        acts |= dict.fromkeys(PRESS, self.begin)
        if event.key in acts:
            acts[event.key]()
        elif name == "seed":
            self._digit(event)

    def _walk(self, by: int) -> None:
        self.at, self.moved = (self.at + by) % len(LABELS), True

    def _digit(self, event: pygame.Event) -> None:
        """Type the number: a digit goes to its end, Backspace takes the last one away."""
        seed = int(self.values["seed"])
        letter = getattr(event, "unicode", "")
        if event.key == pygame.K_BACKSPACE:
            self.values["seed"] = seed // 10
        elif letter.isascii() and letter.isdigit() and len(str(seed)) < DIGITS:
            self.values["seed"] = seed * 10 + int(letter)

    # time and drawing

    def update(self, seconds: float) -> bool:  # noqa: ARG002
        """Paint the small map once the page is on the screen."""
        return self.thumbnail.work()

    def draw(self, window: pygame.Surface) -> None:
        """Head, small map and aim at the left, choices at the right, buttons below."""
        ui, theme, card = self.ui, self.ui.theme, self.model.card
        window.fill(theme.bar)
        width = min(window.get_width() - ui.dp(64), ui.dp(1180))
        left, y = (window.get_width() - width) // 2, ui.dp(30)
        y = ui.text(window, self.model.name.en, (left, y), "title", 34, theme.text, width=width).bottom
        y = ui.text(
            window, self.model.subtitle.en, (left, y), "serif-italic", 18, theme.brass, width=width
        ).bottom
        facts = _("about {length} to play", length=length(card.minutes))
        hard = _("difficulty {n} of 5", n=card.complexity)
        y = ui.text(window, f"{facts} · {hard}", (left, y), "narrow", 15, theme.muted, width=width).bottom
        pygame.draw.line(window, theme.brass, (left, y + ui.dp(8)), (left + width, y + ui.dp(8)))
        top, foot = y + ui.dp(22), window.get_height() - ui.dp(76)
        right = left + width - self._wide(width)
        lines = pygame.Rect(right, top, left + width - right, max(0, foot - top))
        told = self._lines(window, lines)
        beside = pygame.Rect(left, top, right - left - ui.dp(28), max(0, foot - top - ui.dp(10)))
        self._ground(window, beside, hint=self.moved and not told)
        self._foot(window, pygame.Rect(right, foot, left + width - right, ui.dp(46)))

    def _wide(self, width: int) -> int:
        """Width of the choices: half of the page, and more of it for large letters."""
        ui = self.ui
        return max(min(ui.dp(560), width // 2), min(ui.dp(360 * ui.text_scale), width * 3 // 5))

    def _ground(self, window: pygame.Surface, rect: pygame.Rect, *, hint: bool) -> None:
        """The small map, and below it what the scenario is about and what can be learned from it.

        The hint of the lit line takes their place where it found no room below the lines.
        """
        ui, theme, card = self.ui, self.ui.theme, self.model.card
        step = round(ui.line_height("narrow", 16) * HINT_LEADING)
        high = len(ui.wrapped(self._hint(), "narrow", 16, rect.width)) * step if hint else 0
        room = min(rect.height * 3 // 5, rect.height - high - ui.dp(12) if hint else rect.height)
        frame = self.thumbnail.fitted((rect.width, max(1, room)))
        frame.topleft = rect.topleft
        self.thumbnail.draw(window, frame, ui)
        below = pygame.Rect(rect.left, frame.bottom + ui.dp(12), rect.width, 0)
        below.height = max(0, rect.bottom - below.top)
        if hint:
            ui.prose(window, self._hint(), below, "narrow", 16, theme.text, HINT_LEADING)
            return
        y = ui.prose(window, card.aim.en, below, "body", 16, theme.text) + ui.dp(10)
        if y + ui.line_height("narrow-bold", 14) + ui.line_height("body", 16) > rect.bottom:
            return
        y = ui.heading(window, _("What it teaches"), (rect.left, y), rect.width)
        below = pygame.Rect(rect.left, y, rect.width, max(0, rect.bottom - y))
        ui.prose(window, card.learning.en, below, "body", 16, theme.text)

    def _hint(self) -> str:
        """What is told of the lit line."""
        return _(HINTS[tuple(LABELS)[self.at]])

    def _lines(self, window: pygame.Surface, rect: pygame.Rect) -> bool:
        """Every choice, and below them the hint; whether there was room for that."""
        ui, theme = self.ui, self.ui.theme
        high, gap = self._row(rect.height)
        self.rows = [
            pygame.Rect(rect.left, rect.top + i * high, rect.width, high - gap) for i in range(len(LABELS))
        ]
        for i, (name, row) in enumerate(zip(LABELS, self.rows, strict=True)):
            self._line(window, name, row, lit=i == self.at)
        hint = pygame.Rect(rect.left, self.rows[-1].bottom + ui.dp(10), rect.width, 0)
        hint.height = max(0, rect.bottom - ui.dp(8) - hint.top)
        words, step = self._hint(), round(ui.line_height("body", 15) * 1.25)
        if len(ui.wrapped(words, "body", 15, rect.width)) * step > hint.height + step // 4:
            return False
        ui.prose(window, words, hint, "body", 15, theme.muted)
        return True

    def _line(self, window: pygame.Surface, name: str, row: pygame.Rect, *, lit: bool) -> None:
        """A choice: what it is called, and its value between the marks of before and after."""
        ui, theme = self.ui, self.ui.theme
        ui.box(window, row, theme.card if lit else theme.panel, theme.brass if lit else theme.line)
        y, free = row.centery - ui.line_height("body", 16) // 2, name == "seed" or bool(self._known(name))
        label, value = _(LABELS[name]), said(name, self.values[name], any_choice=free)
        left, room = row.left + ui.dp(14), row.width // 2 - ui.dp(16)
        role = ui.slim(label, "body", 16, room)
        ui.text(window, label, (left, y), role, 16, theme.muted, width=room)
        for x, sign in ((row.centerx + ui.dp(8), "‹"), (row.right - ui.dp(14), "›")):
            ink = theme.brass if free else theme.line
            ui.text(window, sign, (x, y), "narrow-bold", 17, ink, align=0.5)
        middle, room = row.right - row.width // 4, row.width // 2 - ui.dp(40)
        role, ink = ui.slim(value, "body-bold", 16, room), theme.text if free else theme.muted
        ui.text(window, value, (middle, y), role, 16, ink, align=0.5, width=room)

    def _row(self, room: int) -> tuple[int, int]:
        """Height of a line with the gap below it, and that gap: with room for the hint, or else for words."""
        ui, count = self.ui, len(LABELS)
        least = ui.line_height("body", 16) + ui.dp(3)
        high = min(ui.dp(ROW), max(least, room // (count + 2)), room // count)
        return high, min(ui.dp(6), max(2, high - least))

    def _foot(self, window: pygame.Surface, rect: pygame.Rect) -> None:
        gap = self.ui.dp(10)
        wide = (rect.width - 2 * gap) // 3
        for i, button in enumerate(self.buttons):
            button.rect = pygame.Rect(rect.left + i * (wide + gap), rect.top, wide, rect.height)
            button.draw(window, self.ui, self.hover, 16)
