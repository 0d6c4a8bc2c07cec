"""What lies on the table while one plots, and the keys of the checklist."""

from __future__ import annotations

import pygame
import pytest

from game.engine.orders import Hold
from game.ui.kit.draw import Ui
from game.ui.kit.theme import STANDARD
from game.ui.layers.marks import hex_spot
from game.ui.scenes.plot import PlotScene
from ui.pilot import Pilot, told
from ui.seats import ALONE, CTRL, choose, session_of, sit

SHIFT = pygame.KMOD_SHIFT


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.6])
@pytest.mark.parametrize("letters", [1.0, 1.6])
def test_the_switches_beside_the_small_map_are_whole_words(
    pilot: Pilot, scene: PlotScene, scale: float, letters: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.ui = scene.mini.ui = Ui(STANDARD, scale, letters)
    with told(monkeypatch) as lines:
        scene.focus = scene.mini
        scene.layout((1920, 1200))
        scene.mini.draw(pilot.app.window)
    drawn = dict(lines)
    for button in scene.mini.buttons:
        assert drawn[button.text].width >= scene.ui.width(button.text, "narrow", 13) - 1, button.text
    assert scene.mini.frame().bottom < scene.mini.buttons[0].rect.top
    assert scene.mini.buttons[-1].rect.bottom <= scene.mini.rect.height


def test_hints_are_whole_with_large_letters_where_there_is_room(
    pilot: Pilot, scene: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.ui = Ui(STANDARD, 1.0, 1.6)
    for panel in scene.panels:
        panel.ui = scene.ui
    scene.table.select(())
    with told(monkeypatch) as lines:
        pilot.open(scene, (1280, 760))
    said = " ".join(words for words, _ in lines)
    assert "for their whole formation." in said
    assert "goes from unit to unit." in said


def test_the_fog_is_switched_beside_the_small_map(pilot: Pilot, scene: PlotScene) -> None:
    assert scene.mini.buttons[4].text == "Fog"
    before = pygame.image.tobytes(pilot.app.window, "RGB")
    at = scene.mini.buttons[4].rect.move(scene.mini.rect.topleft).center
    pilot.click(at)
    assert "fog" not in scene.table.layers
    assert pygame.image.tobytes(pilot.app.window, "RGB") != before
    pilot.click(at)
    assert "fog" in scene.table.layers


def test_the_dispatches_of_the_last_turn_take_the_place_of_the_orders(
    pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_of(ALONE)
    session.game.committed[:] = [True, True]
    session.game.play()
    session.watched = [1, 1]
    scene = sit(pilot, session)
    assert scene.orders.shown
    assert not scene.log.shown
    with told(monkeypatch) as lines:
        pilot.key(pygame.K_j)
    assert scene.log.shown
    assert not scene.orders.shown
    words = [line for line, _rect in lines]
    assert any(line.words in words for line in scene.told)
    pilot.key(pygame.K_j)
    assert scene.orders.shown


def test_help_lists_the_keys_of_the_plotting(
    pilot: Pilot, scene: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    with told(monkeypatch) as lines:
        pilot.key(pygame.K_F1)
    words = [line for line, _rect in lines]
    assert "commit the turn" in words
    pilot.key(pygame.K_d)
    assert scene.session.plots == ()


def test_space_with_shift_holds_the_unit_and_goes_on(pilot: Pilot, scene: PlotScene) -> None:
    row = choose(pilot, scene, "59bd-makhalin")
    pilot.key(pygame.K_SPACE, mod=SHIFT)
    assert scene.session.plots == (Hold(unit=row),)
    assert scene.table.selected != row
    assert not scene.idle()


def test_shift_and_a_number_show_how_far_a_unit_comes_in_turns(pilot: Pilot, scene: PlotScene) -> None:
    row = choose(pilot, scene, "59bd-makhalin")
    assert scene.controller.reach() is None
    spans = []
    for key in (pygame.K_1, pygame.K_3):
        pilot.key(key, mod=SHIFT)
        minutes = scene.controller.reach()
        assert minutes is not None
        assert scene.overlays.on is None
        spans.append(int(minutes.max()))
    view = scene.play.view
    assert spans[0] <= 10 * (view.end - view.minute) < spans[1]
    assert scene.session.plots == ()
    pilot.key(pygame.K_ESCAPE)
    assert scene.controller.reach() is None
    assert scene.table.selected == row


def test_labels_objectives_and_the_enemys_reach_have_their_keys(pilot: Pilot, scene: PlotScene) -> None:
    pilot.key(pygame.K_l, mod=CTRL)
    assert "names" not in scene.table.layers
    pilot.key(pygame.K_v, mod=CTRL)
    assert scene.overlays.on is not None
    assert scene.overlays.on.word == "Enemy reach"
    goals = {scene.table.centers[hex_] for hex_ in scene.table.objectives}
    seen = set()
    for _ in goals:
        pilot.key(pygame.K_j, mod=CTRL)
        seen.add((scene.camera.x, scene.camera.y))
    assert seen == goals


def test_in_the_smallest_window_nothing_lies_over_the_button_that_commits(
    pilot: Pilot, scene: PlotScene
) -> None:
    for size in ((1024, 640), (1280, 800), (1920, 1080), (3840, 2160)):
        pilot.size(size)
        pilot.frame()
        shown = [panel for panel in scene.panels if panel.shown]
        assert scene.close in shown
        over = [panel for panel in shown if panel is not scene.close]
        assert not any(panel.rect.colliderect(scene.close.rect) for panel in over), size
        buttons = [button.rect for button in scene.mini.buttons if scene.mini.shown]
        assert not any(a.colliderect(b) for i, a in enumerate(buttons) for b in buttons[:i]), size
        assert all(scene.mini.rect.width >= rect.right for rect in buttons)


def test_the_tooltip_of_the_cursor_lies_beside_its_hex(
    pilot: Pilot, scene: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(pilot, scene, "59bd-makhalin")
    pilot.move((5, 5))
    pilot.key(pygame.K_m, pygame.K_RIGHT)
    assert scene.cursor is not None
    assert scene.table.hovered == scene.cursor
    with told(monkeypatch) as words:
        pilot.frame(0.4)
    head = f"Hex {scene.table.facts(scene.cursor).label}"
    place = next(rect for text, rect in words if text == head and scene.camera.view.contains(rect))
    spot = hex_spot(scene.camera, scene.table, scene.cursor)
    assert not place.colliderect(spot)
    assert place.colliderect(spot.inflate(900, 700))


def test_a_side_that_may_ask_for_aircraft_is_still_told_to_select(
    pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_of(("greedy", "human"), "night-assault")
    with told(monkeypatch) as lines:
        scene = sit(pilot, session)
    words = " ".join(line for line, _rect in lines)
    assert scene.controller.offered() == ("request",)
    assert "Select your units" in words
    pilot.key(pygame.K_y)
    assert session.plots == ()
    assert scene.controller.price(None).startswith("Escalation +40")
    pilot.key(pygame.K_y)
    assert len(session.plots) == 1
