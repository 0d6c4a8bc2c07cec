"""Pages of the dock: paragraphs under heads, and rows with a bar and a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from game.ui.kit.draw import Ui
from game.ui.kit.theme import Rgb

GOOD, WARN, BAD, PLAIN, SOVIET, JAPANESE = "good", "warn", "bad", "plain", "soviet", "japanese"
"""Tones of a row."""
LABEL, NUMBER = 250, 92
"""Room in dp for the words and for the number of a row."""


@dataclass(frozen=True, slots=True)
class Row:
    """A quantity: its name, what it says, the share of its bar or None for no bar, and a note behind it."""

    label: str
    value: str
    share: float | None = None
    tone: str = PLAIN
    note: str = ""


Said = tuple[str, str]
"""A head, empty for none, and a paragraph."""
Line = Said | Row
Page = Sequence[Line]


def ink_of(tone: str, ui: Ui) -> Rgb:
    """Color of a tone."""
    theme = ui.theme
    inks = {GOOD: theme.good, WARN: theme.warn, BAD: theme.bad}
    sides = {SOVIET: theme.soviet.light, JAPANESE: theme.japanese.light}
    return (inks | sides).get(tone, theme.text)


def draw_row(target: pygame.Surface, ui: Ui, row: Row, at: tuple[int, int], width: int) -> None:
    """One row: words, bar, number, note."""
    x, y = at
    label, number = min(ui.dp(LABEL), width * 2 // 5), ui.dp(NUMBER)
    ui.text(target, row.label, (x, y), "body", 15, ui.theme.text, width=label - ui.dp(8))
    left, ink = x + label, ink_of(row.tone, ui)
    if row.share is None:
        note = ui.text(target, row.value, (left, y), "narrow-bold", 16, ink).right + ui.dp(14)
    else:
        bar = pygame.Rect(left, y + ui.dp(7), min(ui.dp(170), width // 4), ui.dp(8))
        ui.bar(target, bar, row.share, ink)
        right = bar.right + ui.dp(10) + number
        ui.text(target, row.value, (right, y), "narrow-bold", 16, ink, align=1.0)
        note = right + ui.dp(14)
    ui.text(target, row.note, (note, y), "narrow", 15, ui.theme.muted, width=max(0, x + width - note))
