"""Text as pictures: one line in one role, with Japanese fallback, halo and letter spacing, all cached.

Every picture of a role and size has the same height and baseline whatever the language, so lines align.
The pictures are shared: blit them, never draw on them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

import pygame

from game.ui.kit import typefaces
from game.ui.kit.typefaces import ROLES, complaints

__all__ = ["ROLES", "ascent", "clear", "complaints", "line_height", "measure", "render"]

Rgb = tuple[int, int, int]
Rgba = tuple[int, int, int, int]
Color = Rgb | Rgba | pygame.Color


FINE = 4
"""Letter spacing is measured at this many times the size, so that kerning is not rounded to whole pixels."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text drawn by one font, and where it begins."""

    text: str
    file: str
    px: int
    left: float = 0.0

    @property
    def font(self) -> pygame.font.Font:
        """The opened font of the piece."""
        return typefaces.opened(self.file, self.px)

    @property
    def right(self) -> float:
        """Where the piece ends."""
        return self.left + self.font.size(self.text)[0]


def render(
    text: str,
    role: str,
    px: float,
    color: Color,
    *,
    halo: Color | None = None,
    halo_px: int = 0,
    spacing: float = 0,
) -> pygame.Surface:
    """One line of text; the halo adds its width on all four sides, the spacing goes between letters."""
    _awake()
    ring = halo_px if halo is not None else 0
    tint = _rgba(halo) if halo is not None and ring > 0 else None
    return _render(_clean(text), role, typefaces.clamp(px), _rgba(color), tint, max(0, ring), spacing)


def measure(text: str, role: str, px: float, *, halo_px: int = 0, spacing: float = 0) -> tuple[int, int]:
    """Width and height of what `render` would give."""
    _awake()
    size = typefaces.clamp(px)
    width = _width(_clean(text), role, size, spacing)
    return width + 2 * halo_px, line_height(role, size) + 2 * halo_px


def line_height(role: str, px: float) -> int:
    """Height of every line of a role at a size, without halo."""
    _awake()
    return typefaces.opened(_role(role).file, typefaces.clamp(px)).get_height()


def ascent(role: str, px: float) -> int:
    """Distance from the top of a line to its baseline, without halo."""
    _awake()
    return typefaces.opened(_role(role).file, typefaces.clamp(px)).get_ascent()


def clear() -> None:
    """Forget every opened font and drawn text."""
    _render.cache_clear()
    _layout.cache_clear()
    typefaces.clear()


def _awake() -> None:
    """Start the font module when nobody has; fonts opened before it was last stopped are dead."""
    if not pygame.font.get_init():
        clear()
        pygame.font.init()


def _role(name: str) -> typefaces.Role:
    """A role by name; ValueError with the known names otherwise."""
    try:
        return ROLES[name]
    except KeyError:
        raise ValueError(f"there is no type role '{name}'; known are {', '.join(ROLES)}") from None


def _rgba(color: Color) -> Rgba:
    """A color as four numbers, which can serve as a cache key."""
    red, green, blue, *alpha = color
    return red, green, blue, alpha[0] if alpha else 255


def _clean(text: str) -> str:
    """The text on one line: control characters become spaces, broken halves of characters a question mark."""
    if text.isprintable():
        return text
    safe = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c if c.isprintable() else " " for c in safe)


def runs(text: str, role: str, px: int) -> list[Piece]:
    """Split a text at spaces and where the serving font changes; every piece still begins at zero.

    PT kerns a space into the comma or capital beside it until the words touch at small sizes, so words
    and spaces are set apart from each other.
    """
    use = _role(role)
    japanese = typefaces.japanese_for(use, text)
    smaller = typefaces.clamp(px * typefaces.CJK_SCALE)
    made = []
    for (file, _), chars in groupby(text, key=lambda c: (typefaces.serving(use, japanese, c), c == " ")):
        made.append(Piece("".join(chars), file, px if file == use.file else smaller))
    return made


def _letters_of(run: Piece, spacing: float) -> list[Piece]:
    """The letters of a run, kerned and then moved apart."""
    fine = typefaces.opened(run.file, typefaces.clamp(run.px * FINE))
    scale = run.px / typefaces.clamp(run.px * FINE)
    made = []
    for i, char in enumerate(run.text):
        kerned = (fine.size(run.text[: i + 1])[0] - fine.size(char)[0]) * scale
        made.append(replace(run, text=char, left=run.left + kerned + i * spacing))
    return made


@lru_cache(maxsize=8192)
def _layout(text: str, role: str, px: int, spacing: float) -> tuple[Piece, ...]:
    """Pieces of a cleaned text, each at its place."""
    placed: list[Piece] = []
    for run in runs(text, role, px):
        left = placed[-1].right + spacing if placed else 0.0
        here = replace(run, left=left)
        placed += _letters_of(here, spacing) if spacing else [here]
    return tuple(placed)


@lru_cache(maxsize=8192)
def _width(text: str, role: str, px: int, spacing: float) -> int:
    """Width of a cleaned text."""
    return max(1, *(round(piece.right) for piece in _layout(text, role, px, spacing)), 1)


@lru_cache(maxsize=4096)
def _render(
    text: str, role: str, px: int, color: Rgba, halo: Rgba | None, ring: int, spacing: float
) -> pygame.Surface:
    """A cleaned text with its halo, on a transparent ground."""
    letters = _letters(text, role, px, color[:3], spacing)
    if halo is not None:
        letters = _with_halo(letters, _letters(text, role, px, halo[:3], spacing), ring, halo[3])
    if color[3] < 255:
        letters = letters.copy()
        letters.fill((255, 255, 255, color[3]), special_flags=pygame.BLEND_RGBA_MULT)
    return letters


def _letters(text: str, role: str, px: int, color: Rgb, spacing: float) -> pygame.Surface:
    """The bare letters, every piece on the baseline of the role's own font."""
    own = typefaces.opened(_role(role).file, px)
    canvas = pygame.Surface((_width(text, role, px, spacing), own.get_height()), pygame.SRCALPHA)
    for piece in _layout(text, role, px, spacing):
        if piece.text.isspace():
            continue
        top = own.get_ascent() - piece.font.get_ascent()
        canvas.blit(piece.font.render(piece.text, True, color), (round(piece.left), top))
    return canvas


def _with_halo(letters: pygame.Surface, shape: pygame.Surface, ring: int, alpha: int) -> pygame.Surface:
    """The letters over their own shape spread in all directions."""
    width, height = letters.get_size()
    glow = pygame.Surface((width + 2 * ring, height + 2 * ring), pygame.SRCALPHA)
    reach = range(-ring, ring + 1)
    spots = [(x + ring, y + ring) for x in reach for y in reach if x * x + y * y <= ring * ring + 1]
    glow.fblits([(shape, spot) for spot in spots])
    if alpha < 255:
        glow.fill((255, 255, 255, alpha), special_flags=pygame.BLEND_RGBA_MULT)
    glow.blit(letters, (ring, ring))
    return glow
