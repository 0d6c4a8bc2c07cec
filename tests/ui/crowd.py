"""Where the words of a scene get into each other's way: letters over letters, letters cut by an edge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import pygame
import pytest

from game.ui.kit import fonts
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Panel

SLACK = 1
"""Pixels by which letters may touch."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Letters on a surface: their words, where their ink lies, what of the surface shows, and which it is."""

    words: str
    ink: pygame.Rect
    window: pygame.Rect
    edge: pygame.Rect
    surface: int

    @property
    def shown(self) -> pygame.Rect:
        """The ink that can be seen."""
        return self.ink.clip(self.window)


def inks(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> list[Ink]:
    """All letters of a panel, painted anew."""
    found: list[Ink] = []
    last: list[pygame.Surface] = []
    write, render = Ui.text, fonts.render

    def spy(self: Ui, target: pygame.Surface, text: str, *values: object, **named: object) -> pygame.Rect:
        place = write(self, target, text, *values, **named)  # type: ignore[arg-type]
        ink = last[-1].get_bounding_rect().move(place.topleft)
        found.append(Ink(text, ink, target.get_clip(), target.get_rect(), id(target)))
        return place

    def kept(*values: object, **named: object) -> pygame.Surface:
        last.append(render(*values, **named))  # type: ignore[arg-type]
        return last[-1]

    with monkeypatch.context() as patch:
        patch.setattr(Ui, "text", spy)
        patch.setattr(fonts, "render", kept)
        panel.paint(pygame.Surface(panel.rect.size))
    return [one for one in found if one.ink.width and one.ink.height]


def crowded(panel: Panel, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """What is wrong with the words of a panel, each in one line."""
    name, told = type(panel).__name__, inks(panel, monkeypatch)
    for one in told:
        edge = one.edge.inflate(2 * SLACK, 2 * SLACK)
        if one.ink.left < edge.left or one.ink.right > edge.right:
            yield f"{name}: {one.words!r} is cut at the side"
        elif one.window == one.edge and not edge.contains(one.ink):
            yield f"{name}: {one.words!r} at {one.ink} is cut by the edge {one.edge.size}"
    for a, b in combinations(told, 2):
        both = a.shown.clip(b.shown)
        if a.surface == b.surface and both.width > SLACK and both.height > SLACK:
            yield f"{name}: {a.words!r} lies over {b.words!r}"
