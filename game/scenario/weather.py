"""The weather of one game: recorded hours fixed, guessed limits and the hours between drawn from the seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from game.engine.clock import DAY, GROUNDS, LIGHTS, Sky, Weather
from game.engine.dice import Bits, below, draws
from game.scenario.markov import compiled
from game.scenario.models.common import Number, minutes
from game.scenario.models.environment import Environment, Recorded
from game.scenario.wind import winds_of

Choice = Literal["recorded", "drawn"]
CHOICES: tuple[Choice, ...] = ("recorded", "drawn")
SUN_HOURS = ("nautical_dawn", "civil_dawn", "sunrise", "sunset", "civil_dusk", "nautical_dusk")
FULL_WETNESS = 1000
UNKNOWN = -1

# Weather has no turns: the `pulse` of its dice says which of its blocks is meant.
_CHAIN, _LIMITS, _AIR = 0, 1, 2  # `wind` has 3


def sky_of(environment: Environment) -> Sky:
    """Sun and moon as arrays; minute 0 is midnight of the first day."""
    days = [day.sky for _, day in sorted(environment.days.items())]
    sun = [[n * DAY + minutes(getattr(sky, part)) for part in SUN_HOURS] for n, sky in enumerate(days)]
    rises = [n * DAY + minutes(sky.moonrise) for n, sky in enumerate(days) if sky.moonrise]
    sets = [n * DAY + minutes(sky.moonset) for n, sky in enumerate(days) if sky.moonset]
    lit = [sky.moon_lit_percent for sky in days]
    # The share lit at the first midnight is not in the file: as much less as it grew in the first day.
    lit.insert(0, max(0, 2 * lit[0] - lit[1]) if len(lit) > 1 else lit[0])
    clear = [round(environment.light[name].visibility_m.value) for name in LIGHTS]  # type: ignore[index]
    ups = _intervals(rises, sets, len(days) * DAY)
    return Sky(_int32(sun), _int32(ups).reshape(-1, 2), _int32(lit), _int32(clear))


def weather_of(environment: Environment, seed: int, choice: Choice) -> Weather:
    """Weather of all days of the environment; the same seed and choice always give the same."""
    steps = len(environment.days) * DAY // environment.step_minutes
    known = _recorded_rows(environment, seed, steps) if choice == "recorded" else np.full(steps, UNKNOWN)
    kind = _kinds(environment, seed, known)
    air, ceiling = _air(environment, seed, kind, known)
    sky = sky_of(environment)
    middle = np.arange(steps) * environment.step_minutes + environment.step_minutes // 2
    visibility = np.minimum(air, sky.visibility(middle, veiled=veils_of(environment)[kind]))
    ground = _ground(environment, kind, sky.sunlight(middle) == 3, choice)
    wind, strength = winds_of(environment, seed, kind, known)
    return Weather(environment.step_minutes, kind, air, visibility, ceiling, ground, wind, strength)


def veils_of(environment: Environment) -> NDArray[np.bool_]:
    """Classes of weather that hide the moon, bool[K], by row of the weather table."""
    return np.array([weather.veils_moon for weather in environment.weather.values()], np.bool_)


def _recorded_rows(environment: Environment, seed: int, steps: int) -> NDArray[np.int64]:
    """Index of the record that holds at each step [S], or `UNKNOWN`."""
    rows = np.full(steps, UNKNOWN)
    starts = np.arange(steps) * environment.step_minutes
    for n, (start, end) in enumerate(_limits(environment, seed)):
        rows[(start <= starts) & (starts < end)] = n
    return rows


def _limits(environment: Environment, seed: int) -> Iterator[tuple[int, int]]:
    """Minutes between which each record holds in this game."""
    bits = draws(seed, "weather", 0, _LIMITS, (len(environment.recorded), 2))
    first = _first_midnight(environment)
    before: tuple[datetime | None, int] = (None, 0)
    for n, record in enumerate(environment.recorded):
        shared = record.start == before[0]
        start = before[1] if shared else _moved(first, record.start, record.start_spread, bits[n, 0])
        end = _moved(first, record.end, record.end_spread, bits[n, 1])
        before = (record.end, end)
        yield start, end


def _moved(first: datetime, moment: datetime, spread: int, bits: np.uint64) -> int:
    """Minute of a limit, moved by at most its spread either way."""
    shift = int(below(np.array([bits], np.uint64), 2 * spread + 1)[0]) - spread
    return int((moment - first).total_seconds()) // 60 + shift


def _first_midnight(environment: Environment) -> datetime:
    return datetime.fromisoformat(min(environment.days))


def _kinds(environment: Environment, seed: int, known: NDArray[np.int64]) -> NDArray[np.int8]:
    """Row of the weather table at each step: the record's, else what the chain draws after the last step."""
    classes = tuple(environment.weather)
    by_hour = {
        hour: compiled(chain.start, chain.rows, classes)
        for chain in environment.chains.values()
        for hour in chain.hours
    }
    words = (draws(seed, "weather", 0, _CHAIN, len(known)) >> np.uint64(32)).tolist()
    fixed = [classes.index(record.weather) for record in environment.recorded]
    lifting = {n for n, record in enumerate(environment.recorded) if record.lifts}
    kinds, before, last = np.zeros(len(known), np.int8), -1, UNKNOWN
    for step, row in enumerate(known.tolist()):
        hour = step * environment.step_minutes % DAY // 60
        drawn = by_hour[hour].next(before, words[step], leave=last in lifting)
        kinds[step] = before = fixed[row] if row != UNKNOWN else drawn
        last = row
    return kinds


