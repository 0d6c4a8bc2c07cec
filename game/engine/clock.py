"""Time: the turns and pulses of a game, the light at each minute, and the weather of each hour.

A minute is an int: minutes since 29 July 1938 00:00, Soviet Far-East local time (UTC+10). All arrays are
read-only and hold integers; words for the hours belong elsewhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from game.rules.smoke import CALM, TWELFTHS, WINDS

Ints = NDArray[np.int32]
Minutes = int | NDArray[np.integer]

DAY = 1440
LIGHTS = ("day", "dusk", "night_dark", "night_half_moon", "night_full_moon")
"""Classes of natural light; a light table has a row for each, in this order."""
SUNS = ("night", "nautical", "civil", "day")
"""How far the sun is up: below -12 degrees, to -6, to the horizon, above it."""
GROUNDS = ("dry", "soft", "wet", "mud")
UNLIMITED = 20_000
"""Ceiling in meters of a sky without low cloud."""

_SUN_OF_SEGMENT = np.array([0, 1, 2, 3, 2, 1, 0], np.int8)
_DARK, _HALF, _FULL = 2, 3, 4


def _freeze(record: object) -> None:
    """Make the arrays of a record read-only."""
    for field in fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        if isinstance(value, np.ndarray):
            value.setflags(write=False)


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The turns [T], one after another without a gap.

    Attributes
    ----------
    turn_start, turn_end : int32[T]
        Minutes.
    pulse : int32[T]
        Minutes of one pulse; the last pulse of a turn may be shorter.
    """

    turn_start: Ints
    turn_end: Ints
    pulse: Ints

    def __post_init__(self) -> None:
        if not len(self.turn_start) == len(self.turn_end) == len(self.pulse):
            raise ValueError("turn_start, turn_end and pulse must have the same length")
        if (self.turn_end <= self.turn_start).any() or (self.pulse <= 0).any():
            raise ValueError("every turn and pulse must last")
        if (self.turn_start[1:] != self.turn_end[:-1]).any():
            raise ValueError("turns must follow one another without a gap")
        _freeze(self)

    def __len__(self) -> int:
        return len(self.turn_start)

    def turns_between(self, start: int, end: int) -> Calendar:
        """The turns that lie between two minutes; one under way at either is cut there."""
        chosen = (self.turn_start < end) & (self.turn_end > start)
        return Calendar(
            np.maximum(self.turn_start[chosen], np.int32(start)),
            np.minimum(self.turn_end[chosen], np.int32(end)),
            self.pulse[chosen],
        )

    def turn_at(self, minute: int) -> int:
        """The turn under way at a minute; raises `ValueError` outside the calendar."""
        turn = int(np.searchsorted(self.turn_start, minute, side="right")) - 1
        if turn < 0 or minute >= int(self.turn_end[turn]):
            raise ValueError(f"no turn at minute {minute}")
        return turn

    def pulses(self, turn: int) -> Ints:
        """Limits [P + 1] of the pulses of a turn: starts, and the end of the last one."""
        start, end, pulse = int(self.turn_start[turn]), int(self.turn_end[turn]), int(self.pulse[turn])
        return np.array([*range(start, end, pulse), end], np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Sky:
    """Sun and moon of D days from minute 0 on.

    Attributes
    ----------
    sun : int32[D, 6]
        Minutes of nautical dawn, civil dawn, sunrise, sunset, civil dusk, nautical dusk.
    moon : int32[M, 2]
        Minutes of rising and setting of each time the moon is up, in order.
    lit : int32[D + 1]
        Per cent of the moon that is lit at each midnight, that of day 0 first.
    clear : int32[5]
        Meters one sees in clear air by row of `LIGHTS`.
    """

    sun: Ints
    moon: Ints
    lit: Ints
    clear: Ints

    def __post_init__(self) -> None:
        if self.sun.ndim != 2 or self.sun.shape[1] != 6 or self.lit.shape != (len(self.sun) + 1,):
            raise ValueError("a row of six hours for each day, and one lit share more than days")
        if (np.diff(self.sun.ravel()) <= 0).any() or (np.diff(self.moon.ravel()) <= 0).any():
            raise ValueError("hours of sun and moon must rise")
        if self.clear.shape != (len(LIGHTS),):
            raise ValueError(f"one distance for each of {', '.join(LIGHTS)}")
        _freeze(self)

    def sunlight(self, minute: Minutes) -> NDArray[np.int8]:
        """Row of `SUNS` at each minute (...)."""
        return _SUN_OF_SEGMENT[self._segment(minute)[1]]

    def moonlight(self, minute: Minutes) -> Ints:
        """Per cent of the moon lit at each minute (...), 0 while it is below the horizon."""
        at, _ = self._segment(minute)
        day, into = at // DAY, at % DAY
        lit = self.lit[day] + (self.lit[day + 1] - self.lit[day]) * into // DAY
        up = ((self.moon[:, 0] <= at[..., None]) & (at[..., None] < self.moon[:, 1])).any(axis=-1)
        return np.where(up, lit, 0).astype(np.int32)

    def light(self, minute: Minutes, *, veiled: bool | NDArray[np.bool_] = False) -> NDArray[np.int8]:
        """Row of `LIGHTS` at each minute (...); a veiled moon gives no light."""
        sun = self.sunlight(minute)
        moon = np.where(veiled, 0, self.moonlight(minute))
        night = np.select([moon >= 75, moon >= 25], [_FULL, _HALF], _DARK)
        return np.select([sun == 3, sun > 0], [0, 1], night).astype(np.int8)

    def visibility(self, minute: Minutes, *, veiled: bool | NDArray[np.bool_] = False) -> Ints:
        """Meters one sees in clear air.

        Parameters
        ----------
        minute : (...) int
            Within the days of the sky.
        veiled : (...) bool
            Whether cloud or fog hides the moon.

        Returns
        -------
        (...) int32
            By day the value of day; from sunset it falls evenly to that of dusk at the end of civil twilight
            and to that of the night at the end of nautical twilight, and so up again toward sunrise. The
            night's value goes with the lit share of the moon while it is up.

        Raises
        ------
        ValueError
            If a minute lies outside the days that are known.
        """
        at, segment = self._segment(minute)
        moon = np.where(veiled, 0, self.moonlight(minute))
        dark, half, full = (int(self.clear[row]) for row in (_DARK, _HALF, _FULL))
        night = np.where(
            moon < 50, dark + (half - dark) * moon // 50, half + (full - half) * (moon - 50) // 50
        )
        day, dusk = (np.full_like(night, self.clear[row]) for row in (0, 1))
        values = np.stack([night, dusk, day, day, dusk, night], axis=-1)
        hours = self.sun[at // DAY]
        before, after = np.clip(segment - 1, 0, 5)[..., None], np.clip(segment, 0, 5)[..., None]
        low, high = (np.take_along_axis(values, row, -1)[..., 0] for row in (before, after))
        since, until = (np.take_along_axis(hours, row, -1)[..., 0] for row in (before, after))
        span = np.maximum(until - since, 1)
        seen: Ints = (low + (high - low) * np.clip(at - since, 0, span) // span).astype(np.int32)
        return seen

    def next_sunset(self, minute: int) -> int:
        """Minute of the first sunset after a minute; raises `ValueError` when none is known."""
        later = self.sun[:, 3][self.sun[:, 3] > minute]
        if not len(later):
            raise ValueError(f"no sunset known after minute {minute}")
        return int(later[0])

    def _segment(self, minute: Minutes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Minutes as an array, and how many of the day's six hours have passed at each."""
        at = np.asarray(minute, np.int64)
        if (at < 0).any() or (at >= len(self.sun) * DAY).any():
            raise ValueError(f"minutes must lie within the {len(self.sun)} days of the sky")
        return at, (self.sun[at // DAY] <= at[..., None]).sum(axis=-1)


@dataclass(frozen=True, slots=True, eq=False)
class Weather:
    """Air and ground in steps [S] of equal length from minute 0 on.

    Attributes
    ----------
    step : int
        Minutes.
    kind : int8[S]
        Row of the table of weather classes.
    air : int32[S]
        Meters one sees through the air in full daylight.
    visibility : int32[S]
        Meters one sees, air and light together, at the middle of the step.
    ceiling : int32[S]
        Meters under the clouds, `UNLIMITED` where there are none that matter.
    ground : int8[S]
        Row of `GROUNDS`.
    wind : int8[S]
        Where the wind blows to, in twelfths of the circle counter-clockwise from east; `CALM` in a calm.
    strength : int8[S]
        Of the wind, row of `WINDS`.
    """

    step: int
    kind: NDArray[np.int8]
    air: Ints
    visibility: Ints
    ceiling: Ints
    ground: NDArray[np.int8]
    wind: NDArray[np.int8]
    strength: NDArray[np.int8]

    def __post_init__(self) -> None:
        if self.step <= 0 or len({len(column) for _, column in self._columns()}) != 1:
            raise ValueError("a step that lasts, and columns of the same length")
        if ((self.wind < CALM) | (self.wind >= TWELFTHS)).any() or (self.strength >= len(WINDS)).any():
            raise ValueError(f"wind toward 0 to {TWELFTHS - 1}, of {len(WINDS)} strengths")
        if ((self.wind == CALM) != (self.strength == 0)).any():
            raise ValueError("a direction for every wind, and none in a calm")
        _freeze(self)

    def _columns(self) -> list[tuple[str, NDArray[np.integer]]]:
        return [(field.name, getattr(self, field.name)) for field in fields(self) if field.name != "step"]

    def digest(self) -> str:
        """SHA-256 over step and columns in little-endian order, the same on every machine."""
        sha = hashlib.sha256(f"weather {self.step}".encode())
        for name, column in self._columns():
            sha.update(name.encode() + b"\0")
            sha.update(column.astype(column.dtype.newbyteorder("<")).tobytes())
        return sha.hexdigest()

    def __len__(self) -> int:
        return len(self.kind)

    def row(self, minute: int) -> int:
        """The step under way at a minute; raises `ValueError` outside the weather."""
        if not 0 <= minute < len(self) * self.step:
            raise ValueError(f"no weather at minute {minute}")
        return minute // self.step
