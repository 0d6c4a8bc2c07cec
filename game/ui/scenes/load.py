"""Games, saves and copies of turns: what each is, the way back into it, and out with what is not wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pygame

from game.i18n import text as _
from game.ui.app import Scene
from game.ui.folders import GAME, Item, items
from game.ui.games import go_on
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import PRESS, Scroll
from game.ui.scenes.ask import Ask
from game.ui.scenes.load_row import draw_row, row_height
from game.ui.session import Session
from game.ui.shelf import Label, label_of, moment, remove

WIDEST, GAP = 980, 6
STEPS = {pygame.K_UP: -1, pygame.K_DOWN: 1, pygame.K_TAB: 1, pygame.K_PAGEUP: -5, pygame.K_PAGEDOWN: 5}


class Load:
    """A list of files, the newest first; they are read one by one once the list is on the screen.

    `back` is the scene that Esc leads to, the menu for none; `session` the game that is played meanwhile,
    which is closed when another one is opened.
    """

    title = "Games and saves"
    how = "Enter or click goes on with one, a save as a new game. Del deletes. Esc goes back."
    page = True

    def __init__(
        self, ui: Ui, back: Callable[[], Scene] | None = None, session: Session | None = None
    ) -> None:
        self.ui, self.back, self.session = ui, back, session
        self.items = self.found()
        self.told: dict[Path, Label] = {}
        self.at, self.drawn = 0, False
        self.message = ""
        self.warning = ""
        """What is to be considered before the chosen file is opened."""
        self.ask: Ask | None = None
        self.scroll = Scroll()
        self.list = pygame.Rect(0, 0, 0, 0)
        self.bins: dict[int, pygame.Rect] = {}
        self.pointer: tuple[int, int] = (-1, -1)
        self.next: Scene | None = self

    def found(self) -> tuple[Item, ...]:
        """What the list is of."""
        return items()

    # events

    def handle(self, event: pygame.Event) -> Scene | None:
        """Pointer or arrows choose, click or Enter loads, Del deletes, Esc goes back."""
        if self.ask is not None:
            self.ask = self.ask if self.ask.handle(event) else None
            return self.next
        if event.type == pygame.MOUSEMOTION:
            self.pointer = event.pos
            line = self._line(event.pos)
            self.at = self.at if line is None else line
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._click(event.pos)
        elif event.type == pygame.MOUSEWHEEL:
            self.scroll.move(-event.y * self.step)
        elif event.type == pygame.KEYDOWN:
            self._key(event)
        return self.next

    @property
    def step(self) -> int:
        """From one line to the next, in pixels."""
        return row_height(self.ui) + self.ui.dp(GAP)

    def _line(self, at: tuple[int, int]) -> int | None:
        if not self.list.collidepoint(at):
            return None
        line = (at[1] - self.list.top + self.scroll.offset) // self.step
        return line if line < len(self.items) else None

    def _click(self, at: tuple[int, int]) -> None:
        line = self._line(at)
        if line is None:
            return
        self.at = line
        if line in self.bins and self.bins[line].collidepoint(at):
            self._delete()
        else:
            self._open(line)

    def _key(self, event: pygame.Event) -> None:
        key, last = event.key, len(self.items) - 1
        if key == pygame.K_ESCAPE:
            self._leave()
        elif not self.items:
            return
        elif key in PRESS:
            self._open(self.at)
        elif key == pygame.K_DELETE:
            self._delete()
        elif key in STEPS or key in (pygame.K_HOME, pygame.K_END):
            by = -1 if event.mod & pygame.KMOD_SHIFT and key == pygame.K_TAB else STEPS.get(key, 0)
            there = (self.at + by) % (last + 1) if abs(by) == 1 else min(last, max(0, self.at + by))
            self.at = {pygame.K_HOME: 0, pygame.K_END: last}.get(key, there)
            self.scroll.show(self.at * self.step, (self.at + 1) * self.step)

    def _leave(self) -> None:
        from game.ui.scenes.menu import Menu

        self.next = self.back() if self.back is not None else Menu(self.ui)

    def _open(self, line: int) -> None:
        from game.ui.scenes.loading import Opening

        item = self.items[line]
        label = self.told.get(item.path)
        if label is not None and label.fault:
            self.message = label.fault
        elif self._played(item):
            self._leave()
        else:
            if self.session is not None:
                self.session.close()
            self.next = Opening(self.ui, partial(go_on, item.path))

    def _played(self, item: Item) -> bool:
        """Whether it is the file of the game that is played."""
        saved = self.session.saved if self.session is not None else None
        return saved is not None and saved.path == item.path

    # deleting

    def _delete(self) -> None:
        item = self.items[self.at]
        if self._played(item):
            self.message = _("This game is being played.")
            return
        label = self.told.get(item.path)
        what = label.name if label is not None else item.path.stem
        asked = _("Delete this game for good?") if item.kind == GAME else _("Delete this copy for good?")
        told = f"{what}, {moment(item.written)}"
        self.ask = Ask(self.ui, asked, told, (_("Delete"), _("Keep")), partial(self._gone, item))

    def _gone(self, item: Item) -> None:
        self.message = remove(item)
        self.items = self.found()
        self.at = max(0, min(self.at, len(self.items) - 1))

    # time and drawing

    def update(self, seconds: float) -> bool:  # noqa: ARG002
        """Read one more file."""
        waiting = next((item for item in self.items if item.path not in self.told), None)
        if waiting is None or not self.drawn:
            return False
        self.told[waiting.path] = label_of(waiting)
        return True

    def draw(self, window: pygame.Surface) -> None:
        """Head, lines, what is to be said, and a question over them."""
        ui, theme = self.ui, self.ui.theme
        window.set_clip(None)
        window.fill(theme.bar)
        width = min(window.get_width() - ui.dp(60), ui.dp(WIDEST))
        left = (window.get_width() - width) // 2
        y = ui.text(window, _(self.title), (left, ui.dp(24)), "title", 32, theme.text, width=width).bottom
        foot = self._foot(window, left, width)
        top = y + ui.dp(12)
        self.list = pygame.Rect(left, top, width, max(0, foot - top))
        self._rows(window)
        self.scroll.draw(window, ui, self.list.move(ui.dp(12), 0))
        if self.ask is not None:
            self.ask.ui = ui
            self.ask.draw(window)
        self.drawn = True

    def _rows(self, window: pygame.Surface) -> None:
        self.scroll.measure(len(self.items) * self.step, self.list.height)
        self.bins.clear()
        window.set_clip(self.list)
        for i, item in enumerate(self.items):
            top = self.list.top + i * self.step - self.scroll.offset
            rect = pygame.Rect(self.list.left, top, self.list.width, row_height(self.ui))
            if rect.colliderect(self.list):
                label, here = self.told.get(item.path), i == self.at
                self.bins[i] = draw_row(window, self.ui, rect, item, label, lit=here, pointer=self.pointer)
        window.set_clip(None)

    def _foot(self, window: pygame.Surface, left: int, width: int) -> int:
        """One sentence below the list; gives the y where the list must end."""
        ui, theme = self.ui, self.ui.theme
        alarm = self.message or self.warning
        words = alarm or (_(self.how) if self.items else _("There is none yet."))
        high = round(ui.line_height("body", 15) * 1.15)
        lines = min(3, len(ui.wrapped(words, "body", 15, width)))
        top = window.get_height() - ui.dp(12) - lines * high
        box = pygame.Rect(left, top, width, lines * high)
        ui.prose(window, words, box, "body", 15, theme.warn if alarm else theme.muted, 1.15)
        return top - ui.dp(8)
