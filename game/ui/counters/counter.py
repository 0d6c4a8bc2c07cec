"""The finished counter: one surface with its shadow, its print, its texts and the signs over it."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game.ui.counters import body, states
from game.ui.counters.body import STYLES, UNITS, Layout, layout_for
from game.ui.counters.face import Face
from game.ui.kit import fonts, svg
from game.ui.kit.svg import hexcode
from game.ui.kit.theme import STANDARD, Rgb, Theme

SMALLEST, LARGEST = 3, 256
"""Sizes a caller may get, in pixels; anything else is brought into this range."""

ROLE = "narrow-bold"
GHOST = 176
"""Opacity of a contact that is not confirmed."""


def margin(size: int) -> int:
    """Pixels around the counter's body on every side, for shadow, rings and badges."""
    return 1 + round(size * 0.16)


def render_counter(
    face: Face, size_px: int, style: str = "symbol", theme: Theme = STANDARD
) -> pygame.Surface:
    """A counter whose body is `size_px` wide, on a surface `margin(size_px)` larger on each side.

    The surface is kept and shared: blit it by its center, never draw on it.
    """
    if style not in STYLES:
        raise ValueError(f"there is no counter style '{style}'; known are {', '.join(STYLES)}")
    return _counter(face, max(SMALLEST, min(LARGEST, size_px)), style, theme)


def render_box(symbol: str, size: tuple[int, int], theme: Theme = STANDARD) -> pygame.Surface:
    """A bare symbol box for lists and legends, drawn to fit a size. Kept and shared."""
    content = body.boxed(symbol, theme, (0, 0, 30, 20), 2)
    return svg.picture(svg.document(content, -1, -1, 32, 22), size)


def render_dot(side: str, px: int, theme: Theme = STANDARD) -> pygame.Surface:
    """The sign of a side for logs and small maps: a square for the Soviet, a disc for the Japanese side."""
    colors = theme.side(side)
    paint = f'fill="{hexcode(colors.body)}" stroke="{hexcode(colors.dark)}" stroke-width="1.6"'
    shape = (
        '<rect x="1" y="1" width="10" height="10" rx="0.8" '
        if side == "soviet"
        else '<circle cx="6" cy="6" r="5.2" '
    )
    return svg.picture(svg.document(f"{shape}{paint}/>", 0, 0, 12, 12), (px, px))


@lru_cache(maxsize=2048)
def _counter(face: Face, size: int, style: str, theme: Theme) -> pygame.Surface:
    """A counter, made once."""
    layout = layout_for(size)
    if layout is None:
        return _small(face, size, theme)
    edge = margin(size)
    span = size + 2 * edge
    canvas = pygame.Surface((span, span), pygame.SRCALPHA)
    _halos(canvas, face, size, edge, theme)
    finer = 2 if size < 64 else 1
    for content in _layers(face, layout, style, theme):
        if content:
            canvas.blit(svg.picture(_framed(content, size, edge), (span, span), finer), (0, 0))
    _texts(canvas, face, size, edge, layout, theme)
    if "unconfirmed" in face.states:
        canvas.fill((255, 255, 255, GHOST), special_flags=pygame.BLEND_RGBA_MULT)
    return canvas


def _layers(face: Face, layout: Layout, style: str, theme: Theme) -> tuple[str, ...]:
    """The drawing in parts that many counters have in common, so that few of them need drawing again."""
    return (
        body.plates(face, layout, theme),
        body.emblem(face, layout, style, theme),
        body.marks(face, layout, theme),
        states.over(face, theme, signs=layout.marks),
    )


def _framed(content: str, size: int, edge: int) -> str:
    """Drawing on the counter's grid, with the margin around it."""
    unit = edge * UNITS / size
    return svg.document(content, -unit, -unit, UNITS + 2 * unit, UNITS + 2 * unit)


def _small(face: Face, size: int, theme: Theme) -> pygame.Surface:
    """Below the size of a symbol: a square or a disc, ringed when it matters."""
    edge = margin(size)
    canvas = pygame.Surface((size + 2 * edge, size + 2 * edge), pygame.SRCALPHA)
    for state, color in (("target", theme.target), ("selected", theme.selection)):
        if state in face.states:
            pygame.draw.rect(canvas, color, canvas.get_rect(), border_radius=edge)
    canvas.blit(render_dot(face.side, size, theme), (edge, edge))
    return canvas


