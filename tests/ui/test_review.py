"""The review driven by real events, and replays of game files: chosen, looked at, taken command of."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pygame
import pytest
import store_field
import typer
from film_field import fight
from store_field import played, tiny_table

from game.agents.base import Estimate
from game.analysis.review import beliefs_at
from game.analysis.thoughts import Thoughts
from game.cli import replay as command
from game.store import saved as saving
from game.store.record import load_record
from game.ui.app import NoScreenError
from game.ui.folders import GAME, Item
from game.ui.kit.draw import Ui
from game.ui.kit.theme import STANDARD
from game.ui.panels.chart_pages import PAGES
from game.ui.scenes import replay
from game.ui.scenes.film import Film
from game.ui.scenes.load import Load
from game.ui.scenes.loading import Loading, Opening
from game.ui.scenes.menu import Menu
from game.ui.scenes.replay import Replaying, Replays
from game.ui.scenes.review import Review
from game.ui.session import Session
from game.ui.sheetspec import spec_of
from game.ui.watch import watch
from ui.pilot import Pilot, plain_terrain, told, ui


@pytest.fixture
def review(pilot: Pilot) -> Review:
    world, game = fight()
    session = Session(world.start, game, ["greedy", "greedy"])
    scene = Review(ui(), plain_terrain(spec_of(world.start)), session, lambda: Menu(ui()))
    pilot.open(scene, (1600, 900))
    return scene


def test_arrows_go_from_turn_to_turn_and_stop_at_both_ends(pilot: Pilot, review: Review) -> None:
    pilot.key(pygame.K_RIGHT)
    assert review.turn == 1
    pilot.key(pygame.K_RIGHT)
    assert review.turn == len(review.game.entries) == 1
    pilot.key(pygame.K_LEFT, pygame.K_LEFT)
    assert review.turn == 0
    pilot.key(pygame.K_END)
    assert review.turn == 1


def test_the_log_of_the_turn_stands_below_the_map(
    pilot: Pilot, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    with told(monkeypatch) as words:
        review.log.rect = pygame.Rect(0, 0, 0, 0)
        review.draw(pilot.app.window)
    assert review.lines()
    assert review.lines()[0].words in [text for text, _ in words]
    pilot.key(pygame.K_END)
    assert review.lines() == ()


def test_whose_belief_is_shown_is_told_in_the_narrowest_window_with_large_letters(
    pilot: Pilot, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    review.ui = Ui(STANDARD, 1.0, 1.6)
    for panel in review.panels:
        panel.ui, panel.rect = review.ui, pygame.Rect(0, 0, 0, 0)
    pilot.size((1024, 640))
    for believed in ("As it was", "As the USSR believed", "As Japan believed"):
        with told(monkeypatch) as words:
            review.top.rect = review.charts.rect = pygame.Rect(0, 0, 0, 0)
            review.draw(pilot.app.window)
        assert any(believed in text for text, _ in words), believed
        assert {"Ground", "Score", "Luck"} <= {text for text, _ in words}, "tabs are whole words"
        assert review.top.buttons[1].on == (believed != "As it was")
        pilot.key(pygame.K_b)


def test_beliefs_come_one_after_the_other_and_are_told(
    pilot: Pilot, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert review.side is None
    assert review.beliefs() is None
    pilot.key(pygame.K_END, pygame.K_b)
    assert review.side == 0
    with told(monkeypatch) as words:
        pilot.key(pygame.K_b)
    assert review.side == 1
    found = beliefs_at(review.game, 1, 1)
    said = " ".join(text for text, _ in words)
    assert "As Japan believed" in said
    assert f"{found.known} enemy units placed, {found.missed} not" in said
    pilot.key(pygame.K_b)
    assert review.side is None


def test_what_a_side_did_not_know_is_not_on_its_map_but_ringed(pilot: Pilot, review: Review) -> None:
    far = fight()[0].row("far")
    pilot.key(pygame.K_END)
    assert review.stand().hex[far] >= 0
    pilot.key(pygame.K_b)
    assert review.stand().hex[far] == -1
    beliefs = review.beliefs()
    assert beliefs is not None
    at = review.camera.to_window(*review.table.centers[int(beliefs.true[beliefs.unit.tolist().index(far)])])
    ring = max(4, review.camera.radius // 2)
    review.draw(pilot.app.window)
    colors = {tuple(pilot.app.window.get_at((at[0] + ring - d, at[1])))[:3] for d in range(4)}
    assert review.ui.theme.target in colors


def test_enter_plays_the_film_of_the_turn_and_comes_back(pilot: Pilot, review: Review) -> None:
    pilot.key(pygame.K_RETURN)
    film = pilot.scene(Film)
    assert film.side is None
    pilot.key(pygame.K_RETURN)
    assert pilot.scene(Review) is review
    assert review.turn == 1
    pilot.key(pygame.K_RETURN)
    assert pilot.scene(Review) is review, "after the last turn there is no film"


def test_the_film_of_a_belief_is_that_of_the_side(pilot: Pilot, review: Review) -> None:
    pilot.key(pygame.K_b, pygame.K_SPACE)
    assert pilot.scene(Film).side == 0


def test_a_click_on_the_track_chooses_its_turn(pilot: Pilot, review: Review) -> None:
    pilot.key(pygame.K_END)
    pilot.click(review.track.cell(0).move(review.track.rect.topleft).center)
    assert review.turn == 0


def test_every_page_of_charts_opens_by_click_and_by_key(
    pilot: Pilot, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n, (name, _page) in enumerate(PAGES):
        pilot.click(review.charts.buttons[n].rect.move(review.charts.rect.topleft).center)
        assert review.charts.page == n
        with told(monkeypatch) as words:
            review.charts.rect = pygame.Rect(0, 0, 0, 0)
            review.draw(pilot.app.window)
        said = [text for text, _ in words]
        assert name in said
        for chart in review.charts.charts():
            assert chart.title.upper() in said
    review.focus = review.charts
    pilot.key(pygame.K_RIGHT)
    assert review.charts.lucky
    pilot.key(pygame.K_RIGHT)
    assert review.charts.page == 0


def test_a_click_on_a_chart_chooses_the_turn_below_it(pilot: Pilot, review: Review) -> None:
    pilot.key(pygame.K_END)
    plot = review.charts.plots[0].move(review.charts.rect.topleft)
    pilot.click(plot.center)
    assert review.turn == 0


def test_the_curves_are_those_of_the_game(review: Review) -> None:
    first = review.charts.charts()[0]
    assert [series.values for series in first.series] == list(review.charts.curves.men)


def test_a_click_on_a_counter_keeps_the_log_to_its_unit(pilot: Pilot, review: Review) -> None:
    row = fight()[0].row("a")
    rect = next(rect for rect, group in review.spots if group.rows == (row,))
    pilot.click(rect.center)
    assert review.chosen == row
    pilot.click(review.log.buttons[-1].rect.move(review.log.rect.topleft).center)
    shown = review.log.shown_lines()
    assert shown
    assert {line.unit for line in shown} == {row}


def test_the_page_of_keys_opens_and_closes(pilot: Pilot, review: Review) -> None:
    pilot.key(pygame.K_F1)
    assert review.help
    pilot.key(pygame.K_b)
    assert not review.help
    assert review.side is None


def test_escape_leads_back(pilot: Pilot, review: Review) -> None:
    pilot.key(pygame.K_ESCAPE)
    pilot.scene(Menu)


@pytest.mark.parametrize("size", [(1024, 640), (1280, 800), (1920, 1080)])
def test_it_fits_every_window(pilot: Pilot, review: Review, size: tuple[int, int]) -> None:
    pilot.size(size)
    pilot.key(pygame.K_PLUS, mod=pygame.KMOD_CTRL)
    review.draw(pilot.app.window)
    for panel in review.panels:
        assert pilot.app.window.get_rect().contains(panel.rect)
    assert review.camera.view.width > 300


# game files


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny game of two turns in a folder of games of its own."""
    monkeypatch.setenv("KHASAN_DATA", str(tmp_path))
    path = tmp_path / "tiny.khasan"
    played(path).close()
    monkeypatch.setattr(replay, "table_of", lambda *_: tiny_table())
    monkeypatch.setattr("game.store.saved.table_of", lambda *_: tiny_table())
    terrain = plain_terrain(spec_of(tiny_table().start))
    monkeypatch.setattr(Loading, "_sheet", lambda *_: (terrain, pygame.Surface((14, 12)), None))
    return path


