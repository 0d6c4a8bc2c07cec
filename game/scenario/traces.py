"""The trace of every number of a ruleset: value, range, unit, source and tag, inherited where unsaid."""

from __future__ import annotations

from collections.abc import Iterator

from game.rules.ruleset import Trace
from game.scenario.models.common import File, Number
from game.scenario.models.ruleset import Kinds, Rules, Table, Terrains, Weapons

GROUND_NUMBERS = ("cover", "concealment_m", "dig_rate")


def traces(file: File) -> Iterator[Trace]:
    """Every number of one file."""
    if isinstance(file, Rules):
        yield from _chapter(file)
    elif isinstance(file, Terrains):
        yield from _ground(file)
    elif isinstance(file, Weapons):
        yield from _weapons(file)
    elif isinstance(file, Kinds):
        for key, kind in file.kinds.items():
            yield trace(f"{file.id}.{key}.men", kind.men, "men", kind.source, kind.tag, "men in the field")


def trace(path: str, number: Number, unit: str, source: str, tag: str, about: str) -> Trace:
    """Trace of a number; what it does not say itself comes from its row or file."""
    return Trace(
        path=path,
        value=float(number.value),
        low=float(number.low),
        high=float(number.high),
        unit=number.unit or unit,
        source=number.source or source,
        tag=number.tag or tag,
        about=about,
        note=number.note or "",
    )


def _chapter(file: Rules) -> Iterator[Trace]:
    for key, value in file.values.items():
        yield trace(f"{file.id}.{key}", value, "", "", "", value.about)
    for name, table in file.tables.items():
        yield from _cells(f"{file.id}.{name}", table)


def _cells(head: str, table: Table) -> Iterator[Trace]:
    for name, row in table.rows.items():
        for column, value, low, high in zip(table.columns, row.value, row.low, row.high, strict=True):
            if value is None or low is None or high is None:
                continue
            yield Trace(
                path=f"{head}.{name}.{column}",
                value=float(value),
                low=float(low),
                high=float(high),
                unit=table.column_units.get(column, table.unit),
                source=row.source,
                tag=row.tag,
                about=table.about,
                note=row.note or "",
            )


def _ground(file: Terrains) -> Iterator[Trace]:
    for key, row in file.terrain.items():
        for name in GROUND_NUMBERS:
            units = file.units[name]
            yield trace(
                f"{file.id}.{key}.{name}", getattr(row, name), units.unit, row.source, row.tag, units.about
            )


def _weapons(file: Weapons) -> Iterator[Trace]:
    for key, row in file.weapons.items():
        for name, number in row.numbers.items():
            units = file.units.get(name)
            unit, about = (units.unit, units.about) if units else ("", "")
            yield trace(f"{file.id}.{key}.{name}", number, unit, row.source, row.tag, about)
