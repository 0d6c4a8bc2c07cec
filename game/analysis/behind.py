"""Which rows of the ledger stand behind an event: those of its rules that concern its unit or its place."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.log import KINDS
from game.rules import ledger
from game.rules.fire_table import CAUSES

_FIRE = ("losses", "fire", "movement_fire", "final_fire", "suppression", "killed")
_STORM = ("approach", "reach", "final_fire", "close_defense", "close_attack", "break", "pursuit")
_LOST: dict[str, tuple[str, ...]] = {
    "small_arms": _FIRE,
    "artillery": ("shells", "suppression", "killed"),
    "air": ("bombs", "strafing", "suppression", "killed"),
    "tank": (*_FIRE, "armor_losses"),
    "close_combat": ("close_defense", "close_attack", "break", "pursuit", "killed"),
    "other": ("surrender", "sickness", "killed"),
}
RULES: dict[str, tuple[str, ...]] = {
    "moved": ("march", "movement_fire", "bog"),
    "halted": ("march", "movement_fire"),
    "fired": ("fire", "movement_fire", "armor_hit", "losses", "armor_losses"),
    "shelled": ("shells",),
    "under_shells": ("shells",),
    "bombed": ("bombs", "strafing"),
    "flew": ("anti_aircraft", "air_cover"),
    "knocked_out": ("armor_losses", "armor_hit", "tank_assault"),
    "bogged": ("bog",),
    "recovered": ("recovery", "repair"),
    "guns_lost": ("guns_lost", "shells"),
    "aircraft_lost": ("anti_aircraft",),
    "repulsed": _STORM,
    "fell_back": _STORM,
    "captured": _STORM,
    "retreated": ("break", "pursuit", "cohesion"),
    "surrendered": ("surrender", "break"),
    "shaken": ("cohesion", "suppression"),
    "routed": ("cohesion", "suppression"),
    "rallied": ("rally",),
    "leader_lost": ("leader", "armor_hit"),
    "destroyed": ("losses", "shells", "bombs", "close_defense", "close_attack", "surrender"),
    "spotted": ("spotting", "radio"),
    "dug": ("digging",),
    "task_done": ("task",),
    "escalated": ("escalation", "war"),
    "released": ("release",),
    "truce": ("truce",),
    "war": ("war",),
    "sick": ("sickness",),
    "crossed": ("crossing",),
    "order_begun": ("order_delay",),
}
"""Rules behind each kind of event; that of a loss goes by its cause, and what is not here has none."""
_OF_UNITS = np.array([rule.target == "unit" for rule in ledger.RULES])
_BY_HEX = frozenset({"captured", "shelled", "under_shells", "bombed"})
_ELSE_BY_HEX = frozenset({"repulsed", "fell_back", "retreated", "surrendered"})
"""Kinds for which a rule may speak of others in the same assault: of one unit for a whole group."""
_AIMED = np.array([rule.id in ("fire", "movement_fire", "armor_hit") for rule in ledger.RULES])
"""Rules that say who fired at whom; what came of it stands under the target."""


def behind(event: np.void, rows: ledger.Rows) -> ledger.Rows:
    """Rows of a pulse's ledger that say why an event came out as it did.

    Parameters
    ----------
    event : EVENT
        One event of the pulse.
    rows : LEDGER
        The ledger of the same pulse, as far as the reader may see it.

    Returns
    -------
    LEDGER
        Those of the rules of its kind that concern its unit; of a captured or shelled hex, its hex; of what
        concerns the stakes, the act or release that it names. In the order of the rules as listed.
    """
    kind = KINDS[int(event["kind"])]
    rules = _LOST[CAUSES[int(event["detail"])]] if kind == "lost" else RULES.get(kind, ())
    numbers = [ledger.number(rule) for rule in rules]
    rank = np.full(len(ledger.RULES), len(ledger.RULES))
    rank[numbers] = np.arange(len(numbers))
    ruled = rows[rank[rows["rule"]] < len(ledger.RULES)]
    found = ruled[_concerns(event, kind, ruled)]
    if not len(found) and kind in _ELSE_BY_HEX:
        found = ruled[np.isin(ruled["hex"], (event["hex"], event["detail"] if kind == "retreated" else -2))]
    ordered: ledger.Rows = found[np.argsort(rank[found["rule"]], kind="stable")]
    return ordered


def _concerns(event: np.void, kind: str, rows: ledger.Rows) -> NDArray[np.bool_]:
    """Rows that speak of the event's unit, place or stake."""
    unit, target = int(event["unit"]), rows["target"]
    stake = (target < 0) | (target == event["detail"])
    mine = target == unit
    if kind == "fired":
        mine = _fired(event, rows)
    elif kind in _BY_HEX:
        mine = rows["hex"] == event["hex"]
    return np.asarray(np.where(_OF_UNITS[rows["rule"]], mine, stake), np.bool_)


def _fired(event: np.void, rows: ledger.Rows) -> NDArray[np.bool_]:
    """Fire of a unit at the target that is named, or at any; and what all fire on that target came to."""
    aimed, target = _AIMED[rows["rule"]], rows["target"]
    by = aimed & (rows["source"] == event["unit"])
    by &= (target == event["other"]) | (event["other"] < 0)
    return np.asarray(by | (~aimed & np.isin(target, target[by])))
