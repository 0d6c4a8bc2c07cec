"""Plotting through real events: selecting, ordering, refusing, undoing, committing."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from game.analysis.order_words import sentence
from game.engine import ways
from game.engine.options import free_from, reachable
from game.engine.orders import Bombard, Dig, Fire, Hold, March, Rest, Withdraw
from game.ui import verbs
from game.ui.kit.draw import Ui
from game.ui.kit.theme import STANDARD
from game.ui.layers.marks import hex_spot
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.resolving import Resolving
from ui.pilot import Pilot, told
from ui.seats import ALONE, CTRL, choose, session_of, sit, spot

SHIFT = pygame.KMOD_SHIFT


@pytest.fixture
def scene(pilot: Pilot) -> PlotScene:
    """The Soviet player's first turn of the smallest battle."""
    return sit(pilot, session_of(ALONE))


@pytest.fixture
def corps(pilot: Pilot) -> PlotScene:
    """The Soviet player's first turn of a large battle."""
    return sit(pilot, session_of(ALONE, "offensive"))


def beside(scene: PlotScene, unit: int, steps: int = 2) -> int:
    """A hex some steps from a unit that it can come to."""
    view, here = scene.play.view, scene.table.hex_of(unit)
    assert here is not None
    minutes = reachable(view, unit)
    meters = view.board.meters(here, np.arange(view.board.hexes))
    found = np.flatnonzero((minutes > 0) & (meters >= 250 * steps) & (meters < 250 * (steps + 1)))
    return int(found[0])


# giving orders


def test_a_right_click_marches_to_an_empty_hex(pilot: Pilot, scene: PlotScene) -> None:
    unit = choose(pilot, scene, "59bd-makhalin")
    goal = beside(scene, unit)
    pilot.click(spot(scene, goal), 3)
    (order,) = scene.session.plots
    assert isinstance(order, March)
    assert (order.unit, order.route[-1], order.mode) == (unit, goal, "advance")


def test_dragging_with_the_right_button_moves_the_map_and_orders_nothing(
    pilot: Pilot, scene: PlotScene
) -> None:
    choose(pilot, scene, "59bd-makhalin")
    middle, before = scene.camera.view.center, scene.camera.x
    pilot.drag(middle, (middle[0] + 120, middle[1]), 3)
    assert scene.session.plots == ()
    assert scene.camera.x < before


def test_the_keyboard_alone_marches_by_a_cursor(pilot: Pilot, scene: PlotScene) -> None:
    pilot.key(pygame.K_TAB)
    unit = scene.table.selected
    assert unit is not None
    here = scene.table.hex_of(unit)
    assert here is not None
    pilot.key(pygame.K_m)
    assert scene.controller.verb == "march"
    pilot.key(pygame.K_RIGHT, pygame.K_RIGHT)
    assert scene.table.hovered == here + 2
    pilot.key(pygame.K_RETURN)
    (order,) = scene.session.plots
    assert isinstance(order, March)
    assert order.route[-1] == here + 2


def test_the_way_leads_through_hexes_that_are_chosen(pilot: Pilot, scene: PlotScene) -> None:
    unit = choose(pilot, scene, "59bd-makhalin")
    goal = beside(scene, unit)
    here = scene.table.hex_of(unit)
    assert here is not None
    by = here + scene.play.board.cols
    pilot.key(pygame.K_m)
    at = spot(scene, by)
    try:
        pygame.key.set_mods(SHIFT)
        pilot.click(at)
    finally:
        pygame.key.set_mods(0)
    before, ways = scene.session.plots, [scene.controller.via]
    assert before == ()
    pilot.move(spot(scene, goal))
    for _ in range(2):
        pilot.key(pygame.K_p)
        ways.append(scene.controller.via)
    assert ways == [(by,), (by, goal), (by,)]
    pilot.key(pygame.K_RETURN)
    (order,) = scene.session.plots
    assert isinstance(order, March)
    assert order.route[0] == by
    assert order.route[-1] == goal
    assert len(scene.controller.via) == 0


