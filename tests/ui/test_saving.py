"""Games are kept as they go: continued, loaded, and played on when the disk fails."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pygame
import pytest

from game.engine.orders import Dig, Fire
from game.scenario.faults import BadData, Fault
from game.scenario.load import find_scenario
from game.store import saved
from game.store.record import Terms, load_record
from game.ui.choices import LABELS
from game.ui.folders import files
from game.ui.games import Choice, begin, go_on
from game.ui.scenes import loading
from game.ui.scenes.film import Film
from game.ui.scenes.load import Load
from game.ui.scenes.menu import Menu
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.setup import Setup
from game.ui.session import Session
from ui.pilot import Pilot, plain_terrain, told, ui
from ui.seats import ALONE, commit, on, sit, table_of


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Games begin at once: a table set before, a plain sheet, no lines of sight."""
    table = table_of()
    monkeypatch.setattr(saved, "set_up", lambda *_: table)
    monkeypatch.setattr(saved, "table_of", lambda *_: table)
    monkeypatch.setattr(loading, "TerrainLayer", lambda _ground, spec, *_: plain_terrain(spec))
    monkeypatch.setattr(loading, "vision_of", lambda *_: None)


@pytest.fixture
def session() -> Iterator[Session]:
    made = begin(Choice(find_scenario("bezymyannaya"), ALONE, Terms(3)))
    yield made
    made.close()


def opened(pilot: Pilot) -> PlotScene:
    """The plotting that a loading bar ends on."""
    for _ in range(4):
        pilot.frame()
    return pilot.scene(PlotScene)


def test_from_the_menu_to_the_first_order_and_back_again(pilot: Pilot, games: Path) -> None:
    pilot.open(Menu(ui()))
    pilot.key(pygame.K_RETURN)
    pilot.key(pygame.K_RETURN)
    scene = opened(pilot)
    pilot.key(pygame.K_TAB, pygame.K_d)
    plots = scene.session.plots
    assert len(plots) == 1
    pilot.key(pygame.K_ESCAPE)
    pilot.key(pygame.K_ESCAPE)
    menu = pilot.scene(Menu)
    assert [path.name for path in games.glob("*.khasan")] == [files()[0].name]
    assert menu.buttons[0].text == "Continue last game"
    pilot.key(pygame.K_c)
    again = opened(pilot)
    assert again is not scene
    assert again.session.plots == plots
    commit(pilot)
    while not isinstance(pilot.app.scene, PlotScene):
        on(pilot)
    assert again.session.turn == 1


def test_the_tutorial_battle_begins_by_one_key(pilot: Pilot) -> None:
    pilot.open(Menu(ui()))
    pilot.key(pygame.K_t)
    scene = opened(pilot)
    assert scene.session.players == ["human", "recruit"]
    assert scene.session.side == 0


def test_the_set_up_chooses_who_plays_under_which_terms(pilot: Pilot) -> None:
    pilot.open(Menu(ui()))
    pilot.key(pygame.K_RETURN)
    scene = pilot.scene(Setup)
    lines = tuple(LABELS)
    for name in ("japanese", "japanese_style", "fog", "truce"):
        while lines[scene.at] != name:
            pilot.key(pygame.K_DOWN)
        pilot.key(pygame.K_RIGHT)
    row = scene.rows[lines.index("weather")]
    pilot.click((row.right - 10, row.centery))
    while lines[scene.at] != "seed":
        pilot.key(pygame.K_DOWN)
    for _ in range(20):
        pilot.key(pygame.K_BACKSPACE)
    pilot.write("407")
    pilot.key(pygame.K_RETURN)
    session = opened(pilot).session
    record = load_record(files()[0])
    assert record.terms.seed == session.seed == 407
    assert (record.terms.weather, record.terms.historical) == ("drawn", True)
    assert session.players == ["human", "line:bold"]
    assert session.open


def test_a_game_without_fog_stays_one(session: Session) -> None:
    session.close()
    made = begin(Choice(find_scenario("bezymyannaya"), ALONE, Terms(3), open=True))
    made.close()
    assert go_on(files()[0]).open != go_on(files()[1]).open


