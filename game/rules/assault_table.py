"""Numbers of the assault: approach, nerve, close combat, pursuit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.ruleset import Ruleset
from game.rules.tables import POSTURES, seal

Ints = NDArray[np.int64]
TROOPS = ("assault", "average", "tired")
"""Kinds of attackers, rows of `assault.reach`."""
PICKED, USUAL = TROOPS.index("assault"), TROOPS.index("average")
PICKED_GRADE = 1
"""Grades up to this row count as assault troops."""
STATES = ("steady", "shaken", "broken", "routed")
SHELTERS = ("trench", "bunker")
"""Postures in which a defender has the advantage of the trench (rule assault.4)."""


@dataclass(frozen=True, slots=True, eq=False)
class AssaultTable:
    """Assault; Q10 unless another unit is named.

    Attributes
    ----------
    approach : int
        Meters of the approach.
    time_base, time_wire, time_slope : int
        Tenths of a minute: always, for each belt, for each 10 m of climb (assault.1).
    cut_night : int
        Q16 chance that a belt is cut silently (works.3).
    reach : int64[3]
        Thresholds by row of `TROOPS`, the last one the floor (assault.3).
    hold : int64[F]
        Thresholds by branch; the branch's steadiness is in them (assault.5).
    surrender : int64[F]
        Q16 chance by branch (assault.6).
    nerve_reach, nerve_hold : int64[4]
        Factors on both by row of `STATES` (morale.2); no nerve to attack means no attack.
    close, steady : int64[Q]
        By grade (units.2).
    habit, night : int64[F]
        Close combat and its change by night, by branch (units.2).
    sheltered : bool[7]
        Postures of `SHELTERS`.
    """

    approach: int
    time_base: int
    time_wire: int
    time_slope: int
    cut_night: int
    surprise: int
    stress_now: int
    stress_suppression: int
    stress_lead: int
    stress_width: int
    fatigue: int
    susceptibility: int
    rounds: int
    rate: int
    superiority: int
    defender_share: int
    defender_suppression: int
    trench: int
    break_suppression: int
    break_shaken: int
    shaken_loss: int
    shaken_odds: int
    crest: int
    defender_width: int
    stand: int
    attacker_width: int
    pursuit: int
    consolidation: int
    mute: int
    reach: Ints
    hold: Ints
    surrender: Ints
    nerve_reach: Ints
    nerve_hold: Ints
    close: Ints
    steady: Ints
    habit: Ints
    night: Ints
    sheltered: NDArray[np.bool_]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


_PLAIN = {
    "surprise": "surprise",
    "stress_now": "stress_now",
    "stress_suppression": "stress_suppression",
    "stress_lead": "stress_lead",
    "stress_width": "stress_width",
    "superiority": "superiority",
    "defender_share": "defender_share",
    "defender_suppression": "defender_suppression",
    "trench": "trench",
    "break_suppression": "break_suppression",
    "break_shaken": "break_shaken",
    "shaken_loss": "shaken_loss",
    "shaken_odds": "shaken_odds",
    "crest": "defender_crest",
    "defender_width": "defender_width",
    "stand": "attacker_threshold",
    "attacker_width": "attacker_width",
    "rate": "rate",
    "pursuit": "pursuit",
    "consolidation": "consolidation_suppression",
}
"""Fields that are single Q10 numbers of the chapter."""


def freeze_assault(rules: Ruleset) -> AssaultTable:
    """Numbers of the assault from the chapters assault, works, morale and units."""
    reach, state = rules.table("assault", "reach"), rules.table("morale", "state")
    branch, grade = rules.table("units", "branch"), rules.table("units", "quality")
    hold = rules.table("assault", "hold")
    rows = [hold.rows.index(name) for name in branch.rows]
    return AssaultTable(
        approach=_parts(rules, "assault.approach", 1),
        time_base=_parts(rules, "assault.time_base", 10),
        time_wire=_parts(rules, "assault.time_wire", 10),
        time_slope=_parts(rules, "assault.time_slope", 10),
        cut_night=rules.value("works", "cut_night", 16),
        fatigue=rules.value("morale", "fatigue_effect"),
        susceptibility=int(rules.posture.susceptibility[POSTURES.index("advance")]),
        rounds=_parts(rules, "assault.rounds", 1),
        mute=_parts(rules, "assault.consolidation_pulses", 1),
        reach=np.array([reach.at(name, "threshold") for name in TROOPS], np.int64),
        hold=hold.column("threshold")[rows],
        surrender=rules.table("assault", "hold", 16).column("surrender")[rows],
        nerve_reach=np.array([state.at(name, "reach") for name in STATES], np.int64),
        nerve_hold=np.array([state.at(name, "hold") for name in STATES], np.int64),
        close=grade.column("close").copy(),
        steady=grade.column("steady").copy(),
        habit=branch.column("close").copy(),
        night=branch.column("night").copy(),
        sheltered=np.array([name in SHELTERS for name in POSTURES]),
        **{field: rules.value("assault", key) for field, key in _PLAIN.items()},
    )


def _parts(rules: Ruleset, path: str, parts: int) -> int:
    """A number counted in so many parts of its unit."""
    return round(rules.where(path).value * parts)


def close_quality(grade: ArrayLike, branch: ArrayLike, night: ArrayLike, table: AssaultTable) -> Ints:
    """Quality in close combat, Q10 (...): grade times branch, times the branch's habit of night (units.2)."""
    habits = np.asarray(branch, np.intp)
    q = table.close[np.asarray(grade, np.intp)] * table.habit[habits] >> 10
    return np.where(np.asarray(night, np.bool_), q * table.night[habits] >> 10, q)


