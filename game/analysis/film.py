"""The film of a turn: where everybody stood, what happened and why, as one audience knows it.

A side's film is made from its views at the ends of the pulses and from the events that it learns of. The
umpire's (None) is made from the states themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from game.engine.game import Game
from game.engine.log import Events
from game.engine.pulse.now import air_of
from game.engine.setting import Fate, Setting
from game.engine.state import State
from game.engine.told import accounts, seen_by
from game.engine.view import Known, View, public, view
from game.rules import ledger

T = TypeVar("T")
SUPPRESSED = 512
"""Q10 of men who do not fire from which a counter is marked as suppressed."""
HIS: dict[str, tuple[str, ...]] = {
    "fire": ("share", "suppression", "quality", "fatigue", "rate"),
    "movement_fire": ("share", "suppression", "quality", "fatigue", "rate"),
    "armor_hit": ("share", "suppression", "fatigue"),
    "anti_aircraft": ("guns", "engaged"),
    "close_defense": ("quality",),
    "close_attack": ("suppression", "quality", "share"),
    "tank_assault": ("suppression",),
}
"""Factors, by rule, that tell of the source of an effect rather than of its target or the ground."""
Q10 = 10
BROKEN = 2
"""Row of the states of cohesion from which a unit is marked as broken."""
SEARCHING = np.array([rule.id in ("spotting", "radio", "battery_located") for rule in ledger.RULES])
"""Rules whose rows tell who has found whom: of own units they would betray what the enemy knows."""
_HIS = np.zeros((len(ledger.RULES), ledger.FACTORS), np.bool_)
for _rule, _names in HIS.items():
    _row = ledger.number(_rule)
    _HIS[_row, [ledger.RULES[_row].factors.index(_name) for _name in _names]] = True


@dataclass(frozen=True, slots=True, eq=False)
class Stand:
    """Where units stand at one minute, [U], as the audience knows it; all of that is in its `view`.

    `hex` int32, -1 for unknown; `known` bool whether what it is is known; `ghost` bool a contact that is not
    in sight now; `pinned`, `broken` bool of those whose state is known; `route` int32[U, R] the hexes that a
    unit has before it, or will have once its order reaches it; `unseen` bool hexes out of sight. `light` row
    of `clock.LIGHTS`.
    """

    view: View
    minute: int
    hex: NDArray[np.int32]
    known: NDArray[np.bool_]
    ghost: NDArray[np.bool_]
    pinned: NDArray[np.bool_]
    broken: NDArray[np.bool_]
    route: NDArray[np.int32]
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


def moment_of(game: Game, turn: int, event: int, side: int | None) -> tuple[Reel, int]:
    """The pulse of one event of `Reel.events` as a film of its own, and the number of the event in it.

    It has no rows of the ledger: those of a turn from a file are reckoned by playing it again.
    """
    entry = game.entries[turn]
    before = entry.start
    for pulse in entry.pulses:
        events = seen_by(pulse.events, side)
        if event < len(events):
            first, last = (stand_of(game.setting, game.fate, at, side) for at in (before, pulse.state))
            return Reel(turn, side, (Shot(first, last, events, np.empty(0, ledger.LEDGER)),)), event
        event, before = event - len(events), pulse.state
    raise IndexError("there is no such event in this film")


def folded(rows: ledger.Rows) -> ledger.Rows:
    """Rows in which what is true of an enemy who is not named is drawn into the base.

    How tired, steady or well supplied he is stays hidden; what is told is how much reached the target, and
    what the target's own cover, works and light made of it.
    """
    told, hidden = rows.copy(), _HIS[rows["rule"]] & (rows["source"] == ledger.NOBODY)[:, None]
    base = told["base"].copy()
    for n in range(ledger.FACTORS):
        base = np.where(hidden[:, n], base * told["factors"][:, n] >> Q10, base)
    told["base"] = base
    told["factors"] = np.where(hidden, 1 << Q10, told["factors"])
    return told


def _told(rows: ledger.Rows, own: NDArray[np.bool_]) -> ledger.Rows:
    told: ledger.Rows = accounts(rows, own)
    kept: ledger.Rows = told[~SEARCHING[told["rule"]]]
    return folded(kept)


def stand_of(setting: Setting, fate: Fate, state: State, side: int | None) -> Stand:
    """Where everybody stands as a side knows it, or as it is."""
    air = air_of(setting, fate, min(state.minute, int(setting.calendar.turn_end[-1]) - 1), 0)
    told = view(setting, state, side or 0, public(setting, state, air))
    told = told if side is not None else _open(setting, state, told)
    own, forces, contacts = told.own, told.forces, told.contacts
    return Stand(
        view=told,
        minute=told.minute,
        hex=np.where(own, forces.hex, contacts.hex).astype(np.int32),
        known=own | (contacts.kind >= 0),
        ghost=~own & (contacts.age > 0),
        pinned=own & (forces.suppression >= SUPPRESSED),
        broken=own & (forces.nerve >= BROKEN),
        route=np.where(told.acts.route[:, :1] >= 0, told.acts.route, told.later.route),
        unseen=~told.ground.seen,
        light=told.public.light,
    )


def _open(setting: Setting, state: State, told: View) -> View:
    """The umpire's view: every unit is known as its own side knows it, and the ground as it is."""
    ground = state.ground
    return replace(
        told,
        own=np.ones_like(told.own),
        cadre=setting.cadre,
        forces=_columns(state.forces),
        acts=_columns(state.acts),
        later=_columns(state.later),
        ground=Known(
            control=ground.control[0],
            seen=np.ones(setting.board.hexes, np.bool_),
            smoke=ground.smoke[0],
            wire=ground.wire[0],
            ways=ground.ways[0],
            crossings=ground.crossings[0],
            decoys=ground.feigned[0] >= 0,
        ),
    )


def _columns(batch: T) -> T:
    """The columns of the only game of a batch."""
    return type(batch)(**{f.name: getattr(batch, f.name)[0] for f in fields(batch)})  # type: ignore[arg-type]
