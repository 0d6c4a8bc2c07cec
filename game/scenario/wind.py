"""The wind of one game: recorded hours fixed, the others drawn from the seed by the hour of the day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine.clock import DAY
from game.engine.dice import CERTAIN, draws
from game.rules.smoke import CALM, TWELFTHS, WINDS
from game.scenario.markov import START, Thresholds, compiled, cumulated
from game.scenario.models.environment import Environment
from game.scenario.models.wind import WindChain

UNKNOWN = -1
BEARINGS = tuple(f"{degrees:03d}" for degrees in range(0, 360, 360 // TWELFTHS))
"""Bearings that wind can come from, clockwise from north."""
_WIND = 3
"""Block of the dice of the weather."""
_STRENGTH, _ANEW, _BEARING, _TURN, _WORDS = range(5)


def blows_to(bearing: str) -> int:
    """Twelfth of the circle, counter-clockwise from east, toward which a wind from a bearing blows."""
    return (-int(bearing) - 90) // (360 // TWELFTHS) % TWELFTHS


@dataclass(frozen=True, slots=True)
class _Habit:
    """How the wind goes on in an hour of the day: strengths, and 2**-32 chances."""

    strength: Thresholds
    bearing: NDArray[np.int64]
    anew: int
    turns: int

    def toward(self, before: int, words: list[int]) -> int:
        """Where a wind blows to after it blew, or did not, toward `before`."""
        if before == CALM or words[_ANEW] < self.anew:
            row = int(np.searchsorted(self.bearing, words[_BEARING], side="right"))
            return blows_to(BEARINGS[row])
        if words[_TURN] >= self.turns:
            return before
        return (before + (1 if words[_TURN] & 1 else -1)) % TWELFTHS


def winds_of(
    environment: Environment, seed: int, kind: NDArray[np.int8], known: NDArray[np.int64]
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """Direction and strength of the wind at each step, int8[S] each.

    Parameters
    ----------
    environment : Environment
        Of the scenario.
    seed : int
        Of the game.
    kind : int8[S]
        Row of the weather table: fog does not stand in a fresh wind.
    known : int64[S]
        Record that holds at each step, -1 for none.
    """
    habits = {hour: _habit(chain) for chain in environment.wind.chains.values() for hour in chain.hours}
    most = [WINDS.index(weather.most_wind) for weather in environment.weather.values()]
    words = (draws(seed, "weather", 0, _WIND, (len(kind), _WORDS)) >> np.uint64(32)).tolist()
    wind, force = np.full(len(kind), CALM, np.int8), np.zeros(len(kind), np.int8)
    toward, strength = CALM, START
    for step, record in enumerate(known.tolist()):
        habit = habits[step * environment.step_minutes % DAY // 60]
        fixed = environment.recorded[record].wind if record != UNKNOWN else None
        if fixed is not None:
            strength = WINDS.index(fixed.strength)
            toward = CALM if fixed.bearing is None else blows_to(fixed.bearing)
        else:
            strength = min(habit.strength.next(strength, words[step][_STRENGTH]), most[kind[step]])
            toward = habit.toward(toward, words[step]) if strength else CALM
        wind[step], force[step] = toward, strength
    return wind, force


def _habit(chain: WindChain) -> _Habit:
    rows = {str(name): {str(to): chance for to, chance in row.items()} for name, row in chain.rows.items()}
    return _Habit(
        compiled({str(name): chance for name, chance in chain.start.items()}, rows, WINDS),
        np.array(cumulated(chain.bearings, BEARINGS), np.int64),
        round(chain.anew.value * CERTAIN),
        round(chain.turns.value * CERTAIN),
    )
