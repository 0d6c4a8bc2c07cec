"""The tooltip: the hex below the resting pointer and who stands there, in words."""

from __future__ import annotations

import pygame

from game.ui.kit.draw import Ui
from game.ui.table import Table

DELAY_MS = 300
WIDTH = 330


def draw_tooltip(
    window: pygame.Surface, view: pygame.Rect, table: Table, ui: Ui, at: tuple[int, int]
) -> None:
    """Paint the words beside the pointer, inside the view, never below the pointer itself."""
    if table.hovered is None:
        return
    facts, theme, pad = table.facts(table.hovered), ui.theme, ui.dp(10)
    width = ui.dp(WIDTH)
    rows: list[tuple[str, str, tuple[int, int, int]]] = []
    for words, warning in facts.lines:
        ink = theme.warn if warning else theme.good if words == facts.lines[-1][0] else theme.text
        rows += [(line, "narrow", ink) for line in ui.wrapped(words, "narrow", 15, width - 2 * pad)]
    step = ui.line_height("narrow", 15) + ui.dp(2)
    box = pygame.Rect(0, 0, width, 2 * pad + ui.dp(26) + step * len(rows))
    box.topleft = (at[0] + ui.dp(18), at[1] + ui.dp(18))
    if box.right > view.right:
        box.right = at[0] - ui.dp(14)
    if box.bottom > view.bottom:
        box.bottom = max(view.top + box.height, at[1] - ui.dp(14))
    plate = pygame.Surface(box.size, pygame.SRCALPHA)
    pygame.draw.rect(plate, (*theme.bar, 240), plate.get_rect(), border_radius=ui.dp(5))
    window.blit(plate, box)
    pygame.draw.rect(window, theme.brass, box, 1, border_radius=ui.dp(5))
    head = ui.text(
        window, f"Hex {facts.label}", (box.left + pad, box.top + pad), "body-bold", 16, theme.brass
    )
    ui.text(
        window,
        facts.title,
        (head.right + ui.dp(8), box.top + pad),
        "body",
        15,
        theme.text,
        width=box.right - pad - head.right - ui.dp(8),
    )
    y = box.top + pad + ui.dp(26)
    for line, role, ink in rows:
        ui.text(window, line, (box.left + pad, y), role, 15, ink)
        y += step
