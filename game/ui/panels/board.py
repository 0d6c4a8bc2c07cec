"""A board of words over the map: heads and sentences, to scroll and to copy."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable

import pygame

from game.i18n import text as _
from game.ui import keys
from game.ui.kit.draw import Ui
from game.ui.kit.theme import Rgb
from game.ui.kit.widgets import Panel, Scroll, keycap, keycap_width
from game.ui.textwords import Said

WIDE, HEAD = 400, 40
TALL = 4000
"""Height in dp that no text reaches."""


class Board(Panel):
    """Over the map while it is open. `actions` close it and copy its words."""

    title = "In words"
    empty = "Point at a hex, or go there with the arrows."
    actions = ("words", "copy")
    wide = WIDE

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.opened = False
        self._copied: Hashable = None
        self.scroll = Scroll()
        self._about: Hashable = None

    @abstractmethod
    def words(self) -> tuple[Said, ...]:
        """All that is said now."""

    @abstractmethod
    def about(self) -> Hashable:
        """What the words depend on."""

    def tone(self, words: str) -> tuple[int, Rgb]:  # noqa: ARG002
        """How far a sentence is set in, in dp, and its ink."""
        return 0, self.ui.theme.text

    # what the keys do

    def toggle(self) -> None:
        """Open or close."""
        self.opened = not self.opened

    def close(self) -> bool:
        """Close; false when it was not open."""
        was, self.opened = self.opened, False
        return was

    def copy(self) -> None:
        """Put the words on the clipboard, opening the board for it."""
        self.opened = True
        try:
            pygame.scrap.put_text(self.text())
        except pygame.error:
            return
        self._copied = self.about()

    def text(self) -> str:
        """The words as one text."""
        return "\n\n".join("\n".join((head, *lines)) for head, lines in self.words())

    # drawing

    def fit(self, view: pygame.Rect) -> None:
        """Take the right part of the map while it is open."""
        if not self.opened:
            self.place(pygame.Rect(0, 0, 0, 0))
            return
        wide = min(self.ui.dp(self.wide), view.width)
        self.place(pygame.Rect(view.right - wide, view.top, wide, view.height))

    def key(self) -> Hashable:
        """What is spoken of, the orders, how far it is scrolled."""
        about = self.about()
        if about != self._about:
            self._about = about
            self.scroll.offset = 0
        return (about, self.copied, self.scroll.offset)

    @property
    def copied(self) -> bool:
        """Whether the clipboard has the words that are shown."""
        return self._copied == self.about()

    def paint(self, target: pygame.Surface) -> None:
        """Heads and sentences; the foot says how to copy them."""
        ui, theme, pad = self.ui, self.ui.theme, self.ui.dp(14)
        target.fill(theme.panel)
        pygame.draw.rect(target, theme.brass, target.get_rect(), 1)
        ui.text(target, _(self.title), (pad, ui.dp(9)), "title", 19, theme.text)
        self._caps(target, pad)
        body = pygame.Rect(0, ui.dp(HEAD), self.rect.width, max(0, self.rect.height - ui.dp(HEAD)))
        page = pygame.Surface((self.rect.width, ui.dp(TALL)))
        page.fill(theme.panel)
        bottom = self._said(page, pad)
        self.scroll.measure(bottom, body.height)
        target.set_clip(body.inflate(-2, -2))
        target.blit(page, (0, body.top - self.scroll.offset))
        target.set_clip(None)
        self.scroll.draw(target, ui, body)

    def _said(self, page: pygame.Surface, pad: int) -> int:
        ui, theme, width = self.ui, self.ui.theme, self.rect.width - 2 * pad
        y = 0
        for head, lines in self.words():
            y = ui.heading(page, head, (pad, y + ui.dp(6)), width)
            for line in lines:
                inset, ink = self.tone(line)
                left = pad + ui.dp(inset)
                box = pygame.Rect(left, y, pad + width - left, max(0, page.get_height() - y))
                y = ui.prose(page, line, box, "body", 15, ink, 1.15) + ui.dp(3)
        if not y:
            y = ui.prose(page, _(self.empty), pygame.Rect(pad, 0, width, ui.dp(80)), "body", 15, theme.muted)
        return y + ui.dp(8)

    def _caps(self, target: pygame.Surface, pad: int) -> None:
        """The keys that copy and close, at the right of the head."""
        ui, right, middle = self.ui, self.rect.width - pad, self.ui.dp(HEAD // 2)
        copied = _("copied") if self.copied else _("copy")
        for word, action in zip((_("close"), copied), self.actions, strict=True):
            cap = keys.cap(action)
            keycap(target, ui, cap, (right, middle))
            right -= keycap_width(ui, cap) + ui.dp(6)
            y = middle - ui.line_height("narrow", 14) // 2
            right = ui.text(target, word, (right, y), "narrow", 14, ui.theme.muted, align=1.0).left - ui.dp(
                12
            )

    # events

    def handle(self, event: pygame.Event) -> bool:
        """The wheel and the scroll bar; arrows and page keys belong to the map, but for these two."""
        if event.type == pygame.KEYDOWN and self.opened and event.key in (pygame.K_PAGEUP, pygame.K_PAGEDOWN):
            self.scroll.move(self.ui.dp(200) * (1 if event.key == pygame.K_PAGEDOWN else -1))
            return True
        if event.type == pygame.MOUSEWHEEL and self.pointed and self.shown:
            self.scroll.move(-event.y * self.ui.dp(48))
        return super().handle(event)
