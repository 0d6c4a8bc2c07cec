"""The overlays by name, which of them is on, and the legend that is always there with it."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.i18n import text as _
from game.ui import keys
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import keycap, keycap_width
from game.ui.layers.ammunition import Ammunition
from game.ui.layers.attention import Attention
from game.ui.layers.contacts import ContactAges
from game.ui.layers.control import Control
from game.ui.layers.danger import Danger
from game.ui.layers.elevation import Elevation
from game.ui.layers.enemy_reach import EnemyReach
from game.ui.layers.formations import Formations
from game.ui.layers.links import Links
from game.ui.layers.overlay import DASH, DOT, EDGE, HATCH, Entry, Overlay, dashed
from game.ui.layers.ranges import WeaponRanges
from game.ui.layers.sight import Sight, Visible
from game.ui.layers.works import Works
from game.ui.playtable import PlayTable

OVERLAYS: tuple[type[Overlay], ...] = (
    Sight,
    Visible,
    WeaponRanges,
    Danger,
    Links,
    Ammunition,
    Works,
    Elevation,
    Control,
    ContactAges,
    Formations,
    EnemyReach,
    Attention,
)
"""All overlays, in the order in which F7 goes through them."""
WIDTH, LINE = 286, 19


class Overlays:
    """One overlay at a time, or none."""

    def __init__(self) -> None:
        self.all = tuple(kind() for kind in OVERLAYS)
        self.on: Overlay | None = None

    def toggle(self, overlay: Overlay) -> None:
        """Show an overlay in the place of another; the same again shows none."""
        self.on = None if self.on is overlay else overlay

    def step(self, by: int) -> None:
        """Go to the next or previous overlay, with none between the last and the first."""
        ring: tuple[Overlay | None, ...] = (None, *self.all)
        self.on = ring[(ring.index(self.on) + by) % len(ring)]

    def handle(self, event: pygame.Event) -> bool:
        """Take a key that switches an overlay."""
        if event.type != pygame.KEYDOWN or event.mod & pygame.KMOD_ALT:
            return False
        if event.mod & pygame.KMOD_SHIFT and event.key != pygame.K_F7:
            return False
        ctrl = bool(event.mod & pygame.KMOD_CTRL)
        if event.key == pygame.K_F7 and not ctrl:
            self.step(-1 if event.mod & pygame.KMOD_SHIFT else 1)
            return True
        chord = (event.key, ctrl)
        overlay = next((o for o in self.all if chord in keys.BY_ID[o.action].chords), None)
        if overlay is not None:
            self.toggle(overlay)
        return overlay is not None

    # drawing

    def below(self, window: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """What lies under the counters."""
        if self.on is not None and not self.on.above:
            self.on.draw(window, camera, table, ui)

    def above(self, window: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """What lies over the counters, and the legend."""
        if self.on is None:
            return
        if self.on.above:
            self.on.draw(window, camera, table, ui)
        draw_legend(window, camera.view, self.on, table, ui)


def draw_legend(
    window: pygame.Surface, view: pygame.Rect, overlay: Overlay, table: PlayTable, ui: Ui
) -> pygame.Rect:
    """The legend in the upper left corner of the map; gives its place."""
    rows = [(entry, _lines(entry, ui)) for entry in overlay.legend(table, ui)]
    high = ui.dp(36) + sum(ui.dp(LINE) * len(lines) for _entry, lines in rows) + ui.dp(6)
    box = pygame.Rect(view.left + ui.dp(12), view.top + ui.dp(12), ui.dp(WIDTH), high)
    box.width = min(box.width, max(ui.dp(60), view.width - ui.dp(24)))
    plate = pygame.Surface(box.size, pygame.SRCALPHA)
    pygame.draw.rect(plate, (*ui.theme.bar, 232), plate.get_rect(), border_radius=ui.dp(5))
    window.blit(plate, box)
    pygame.draw.rect(window, ui.theme.brass, box, 1, border_radius=ui.dp(5))
    word = keys.cap(overlay.action)
    cap = keycap_width(ui, word)
    room = box.width - cap - ui.dp(34)
    ui.text(window, _(overlay.word), (box.left + ui.dp(12), box.top + ui.dp(7)), "body-bold", 15, width=room)
    keycap(window, ui, word, (box.right - ui.dp(10), box.top + ui.dp(18)))
    y = box.top + ui.dp(34)
    for entry, lines in rows:
        _sample(window, ui, entry, pygame.Rect(box.left + ui.dp(12), y + ui.dp(3), ui.dp(22), ui.dp(13)))
        for line in lines:
            ui.text(window, line, (box.left + ui.dp(42), y), "narrow", 14, ui.theme.text)
            y += ui.dp(LINE)
    return box


def _lines(entry: Entry, ui: Ui) -> Sequence[str]:
    return ui.wrapped(entry.words, "narrow", 14, ui.dp(WIDTH - 52)) or ("",)


def _sample(window: pygame.Surface, ui: Ui, entry: Entry, box: pygame.Rect) -> None:
    """A color as it looks on the map: on paper, as a line, as a spot."""
    if entry.mark in (EDGE, DASH):
        ends = (box.left, box.centery), (box.right, box.centery)
        if entry.mark == EDGE:
            pygame.draw.line(window, entry.ink, *ends, 3)
        else:
            dashed(window, entry.ink, *ends, 3)
        return
    if entry.mark == DOT:
        pygame.draw.circle(window, entry.ink, box.center, box.height // 2)
        return
    pygame.draw.rect(window, ui.theme.map.paper_middle, box)
    tint = pygame.Surface(box.size, pygame.SRCALPHA)
    tint.fill(entry.ink)
    if entry.mark == HATCH:
        for x in range(-box.height, box.width, 6):
            pygame.draw.line(tint, (*entry.ink[:3], 220), (x, box.height), (x + box.height, 0))
    window.blit(tint, box)
    pygame.draw.rect(window, ui.theme.line, box, 1)
