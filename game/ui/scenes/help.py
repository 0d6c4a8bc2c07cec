"""The page of keys, over whatever scene is below."""

from __future__ import annotations

from dataclasses import replace

import pygame

from game.i18n import text as _
from game.ui import keys
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import keycap, keycap_width

HEAD, ROW, EDGE, GAP = 74, 26, 20, 10
MOST = 4
"""Columns."""
SIZE = 15
Rows = tuple[tuple[str, str], ...]


def draw_help(window: pygame.Surface, ui: Ui, place: str) -> None:
    """Paint the keys of a scene in columns, smaller where the window is too small for them."""
    columns, ui = _fitting(keys.rows(place), ui, window.get_size())
    wide, high = _size(columns, ui)
    box = pygame.Rect(0, 0, wide, high)
    box.center = window.get_rect().center
    shade = pygame.Surface(window.get_size(), pygame.SRCALPHA)
    shade.fill((0, 0, 0, 130))
    window.blit(shade, (0, 0))
    ui.box(window, box, ui.theme.panel, ui.theme.brass, 6)
    left, room = box.left + ui.dp(EDGE), box.width - 2 * ui.dp(EDGE)
    top = ui.heading(window, _("Keys and pointer"), (left, box.top + ui.dp(16)), room)
    for column in columns:
        _column(window, ui, column, (left, top))
        left += _width(column, ui)
    close = (box.right - ui.dp(EDGE), box.bottom - ui.dp(24))
    ui.text(window, _("any key closes"), close, "body-italic", 13, ui.theme.muted, align=1.0)


def _fitting(rows: Rows, ui: Ui, size: tuple[int, int]) -> tuple[list[Rows], Ui]:
    """The lines in as many columns as let them be largest, and the interface at the scale that fits."""
    best: tuple[float, list[Rows]] = (0.0, [rows])
    for number in range(1, MOST + 1):
        columns = _columns(rows, number)
        wide, high = _size(columns, ui)
        share = min(1.0, size[0] / (wide + 8), size[1] / (high + 8))
        best = max(best, (share, columns), key=lambda found: found[0])
    shrunk = replace(ui, scale=ui.scale * best[0])
    while shrunk.scale > 0.1 and any(a > b for a, b in zip(_size(best[1], shrunk), size, strict=True)):
        # Letters do not shrink quite as evenly as boxes.
        shrunk = replace(shrunk, scale=shrunk.scale * 0.97)
    return best[1], shrunk


def _columns(rows: Rows, number: int) -> list[Rows]:
    """The lines in columns of about the same length."""
    high = -(-len(rows) // number)
    return [rows[i : i + high] for i in range(0, len(rows), high)]


def _caps(column: Rows, ui: Ui) -> int:
    """Room for the caps of a column."""
    return max(keycap_width(ui, _(key)) for key, _words in column)


def _width(column: Rows, ui: Ui) -> int:
    """Width of a column with the gap after it."""
    return (
        _caps(column, ui) + max(ui.width(_(words), "body", SIZE) for _key, words in column) + ui.dp(3 * GAP)
    )


def _size(columns: list[Rows], ui: Ui) -> tuple[int, int]:
    """Width and height of the page."""
    lines = max(len(column) for column in columns)
    return sum(_width(column, ui) for column in columns) + 2 * ui.dp(EDGE), ui.dp(ROW) * lines + ui.dp(HEAD)


def _column(window: pygame.Surface, ui: Ui, column: Rows, at: tuple[int, int]) -> None:
    left, y = at
    caps, row = _caps(column, ui), ui.dp(ROW)
    for key, words in column:
        keycap(window, ui, _(key), (left + caps, y + row // 2))
        middle = y + (row - ui.line_height("body", SIZE)) // 2
        ui.text(window, _(words), (left + caps + ui.dp(GAP), middle), "body", SIZE)
        y += row
