"""What the baked sheet needs from a scenario: its size and its named places."""

from __future__ import annotations

from game.scenario.build import Start
from game.ui.camera import SHEET_M
from game.ui.sheet.countries import countries
from game.ui.sheet.places import Place
from game.ui.sheet.survey import SheetSpec


def spec_of(start: Start) -> SheetSpec:
    """Size and grid of the sheet."""
    board = start.board
    return SheetSpec(*SHEET_M, board.cols, board.rows, float(board.scale))


def places_of(start: Start, second: str) -> tuple[Place, ...]:
    """Named places with a second language below the English name; "none" for English alone."""
    named = tuple(
        Place(
            place.x,
            place.y,
            place.kind,
            place.name.en,
            None if second == "none" or place.name.get(second) == place.name.en else place.name.get(second),
            place.height_m,
            place.status,
        )
        for place in start.bundle.map.model.places.values()
    )
    return (*countries(spec_of(start), start.board.territory, start.territories), *named)