def reach_threshold(troops: ArrayLike, fatigue: ArrayLike, state: ArrayLike, table: AssaultTable) -> Ints:
    """Stress that attackers bear, Q10 (...).

    Parameters
    ----------
    troops, state : (...) int
        Rows of `TROOPS` and `STATES`.
    fatigue : (...) int
        Q10.
    table : AssaultTable
        Of this chapter.

    Returns
    -------
    (...) int64
        0 for those who will not attack at all.

    Notes
    -----
    Rules assault.3 and morale.4: base x (1 - effect x fatigue), not under the floor of tired troops; times
    the nerve that the state leaves.
    """
    kind = np.asarray(troops, np.intp)
    fresh = (1 << 10) - (np.asarray(fatigue, np.int64) * table.fatigue >> 10)
    bearable = np.maximum(table.reach[kind] * fresh >> 10, table.reach[-1])
    left: Ints = bearable * table.nerve_reach[np.asarray(state, np.intp)] >> 10
    return left


def hold_threshold(
    branch: ArrayLike, grade: ArrayLike, crest: ArrayLike, state: ArrayLike, table: AssaultTable
) -> Ints:
    """Loss and suppression that defenders bear, Q10 (...).

    Parameters
    ----------
    branch, grade, state : (...) int
        Rows of units.branch, units.quality and `STATES`.
    crest : (...) bool
        Whether the hex is a named crest.
    table : AssaultTable
        Of this chapter.

    Notes
    -----
    Rule assault.5: (branch + grade's steadiness + crest) x nerve.
    """
    firm = table.hold[np.asarray(branch, np.intp)] + table.steady[np.asarray(grade, np.intp)]
    firm = firm + np.where(np.asarray(crest, np.bool_), table.crest, 0)
    return firm * table.nerve_hold[np.asarray(state, np.intp)] >> 10


def stand_threshold(grade: ArrayLike, table: AssaultTable) -> Ints:
    """Loss and suppression that attackers in close combat bear, Q10 (...) (rule assault.5)."""
    return table.stand + table.steady[np.asarray(grade, np.intp)]
