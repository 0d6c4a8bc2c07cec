"""Terms in the panels of a scene: the pointer at rest or a key tells what one means, a click leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from game.i18n import text as _
from game.ui import keys
from game.ui.glossary import entry
from game.ui.kit.draw import Ui
from game.ui.kit.links import Link, LinkPanel
from game.ui.kit.tips import place_tip
from game.ui.kit.widgets import ring

if TYPE_CHECKING:
    from game.ui.app import Scene

DELAY = 0.3
"""Seconds that the pointer rests before a term is explained."""
WIDE = 320
"""Width in dp of the plate."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A term on the screen: the panel that uses it, and the word."""

    panel: LinkPanel
    link: Link

    @property
    def rect(self) -> pygame.Rect:
        """Where the word stands in the window."""
        return self.link.rect.move(self.panel.rect.topleft)


class Glosses:
    """Which term is looked at. `chosen` by the key, so that it needs no pointer."""

    def __init__(self) -> None:
        self.over: Spot | None = None
        self.chosen: Spot | None = None
        self.rested = 0.0

    @property
    def shown(self) -> Spot | None:
        """The term that is explained now."""
        return self.chosen or (self.over if self.rested >= DELAY else None)

    def clear(self) -> None:
        """Look at nothing."""
        self.over = self.chosen = None
        self.rested = 0.0

    def spots(self, scene: Scene) -> Iterator[Spot]:
        """All terms on the screen, those of the topmost panels first; none below a page or a question."""
        covered = getattr(scene, "help", False) or getattr(scene, "question", None) is not None
        panels = () if covered else getattr(scene, "panels", ())
        for panel in panels:
            if isinstance(panel, LinkPanel) and panel.shown:
                yield from (Spot(panel, link) for link in panel.links)

    def handle(self, event: pygame.Event, scene: Scene) -> Spot | None:
        """Follow the pointer; the term that was clicked, if one was. Any key but its own ends a choice."""
        if event.type == pygame.MOUSEMOTION:
            found = self._at(scene, event.pos)
            if found != self.over:
                self.over, self.rested = found, 0.0
        elif event.type == pygame.MOUSEBUTTONDOWN:
            found = self._at(scene, event.pos) if event.button == 1 else None
            self.clear()
            return found
        elif event.type in (pygame.KEYDOWN, pygame.MOUSEWHEEL, pygame.VIDEORESIZE):
            self.clear()
        return None

    def _at(self, scene: Scene, at: tuple[int, int]) -> Spot | None:
        """The term at a place, of the panel that lies topmost there."""
        top = next((p for p in getattr(scene, "panels", ()) if p.shown and p.rect.collidepoint(at)), None)
        return next((s for s in self.spots(scene) if s.panel is top and s.rect.collidepoint(at)), None)

    def next(self, scene: Scene) -> None:
        """Go to the next term on the screen; after the last to none."""
        spots = list(self.spots(scene))
        at = spots.index(self.chosen) + 1 if self.chosen in spots else 0
        self.clear()
        self.chosen = spots[at] if at < len(spots) else None

    def update(self, seconds: float) -> bool:
        """Let the pointer rest; true when a term is to be explained that was not before."""
        before = self.shown
        self.rested += seconds if self.over is not None else 0.0
        return self.shown != before

    def draw(self, window: pygame.Surface, ui: Ui) -> None:
        """The plate with the meaning, beside the panel that uses the word."""
        spot = self.shown
        meant = entry(spot.link.key) if spot is not None else None
        if spot is None or meant is None:
            return
        pad, room = ui.dp(10), window.get_rect().inflate(-ui.dp(8), -ui.dp(8))
        wide = min(ui.dp(WIDE * max(1.0, ui.text_scale)), room.width)
        lines = ui.wrapped(meant.words, "body", 14, wide - 2 * pad)
        step, head = ui.line_height("body", 14), ui.line_height("title", 16)
        size = (wide, min(room.height, 3 * pad + head + step * (len(lines) + 1)))
        place = place_tip(size, room, _beside(spot, room, size), (spot.panel.rect,))
        ui.box(window, place, ui.theme.bar, ui.theme.brass, 5)
        ui.text(window, meant.name, (place.left + pad, place.top + pad), "title", 16, ui.theme.brass)
        hint = _("Click, or {key}: the glossary", key=keys.cap("handbook"))
        text = pygame.Rect(place.left + pad, place.top + pad + head, wide - 2 * pad, 0)
        text.height = place.bottom - 2 * pad - step - text.top
        ui.prose(window, meant.words, text, "body", 14, ui.theme.text, 1.0)
        at = (text.left, place.bottom - pad - step)
        ui.text(window, hint, at, "narrow", 13, ui.theme.muted, width=text.width)
        if self.chosen is not None:
            ring(window, ui, spot.rect.inflate(6, 4))


def _beside(spot: Spot, room: pygame.Rect, size: tuple[int, int]) -> pygame.Rect:
    """What the plate must not cover: the whole panel where there is room beside it, else its line."""
    panel, gap = spot.panel.rect, 16
    beside = max(panel.left - room.left, room.right - panel.right) >= size[0] + gap
    over = max(panel.top - room.top, room.bottom - panel.bottom) >= size[1] + gap
    if not beside and not over:
        return spot.rect.inflate(12, 6)
    # Level with the word, so that the eye finds both.
    return pygame.Rect(panel.left, spot.rect.top, panel.width, spot.rect.height) if beside else panel
