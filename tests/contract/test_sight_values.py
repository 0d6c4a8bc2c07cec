"""The numbers of chapter `sight` are those that sight is computed with."""

from __future__ import annotations

import pytest

from game.rules import los, los_relief
from game.scenario.build import Start, build
from game.scenario.check import sound_bundle
from game.scenario.ground import load_ground
from game.scenario.load import find_scenario
from game.scenario.sight import PERCH_M
from game.scenario.vision import decimeters, vision_of


@pytest.fixture(scope="module")
def start() -> Start:
    return build(sound_bundle(find_scenario("bezymyannaya")))


def test_defaults_are_those_of_the_ruleset(start: Start) -> None:
    rules = start.ruleset
    eyes = (decimeters(rules, "sight.eye_standing"), decimeters(rules, "sight.eye_trench"))
    assert eyes == los.EYES_DM
    assert rules.value("sight", "reach", bits=0) == los.REACH_M
    assert rules.value("sight", "perch", bits=0) == PERCH_M


def test_constants_of_the_walk_are_told_in_the_ruleset(start: Start) -> None:
    """Guards the handbook: what the table is built from is what the file says."""
    where = start.ruleset.where
    curve = 2 * where("sight.refraction").value * where("sight.earth_radius").value
    assert abs(los_relief.CURVE_M - curve) <= 1
    assert where("sight.height_step").value == 0.25
    assert where("sight.stride").value == load_ground().cell_m


def test_crest_of_zaozernaya_sees_lake_and_soviet_side(start: Start) -> None:
    """The seed text: its slopes command the ground deep into Soviet territory."""
    vision = vision_of(start.board, load_ground(), start.ruleset)
    board = start.board
    crest = board.hex_of(start.bundle.map.model.places["zaozernaya"].hex)
    seen = vision.seen_from(crest)
    lake = start.terrain.index("lake")
    shore = [h for h in range(board.hexes) if board.terrain[h] == lake and board.meters(crest, h) <= 3000]
    assert seen[shore].mean() > 0.75
    ussr = start.territories.index("ussr")
    east = [h for h in range(board.hexes) if board.territory[h] == ussr and board.meters(crest, h) <= 4000]
    assert seen[east].mean() > 0.6


def test_profile_agrees_with_the_table(start: Start) -> None:
    vision = vision_of(start.board, load_ground(), start.ruleset)
    board = start.board
    crest = board.hex_of("2337")
    seen = vision.seen_from(crest)
    near = [h for h in range(0, board.hexes, 7) if 0 < board.meters(crest, h) <= 5500]
    assert near
    assert all(vision.profile(crest, h).seen == seen[h] for h in near)
