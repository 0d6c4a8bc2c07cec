"""Whole games from the menu to the review and back, by posted events; the long ones behind `make soak`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from game.store.record import load_record
from game.ui.scenes import loading
from game.ui.sheet.survey import SheetSpec
from game.ui.shell import Shell
from ui.pilot import Pilot, PlainTerrain, plain_terrain
from ui.whole_game import Player


@pytest.fixture
def player(pilot: Pilot, cache: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Player]:
    """A player before the application as it runs, with a shell; only the sheet is a plain one."""

    def plain(_ground: object, spec: SheetSpec, *_: object) -> PlainTerrain:
        return plain_terrain(spec)

    monkeypatch.setattr(loading, "TerrainLayer", plain)
    pilot.app.shell = Shell(tmp_path / "settings.yaml")
    yield Player(pilot)
    pilot.app.shell = None


def whole(player: Player, name: str, every: int, orders: int) -> None:
    """Play a scenario from the menu to the menu, giving orders in every so many turns."""
    session = player.begin(name)
    while not session.game.over:
        player.turn(orders if session.turn % every == 0 else 0)
    menu = player.end()
    assert player.films == len(session.game.entries) == session.turn
    assert sum(map(len, player.given.values())) >= orders
    assert player.asked
    record = load_record(menu.files[0])
    assert len(record.turns) == session.turn


@pytest.mark.parametrize(("name", "every", "orders"), [("bezymyannaya", 1, 2), ("night-assault", 1, 3)])
def test_a_short_game_from_the_menu_to_the_menu(player: Player, name: str, every: int, orders: int) -> None:
    whole(player, name, every, orders)


@pytest.mark.parametrize(("name", "turns"), [("counter-attacks", 2), ("offensive", 1), ("campaign", 2)])
def test_the_first_turns_of_a_long_game(player: Player, name: str, turns: int) -> None:
    session = player.begin(name)
    for _turn in range(turns):
        player.turn(orders=3)
    assert session.turn == turns
    assert not session.game.over
    assert all(len(orders) == 3 for orders in player.given.values())


@pytest.mark.soak
@pytest.mark.parametrize("name", ["counter-attacks", "offensive", "campaign"])
def test_a_long_game_from_the_menu_to_the_menu(player: Player, name: str) -> None:
    whole(player, name, every=3, orders=4)
