"""The picture of a log: its filters, and its lines with their bookmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.i18n import text as _
from game.ui.counters.counter import render_dot
from game.ui.counters.face import SIDES
from game.ui.film_words import GROUPS, Line
from game.ui.kit.draw import Ui, fair
from game.ui.kit.widgets import Button
from game.ui.panels.log_marks import draw_switch

if TYPE_CHECKING:
    from game.ui.panels.log import LogPanel

LEAST = 12
"""Smallest type of the filters."""
SIDE_WORDS = ("All", "Soviet", "Japanese")


def draw_line(panel: LogPanel, target: pygame.Surface, line: Line, row: pygame.Rect) -> None:
    """A line: its ribbon, hour, side and words."""
    ui, theme = panel.ui, panel.ui.theme
    marked = line.event == panel.cursor
    if marked:
        pygame.draw.rect(target, theme.chosen, row)
        pygame.draw.rect(target, theme.selection, (0, row.top, ui.dp(3), row.height))
    top = row.centery - ui.line_height("narrow", 15) // 2
    ui.text(target, line.hour, (ui.dp(16), top), "narrow", 15, theme.muted)
    left = ui.dp(82) + max(0, ui.width("00:00", "narrow", 15) - ui.dp(40))
    if line.side >= 0:
        dot = render_dot(SIDES[line.side], ui.dp(11), theme)
        target.blit(dot, dot.get_rect(center=(left - ui.dp(14), row.centery)))
    ink = theme.text if marked else theme.muted if line.kind in GROUPS["Movement"] else theme.text
    panel.marks.draw(target, ui, row, line.event)
    box = pygame.Rect(left, row.top, max(0, row.width - left - ui.dp(16)), row.height)
    if panel.marks.event == line.event:
        panel.marks.draw_field(target, ui, box)
    else:
        _words(panel, target, line, box, ink)


def _words(
    panel: LogPanel, target: pygame.Surface, line: Line, box: pygame.Rect, ink: tuple[int, int, int]
) -> None:
    """The words of a line, and behind them its note; neither takes more than half from the other."""
    ui, note = panel.ui, panel.marks.note(line.event)
    top, room = box.centery - ui.line_height("narrow", 15) // 2, box.width
    if note:
        room -= min(ui.width(note, "body-italic", 14) + ui.dp(14), box.width // 2)
    drawn = ui.text(target, line.words, (box.left, top), "narrow", 15, ink, width=room)
    if note:
        at = (drawn.right + ui.dp(14), box.centery - ui.line_height("body-italic", 14) // 2)
        ui.text(target, note, at, "body-italic", 14, ui.theme.brass, width=box.right - at[0])


def draw_filters(panel: LogPanel, target: pygame.Surface) -> None:
    """The filters as tabs, the switches at the right."""
    ui, theme = panel.ui, panel.ui.theme
    kinds = panel.buttons[: len(GROUPS) + 1]
    right = _switches(panel, target)
    x, size = ui.dp(16), 15.0
    while size > LEAST and _wanted(ui, kinds, size) + len(kinds) * ui.dp(8) > right - x:
        size -= 1
    wanted = _wanted(ui, kinds, size)
    gap = min(ui.dp(18), max(ui.dp(6), (right - x - wanted) // len(kinds)))
    wishes = [ui.width(button.text, "narrow-bold", size) for button in kinds]
    for button, width in zip(kinds, fair(wishes, right - x - gap * len(kinds)), strict=True):
        on = button.text == _(panel.kind)
        button.rect = pygame.Rect(x - gap // 2, 0, width + gap, panel.head)
        over = panel.hover is not None and button.rect.collidepoint(panel.hover)
        ink = theme.text if on or over else theme.muted
        role = "narrow-bold" if on else "narrow"
        ui.text(target, button.text, (x, ui.dp(7)), role, size, ink, width=width)
        if on:
            pygame.draw.rect(target, theme.brass, (x, panel.head - ui.dp(3), width, ui.dp(2)))
        x += width + gap
    pygame.draw.line(target, theme.line, (0, panel.head), (panel.rect.width, panel.head))


def _wanted(ui: Ui, kinds: list[Button], size: float) -> int:
    """Room that the words of the filters take at a size."""
    return sum(ui.width(button.text, "narrow-bold", size) for button in kinds)


def _switches(panel: LogPanel, target: pygame.Surface) -> int:
    """The filters that are on or off, from the right; gives where the tabs must end."""
    ui, (side, unit) = panel.ui, panel.buttons[-2:]
    side.text = _(SIDE_WORDS[panel.side])
    side.on, unit.on = panel.side > 0, panel.only
    right = panel.rect.width - ui.dp(12)
    for button in (unit, side):
        width = ui.width(button.text, "body", 13) + ui.dp(44)
        button.rect = pygame.Rect(right - width, ui.dp(4), width, panel.head - ui.dp(8))
        button.draw(target, ui, panel.hover, 13)
        right = button.rect.left - ui.dp(6)
    for button in panel.buttons[len(GROUPS) + 1 : -2]:
        button.on = panel.marked
        button.rect = pygame.Rect(right - ui.dp(28), ui.dp(4), ui.dp(28), panel.head - ui.dp(8))
        draw_switch(target, ui, button, panel.hover)
        right = button.rect.left - ui.dp(6)
    return right
