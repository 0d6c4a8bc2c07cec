"""Marks over the map: the pointer's hex, objectives, compass, scale bar, legend and the edge of the desk."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game.grid import plane
from game.i18n import text as _
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.layers.hour import sign_room
from game.ui.table import Table

VIGNETTE = 26


def outline(camera: Camera, table: Table, hex_: int) -> list[tuple[int, int]]:
    """Corners of a hex in the window."""
    board = table.start.board
    scale, (left, top), view = camera.scale, camera.corner(), camera.view
    left, top = left - view.left, top - view.top
    places = _corners(hex_, board.cols, board.scale)
    return [(round(x * scale) - left, round(y * scale) - top) for x, y in places]


@lru_cache(maxsize=1024)
def _corners(hex_: int, cols: int, scale: float) -> tuple[tuple[float, float], ...]:
    """Corners of a hex in sheet meters; outlines are drawn in every frame."""
    row, col = divmod(hex_, cols)
    return tuple((float(x), float(y)) for x, y in plane.corners(col, row, scale))


def _near(camera: Camera, table: Table) -> list[int]:
    """Objective hexes in view."""
    reach = camera.view.inflate(4 * camera.radius, 4 * camera.radius)
    return [h for h in table.objectives if reach.collidepoint(camera.to_window(*table.centers[h]))]


def draw_objectives(window: pygame.Surface, camera: Camera, table: Table, ui: Ui) -> None:
    """Brass outlines of the hexes that count."""
    window.set_clip(camera.view)
    for hex_ in _near(camera, table):
        corners = outline(camera, table, hex_)
        pygame.draw.polygon(window, ui.theme.trench_edge, corners, max(3, camera.radius // 8))
        pygame.draw.polygon(window, ui.theme.brass, corners, max(2, camera.radius // 12))
    window.set_clip(None)


def draw_points(window: pygame.Surface, camera: Camera, table: Table, ui: Ui) -> None:
    """Shields with the points of each objective on the upper left corner, off the counters' print."""
    if camera.radius < 16:
        return
    window.set_clip(camera.view)
    for hex_ in _near(camera, table):
        points = table.objectives[hex_]
        if points:
            _shield(window, ui, outline(camera, table, hex_)[3], points, camera.radius)
    window.set_clip(None)


