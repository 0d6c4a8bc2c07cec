"""The state of a battle, or of many side by side: plain arrays with the games along the first axis."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import Acts, Fires, Flights, Missions
from game.rules.beliefs import Beliefs
from game.rules.medical import Wards
from game.rules.victory_tally import Tally

T = TypeVar("T")
Array = NDArray[Any]

UNSCALED = ("span",)
"""Arrays without a game axis: they are the same in every game of a batch."""
REPLACED = frozenset(
    [f"beliefs.{field.name}" for field in fields(Beliefs)]
    + [f"ground.{name}" for name in ("known", "seen", "belts", "paths")]
)
"""Arrays that nothing writes into: what changes them sets others in their place."""
ON = -1
"""`over`: the battle goes on."""
ENDS = ("calendar", "truce", "war")
"""Why a battle is over."""


@dataclass(slots=True, eq=False)
class Forces:
    """Columns (B, U, ...) of what happens to units. Q10 columns hold 0..1024 for 0..1.

    Attributes
    ----------
    hex : int32
        Row of the board, -1 while the unit waits, stands by on its airfield, or is no more.
    men, strength : int16
        Present, and when the day began.
    losses : int16[..., 6]
        Men lost by cause, prisoners under "other".
    weapons, vehicles, ammunition : int16[..., W], [..., W, 3], [..., 3]
        As in `Units`.
    suppression, cohesion, fatigue, link, lead : int16
        Q10.
    works : int16
        Entrenchment, Q10 a level.
    posture, facing, nerve : int8
        Row of `POSTURES`; direction 0..5 or -1; row of the states of cohesion.
    vacant, mute : int8
        Pulses without a leader; pulses in which it cannot call for fire.
    carried : int32
        Tenths of a minute in hand for the march.
    loose, heat, aim, in_place : int32
        Of batteries: opened rounds, heat of the barrels, last aim, minutes in the same place.
    points : int32[..., 4]
        Registered points of a battery, newest first.
    moved, fired, stood, gone, marched : bool
        In the pulse before: moved, fired; has been on the map; has left or is no more; came in march column.
    road, came : int32
        Seconds of the road still needed to enter, -1 before it asks; minute in which it came to the entry.
    given, ferried : int64[..., 2], int32
        Of its passage over the river: what is over in thousandths, minutes since the first boat.
    dug, done : int32
        Work carried over: digging, and the share of a task.
    stores : int32
        Grams of engineer stores at hand.
    captured : int16
        Men taken prisoner.
    cut : bool
        Whether there was no way back from its hex.
    delay : int16
        Minutes until a changed order is obeyed, -1 for a unit that no order reaches.
    """

    hex: Array
    men: Array
    strength: Array
    losses: Array
    weapons: Array
    vehicles: Array
    ammunition: Array
    suppression: Array
    cohesion: Array
    fatigue: Array
    link: Array
    lead: Array
    works: Array
    posture: Array
    facing: Array
    nerve: Array
    vacant: Array
    mute: Array
    carried: Array
    loose: Array
    heat: Array
    aim: Array
    in_place: Array
    points: Array
    moved: Array
    fired: Array
    stood: Array
    gone: Array
    marched: Array
    road: Array
    came: Array
    given: Array
    ferried: Array
    dug: Array
    done: Array
    stores: Array
    captured: Array
    cut: Array
    delay: Array


@dataclass(slots=True, eq=False)
class Terrain:
    """What happens to the ground, (B, H, ...).

    `control` int8 side or -1; `smoke` int32 tenths of a minute; `dust` int16 Q10 that dust lets through;
    `wire` int8[..., 6] belts on each side; `ways` uint8[..., 6] bits of ways, tracks laid in play included;
    `under_fire` int32 shells that fell in the turn. `crossings` int8(B, Q) kind of each crossing. `known`
    int8(B, 2, H) who holds each hex as far as each side knows, and `seen` bool(B, 2, H) what it sees into at
    the end of the turn; `belts` int8(B, 2, H, 6) and `paths` uint8(B, 2, H, 6) are the wire and the ways that
    it knows of. `decoys` int8(B, H) side that has set up a decoy battery in the hex, or -1, and `feigned`
    int32(B, H) the battery that it is still taken for, or -1.
    """

    control: Array
    smoke: Array
    dust: Array
    wire: Array
    ways: Array
    under_fire: Array
    crossings: Array
    known: Array
    seen: Array
    belts: Array
    paths: Array
    decoys: Array
    feigned: Array


@dataclass(slots=True, eq=False)
class Air:
    """Aircraft: `resting` int16(B, S, R) by half hours to go, `flown` int16(B, S) of the day, `bombs`
    int32(B, K) left at the airfields. S are the squadrons in the order of their rows.
    """

    resting: Array
    flown: Array
    bombs: Array


@dataclass(slots=True, eq=False)
class Depots:
    """Stores: `source` int64(B, 2, C) grams at the sides' railheads, `stock` int64(B, F, C) with the
    formations; `fed` int32(B, F) Q10 of the rations that came in the last turn. Of the turn so far, int64(B):
    `trains` places on the road taken by the trains of who came, `loads` thousandths of loads that the ferries
    took, `attacked` minutes in which a crossing was shelled or bombed.
    """

    source: Array
    stock: Array
    fed: Array
    trains: Array
    loads: Array
    attacked: Array


@dataclass(slots=True, eq=False)
class Count:
    """Sums of a game, (B, ...).

    `caused` int64[A] thousandths of escalation by act; `done` int64[A] deeds of the turn so far;
    `shells`, `sorties`, `bombs`, `turned_back` int32[2]; `aircraft`, `damaged`, `tanks_out`, `tanks_burnt`,
    `guns_lost` int32[2] lost by side; `medical` int32[D, 2, 4] by day, side and `medical_table.COUNTS`;
    `assaults` int64[2] ordered; `cover` bool[2] has asked for aircraft over the field this turn; `truce`
    int32 minute of the last shot, -1 while none is agreed; `over` int8 row of `ENDS` or `ON`; `loser` int8
    of a general war; `shots` bool whether the first has been fired.
    """

    caused: Array
    done: Array
    shells: Array
    sorties: Array
    bombs: Array
    turned_back: Array
    aircraft: Array
    damaged: Array
    tanks_out: Array
    tanks_burnt: Array
    guns_lost: Array
    medical: Array
    assaults: Array
    cover: Array
    truce: Array
    over: Array
    loser: Array
    shots: Array


@dataclass(slots=True, eq=False)
class State:
    """All that changes in B games side by side, at one minute.

    `turn` rows of the calendar; `minute` since 29 July 00:00. Sealed states are never changed: a pulse works
    on a `copy` and hands back a new one.
    """

    turn: int
    minute: int
    forces: Forces
    ground: Terrain
    beliefs: Beliefs
    acts: Acts
    later: Acts
    fires: Fires
    missions: Missions
    flights: Flights
    wards: Wards
    air: Air
    depots: Depots
    tally: Tally
    count: Count

    @property
    def games(self) -> int:
        """Number of games B."""
        return len(self.forces.hex)

    def arrays(self) -> Iterator[tuple[str, Array]]:
        """All arrays by name, as "forces.hex", in a fixed order."""
        yield from _walk(self, "")

    def digest(self, game: int = 0) -> str:
        """Fingerprint of one game, the same on every machine."""
        total = hashlib.sha256(f"state {self.turn} {self.minute}".encode())
        for name, array in self.arrays():
            part = array if name.rpartition(".")[2] in UNSCALED else array[game]
            little = np.ascontiguousarray(part).astype(part.dtype.newbyteorder("<"), copy=False)
            total.update(f"{name}{part.dtype.str[1:]}{part.shape}".encode())
            total.update(little.tobytes())
        return total.hexdigest()

    def copy(self) -> State:
        """A state with arrays of its own, which may be written."""
        return _mapped(self, lambda _, array: array.copy())

    def draft(self) -> State:
        """A state to work on: arrays of its own, but for those that are never written, only replaced."""
        return _mapped(self, lambda name, array: array if name in REPLACED else array.copy(), whole=True)

    def seal(self) -> State:
        """The same state, read-only from now on."""
        for _, array in self.arrays():
            array.setflags(write=False)
        return self

    def pick(self, games: Sequence[int] | NDArray[np.integer]) -> State:
        """Some of the games, in the order wanted; a game may be taken many times."""
        rows = np.asarray(games, np.intp)
        return _mapped(self, lambda name, array: array if name in UNSCALED else array[rows])


def joined(states: Sequence[State]) -> State:
    """Games of several states of the same minute side by side.

    Raises
    ------
    ValueError
        If the states are not of the same turn and minute.
    """
    first = states[0]
    if any((state.turn, state.minute) != (first.turn, first.minute) for state in states):
        raise ValueError("only states of the same minute can be joined")
    columns = [dict(state.arrays()) for state in states]
    return _mapped(
        first,
        lambda name, array: (
            array if name.rpartition(".")[2] in UNSCALED else np.concatenate([c[name] for c in columns])
        ),
        whole=True,
    )


def spread(one: State, games: int) -> State:
    """A game whose arrays have no game axis yet, so many times side by side."""
    return _mapped(one, lambda name, array: array.copy() if name in UNSCALED else np.stack([array] * games))


def _walk(holder: object, path: str) -> Iterator[tuple[str, Array]]:
    for name in names_of(cast(Hashable, type(holder))):
        value = getattr(holder, name)
        if isinstance(value, np.ndarray):
            yield path + name, value
        elif is_dataclass(value):
            yield from _walk(value, f"{path}{name}.")


@cache
def names_of(kind: Hashable) -> tuple[str, ...]:
    """Fields of a record in their order."""
    return tuple(field.name for field in fields(kind))  # type: ignore[arg-type]


def _mapped(holder: T, change: Any, path: str = "", *, whole: bool = False) -> T:
    """A record like this with every array changed; `change` gets its name, whole or the last part of it."""
    changed: dict[str, Any] = {}
    for name in names_of(cast(Hashable, type(holder))):
        value = getattr(holder, name)
        if isinstance(value, np.ndarray):
            value = change(path + name if whole else name, value)
        elif is_dataclass(value):
            value = _mapped(value, change, f"{path}{name}.", whole=whole)
        changed[name] = value
    return type(holder)(**changed)
