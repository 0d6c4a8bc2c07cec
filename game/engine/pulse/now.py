"""What a pulse knows while it runs: light and air, who is there, and what has fallen on whom so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.engine.clock import DAY
from game.engine.log import BOTH_SEE, Log, own_bit
from game.engine.setting import Dice, Fate, Setting
from game.engine.state import Forces, State
from game.rules.beliefs_table import GRADES
from game.rules.fire_table import CAUSES

if TYPE_CHECKING:
    from game.engine.pulse.arming import Arms

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SEEN = GRADES.index("seen")
NIGHT = 2
"""Rows of `clock.LIGHTS` from here on are night."""
OTHER = CAUSES.index("other")


@dataclass(frozen=True, slots=True, eq=False)
class Air:
    """Light and air of a pulse, (B) each.

    `kind` weather class; `natural` and `clear` meters one sees with the light and through the air alone;
    `ceiling` meters; `ground` row of GROUND; `light` row of `LIGHTS`; `night`, `fog` bool; `wind` direction
    and `strength`; `moon` per cent of it that shines.
    """

    kind: Ints
    natural: Ints
    clear: Ints
    ceiling: Ints
    ground: Ints
    light: Ints
    night: Flags
    fog: Flags
    wind: Ints
    strength: Ints
    moon: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Flying:
    """Missions of the squadrons (S) in this pulse, (B, S): whether they go up, row of `air.GATES`, row of
    `FLIGHTS`, aim, bomb, aircraft. `rows` int64[S] are the squadrons' rows.
    """

    rows: Ints
    going: Flags
    gate: NDArray[np.int8]
    kind: NDArray[np.int8]
    hex: Ints
    bomb: Ints
    aircraft: Ints


@dataclass(slots=True, eq=False)
class Now:
    """A pulse under way in B games.

    `lost` (B, U) men lost so far by any cause; `stress` Q10 exponent of suppression so far; `shelled`,
    `struck` bool: under shells or bombs, under any fire; `moved`, `fired`, `dug`, `assaulted`, `tank_shock`,
    `flame_shock`, `met` bool, the last of who was at grips with the enemy; `bombed` Q10 cohesion lost to the
    air; `spotted` uint8 (B, 2, U) grade of report by side; `spent` tenths of a minute of the march; `engaged`
    Q10 of fire that found targets; `assaulting` bool goes into an assault; `flying` missions in the air;
    `arms` what the units bring to bear; `landed` rounds by hex and kind (B, H, C) in 1/65536, None while no
    shell has fallen; `passing` Q10 of its time that a unit fired at movers; `rapid` Q10 of a pulse of its
    ordinary fire that its final fire used up the rounds of.
    """

    setting: Setting
    dice: Dice
    log: Log
    air: Air
    minute: int
    minutes: int
    men: NDArray[np.int16]
    lost: Ints
    stress: Ints
    shelled: Flags
    struck: Flags
    moved: Flags
    fired: Flags
    dug: Flags
    assaulted: Flags
    tank_shock: Flags
    flame_shock: Flags
    met: Flags
    bombed: Ints
    ready: Flags
    spotted: NDArray[np.uint8]
    spent: NDArray[np.int32]
    engaged: Ints
    assaulting: Flags
    flying: Flying
    arms: Arms
    landed: Ints | None
    passing: Ints
    rapid: Ints

    @property
    def end(self) -> int:
        """Minute at which the pulse ends."""
        return self.minute + self.minutes

    @property
    def day_end(self) -> bool:
        """Whether midnight falls at the end of the pulse or within it."""
        return self.end // DAY > self.minute // DAY

    def seen(self) -> Ints:
        """Bits of the sides that know of each unit (B, U): its own, who sees it or was at grips with it."""
        seen = self.spotted == SEEN
        bits: Ints = own_bit(self.setting.cadre.side) | seen[:, 0] * 1 | seen[:, 1] * 2
        return np.where(self.met, BOTH_SEE, bits)


def air_of(setting: Setting, fate: Fate, minute: int, minutes: int) -> Air:
    """Light and air at the middle of a pulse."""
    middle = minute + minutes // 2
    rows = [weather.row(middle) for weather in fate.weather]
    kind, natural, clear, ceiling, ground, wind, strength = (
        np.array([getattr(w, name)[r] for w, r in zip(fate.weather, rows, strict=True)], np.int64)
        for name in ("kind", "visibility", "air", "ceiling", "ground", "wind", "strength")
    )
    fog = setting.foggy[kind]
    veiled, hour = setting.veils[kind], np.full(len(rows), middle)
    light = setting.sky.light(hour, veiled=veiled).astype(np.int64)
    moon = np.where(veiled, 0, setting.sky.moonlight(hour)).astype(np.int64)
    return Air(kind, natural, clear, ceiling, ground, light, light >= NIGHT, fog, wind, strength, moon)


def begin(setting: Setting, fate: Fate, state: State, minutes: int, log: Log, batch: int = 0) -> Now:
    """The pulse that starts at the state's minute."""
    forces = state.forces
    shape = forces.hex.shape

    def nobody() -> Flags:
        return np.zeros(shape, np.bool_)

    def nothing() -> Ints:
        return np.zeros(shape, np.int64)

    log.minute = state.minute
    return Now(
        setting=setting,
        dice=Dice(fate.seeds, state.turn, state.minute, batch, fate.pooled),
        log=log,
        air=air_of(setting, fate, state.minute, minutes),
        minute=state.minute,
        minutes=minutes,
        men=forces.men.copy(),
        lost=nothing(),
        stress=nothing(),
        shelled=nobody(),
        struck=nobody(),
        moved=nobody(),
        fired=nobody(),
        dug=nobody(),
        assaulted=nobody(),
        tank_shock=nobody(),
        flame_shock=nobody(),
        met=nobody(),
        bombed=nothing(),
        ready=nobody(),
        spotted=np.zeros((shape[0], 2, shape[1]), np.uint8),
        spent=np.zeros(shape, np.int32),
        engaged=nothing(),
        assaulting=nobody(),
        flying=nobody_flies(shape[0]),
        arms=None,  # type: ignore[arg-type]  # mustered in its own phase, before anybody asks
        landed=None,
        passing=nothing(),
        rapid=nothing(),
    )


def nobody_flies(games: int) -> Flying:
    """No mission at all."""
    none = np.zeros((games, 0), np.int64)
    flags, small = none.astype(np.bool_), none.astype(np.int8)
    return Flying(none[0], flags, small, small, none, none, none)


def lose(forces: Forces, now: Now, lost: ArrayLike, cause: int) -> Ints:
    """Take men (B, U) off the units, never more than there are, and book them under a cause."""
    gone = np.minimum(np.asarray(lost, np.int64), forces.men)
    forces.men -= gone.astype(np.int16)
    forces.losses[..., cause] += gone.astype(np.int16)
    now.lost += gone
    return gone


def running(forces: Forces) -> Ints:
    """Vehicles (B, U) that run: few units have any, so only theirs are added up."""
    out = np.zeros(forces.hex.shape, np.int64)
    rows = np.flatnonzero(forces.vehicles.any(axis=(0, 2, 3)))
    out[:, rows] = forces.vehicles[:, rows][..., 0].sum(axis=-1)
    return out


def alive(forces: Forces) -> Flags:
    """Units (B, U) on the board that have men."""
    return np.asarray((forces.hex >= 0) & (forces.men > 0) & ~forces.gone)
