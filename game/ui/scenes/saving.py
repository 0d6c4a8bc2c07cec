"""Saving a copy: a small page over plotting, film or review, with a line for a note."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game.i18n import text as _
from game.store.beside import LONGEST
from game.ui import keys
from game.ui.kit.draw import Ui
from game.ui.kit.textfield import TextField
from game.ui.kit.widgets import Button
from game.ui.scenes.ask import shaded
from game.ui.snapshot import SIZE, read_picture

if TYPE_CHECKING:
    from game.ui.app import Scene

WIDTH, FIELD, THUMB = 620, 36, 132
SHOWN_S = 0.9
"""Seconds for which it is told that the copy is saved."""
ENTER = (pygame.K_RETURN, pygame.K_KP_ENTER)


class SavePage:
    """Enter saves, Esc leaves. `write` saves with a note and gives one sentence when that fails.

    `below` is drawn below the page, `back` gives it back; `picture` is the picture that goes into the copy.
    """

    page = True
    typing = True

    def __init__(
        self, ui: Ui, back: Callable[[], Scene], below: Scene, picture: bytes, write: Callable[[str], str]
    ) -> None:
        self.ui, self.back, self.below, self.write = ui, back, below, write
        self.picture = read_picture(picture)
        self.field = TextField("", lens=False, longest=LONGEST)
        self.trouble = ""
        self.left_s: float | None = None
        """Seconds until the page closes by itself; none before the copy is saved."""
        self.hover: tuple[int, int] | None = None
        self.next: Scene | None = self
        self.buttons = [
            Button(_("Save"), self.save, "Enter", strong=True),
            Button(_("Back"), self.leave, "Esc"),
        ]

    def save(self) -> None:
        """Save, and tell how it went."""
        self.trouble = self.write(self.field.text.strip())
        self.left_s = None if self.trouble else SHOWN_S

    def leave(self) -> None:
        """Back to the scene below."""
        self.next = self.back()

    # events

    def handle(self, event: pygame.Event) -> Scene | None:
        """The note, its keys and the buttons; once saved, anything closes."""
        if self.left_s is not None:
            if self.left_s <= 0 or event.type in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN):
                self.leave()
        elif event.type == pygame.MOUSEMOTION:
            self.hover = event.pos
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            hit = next((b for b in self.buttons if b.rect.collidepoint(event.pos)), None)
            if hit is not None:
                hit.act()
        elif event.type == pygame.KEYDOWN and event.key in ENTER:
            self.save()
        elif event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            self.leave()
        else:
            self.field.type(event)
        return self.next

    # time and drawing

    def update(self, seconds: float) -> bool:
        """Close by itself a moment after the copy is saved."""
        if self.left_s is None:
            return False
        self.left_s -= seconds
        if self.left_s <= 0:
            # Knock, so that the loop fetches the scene below.
            pygame.event.post(pygame.Event(pygame.USEREVENT))
        return False

    def draw(self, window: pygame.Surface) -> None:
        """The scene below, shaded, and the page in its middle."""
        self.below.draw(window)
        window.set_clip(None)
        if self.left_s is not None:
            self._draw_saved(window)
            return
        shaded(window)
        ui, theme, pad = self.ui, self.ui.theme, self.ui.dp(18)
        width = min(ui.dp(WIDTH), window.get_width() - 2 * pad)
        box = pygame.Rect(0, 0, width, self._height(width))
        box.center = window.get_rect().center
        ui.box(window, box, theme.panel, theme.brass, 6)
        inner = box.inflate(-2 * pad, -2 * ui.dp(14))
        y = ui.text(window, _("Save a copy"), inner.topleft, "title", 22, theme.text).bottom + ui.dp(8)
        body = pygame.Rect(inner.left, y, inner.width, inner.bottom - y)
        self._body(window, body)

    def _draw_saved(self, window: pygame.Surface) -> None:
        """For a moment, that the copy is there."""
        ui, theme = self.ui, self.ui.theme
        words = _("Saved. {key} lists all copies.", key=keys.cap("load"))
        box = pygame.Rect(
            0, 0, ui.width(words, "body", 17) + ui.dp(48), ui.line_height("body", 17) + ui.dp(28)
        )
        box.center = window.get_rect().center
        ui.box(window, box, theme.panel, theme.brass, 6)
        ui.text(window, words, (box.centerx, box.top + ui.dp(14)), "body", 17, theme.text, align=0.5)

    def _height(self, width: int) -> int:
        ui = self.ui
        words = max(ui.dp(THUMB) * SIZE[1] // SIZE[0], self._told_height(width))
        return ui.line_height("title", 22) + words + self._field_height() + ui.dp(14 * 2 + 8 + 10 + 14 + 40)

    def _field_height(self) -> int:
        return max(self.ui.dp(FIELD), self.ui.line_height("body", 14) + self.ui.dp(12))

    def _room(self, width: int) -> int:
        """Room for words beside the picture."""
        return width - 2 * self.ui.dp(18) - self.ui.dp(THUMB) - self.ui.dp(14)

    def _told_height(self, width: int) -> int:
        ui, words = self.ui, self._words()
        lines = sum(len(ui.wrapped(part, "body", 15, self._room(width))) for part in words if part)
        return round(ui.line_height("body", 15) * 1.2) * (lines + 1)

    def _words(self) -> tuple[str, str]:
        """What a copy is, and what went wrong or who may read it."""
        told = _("The game is on the disk as it goes. A copy stays as the game stands now.")
        private = (
            ""
            if self.picture
            else _(
                "Everybody at this machine sees the list: the copy has no picture, and all can read the note."
            )
        )
        return told, self.trouble or private

    def _body(self, window: pygame.Surface, body: pygame.Rect) -> None:
        """Picture, words, note, buttons, from the top down."""
        ui, theme = self.ui, self.ui.theme
        frame = pygame.Rect(body.topleft, (ui.dp(THUMB), ui.dp(THUMB) * SIZE[1] // SIZE[0]))
        pygame.draw.rect(window, theme.bar, frame)
        if self.picture is not None:
            window.blit(pygame.transform.smoothscale(self.picture, frame.size), frame)
        pygame.draw.rect(window, theme.line, frame, 1)
        foot = body.bottom - ui.dp(40)
        field = pygame.Rect(
            body.left, foot - ui.dp(14) - self._field_height(), body.width, self._field_height()
        )
        told, other = self._words()
        left = frame.right + ui.dp(14)
        words = pygame.Rect(left, body.top, body.right - left, field.top - body.top)
        y = ui.prose(window, told, words, "body", 15, theme.muted, 1.2)
        rest = pygame.Rect(left, y, words.width, max(0, field.top - y))
        ui.prose(window, other, rest, "body", 15, theme.warn if self.trouble else theme.muted, 1.2)
        self.field.hint = _("Note")
        self.field.draw(window, ui, field, focused=True)
        if not self.field.text:
            at = (field.left + ui.dp(14), field.centery - ui.line_height("body-italic", 14) // 2)
            ui.text(window, _("A note, if you like"), at, "body-italic", 14, theme.dim)
        wide = (body.width - ui.dp(10)) // 2
        for i, button in enumerate(self.buttons):
            button.rect = pygame.Rect(body.left + i * (wide + ui.dp(10)), foot, wide, ui.dp(38))
            button.draw(window, ui, self.hover, 16)