def test_a_game_is_loaded_from_the_list(
    pilot: Pilot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit = session.game.setting.cadre.ids.index("59bd-makhalin")
    session.plot(Dig(unit=unit))
    session.close()
    (files()[0].parent / "broken.khasan").write_bytes(b"no game at all")
    scene = Load(ui())
    pilot.open(scene)
    with told(monkeypatch) as lines:
        for _ in range(4):
            pilot.frame()
    words = " ".join(line for line, _rect in lines)
    assert "turn 1" in words
    assert "a game file" in words
    at = next(i for i, item in enumerate(scene.items) if item.path.stem != "broken")
    pilot.key(*[pygame.K_DOWN] * at)
    pilot.key(pygame.K_RETURN)
    assert opened(pilot).session.plots == (Dig(unit=unit),)


def test_a_damaged_game_leads_back_to_the_menu_with_its_sentence(pilot: Pilot, games: Path) -> None:
    games.mkdir()
    (games / "broken.khasan").write_bytes(b"no game at all")
    pilot.open(Menu(ui()))
    pilot.key(pygame.K_c)
    for _ in range(4):
        pilot.frame()
    assert "broken.khasan" in pilot.scene(Menu).message


def test_a_game_closed_while_a_turn_was_resolved_goes_on_with_that_turn(
    pilot: Pilot, session: Session
) -> None:
    session.commit()
    assert list(session.think()) == [1]
    orders = tuple(session.game.plots[1])
    next(iter(session.resolve()))
    session.close()
    pilot.open(Menu(ui()))
    pilot.key(pygame.K_c)
    for _ in range(4):
        pilot.frame()
    while not isinstance(pilot.app.scene, PlotScene):
        on(pilot)
    again = pilot.scene(PlotScene).session
    assert again.turn == 1
    assert again.game.entries[0].orders[1] == orders


def test_a_staff_that_was_interrupted_writes_its_orders_once(session: Session) -> None:
    session.commit()
    unit = session.game.setting.cadre.ids.index("noguchi")
    assert session.saved is not None
    session.saved.plot(1, Fire(unit=unit))
    session.saved.plot(1, Fire(unit=unit, policy="silent"))
    assert list(session.think()) == [1]
    fires = [order for order in session.game.plots[1] if isinstance(order, Fire) and order.unit == unit]
    assert len(fires) <= 1


def full(*_: Any, **__: Any) -> None:
    """A disk without room."""
    raise BadData([Fault("a game", 0, 0, "", "room on the disk", "none left")])


@pytest.mark.parametrize("step", ["plot", "unplot", "commit", "reason"])
def test_a_disk_that_fails_is_told_once_and_the_game_goes_on(
    pilot: Pilot, session: Session, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = sit(pilot, session)
    pilot.key(pygame.K_TAB, pygame.K_d)
    monkeypatch.setattr(saved.Saved, step, full)
    pilot.key(pygame.K_s)
    commit(pilot)
    while not isinstance(pilot.app.scene, PlotScene) or pilot.app.scene is scene:
        on(pilot)
    assert "no longer saved" in session.trouble
    assert "none left" in session.trouble
    assert session.saved is None
    assert session.turn == 1
    with told(monkeypatch) as lines:
        sit(pilot, session)
    assert "no longer saved" in " ".join(line for line, _rect in lines)


def test_the_way_out_of_a_full_disk_is_read_above_the_orders(
    pilot: Pilot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = sit(pilot, session)
    monkeypatch.setattr(saved.Saved, "plot", full)
    pilot.key(pygame.K_TAB, pygame.K_d)
    assert session.plots
    panel = scene.orders
    with told(monkeypatch) as lines:
        panel.render(pygame.Surface(panel.rect.size))
    whole = [
        rect for line, rect in lines if "Ctrl+S" in line and rect.width >= scene.ui.width(line, "body", 14)
    ]
    first = next(rect for line, rect in lines if line.endswith(": dig in"))
    assert whole
    assert all(rect.bottom <= first.top for rect in whole)
    x, y = panel.rect.left + 60, panel.rect.top + first.centery
    pilot.click((x, y))
    assert panel.cursor == 0
    assert scene.table.selected == session.plots[0].unit


def test_a_game_closed_in_the_middle_of_a_film_has_its_turn(pilot: Pilot, session: Session) -> None:
    sit(pilot, session)
    pilot.key(pygame.K_TAB, pygame.K_d)
    given = session.plots
    commit(pilot)
    while not isinstance(pilot.app.scene, Film):
        on(pilot)
    pilot.frame(0.3)
    pilot.post(pygame.QUIT)
    assert not pilot.frame()
    assert pilot.app.scene is None
    digest = session.game.state.digest()
    session.close()
    pilot.open(Menu(ui()))
    pilot.key(pygame.K_c)
    again = opened(pilot).session
    assert again.turn == 1
    assert again.game.entries[0].orders[0] == given
    assert again.game.state.digest() == digest


def test_a_game_of_a_newer_program_is_told_and_stays_as_it_is(
    pilot: Pilot, session: Session, games: Path
) -> None:
    session.close()
    (path,) = games.glob("*.khasan")
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA user_version = 99")
    file.close()
    before = path.read_bytes()
    pilot.open(Menu(ui()))
    pilot.key(pygame.K_c)
    for _ in range(4):
        pilot.frame()
    assert "newer program" in pilot.scene(Menu).message
    assert path.read_bytes() == before


def test_a_turn_that_cannot_be_written_is_played_all_the_same(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.commit()
    monkeypatch.setattr(saved, "played_turn", full)
    for _step in (*session.think(), *session.resolve()):
        pass
    assert session.turn == 1
    assert session.trouble
