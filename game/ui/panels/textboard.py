"""The words of the map: hex under the pointer, selected unit, what became of them; to read and to copy."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import pygame

from game.i18n import text as _
from game.ui import keys
from game.ui.film_words import Line
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Panel, Scroll, keycap, keycap_width
from game.ui.playtable import PlayTable
from game.ui.textwords import Said, all_words

WIDE, HEAD = 400, 40
TALL = 4000
"""Height in dp that no text reaches."""


class TextBoard(Panel):
    """Over the map while it is open. `told` are the dispatches of the last turn."""

    def __init__(self, ui: Ui, table: PlayTable, told: Callable[[], Sequence[Line]]) -> None:
        super().__init__(ui)
        self.table, self.told = table, told
        self.opened = False
        self._copied: Hashable = None
        self.scroll = Scroll()
        self._last: int | None = None
        self._about: Hashable = None

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

    # words

    def hex_(self) -> int | None:
        """The hex below pointer or cursor; the one before, while the pointer is on a panel."""
        if self.table.hovered is not None:
            self._last = self.table.hovered
        if self._last is None and self.table.selected is not None:
            return self.table.hex_of(self.table.selected)
        return self._last

    def words(self) -> tuple[Said, ...]:
        """All that is said now."""
        return all_words(self.table, self.hex_(), self.table.selected, self.told())

    def text(self) -> str:
        """The same as one text."""
        return "\n\n".join("\n".join((head, *lines)) for head, lines in self.words())

    # drawing

    def fit(self, view: pygame.Rect) -> None:
        """Take the right part of the map while it is open."""
        if not self.opened:
            self.place(pygame.Rect(0, 0, 0, 0))
            return
        wide = min(self.ui.dp(WIDE), view.width)
        self.place(pygame.Rect(view.right - wide, view.top, wide, view.height))

    def key(self) -> Hashable:
        """What is spoken of, the orders, how far it is scrolled."""
        about = self.about()
        if about != self._about:
            self._about = about
            self.scroll.offset = 0
        return (about, self.copied, self.scroll.offset)

    def about(self) -> Hashable:
        """What the words depend on."""
        session = self.table.session
        plots = session.plots if session is not None else ()
        return (self.hex_(), self.table.selected, self.table.version, plots)

    @property
    def copied(self) -> bool:
        """Whether the clipboard has the words that are shown."""
        return self._copied == self.about()

    def paint(self, target: pygame.Surface) -> None:
        """Heads and sentences; the foot says how to copy them."""
        ui, theme, pad = self.ui, self.ui.theme, self.ui.dp(14)
        target.fill(theme.panel)
        pygame.draw.rect(target, theme.brass, target.get_rect(), 1)
        ui.text(target, _("In words"), (pad, ui.dp(9)), "title", 19, theme.text)
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
                box = pygame.Rect(pad, y, width, max(0, page.get_height() - y))
                y = ui.prose(page, line, box, "body", 15, theme.text, 1.15) + ui.dp(3)
        if not y:
            words = _("Point at a hex, or go there with the arrows.")
            y = ui.prose(page, words, pygame.Rect(pad, 0, width, ui.dp(80)), "body", 15, theme.muted)
        return y + ui.dp(8)

    def _caps(self, target: pygame.Surface, pad: int) -> None:
        """The keys that copy and close, at the right of the head."""
        ui, right, middle = self.ui, self.rect.width - pad, self.ui.dp(HEAD // 2)
        copied = _("copied") if self.copied else _("copy")
        for word, action in ((_("close"), "words"), (copied, "copy")):
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
