"""Options that are whole numbers: one sentence for those that do not fit."""

from __future__ import annotations

from game.scenario.faults import BadData, Fault

SEEDS = (0, 2**64 - 1)


def whole_number(option: str, value: int, least: int, most: int) -> None:
    """Refuse a number outside its bounds; raises `BadData`."""
    if not least <= value <= most:
        raise BadData([Fault(option, 0, 0, "", f"a whole number from {least} to {most}", str(value))])
