"""From plain dicts of numbers to the frozen tables: rounding to integers and rows by name, in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from game.grid.board import WAY_KINDS
from game.rules.tables import (
    ABSENT,
    IMPASSABLE,
    POSTURES,
    SIDES,
    KindTable,
    MovementTable,
    PostureTable,
    TerrainTable,
    WeaponTable,
    fixed,
)

Numbers = Mapping[str, Mapping[str, float | None]]
"""Rows of a table: name of the row, then name of the column, to its number or nothing."""


def _row(name: str, names: Sequence[str], what: str) -> int:
    if name not in names:
        raise ValueError(f"{what} {name!r} is not one of {', '.join(names)}")
    return names.index(name)


def _int16(whole: Sequence[int], what: str) -> NDArray[np.int16]:
    if any(not -32768 <= number <= 32767 for number in whole):
        raise ValueError(f"{what} does not fit 16 bits, found {max(whole, key=abs)}")
    return np.array(whole, np.int16)


def _q10(values: Sequence[float | None], what: str) -> NDArray[np.int16]:
    return _int16([fixed(0.0 if value is None else value) for value in values], what)


def _tenths(value: float | None) -> int:
    if value is None:
        return int(IMPASSABLE)
    tenths = round(value * 10)
    if not 0 <= tenths < IMPASSABLE:
        raise ValueError(f"{value:g} minutes is not between 0 and {(int(IMPASSABLE) - 1) / 10:g}")
    return tenths


def freeze_terrain(rows: Mapping[str, tuple[str, bool]], numbers: Numbers) -> TerrainTable:
    """Terrain from letter and whether it is land; numbers `cover`, `concealment_m`, `dig_rate`."""
    depth = [round((numbers[name]["concealment_m"] or 0.0) * 10) for name in rows]
    return TerrainTable(
        names=tuple(rows),
        letters=tuple(letter for letter, _ in rows.values()),
        land=np.array([land for _, land in rows.values()], np.bool_),
        cover=_q10([numbers[name]["cover"] for name in rows], "cover"),
        concealment=_int16(depth, "concealment_m"),
        dig_rate=_q10([numbers[name]["dig_rate"] for name in rows], "dig_rate"),
    )


def freeze_weapons(
    rows: Mapping[str, tuple[str, str, str | None]],
    numbers: Numbers,
    classes: Sequence[str],
    shells: Sequence[str],
) -> WeaponTable:
    """Weapons from their side, class and shell, and their numbers."""
    columns = tuple(sorted({key for row in numbers.values() for key in row}))
    cells = np.full((len(rows), len(columns)), ABSENT, np.int64)
    for i, name in enumerate(rows):
        for key, value in numbers[name].items():
            if value is not None:
                cells[i, columns.index(key)] = fixed(value)
    return WeaponTable(
        names=tuple(rows),
        classes=tuple(classes),
        shells=tuple(shells),
        columns=columns,
        side=np.array([_row(side, SIDES, "side") for side, _, _ in rows.values()], np.int8),
        weapon_class=np.array([_row(kind, classes, "class") for _, kind, _ in rows.values()], np.int8),
        shell=np.array([-1 if s is None else _row(s, shells, "shell") for _, _, s in rows.values()], np.int8),
        numbers=cells,
    )


def freeze_kinds(
    rows: Mapping[str, tuple[str, str, str, str]],
    men: Mapping[str, float],
    armament: Mapping[str, Mapping[str, int]],
    lists: Mapping[str, Sequence[str]],
) -> KindTable:
    """Kinds from their side, mobility, branch and target; `lists` holds what those and the weapons may be."""
    names = tuple(rows)
    counts = np.zeros((len(names), len(lists["weapon"])), np.int16)
    for i, name in enumerate(names):
        for weapon, count in armament[name].items():
            counts[i, _row(weapon, lists["weapon"], f"weapon of {name!r}:")] = count
    sides, mobilities, branches, targets = zip(*rows.values(), strict=True)
    return KindTable(
        names=names,
        side=_rows(sides, SIDES, "side"),
        mobility=_rows(mobilities, lists["mobility"], "mobility"),
        branch=_rows(branches, lists["branch"], "branch"),
        target=_rows(targets, lists["target"], "target"),
        men=_int16([round(men[name]) for name in names], "men"),
        armament=counts,
    )


def _rows(values: Sequence[str], names: Sequence[str], what: str) -> NDArray[np.int8]:
    return np.array([_row(value, names, what) for value in values], np.int8)


def _minutes(rows: Numbers, columns: Sequence[str]) -> NDArray[np.int16]:
    for name, row in rows.items():
        missing = [column for column in columns if column not in row]
        if missing:
            raise ValueError(f"the minutes of {name!r} lack the columns {', '.join(missing)}")
    return np.array([[_tenths(row[column]) for column in columns] for row in rows.values()], np.int16)


def freeze_movement(rows: Numbers, terrain: Sequence[str]) -> MovementTable:
    """Movement from minutes by mobility, and by terrain, way and `climb`; nothing means no way through."""
    return MovementTable(
        mobilities=tuple(rows),
        ground=_minutes(rows, terrain),
        way=_minutes(rows, WAY_KINDS),
        climb=_minutes(rows, ["climb"])[:, 0].copy(),
    )


def freeze_posture(rows: Numbers) -> PostureTable:
    """Postures from their four factors, each by posture."""
    factors = {}
    for field in fields(PostureTable):
        if field.name not in rows or set(rows[field.name]) != set(POSTURES):
            raise ValueError(
                f"the posture table needs the row {field.name!r} with the columns {', '.join(POSTURES)}"
            )
        factors[field.name] = _q10([rows[field.name][p] for p in POSTURES], field.name)
    return PostureTable(**factors)