def _halos(canvas: pygame.Surface, face: Face, size: int, edge: int, theme: Theme) -> None:
    """What lies under the counter: its shadow, and the light of a ring."""
    cut = "done" in face.states
    blur = max(1, round(size * 0.055))
    if "unconfirmed" not in face.states:
        drop = max(1, round(size * 0.035))
        canvas.blit(states.glow(face.side, cut, size, edge, (0, 0, 0), 150, blur), (drop // 2, drop))
    for state, color in (("target", theme.target), ("selected", theme.selection)):
        if state in face.states:
            canvas.blit(states.glow(face.side, cut, size, edge, color, 255, blur), (0, 0))


def _texts(canvas: pygame.Surface, face: Face, size: int, edge: int, layout: Layout, theme: Theme) -> None:
    """Numbers, state letter, unit name and stack count, each where its size allows it."""
    scale = size / UNITS
    if layout.numbers:
        _bottom(canvas, face, edge, scale, theme)
    if layout.label and face.label:
        _name(canvas, face, edge, scale, theme)
    if layout.marks and face.stack > 1:
        x, y, _ = states.BADGE
        number = fonts.render(str(face.stack), ROLE, 0.21 * size, theme.symbol_ink)
        _centered(canvas, number, edge + x * scale, edge + y * scale)


def _name(canvas: pygame.Surface, face: Face, edge: int, scale: float, theme: Theme) -> None:
    """The unit's short name, reading upwards at the left edge."""
    room = 27.5 * scale
    px = _fitting(face.label, 0.2 * UNITS * scale, room)
    name = _squeezed(fonts.render(face.label, ROLE, px, theme.side(face.side).ink), room)
    _centered(canvas, pygame.transform.rotate(name, 90), edge + 7.6 * scale, edge + 28.6 * scale)


def _bottom(canvas: pygame.Surface, face: Face, edge: int, scale: float, theme: Theme) -> None:
    """The bottom line, centered as a whole: mark, number, state letter; it makes way for a stack badge."""
    size, side = scale * UNITS, theme.side(face.side)
    room, middle = (0.64 * size, 0.41 * size) if face.stack > 1 else (0.86 * size, 0.5 * size)
    before, after = [], []
    if face.count and face.bearer != "men":
        before = [states.mark(face.bearer, side.ink, body.tone(face, theme), round(0.18 * size))]
    if face.letter:
        after = [_chip(face.letter, size, side.ink, body.tone(face, theme))]
    gap = round(0.05 * size)
    if face.count:
        left = room - sum(part.get_width() + gap for part in before + after)
        px = _fitting(face.count, 0.335 * size, max(left, 0.25 * size))
        before.append(fonts.render(face.count, ROLE, px, side.ink))
    line = before + after
    if line:
        _centered(canvas, _squeezed(_joined(line, gap), room), edge + middle, edge + 51 * scale)


def _joined(parts: list[pygame.Surface], gap: int) -> pygame.Surface:
    """Pictures side by side, centered on one line."""
    width = sum(part.get_width() + gap for part in parts) - gap
    height = max(part.get_height() for part in parts)
    strip, x = pygame.Surface((width, height), pygame.SRCALPHA), 0
    for part in parts:
        strip.blit(part, (x, round((height - part.get_height()) / 2)))
        x += part.get_width() + gap
    return strip


def _squeezed(picture: pygame.Surface, room: float) -> pygame.Surface:
    """A picture made narrower when even the smallest type does not fit."""
    if picture.get_width() <= room + 1:
        return picture
    return pygame.transform.smoothscale(picture, (max(1, int(room)), picture.get_height()))


def _chip(letter: str, size: float, ground: Rgb, ink: Rgb) -> pygame.Surface:
    """A state letter on its own small plate, so that it is not read as part of the number."""
    text = fonts.render(letter, ROLE, 0.235 * size, ink)
    width, height = max(text.get_width() + round(0.07 * size), round(0.2 * size)), round(0.26 * size)
    plate = pygame.Surface((width, height), pygame.SRCALPHA)
    pygame.draw.rect(plate, ground, plate.get_rect(), border_radius=max(1, round(0.04 * size)))
    _centered(plate, text, width / 2, height / 2)
    return plate


def _fitting(text: str, px: float, room: float) -> float:
    """A type size at which a text fits a width."""
    width = fonts.measure(text, ROLE, px)[0]
    return px if width <= room else px * room / width


def _centered(canvas: pygame.Surface, picture: pygame.Surface, x: float, y: float) -> None:
    """Lay a picture down by its center."""
    canvas.blit(picture, (round(x - picture.get_width() / 2), round(y - picture.get_height() / 2)))
