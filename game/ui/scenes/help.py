"""The page of keys, over whatever scene is below."""

from __future__ import annotations

import pygame

from game.i18n import text as _
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import keycap

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


def draw_help(window: pygame.Surface, ui: Ui) -> None:
    """Paint the keys in a box in the middle."""
    theme, row = ui.theme, ui.dp(30)
    box = pygame.Rect(0, 0, min(window.get_width() - ui.dp(40), ui.dp(720)), row * len(KEYS) + ui.dp(70))
    box.center = window.get_rect().center
    shade = pygame.Surface(window.get_size(), pygame.SRCALPHA)
    shade.fill((0, 0, 0, 130))
    window.blit(shade, (0, 0))
    ui.box(window, box, theme.panel, theme.brass, 6)
    y = ui.heading(
        window, _("Keys and pointer"), (box.left + ui.dp(20), box.top + ui.dp(16)), box.width - ui.dp(40)
    )
    for key, words in KEYS:
        keycap(window, ui, key, (box.left + ui.dp(190), y + row // 2))
        ui.text(window, _(words), (box.left + ui.dp(206), y + ui.dp(4)), width=box.width - ui.dp(226))
        y += row
