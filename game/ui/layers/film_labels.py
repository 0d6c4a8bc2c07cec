"""Labels of results over the map: they rise, fade, and can be clicked for why."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game.ui.camera import Camera
from game.ui.film import Cue, Timeline
from game.ui.film_words import GRAVE, label, pinned
from game.ui.kit import fonts
from game.ui.kit.draw import Ui
from game.ui.kit.theme import Rgb, Theme

RISE, FADE_FROM = 26, 0.6
"""How far a label rises in dp, and when it begins to fade."""
STEPS_OF_FADE = 8
MOST = 5
"""Labels that one hex shows at a time."""


class Labels:
    """The labels of a film; `sides` are those of the units. Their words are put into the language once."""

    def __init__(self, line: Timeline, sides: tuple[str, ...]) -> None:
        self.sides = sides
        self.words = {cue.event: words for cue in line.cues if (words := label(cue))}
        self.pinned = pinned(line.cues, sides)
        self.totals = {cue.event: label(cue) for cue in self.pinned}

    def draw(
        self, window: pygame.Surface, camera: Camera, cues: list[Cue], at: float, ui: Ui
    ) -> list[tuple[pygame.Rect, int]]:
        """Draw the labels, none over another; gives each one's place and its event."""
        hits: list[tuple[pygame.Rect, int]] = []
        stacked: dict[int, int] = {}
        for cue in cues:
            row = stacked.get(cue.hex, 0)
            if cue.event not in self.words or row >= MOST:
                continue
            stacked[cue.hex] = row + 1
            picture = self._picture(cue, cue.share(at), ui)
            x, y = camera.to_window(*cue.place)
            up = camera.counter // 2 + ui.dp(6) + round(RISE * ui.scale * min(1.0, 1.6 * cue.share(at)))
            rect = _clear(picture.get_rect(midbottom=(x, y - up)), hits)
            if rect.colliderect(camera.view):
                window.blit(picture, rect)
                hits.append((rect, cue.event))
        return hits

    def draw_pinned(self, window: pygame.Surface, camera: Camera, ui: Ui) -> list[tuple[pygame.Rect, int]]:
        """Draw the results of the whole film, above their hexes, none over another."""
        hits: list[tuple[pygame.Rect, int]] = []
        stacked: dict[int, int] = {}
        for cue in self.pinned:
            row = stacked.get(cue.hex, 0)
            if row >= MOST:
                continue
            stacked[cue.hex] = row + 1
            picture = _label(self.totals[cue.event], _ink(ui.theme, self.sides, cue), ui, 0)
            x, y = camera.to_window(*cue.place)
            up = camera.counter // 2 + ui.dp(4)
            rect = _clear(picture.get_rect(midbottom=(x, y - up)), hits)
            if rect.colliderect(camera.view):
                window.blit(picture, rect)
                hits.append((rect, cue.event))
        return hits

    def _picture(self, cue: Cue, share: float, ui: Ui) -> pygame.Surface:
        fade = max(0.0, (share - FADE_FROM) / (1 - FADE_FROM))
        step = min(STEPS_OF_FADE - 1, int(fade * STEPS_OF_FADE))
        return _label(self.words[cue.event], _ink(ui.theme, self.sides, cue), ui, step)


def _clear(rect: pygame.Rect, hits: list[tuple[pygame.Rect, int]]) -> pygame.Rect:
    """The place of a label, moved up until it lies on none of those that are drawn."""
    taken = [other for other, _event in hits]
    for _push in range(2 * MOST):
        n = rect.collidelist(taken)
        if n < 0:
            break
        rect.bottom = taken[n].top
    return rect


def _ink(theme: Theme, sides: tuple[str, ...], cue: Cue) -> tuple[Rgb, Rgb]:
    """Letters and plate of a label: dark on ivory, for what is bad for somebody in the color of his side."""
    if cue.unit < 0:
        return theme.symbol_ink, theme.ivory
    side = theme.side(sides[cue.unit])
    return (side.ink, side.body) if cue.kind in GRAVE else (side.body, theme.ivory)


@lru_cache(maxsize=512)
def _label(words: str, ink: tuple[Rgb, Rgb], ui: Ui, fade: int) -> pygame.Surface:
    """A label on its plate at a step of its fading."""
    text = fonts.render(words, "narrow-bold", ui.px(15), ink[0])
    pad = ui.dp(5)
    plate = pygame.Surface((text.get_width() + 2 * pad, text.get_height() + ui.dp(1)), pygame.SRCALPHA)
    pygame.draw.rect(plate, (*ink[1], 235), plate.get_rect(), border_radius=ui.dp(4))
    pygame.draw.rect(plate, (*ink[0], 255), plate.get_rect(), 1, border_radius=ui.dp(4))
    plate.blit(text, (pad, 0))
    if fade:
        alpha = 255 * (STEPS_OF_FADE - fade) // STEPS_OF_FADE
        plate.fill((255, 255, 255, alpha), special_flags=pygame.BLEND_RGBA_MULT)
    return plate
