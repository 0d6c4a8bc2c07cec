"""The handbook over any scene: pages at the left, the page at the right, a field that searches them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.i18n import preferred
from game.i18n import text as _
from game.ui.book import book, hits, title_of
from game.ui.book_draw import draw_name, draw_page
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button, Scroll, TextField
from game.ui.page_layout import Page, lay_out

if TYPE_CHECKING:
    from game.ui.app import Scene

LIST, WIDEST, ROW, TOP = 250, 900, 30, 66
FIRST = "units"
"""The page that the handbook opens at."""


class Handbook:
    """Read, search, follow.

    `back` is the scene that is gone on with, `wanted` the page to open at, `head` the head on it to begin at.
    """

    page = True

    def __init__(self, ui: Ui, back: Scene, wanted: str = "", head: str = "") -> None:
        self.ui, self.back = ui, back
        self.next: Scene | None = self
        self.book = book(preferred())
        self.names = tuple(self.book)
        self.name = wanted if wanted in self.book else FIRST if FIRST in self.book else self.names[0]
        self.field = TextField(_("Search the handbook"))
        self.typing = False
        self.link = -1
        self.hit = -1
        self.past: list[tuple[str, int]] = []
        self.scroll = Scroll()
        self.wanted = head
        self.list, self.body, self.box = (pygame.Rect(0, 0, 0, 0) for _i in range(3))
        self.hover: tuple[int, int] | None = None
        self.button = Button(_("Close"), self.leave, "Esc", strong=True)
        self._laid: tuple[object, Page] | None = None

    # what keys and clicks do

    def leave(self) -> None:
        """Go on with the scene below."""
        self.next = self.back

    def open(self, name: str, remember: bool = True) -> None:
        """Turn to a page."""
        if remember:
            self.past.append((self.name, self.scroll.offset))
        self.name, self.link, self.hit = name, -1, -1
        self.scroll.offset = 0

    def return_(self) -> None:
        """Back to the page that was read before."""
        if self.past:
            name, offset = self.past.pop()
            self.open(name, remember=False)
            self.laid()
            self.scroll.offset = offset

    def hits(self, name: str) -> int:
        """How often a page has what is searched for."""
        return hits(self.book[name], self.field.text)

    def search(self, by: int = 1) -> None:
        """Go to the next line that has what is searched for, on this page or a later one."""
        lines = self._found()
        if lines and 0 <= self.hit + by < len(lines):
            self.hit += by
        else:
            start = self.names.index(self.name)
            order = [self.names[(start + by * n) % len(self.names)] for n in range(1, len(self.names) + 1)]
            other = next((name for name in order if self.hits(name)), None)
            if other is None:
                return
            self.open(other)
            lines = self._found()
            self.hit = 0 if by > 0 else len(lines) - 1
        if lines:
            y = lines[self.hit % len(lines)]
            self.scroll.show(max(0, y - self.ui.dp(60)), y + self.ui.dp(80))

    def _found(self) -> list[int]:
        """Heights of the lines of this page that have what is searched for."""
        wanted = self.field.text.casefold()
        return [t.y for t in self.laid().texts if wanted and wanted in t.words.casefold()]

    def follow(self) -> None:
        """Follow the link under the cursor."""
        links = self.laid().links
        if 0 <= self.link < len(links):
            self.open(links[self.link].page)

    # events

    def handle(self, event: pygame.Event) -> Scene | None:
        """The field while it is written into; else clicks, the wheel, and the keys."""
        if event.type == pygame.MOUSEMOTION:
            self.hover = event.pos
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._press(event.pos)
        elif event.type == pygame.MOUSEWHEEL:
            self.scroll.move(-event.y * self.ui.dp(66))
        elif event.type in (pygame.KEYDOWN, pygame.TEXTINPUT):
            self._key(event)
        return self.next

    def _press(self, at: tuple[int, int]) -> None:
        self.typing = self.box.collidepoint(at)
        if self.button.rect.collidepoint(at):
            self.leave()
        elif self.list.collidepoint(at):
            row = (at[1] - self.list.top) // self._row()
            if row < len(self.names):
                self.open(self.names[row])
        elif self.body.collidepoint(at):
            x, y = at[0] - self.body.left, at[1] - self.body.top + self.scroll.offset
            high = self.ui.line_height("body", 16)
            for n, link in enumerate(self.laid().links):
                if link.x <= x <= link.x + link.width and link.y <= y <= link.y + high:
                    self.link = n
                    self.follow()
                    return

    def _key(self, event: pygame.Event) -> None:
        if self.typing and self._written(event):
            return
        if event.type != pygame.KEYDOWN:
            return
        ctrl, shift = event.mod & pygame.KMOD_CTRL, event.mod & pygame.KMOD_SHIFT
        if event.key in (pygame.K_ESCAPE, pygame.K_F2):
            self.leave()
        elif event.key == pygame.K_SLASH or (ctrl and event.key == pygame.K_f):
            self.typing = True
        elif event.key == pygame.K_F3 and self.field.text:
            self.search(-1 if shift else 1)
        elif event.key == pygame.K_BACKSPACE:
            self.return_()
        elif event.key == pygame.K_TAB and self.laid().links:
            self._next_link(-1 if shift else 1)
        elif event.key in (pygame.K_RETURN, pygame.K_KP_ENTER):
            self.follow()
        else:
            self._move(event.key)

    def _written(self, event: pygame.Event) -> bool:
        """A key while the field has the keyboard; false for one that means the page."""
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_RETURN, pygame.K_KP_ENTER):
            self.search()
            return True
        if event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            self.typing = False
            return True
        if event.type == pygame.TEXTINPUT and event.text == "/" and not self.field.text:
            return True
        if event.type == pygame.KEYDOWN and event.key in (pygame.K_UP, pygame.K_DOWN, pygame.K_F3):
            return False
        before = self.field.text
        self.field.type(event)
        self.hit = -1 if self.field.text != before else self.hit
        return True

    def _next_link(self, by: int) -> None:
        links = self.laid().links
        self.link = (self.link + by) % len(links) if self.link >= 0 else 0 if by > 0 else len(links) - 1
        y = links[self.link].y
        self.scroll.show(max(0, y - self.ui.dp(60)), y + self.ui.dp(80))

    def _move(self, key: int) -> None:
        """Arrows and page keys scroll; left and right turn to the page before and the next."""
        far = {
            pygame.K_UP: -44,
            pygame.K_DOWN: 44,
            pygame.K_PAGEUP: -400,
            pygame.K_PAGEDOWN: 400,
            pygame.K_SPACE: 400,
            pygame.K_HOME: -1_000_000,
            pygame.K_END: 1_000_000,
        }
        if key in far:
            self.scroll.move(self.ui.dp(far[key]))
        elif key in (pygame.K_LEFT, pygame.K_RIGHT):
            n = self.names.index(self.name) + (1 if key == pygame.K_RIGHT else -1)
            self.open(self.names[n % len(self.names)])

    # layout and drawing

    def _row(self) -> int:
        return max(1, min(self.ui.dp(ROW), self.list.height // max(1, len(self.names))))

    def laid(self) -> Page:
        """The page as it is laid out; made anew for another page, width or size of letters."""
        key = (self.name, self.body.width, self.ui)
        if self._laid is None or self._laid[0] != key:
            page = lay_out(self.book[self.name], self.ui, max(60, self.body.width), self.names)
            self._laid = (key, page)
        self.scroll.measure(self._laid[1].height, self.body.height)
        return self._laid[1]

    def layout(self, size: tuple[int, int]) -> None:
        """Give list, field and page their places."""
        dp, (width, height) = self.ui.dp, size
        pages_wide = min(dp(LIST * max(1.0, self.ui.text_scale)), width // 3)
        head = self.head()
        self.box = pygame.Rect(dp(20), head, pages_wide - dp(20), dp(30))
        top = self.box.bottom + dp(12)
        self.list = pygame.Rect(dp(20), top, pages_wide - dp(20), max(0, height - top - dp(50)))
        room = width - pages_wide - dp(70)
        wide = min(room, dp(WIDEST))
        left = pages_wide + dp(36) + (room - wide) // 2
        self.body = pygame.Rect(left, head, wide, max(0, height - head - dp(20)))
        self.button.rect = pygame.Rect(width - dp(150), dp(14), dp(130), dp(38))
        self._begin()

    def _begin(self) -> None:
        """Scroll to the head that was asked for, once there is a page to scroll."""
        if self.wanted:
            heads = [t.y for t in self.laid().texts if t.words == self.wanted and t.role == "title"]
            self.scroll.offset = min(heads[0], self.scroll.most) if heads else 0
            self.wanted = ""

    def head(self) -> int:
        """Height of the head: higher where letters are larger."""
        return max(self.ui.dp(TOP), self.ui.line_height("title", 28) + self.ui.dp(26))

    def update(self, seconds: float) -> bool:  # noqa: ARG002
        """Nothing moves by itself."""
        return False

    def draw(self, window: pygame.Surface) -> None:
        """Head, list, page."""
        ui, theme = self.ui, self.ui.theme
        window.set_clip(None)
        window.fill(theme.bar)
        self.layout(window.get_size())
        ui.text(window, _("Handbook"), (ui.dp(20), ui.dp(14)), "title", 28, theme.text)
        self.button.draw(window, ui, self.hover, 16)
        y = self.head() - ui.dp(8)
        pygame.draw.line(window, theme.brass, (0, y), (window.get_width(), y))
        self.field.draw(window, ui, self.box, self.typing)
        for n, name in enumerate(self.names):
            rect = pygame.Rect(self.list.topleft, (self.list.width, self._row() - ui.dp(2)))
            rect.top += n * self._row()
            found = self.hits(name) if self.field.text else None
            draw_name(window, ui, rect, title_of(name, self.book[name]), found, name == self.name)
        wanted = self.field.text.casefold()
        draw_page(window, ui, self.laid(), self.body, self.scroll.offset, wanted, self.link)
        self.scroll.draw(window, ui, self.body.inflate(ui.dp(24), 0))
        hint = _("/ search, F3 next, Tab links, Back returns")
        at = (ui.dp(20), window.get_height() - ui.dp(34))
        ui.text(window, hint, at, "narrow", 14, theme.muted, width=self.list.width)
