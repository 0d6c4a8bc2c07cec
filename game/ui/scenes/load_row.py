"""A line of the list of games: its picture, what it says of itself, and a button that deletes it."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game.i18n import text as _
from game.ui.folders import SAVE, Item
from game.ui.kit.draw import Ui
from game.ui.shelf import KINDS, Label, moment, size
from game.ui.snapshot import SIZE

LEAST, PAD, EDGE = 92, 12, 7
FACTS = 230
"""Width in dp of what stands at the right."""


def row_height(ui: Ui) -> int:
    """Height of a line: its three lines of words, and no less than a picture needs."""
    words = ui.line_height("body-bold", 17) + 2 * ui.line_height("narrow", 15)
    return max(ui.dp(LEAST), words + 2 * ui.dp(EDGE) + ui.dp(6))


def draw_row(
    window: pygame.Surface,
    ui: Ui,
    rect: pygame.Rect,
    item: Item,
    label: Label | None,
    *,
    lit: bool,
    pointer: tuple[int, int],
) -> pygame.Rect:
    """Paint a line; gives the place of the button that deletes it, empty while the line is not lit."""
    theme = ui.theme
    ui.box(window, rect, theme.card if lit else theme.panel, theme.brass if lit else theme.line)
    high = rect.height - 2 * ui.dp(EDGE)
    frame = pygame.Rect(rect.left + ui.dp(EDGE), rect.top + ui.dp(EDGE), high * SIZE[0] // SIZE[1], high)
    _picture(window, ui, frame, label)
    left, right = frame.right + ui.dp(PAD), rect.right - ui.dp(PAD)
    if label is not None and label.fault:
        _fault(window, ui, pygame.Rect(left, frame.top, right - left, high), label)
        return _bin(window, ui, rect, pointer) if lit else pygame.Rect(0, 0, 0, 0)
    facts = min(ui.dp(FACTS), (right - left) * 2 // 5)
    _words(window, ui, pygame.Rect(left, frame.top, right - left - facts - ui.dp(PAD), high), item, label)
    _facts(window, ui, (right, frame.top), facts, item, label)
    return _bin(window, ui, rect, pointer) if lit else pygame.Rect(0, 0, 0, 0)


def _words(window: pygame.Surface, ui: Ui, box: pygame.Rect, item: Item, label: Label | None) -> None:
    """Note or name, battle and turn, who plays."""
    theme = ui.theme
    name = label.name if label is not None else item.path.stem
    drawn = ui.text(window, name, box.topleft, "body-bold", 17, theme.text, width=box.width)
    if label is None:
        return
    at = (box.left, drawn.bottom + ui.dp(3))
    told = f"{label.battle}, {label.now}"
    drawn = ui.text(window, told, at, "narrow", 15, theme.text, width=box.width)
    ui.text(window, label.who, (box.left, drawn.bottom), "narrow", 15, theme.muted, width=box.width)


def _facts(
    window: pygame.Surface, ui: Ui, at: tuple[int, int], width: int, item: Item, label: Label | None
) -> None:
    """Kind, when it was saved, and its size, at the right edge."""
    theme, right = ui.theme, at[0]
    ink = theme.brass if item.kind == SAVE else theme.muted
    y = ui.text(
        window, _(KINDS[item.kind]), at, "narrow-bold", 15, ink, width=width, align=1.0
    ).bottom + ui.dp(3)
    told = f"{moment(label.saved if label is not None else item.written)}   {size(item)}"
    ui.text(window, told, (right, y), "narrow", 15, theme.muted, width=width, align=1.0)


def _fault(window: pygame.Surface, ui: Ui, box: pygame.Rect, label: Label) -> None:
    """The name, and why it cannot be read."""
    theme = ui.theme
    room = box.width - ui.dp(100)
    drawn = ui.text(window, label.name, box.topleft, "body-bold", 17, theme.text, width=room)
    rest = pygame.Rect(box.left, drawn.bottom + ui.dp(3), room, max(0, box.bottom - drawn.bottom))
    ui.prose(window, label.fault, rest, "narrow", 15, theme.bad, 1.0)


def _picture(window: pygame.Surface, ui: Ui, frame: pygame.Rect, label: Label | None) -> None:
    """The picture, or in its place why there is none."""
    theme = ui.theme
    pygame.draw.rect(window, theme.bar, frame)
    if label is not None and label.picture is not None and not label.shut:
        window.blit(_scaled(label.picture, frame.size), frame)
    elif label is not None:
        why = _("unreadable") if label.fault else _("two players") if label.shut else _("no picture")
        y = frame.centery - ui.line_height("narrow", 14) // 2
        room = frame.width - ui.dp(6)
        ink = theme.bad if label.fault else theme.dim
        ui.text(window, why, (frame.centerx, y), "narrow", 14, ink, width=room, align=0.5)
    pygame.draw.rect(window, theme.line, frame, 1)


def _bin(window: pygame.Surface, ui: Ui, rect: pygame.Rect, pointer: tuple[int, int]) -> pygame.Rect:
    """The button that deletes."""
    theme, words = ui.theme, _("Delete")
    high = ui.line_height("narrow", 14) + ui.dp(6)
    box = pygame.Rect(0, 0, ui.width(words, "narrow", 14) + ui.dp(20), high)
    box.bottomright = rect.right - ui.dp(PAD), rect.bottom - ui.dp(EDGE)
    over = box.collidepoint(pointer)
    ui.box(window, box, theme.panel, theme.bad if over else theme.line)
    at = (box.centerx, box.top + ui.dp(3))
    ui.text(window, words, at, "narrow", 14, theme.text if over else theme.muted, align=0.5)
    return box


@lru_cache(maxsize=64)
def _scaled(picture: pygame.Surface, fit: tuple[int, int]) -> pygame.Surface:
    return pygame.transform.smoothscale(picture, fit)
