"""Hexes in a view: the same as by looking at every hex of the map, without doing so."""

from __future__ import annotations

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from game.scenario.build import Start
from game.ui.camera import RADII, SHEET_M, Camera
from game.ui.layers.inview import in_window
from game.ui.table import Table


class Asked:
    """Places of hexes that remember how many of them were asked for."""

    def __init__(self, spots: NDArray[np.float64]) -> None:
        self.spots, self.number = spots, 0

    def __getitem__(self, hexes: NDArray[np.int64]) -> NDArray[np.float64]:
        self.number += len(hexes)
        return self.spots[hexes]


def cameras(start: Start) -> list[Camera]:
    """Views of all sizes at every step of zoom, in corners, in the middle, beyond the sheet."""
    made = []
    for n, view in enumerate(((0, 0, 512, 512), (270, 50, 960, 610), (13, 7, 90, 40), (0, 0, 3000, 2600))):
        for step in range(len(RADII)):
            for x, y in ((0, 0), (7000, 6000), SHEET_M, (-400, 3000 + 77 * n)):
                camera = Camera(*SHEET_M, start.board.scale, step=step, view=pygame.Rect(view))
                camera.x, camera.y = x, y
                made.append(camera)
    return made


def every(camera: Camera, table: Table, wanted: NDArray[np.bool_]) -> dict[int, tuple[int, int]]:
    """The plain way: each hex of the map is asked whether it lies about the view."""
    reach = camera.view.inflate(2 * camera.radius, 2 * camera.radius)
    places = {hex_: camera.to_window(*table.centers[hex_]) for hex_ in np.flatnonzero(wanted).tolist()}
    return {hex_: at for hex_, at in places.items() if reach.collidepoint(at)}


@pytest.mark.parametrize("share", [1, 3])
def test_they_are_those_that_the_plain_way_finds(hill: Start, share: int) -> None:
    table = Table(hill)
    wanted = np.arange(hill.board.hexes) % share == 0
    some = 0
    for camera in cameras(hill):
        places, hexes = in_window(camera, table, wanted)
        found = {hex_: (x, y) for hex_, (x, y) in zip(hexes.tolist(), places.tolist(), strict=True)}
        assert found == every(camera, table, wanted)
        assert (np.diff(hexes) > 0).all()
        some += bool(found)
    assert some > 30


def test_hexes_far_from_the_view_are_not_looked_at(hill: Start) -> None:
    table = Table(hill)
    asked = Asked(table.spots)
    table.__dict__["spots"] = asked
    camera = Camera(*SHEET_M, hill.board.scale, step=4, view=pygame.Rect(0, 0, 512, 512))
    camera.center(7000, 6000)
    _places, hexes = in_window(camera, table, np.ones(hill.board.hexes, np.bool_))
    assert len(hexes) > 100
    assert asked.number < 2 * len(hexes) < hill.board.hexes / 5
