"""The page of keys, over whatever scene is below."""

from __future__ import annotations

from dataclasses import replace

import pygame

from game.i18n import text as _
from game.ui import keys
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import keycap, keycap_width

HEAD, ROW, EDGE, GAP = 74, 26, 20, 10
LONGEST = 22
"""Lines of a column."""
SIZE = 15


def draw_help(window: pygame.Surface, ui: Ui, place: str) -> None:
    """Paint the keys of a scene in columns, smaller where the window is too small for them."""
    rows = keys.rows(place)
    wide, high = _size(rows, ui)
    width, height = window.get_size()
    ui = replace(ui, scale=min(ui.scale, ui.scale * width / (wide + 8), ui.scale * height / (high + 8)))
    wide, high = _size(rows, ui)
    box = pygame.Rect(0, 0, wide, high)
    box.center = window.get_rect().center
    shade = pygame.Surface(window.get_size(), pygame.SRCALPHA)
    shade.fill((0, 0, 0, 130))
    window.blit(shade, (0, 0))
    ui.box(window, box, ui.theme.panel, ui.theme.brass, 6)
    left, room = box.left + ui.dp(EDGE), box.width - 2 * ui.dp(EDGE)
    top = ui.heading(window, _("Keys and pointer"), (left, box.top + ui.dp(16)), room)
    for column, width in zip(_columns(rows), _widths(rows, ui), strict=True):
        _column(window, ui, column, (left, top))
        left += width
    close = (box.right - ui.dp(EDGE), box.bottom - ui.dp(24))
    ui.text(window, _("any key closes"), close, "body-italic", 13, ui.theme.muted, align=1.0)


Rows = tuple[tuple[str, str], ...]


def _columns(rows: Rows) -> list[Rows]:
    """The lines in columns of about the same length."""
    number = -(-len(rows) // LONGEST)
    high = -(-len(rows) // number)
    return [rows[i : i + high] for i in range(0, len(rows), high)]


def _caps(column: Rows, ui: Ui) -> int:
    """Room for the caps of a column."""
    return max(keycap_width(ui, _(key)) for key, _words in column)


def _widths(rows: Rows, ui: Ui) -> list[int]:
    """Width of every column with the gap after it."""
    return [
        _caps(column, ui) + max(ui.width(_(words), "body", SIZE) for _key, words in column) + ui.dp(3 * GAP)
        for column in _columns(rows)
    ]


def _size(rows: Rows, ui: Ui) -> tuple[int, int]:
    """Width and height of the page."""
    lines = max(len(column) for column in _columns(rows))
    return sum(_widths(rows, ui)) + 2 * ui.dp(EDGE), ui.dp(ROW) * lines + ui.dp(HEAD)


def _column(window: pygame.Surface, ui: Ui, column: Rows, at: tuple[int, int]) -> None:
    left, y = at
    caps, row = _caps(column, ui), ui.dp(ROW)
    for key, words in column:
        keycap(window, ui, _(key), (left + caps, y + row // 2))
        middle = y + (row - ui.line_height("body", SIZE)) // 2
        ui.text(window, _(words), (left + caps + ui.dp(GAP), middle), "body", SIZE)
        y += row
