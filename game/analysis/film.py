"""The film of a turn: where everybody stood, what happened and why, as one audience knows it.

A side's film is made from its views at the ends of the pulses and from the events that it learns of. The
umpire's (None) is made from the states themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from game.engine.game import Game
from game.engine.log import Events
from game.engine.pulse.now import air_of
from game.engine.setting import Fate, Setting
from game.engine.state import State
from game.engine.told import accounts, seen_by
from game.engine.view import View, public, view
from game.rules import ledger

UNKNOWN = -1
SUPPRESSED = 512
"""Q10 of men who do not fire from which a counter is marked as suppressed."""
BROKEN = 2
DUG_IN = 1024
SEARCHING = np.array([rule.id in ("spotting", "radio", "battery_located") for rule in ledger.RULES])
"""Rules whose rows tell who has found whom: of own units they would betray what the enemy knows."""


@dataclass(frozen=True, slots=True, eq=False)
class Stand:
    """Where units stand at one minute, [U], and who holds the ground, [H], as the audience knows it.

    `hex` int32 and `men` int32, -1 for unknown; `known` bool whether what it is is known; `ghost` bool a
    contact that is not in sight now; `route` int32[U, R] the hexes that own units have before them;
    `pinned`, `broken`, `dug_in` bool of those whose state is known;
    `control` int8 side or -1; `unseen` bool hexes out of sight, none for the umpire. `light` row of LIGHTS.
    """

    minute: int
    hex: NDArray[np.int32]
    men: NDArray[np.int32]
    known: NDArray[np.bool_]
    ghost: NDArray[np.bool_]
    pinned: NDArray[np.bool_]
    broken: NDArray[np.bool_]
    dug_in: NDArray[np.bool_]
    route: NDArray[np.int32]
    control: NDArray[np.int8]
    unseen: NDArray[np.bool_]
    light: int


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """A pulse of the film: the stands at its start and end, and what the audience learned of it."""

    before: Stand
    after: Stand
    events: Events
    rows: ledger.Rows


@dataclass(frozen=True, slots=True, eq=False)
class Reel:
    """The film of a turn for a side, or for the umpire (None)."""

    turn: int
    side: int | None
    shots: tuple[Shot, ...]

    @property
    def events(self) -> Events:
        """All events in order."""
        return np.concatenate([shot.events for shot in self.shots])

    def shot_of(self, event: int) -> Shot:
        """The pulse in which an event of `events` happened."""
        for shot in self.shots:
            if event < len(shot.events):
                return shot
            event -= len(shot.events)
        raise IndexError("there is no such event in this film")


def reel_of(game: Game, turn: int, side: int | None) -> Reel:
    """The film of a turn that was played; raises `IndexError` for one that was not."""
    entry, setting, fate = game.entries[turn], game.setting, game.fate
    states = [entry.start, *(pulse.state for pulse in entry.pulses)]
    stands = [stand_of(setting, fate, state, side) for state in states]
    shots = []
    for (before, after), pulse in zip(pairwise(stands), entry.pulses, strict=True):
        rows = pulse.ledger if side is None else _told(pulse.ledger, setting.cadre.side == side)
        shots.append(Shot(before, after, seen_by(pulse.events, side), rows))
    return Reel(turn, side, tuple(shots))


def _told(rows: ledger.Rows, own: NDArray[np.bool_]) -> ledger.Rows:
    told: ledger.Rows = accounts(rows, own)
    kept: ledger.Rows = told[~SEARCHING[told["rule"]]]
    return kept


def stand_of(setting: Setting, fate: Fate, state: State, side: int | None) -> Stand:
    """Where everybody stands as a side knows it, or as it is."""
    air = air_of(setting, fate, min(state.minute, int(setting.calendar.turn_end[-1]) - 1), 0)
    if side is None:
        return _true(setting, state, int(air.light[0]))
    return _known(view(setting, state, side, public(setting, state, air)))


def _known(told: View) -> Stand:
    own, forces, contacts = told.own, told.forces, told.contacts
    return Stand(
        minute=told.minute,
        hex=np.where(own, forces.hex, contacts.hex).astype(np.int32),
        men=np.where(own, forces.men, contacts.men).astype(np.int32),
        known=own | (contacts.kind >= 0),
        ghost=~own & (contacts.age > 0),
        pinned=own & (forces.suppression >= SUPPRESSED),
        broken=own & (forces.nerve >= BROKEN),
        dug_in=own & (forces.works >= DUG_IN),
        route=_route(told.acts.route, told.later.route),
        control=told.ground.control,
        unseen=~told.ground.seen,
        light=told.public.light,
    )


def _true(setting: Setting, state: State, light: int) -> Stand:
    forces = state.forces
    return Stand(
        minute=state.minute,
        hex=forces.hex[0],
        men=forces.men[0].astype(np.int32),
        known=np.ones(len(setting.cadre), np.bool_),
        ghost=np.zeros(len(setting.cadre), np.bool_),
        pinned=forces.suppression[0] >= SUPPRESSED,
        broken=forces.nerve[0] >= BROKEN,
        dug_in=forces.works[0] >= DUG_IN,
        route=_route(state.acts.route[0], state.later.route[0]),
        control=state.ground.control[0],
        unseen=np.zeros(setting.board.hexes, np.bool_),
        light=light,
    )


def _route(now: NDArray[np.int32], later: NDArray[np.int32]) -> NDArray[np.int32]:
    """The route that a unit goes, or the one that it is told to go once its order reaches it."""
    return np.where(now[:, :1] >= 0, now, later)
