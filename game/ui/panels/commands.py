"""What the selected units can be told: verbs with their keys, the settings of one, and the last answer."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

import pygame

from game.i18n import plural
from game.i18n import text as _
from game.ui import keys, verbs
from game.ui.controller import Controller
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button, ButtonPanel, ring

COLUMNS, ROW, LINE = 3, 30, 24
NARROW = 17
"""Width in dp of the arrows at both ends of a setting."""


class CommandsPanel(ButtonPanel):
    """Buttons of the verbs, then a line for each setting of the verb that is being aimed."""

    def __init__(self, ui: Ui, controller: Controller) -> None:
        super().__init__(ui)
        self.controller = controller
        self.lines: list[pygame.Rect] = []
        self.line = 0
        self._kept: tuple[str, ...] | None = None

    def key(self) -> Hashable:
        """Verbs, settings, cursor and answer."""
        c = self.controller
        shown = (c.offered(), c.verb, c.lines(), c.message, c.bad, c.price(c.table.hovered))
        return (shown, c.table.chosen, self.hovered(), self.at, self.line, keys.cap("formation"))

    def paint(self, target: pygame.Surface) -> None:
        """Paint from the top down; what has no room is left out from below."""
        ui, theme, c = self.ui, self.ui.theme, self.controller
        target.fill(theme.panel)
        pad, width = ui.dp(12), self.rect.width - 2 * ui.dp(12)
        number = len(c.table.orders_go_to())
        head = plural("Orders to {n} unit", "Orders to {n} units", number) if number else _("Orders")
        y = ui.heading(target, head, (pad, ui.dp(6)), width)
        y = self._verbs(target, pygame.Rect(pad, y, width, 0))
        y = self._settings(target, pygame.Rect(pad, y + ui.dp(4), width, 0))
        self._answer(target, pygame.Rect(pad, y + ui.dp(4), width, max(0, self.rect.height - y - ui.dp(6))))

    def _layout(self, rect: pygame.Rect) -> int:
        """Give the buttons their places; the y below them."""
        ui, gap, c = self.ui, self.ui.dp(5), self.controller
        if self._kept != c.offered():
            self._kept = c.offered()
            self.buttons = [
                Button(verbs.title(v), self._act(v), key_of=partial(verbs.cap, v)) for v in self._kept
            ]
            self.at = 0
        columns = self._columns(rect.width)
        width = (rect.width - (columns - 1) * gap) // columns
        high, rows = ui.row(ROW, "body", 14), -(-len(self.buttons) // columns)
        if rows and rect.top + rows * (high + gap) > self.rect.height:
            # A low panel: the buttons come together, as far as their letters allow.
            gap, least = ui.dp(1), ui.line_height("body", 14)
            high = min(high, max(least, (self.rect.height - rect.top) // rows - gap))
        for i, (button, verb) in enumerate(zip(self.buttons, self._kept, strict=True)):
            x, y = rect.left + i % columns * (width + gap), rect.top + i // columns * (high + gap)
            fits = y + high <= self.rect.height
            button.rect = pygame.Rect(x, y, width if fits else 0, high if fits else 0)
            button.on = verb == c.verb
        return rect.top + rows * (high + gap)

    def _columns(self, width: int) -> int:
        """Three, or two where the words are too long for that and there is room for more rows."""
        ui, longest = self.ui, max((self.ui.width(b.text, "body", 14) for b in self.buttons), default=0)
        fits = longest + ui.dp(8) <= (width - 2 * ui.dp(5)) // COLUMNS
        high = -(-len(self.buttons) // 2) * ui.row(ROW + 5, "body", 14)
        return COLUMNS if fits or high > self.rect.height // 2 else 2

    def _act(self, verb: str) -> Callable[[], None]:
        return lambda: self.controller.choose(verb)

    def _verbs(self, target: pygame.Surface, rect: pygame.Rect) -> int:
        ui = self.ui
        bottom = self._layout(rect)
        for i, button in enumerate(self.buttons):
            focused = self.focused and i == self.at and not self._on_lines()
            if button.rect.height:
                button.draw(target, ui, self.hover, 14, focused)
        if set(self.controller.offered()) <= {"request"}:
            hint = _(
                "Select your units: click, Ctrl-click for more, {key} for their whole formation.",
                key=keys.cap("formation"),
            )
            if self.controller.lead is not None:
                hint = "" if self.controller.message else self.controller.unable()
            top = bottom if self.buttons else rect.top
            box = pygame.Rect(rect.left, top, rect.width, max(0, self.rect.height - top))
            bottom = ui.prose(target, hint, box, "body", 14, ui.theme.muted, 1.15)
        return bottom

    def _settings(self, target: pygame.Surface, rect: pygame.Rect) -> int:
        ui, theme, y = self.ui, self.ui.theme, rect.top
        self.lines = []
        for i, setting in enumerate(self.controller.lines()):
            row = pygame.Rect(rect.left, y, rect.width, ui.row(LINE, "narrow", 15))
            if row.bottom > self.rect.height:
                return y
            self.lines.append(row)
            field = self.field(row)
            at, room = (row.left, row.top + ui.dp(2)), field.left - row.left - ui.dp(4)
            ui.text(target, setting.label, at, "body", 14, theme.muted, width=room)
            ui.box(target, field, theme.card, theme.line, 3)
            for x, sign, align in ((field.left + ui.dp(6), "‹", 0.0), (field.right - ui.dp(6), "›", 1.0)):
                ui.text(target, sign, (x, field.top), "narrow-bold", 15, theme.brass, align=align)
            room = field.width - 2 * ui.dp(NARROW)
            at = (field.centerx, field.top + ui.dp(1))
            ui.text(target, setting.value, at, "narrow", 15, theme.text, align=0.5, width=room)
            if self.focused and i == self.line % len(self.controller.lines()):
                ring(target, ui, field)
            y = row.bottom + ui.dp(2)
        return y

    def field(self, row: pygame.Rect) -> pygame.Rect:
        """The part of a line that is clicked."""
        left = row.left + row.width * 2 // 5
        return pygame.Rect(left, row.top, row.right - left, row.height - self.ui.dp(1))

    def _answer(self, target: pygame.Surface, rect: pygame.Rect) -> None:
        c, theme = self.controller, self.ui.theme
        words, cost = c.message, c.price(c.table.hovered)
        if not words and c.verb is not None:
            words = cost or self._how()
        ink = theme.warn if cost and not c.message else theme.bad if c.bad else theme.good
        self.ui.prose(target, words, rect, "body", 14, ink, 1.15)

    def _how(self) -> str:
        """How the verb that is being aimed is given."""
        verb = self.controller.verb
        if verb == "request":
            return _("Once more to ask. Esc leaves off.")
        aim = _("Click a hex, or move the cursor with the arrows and press Enter. Esc leaves off.")
        return aim if verb in verbs.AIMED else aim + " " + _("Once more without a hex.")

    def handle(self, event: pygame.Event) -> bool:
        """Clicks and the wheel on lines, clicks on verbs, and the keys while the panel has the keyboard."""
        if event.type == pygame.KEYDOWN:
            return self.focused and self._keys(event.key)
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self._press(event.pos):
            return True
        return super().handle(event)

    def _press(self, at: tuple[int, int]) -> bool:
        """A click on the left half of a setting goes back, on the right half on."""
        if not self.rect.collidepoint(at):
            return False
        place = self.inside(at)
        for row, setting in zip(self.lines, self.controller.lines(), strict=False):
            field = self.field(row)
            if field.collidepoint(place):
                self.controller.terms.change(setting.name, 1 if place[0] >= field.centerx else -1)
                return True
        return False

    def _on_lines(self) -> bool:
        """Whether the keyboard is on the settings: whenever there are any."""
        return bool(self.controller.lines())

    def _keys(self, key: int) -> bool:
        """Up and down go through the settings, left and right change one; else they walk over the verbs."""
        names = [setting.name for setting in self.controller.lines()]
        if names and key in (pygame.K_UP, pygame.K_DOWN):
            self.line = (self.line + (1 if key == pygame.K_DOWN else -1)) % len(names)
        elif names and key in (pygame.K_LEFT, pygame.K_RIGHT):
            self.controller.terms.change(names[self.line % len(names)], 1 if key == pygame.K_RIGHT else -1)
        else:
            return not names and self.walk(key)
        return True
