"""The order-of-battle tree: formations that fold, units with symbol, strength bar and where they are."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

import pygame

from game.i18n import text as _
from game.scenario.models.common import SIDES, Side
from game.scenario.roster import Counter
from game.ui.counters.counter import render_box
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button, ButtonPanel, Scroll, TextField, keycap
from game.ui.table import Table

ROW, INDENT = 27, 15
ABOVE = ("front", "army")
"""Commands over everything on the field: one line each would say nothing and push the rest to the right."""
TABS: tuple[tuple[str, str], ...] = (("soviet", "Soviet"), ("japanese", "Japan"), ("all", "All"))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the tree: a formation or a unit."""

    id: str
    side: Side
    depth: int
    text: str
    men: int
    full: int
    unit: int | None
    waits: bool = False


class TreePanel(ButtonPanel):
    """Search field, side tabs and the tree."""

    def __init__(self, ui: Ui, table: Table, go: Callable[[int], None]) -> None:
        super().__init__(ui)
        self.table, self.go = table, go
        self.field = TextField(_("Find a unit or leader..."))
        self.typing = False
        self.scroll = Scroll()
        self.cursor = 0
        self.over: int | None = None
        self._rows: tuple[Row, ...] = ()
        self._rows_key: Hashable = None
        self.buttons = [Button(_(word), self._tab(tab)) for tab, word in TABS]

    def _tab(self, tab: str) -> Callable[[], None]:
        def act() -> None:
            self.table.tab = tab
            self.scroll.offset = 0

        return act

    @property
    def rows(self) -> tuple[Row, ...]:
        """Visible lines; made anew only when the tab, the search or a fold changes."""
        key = (self.table.tab, self.field.text.casefold(), frozenset(self.table.closed))
        if key != self._rows_key:
            self._rows, self._rows_key = tuple(_rows(self.table, key[1])), key
        return self._rows

    def key(self) -> Hashable:
        """All that the picture shows."""
        state = (
            self.table.tab,
            self.field.text,
            self.field.cursor,
            self.typing,
            frozenset(self.table.closed),
        )
        return (state, self.scroll.offset, self.table.selected, self.over, self.hovered(), self.cursor)

    def _layout(self) -> tuple[pygame.Rect, pygame.Rect]:
        ui, pad = self.ui, self.ui.dp(14)
        width = self.rect.width - 2 * pad
        top = ui.dp(36)
        share = (width - 2 * ui.dp(4)) // 3
        for i, button in enumerate(self.buttons):
            button.rect = pygame.Rect(pad + i * (share + ui.dp(4)), top, share, ui.dp(26))
            button.on = TABS[i][0] == self.table.tab
        field = pygame.Rect(pad, top + ui.dp(34), width, ui.dp(28))
        body = pygame.Rect(0, field.bottom + ui.dp(8), self.rect.width, 0)
        body.height = max(0, self.rect.height - body.top - ui.dp(4))
        return field, body

    def paint(self, target: pygame.Surface) -> None:
        """Paint head, tabs, field and the lines in view."""
        ui, theme = self.ui, self.ui.theme
        target.fill(theme.panel)
        field, body = self._layout()
        ui.heading(target, _("Order of battle"), (ui.dp(14), ui.dp(10)), self.rect.width - ui.dp(28))
        for button in self.buttons:
            button.draw(target, ui, self.hover, 14)
        self.field.draw(target, ui, field, self.typing)
        keycap(target, ui, "Ctrl F", (field.right - ui.dp(6), field.centery))
        self._paint_rows(target, body)

    def _paint_rows(self, target: pygame.Surface, body: pygame.Rect) -> None:
        row_height = self.ui.dp(ROW)
        self.scroll.full, self.scroll.shown = len(self.rows) * row_height, body.height
        self.scroll.move(0)
        target.set_clip(body)
        first = self.scroll.offset // row_height
        for i in range(first, min(len(self.rows), first + body.height // row_height + 2)):
            top = body.top + i * row_height - self.scroll.offset
            self._paint_row(target, self.rows[i], i, pygame.Rect(0, top, body.width, row_height))
        if not self.rows:
            self.ui.text(
                target,
                _("nothing of that name"),
                (self.ui.dp(14), body.top),
                "body-italic",
                14,
                self.ui.theme.muted,
            )
        self.scroll.draw(target, self.ui, body)
        target.set_clip(None)

    def _paint_row(self, target: pygame.Surface, row: Row, i: int, rect: pygame.Rect) -> None:
        ui, theme = self.ui, self.ui.theme
        chosen = row.unit is not None and row.unit == self.table.selected
        if chosen:
            pygame.draw.rect(target, theme.chosen, rect)
            pygame.draw.rect(target, theme.selection, (0, rect.top, ui.dp(3), rect.height))
        elif i == self.over or (self.focused and i == self.cursor):
            pygame.draw.rect(target, theme.card, rect)
        x = ui.dp(12) + row.depth * ui.dp(INDENT)
        if row.unit is None:
            self._fold(target, row, (x, rect.centery))
        x += ui.dp(14)
        if row.unit is not None:
            counter = self.table.counters[row.unit]
            picture = render_box(counter.symbol, (ui.dp(26), ui.dp(18)), theme)
            target.blit(picture, (x, rect.centery - picture.get_height() // 2))
            x += ui.dp(32)
        bar = pygame.Rect(rect.right - ui.dp(58), rect.centery - ui.dp(3), ui.dp(40), ui.dp(6))
        role = "narrow-bold" if row.unit is None or chosen else "narrow"
        ink = theme.muted if row.waits and not chosen else theme.text
        y = rect.centery - ui.line_height(role, 16) // 2
        ui.text(target, row.text, (x, y), role, 16, ink, width=bar.left - ui.dp(6) - x)
        share = row.men / row.full if row.full else 0.0
        color = theme.good if share >= 0.66 else theme.warn if share >= 0.33 else theme.bad
        ui.bar(target, bar, share, theme.dim if row.waits else color)

    def _fold(self, target: pygame.Surface, row: Row, at: tuple[int, int]) -> None:
        r, (x, y) = self.ui.dp(4), at
        closed = row.id in self.table.closed
        points = (
            [(x - r // 2, y - r), (x + r, y), (x - r // 2, y + r)]
            if closed
            else [(x - r, y - r // 2), (x + r, y - r // 2), (x, y + r)]
        )
        pygame.draw.polygon(target, self.ui.theme.muted, points)

    def handle(self, event: pygame.Event) -> bool:
        """Tabs, field, wheel, clicks on lines, and the keys while the panel has the focus."""
        field, body = self._layout()
        if event.type == pygame.MOUSEMOTION:
            at = self.inside(event.pos)
            self.over = self._line(at, body) if self.rect.collidepoint(event.pos) else None
        elif event.type == pygame.MOUSEWHEEL and self.over is not None:
            self.scroll.move(-event.y * self.ui.dp(ROW) * 3)
            return True
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self.typing = self.rect.collidepoint(event.pos) and field.collidepoint(self.inside(event.pos))
            line = self._line(self.inside(event.pos), body) if self.rect.collidepoint(event.pos) else None
            if line is not None:
                self.cursor = line
                self._choose(self.rows[line])
                return True
        elif event.type in (pygame.KEYDOWN, pygame.TEXTINPUT):
            return self._keys(event)
        return super().handle(event)

    def _line(self, at: tuple[int, int], body: pygame.Rect) -> int | None:
        if not body.collidepoint(at):
            return None
        line = (at[1] - body.top + self.scroll.offset) // self.ui.dp(ROW)
        return line if line < len(self.rows) else None

    def _choose(self, row: Row) -> None:
        if row.unit is None:
            self.table.closed ^= {row.id}
        else:
            self.table.selected = row.unit
            self.go(row.unit)

    def _keys(self, event: pygame.Event) -> bool:
        if self.typing:
            if event.type == pygame.KEYDOWN and event.key in (pygame.K_ESCAPE, pygame.K_RETURN):
                self.typing = False
                if event.key == pygame.K_ESCAPE:
                    self.field.clear()
                elif units := [row for row in self.rows if row.unit is not None]:
                    self._choose(units[0])
                return True
            if self.field.type(event):
                self.scroll.offset = self.cursor = 0
            return True
        return self.focused and event.type == pygame.KEYDOWN and self._move(event.key)

    def _move(self, key: int) -> bool:
        steps = {pygame.K_UP: -1, pygame.K_DOWN: 1, pygame.K_PAGEUP: -10, pygame.K_PAGEDOWN: 10}
        if not self.rows:
            return False
        if key in steps:
            self.cursor = min(len(self.rows) - 1, max(0, self.cursor + steps[key]))
            height = self.ui.dp(ROW)
            self.scroll.show(self.cursor * height, (self.cursor + 1) * height)
            return True
        if key in (pygame.K_RETURN, pygame.K_SPACE, pygame.K_LEFT, pygame.K_RIGHT):
            self._choose(self.rows[min(self.cursor, len(self.rows) - 1)])
            return True
        return False

    def find(self) -> None:
        """Put the cursor into the search field."""
        self.typing = True


def _rows(table: Table, wanted: str) -> Iterator[Row]:
    for side in SIDES:
        if table.tab in (side, "all"):
            yield from _side(table, side, wanted)


def _side(table: Table, side: Side, wanted: str) -> Iterator[Row]:
    roster = table.start.roster
    units = [(i, c) for i, c in enumerate(roster.counters) if c.side == side and _fits(c, wanted)]
    told: list[str] = []
    for i, counter in units:
        path = tuple(key for key in reversed(counter.chain) if roster.formations[key].echelon not in ABOVE)
        for depth, key in enumerate(path):
            if key not in told and table.closed.isdisjoint(path[:depth]):
                told.append(key)
                below = [c for _, c in units if key in c.chain]
                men, full = sum(c.men for c in below), sum(c.establishment for c in below)
                waits = all(c.hex is None for c in below)
                yield Row(key, side, depth, roster.formations[key].name.en, men, full, None, waits)
        if wanted or table.closed.isdisjoint(path):
            waits = counter.hex is None
            own = counter.name.en.partition(", ")[0] if path else counter.name.en
            yield Row(counter.id, side, len(path), own, counter.men, counter.establishment, i, waits)


def _fits(counter: Counter, wanted: str) -> bool:
    """Whether a unit's names, ids or leader contain the searched text."""
    if not wanted:
        return True
    names = [n for n in (counter.name.en, counter.name.ru, counter.name.ja, counter.name.fi) if n]
    leader = [counter.leader.name.en] if counter.leader else []
    return any(wanted in word.casefold() for word in (*names, *leader, counter.id, counter.short))
