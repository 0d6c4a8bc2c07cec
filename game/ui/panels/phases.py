"""The track of a turn as chevrons: set-up, plot, committed, film, review."""

from __future__ import annotations

import pygame

from game.i18n import text as _
from game.ui.kit.draw import Ui

PHASES = ("Set-up", "Plot", "Committed", "Film", "Review")
NOTCH, GAP = 10, 4


def draw_phases(target: pygame.Surface | None, ui: Ui, x: int, lit: int) -> int:
    """Paint the chevrons from `x` on, one of them lit; gives their width, which is all without a target."""
    left, notch = x, ui.dp(NOTCH)
    for i, word in enumerate(PHASES):
        width = ui.width(_(word), "body-bold", 14) + ui.dp(30)
        if target is not None:
            high = max(ui.dp(28), ui.line_height("body-bold", 14) + ui.dp(4))
            rect = pygame.Rect(left, (target.get_height() - high) // 2, width, high)
            _chevron(target, ui, rect, _(word), i == lit)
        left += width - notch + ui.dp(GAP)
    return left + notch - ui.dp(GAP) - x


def _chevron(target: pygame.Surface, ui: Ui, rect: pygame.Rect, word: str, lit: bool) -> None:
    theme, notch = ui.theme, ui.dp(NOTCH)
    points = [
        rect.topleft,
        (rect.right - notch, rect.top),
        (rect.right, rect.centery),
        (rect.right - notch, rect.bottom),
        rect.bottomleft,
        (rect.left + notch, rect.centery),
    ]
    pygame.draw.polygon(target, theme.brass if lit else theme.card, points)
    pygame.draw.aalines(target, theme.line, True, points)
    ink = theme.ink_on_brass if lit else theme.dim
    role = "body-bold" if lit else "body"
    y = rect.centery - ui.line_height(role, 14) // 2
    ui.text(target, word, (rect.centerx + ui.dp(2), y), role, 14, ink, align=0.5)
