"""Whether a state that was read can be one: its indices point at something, its amounts are amounts."""

from __future__ import annotations

from game.engine.acts import ACTS, FLIGHTS, POLICIES
from game.engine.setting import Setting
from game.engine.state import ENDS, State
from game.rules.artillery_table import MISSIONS
from game.rules.beliefs_table import GRADES
from game.rules.tables import POSTURES
from game.rules.works_table import TASKS

HEXSIDES = 6
STATES = 4
"""Of cohesion: steady, shaken, broken, routed."""
LARGE = 2**40
"""No count of a battle comes near it, and sums of it stay whole numbers."""
_BLANK = -1
_MOST = {"forces.men": 4095, "forces.strength": 4095, "forces.vehicles": 1_000}
"""Amounts of one unit that the laws of chance still know (`rules.chance`)."""
_OR_BLANK = ("forces.road", "forces.delay", "beliefs.strength", "ground.crossings", "count.truce")
_SIGNED = ("forces.carried", "tally.net")


def sound(setting: Setting, state: State) -> str:
    """Name of the first array of a state that holds an index of nothing or an amount that cannot be."""
    for name, array in state.arrays():
        if array.size:
            least, most = _limits(name, setting)
            if int(array.min()) < least or int(array.max()) > most:
                return name
    return ""


def _limits(name: str, setting: Setting) -> tuple[int, int]:
    """Least and greatest value of an array."""
    last = name.rpartition(".")[2]
    rows = _rows(setting)
    found = rows.get(name, rows.get(last))
    if found is not None:
        return _BLANK if last not in _NEVER_BLANK else 0, found - 1
    if name in _MOST:
        return 0, _MOST[name]
    if name in _SIGNED:
        return -LARGE, LARGE
    return _BLANK if name in _OR_BLANK else 0, LARGE


_NEVER_BLANK = ("posture", "nerve", "act", "mode", "policy", "source")


def _rows(setting: Setting) -> dict[str, int]:
    """How many rows there are of what an array points at, by its name or the last part of it."""
    hexes = setting.board.hexes
    return {
        **dict.fromkeys(("hex", "aim", "points", "route", "target"), hexes),
        "task": len(TASKS),
        "side": HEXSIDES,
        "facing": HEXSIDES,
        "bomb": len(setting.tables.air.bombs),
        "control": 2,
        "decoys": 2,
        "feigned": len(setting.cadre),
        "loser": 3,
        "over": len(ENDS),
        "posture": len(POSTURES),
        "nerve": STATES,
        "act": len(ACTS),
        "mode": len(setting.tables.march.modes),
        "policy": len(POLICIES),
        "missions.kind": len(MISSIONS),
        "flights.kind": len(FLIGHTS),
        "ground.known": 2,
        "beliefs.source": len(GRADES),
    }
