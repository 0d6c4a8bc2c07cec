"""Fingerprints of what a pair depends on: the code that plays it, and the texts of its scenario."""

from __future__ import annotations

import hashlib
from functools import cache

from game import locate
from game.scenario.load import find_scenario
from game.store.texts import gather

FLOORS = ("grid", "rules", "engine", "scenario", "agents")
"""Packages that decide a game."""
PLAYED_BY = ("analysis/campaign.py", "analysis/measures.py", "analysis/ladder/arena.py")
"""Files that play it and say what came of it."""
TERRAIN = ("features.json", "heights.npz")
DIGITS = 12


@cache
def code() -> str:
    """Of the source of what decides a game, and of the ground."""
    files = [path for floor in FLOORS for path in (locate.PACKAGE / floor).rglob("*.py")]
    files += [locate.PACKAGE / name for name in PLAYED_BY]
    total = hashlib.sha256()
    for path in [*sorted(files), *(locate.assets() / "terrain" / name for name in TERRAIN)]:
        # Line ends are left out of it: some systems check files out with others.
        raw = path.read_bytes().replace(b"\r\n", b"\n") if path.suffix == ".py" else path.read_bytes()
        total.update(f"\0{path.parent.name}/{path.name}\0{len(raw)}\0".encode() + raw)
    return total.hexdigest()[:DIGITS]


@cache
def texts(scenario: str) -> str:
    """Of the files of a scenario (id or file); raises `BadData`."""
    return gather(find_scenario(scenario)).digest()[:DIGITS]
