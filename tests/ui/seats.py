"""A game at this machine for tests: sessions over one table, desks over a plain sheet, hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pygame

from game.engine.game import Game
from game.engine.options import reachable
from game.engine.state import State
from game.scenario.load import find_scenario
from game.store.record import Terms
from game.store.table import Table, set_up
from game.store.texts import bundle_of, gather
from game.ui.flow import Desk, following
from game.ui.scenes.curtain import Curtain
from game.ui.scenes.film import Film
from game.ui.scenes.over import Over
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.resolving import Resolving
from game.ui.session import Session
from game.ui.sheetspec import spec_of
from ui.pilot import At, Pilot, plain_terrain, ui

SEED = 3
CTRL = pygame.KMOD_CTRL
HOTSEAT, ALONE, WATCH = ("human", "human"), ("human", "greedy"), ("greedy", "greedy")


@lru_cache(maxsize=2)
def table_of(name: str = "bezymyannaya") -> Table:
    """A scenario set up for play, once for the whole run."""
    path = find_scenario(name)
    return set_up(bundle_of(gather(path), path), Terms(SEED), Path("test"))


def session_of(players: tuple[str, str], name: str = "bezymyannaya") -> Session:
    """A game before its first turn, without a file."""
    table = table_of(name)
    return Session(table.start, table.game(), list(players), None, SEED)


def changed(session: Session, change: Callable[[State], None]) -> Session:
    """The same session over a state that was changed by hand; nobody has looked at it anew."""
    state = session.game.state.copy()
    change(state)
    game = Game(session.game.setting, session.game.fate, state.seal())
    return replace(session, game=game, _view=None)


def desk_of(session: Session) -> Desk:
    """What the scenes share, over a plain sheet."""
    terrain = plain_terrain(spec_of(session.start))
    return Desk(ui(), session, terrain, pygame.Surface((140, 120)))


def sit(pilot: Pilot, session: Session, size: At = (1600, 900)) -> PlotScene:
    """Open the plotting of the side that is due."""
    scene = following(desk_of(session))
    pilot.open(scene, size)
    if isinstance(scene, Curtain):
        pilot.key(pygame.K_RETURN)
    pilot.frame()
    return pilot.scene(PlotScene)


def spot(scene: PlotScene, hex_: int) -> At:
    """Pixel of a hex, brought into view."""
    scene.camera.center(*scene.table.centers[hex_])
    return scene.camera.to_window(*scene.table.centers[hex_])


def choose(pilot: Pilot, scene: PlotScene, unit: str) -> int:
    """Select a unit by clicks on its hex; its row."""
    row = scene.session.game.setting.cadre.ids.index(unit)
    hex_ = scene.table.hex_of(row)
    assert hex_ is not None
    for _ in range(9):
        if scene.table.selected == row:
            return row
        pilot.click(spot(scene, hex_))
    raise AssertionError(f"{unit} cannot be selected")


def beside(scene: PlotScene, unit: int, steps: int = 2) -> int:
    """A hex some steps from a unit that it can come to."""
    view, here = scene.play.view, scene.table.hex_of(unit)
    assert here is not None
    minutes = reachable(view, unit)
    meters = view.board.meters(here, np.arange(view.board.hexes))
    found = np.flatnonzero((minutes > 0) & (meters >= 250 * steps) & (meters < 250 * (steps + 1)))
    return int(found[0])


def commit(pilot: Pilot) -> None:
    """Close the turn, whoever is idle."""
    scene = pilot.scene(PlotScene)
    pilot.key(pygame.K_RETURN, mod=CTRL)
    if scene.question is not None:
        pilot.key(pygame.K_RETURN)


def on(pilot: Pilot, orders: Callable[[PlotScene], None] = lambda _: None) -> str:
    """One step of a game: whatever the scene asks of a player; its name."""
    scene: object = pilot.app.scene
    if isinstance(scene, Curtain):
        pilot.key(pygame.K_RETURN)
    elif isinstance(scene, Film):
        scene.leave()
        pilot.move((5, 5))
    elif isinstance(scene, PlotScene):
        orders(scene)
        commit(pilot)
    elif isinstance(scene, Resolving):
        while pilot.app.scene is scene:
            pilot.frame()
    else:
        assert isinstance(scene, Over)
        pilot.frame()
    return type(scene).__name__


def to_the_end(pilot: Pilot, orders: Callable[[PlotScene], None] = lambda _: None) -> list[str]:
    """Play until the battle is over; the scenes that were shown, in their order."""
    shown: list[str] = []
    for _ in range(400):
        if isinstance(pilot.app.scene, Over):
            return shown
        shown.append(on(pilot, orders))
    raise AssertionError("the battle does not end")