def opened(pilot: Pilot, scene: Loading) -> None:
    """Let a scene that loads do its work."""
    pilot.open(scene)
    for _ in range(3):
        pilot.frame()


def test_a_file_opens_as_its_review_and_stays_as_it_is(pilot: Pilot, file: Path) -> None:
    before = file.read_bytes()
    opened(pilot, Replaying(ui(), file, lambda: Menu(ui())))
    scene = pilot.scene(Review)
    assert len(scene.game.entries) == 2
    pilot.key(pygame.K_RETURN)
    pilot.scene(Film)
    for _ in range(5):
        pilot.frame()
    assert file.read_bytes() == before


def test_a_file_that_is_none_leads_to_the_menu_with_a_sentence(pilot: Pilot, tmp_path: Path) -> None:
    path = tmp_path / "none.khasan"
    path.write_bytes(b"no game")
    opened(pilot, Replaying(ui(), path, lambda: None))
    assert pilot.scene(Menu).message


def test_the_menu_leads_to_the_list_and_the_list_to_the_review(pilot: Pilot, file: Path) -> None:
    menu = Menu(ui())
    menu.files = (file,)
    menu.buttons = Menu(ui()).buttons
    pilot.open(menu)
    pilot.key(pygame.K_r)
    scene = pilot.scene(Replays)
    assert isinstance(scene, Load)
    scene.items = (Item(file, GAME, 1, 0.0),)
    pilot.key(pygame.K_RETURN)
    assert "umpire" in scene.warning
    assert pilot.scene(Replays) is scene
    pilot.key(pygame.K_RETURN)
    for _ in range(3):
        pilot.frame()
    pilot.scene(Review)
    pilot.key(pygame.K_ESCAPE)
    pilot.scene(Replays)


