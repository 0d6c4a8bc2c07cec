"""The tooltip: the hex below the resting pointer and who stands there, in words."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.kit.theme import Rgb
from game.ui.kit.tips import place_tip
from game.ui.layers.marks import hex_spot
from game.ui.table import Table

DELAY_MS = 300
WIDTH = 330


def draw_tooltip(
    window: pygame.Surface, camera: Camera, table: Table, ui: Ui, clear: Sequence[pygame.Rect]
) -> pygame.Rect | None:
    """Paint the words beside the hex, inside the view, off the hex and off what is to be kept `clear`."""
    if table.hovered is None:
        return None
    facts, pad, view = table.facts(table.hovered), ui.dp(10), camera.view
    width = min(round(ui.dp(WIDTH) * max(1.0, ui.text_scale)), view.width - ui.dp(8))
    head, step = ui.line_height("body-bold", 16) + ui.dp(6), ui.line_height("narrow", 15) + ui.dp(2)
    rows = _rows(table, ui, width - 2 * pad)
    most = max(0, (view.height - 2 * pad - head) // step)
    rows = rows[:most]
    about = hex_spot(camera, table, table.hovered).clip(view)
    box = place_tip((width, 2 * pad + head + step * len(rows)), view, about, clear)
    plate = pygame.Surface(box.size, pygame.SRCALPHA)
    pygame.draw.rect(plate, (*ui.theme.bar, 240), plate.get_rect(), border_radius=ui.dp(5))
    window.blit(plate, box)
    pygame.draw.rect(window, ui.theme.brass, box, 1, border_radius=ui.dp(5))
    left, y = box.left + pad, box.top + pad
    drawn = ui.text(window, f"Hex {facts.label}", (left, y), "body-bold", 16, ui.theme.brass)
    at, room = (drawn.right + ui.dp(8), y), box.right - pad - drawn.right - ui.dp(8)
    ui.text(window, facts.title, at, "body", 15, ui.theme.text, width=max(0, room))
    for n, (line, ink) in enumerate(rows):
        ui.text(window, line, (left, y + head + n * step), "narrow", 15, ink, width=width - 2 * pad)
    return box


def _rows(table: Table, ui: Ui, width: int) -> list[tuple[str, Rgb]]:
    """The facts of the hovered hex as lines that fit a width, each with its ink."""
    assert table.hovered is not None
    facts, theme = table.facts(table.hovered), ui.theme
    rows: list[tuple[str, Rgb]] = []
    for words, warning in facts.lines:
        ink = theme.warn if warning else theme.good if words == facts.lines[-1][0] else theme.text
        rows += [(line, ink) for line in ui.wrapped(words, "narrow", 15, width)]
    return rows
