"""The page of settings over any scene: changes hold at once; and the table of keys, which can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.i18n import text as _
from game.ui import settings_rows as rows
from game.ui.dress import dress, introduce
from game.ui.keys import BY_ID, MODIFIERS, TABLE, filled
from game.ui.keys_table import ACTIONS
from game.ui.kit.widgets import PRESS, Button, Scroll
from game.ui.settings import SHIPPED, Settings
from game.ui.settings_draw import draw_key, draw_setting

if TYPE_CHECKING:
    from game.ui.app import Scene
    from game.ui.shell import Shell

WIDEST, ROW, GAP = 860, 36, 4
GENERAL, KEYS = 0, 1


class SettingsScene:
    """Two pages of lines. `back` is the scene that is gone on with."""

    page = True

    def __init__(self, shell: Shell, back: Scene) -> None:
        self.shell, self.back, self.ui = shell, back, shell.ui
        self.next: Scene | None = self
        self.tab, self.at, self.waiting = GENERAL, 0, False
        self.message = shell.told
        self.scroll = Scroll()
        self.list = pygame.Rect(0, 0, 0, 0)
        self.hover: tuple[int, int] | None = None
        self.buttons = [
            Button(_("General"), lambda: self.turn(GENERAL), "Tab"),
            Button(_("Keys"), lambda: self.turn(KEYS), "Tab"),
            Button(_("As shipped"), self.reset),
            Button(_("Back"), self.leave, "Esc", strong=True),
        ]

    @property
    def count(self) -> int:
        """Lines of the page."""
        return len(rows.ROWS) if self.tab == GENERAL else len(ACTIONS)

    # what lines and buttons do

    def turn(self, tab: int) -> None:
        """Go to a page."""
        self.tab, self.at, self.waiting, self.message = tab, 0, False, ""
        self.scroll.offset = 0

    def change(self, by: int) -> None:
        """Go to the next or previous value of the line; on the page of keys, ask for a key."""
        if self.tab == KEYS:
            self.waiting, self.message = True, ""
            return
        self._take(rows.changed(self.shell.settings, rows.ROWS[self.at], by))

    def reset(self) -> None:
        """Everything on the page as it was shipped."""
        now = self.shell.settings
        self._take(now.with_keys(TABLE) if self.tab == KEYS else SHIPPED.with_keys(now.keymap))

    def _take(self, wanted: Settings) -> None:
        """Put settings in force, and draw by them."""
        self.shell.change(wanted)
        self.message = self.shell.told
        self.ui = self.shell.ui

    def leave(self) -> None:
        """Go on with the scene below, as it is wanted now."""
        dress(self.back, self.shell.ui)
        introduce(self.back, self.shell.settings)
        self.next = self.back

    # events

    def handle(self, event: pygame.Event) -> Scene | None:
        """Clicks on lines and buttons, the wheel, and the keys."""
        if event.type == pygame.MOUSEMOTION:
            self.hover = event.pos
            if self.list.collidepoint(event.pos) and not self.waiting:
                self.at = self._line(event.pos[1])
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self._press(event.pos)
        elif event.type == pygame.MOUSEWHEEL:
            self.scroll.move(-event.y * self._step())
        elif event.type == pygame.KEYDOWN:
            (self._new_key if self.waiting else self._key)(event)
        return self.next

    def _step(self) -> int:
        return self.ui.dp(ROW + GAP)

    def _line(self, y: int) -> int:
        return max(0, min(self.count - 1, (y - self.list.top + self.scroll.offset) // self._step()))

    def _press(self, at: tuple[int, int]) -> None:
        self.waiting = False
        for button in self.buttons:
            if button.rect.collidepoint(at):
                button.act()
                return
        if self.list.collidepoint(at):
            self.at = self._line(at[1])
            middle = self.list.right - self.list.width // 4
            self.change(1 if at[0] >= middle or at[0] < self.list.centerx else -1)

    def _key(self, event: pygame.Event) -> None:
        steps = {pygame.K_UP: -1, pygame.K_DOWN: 1, pygame.K_PAGEUP: -8, pygame.K_PAGEDOWN: 8}
        if event.key in steps:
            self.at = max(0, min(self.count - 1, self.at + steps[event.key]))
            self.scroll.show(self.at * self._step(), (self.at + 1) * self._step())
        elif event.key == pygame.K_TAB:
            self.turn(KEYS if self.tab == GENERAL else GENERAL)
        elif event.key in (pygame.K_LEFT, pygame.K_RIGHT) and self.tab == GENERAL:
            self.change(1 if event.key == pygame.K_RIGHT else -1)
        elif event.key in PRESS:
            self.change(1)
        elif event.key in (pygame.K_DELETE, pygame.K_BACKSPACE) and self.tab == KEYS:
            self._as_shipped(ACTIONS[self.at].id)
        elif event.key == pygame.K_ESCAPE:
            self.leave()

    def _as_shipped(self, action: str) -> None:
        """The table's key for an action, unless another action has it now."""
        keymap, chord = self.shell.settings.keymap, BY_ID[action].chords[0]
        refused = keymap.without(action).refused(action, chord) if action in keymap.own else ""
        if refused:
            self.message = refused
        else:
            self._take(self.shell.settings.with_keys(keymap.without(action)))

    def _new_key(self, event: pygame.Event) -> None:
        """The key that was pressed for an action; one that cannot be is refused in words."""
        if event.key in MODIFIERS:
            return
        self.waiting = False
        if event.key == pygame.K_ESCAPE:
            return
        action, keymap = ACTIONS[self.at].id, self.shell.settings.keymap
        chord = (event.key, bool(event.mod & pygame.KMOD_CTRL))
        refused = keymap.refused(action, chord)
        if refused:
            self.message = refused
        else:
            self._take(self.shell.settings.with_keys(keymap.with_key(action, chord)))

    # time and drawing

    def update(self, seconds: float) -> bool:  # noqa: ARG002
        """Nothing moves by itself."""
        return False

    def draw(self, window: pygame.Surface) -> None:
        """Head with the pages, the lines, the hint, and the buttons."""
        ui, theme = self.ui, self.ui.theme
        window.set_clip(None)
        window.fill(theme.bar)
        width = min(window.get_width() - ui.dp(48), ui.dp(WIDEST))
        left = (window.get_width() - width) // 2
        y = ui.text(window, _("Settings"), (left, ui.dp(22)), "title", 32, theme.text).bottom + ui.dp(6)
        y = self._tabs(window, left, y, width)
        foot = window.get_height() - ui.dp(62)
        hint = max(ui.dp(52), 3 * ui.line_height("body", 15))
        self.list = pygame.Rect(left, y, width, max(0, foot - hint - y - ui.dp(10)))
        self.scroll.measure(self.count * self._step(), self.list.height)
        window.set_clip(self.list)
        for i in range(self.count):
            top = y + i * self._step() - self.scroll.offset
            rect = pygame.Rect(left, top, width, ui.dp(ROW))
            if self.tab == KEYS:
                own, asked = self.shell.settings.keymap, self.waiting and i == self.at
                draw_key(window, ui, rect, ACTIONS[i], own, lit=i == self.at, asked=asked)
            else:
                row = rows.ROWS[i]
                told = rows.value_of(self.shell.settings, row)
                draw_setting(window, ui, rect, _(row.label), told, lit=i == self.at)
        window.set_clip(None)
        self.scroll.draw(window, ui, self.list.move(ui.dp(12), 0))
        self._hint(window, pygame.Rect(left, self.list.bottom + ui.dp(8), width, hint))
        for i, button in enumerate(self.buttons[2:]):
            button.rect = pygame.Rect(left + i * ui.dp(180), foot, ui.dp(168), ui.dp(42))
            button.draw(window, ui, self.hover, 16)

    def _tabs(self, window: pygame.Surface, left: int, y: int, width: int) -> int:
        ui = self.ui
        for i, button in enumerate(self.buttons[:2]):
            button.on = i == self.tab
            wide = min(ui.dp(168), (width - ui.dp(12)) // 2)
            button.rect = pygame.Rect(left + i * (wide + ui.dp(12)), y, wide, ui.dp(32))
            button.draw(window, ui, self.hover, 15)
        return y + ui.dp(44)

    def _hint(self, window: pygame.Surface, rect: pygame.Rect) -> None:
        theme = self.ui.theme
        if self.message:
            words, ink = self.message, theme.warn
        elif self.waiting:
            words, ink = _("Press the new key, with Ctrl if you like. Esc leaves the old one."), theme.brass
        elif self.tab == KEYS:
            words, ink = _("Enter or a click changes a key, Del brings back the one shipped."), theme.muted
        else:
            words, ink = f"{filled(_(rows.ROWS[self.at].hint))} {_(rows.SAVED)}", theme.muted
        self.ui.prose(window, words, rect, "body", 15, ink, 1.15)
