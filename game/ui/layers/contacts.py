"""What is believed of the enemy: how old each report is and how far off it may be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pygame

from game.i18n import text as _
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.kit.theme import Rgb
from game.ui.layers.overlay import DASH, DOT, Entry, Overlay, badge, spot
from game.ui.playtable import PlayTable

OLD = 120
"""Minutes from which a report counts as old."""


class ContactAges(Overlay):
    """A ring as wide as the error about every contact, and its age and men on a label."""

    word, action = "Contacts", "overlay.contacts"
    above = True

    def legend(self, table: PlayTable, ui: Ui) -> Sequence[Entry]:
        """Fresh and old reports, and the ring."""
        number = int((table.view.contacts.hex >= 0).sum())
        return (
            Entry(_("In sight now, of {n} contacts", n=number), ui.theme.good, DOT),
            Entry(_("Reported within two hours"), ui.theme.warn, DOT),
            Entry(_("Older"), ui.theme.bad, DOT),
            Entry(_("Ring: he may be anywhere in it"), ui.theme.target, DASH),
        )

    def paint(self, picture: pygame.Surface, camera: Camera, table: PlayTable, ui: Ui) -> None:
        """Rings first, labels over them."""
        view, told = table.view, table.view.contacts
        rows = np.flatnonzero(~view.own & (told.hex >= 0)).tolist()
        pulse = int(view.calendar.pulse[min(view.turn, len(view.calendar) - 1)])
        freshest: dict[int, int] = {}
        error: dict[int, int] = {}
        for row in rows:
            hex_, minutes = int(told.hex[row]), int(told.age[row]) * pulse
            freshest[hex_] = min(freshest.get(hex_, 1 << 20), minutes)
            error[hex_] = min(error.get(hex_, 1 << 20), int(told.error[row]))
        for hex_, minutes in freshest.items():
            if error[hex_] > 0:
                radius = max(camera.radius, round(error[hex_] * camera.scale))
                _ring(picture, spot(camera, table, hex_), radius, _ink(minutes, ui))
        for hex_, minutes in freshest.items():
            x, y = spot(camera, table, hex_)
            words = _("now") if not minutes else _age(minutes)
            badge(picture, ui, (x, y + camera.radius * 0.78), words, _ink(minutes, ui), camera.radius)


def _age(minutes: int) -> str:
    return _("{n} min", n=minutes) if minutes < 60 else _("{n} h", n=round(minutes / 60))


def _ink(minutes: int, ui: Ui) -> Rgb:
    if not minutes:
        return ui.theme.good
    return ui.theme.warn if minutes <= OLD else ui.theme.bad


def _ring(picture: pygame.Surface, at: tuple[int, int], radius: int, ink: Rgb) -> None:
    """A broken circle, thin enough that many of them can overlap."""
    parts = max(12, radius // 5) & ~1
    turns = np.linspace(0, 2 * np.pi, parts + 1)
    points = np.stack([np.cos(turns), np.sin(turns)], axis=-1) * radius + np.asarray(at)
    for part in range(0, parts, 2):
        pygame.draw.line(picture, (*ink, 200), points[part].tolist(), points[part + 1].tolist(), 2)
