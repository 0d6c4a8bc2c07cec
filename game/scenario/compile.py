"""From the checked files of a ruleset to the frozen tables of the rules floor, each number with its trace."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeVar, get_args

from game.rules.freeze import (
    Numbers,
    freeze_kinds,
    freeze_movement,
    freeze_posture,
    freeze_terrain,
    freeze_weapons,
)
from game.rules.ruleset import Ruleset, Trace, unknown
from game.rules.tables import KindTable
from game.scenario.models.common import File, Number
from game.scenario.models.ruleset import Kinds, Rules, Terrains, WeaponClass, Weapons
from game.scenario.traces import trace, traces

F = TypeVar("F", bound=File)
CLASSES: tuple[str, ...] = get_args(WeaponClass)
Layouts = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


@dataclass(slots=True)
class _Draft:
    """What is gathered from the files before anything is frozen."""

    numbers: dict[str, Trace] = field(default_factory=dict)
    layouts: Layouts = field(default_factory=dict)
    terrain: Terrains | None = None
    weapons: Weapons | None = None
    kinds: Kinds | None = None


def compile_ruleset(files: Mapping[str, File], overlay: Mapping[str, Number] | None = None) -> Ruleset:
    """Compile the files of a ruleset, by file name, into integers; `overlay` changes single numbers by path.

    Factors become Q10 integers, halves rounded to the even neighbor.

    Raises
    ------
    ValueError
        With one sentence: a chapter given twice or missing, an overlay of a number that does not exist (with
        the nearest that does), a row that a kind or weapon names and no table has.
    """
    draft = _Draft()
    for name in files:
        _gather(draft, files[name])
    for path, number in (overlay or {}).items():
        draft.numbers[path] = _overlaid(draft.numbers, path, number)
    return _freeze(draft)


def _gather(draft: _Draft, file: File) -> None:
    if isinstance(file, Terrains):
        draft.terrain = _only(file, draft.terrain)
    elif isinstance(file, Weapons):
        draft.weapons = _only(file, draft.weapons)
    elif isinstance(file, Kinds):
        draft.kinds = _only(file, draft.kinds)
    for found in traces(file):
        if found.path in draft.numbers:
            raise ValueError(f"the chapter {file.id!r} is given twice")
        draft.numbers[found.path] = found
    if isinstance(file, Rules):
        for name, table in file.tables.items():
            draft.layouts[f"{file.id}.{name}"] = (tuple(table.rows), table.columns)


def _only(file: F, before: F | None) -> F:
    if before is not None:
        raise ValueError(f"two files of kind {getattr(file, 'kind', '')!r}: {before.id!r} and {file.id!r}")
    return file


def _overlaid(numbers: Mapping[str, Trace], path: str, number: Number) -> Trace:
    if path not in numbers:
        raise ValueError(unknown(path, numbers))
    old = numbers[path]
    new = trace(path, number, old.unit, old.source, old.tag, old.about)
    return replace(new, overlaid=True)


def _freeze(draft: _Draft) -> Ruleset:
    terrain, weapons, kinds = draft.terrain, draft.weapons, draft.kinds
    if terrain is None or weapons is None or kinds is None:
        raise ValueError("a ruleset needs a file each of the kinds terrain, weapons and kinds")
    ground = freeze_terrain(
        {key: (row.letter, row.land) for key, row in terrain.terrain.items()}, _group(draft, terrain.id)
    )
    arms = freeze_weapons(
        {key: (row.side, row.weapon_class, row.shell) for key, row in weapons.weapons.items()},
        _group(draft, weapons.id),
        CLASSES,
        _rows(draft, "artillery.lethal_area"),
    )
    return Ruleset(
        digest=_digest(draft),
        terrain=ground,
        weapons=arms,
        kinds=_kinds(draft, kinds, arms.names),
        movement=freeze_movement(_table(draft, "movement.minutes"), ground.names),
        posture=freeze_posture(_table(draft, "units.posture")),
        numbers=MappingProxyType(draft.numbers),
        layouts=MappingProxyType(draft.layouts),
    )


def _kinds(draft: _Draft, kinds: Kinds, weapons: tuple[str, ...]) -> KindTable:
    return freeze_kinds(
        {key: (row.side, row.mobility, row.branch, row.target) for key, row in kinds.kinds.items()},
        {key: draft.numbers[f"{kinds.id}.{key}.men"].value for key in kinds.kinds},
        {key: {**row.weapons, **row.vehicles} for key, row in kinds.kinds.items()},
        {
            "weapon": weapons,
            "mobility": _rows(draft, "movement.minutes"),
            "branch": _rows(draft, "units.branch"),
            "target": _rows(draft, "spotting.detection"),
        },
    )


def _group(draft: _Draft, chapter: str) -> Numbers:
    """Numbers of `chapter.row.name` as row -> name -> value."""
    rows: dict[str, dict[str, float | None]] = {}
    for path, found in draft.numbers.items():
        head, _, rest = path.partition(".")
        if head == chapter:
            row, _, name = rest.partition(".")
            rows.setdefault(row, {})[name] = found.value
    return rows


def _rows(draft: _Draft, head: str) -> tuple[str, ...]:
    if head not in draft.layouts:
        raise ValueError(f"the ruleset lacks the table {head!r}")
    return draft.layouts[head][0]


def _table(draft: _Draft, head: str) -> Numbers:
    rows = _rows(draft, head)
    columns = draft.layouts[head][1]
    cells = draft.numbers
    return {
        row: {c: cells[f"{head}.{row}.{c}"].value if f"{head}.{row}.{c}" in cells else None for c in columns}
        for row in rows
    }


def _digest(draft: _Draft) -> str:
    """Fingerprint of all that decides: values and the order of rows; not of ranges, sources and names."""
    lines = [f"{path}={found.value!r}" for path, found in sorted(draft.numbers.items())]
    lines += [f"{head}:{rows}:{columns}" for head, (rows, columns) in sorted(draft.layouts.items())]
    for key, ground in (draft.terrain.terrain if draft.terrain else {}).items():
        lines.append(f"terrain:{key}:{ground.letter}:{ground.land}")
    for key, weapon in (draft.weapons.weapons if draft.weapons else {}).items():
        lines.append(f"weapon:{key}:{weapon.side}:{weapon.weapon_class}:{weapon.shell}")
    for key, kind in (draft.kinds.kinds if draft.kinds else {}).items():
        arms = sorted({**kind.weapons, **kind.vehicles}.items())
        lines.append(f"kind:{key}:{kind.side}:{kind.mobility}:{kind.branch}:{kind.target}:{arms}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
