"""The ledger: why each result is what it is. One row an effect: base, factors, expectation, draw, result.

A kernel hands back the very numbers it multiplied; here they become rows of one structured array that can be
kept, compared and put into words. Nothing is worked out for the ledger alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules import (
    air,
    air_defense,
    armor,
    armor_losses,
    artillery,
    assault,
    assault_fire,
    close_combat,
    command,
    crossing,
    escalation,
    escalation_cover,
    escalation_price,
    fatigue,
    fire,
    intelligence,
    leaders,
    medical,
    morale,
    movement_cost,
    spotting,
    supply,
    suppression,
    truce,
    victory,
    victory_checks,
    works,
    works_tasks,
)

FACTORS = 12
"""Most factors a rule may have."""
NOBODY = -1
"""Source, target or hex of an effect that has none."""
UNDRAWN = 65535
"""Draw of an effect in which chance has no part."""

LEDGER = np.dtype(
    [
        ("pulse", np.int32),
        ("rule", np.int16),
        ("source", np.int32),
        ("target", np.int32),
        ("hex", np.int32),
        ("base", np.int64),
        ("factors", np.int32, (FACTORS,)),
        ("expected", np.int64),
        ("draw", np.uint16),
        ("result", np.int32),
    ]
)
Rows = NDArray[np.void]

UNITS = {"count": 1, "tenth": 10, "hundredth": 100, "milli": 1000, "q10": 1 << 10, "q16": 1 << 16}
"""Units a number of the ledger may be kept in, by how many of them make one."""
FORMS = ("product", "curve", "sum", "terms", "margin", "quotient")
"""How a rule gets from base and factors to what it expects: base x factors; the same and then a curve; base
and terms added; the terms alone, to which the base is the occasion; the base is the sum of the terms, and a
curve makes a chance of it; base divided by the factor."""
TARGETS = ("unit", "objective", "term", "task", "act", "release")
"""What the target of a row may be: a unit, or something of the scenario's stakes by its row there."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that writes to the ledger.

    Names of its factors in order, units of its numbers, its form, and what its target is a row of.
    """

    id: str
    factors: tuple[str, ...]
    unit_of_base: str = "milli"
    unit_of_result: str = "count"
    unit_of_expected: str = "milli"
    form: str = "product"
    unit_of_factors: str = "q10"
    target: str = "unit"

    def __post_init__(self) -> None:
        """Check that it fits a row."""
        if len(self.factors) > FACTORS or len(set(self.factors)) != len(self.factors):
            raise ValueError(f"{self.id!r} may have {FACTORS} factors of different names, got {self.factors}")
        units = {self.unit_of_base, self.unit_of_result, self.unit_of_expected, self.unit_of_factors}
        strange = units - UNITS.keys()
        if strange or self.form not in FORMS or self.target not in TARGETS:
            told = ", ".join([self.form, self.target, *sorted(strange)])
            raise ValueError(f"{self.id!r} has an unknown form, target or unit: {told}")


RULES: tuple[Rule, ...] = (
    Rule("fire", fire.FACTORS, "q10"),
    Rule("movement_fire", fire.FACTORS, "q10"),
    Rule("final_fire", assault_fire.FINAL_FACTORS, form="curve"),
    Rule("losses", (), form="curve"),
    Rule("suppression", suppression.FACTORS, "q10", "q10", form="curve"),
    Rule("shells", artillery.FACTORS),
    Rule("bombs", artillery.FACTORS),
    Rule("guns_lost", (), "count", form="curve"),
    Rule("anti_aircraft", air_defense.FACTORS, "q16"),
    Rule("armor_hit", armor.FACTORS),
    Rule("armor_losses", (), form="curve"),
    Rule("tank_assault", armor_losses.CLOSE_FACTORS, "q16", form="curve"),
    Rule("bog", (), "count", form="curve"),
    Rule("approach", assault_fire.APPROACH_TERMS, "count", "tenth", form="terms"),
    Rule("reach", assault.REACH_TERMS, "q10", form="margin"),
    Rule("close_defense", close_combat.DEFENSE_FACTORS),
    Rule("close_attack", close_combat.ATTACK_FACTORS),
    Rule("break", close_combat.BREAK_TERMS, "q10", form="margin"),
    Rule("pursuit", assault.PURSUIT_FACTORS),
    Rule("cohesion", morale.COHESION_TERMS, "q10", "q10", form="sum"),
    Rule("rally", morale.RALLY_FACTORS, "q16"),
    Rule("leader", leaders.LEADER_FACTORS, "count", form="curve"),
    Rule("fatigue", fatigue.FATIGUE_TERMS, "q10", "q10", form="sum"),
    Rule("killed", medical.SPLIT_FACTORS, "count", form="curve"),
    Rule("sickness", medical.SICK_FACTORS, "count", form="curve"),
    Rule("spotting", spotting.FACTORS, "q16", unit_of_expected="q16"),
    Rule("order_delay", command.DELAY_TERMS, "count", form="terms"),
    Rule("march", movement_cost.FACTORS, "tenth", "tenth", "tenth"),
    Rule("crossing", crossing.FACTORS),
    Rule("supply", supply.FACTORS, "milli", "milli"),
    Rule("digging", works.FACTORS, "q10", "q10", "q10"),
    Rule("task", works_tasks.FACTORS, "q10", "q10", "q10"),
    Rule("ground_held", victory.GROUND_FACTORS, "milli", "milli", target="objective"),
    Rule("terms", victory.TERM_FACTORS, "milli", "milli", form="curve", target="term"),
    Rule("objective", victory_checks.TASK_FACTORS, "milli", "milli", target="task"),
    Rule("escalation", escalation.FACTORS, "milli", "milli", target="act"),
    Rule("truce", truce.FACTORS, "q16", form="margin", unit_of_factors="q16"),
    Rule("ground_average", victory.GROUND_FACTORS, "milli", "milli", target="objective"),
    Rule(
        "release", escalation_price.RELEASE_FACTORS, "milli", "count", "milli", "quotient", "milli", "release"
    ),
    Rule("war", escalation_price.WAR_TERMS, "milli", "count", "milli", "terms", "milli"),
    Rule("score", victory.SCORE_TERMS, "milli", "hundredth", "milli", "margin", "milli"),
    Rule("radio", intelligence.RADIO_FACTORS, "q16", unit_of_expected="q16", form="curve"),
    Rule("air_cover", escalation_cover.COVER_FACTORS, "q16"),
    Rule("surrender", (), "q16"),
    Rule("wire", (), "count", form="curve"),
    Rule("battery_located", (), "q16"),
    Rule("recovery", (), "count", form="curve"),
    Rule("repair", (), "count", form="curve"),
    Rule("strafing", air.STRAFING_FACTORS, "q10"),
)
"""Every rule that writes to the ledger. A row keeps the number of its rule here: new ones go to the end."""


def number(rule: str) -> int:
    """Row of a rule in `RULES`; raises `ValueError` for one that is not there."""
    for row, known in enumerate(RULES):
        if known.id == rule:
            return row
    raise ValueError(f"rule must be one of {', '.join(known.id for known in RULES)}, got {rule!r}")


def entries(
    rule: str,
    *,
    pulse: int,
    source: ArrayLike,
    target: ArrayLike,
    hex: ArrayLike,
    base: ArrayLike,
    factors: ArrayLike,
    expected: ArrayLike,
    draw: ArrayLike,
    result: ArrayLike,
    drop_empty: bool = False,
) -> Rows:
    """Rows of the ledger from the arrays of one kernel.

    Parameters
    ----------
    rule : str
        Id of one of `RULES`.
    pulse : int
        Number of the pulse since the start of the game.
    source, target, hex : (...) int
        Unit row, row of what the rule's target is, and hex; `NOBODY` where there is none.
    base, expected, result : (...) int
        In the units of the rule.
    factors : (..., F) int
        Q10 factors or terms, in the order of the rule.
    draw : (...) int
        Per mille of the law, `UNDRAWN` where chance had no part.
    drop_empty : bool
        Leave out rows in which nothing was expected and nothing came.

    Returns
    -------
    (N) LEDGER
        One row an effect, in row-major order of the arrays that broadcast together.

    Raises
    ------
    ValueError
        If the rule is unknown or the number of factors is not its own.
    """
    row, table = number(rule), np.asarray(factors)
    own = len(RULES[row].factors)
    if table.ndim == 0 or table.shape[-1] != own:
        raise ValueError(f"{rule!r} has {own} factors, got {table.shape[-1] if table.ndim else 'a number'}")
    columns = {"source": source, "target": target, "hex": hex, "base": base}
    columns |= {"expected": expected, "draw": draw, "result": result}
    wide = np.broadcast_arrays(table[..., 0] if own else np.int32(0), *map(np.asarray, columns.values()))
    rows = np.zeros(wide[0].size, LEDGER)
    rows["pulse"], rows["rule"] = pulse, row
    for name, values in zip(columns, wide[1:], strict=True):
        rows[name] = values.ravel()
    rows["factors"][:, :own] = np.broadcast_to(table, (*wide[0].shape, own)).reshape(len(rows), own)
    return rows[(rows["expected"] != 0) | (rows["result"] != 0)] if drop_empty else rows