def test_command_can_be_taken_at_a_turn_in_a_game_of_its_own(
    pilot: Pilot, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "branch.khasan"
    monkeypatch.setattr(replay, "fresh", lambda _: out)
    before = file.read_bytes()
    session = replay.command(file, 1, 1)(lambda *_: None)
    try:
        assert len(session.game.entries) == 1
        assert session.players == ["line", saving.HUMAN]
        assert session.side == 1
    finally:
        session.close()
    record = load_record(out)
    assert record.terms.origin == "tiny.khasan, turn 2"
    assert file.read_bytes() == before


def test_the_keys_of_the_review_take_command(pilot: Pilot, file: Path) -> None:
    opened(pilot, Replaying(ui(), file, lambda: None))
    pilot.key(pygame.K_2)
    pilot.scene(Opening)


def test_a_game_without_a_file_cannot_be_branched(pilot: Pilot, review: Review) -> None:
    assert review.source is None
    pilot.key(pygame.K_1)
    assert pilot.scene(Review) is review


def test_the_session_of_a_file_knows_who_played(file: Path) -> None:
    session = replay.session_of(file)
    assert session.players == ["human", "human"]
    assert session.open
    assert session.saved is None
    assert SimpleNamespace(tiny=store_field.tiny_world).tiny().start is session.start


def test_without_a_screen_the_replay_says_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise NoScreenError("no screen")

    monkeypatch.setattr("game.ui.watch.opened", none)
    assert watch((1280, 800), file) == "no screen"
    with pytest.raises(typer.Exit) as left:
        command.watch(file, "1280x800")
    assert left.value.exit_code == 1
    with pytest.raises(typer.Exit) as left:
        command.watch(file, "large")
    assert left.value.exit_code == 2


def test_the_page_of_luck_weighs_turn_by_turn_and_tells_facts_first(
    pilot: Pilot, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = review.charts
    pilot.frame()
    assert panel.scales.turns == 0, "nobody has asked for it"
    button = panel.buttons[-1]
    assert button.text == "Luck"
    pilot.click(button.rect.move(panel.rect.topleft).center)
    pilot.frame()
    assert panel.scales.done
    pilot.key(pygame.K_END)
    with told(monkeypatch) as words:
        panel.place(panel.rect.inflate(0, -1))
        panel.draw(pilot.app.window)
    said = [text for text, _ in words]
    luck = panel.scales.luck
    lost = luck.men(1, 1)
    assert lost.came > 0
    assert " ".join(said).count(f"where {lost.expected:.1f} were") == 1
    assert said.index("lost") < said.index("expected") < said.index("percentile")
    assert any(text.startswith("Japan lost") for text in said)
    assert len(panel.plots) == 2
    pilot.key(pygame.K_HOME)
    with told(monkeypatch) as words:
        panel.place(panel.rect.inflate(0, 1))
        panel.draw(pilot.app.window)
    assert any("nothing was drawn yet" in text for text, _ in words)


def test_curves_of_luck_have_a_point_for_each_turn(pilot: Pilot, review: Review) -> None:
    panel = review.charts
    panel.page = len(PAGES)
    pilot.frame()
    charts = panel.charts()
    assert [len(series.values) for chart in charts for series in chart.series] == [2] * 4
    assert charts[1].series[0].values[-1] == panel.scales.luck.men(1, 1).came
    panel.focused = True
    assert panel.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_RIGHT, mod=0))
    assert panel.page == 0


