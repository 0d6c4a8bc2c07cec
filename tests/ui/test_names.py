"""Names of places on the map: beside the counters, read in every light, placed once for the same counters."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from game.engine.clock import LIGHTS
from game.scenario.build import Start
from game.scenario.ground import load_ground
from game.ui.camera import Camera
from game.ui.kit.theme import SHEET, contrast
from game.ui.layers.hour import draw_hour
from game.ui.layers.names import draw_names, turned_light
from game.ui.layers.terrain import COUNTER_ROOM, TerrainLayer
from game.ui.scenes.sheet import SheetScene
from game.ui.sheet.lettering import Type, turned
from game.ui.sheet.room import core
from game.ui.sheetspec import places_of, spec_of
from game.ui.table import Table
from ui.pilot import Pilot, ui

STEP = 3
NIGHT, DAY = LIGHTS.index("night_dark"), LIGHTS.index("day")
INK, PAPER = (43, 37, 30), (233, 218, 182)


@pytest.fixture(scope="module")
def terrain(attack: Start) -> TerrainLayer:
    return TerrainLayer(load_ground(), spec_of(attack), places_of(attack, "ru"))


@pytest.fixture
def table(attack: Start) -> Table:
    return Table(attack)


def counters(terrain: TerrainLayer, table: Table) -> list[pygame.Rect]:
    camera = terrain.camera(STEP)
    side = camera.counter
    places = [table.centers[hex_] for hex_ in table.stacks]
    return [
        pygame.Rect(round(x * camera.scale) - side // 2, round(y * camera.scale) - side // 2, side, side)
        for x, y in places
    ]


def test_no_name_lies_below_a_counter_while_a_battle_is_on(terrain: TerrainLayer, table: Table) -> None:
    bodies = counters(terrain, table)
    assert COUNTER_ROOM > 1
    assert len(bodies) > 100
    spots = frozenset(table.centers[hex_] for hex_ in table.stacks)
    capitals = terrain.camera(STEP).scale * 1500
    for one in terrain.names(STEP, spots):
        if one.rect.width < capitals:  # countries go across whatever is there
            assert core(one.rect).inflate(-4, -4).collidelist(bodies) < 0
    bare = terrain.names(STEP, frozenset())
    hidden = [one for one in bare if core(one.rect).inflate(-4, -4).collidelist(bodies) >= 0]
    assert len(hidden) > 5, "without knowing of them names lie below counters"


def test_names_are_placed_once_for_the_same_counters(
    terrain: TerrainLayer, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    spots = frozenset(table.centers[hex_] for hex_ in table.stacks)
    first = terrain.names(STEP, spots)
    monkeypatch.setattr(TerrainLayer, "_placed", lambda *_: pytest.fail("placed again"))
    assert terrain.names(STEP, spots) is first


@pytest.mark.parametrize("blended", [False, True])
def test_letters_are_turned_light_and_their_halo_dark(blended: bool) -> None:
    kind = Type("serif-bold", 40, SHEET.ink, halo_px=4, halo_alpha=255)
    picture = turned("HHH", kind, np.zeros(2), 0.1).picture if blended else kind.picture("HHH")
    light = turned_light(picture, blended)
    before, after = (pygame.surfarray.array3d(p).sum(axis=2).astype(int) for p in (picture, light))
    whole = pygame.surfarray.array_alpha(picture) == 255
    assert whole.any()
    assert before[whole].min() < 200
    assert after[whole].max() > 600
    dark = before[whole] < 200
    assert after[whole][dark].min() > 500
    assert (pygame.surfarray.array_alpha(light) == pygame.surfarray.array_alpha(picture)).all()


def test_by_night_names_are_read_on_the_dark_sheet(terrain: TerrainLayer, table: Table) -> None:
    camera = Camera(terrain.spec.width_m, terrain.spec.height_m, terrain.spec.across_m, step=STEP)
    camera.view = pygame.Rect(0, 0, 900, 700)
    camera.center(*table.middle)
    window = pygame.Surface((900, 700))
    window.fill(PAPER)
    draw_hour(window, camera, NIGHT, False)
    sheet = window.get_at((0, 0))[:3]
    draw_names(window, camera, terrain, table, (), NIGHT)
    pixels = pygame.surfarray.array3d(window)
    lightest = tuple(
        int(n) for n in pixels[tuple(np.argwhere(pixels.sum(axis=2) == pixels.sum(axis=2).max())[0])]
    )
    assert contrast(lightest, sheet) > 4.5  # type: ignore[arg-type]
    by_day = pygame.Surface((900, 700))
    by_day.fill(PAPER)
    draw_names(by_day, camera, terrain, table, (), DAY)
    assert pygame.surfarray.array3d(by_day).sum(axis=2).min() <= sum(INK) + 30


def test_names_keep_off_counters_on_the_table_too(pilot: Pilot, terrain: TerrainLayer, table: Table) -> None:
    asked: list[frozenset[tuple[float, float]]] = []
    real = terrain.names
    scene = SheetScene(ui(), table, terrain, pygame.Surface((140, 120)))
    terrain.names = lambda step, spots: asked.append(spots) or real(step, spots)  # type: ignore[method-assign,func-returns-value]
    try:
        pilot.open(scene, (1024, 640))
        pilot.key(pygame.K_h)
    finally:
        del terrain.names
    assert asked[0] == frozenset(table.centers[hex_] for hex_ in table.stacks)
    assert asked[-1] == frozenset()
