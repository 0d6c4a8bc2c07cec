"""Drawing the handbook: the list of its pages, and the lines of the one that is open."""

from __future__ import annotations

import pygame

from game.ui.kit.draw import Ui
from game.ui.kit.widgets import ring
from game.ui.page_layout import Page, Text


def draw_name(
    window: pygame.Surface, ui: Ui, rect: pygame.Rect, title: str, found: int | None, on: bool
) -> None:
    """A line of the list; `found` is how often the page has what is searched for, None without a search."""
    theme = ui.theme
    if on:
        ui.box(window, rect, theme.chosen, theme.brass)
    ink = theme.text if on or found or found is None else theme.dim
    y = rect.centery - ui.line_height("body", 15) // 2
    room = rect.width - (ui.dp(46) if found else ui.dp(16))
    role = ui.slim(title, "body", 15, room)
    ui.text(window, title, (rect.left + ui.dp(10), y), role, 15, ink, width=room)
    if found:
        ui.text(window, str(found), (rect.right - ui.dp(8), y), "narrow-bold", 14, theme.brass, align=1.0)


def draw_page(
    window: pygame.Surface, ui: Ui, page: Page, body: pygame.Rect, offset: int, wanted: str, link: int
) -> None:
    """The part of a page in view, with what is searched for on light ground; a ring around link `link`."""
    theme, left, top = ui.theme, body.left, body.top - offset
    window.set_clip(body)
    for y in page.rules:
        if body.top <= top + y <= body.bottom:
            pygame.draw.line(window, theme.line, (left, top + y), (body.right, top + y))
    for t in page.texts:
        if body.top - ui.dp(50) < top + t.y < body.bottom:
            if wanted:
                _mark(window, ui, t, (left + t.x, top + t.y), wanted)
            ui.text(window, t.words, (left + t.x, top + t.y), t.role, t.size, getattr(theme, t.ink))
    for n, found in enumerate(page.links):
        rect = pygame.Rect(left + found.x, top + found.y, found.width, ui.line_height("body", 16))
        pygame.draw.line(window, theme.brass, rect.bottomleft, rect.bottomright, max(1, ui.dp(1)))
        if n == link:
            ring(window, ui, rect.inflate(6, 5))
    window.set_clip(None)


def _mark(window: pygame.Surface, ui: Ui, line: Text, at: tuple[int, int], wanted: str) -> None:
    """Light ground behind what is searched for."""
    words, role, size = line.words, line.role, line.size
    start = words.casefold().find(wanted)
    while start >= 0:
        left = ui.width(words[:start], role, size) if start else 0
        wide = ui.width(words[start : start + len(wanted)], role, size)
        box = pygame.Rect(at[0] + left, at[1], wide, ui.line_height(role, size))
        pygame.draw.rect(window, ui.theme.pressed, box)
        start = words.casefold().find(wanted, start + len(wanted))
