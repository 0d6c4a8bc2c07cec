"""Which scene comes next in a game: curtain, film, plotting, resolving, or the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from game.scenario.vision import Vision
from game.ui import copies
from game.ui.kit.draw import Ui
from game.ui.layers.terrain import TerrainLayer
from game.ui.snapshot import picture_of

if TYPE_CHECKING:
    from game.ui.app import Scene
    from game.ui.session import Session


@dataclass(eq=False)
class Desk:
    """What the scenes of a game share: the session, the sheet, and who sits before the screen."""

    ui: Ui
    session: Session
    terrain: TerrainLayer
    small: pygame.Surface
    vision: Vision | None = None
    seated: int | None = None
    """The side whose player is at the screen; None while nobody may look."""


def following(desk: Desk) -> Scene:
    """The scene that follows from how the game stands."""
    from game.ui.scenes.curtain import Curtain
    from game.ui.scenes.over import Over
    from game.ui.scenes.resolving import Resolving

    session = desk.session
    if copies.wanted(session):
        copies.keep_turn(session, picture_of(session, desk.small))
    due = session.due if session.humans else session.side
    if due is None:
        return Over(desk) if session.game.over else Resolving(desk)
    if len(session.humans) > 1 and due != desk.seated:
        desk.seated = None
        return Curtain(desk, due)
    return seated(desk, due)


def seated(desk: Desk, side: int) -> Scene:
    """What the player of a side sees once he sits down: the film of the last turn, then his plotting."""
    from game.ui.scenes.film import Film
    from game.ui.scenes.over import Over
    from game.ui.scenes.plot import PlotScene

    session = desk.session
    desk.seated = session.side = side
    if session.unseen(side):
        session.watched[side] = session.turn
        # A film needs no more of the game than its session lets the side know.
        audience = None if session.open else side
        return Film(desk.ui, desk.terrain, session, audience, lambda: following(desk))
    return Over(desk) if session.game.over else PlotScene(desk)
