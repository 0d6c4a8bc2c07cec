"""The order-of-battle tree: formations that fold, units with symbol, strength bar and where they are."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property

import pygame

from game.i18n import text as _
from game.ui import keys
from game.ui.counters.counter import render_box
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import PRESS, Button, ButtonPanel, Scroll, TextField, keycap, keycap_width
from game.ui.panels.treerows import DONE, TROUBLE, Marks, Row, plain, tree_rows, words_of
from game.ui.table import Table

ROW, INDENT = 27, 15
TABS: tuple[tuple[str, str], ...] = (("soviet", "Soviet"), ("japanese", "Japan"), ("all", "All"))
STEPS = {pygame.K_UP: -1, pygame.K_DOWN: 1, pygame.K_PAGEUP: -10, pygame.K_PAGEDOWN: 10}
ON_TABS = -1
"""Place of the keyboard's cursor above the first line, on the tabs."""


class TreePanel(ButtonPanel):
    """Search field, side tabs and the tree."""

    def __init__(self, ui: Ui, table: Table, go: Callable[[int], None]) -> None:
        super().__init__(ui)
        self.table, self.go = table, go
        self.marks = Marks(table)
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
            self.cursor = min(self.cursor, 0)

        return act

    @cached_property
    def _words(self) -> tuple[str, ...]:
        return words_of(self.table.start.roster)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Visible lines; made anew only when the tab, the search or a fold changes."""
        key = (self.table.tab, self.field.text, frozenset(self.table.closed), self.table.version)
        if key != self._rows_key:
            wanted = plain(self.field.text.strip())
            self._rows, self._rows_key = tuple(tree_rows(self.table, self._words, wanted)), key
            self.cursor = min(self.cursor, max(0, len(self._rows) - 1))
        return self._rows

    def key(self) -> Hashable:
        """All that the picture shows."""
        state = (self.table.tab, self.field.text, self.field.cursor, self.typing)
        lit = (self.over, self.hovered(), self.cursor, self.at)
        shown = (self.table.selected, self.table.group, self.marks.key())
        return (state, frozenset(self.table.closed), self.scroll.offset, shown, lit, keys.cap("find.ctrl"))

    @property
    def _row(self) -> int:
        """Height of a line."""
        return self.ui.row(ROW, "narrow", 16)

    def _layout(self) -> tuple[pygame.Rect, pygame.Rect]:
        ui, pad = self.ui, self.ui.dp(14)
        width = max(0, self.rect.width - 2 * pad)
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
        for i, button in enumerate(self.buttons):
            button.draw(target, ui, self.hover, 14, self.focused and (self.cursor, self.at) == (ON_TABS, i))
        self.field.draw(target, ui, field, self.typing)
        hint = ui.width(self.field.hint, "body-italic", 14) + ui.dp(44)
        if not self.typing and not self.field.text and hint + keycap_width(ui, "Ctrl F") <= field.width:
            keycap(target, ui, keys.cap("find.ctrl"), (field.right - ui.dp(6), field.centery))
        self._paint_rows(target, body)

    def _paint_rows(self, target: pygame.Surface, body: pygame.Rect) -> None:
        row_height = self._row
        self.scroll.measure(len(self.rows) * row_height, body.height)
        target.set_clip(body)
        first = self.scroll.offset // row_height
        for i in range(first, min(len(self.rows), first + body.height // row_height + 2)):
            top = body.top + i * row_height - self.scroll.offset
            self._paint_row(target, self.rows[i], i, pygame.Rect(0, top, body.width, row_height))
        if not self.rows:
            at = (self.ui.dp(14), body.top)
            self.ui.text(target, _("nothing of that name"), at, "body-italic", 14, self.ui.theme.muted)
        self.scroll.draw(target, self.ui, body)
        target.set_clip(None)

    def _paint_row(self, target: pygame.Surface, row: Row, i: int, rect: pygame.Rect) -> None:
        ui, theme = self.ui, self.ui.theme
        chosen = row.unit is not None and self.table.lit(row.unit)
        if chosen:
            pygame.draw.rect(target, theme.chosen, rect)
            pygame.draw.rect(target, theme.selection, (0, rect.top, ui.dp(3), rect.height))
        elif i == self.over:
            pygame.draw.rect(target, theme.card, rect)
        if (self.focused or self.typing) and i == self.cursor:
            pygame.draw.rect(target, theme.brass, rect, max(1, ui.dp(1)))
        x = ui.dp(12) + row.depth * ui.dp(INDENT)
        if row.unit is None:
            self._fold(target, row, (x, rect.centery))
        x += ui.dp(14)
        if row.unit is not None:
            counter = self.table.counters[row.unit]
            picture = render_box(counter.symbol, (ui.dp(26), ui.dp(18)), theme)
            target.blit(picture, (x, rect.centery - picture.get_height() // 2))
            x += ui.dp(32)
        bar = pygame.Rect(rect.right - ui.dp(66), rect.centery - ui.dp(3), ui.dp(40), ui.dp(6))
        role = "narrow-bold" if row.unit is None or chosen else "narrow"
        ink = theme.muted if row.waits and not chosen else theme.text
        y = rect.centery - ui.line_height(role, 16) // 2
        ui.text(target, row.text, (x, y), role, 16, ink, width=bar.left - ui.dp(6) - x)
        share = row.men / row.full if row.full else 0.0
        color = theme.good if share >= 0.66 else theme.warn if share >= 0.33 else theme.bad
        ui.bar(target, bar, share, theme.dim if row.waits else color)
        if row.unit is not None:
            self._mark(target, self.marks.of(row.unit), (rect.right - ui.dp(15), rect.centery))

    def _mark(self, target: pygame.Surface, mark: str, at: tuple[int, int]) -> None:
        """A tick for who has orders, a triangle with a stroke for who is in trouble."""
        ui, theme, (x, y), r = self.ui, self.ui.theme, at, self.ui.dp(5)
        if mark == DONE:
            points = [(x - r, y), (x - r // 3, y + r * 2 // 3), (x + r, y - r * 2 // 3)]
            pygame.draw.lines(target, theme.muted, False, points, max(2, ui.dp(2)))
        elif mark == TROUBLE:
            pygame.draw.polygon(target, theme.warn, [(x - r, y + r), (x + r, y + r), (x, y - r)])
            pygame.draw.line(target, theme.bar, (x, y - r // 4), (x, y + r // 3), max(1, ui.dp(1.5)))

    def _fold(self, target: pygame.Surface, row: Row, at: tuple[int, int]) -> None:
        r, (x, y) = self.ui.dp(4), at
        points = (
            [(x - r // 2, y - r), (x + r, y), (x - r // 2, y + r)]
            if row.id in self.table.closed and not self.field.text
            else [(x - r, y - r // 2), (x + r, y - r // 2), (x, y + r)]
        )
        pygame.draw.polygon(target, self.ui.theme.muted, points)

    def handle(self, event: pygame.Event) -> bool:
        """Tabs, field, wheel, clicks on lines, and the keys while the panel has the focus."""
        field, body = self._layout()
        at = self.inside(event.pos) if hasattr(event, "pos") else (-1, -1)
        here = hasattr(event, "pos") and self.rect.collidepoint(event.pos)
        if event.type == pygame.MOUSEMOTION:
            self.over = self._line(at, body) if here else None
        elif event.type == pygame.MOUSEWHEEL and self.pointed:
            self.scroll.move(-event.y * self._row * 3)
        elif event.type in (pygame.KEYDOWN, pygame.TEXTINPUT):
            return self._type(event) if self.typing else self._keys(event)
        if self.scroll.handle(event, at, body, self.ui):
            return True
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
            self.typing = bool(here and field.collidepoint(at))
            line = self._line(at, body) if here else None
            if line is not None:
                self.cursor = line
                self._choose(self.rows[line])
                return True
        return super().handle(event)

    def elsewhere(self) -> None:
        """A press outside ends the typing."""
        self.typing = False

    def _line(self, at: tuple[int, int], body: pygame.Rect) -> int | None:
        if not body.collidepoint(at):
            return None
        line = (at[1] - body.top + self.scroll.offset) // self._row
        return line if line < len(self.rows) else None

    def _choose(self, row: Row) -> None:
        if pygame.key.get_mods() & pygame.KMOD_CTRL:
            self._gather(row)
        elif row.unit is None:
            self.table.closed ^= {row.id}
        else:
            self.table.select((row.unit,))
            self.go(row.unit)

    def _gather(self, row: Row) -> None:
        """With Ctrl a formation is selected as a whole, and a unit besides those that are."""
        if row.unit is not None:
            self.table.join(row.unit)
        else:
            self.table.gather(row.id)

    def _type(self, event: pygame.Event) -> bool:
        """Keys while the field has them; those that write nothing go on to the scene."""
        if event.type == pygame.TEXTINPUT and event.text == "/" and not self.field.text:
            # The slash that opened the field arrives here as text too; no name begins with it.
            return True
        if event.type == pygame.KEYDOWN:
            if event.key in (pygame.K_ESCAPE, pygame.K_RETURN, pygame.K_KP_ENTER):
                self._typed(event.key != pygame.K_ESCAPE)
                return True
            if event.key in STEPS:
                return self._step(STEPS[event.key])
            if event.key in (pygame.K_TAB, pygame.K_F6):
                self.typing = False
                return False
            if event.mod & pygame.KMOD_CTRL or pygame.K_F1 <= event.key <= pygame.K_F12:
                return False
        before = self.field.text
        self.field.type(event)
        if self.field.text != before:
            self.scroll.offset = self.cursor = 0
        return True

    def _typed(self, chosen: bool) -> None:
        """Leave the field: with the line under the cursor, or else the first unit found; or with nothing."""
        self.typing = False
        if not chosen:
            self.field.clear()
            return
        rows = self.rows
        units = [row for row in (*rows[max(0, self.cursor) :], *rows) if row.unit is not None]
        if units:
            self._choose(units[0])
            self.cursor = rows.index(units[0])

    def _keys(self, event: pygame.Event) -> bool:
        """Keys while the panel has the focus."""
        if not self.focused or event.type != pygame.KEYDOWN:
            return False
        if event.key in STEPS:
            return self._step(STEPS[event.key])
        if self.cursor == ON_TABS:
            return self._on_tabs(event.key)
        if not self.rows:
            return False
        row = self.rows[min(self.cursor, len(self.rows) - 1)]
        if event.key in PRESS and not event.mod & pygame.KMOD_CTRL:
            self._choose(row)
        elif event.key == pygame.K_q:
            self._gather(row)
        elif event.key == pygame.K_LEFT:
            self._out_of(row)
        elif event.key == pygame.K_RIGHT:
            self._into(row)
        else:
            return False
        return True

    def _on_tabs(self, key: int) -> bool:
        taken = self.walk(key)
        if taken:
            self.buttons[self.at].act()
        return taken

    def _step(self, by: int) -> bool:
        least = 0 if self.typing else ON_TABS
        self.cursor = max(least, min(len(self.rows) - 1, self.cursor + by))
        height = self._row
        self.scroll.show(max(0, self.cursor) * height, (max(0, self.cursor) + 1) * height)
        return True

    def _into(self, row: Row) -> None:
        """Right opens a closed formation, else goes to the line below."""
        if row.unit is None and row.id in self.table.closed:
            self._choose(row)
        else:
            self._step(1)

    def _out_of(self, row: Row) -> None:
        """Left closes an open formation, else goes to the formation above."""
        if row.unit is None and row.id not in self.table.closed:
            self._choose(row)
            return
        above = [i for i in range(self.cursor) if self.rows[i].depth < row.depth]
        self._step((above[-1] if above else self.cursor) - self.cursor)

    def find(self) -> None:
        """Put the cursor into the search field, after what is there."""
        self.typing = True
        self.field.cursor = len(self.field.text)
