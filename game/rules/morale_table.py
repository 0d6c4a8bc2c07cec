"""Numbers of morale, leaders and fatigue."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.rules.assault_table import STATES
from game.rules.ruleset import Ruleset
from game.rules.tables import seal

Ints = NDArray[np.int64]
CASUALTIES = 256
"""Rows of the table of leaders hit: 0 to 255 casualties; more count as 255."""
DUTIES = ("march", "night_march", "dig", "shelling", "sleep")
"""What takes or gives strength by the hour (rule morale.4)."""
_DUTY_KEYS = ("fatigue_march", "fatigue_night", "fatigue_dig", "fatigue_shelling", "fatigue_sleep")
_FINE = 20


@dataclass(frozen=True, slots=True, eq=False)
class MoraleTable:
    """Morale; Q10 unless another unit is named.

    Attributes
    ----------
    loss, neighbor_routed, cut_off, shock_tank, shock_flame : int
        What is taken off the cohesion (morale.1, morale.5).
    suppression, recovery, recovery_led : int
        Q20 an hour (morale.1).
    bands : int64[3]
        Cohesion below which a unit is shaken, broken, routed (morale.2).
    rout_hexes : int
    rally : int
        Q16 chance a turn of a unit with a leader of worth 0.5 (morale.2).
    fire : int64[4]
        Factor on the effect of fire by row of `STATES` (morale.2).
    leader_hit : int64[256]
        Q16 chance by number of casualties (morale.3).
    leader_pulses : int
    leader_link, leader_worth : int
        Taken off link and worth (morale.3).
    duty : int64[5]
        Q20 an hour by row of `DUTIES` (morale.4).
    assault, effect : int
        Fatigue of one assault, and what full fatigue takes (morale.4).
    """

    loss: int
    neighbor_routed: int
    cut_off: int
    shock_tank: int
    shock_flame: int
    suppression: int
    recovery: int
    recovery_led: int
    bands: Ints
    rout_hexes: int
    rally: int
    fire: Ints
    leader_hit: Ints
    leader_pulses: int
    leader_link: int
    leader_worth: int
    duty: Ints
    assault: int
    effect: int

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def freeze_morale(rules: Ruleset) -> MoraleTable:
    """Numbers of the chapter morale."""
    state = rules.table("morale", "state")

    def value(key: str, bits: int = 10) -> int:
        return rules.value("morale", key, bits)

    return MoraleTable(
        loss=value("loss"),
        neighbor_routed=value("neighbor_routed"),
        cut_off=value("cut_off"),
        shock_tank=-value("shock_tank"),
        shock_flame=-value("shock_flame"),
        suppression=value("suppression", _FINE),
        recovery=value("recovery", _FINE),
        recovery_led=value("recovery_led", _FINE),
        bands=np.array([value(name) for name in STATES[1:]], np.int64),
        rout_hexes=value("rout_hexes", 0),
        rally=value("rally", 16),
        fire=np.array([state.at(name, "fire") for name in STATES], np.int64),
        leader_hit=_at_least_once(value("leader_hit", _FINE), CASUALTIES),
        leader_pulses=value("leader_pulses", 0),
        leader_link=-value("leader_link"),
        leader_worth=-value("leader_worth"),
        duty=np.array([value(key, _FINE) for key in _DUTY_KEYS], np.int64),
        assault=value("fatigue_assault"),
        effect=value("fatigue_effect"),
    )


def _at_least_once(chance: int, count: int) -> Ints:
    """1 - (1 - chance)^n as Q16 for n = 0..count-1, from a Q20 chance; rounded to the nearest."""
    whole, rows = 1 << _FINE, []
    for n in range(count):
        hit = whole**n - (whole - chance) ** n
        rows.append((2 * hit * (1 << 16) + whole**n) // (2 * whole**n))
    return np.array(rows, np.int64)
