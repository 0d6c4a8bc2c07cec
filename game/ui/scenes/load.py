"""Games that were begun: what each is, how far it has come, and the way back into it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pygame

from game.engine.notation import hour
from game.i18n import text as _
from game.scenario.faults import BadData
from game.store.record import load_record
from game.ui.app import Scene
from game.ui.choices import LEADERS
from game.ui.games import files, go_on
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import PRESS, Scroll

ROW, WIDEST = 62, 900


class Load:
    """A list of files, the last one first; they are read one by one once the list is on the screen."""

    title = "Games begun"
    how = "Enter or click goes on with a game, Esc goes back."
    warning = ""
    """What is to be considered before the chosen file is opened."""

    def __init__(self, ui: Ui) -> None:
        self.ui = ui
        self.files = files()
        self.told: dict[Path, tuple[str, bool]] = {}
        self.at, self.drawn = 0, False
        self.scroll = Scroll()
        self.list = pygame.Rect(0, 0, 0, 0)
        self.next: Scene | None = self

    def handle(self, event: pygame.Event) -> Scene | None:
        """Pointer or arrows choose, click or Enter loads, Esc goes back."""
        if event.type == pygame.MOUSEMOTION and (line := self._line(event.pos)) is not None:
            self.at = line
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            if (line := self._line(event.pos)) is not None:
                self._open(line)
        elif event.type == pygame.MOUSEWHEEL:
            self.scroll.move(-event.y * self.ui.dp(ROW))
        elif event.type == pygame.KEYDOWN:
            self._key(event.key)
        return self.next

    def _line(self, at: tuple[int, int]) -> int | None:
        if not self.list.collidepoint(at):
            return None
        line = (at[1] - self.list.top + self.scroll.offset) // self.ui.dp(ROW)
        return line if line < len(self.files) else None

    def _key(self, key: int) -> None:
        from game.ui.scenes.menu import Menu

        if key == pygame.K_ESCAPE:
            self.next = Menu(self.ui)
        elif key in PRESS and self.files:
            self._open(self.at)
        elif key in (pygame.K_UP, pygame.K_DOWN, pygame.K_TAB) and self.files:
            self.at = (self.at + (-1 if key == pygame.K_UP else 1)) % len(self.files)
            high = self.ui.dp(ROW)
            self.scroll.show(self.at * high, (self.at + 1) * high)

    def _open(self, line: int) -> None:
        from game.ui.scenes.loading import Opening

        self.next = Opening(self.ui, partial(go_on, self.files[line]))

    def update(self, seconds: float) -> bool:  # noqa: ARG002
        """Read one more file."""
        waiting = next((path for path in self.files if path not in self.told), None)
        if waiting is None or not self.drawn:
            return False
        self.told[waiting] = summary(waiting)
        return True

    def draw(self, window: pygame.Surface) -> None:
        """Head, lines, and how to go back."""
        ui, theme = self.ui, self.ui.theme
        window.fill(theme.bar)
        width = min(window.get_width() - ui.dp(80), ui.dp(WIDEST))
        left = (window.get_width() - width) // 2
        y = ui.text(window, _(self.title), (left, ui.dp(30)), "title", 32, theme.text).bottom + ui.dp(12)
        foot = window.get_height() - ui.dp(44)
        self.list = pygame.Rect(left, y, width, max(0, foot - y))
        self.scroll.measure(len(self.files) * ui.dp(ROW), self.list.height)
        window.set_clip(self.list)
        for i, path in enumerate(self.files):
            top = self.list.top + i * ui.dp(ROW) - self.scroll.offset
            self._row(window, pygame.Rect(left, top, width, ui.dp(ROW - 6)), path, i == self.at)
        window.set_clip(None)
        self.scroll.draw(window, ui, self.list.move(ui.dp(12), 0))
        words = self.warning or (_(self.how) if self.files else _("There is none yet."))
        ink = theme.warn if self.warning else theme.muted
        ui.text(window, words, (left, foot + ui.dp(8)), "body", 15, ink, width=width)
        self.drawn = True

    def _row(self, window: pygame.Surface, rect: pygame.Rect, path: Path, lit: bool) -> None:
        ui, theme = self.ui, self.ui.theme
        ui.box(window, rect, theme.card if lit else theme.panel, theme.brass if lit else theme.line)
        at = (rect.left + ui.dp(14), rect.top + ui.dp(5))
        room = rect.width - ui.dp(28)
        ui.text(window, path.stem, at, "body-bold", 17, theme.text, width=room)
        words, good = self.told.get(path, ("", True))
        ink = theme.muted if good else theme.bad
        ui.text(window, words, (at[0], at[1] + ui.dp(24)), "narrow", 15, ink, width=room)


def summary(path: Path) -> tuple[str, bool]:
    """What a game is in one line; why it cannot be read, and false, otherwise."""
    try:
        record = load_record(path)
    except BadData as bad:
        return str(bad.faults[0]), False
    turn = record.turns[-1]
    leaders = [_(LEADERS.get(record.player(side, turn.turn), "")) for side in (0, 1)]
    who = _("USSR: {soviet}; Japan: {japanese}", soviet=leaders[0], japanese=leaders[1])
    state = _("over") if turn.end is not None else hour(turn.minute)
    return _("turn {n}, {state}. {who}", n=turn.turn + 1, state=state, who=who), True
