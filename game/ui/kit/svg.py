"""Pictures from SVG text, within what pygame's reader draws right."""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO

import pygame

from game.ui.kit.theme import Rgb

FORBIDDEN = (
    "text",
    "tspan",
    "use",
    "image",
    "pattern",
    "filter",
    "clipPath",
    "mask",
    "symbol",
    "foreignObject",
)
"""Elements the reader skips or draws wrong: text and images vanish, clips and masks do not cut."""

_ELEMENT = re.compile(r"<\s*([A-Za-z]+)")
_REFERENCE = re.compile(r"\b(clip-path|mask|filter)\s*[=:]|currentColor", re.IGNORECASE)


def faults(svg: str) -> list[str]:
    """What in this text the reader would draw wrong; empty when it is safe."""
    names = {name.lower() for name in FORBIDDEN}
    found = [f"element <{name}>" for name in _ELEMENT.findall(svg) if name.lower() in names]
    return found + [f"'{match.group(0)}'" for match in _REFERENCE.finditer(svg)]


def hexcode(color: Rgb) -> str:
    """A color as SVG writes it."""
    return "#{:02x}{:02x}{:02x}".format(*color)


def document(content: str, left: float, top: float, width: float, height: float) -> str:
    """A whole SVG file around some content, showing this window of its plane."""
    window = f'width="{width:g}" height="{height:g}" viewBox="{left:g} {top:g} {width:g} {height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {window}>{content}</svg>'


def draw(svg: str, size: tuple[int, int], finer: int = 2) -> pygame.Surface:
    """Draw a whole SVG file at `finer` times the size and bring it down, in its own proportions."""
    width, height = max(1, size[0]), max(1, size[1])
    large = pygame.image.load_sized_svg(BytesIO(svg.encode()), (width * finer, height * finer))
    if large.get_size() == (width, height):
        return large
    full = (max(1, round(large.get_width() / finer)), max(1, round(large.get_height() / finer)))
    return pygame.transform.smoothscale(large, full)


@lru_cache(maxsize=512)
def picture(svg: str, size: tuple[int, int], finer: int = 2) -> pygame.Surface:
    """The same, kept: for what is drawn again and again. Blit it, never draw on it."""
    return draw(svg, size, finer)
