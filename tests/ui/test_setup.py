"""Before a game: who may lead, in which style, and the games that come of it, driven by real events."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.agents.registry import AGENTS
from game.analysis.commanders import PLAN
from game.scenario.faults import BadData
from game.scenario.load import find_scenario, load_as
from game.scenario.models.scenario import Scenario
from game.store.record import Terms, load_record
from game.store.saved import HUMAN
from game.ui.choices import HINTS, HISTORY, LABELS, choice_of, known, leader, proposed, said
from game.ui.folders import files
from game.ui.games import Choice, begin, go_on
from game.ui.kit.draw import Ui
from game.ui.kit.theme import STANDARD
from game.ui.panels.dock import GAME_PAGES
from game.ui.playtable import PlayTable
from game.ui.scenes.cards import card_of
from game.ui.scenes.setup import Setup
from ui.pilot import Pilot, told, ui

LINES = tuple(LABELS)


def page(pilot: Pilot, name: str = "bezymyannaya", size: tuple[int, int] = (1280, 800)) -> Setup:
    scene = Setup(ui(), card_of(find_scenario(name)))
    pilot.open(scene, size)
    return scene


def go_to(pilot: Pilot, scene: Setup, line: str) -> None:
    """Walk to a line by keys."""
    while LINES[scene.at] != line:
        pilot.key(pygame.K_DOWN)


def test_the_other_side_is_led_by_the_line_and_a_beginner_meets_a_recruit(pilot: Pilot) -> None:
    assert page(pilot, "offensive").values["japanese"] == "line"
    assert page(pilot, "bezymyannaya").values["japanese"] == "recruit"


@pytest.mark.parametrize("side", ["soviet", "japanese"])
def test_every_leader_comes_round_by_the_arrow(pilot: Pilot, side: str) -> None:
    scene = page(pilot)
    go_to(pilot, scene, side)
    seen = []
    for _ in range(8):
        seen.append(scene.values[side])
        pilot.key(pygame.K_RIGHT)
    assert scene.values[side] == seen[0]
    assert set(seen) == {HUMAN, "recruit", "line", "staff", "greedy", "reactive", "random", HISTORY}


def test_a_style_is_for_staffs_of_a_level_alone(pilot: Pilot, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = page(pilot)
    scene.values["japanese"] = "staff"
    go_to(pilot, scene, "japanese_style")
    names = []
    for _ in range(3):
        pilot.key(pygame.K_RIGHT)
        names.append(leader(scene.card.path, scene.values, "japanese"))
    assert names == ["staff:bold", "staff:cautious", "staff"]
    assert set(names) <= set(AGENTS)
    pilot.key(pygame.K_RIGHT)
    scene.values["japanese"] = "greedy"
    with told(monkeypatch) as lines:
        scene.draw(pilot.app.window)
    assert [text for text, _ in lines].count("-") == 2
    pilot.key(pygame.K_RIGHT)
    assert scene.values["japanese_style"] == "bold"
    assert leader(scene.card.path, scene.values, "japanese") == "greedy"


def test_history_is_offered_where_its_orders_lie(tmp_path: Path) -> None:
    shipped = find_scenario("offensive")
    mine = tmp_path / "mine.yaml"
    values = proposed(load_as(shipped, Scenario).model)
    assert HISTORY in known("soviet", shipped, values)
    assert HISTORY not in known("soviet", mine, values)


@pytest.mark.parametrize("name", ["bezymyannaya", "offensive"])
def test_the_orders_of_history_are_in_the_file_and_lead(name: str) -> None:
    path = find_scenario(name)
    values = proposed(load_as(path, Scenario).model) | {"soviet": HISTORY, "japanese": HISTORY, "seed": 4}
    session = begin(choice_of(path, values))
    session.close()
    (file,) = files()
    record = load_record(file)
    for side, word in enumerate(("soviet", "japanese")):
        inside = f"battle/history/{word}.yaml"
        assert session.players[side] == record.player(side, 0) == PLAN + inside
        assert record.texts.files[inside] == (path.parent / "history" / f"{word}.yaml").read_bytes()
    again = go_on(file)
    list(again.think())
    again.close()
    assert all(again.game.committed)
    assert sum(map(len, again.game.plots)) > 0
    assert load_record(file).turns[0].orders[0] or load_record(file).turns[0].orders[1]


def test_a_plan_of_the_other_side_begins_no_game() -> None:
    path = find_scenario("offensive")
    wrong = str(path.parent / "history" / "soviet.yaml")
    with pytest.raises(BadData, match="a plan of the side 'japanese'"):
        begin(Choice(path, (HUMAN, wrong), Terms(1)))
    assert files() == ()


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5])
@pytest.mark.parametrize("size", [(1024, 640), (1366, 768), (1920, 1080)])
def test_lines_lie_apart_above_the_buttons(pilot: Pilot, size: tuple[int, int], scale: float) -> None:
    scene = Setup(ui(scale), card_of(find_scenario("campaign")))
    pilot.open(scene, size)
    window = pygame.Rect((0, 0), size)
    assert len(scene.rows) == len(LABELS)
    assert all(window.contains(row) for row in scene.rows)
    for above, below in zip(scene.rows, scene.rows[1:], strict=False):
        assert above.bottom < below.top
    assert scene.rows[-1].bottom < scene.buttons[0].rect.top


def test_large_letters_keep_every_choice_whole_and_its_hint_in_sight(
    pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The narrowest window with letters of 160 %."""
    scene = Setup(Ui(STANDARD, 1.0, 1.6), card_of(find_scenario("campaign")))
    pilot.open(scene, (1024, 640))
    for n, name in enumerate(LABELS):
        scene.at, scene.moved = n, True
        with told(monkeypatch) as lines:
            scene.draw(pilot.app.window)
        drawn = dict(lines)
        label = drawn[LABELS[name]]
        assert label.right < scene.rows[n].centerx + 4, name
        free = name == "seed" or bool(scene._known(name))
        assert said(name, scene.values[name], any_choice=free) in drawn
        words = " ".join(text for text, _ in lines)
        assert HINTS[name] in words, name


def test_a_handicap_is_chosen_openly_and_both_sides_read_of_it(
    pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = page(pilot)
    go_to(pilot, scene, "japanese_handicap")
    pilot.key(pygame.K_RIGHT)
    with told(monkeypatch) as lines:
        scene.draw(pilot.app.window)
    assert "three quarters of the ammunition" in [text for text, _ in lines]
    choice = choice_of(find_scenario("bezymyannaya"), scene.values)
    assert choice.terms.options == ("handicap:japanese:ammunition:75",)
    session = begin(choice)
    try:
        for session.side in (0, 1):
            table = PlayTable(session.start, session, whole=session.start)
            table.follow()
            (briefing,) = [page(table) for head, page in GAME_PAGES if head == "Briefing"]
            assert ("Handicap", "Japan: three quarters of the ammunition") in briefing
    finally:
        session.close()
