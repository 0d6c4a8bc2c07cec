"""Whether a state that was read can be one: every index in it points at something that is there."""

from __future__ import annotations

from game.engine.acts import ACTS, FLIGHTS, POLICIES
from game.engine.setting import Setting
from game.engine.state import ENDS, State
from game.rules.artillery_table import MISSIONS
from game.rules.tables import POSTURES
from game.rules.works_table import TASKS

HEXSIDES = 6
STATES = 4
"""Of cohesion: steady, shaken, broken, routed."""


def sound(setting: Setting, state: State) -> str:
    """Name of the first array of a state that holds an index of nothing; empty where all is well."""
    for name, array in state.arrays():
        if not array.size:
            continue
        least, most = _limits(name, setting)
        if int(array.min()) < least or int(array.max()) > most:
            return name
    return ""


def _limits(name: str, setting: Setting) -> tuple[int, int]:
    """Least and greatest value of an array; those that index nothing may be anything that fits them."""
    last = name.rpartition(".")[2]
    rows = {
        "hex": setting.board.hexes,
        "aim": setting.board.hexes,
        "points": setting.board.hexes,
        "route": setting.board.hexes,
        "target": setting.board.hexes,
        "task": len(TASKS),
        "side": HEXSIDES,
        "facing": HEXSIDES,
        "bomb": len(setting.tables.air.bombs),
        "control": 2,
        "loser": 3,
        "over": len(ENDS),
        "posture": len(POSTURES),
        "nerve": STATES,
        "act": len(ACTS),
        "mode": len(setting.tables.march.modes),
        "policy": len(POLICIES),
    }
    rows |= {"missions.kind": len(MISSIONS), "flights.kind": len(FLIGHTS), "ground.known": 2}
    found = rows.get(name, rows.get(last))
    if found is not None:
        signed = last not in ("posture", "nerve", "act", "mode", "policy")
        return (-1 if signed else 0), found - 1
    return -(2**63), 2**63 - 1
