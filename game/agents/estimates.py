"""Estimates as text, for the game file: written as JSON, and read back without trusting a word of it."""

from __future__ import annotations

import json
from dataclasses import asdict

from game.agents.base import KINDS, Estimate

LONGEST = 2_000
MOST_MEN = 10**6
MOST_ROWS = 300
"""Hexes or units of one estimate at most."""


def write(estimate: Estimate) -> str:
    """An estimate as text."""
    return json.dumps(asdict(estimate), separators=(",", ":"))


def read(text: str) -> Estimate | None:
    """The estimate that a text holds; None for what is none of ours."""
    try:
        data = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or set(data) != set(Estimate.__slots__):
        return None
    return _estimate(data)


def _estimate(data: dict[str, object]) -> Estimate | None:
    hexes, units = _rows(data["hexes"]), _rows(data["units"])
    believed, chance = _number(data["believed"], 0, MOST_MEN), _number(data["chance"], 0, 100)
    lost, reason = _number(data["lost"], 0, MOST_MEN), _number(data["reason"], -1, 10_000)
    kind = data["kind"]
    if hexes is None or units is None or not isinstance(kind, str) or kind not in KINDS:
        return None
    if believed is None or chance is None or lost is None or reason is None:
        return None
    return Estimate(hexes, units, believed, chance, lost, kind, reason)


def _rows(value: object) -> tuple[int, ...] | None:
    """Rows of hexes or units."""
    if not isinstance(value, list) or len(value) > MOST_ROWS:
        return None
    found = tuple(row for row in (_number(row, 0, 10**5) for row in value) if row is not None)
    return found if len(found) == len(value) else None


def _number(value: object, least: int, most: int) -> int | None:
    return value if type(value) is int and least <= value <= most else None
