"""The film scene driven by real events: it runs, stops, steps, answers why, and keeps the fog."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest
from builders import JAPANESE, SOVIET
from film_field import fight

from game.analysis.film import reel_of
from game.ui.app import Scene
from game.ui.film import GO, Timeline
from game.ui.film_play import Player
from game.ui.film_words import GROUPS, LABELS
from game.ui.kit import fonts
from game.ui.scenes.film import Film
from game.ui.scenes.menu import Menu
from game.ui.session import Session
from game.ui.sheetspec import spec_of
from ui.pilot import Pilot, plain_terrain, told, ui

LARGE = (1600, 900)


def film(side: int | None, pilot: Pilot, size: tuple[int, int] = LARGE, far: tuple[str, ...] = ()) -> Film:
    world, game = fight(*far)
    session = Session(world.start, game, ["greedy", "greedy"])
    scene = Film(ui(), plain_terrain(spec_of(world.start)), session, side, lambda: Menu(ui()))
    pilot.open(scene, size)
    return scene


@pytest.fixture
def soviet(pilot: Pilot) -> Film:
    return film(SOVIET, pilot)


def line(side: int | None) -> Timeline:
    world, game = fight()
    return Timeline(reel_of(game, 0, side), world.start.board)


# the timeline


def test_pulses_follow_one_another_and_every_event_has_its_cue() -> None:
    laid = line(None)
    assert laid.spans[0].start == 0
    assert [s.stop for s in laid.spans[:-1]] == [s.start for s in laid.spans[1:]]
    assert laid.length == laid.spans[-1].stop
    assert sorted(cue.event for cue in laid.cues) == list(range(len(laid.reel.events)))
    for cue in laid.cues:
        span = next(s for s in laid.spans if s.start <= cue.start < s.stop)
        assert laid.reel.shot_of(cue.event) is span.shot


def test_units_go_hex_by_hex_from_where_they_stood_to_where_they_came() -> None:
    laid, (world, _) = line(None), fight()
    row, span = world.row("far"), line(None).spans[0]
    long = span.stop - span.start
    first, last = laid.centers[world.hex("1201")], laid.centers[world.hex("1203")]
    assert laid.places(span.start)[row].tolist() == first.tolist()
    half = laid.places(span.start + long * (GO[0] + GO[1]) / 2)[row]
    assert half.tolist() == pytest.approx(laid.centers[world.hex("1202")].tolist())
    assert laid.places(span.start + long * 0.7)[row].tolist() == last.tolist()


def test_active_cues_are_those_begun_and_not_yet_over() -> None:
    laid = line(None)
    for at in (0.5, 2.0, 3.3, 7.1):
        assert list(laid.active(at)) == [c for c in laid.cues if c.start <= at < c.stop]


def test_the_playhead_runs_at_its_speed_and_stops_at_the_end() -> None:
    player = Player(line(SOVIET))
    player.advance(0.5)
    assert player.at == 0.5
    for _ in range(3):
        player.faster(1)
    player.advance(0.25)
    assert (player.speed, player.at) == (8, 2.5)
    player.advance(1000)
    assert player.over
    assert not player.playing
    assert not player.advance(1)
    player.toggle()
    assert (player.at, player.playing) == (0.0, True)


def test_steps_by_pulse_and_by_event_come_back_to_where_they_began() -> None:
    player = Player(line(None))
    starts = [span.start for span in player.line.spans]
    player.step_pulse(1)
    assert player.at == starts[1]
    player.step_pulse(1)
    player.step_pulse(-1)
    assert player.at == starts[1]
    seen = []
    player.back()
    while not player.over:
        player.step_event(1)
        seen.append(player.at)
    assert seen == sorted(set(seen))
    assert len(seen) >= len({cue.start for cue in player.line.cues}) // 2
    player.step_event(-1)
    assert player.at == seen[-2]


# the scene


def test_the_film_runs_by_itself_and_space_stops_it(pilot: Pilot, soviet: Film) -> None:
    for _ in range(30):
        pilot.frame()
    assert soviet.player.at == pytest.approx(0.5)
    pilot.key(pygame.K_SPACE)
    at = soviet.player.at
    assert not pilot.frame(), "at rest nothing is drawn"
    assert soviet.player.at == at
    pilot.key(pygame.K_SPACE)
    pilot.frame()
    assert soviet.player.at > at


def test_keys_step_change_the_speed_and_go_to_both_ends(pilot: Pilot, soviet: Film) -> None:
    pilot.key(pygame.K_RIGHTBRACKET, pygame.K_RIGHTBRACKET)
    assert soviet.player.speed == 4
    pilot.key(pygame.K_LEFTBRACKET, pygame.K_PAGEDOWN)
    assert soviet.player.speed == 2
    assert soviet.player.at == soviet.player.line.spans[1].start
    pilot.key(pygame.K_END)
    assert soviet.player.over
    pilot.key(pygame.K_HOME)
    assert soviet.player.at == 0
    pilot.key(pygame.K_PERIOD)
    assert soviet.asked == soviet.player.line.last(soviet.player.at)


def test_the_film_runs_fast_as_long_as_shift_is_held(
    pilot: Pilot, soviet: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    player = soviet.player
    with told(monkeypatch) as lines:
        pilot.post(pygame.KEYDOWN, key=pygame.K_LSHIFT, mod=pygame.KMOD_LSHIFT, unicode="", scancode=0)
        pilot.frame(0.01)
    assert "Speed 16 x" in [words for words, _ in lines]
    before = player.at
    pilot.frame(0.01)
    assert player.at - before == pytest.approx(0.16)
    pilot.post(pygame.KEYUP, key=pygame.K_LSHIFT, mod=0, unicode="", scancode=0)
    pilot.frame(0.0)
    before = player.at
    pilot.frame(0.01)
    assert player.at - before == pytest.approx(0.01)
    assert player.speed == 1


def test_a_window_that_is_left_lets_go_of_the_key(pilot: Pilot, soviet: Film) -> None:
    pilot.post(pygame.KEYDOWN, key=pygame.K_RSHIFT, mod=pygame.KMOD_RSHIFT, unicode="", scancode=0)
    pilot.frame()
    assert soviet.player.rushing
    pilot.post(pygame.WINDOWFOCUSLOST)
    pilot.frame()
    assert not soviet.player.rushing


def test_enter_goes_on_to_what_follows(pilot: Pilot, soviet: Film) -> None:
    pilot.key(pygame.K_RETURN)
    pilot.scene(Menu)


def test_escape_closes_the_question_first_and_then_the_film(pilot: Pilot, soviet: Film) -> None:
    pilot.key(pygame.K_PERIOD, pygame.K_ESCAPE)
    assert soviet.asked is None
    pilot.scene(Film)
    pilot.key(pygame.K_ESCAPE)
    pilot.scene(Menu)


def test_the_track_can_be_pressed_and_dragged(pilot: Pilot, soviet: Film) -> None:
    track = soviet.bar._track().move(soviet.bar.rect.topleft)
    pilot.click((track.centerx, track.centery))
    assert soviet.player.at == pytest.approx(soviet.player.line.length / 2, abs=0.1)
    pilot.drag(track.center, (track.right + 50, track.centery))
    assert soviet.player.over


def test_every_button_of_the_bar_does_what_its_key_does(pilot: Pilot, soviet: Film) -> None:
    def press(n: int) -> None:
        pilot.click(soviet.bar.buttons[n].rect.move(soviet.bar.rect.topleft).center)

    press(3)
    assert not soviet.player.playing
    press(5)
    assert soviet.player.at == soviet.player.line.spans[1].start
    press(7)
    assert soviet.player.speed == 2
    press(6)
    assert soviet.player.over
    press(0)
    assert soviet.player.at == 0
    press(8)
    pilot.scene(Menu)


def of(scene: Film, kind: str) -> int:
    return next(line.event for line in scene.told.lines if line.kind == kind)


def test_a_label_on_the_map_answers_why(pilot: Pilot, soviet: Film, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = of(soviet, "lost")
    soviet.player.show(lost)
    soviet.draw(pilot.app.window)
    rect = next(rect for rect, event in soviet.labels if event == lost)
    pilot.click(rect.center)
    assert soviet.asked == lost
    with told(monkeypatch) as words:
        soviet.why.rect = pygame.Rect(0, 0, 0, 0)
        soviet.draw(pilot.app.window)
    said = " ".join(text for text, _ in words)
    assert "lost" in said
    question = soviet.told.question(lost)
    assert question is not None
    assert question.reasons


def test_a_click_on_a_reason_opens_its_numbers_with_their_standing(
    pilot: Pilot, soviet: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    soviet.ask(of(soviet, "lost"))
    soviet.player.playing = False
    soviet.draw(pilot.app.window)
    top = next(y for y, row in soviet.why._rows if row.n == 0)
    body = soviet.why._body()
    with told(monkeypatch) as words:
        pilot.click((soviet.why.rect.left + 60, soviet.why.rect.top + body.top + top + 4))
    said = " ".join(text for text, _ in words)
    assert soviet.why.opened == {0}
    assert "judged" in said or "tuned" in said or "from a source" in said
    pilot.key(pygame.K_F6, pygame.K_F6, pygame.K_F6, pygame.K_RETURN)
    assert soviet.focus is soviet.why
    assert soviet.why.opened == set()


def test_the_log_filters_and_a_line_leads_to_its_hex(pilot: Pilot, soviet: Film) -> None:
    pilot.key(pygame.K_END)
    every = soviet.log.shown_lines()
    assert len(every) == len(soviet.told.lines)
    soviet.focus = soviet.log
    pilot.key(pygame.K_RIGHT)
    fight_lines = soviet.log.shown_lines()
    assert {row.kind for row in fight_lines} <= GROUPS["Combat"]
    assert 0 < len(fight_lines) < len(every)
    pilot.key(pygame.K_s)
    assert {row.side for row in soviet.log.shown_lines()} == {0}
    pilot.key(pygame.K_HOME, pygame.K_RETURN)
    row = soviet.log.shown_lines()[0]
    assert soviet.asked == row.event
    assert not soviet.following


def test_the_log_tells_only_what_has_been_shown(pilot: Pilot, soviet: Film) -> None:
    assert len(soviet.log.shown_lines()) < len(soviet.told.lines)
    soviet.player.at = 3.0
    assert len(soviet.log.shown_lines()) == soviet.player.line.begun(3.0)


def test_the_log_follows_the_playhead_wherever_it_goes(pilot: Pilot, soviet: Film) -> None:
    pilot.key(pygame.K_END)
    assert soviet.log.cursor == soviet.player.line.last(soviet.player.line.length)
    pilot.key(pygame.K_HOME, pygame.K_PAGEDOWN)
    assert soviet.log.cursor == soviet.player.line.last(soviet.player.at)


def test_one_unit_alone_can_be_followed_in_the_log(pilot: Pilot, soviet: Film) -> None:
    row = fight()[0].row("a")
    pilot.key(pygame.K_END)
    rect = next(rect for rect, group in soviet.spots if row in group.rows)
    pilot.click(rect.center)
    assert soviet.chosen == row
    pilot.click(soviet.log.buttons[-1].rect.move(soviet.log.rect.topleft).center)
    assert {line.unit for line in soviet.log.shown_lines()} == {row}


@pytest.fixture
def views(pilot: Pilot, monkeypatch: pytest.MonkeyPatch) -> dict[int | None, str]:
    said: dict[int | None, str] = {}
    for side in (SOVIET, JAPANESE, None):
        with told(monkeypatch) as words:
            scene = film(side, pilot)
            pilot.key(pygame.K_END)
            for group in range(len(scene.told.lines) // 4 + 1):
                scene.log.scroll.offset = group * 80
                scene.draw(pilot.app.window)
        said[side] = " ".join(text for text, _ in words)
    return said


def test_no_word_of_the_hidden_unit_reaches_the_other_side(views: dict[int | None, str]) -> None:
    name = fight()[0].start.roster.counters[fight()[0].row("far")].name.en
    assert name in views[None]
    assert name in views[JAPANESE]
    assert name not in views[SOVIET]


def test_no_pixel_of_the_hidden_unit_reaches_the_other_side(pilot: Pilot, soviet: Film) -> None:
    world, _ = fight()
    rows = {row for _, group in soviet.spots for row in group.rows}
    assert world.row("far") not in rows
    for span in soviet.player.line.spans:
        for share in (0.0, 0.3, 0.6, 1.0):
            at = span.start + share * (span.stop - span.start)
            assert all(world.row("far") not in group.rows for group in soviet.cast.groups(at))
    umpire = film(None, pilot)
    assert world.row("far") in {row for _, group in umpire.spots for row in group.rows}


def test_films_that_differ_only_in_what_is_hidden_are_the_same_to_the_last_pixel(pilot: Pilot) -> None:
    frames: list[list[bytes]] = []
    for far in (("1202", "1203"), ("1301", "1401")):
        scene = film(SOVIET, pilot, far=far)
        seen = []
        for at in (0.2, 1.4, 2.8, 4.1, 5.2, 9.0, scene.player.line.length):
            scene.player.seek(at)
            scene.ask(scene.player.line.last(at))
            scene.draw(pilot.app.window)
            seen.append(pygame.image.tobytes(pilot.app.window, "RGB"))
        frames.append(seen)
    assert frames[0] == frames[1]
    one, other = (fight(*far)[1].state for far in (("1202", "1203"), ("1301", "1401")))
    assert one.digest() != other.digest(), "the two battles do differ"


def test_a_steady_frame_renders_no_letters(pilot: Pilot, soviet: Film) -> None:
    for _ in range(200):
        pilot.frame()
    soviet.player.playing = False
    soviet.draw(pilot.app.window)
    before = fonts._render.cache_info().misses
    for _ in range(5):
        soviet.draw(pilot.app.window)
    assert fonts._render.cache_info().misses == before


@pytest.mark.parametrize("size", [(1024, 640), (1280, 800), (1920, 1080)])
def test_it_fits_every_window_at_every_scale(pilot: Pilot, size: tuple[int, int]) -> None:
    scene = film(None, pilot, size)
    for _ in range(3):
        pilot.key(pygame.K_PERIOD)
        pilot.key(pygame.K_PLUS, mod=pygame.KMOD_CTRL)
    scene.draw(pilot.app.window)
    for panel in scene.panels:
        assert pilot.app.window.get_rect().contains(panel.rect)
    assert scene.camera.view.width > 200
    assert scene.camera.view.height > 100


def test_no_label_lies_over_another_while_they_rise(pilot: Pilot, soviet: Film) -> None:
    """Three results of one hex that began one after the other have risen by different heights."""
    cue = next(cue for cue in soviet.player.line.cues if cue.event in soviet.signs.words and cue.hex >= 0)
    middle = soviet.camera.to_sheet(soviet.camera.view.center)
    cue = replace(cue, place=middle)
    whole = cue.stop - cue.start
    cues = [
        replace(cue, start=cue.start - whole * part, stop=cue.stop - whole * part) for part in (0.5, 0.2, 0)
    ]
    at = cue.start + 0.1 * whole
    rects = [rect for rect, _ in soviet.signs.draw(pilot.app.window, soviet.camera, cues, at, soviet.ui)]
    assert len(rects) == 3
    assert all(rect.collidelist(rects[:k]) < 0 for k, rect in enumerate(rects))


def test_labels_are_named_for_events_that_there_are() -> None:
    from game.engine.log import KINDS

    assert LABELS.keys() <= set(KINDS)
    assert set().union(*GROUPS.values()) == set(KINDS)


def test_a_scene_is_a_scene(soviet: Film) -> None:
    scene: Scene = soviet
    assert scene.update(0.0) in (True, False)


def test_results_stay_on_the_map_at_the_end_until_they_are_dismissed(pilot: Pilot, soviet: Film) -> None:
    pilot.key(pygame.K_END)
    soviet.draw(pilot.app.window)
    assert soviet.labels
    lost = [cue for cue in soviet.player.line.cues if cue.kind == "lost"]
    kept = [cue for cue in soviet.signs.pinned if cue.kind == "lost"]
    assert sum(cue.amount for cue in kept) == sum(cue.amount for cue in lost)
    rect, event = soviet.labels[0]
    pilot.click(rect.center)
    assert soviet.asked == event
    pilot.key(pygame.K_ESCAPE, pygame.K_r)
    soviet.draw(pilot.app.window)
    under_way = {cue.event for cue in soviet.player.line.active(soviet.player.at)}
    assert {found for _, found in soviet.labels} <= under_way
    assert not {cue.event for cue in soviet.signs.pinned} <= under_way


def test_the_page_of_keys_opens_over_the_film_and_any_key_closes_it(
    pilot: Pilot, soviet: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    soviet.player.playing = False
    with told(monkeypatch) as words:
        pilot.key(pygame.K_F1)
    assert soviet.help
    assert "KEYS AND POINTER" in [text for text, _ in words]
    pilot.key(pygame.K_RETURN)
    assert not soviet.help
    pilot.scene(Film)


def test_what_is_out_of_sight_lies_in_shade(pilot: Pilot, soviet: Film) -> None:
    world, _ = fight()
    stand = soviet.player.line.stand(0.0)
    far, near = world.hex("1003"), world.hex("0101")
    assert stand.unseen[far]
    assert not stand.unseen[near]
    soviet.player.seek(0.0)
    soviet.camera.center(*soviet.table.centers[far])
    soviet.draw(pilot.app.window)
    spots = [soviet.camera.to_window(*soviet.table.centers[hex_]) for hex_ in (far, near)]
    shaded, open_ = (pilot.app.window.get_at((x + 12, y + 12))[:3] for x, y in spots)
    assert sum(shaded) < sum(open_)
