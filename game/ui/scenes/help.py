"""The pages of keys, over whatever scene is below: one, or several where large letters need the room."""

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
PAGES, READ = 8, 0.73
"""Pages at the most, and to which share of their size letters may shrink before another page is begun."""
Rows = tuple[tuple[str, str], ...]


def turned(page: int, event: pygame.Event, ui: Ui, place: str) -> int:
    """The page that is open after an event: a key or a press turns to the next; Esc and the last close, 0."""
    if event.type not in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN):
        return page
    leaves = event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE
    last = len(_pages(place, ui, pygame.display.get_window_size()))
    return 0 if leaves or page >= last else page + 1


def _pages(place: str, ui: Ui, size: tuple[int, int]) -> list[Rows]:
    """The keys of a scene on as few pages as leave their letters large enough to be read."""
    rows = keys.rows(place)
    for number in range(1, PAGES + 1):
        pages = _columns(rows, number)
        if _fitting(pages[0], ui, size)[1].scale >= READ * ui.scale:
            break
    return pages


def draw_help(window: pygame.Surface, ui: Ui, place: str, page: int = 1) -> None:
    """Paint a page of the keys of a scene in columns, smaller where the window is too small for them."""
    pages = _pages(place, ui, window.get_size())
    columns, ui = _fitting(pages[min(page, len(pages)) - 1], ui, window.get_size())
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
    more = _("page {n} of {all}: any key goes on, Esc closes", n=page, all=len(pages))
    words = more if page < len(pages) else _("any key closes")
    ui.text(window, words, close, "body-italic", 13, ui.theme.muted, align=1.0)


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
