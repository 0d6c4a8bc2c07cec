"""The page of keys, over whatever scene is below."""

from __future__ import annotations

from dataclasses import replace

import pygame

from game.i18n import text as _
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import keycap

WIDTH, HEAD, ROW = 760, 74, 29
KEYS: tuple[tuple[str, str], ...] = (
    ("click", "select a counter; again for the next in its stack"),
    ("drag right or middle", "move the map; middle click centers"),
    ("wheel, + -", "zoom at the pointer"),
    ("arrows", "move the map"),
    ("Tab, N", "next unit on the map, with Shift the one before"),
    ("Home", "center on the selected unit"),
    ("F5", "the whole sheet"),
    ("Ctrl F, /", "find a unit or leader"),
    ("F6", "go from the map to the tree and the pages below; arrows and Enter work there"),
    ("G", "grid and numbers"),
    ("H", "hide or show the counters"),
    ("L", "what the selected unit sees, or the hex below the pointer"),
    ("C", "symbols or silhouettes"),
    ("Ctrl + - 0", "size of the interface"),
    ("Esc", "deselect, then back to the menu"),
)


def draw_help(window: pygame.Surface, ui: Ui, keys: tuple[tuple[str, str], ...] = KEYS) -> None:
    """Paint the keys in a box in the middle, smaller where the window is too low or too narrow for them."""
    ui = _shrunk(ui, window.get_size(), len(keys))
    theme, row = ui.theme, ui.dp(ROW)
    box = pygame.Rect(0, 0, ui.dp(WIDTH), row * len(keys) + ui.dp(HEAD))
    box.center = window.get_rect().center
    shade = pygame.Surface(window.get_size(), pygame.SRCALPHA)
    shade.fill((0, 0, 0, 130))
    window.blit(shade, (0, 0))
    ui.box(window, box, theme.panel, theme.brass, 6)
    left, room = box.left + ui.dp(20), box.width - ui.dp(40)
    y = ui.heading(window, _("Keys and pointer"), (left, box.top + ui.dp(16)), room)
    for key, words in keys:
        keycap(window, ui, _(key), (box.left + ui.dp(190), y + row // 2))
        at = (box.left + ui.dp(206), y + ui.dp(4))
        ui.text(window, _(words), at, width=box.width - ui.dp(226))
        y += row
    close = (box.right - ui.dp(20), box.bottom - ui.dp(24))
    ui.text(window, _("any key closes"), close, "body-italic", 13, theme.muted, align=1.0)


def _shrunk(ui: Ui, size: tuple[int, int], rows: int) -> Ui:
    """The same interface at a scale at which the page fits the window."""
    wide, high = WIDTH + 16, ROW * rows + HEAD + 8
    return replace(ui, scale=min(ui.scale, size[0] / wide, size[1] / high))
