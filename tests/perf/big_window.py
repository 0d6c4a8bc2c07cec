"""A window over a made field of any size: the baked sheet of the battle, side by side as its hexes are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pygame
from ui.seats import HOTSEAT, SEED

from game.engine.game import Game
from game.scenario.build import Start
from game.scenario.load import find_scenario, load_bundle
from game.scenario.setting import fate_of
from game.ui.camera import Camera
from game.ui.flow import Desk
from game.ui.kit.draw import Ui
from game.ui.layers.terrain import Progress, Spots, TerrainLayer
from game.ui.session import Session
from game.ui.sheet.lettering import Print
from game.ui.sheet.survey import SheetSpec
from tools.big_field import field

SEES_M = 500


class Repeated(TerrainLayer):
    """One baked sheet over and over: no picture holds a sheet of 125 km, and it is not what is measured."""

    def __init__(self, small: TerrainLayer, spec: SheetSpec) -> None:
        super().__init__(small.ground, spec, ())
        self.small = small

    def names(self, step: int, spots: Spots) -> tuple[Print, ...]:
        return self.small.names(step, spots)

    def picture(self, step: int, shown: set[str], progress: Progress | None = None) -> pygame.Surface:
        return self.small.picture(step, shown, progress)

    def draw(
        self, window: pygame.Surface, camera: Camera, sheet: pygame.Surface, desk: tuple[int, int, int]
    ) -> None:
        del desk
        view = camera.view
        window.set_clip(view)
        for at in tiles(camera, sheet.get_size()):
            window.blit(sheet, (view.left + at[0], view.top + at[1]))
        window.set_clip(None)


def tiles(camera: Camera, size: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Corners in the view of the sheets that lie in it."""
    (left, top), (wide, high), view = camera.corner(), size, camera.view
    across = range(left // wide, (left + view.width - 1) // wide + 1)
    down = range(top // high, (top + view.height - 1) // high + 1)
    return ((i * wide - left, j * high - top) for i, j in product(across, down))


def big_desk(ui: Ui, cols: int, rows: int, terrain: TerrainLayer) -> Desk:
    """A desk over a field with the units of the general attack once, and the sheet of the battle."""
    made = field(cols, rows, 1, SEES_M)
    fate = fate_of(load_bundle(find_scenario("offensive")), (SEED,))
    game = Game(made.setting, fate, made.state)
    board = made.start.board
    spec = SheetSpec(board.scale * (cols + 0.5), board.scale * rows * 0.866, cols, rows, float(board.scale))
    session = Session(_labelled(made.start), game, list(HOTSEAT), None, SEED)
    return Desk(ui, session, Repeated(terrain, spec), pygame.Surface((140, 120)))


def _labelled(start: Start) -> Start:
    """The same with objectives on the hexes of three digits that a wide board has."""
    document = start.bundle.scenario
    victory = document.model.victory
    longer = tuple(
        objective.model_copy(update={"hexes": tuple(f"0{h[:2]}0{h[2:]}" for h in objective.hexes)})
        for objective in victory.objectives
    )
    model = document.model.model_copy(update={"victory": victory.model_copy(update={"objectives": longer})})
    return replace(start, bundle=replace(start.bundle, scenario=replace(document, model=model)))