def _air(
    environment: Environment, seed: int, kind: NDArray[np.int8], known: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Meters one sees in daylight and meters under the clouds at each step.

    Drawn once for each spell, between low and high with the value as the median; recorded hours have the
    value itself.
    """
    spell = np.maximum.accumulate(np.where(np.diff(kind, prepend=-1) != 0, np.arange(len(kind)), 0))
    bits = draws(seed, "weather", 0, _AIR, (len(kind), 2))[spell]
    kinds = tuple(environment.weather.values())
    air = _between([w.visibility_m for w in kinds], kind, bits[:, 0])
    ceiling = _between([w.ceiling_m for w in kinds], kind, bits[:, 1])
    for step in np.flatnonzero(known != UNKNOWN).tolist():
        record: Recorded = environment.recorded[known[step]]
        own = environment.weather[record.weather]
        air[step] = round((record.visibility_m or own.visibility_m).value)
        ceiling[step] = round(own.ceiling_m.value)
    return air, ceiling


def _between(numbers: list[Number], kind: NDArray[np.int8], bits: Bits) -> NDArray[np.int32]:
    """Values for each step: half of them even between low and value, half between value and high."""
    low, value, high = (
        np.array([round(getattr(number, part)) for number in numbers])[kind]
        for part in ("low", "value", "high")
    )
    upper = (bits & np.uint64(1)).astype(bool)
    span = np.where(upper, high - value, value - low)
    part = below(bits, span + 1)
    return np.where(upper, value + part, value - part).astype(np.int32)


def _ground(
    environment: Environment, kind: NDArray[np.int8], sun: NDArray[np.bool_], choice: Choice
) -> NDArray[np.int8]:
    """State of the ground at each step: rain wets it, the day dries it; a recorded state sets it anew."""
    gain = [round(w.wetting.value) for w in environment.weather.values()]
    least = [round(environment.ground[name].from_wetness.value) for name in GROUNDS]  # type: ignore[index]
    days = [day for _, day in sorted(environment.days.items())]
    anew = {0: least[GROUNDS.index(days[0].ground)]}
    if choice == "recorded":
        for n, day in enumerate(days):
            anew[(n * DAY + minutes(day.ground_from)) // environment.step_minutes] = least[
                GROUNDS.index(day.ground)
            ]
    states, wetness = np.zeros(len(kind), np.int8), 0
    for step, row in enumerate(kind.tolist()):
        change = gain[row] if gain[row] > 0 or sun[step] else 0
        wetness = anew.get(step, min(FULL_WETNESS, max(0, wetness + change)))
        states[step] = sum(wetness >= limit for limit in least) - 1
    return states


def _intervals(rises: list[int], sets: list[int], end: int) -> list[tuple[int, int]]:
    """Times when the moon is up: from the start if it sets first, to the end if it does not set again."""
    if sets and (not rises or sets[0] < rises[0]):
        rises = [0, *rises]
    if len(rises) > len(sets):
        sets = [*sets, end]
    return list(zip(rises, sets, strict=True))


def _int32(values: object) -> NDArray[np.int32]:
    return np.array(values, np.int32)
