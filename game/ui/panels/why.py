"""Why: the event that is chosen, the ledger behind it, and the numbers of each row with their sources."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

import pygame

from game.i18n import text as _
from game.ui import keys
from game.ui.kit.draw import Ui
from game.ui.kit.links import LinkPanel
from game.ui.kit.theme import Rgb
from game.ui.kit.widgets import PRESS, Scroll, keycap, keycap_width

GAP = 5


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence of the ledger; `numbers` are its parts, each with the numbers of the rules it comes from."""

    words: str
    numbers: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """An event in words, and why it came out so; `note` says why there is no reason.

    `key` tells one from another.
    """

    key: Hashable
    words: str
    reasons: tuple[Reason, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the panel as it is laid out: of reason `n`, or -1."""

    words: str
    role: str
    size: float
    ink: Rgb
    indent: int
    n: int


class WhyPanel(LinkPanel):
    """Sentences of the ledger; a click on one opens the numbers that it is made of."""

    def __init__(self, ui: Ui, asked: Callable[[], Question | None]) -> None:
        super().__init__(ui)
        self.asked = asked
        self.opened: set[int] = set()
        self.cursor = 0
        self.scroll = Scroll()
        self._about: Hashable = None
        self._rows: list[tuple[int, _Row]] = []

    def key(self) -> Hashable:
        """The question, what is opened, and the place."""
        asked = self.asked()
        about = asked.key if asked else None
        if about != self._about:
            self._about, self.opened, self.cursor = about, set(), 0
            self.scroll.offset = 0
        return (about, frozenset(self.opened), self.cursor, self.scroll.offset)

    def toggle(self, n: int) -> None:
        """Open or close the numbers of a reason."""
        self.cursor = n
        self.opened ^= {n}

    # layout

    def _laid(self, asked: Question | None) -> Iterator[_Row]:
        theme = self.ui.theme
        if asked is None:
            yield _Row(
                _("Click a result on the map or a line of the log to see why."),
                "body",
                15,
                theme.muted,
                0,
                -1,
            )
            return
        yield _Row(asked.words, "body-bold", 15, theme.text, 0, -1)
        if not asked.reasons:
            yield _Row(asked.note, "body", 14, theme.muted, 0, -1)
        for n, reason in enumerate(asked.reasons):
            yield _Row(reason.words, "body", 14, theme.text, 10, n)
            if n in self.opened:
                yield from self._numbers(reason, n)

    def _numbers(self, reason: Reason, n: int) -> Iterator[_Row]:
        theme = self.ui.theme
        if not reason.numbers:
            yield _Row(_("No number of the ruleset is named for this."), "narrow", 14, theme.muted, 22, n)
        for part, sources in reason.numbers:
            yield _Row(part, "narrow-bold", 14, theme.brass, 22, n)
            for source in sources:
                yield _Row(source, "narrow", 13, theme.muted, 32, n)

    def _lines(self, asked: Question | None) -> tuple[list[tuple[int, _Row]], int]:
        """Every line with its y, wrapped; and the height of all."""
        ui, pad = self.ui, self.ui.dp(14)
        y, placed = 0, []
        for row in self._laid(asked):
            room = self.rect.width - 2 * pad - ui.dp(row.indent) - ui.dp(8)
            high = round(ui.line_height(row.role, row.size) * 1.12)
            for line in ui.wrapped(row.words, row.role, row.size, max(ui.dp(40), room)):
                placed.append((y, _Row(line, row.role, row.size, row.ink, row.indent, row.n)))
                y += high
            y += ui.dp(GAP)
        return placed, y

    def _body(self) -> pygame.Rect:
        top = self.ui.dp(36)
        return pygame.Rect(0, top, self.rect.width, max(0, self.rect.height - top))

    # drawing

    def paint(self, target: pygame.Surface) -> None:
        """Paint head and lines in view."""
        ui, theme, pad = self.ui, self.ui.theme, self.ui.dp(14)
        target.fill(theme.panel)
        pygame.draw.line(target, theme.line, (0, 0), (0, self.rect.height))
        asked, right = self.asked(), self.rect.width - pad
        if asked is not None and asked.reasons:
            # The handbook opens at the rule of the sentence below the cursor.
            cap = keys.cap("handbook")
            keycap(target, ui, cap, (right, ui.dp(19)))
            at = (right - keycap_width(ui, cap) - ui.dp(6), ui.dp(10))
            right = ui.text(target, _("the rule"), at, "narrow", 14, theme.muted, align=1.0).left - ui.dp(8)
        ui.heading(target, _("Why"), (pad, ui.dp(10)), right - pad)
        body = self._body()
        self._rows, full = self._lines(asked)
        self.scroll.measure(full + ui.dp(8), body.height)
        target.set_clip(body)
        last = -1
        for top, row in self._rows:
            y = body.top + top - self.scroll.offset
            if body.top - ui.dp(30) < y < body.bottom:
                if row.n >= 0 and row.n != last:
                    self._mark(target, row.n, y)
                ui.text(target, row.words, (pad + ui.dp(row.indent), y), row.role, row.size, row.ink)
            last = row.n
        target.set_clip(None)
        self.scroll.draw(target, ui, body)

    def _mark(self, target: pygame.Surface, n: int, y: int) -> None:
        """A small triangle that points down once the numbers are open."""
        ui, theme = self.ui, self.ui.theme
        x, y, r = ui.dp(15), y + ui.dp(9), ui.dp(4)
        ink = theme.selection if self.focused and n == self.cursor else theme.brass
        if n in self.opened:
            points = [(x - r, y - r // 2), (x + r, y - r // 2), (x, y + r)]
        else:
            points = [(x - r // 2, y - r), (x + r, y), (x - r // 2, y + r)]
        pygame.draw.polygon(target, ink, points)

    # events

    def handle(self, event: pygame.Event) -> bool:
        """A click opens a sentence; the wheel, the scroll bar and the keys move."""
        if event.type == pygame.KEYDOWN:
            return self.focused and self._keys(event.key)
        if event.type == pygame.MOUSEWHEEL and self.pointed:
            self.scroll.move(-event.y * self.ui.dp(48))
        elif hasattr(event, "pos"):
            if self.scroll.handle(event, self.inside(event.pos), self._body(), self.ui):
                return True
            pressed = event.type == pygame.MOUSEBUTTONDOWN and event.button == 1
            if pressed and self.rect.collidepoint(event.pos):
                self._press(self.inside(event.pos)[1])
        return super().handle(event)

    def _press(self, y: int) -> None:
        inner = y - self._body().top + self.scroll.offset
        under = [row for top, row in self._rows if top <= inner]
        if under and under[-1].n >= 0 and y >= self._body().top:
            self.toggle(under[-1].n)

    def _keys(self, key: int) -> bool:
        asked = self.asked()
        last = len(asked.reasons) - 1 if asked else -1
        if key in (pygame.K_UP, pygame.K_DOWN) and last >= 0:
            self.cursor = min(last, max(0, self.cursor + (1 if key == pygame.K_DOWN else -1)))
            tops = [top for top, row in self._rows if row.n == self.cursor]
            if tops:
                self.scroll.show(tops[0], tops[-1] + self.ui.dp(20))
        elif key in PRESS and last >= 0:
            self.toggle(self.cursor)
        elif key in (pygame.K_PAGEUP, pygame.K_PAGEDOWN):
            self.scroll.move(self.ui.dp(200) * (1 if key == pygame.K_PAGEDOWN else -1))
        else:
            return False
        return True
