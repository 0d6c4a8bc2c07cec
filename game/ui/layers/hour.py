"""The light of the hour over the sheet: twilight is warm, night dark and blue, fog a pale veil; and its sign.

The inks of the sheet are multiplied, so that lines stay darker than paper; counters are drawn above and keep
their own colors.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pygame

from game.engine.clock import LIGHTS
from game.engine.view import Public
from game.i18n import text as _
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.kit.theme import Rgb, mix

TONES: dict[str, Rgb] = {
    "dusk": (248, 226, 196),
    "night_full_moon": (132, 144, 182),
    "night_half_moon": (112, 124, 164),
    "night_dark": (92, 104, 146),
}
"""What the sheet is multiplied by, of 255; by day nothing."""
WHITE: Rgb = (255, 255, 255)
GENTLE = 0.45
"""How much of it is taken back where strong contrast is asked for."""
MIST, MIST_BY_NIGHT = (224, 226, 222), (160, 166, 182)
THIN, THICK = 96, 204
"""Opacity of the veil of fog between its banks and in them."""
EDGE, BANKS = 512, 5
"""Pixels along a square of the veil, which repeats, and how many waves of banks it has."""
WORDS = {
    "day": "Day",
    "dusk": "Twilight",
    "night_full_moon": "Night, bright moon",
    "night_half_moon": "Night, half moon",
    "night_dark": "Night, no moon",
}


def draw_hour(window: pygame.Surface, camera: Camera, light: int, fog: bool, gentle: bool = False) -> None:
    """Lay the light of an hour over the sheet; `light` is a row of `LIGHTS`."""
    tone, view = TONES.get(LIGHTS[light], WHITE), camera.view
    if gentle:
        tone = mix(tone, WHITE, GENTLE)
    if tone != WHITE:
        window.fill(tone, view, special_flags=pygame.BLEND_RGB_MULT)
    if fog:
        _veil(window, camera, MIST_BY_NIGHT if LIGHTS[light].startswith("night") else MIST)


def _veil(window: pygame.Surface, camera: Camera, color: Rgb) -> None:
    """Squares of fog that lie still on the sheet."""
    cloth, (left, top), view = _cloth(color), camera.corner(), camera.view
    before = window.get_clip()
    # The veil ends where the sheet does: the desk around it stays dark.
    sheet = pygame.Rect(view.left - int(left), view.top - int(top), 0, 0)
    sheet.size = round(camera.width_m * camera.scale), round(camera.height_m * camera.scale)
    window.set_clip(view.clip(before).clip(sheet))
    xs = range(view.left - int(left) % EDGE, view.right, EDGE)
    ys = range(view.top - int(top) % EDGE, view.bottom, EDGE)
    window.fblits([(cloth, (x, y)) for y in ys for x in xs])
    window.set_clip(before)


@lru_cache(maxsize=2)
def _cloth(color: Rgb) -> pygame.Surface:
    """A square of fog with soft banks; it goes on without a seam on every side."""
    turn = 2 * np.pi / EDGE
    x, y = np.meshgrid(np.arange(EDGE), np.arange(EDGE), indexing="ij")
    bend = 40 * np.sin(turn * x) + 24 * np.sin(turn * (2 * x + 3 * y))
    bank = 0.5 + 0.35 * np.sin(turn * BANKS * (y + bend)) + 0.15 * np.sin(turn * (3 * x - 2 * y))
    cloth = pygame.Surface((EDGE, EDGE), pygame.SRCALPHA)
    cloth.fill((*color, 255))
    alpha = THIN + (THICK - THIN) * np.clip(bank, 0, 1)
    pygame.surfarray.pixels_alpha(cloth)[:] = alpha.astype(np.uint8)
    return cloth


def words_of(light: int, fog: bool) -> str:
    """The light of an hour in words."""
    word = _(WORDS[LIGHTS[light]])
    return _("{light}, fog", light=word) if fog else word


def draw_sign(window: pygame.Surface, camera: Camera, ui: Ui, now: Public) -> None:
    """A small plate below the compass with the light in a picture and in words."""
    theme, view, words = ui.theme, camera.view, words_of(now.light, now.fog)
    high = ui.row(24, "narrow-bold", 14)
    wide = min(ui.width(words, "narrow-bold", 14) + high + ui.dp(12), view.width - ui.dp(28))
    plate = pygame.Rect(view.right - ui.dp(14) - wide, view.top + _top(ui), wide, high)
    if plate.bottom > view.bottom or wide < 2 * high:
        return
    ui.box(window, plate, theme.bar, theme.brass)
    middle = (plate.left + high // 2 + ui.dp(2), plate.centery)
    _picture(window, ui, middle, high * 3 // 10, LIGHTS[now.light])
    at = (plate.left + high + ui.dp(4), plate.centery - ui.line_height("narrow-bold", 14) // 2)
    ui.text(window, words, at, "narrow-bold", 14, theme.text, width=plate.right - at[0] - ui.dp(4))


def _top(ui: Ui) -> int:
    """How far below the edge of the map the sign lies: under the letter of the compass."""
    return ui.dp(78) + ui.line_height("serif-bold", 17)


def sign_room(ui: Ui) -> tuple[int, int]:
    """How far the sign comes from the right and the upper edge of the map, at the most."""
    high = ui.row(24, "narrow-bold", 14)
    longest = max(ui.width(words_of(row, True), "narrow-bold", 14) for row in range(len(LIGHTS)))
    return longest + high + ui.dp(28), _top(ui) + high + ui.dp(2)


def _picture(window: pygame.Surface, ui: Ui, at: tuple[int, int], r: int, light: str) -> None:
    """A sun, half a sun on the horizon, a sickle, or a bare ring for a night without a moon."""
    theme, (x, y) = ui.theme, at
    if light in ("day", "night_full_moon"):
        pygame.draw.circle(window, theme.selection if light == "day" else theme.ivory, at, r)
    elif light == "dusk":
        pygame.draw.circle(window, theme.warn, at, r, draw_top_left=True, draw_top_right=True)
        pygame.draw.line(window, theme.text, (x - r - 2, y + 1), (x + r + 2, y + 1), max(1, ui.dp(2)))
    elif light == "night_half_moon":
        pygame.draw.circle(window, theme.ivory, at, r)
        pygame.draw.circle(window, theme.bar, (x + r * 2 // 3, y - r // 4), r)
    else:
        pygame.draw.circle(window, theme.muted, at, r, max(1, ui.dp(1.5)))