# what the staffs thought


@pytest.fixture
def thinking(pilot: Pilot) -> Review:
    """The small fight, led by two staffs of which one told what it expected."""
    world, game = fight()
    session = Session(world.start, game, ["line:bold", "human"])
    hope = Estimate((world.hex("0301"),), (world.row("a"),), believed=55, chance=70, lost=9, reason=0)
    session.thoughts[0, 0] = Thoughts(("Take the crest.", "Hold what there is."), (hope,))
    scene = Review(ui(), plain_terrain(spec_of(world.start)), session, lambda: Menu(ui()))
    pilot.open(scene, (1600, 900))
    return scene


def test_t_opens_what_the_staffs_thought_beside_what_was_true(
    pilot: Pilot, thinking: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not thinking.board.shown
    with told(monkeypatch) as words:
        pilot.key(pygame.K_t)
    said = " ".join(text for text, _ in words)
    assert "What the staffs thought" in said
    assert "Take the crest." in said
    assert "There were 30 men where 55 were believed." in said
    assert "70 % and 9 men lost were told" in said
    assert "Nothing was written down." in said, "a player led Japan"
    assert thinking.camera.view.contains(thinking.board.rect)
    pilot.key(pygame.K_ESCAPE)
    assert not thinking.board.shown
    assert pilot.scene(Review) is thinking
    pilot.key(pygame.K_ESCAPE)
    pilot.scene(Menu)


def test_the_button_of_the_bar_opens_it_too(pilot: Pilot, thinking: Review) -> None:
    (button,) = [button for button in thinking.top.buttons if button.text == "Staffs"]
    pilot.click(button.rect.move(thinking.top.rect.topleft).center)
    assert thinking.board.opened


def test_truth_is_set_in_below_the_thought_in_another_ink(thinking: Review) -> None:
    (head, lines), *_rest, (last, sums) = thinking.board.words()
    assert head == "USSR: line:bold"
    tones = [thinking.board.tone(line) for line in lines[:2]]
    assert tones[0][0] < tones[1][0]
    assert tones[0][1] != tones[1][1]
    assert last == "All turns together"
    assert sums[0].startswith("USSR: 1 attack with an estimate: 70 % told")
    assert sums[1] == "Japan: No attack with an estimate."


def test_after_the_last_turn_there_is_nothing_to_think_of(
    pilot: Pilot, thinking: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilot.key(pygame.K_END)
    with told(monkeypatch) as words:
        pilot.key(pygame.K_t)
    assert thinking.board.words() == ()
    assert "After the last turn" in " ".join(text for text, _ in words)


def test_the_words_can_be_copied(pilot: Pilot, thinking: Review, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    monkeypatch.setattr(pygame.scrap, "put_text", kept.append)
    pilot.key(pygame.K_c, mod=pygame.KMOD_CTRL)
    assert thinking.board.opened
    assert kept == [thinking.board.text()]
    assert "Take the crest.\nThere were 30 men" in kept[0]


def test_a_file_brings_its_thoughts_and_who_led(file: Path) -> None:
    session = replay.session_of(file)
    assert session.thoughts[1, 0].reasons == ("reason 1",)
    assert (session.leader(0, 0), session.leader(1, 1)) == ("human", "human")