def test_mode_and_conditions_go_into_the_order(pilot: Pilot, scene: PlotScene) -> None:
    unit = choose(pilot, scene, "59bd-makhalin")
    goal = beside(scene, unit)
    pilot.key(pygame.K_m, pygame.K_F6)
    assert scene.focus is scene.commands
    pilot.key(pygame.K_RIGHT)
    pilot.key(pygame.K_DOWN, pygame.K_DOWN, pygame.K_RIGHT)
    pilot.key(pygame.K_DOWN, pygame.K_RIGHT)
    pilot.click(spot(scene, goal))
    (order,) = scene.session.plots
    assert isinstance(order, March)
    assert (order.mode, order.on_contact, order.stop_loss) == ("rush", True, 10)


def test_a_click_on_a_setting_changes_it(pilot: Pilot, scene: PlotScene) -> None:
    choose(pilot, scene, "59bd-makhalin")
    pilot.key(pygame.K_f)
    found = []
    for step in (1, -1):
        scene.draw(pilot.app.window)
        field = scene.commands.field(scene.commands.lines[0]).move(scene.commands.rect.topleft)
        pilot.click((field.centerx + step * field.width // 3, field.centery))
        found.append(scene.controller.terms.value("policy"))
    assert found == ["overwatch", "free"]
    pilot.key(pygame.K_f)
    (order,) = scene.session.plots
    assert isinstance(order, Fire)
    assert order.aim == -1


@pytest.mark.parametrize(("key", "kind"), [(pygame.K_d, Dig), (pygame.K_s, Hold), (pygame.K_z, Rest)])
def test_orders_without_an_aim_are_given_at_once(
    pilot: Pilot, scene: PlotScene, key: int, kind: type
) -> None:
    unit = choose(pilot, scene, "59bd-makhalin")
    pilot.key(key)
    assert scene.session.plots == (kind(unit=unit),)


def test_aiming_on_finds_no_field_of_ways_anew(
    pilot: Pilot, corps: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilot.key(pygame.K_n, pygame.K_q, pygame.K_m)
    here = corps.table.hex_of(corps.table.chosen[0])
    assert here is not None
    pilot.move(spot(corps, here))

    def never(*_: object) -> object:
        raise AssertionError("a field of ways is found anew")

    before = corps.controller.tentative(here + 3)
    monkeypatch.setattr(ways, "field", never)
    assert corps.controller.tentative(here + 4) != before


def test_a_new_order_takes_the_place_of_the_old_one(pilot: Pilot, scene: PlotScene) -> None:
    unit = choose(pilot, scene, "59bd-makhalin")
    pilot.key(pygame.K_d)
    pilot.key(pygame.K_w)
    pilot.click(spot(scene, beside(scene, unit)))
    (order,) = scene.session.plots
    assert isinstance(order, Withdraw)


def test_a_battery_fires_at_a_hex_with_the_rounds_that_are_shown(pilot: Pilot, corps: PlotScene) -> None:
    view = corps.play.view
    unit = int(
        np.flatnonzero(view.ready & (view.cadre.gun >= 0) & (view.forces.hex >= 0) & ~view.cadre.foot)[0]
    )
    corps.table.select((unit,))
    pilot.key(pygame.K_b)
    share = next(line for line in corps.controller.lines() if line.name == "share")
    goal = int(
        np.flatnonzero(view.board.meters(int(view.forces.hex[unit]), np.arange(view.board.hexes)) == 3000)[0]
    )
    pilot.click(spot(corps, goal))
    if corps.controller.bad:
        pytest.fail(corps.controller.message)
    (order,) = corps.session.plots
    assert isinstance(order, Bombard)
    assert share.value.startswith(f"{order.rounds} ")


# many at once


def test_a_formation_is_ordered_as_a_whole_and_each_order_can_be_changed(
    pilot: Pilot, corps: PlotScene
) -> None:
    view = corps.play.view
    unit = int(np.flatnonzero(view.ready & view.cadre.foot & (view.forces.hex >= 0) & ~view.cadre.post)[6])
    corps.table.select((unit,))
    pilot.key(pygame.K_q)
    units = corps.table.chosen
    assert len(units) >= 3
    assert units[0] == unit
    pilot.key(pygame.K_m)
    pilot.click(spot(corps, beside(corps, unit, 4)))
    plots = corps.session.plots
    assert {order.unit for order in plots} <= set(units)
    assert len(plots) >= len(units) - 1
    ends = [order.route[-1] for order in plots if isinstance(order, March)]
    assert len(set(ends)) > 1
    corps.table.select((plots[0].unit,))
    pilot.key(pygame.K_d)
    assert corps.session.plots[-1] == Dig(unit=plots[0].unit)
    assert len(corps.session.plots) == len(plots)
    pilot.key(pygame.K_u, pygame.K_u)
    assert corps.session.plots == ()


@pytest.mark.parametrize("verb", ["march", "assault", "defend", "dig", "withdraw"])
@pytest.mark.parametrize("above", [1, 2])
def test_one_command_gives_every_unit_its_order_and_each_can_be_changed(
    pilot: Pilot, corps: PlotScene, verb: str, above: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = corps.play.view
    corps.table.select((int(np.flatnonzero(view.ready & view.cadre.foot & (view.forces.hex >= 0))[8]),))
    pilot.key(*[pygame.K_q] * above)
    units = corps.table.chosen
    goal = beside(corps, units[0], 4)
    with told(monkeypatch) as lines:
        pilot.key(verbs.KEYS[verb])
        if verb in verbs.AIMED:
            pilot.click(spot(corps, goal))
    plots = corps.session.plots
    able = [u for u in units if view.cadre.foot[u] or view.cadre.tanks[u]] if verb == "assault" else units
    assert len(plots) >= max(2, len(able) - 2)
    assert len({order.unit for order in plots}) == len(plots)
    assert {order.unit for order in plots} <= set(units)
    shown = {line for line, _ in lines}
    for order in plots[: corps.orders.rect.height // corps.ui.dp(26) - 2]:
        assert sentence(order, corps.session.names) in shown
    if verb in ("march", "withdraw", "defend"):
        ends = [order.route[-1] for order in plots if isinstance(order, March)]
        assert len(set(ends)) > 1
    at = corps.orders.rect
    pilot.click((at.left + 60, at.top + corps.ui.dp(36 + 12)))
    assert list(corps.table.chosen) == [plots[0].unit]
    pilot.key(pygame.K_s)
    assert Hold(unit=plots[0].unit) in corps.session.plots
    assert [order for order in corps.session.plots if order.unit != plots[0].unit] == list(plots[1:])
    pilot.key(pygame.K_u, pygame.K_u)
    assert list(corps.session.plots) == []


def test_who_is_left_out_of_a_command_is_told(pilot: Pilot, corps: PlotScene) -> None:
    view = corps.play.view
    corps.table.select((int(np.flatnonzero(view.ready & view.cadre.foot & (view.forces.hex >= 0))[8]),))
    pilot.key(pygame.K_q, pygame.K_q)
    posts = [unit for unit in corps.table.chosen if not (view.cadre.foot[unit] or view.cadre.tanks[unit])]
    guns = [unit for unit in posts if view.cadre.gun[unit] >= 0]
    number = len(posts) - len(guns)
    assert number
    pilot.key(pygame.K_a)
    pilot.click(spot(corps, beside(corps, corps.table.chosen[0], 4)))
    words = f"{number} unit cannot assault." if number == 1 else f"{number} units cannot assault."
    assert corps.controller.message.endswith(words)


def test_q_once_more_takes_the_formation_above(pilot: Pilot, corps: PlotScene) -> None:
    view = corps.play.view
    unit = int(np.flatnonzero(view.ready & view.cadre.foot & (view.forces.hex >= 0))[8])
    corps.table.select((unit,))
    sizes = []
    for _ in range(3):
        pilot.key(pygame.K_q)
        sizes.append(len(corps.table.chosen))
    assert sizes[0] < sizes[1] < sizes[2]


def test_ctrl_click_adds_and_shift_click_takes_the_stack(pilot: Pilot, corps: PlotScene) -> None:
    stacks = {h: r for h, r in corps.table.stacks.items() if len(r) > 1 and corps.play.mine(r[0])}
    hex_, rows = next(iter(stacks.items()))
    at = spot(corps, hex_)
    try:
        pygame.key.set_mods(SHIFT)
        pilot.click(at)
        assert set(corps.table.chosen) == set(rows)
        pygame.key.set_mods(0)
        pilot.click(at)
        assert len(corps.table.chosen) == 1
        pygame.key.set_mods(CTRL)
        pilot.click(at)
        assert len(corps.table.chosen) == 2
    finally:
        pygame.key.set_mods(0)


def test_a_formation_is_taken_from_the_tree(pilot: Pilot, corps: PlotScene) -> None:
    line = next(i for i, row in enumerate(corps.tree.rows) if row.unit is None and row.depth == 2)
    formation = corps.tree.rows[line].id
    for _ in range(9):
        if corps.focus is not corps.tree:
            pilot.key(pygame.K_F6)
    assert corps.focus is corps.tree
    corps.tree.cursor = line
    pilot.key(pygame.K_q)
    chosen = corps.table.chosen
    assert chosen
    assert all(formation in corps.table.counters[row].chain for row in chosen)


# refusals


def test_a_unit_that_waits_for_its_release_is_refused_in_words(
    pilot: Pilot, scene: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(pilot, scene, "119rr-2")
    with told(monkeypatch) as lines:
        pilot.key(pygame.K_d)
    assert scene.session.plots == ()
    words = " ".join(line for line, _rect in lines)
    assert "has not been released" in words
    assert "It can be used from" in words


@pytest.mark.parametrize("button", [1, 3])
def test_a_click_for_a_unit_that_is_held_says_that_it_is_held(
    pilot: Pilot, scene: PlotScene, button: int
) -> None:
    row = choose(pilot, scene, "119rr-2")
    view, here = scene.play.view, scene.table.hex_of(row)
    assert free_from(view, row) == int(view.cadre.release[row]) > view.minute
    assert here is not None
    if button == 3:
        pilot.click(spot(scene, int(scene.play.board.neighbor[here, 0])), 3)
        assert "has not been released" in scene.controller.message
    assert scene.commands.controller.unable().endswith("29 July, 17:00.")


def test_what_an_order_costs_in_escalation_is_told_before_it_is_given(
    pilot: Pilot, scene: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(pilot, scene, "59bd-makhalin")
    pilot.key(pygame.K_m)
    abroad = scene.play.board.hex_of("1930")
    with told(monkeypatch) as lines:
        pilot.move(spot(scene, abroad))
    assert scene.session.plots == ()
    assert any("Escalation +0.1" in line for line, _rect in lines)
    pilot.move(spot(scene, scene.play.board.hex_of("2229")))
    assert scene.controller.price(scene.table.hovered) == ""


def test_a_place_that_cannot_be_reached_is_refused_in_words(pilot: Pilot, scene: PlotScene) -> None:
    choose(pilot, scene, "59bd-makhalin")
    board, terrain = scene.play.board, scene.table.start.terrain
    lake = int(np.flatnonzero(board.terrain == terrain.index("lake"))[0])
    pilot.key(pygame.K_m)
    pilot.click(spot(scene, lake))
    assert scene.session.plots == ()
    assert scene.controller.bad
    assert "way" in scene.controller.message


def test_nothing_can_be_told_to_the_enemy_or_to_nobody(pilot: Pilot, scene: PlotScene) -> None:
    pilot.key(pygame.K_d)
    assert scene.controller.bad
    pilot.click(spot(scene, scene.play.board.hex_of("2128")), 3)
    assert scene.session.plots == ()


# taking back


def test_orders_are_undone_redone_and_withdrawn(pilot: Pilot, scene: PlotScene) -> None:
    unit = choose(pilot, scene, "59bd-makhalin")
    pilot.key(pygame.K_d)
    pilot.key(pygame.K_s)
    assert scene.session.plots == (Hold(unit=unit),)
    steps = [(pygame.K_z, CTRL), (pygame.K_y, CTRL), (pygame.K_BACKSPACE, 0), (pygame.K_u, 0)]
    found = []
    for key, mod in steps:
        pilot.key(key, mod=mod)
        found.append(scene.session.plots)
    assert found == [(Dig(unit=unit),), (Hold(unit=unit),), (), (Hold(unit=unit),)]


def test_an_answer_goes_with_the_orders_that_it_speaks_of(pilot: Pilot, scene: PlotScene) -> None:
    choose(pilot, scene, "59bd-makhalin")
    pilot.key(pygame.K_d)
    assert scene.controller.message == "1 order given."
    pilot.key(pygame.K_u)
    assert not scene.session.plots
    assert scene.controller.message == ""


def test_a_line_of_the_list_selects_its_unit_and_its_cross_withdraws_it(
    pilot: Pilot, scene: PlotScene
) -> None:
    unit = choose(pilot, scene, "59bd-makhalin")
    pilot.key(pygame.K_d, pygame.K_ESCAPE)
    assert scene.table.selected is None
    line = scene.orders.rect.move(20, scene.ui.dp(44))
    pilot.click(line.topleft)
    assert scene.table.selected == unit
    pilot.click((scene.orders.rect.right - 20, line.top))
    assert scene.session.plots == ()


# committing


def test_commit_asks_for_idle_units_and_goes_to_one(
    pilot: Pilot, scene: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    (idle,) = scene.idle()
    with told(monkeypatch) as lines:
        pilot.key(pygame.K_RETURN, mod=CTRL)
    question = scene.question
    assert question is not None
    name = scene.table.counters[idle].name.en
    assert any(name in line for line, _rect in lines)
    pilot.key(pygame.K_ESCAPE)
    assert scene.question is None
    assert not scene.session.closed
    pilot.click(scene.close.buttons[0].rect.move(scene.close.rect.topleft).center)
    question = scene.question
    assert question is not None
    pilot.click(question.buttons[2].rect.move(question.rect.topleft).center)
    assert scene.table.selected == idle
    assert scene.question is None
    pilot.key(pygame.K_d)
    pilot.key(pygame.K_RETURN, mod=CTRL)
    assert isinstance(pilot.app.scene, Resolving)
    assert scene.session.game.committed[0]


@pytest.mark.parametrize("size", [(1024, 640), (1280, 800), (3840, 2160)])
def test_the_button_that_commits_is_there_in_every_window(
    pilot: Pilot, scene: PlotScene, size: tuple[int, int]
) -> None:
    pilot.size(size)
    pilot.frame()
    window = pygame.Rect((0, 0), size)
    for selected in (None, scene.play.view.own.nonzero()[0][0]):
        scene.table.select(() if selected is None else (int(selected),))
        scene.draw(pilot.app.window)
        assert window.contains(scene.close.rect)
        assert scene.close.buttons[0].rect.width > 0
    scene.table.select(())
    scene.draw(pilot.app.window)
    pilot.click(scene.close.rect.center)
    assert scene.question is not None
    assert window.contains(scene.question.rect)


def test_space_passes_over_a_unit_and_never_commits(pilot: Pilot, scene: PlotScene) -> None:
    pilot.key(pygame.K_TAB, pygame.K_SPACE, pygame.K_SPACE)
    assert scene.idle() == ()
    assert pilot.app.scene is scene
    assert not scene.session.closed


def test_a_committed_turn_takes_no_more_orders(pilot: Pilot, scene: PlotScene) -> None:
    unit = choose(pilot, scene, "59bd-makhalin")
    scene.session.commit()
    assert scene.session.plot(Dig(unit=unit)) is not None
    assert scene.session.undo() is False


# what else lies on the table


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


# keys of the checklist


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