def _shield(window: pygame.Surface, ui: Ui, at: tuple[int, int], points: str, radius: int) -> None:
    size = max(14, round(radius * 0.56))
    x, y = at[0] - size * 2 // 3, at[1] - size * 2 // 3
    shape = [
        (x, y),
        (x + size, y),
        (x + size, y + size * 2 // 3),
        (x + size // 2, y + size),
        (x, y + size * 2 // 3),
    ]
    pygame.draw.polygon(window, ui.theme.japanese.dark, shape)
    pygame.draw.polygon(window, ui.theme.brass, shape, max(1, size // 12))
    px = size * 0.58 / (ui.scale * ui.text_scale)
    top = y + size * 0.42 - ui.line_height("narrow-bold", px) / 2
    ui.text(window, points, (x + size / 2, top), "narrow-bold", px, ui.theme.ivory, align=0.5)


def draw_hover(window: pygame.Surface, camera: Camera, table: Table, ui: Ui) -> None:
    """Outline of the hex below the pointer or cursor."""
    if table.hovered is not None:
        window.set_clip(camera.view)
        corners = outline(camera, table, table.hovered)
        pygame.draw.polygon(window, ui.theme.bar, corners, 4)
        pygame.draw.polygon(window, ui.theme.selection, corners, 2)
        window.set_clip(None)


def hex_spot(camera: Camera, table: Table, hex_: int) -> pygame.Rect:
    """Pixels of the window that the outline of a hex takes."""
    corners = outline(camera, table, hex_)
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    return pygame.Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).inflate(10, 10)


def furniture(view: pygame.Rect, spot: pygame.Rect, ui: Ui) -> bool:
    """Whether what `draw_frame` draws lies on a part of a view."""
    inner = view.inflate(-2 * VIGNETTE, -2 * VIGNETTE)
    beside = (_corner(view, ui), _bar_room(view, ui))
    return not inner.contains(spot) or spot.collidelist(beside) >= 0


def _corner(view: pygame.Rect, ui: Ui) -> pygame.Rect:
    """The corner in which compass and sign of the light lie, higher and wider where letters are large."""
    wide, low = sign_room(ui)
    return pygame.Rect(view.right - wide, view.top, wide, low)


def _bar_room(view: pygame.Rect, ui: Ui) -> pygame.Rect:
    """The strip along the lower edge in which the scale bar lies."""
    return pygame.Rect(view.left, view.bottom - ui.dp(56), view.width, ui.dp(56))


@lru_cache(maxsize=4)
def _vignette(size: tuple[int, int]) -> pygame.Surface:
    shade = pygame.Surface(size, pygame.SRCALPHA)
    for i in range(VIGNETTE):
        alpha = round(90 * (1 - i / VIGNETTE) ** 2)
        pygame.draw.rect(shade, (20, 16, 10, alpha), (i, i, size[0] - 2 * i, size[1] - 2 * i), 1)
    return shade


def draw_frame(window: pygame.Surface, camera: Camera, ui: Ui) -> None:
    """Vignette, compass and scale bar: always there."""
    view = camera.view
    shade, inner = _vignette(view.size), view.inflate(-2 * VIGNETTE, -2 * VIGNETTE)
    for strip in _strips(view, inner):
        window.blit(shade, strip, strip.move(-view.left, -view.top))
    compass, reach = _compass(ui, _("N"))
    window.blit(compass, (view.right - ui.dp(44) - reach, view.top + ui.dp(44) - reach))
    scale = _scale(ui, camera.scale, view.width)
    window.blit(scale, scale.get_rect(bottomright=(view.right - ui.dp(14), view.bottom - ui.dp(12))))


def _strips(view: pygame.Rect, inner: pygame.Rect) -> tuple[pygame.Rect, ...]:
    """What lies around the inside of a view: the shade of its edges is nowhere else."""
    if inner.width <= 0 or inner.height <= 0:
        return (view,)
    return (
        pygame.Rect(view.left, view.top, view.width, VIGNETTE),
        pygame.Rect(view.left, inner.bottom, view.width, VIGNETTE),
        pygame.Rect(view.left, inner.top, VIGNETTE, inner.height),
        pygame.Rect(inner.right, inner.top, VIGNETTE, inner.height),
    )


def clear() -> None:
    """Forget the drawn compass and scales."""
    _compass.cache_clear()
    _scale.cache_clear()


@lru_cache(maxsize=4)
def _compass(ui: Ui, north: str) -> tuple[pygame.Surface, int]:
    """The compass, and where its middle lies from the upper left corner."""
    theme, r = ui.theme, ui.dp(26)
    reach = r + ui.dp(2)
    high = reach + r + ui.dp(3) + ui.line_height("serif-bold", 17)
    window = pygame.Surface((2 * reach, high), pygame.SRCALPHA)
    middle = x, y = reach, reach
    pygame.draw.circle(window, theme.ivory, middle, r)
    pygame.draw.circle(window, theme.symbol_ink, middle, r, max(1, ui.dp(1.5)))
    pygame.draw.circle(window, theme.symbol_ink, middle, r - ui.dp(4), 1)
    half, tip = ui.dp(6), r - ui.dp(5)
    pygame.draw.polygon(window, theme.soviet.body, [(x, y - tip), (x + half, y), (x - half, y)])
    pygame.draw.polygon(window, theme.symbol_ink, [(x, y + tip), (x + half, y), (x - half, y)])
    ui.text(window, north, (x, y + r + ui.dp(1)), "serif-bold", 17, theme.symbol_ink, align=0.5)
    return window, reach


@lru_cache(maxsize=16)
def _scale(ui: Ui, scale: float, width: int) -> pygame.Surface:
    """A bar of a round length near a sixth of the view's width; `scale` is pixels a meter."""
    theme = ui.theme
    room = width / 6 / scale
    least = ui.dp(110) / scale
    length = next((m for m in (5000, 2000, 1000, 500, 250) if least <= m <= max(room, 2.5 * least)), 1000)
    width = round(length * scale)
    box = pygame.Rect(0, 0, width + ui.dp(64), ui.dp(40))
    window = pygame.Surface(box.size, pygame.SRCALPHA)
    pygame.draw.rect(window, (*theme.ivory, 215), box, border_radius=ui.dp(4))
    left, y = box.left + ui.dp(22), box.top + ui.dp(27)
    for i in range(4):
        part = pygame.Rect(left + width * i // 4, y, width // 4 + 1, ui.dp(5))
        pygame.draw.rect(window, theme.symbol_ink, part, 0 if i % 2 == 0 else 1)
    for share in (0.0, 0.5, 1.0):
        word = f"{length * share:g}" + (" m" if share == 1.0 else "")
        at = (left + width * share, box.top + ui.dp(5))
        ui.text(window, word, at, "narrow", 13, theme.symbol_ink, align=0.5)
    return window
