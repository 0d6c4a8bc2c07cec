"""Cards of the menu: what one scenario says of itself, in as many lines as there is room for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pygame

from game.i18n import text as _
from game.scenario.faults import BadData
from game.scenario.load import load_as, scenario_paths
from game.scenario.models.scenario import Scenario
from game.ui.kit.draw import Ui
from game.ui.scenes.thumbnail import Thumbnail

TALL, FACTS, EDGE = 106, 250, 6
"""Height in dp from which a subtitle has its own line; width of the facts at the right; margin."""
SIDES = {"soviet": "USSR", "japanese": "Japan"}


@dataclass(frozen=True, slots=True)
class Card:
    """One scenario on the menu, or the fault that keeps it off."""

    path: Path
    model: Scenario | None
    fault: str = ""


def cards() -> list[Card]:
    """Shipped scenarios by length, those that cannot be opened last."""
    found = [card_of(path) for path in scenario_paths().values()]
    return sorted(found, key=lambda c: (c.model is None, c.model.card.minutes if c.model else 0))


def card_of(path: Path) -> Card:
    """The card of a scenario, with its fault where it cannot be opened."""
    try:
        return Card(path, load_as(path, Scenario).model)
    except BadData as bad:
        return Card(path, None, str(bad.faults[0]))
    except OSError as error:
        return Card(path, None, error.strerror or str(error))


def draw_card(
    target: pygame.Surface,
    ui: Ui,
    card: Card,
    rect: pygame.Rect,
    lit: bool,
    small: Thumbnail | None = None,
) -> None:
    """Paint a card, with its small map where there is one; nothing leaves its edge."""
    theme, pad = ui.theme, ui.dp(16)
    ui.box(target, rect, theme.card if lit else theme.panel, theme.brass if lit else theme.line, 6)
    inner = rect.inflate(-2 * pad, -2 * ui.dp(EDGE))
    if card.model is None:
        drawn = ui.text(target, card.path.name, inner.topleft, "title", 20, theme.bad, width=inner.width)
        box = pygame.Rect(inner.left, drawn.bottom, inner.width, max(0, inner.bottom - drawn.bottom))
        ui.prose(target, card.fault, box, "body", 14, theme.muted, 1.15)
        return
    if small is not None:
        frame = small.fitted((inner.width // 4, inner.height))
        frame.midleft = inner.midleft
        small.draw(target, frame, ui, 3)
        cut = frame.width + pad
        inner = pygame.Rect(inner.left + cut, inner.top, inner.width - cut, inner.height)
    facts = min(ui.dp(FACTS), inner.width * 2 // 5)
    _words(target, ui, card.model, pygame.Rect(inner.topleft, (inner.width - facts - pad, inner.height)))
    _facts(target, ui, card.model, pygame.Rect(inner.right - facts, inner.top, facts, inner.height))


def _words(target: pygame.Surface, ui: Ui, model: Scenario, rect: pygame.Rect) -> None:
    """Name, subtitle below or beside it, then the aim and what can be learned, as far as there is room."""
    theme = ui.theme
    tag = _("start here") if model.card.tutorial else ""
    room = rect.width - (ui.width(tag, "narrow-bold", 14) + ui.dp(12) if tag else 0)
    drawn = ui.text(target, model.name.en, rect.topleft, "title", 21, theme.text, width=room)
    base = drawn.bottom - ui.dp(7)
    if tag:
        at = (drawn.right + ui.dp(12), base - ui.line_height("narrow-bold", 14) + ui.dp(3))
        drawn = drawn.union(ui.text(target, tag, at, "narrow-bold", 14, theme.selection))
    y = drawn.bottom
    if rect.height >= ui.dp(TALL - 2 * EDGE):
        under = (rect.left, drawn.bottom - ui.dp(2))
        y = ui.text(target, model.subtitle.en, under, "body", 15, theme.brass, width=rect.width).bottom
    else:
        at = (drawn.right + ui.dp(14), base - ui.line_height("body", 15) + ui.dp(4))
        ui.text(target, model.subtitle.en, at, "body", 15, theme.brass, width=rect.right - at[0])
    box = pygame.Rect(rect.left, y, rect.width, max(0, rect.bottom - y))
    y = ui.prose(target, model.card.aim.en, box, "body", 15, theme.muted, 1.1)
    box = pygame.Rect(rect.left, y, rect.width, max(0, rect.bottom - y))
    ui.prose(target, model.card.learning.en, box, "body-italic", 15, theme.text, 1.1)


def _facts(target: pygame.Surface, ui: Ui, model: Scenario, rect: pygame.Rect) -> None:
    """When, how long, how hard and for whom, at the right edge."""
    theme, card = ui.theme, model.card
    span = f"{model.start.day} {model.start:%b %H:%M} - {model.end.day} {model.end:%b %H:%M}"
    lines = (
        (span, theme.text),
        (_("about {length} to play", length=length(card.minutes)), theme.muted),
        (_("difficulty {n} of 5", n=card.complexity), theme.muted),
        (_("best first as {side}", side=_(SIDES[card.recommended_side])), theme.muted),
    )
    high = ui.line_height("narrow", 15)
    step = min(ui.dp(23), max(high, (rect.height - high) // (len(lines) - 1)))
    for i, (words, ink) in enumerate(lines):
        y = rect.top + ui.dp(2) + i * step
        if y + high <= rect.bottom + ui.dp(EDGE):
            ui.text(target, words, (rect.right, y), "narrow", 15, ink, align=1.0, width=rect.width)


def length(minutes: int) -> str:
    """Playing time in words: "35 min", "2 h 30 min", "6 h"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{n} min", n=rest)
    if not rest:
        return _("{n} h", n=hours)
    return _("{h} h {n} min", h=hours, n=rest)
