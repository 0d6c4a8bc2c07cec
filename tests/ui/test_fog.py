"""A player's screen holds what his side knows and nothing else, whatever else is true."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pygame
import pytest

from game.engine.state import State
from game.ui.layers import marks
from game.ui.scenes.curtain import Curtain
from game.ui.scenes.plot import PlotScene
from game.ui.session import Session
from game.ui.veil import listed, veiled
from ui.pilot import Pilot, told
from ui.seats import ALONE, HOTSEAT, changed, desk_of, session_of, sit, spot

FOE = "sakuma"


def row_of(session: Session, unit: str) -> int:
    return session.game.setting.cadre.ids.index(unit)


def shifted(session: Session) -> Session:
    """The same for the Soviet side: the enemy, out of sight, is elsewhere, fewer, tired and on the march."""
    rows = np.flatnonzero(session.game.setting.cadre.side == 1)

    def change(state: State) -> None:
        state.forces.hex[0, rows] = np.where(
            state.forces.hex[0, rows] >= 0, state.forces.hex[0, rows] + 57, -1
        )
        state.forces.men[0, rows] = state.forces.men[0, rows] // 2 + 1
        state.forces.fatigue[0, rows] = 900
        state.forces.works[0, rows] = 2048
        state.forces.suppression[0, rows] = 700
        state.acts.act[0, rows] = 1
        state.ground.control[0] = np.where(state.ground.seen[0, 0], state.ground.control[0], 1)

    return changed(session, change)


def screens(
    pilot: Pilot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[bytes], list[list[str]]]:
    """Pictures and words of a tour, everything painted anew and every answer waited for."""
    pictures, words = [], []
    scene = sit(pilot, session)
    for _step in tour(pilot, scene):
        pilot.frame()
        scene.odds.poll()
        assert scene.odds.oracle.wait(60, best=True)
        scene.resize(1.0)
        marks.clear()
        with told(monkeypatch) as lines:
            scene.draw(pilot.app.window)
        pictures.append(pygame.image.tobytes(pilot.app.window, "RGB"))
        words.append([line for line, _rect in lines])
    return pictures, words


def tour(pilot: Pilot, scene: PlotScene) -> Iterator[str]:
    """Looks that a curious player takes, one after another."""
    yield "map"
    scene.table.tab = "japanese"
    yield "the other side's order of battle"
    scene.table.tab = "all"
    pilot.key(pygame.K_SLASH)
    pilot.write(FOE)
    yield "a search for the enemy"
    pilot.key(pygame.K_ESCAPE)
    row = row_of(scene.session, FOE)
    start = int(scene.session.start.units.hex[row])
    for hex_ in (start, start + 57):
        pilot.move(spot(scene, hex_))
        pilot.frame(1.0)
        yield "a tooltip"
        pilot.click(spot(scene, hex_))
        yield "a click"
    pilot.key(pygame.K_TAB, pygame.K_m)
    pilot.move(spot(scene, start))
    yield "a march there, weighed"
    pilot.click(spot(scene, start))
    yield "and ordered"
    pilot.key(pygame.K_COMMA)
    pilot.key(pygame.K_k, mod=pygame.KMOD_CTRL)
    pilot.move(spot(scene, start))
    yield "the list of the stack, and the pinned unit beside who is there"
    pilot.key(pygame.K_PERIOD)
    yield "the menu of his hex"
    pilot.key(pygame.K_ESCAPE)
    scene.open_menu(start + 57)
    yield "and of the one beside it"
    pilot.key(pygame.K_ESCAPE, pygame.K_COMMA)
    pilot.key(pygame.K_n, mod=pygame.KMOD_CTRL)
    yield "who needs a look"
    scene.whole()
    yield "the whole sheet"


def test_two_battles_that_differ_in_what_is_hidden_look_the_same(
    pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = session_of(ALONE), shifted(session_of(ALONE))
    assert here.game.state.digest() != there.game.state.digest()
    assert here.view().digest() == there.view().digest()
    first, second = (screens(pilot, session, monkeypatch) for session in (here, there))
    assert first[1] == second[1]
    assert [a == b for a, b in zip(first[0], second[0], strict=True)] == [True] * len(first[0])


def played(session: Session) -> Session:
    """Two turns later, nobody having ordered anything."""
    for _ in range(2):
        session.game.committed[:] = [True, True]
        session.game.play()
    session.watched = [2, 2]
    return session


def test_what_is_seen_does_show(pilot: Pilot) -> None:
    session = session_of(ALONE)
    row, post = row_of(session, FOE), row_of(session, "59bd-makhalin")

    def change(state: State) -> None:
        state.forces.hex[0, row] = state.forces.hex[0, post] - 57

    far, near = played(session_of(ALONE)), played(changed(session, change))
    assert int(near.view().contacts.hex[row]) >= 0
    assert int(far.view().contacts.hex[row]) != int(near.view().contacts.hex[row])
    hex_ = int(near.view().contacts.hex[row])
    pictures = []
    for known in (far, near):
        scene = sit(pilot, known)
        spot(scene, hex_)
        scene.draw(pilot.app.window)
        pictures.append(pygame.image.tobytes(pilot.app.window, "RGB"))
    assert pictures[0] != pictures[1]
    assert row in scene.table.stacks[hex_]
    assert any(words.startswith("Enemy: ") for words, _warns in scene.table.facts(hex_).lines)
    assert "unconfirmed" in scene.table.face(row, 1, frozenset()).states or near.view().contacts.age[row] == 0


def test_the_fog_is_drawn_where_nobody_looks_and_lifted_for_a_teacher(pilot: Pilot) -> None:
    session = session_of(ALONE)
    scene = sit(pilot, session)
    seen = scene.play.view.ground.seen
    row = row_of(session, "59bd-makhalin")
    here = scene.table.hex_of(row)
    assert here is not None
    assert seen[here]
    near = [h for h in scene.play.board.neighbor[here].tolist() if seen[h] and h not in scene.table.stacks]
    far = [h for h in np.flatnonzero(~seen).tolist() if h not in scene.table.objectives]
    scene.table.layers -= {"grid", "names"}
    bright, dark = (color(pilot, scene, hexes[len(hexes) // 2]) for hexes in (near, far))
    assert sum(bright) > sum(dark)
    session.open = True
    lifted = sit(pilot, session)
    assert sum(color(pilot, lifted, far[len(far) // 2])) > sum(dark)
    assert len(lifted.table.stacks) > len(scene.table.stacks)


def color(pilot: Pilot, scene: PlotScene, hex_: int) -> tuple[int, ...]:
    x, y = spot(scene, hex_)
    scene.draw(pilot.app.window)
    return tuple(pilot.app.window.get_at((x + 6, y + 6)))[:3]


def test_a_veiled_scenario_tells_nothing_of_the_enemy() -> None:
    session = session_of(ALONE)
    view = session.view()
    behind = veiled(session.start, view)
    for row, counter in enumerate(behind.roster.counters):
        if view.own[row]:
            assert counter.men == session.start.roster.counters[row].men
            continue
        assert row not in listed(view)
        assert counter.hex is None
        assert behind.units.hex[row] == -1
        assert (counter.men, counter.weapons, counter.leader, counter.enter) == (0, {}, None, None)
        assert counter.name != session.start.roster.counters[row].name


# hotseat


def test_the_curtain_is_black_and_the_same_for_every_battle(
    pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = session_of(HOTSEAT)
    sit(pilot, session)
    pilot.key(pygame.K_TAB, pygame.K_d)
    title = pygame.display.get_caption()
    pilot.key(pygame.K_RETURN, mod=pygame.KMOD_CTRL)
    curtain = pilot.scene(Curtain)
    with told(monkeypatch) as lines:
        curtain.draw(pilot.app.window)
    assert pygame.display.get_caption() == title
    picture = pilot.app.window.copy()
    written = [rect for _words, rect in lines] + [curtain.button.rect]
    picture.fill((0, 0, 0), curtain.button.rect)
    for rect in written:
        picture.fill((0, 0, 0), rect)
    assert not pygame.surfarray.array3d(picture).any()
    other = Curtain(desk_of(shifted(session_of(HOTSEAT))), curtain.side)
    pictures = []
    for scene in (curtain, other):
        scene.hover = None
        scene.draw(pilot.app.window)
        pictures.append(pygame.image.tobytes(pilot.app.window, "RGB"))
    assert pictures[0] == pictures[1]


def test_behind_the_curtain_no_key_and_no_click_shows_anything(pilot: Pilot) -> None:
    session = session_of(HOTSEAT)
    sit(pilot, session)
    pilot.key(pygame.K_TAB, pygame.K_d)
    pilot.key(pygame.K_RETURN, mod=pygame.KMOD_CTRL)
    curtain = pilot.scene(Curtain)
    assert curtain.desk.seated is None
    before = pygame.image.tobytes(pilot.app.window, "RGB")
    pilot.key(pygame.K_TAB, pygame.K_u, pygame.K_F1, pygame.K_F5, pygame.K_g)
    pilot.click((40, 400))
    pilot.move((40, 400))
    curtain.draw(pilot.app.window)
    assert pygame.image.tobytes(pilot.app.window, "RGB") == before
    pilot.click(curtain.button.rect.center)
    scene = pilot.scene(PlotScene)
    assert scene.session.side == 1
    assert scene.session.plots == ()
    assert scene.table.selected is None
    assert all(scene.play.mine(row) for rows in scene.table.stacks.values() for row in rows)
