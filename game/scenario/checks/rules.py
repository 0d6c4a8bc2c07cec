"""Rulesets: rows that other tables name, weapons that kinds carry, letters and chapters used once."""

from __future__ import annotations

from collections.abc import Iterator

from game.scenario.checks.context import Context, unknown
from game.scenario.checks.forces import check_arms
from game.scenario.faults import BadData, Fault, nearest, shown
from game.scenario.load import Document, inside, load
from game.scenario.models.common import File
from game.scenario.models.ruleset import Kinds, Rules, Ruleset, Weapons


def check_ruleset(document: Document[Ruleset], context: Context) -> Iterator[Fault]:
    """The files that the index names are there, of a ruleset's kinds, and no chapter is given twice."""
    del context
    seen: dict[str, str] = {}
    for i, name in enumerate(document.model.files):
        try:
            model = load(inside(document.path.parent, name, document.tree, ("files", i))).model
        except BadData as bad:
            yield from (fault for fault in bad.faults if fault.file == document.tree.file)
            continue
        if model.id in seen:
            expected = "chapters that all differ"
            yield document.tree.fault(("files", i), expected, f"{model.id!r} in {seen[model.id]} too")
        seen[model.id] = name


def check_rules_file(document: Document[File], context: Context) -> Iterator[Fault]:
    """References of one file of a ruleset."""
    beside = Context(context.folder.parent.parent, context.folder.name)
    if isinstance(document.model, Kinds):
        yield from _kinds(document, document.model, beside)
    elif isinstance(document.model, Weapons):
        yield from _weapons(document, document.model, beside)


def _kinds(document: Document[File], model: Kinds, context: Context) -> Iterator[Fault]:
    tree = document.tree
    for key, kind in model.kinds.items():
        loc = ("kinds", key)
        yield from check_arms(tree, loc, kind.weapons, kind.vehicles, context)
        yield from _row(document, (*loc, "target"), kind.target, rows_of(context, "spotting", "detection"))
        yield from _row(document, (*loc, "branch"), kind.branch, rows_of(context, "units", "branch"))


def _weapons(document: Document[File], model: Weapons, context: Context) -> Iterator[Fault]:
    for key, weapon in model.weapons.items():
        if weapon.shell is not None:
            rows = rows_of(context, "artillery", "lethal_area")
            yield from _row(document, ("weapons", key, "shell"), weapon.shell, rows)
        for number in weapon.numbers:
            loc = ("weapons", key, "numbers", number)
            what = "a number that the file's `units` describe"
            fault = unknown(document.tree, loc, what, number, model.units, key=True)
            if fault and weapon.numbers[number].unit is None:
                yield fault


def rows_of(context: Context, chapter: str, table: str) -> tuple[str, ...]:
    """Row names of a table of the ruleset; none when the table is not there."""
    files = context.ruleset.of(Rules) if context.ruleset else ()
    found = (d.model.tables.get(table) for d in files if d.model.id == chapter)
    return next((tuple(t.rows) for t in found if t is not None), ())


def _row(document: Document[File], loc: tuple[str, ...], name: str, rows: tuple[str, ...]) -> Iterator[Fault]:
    if rows and name not in rows:
        yield document.tree.fault(loc, f"one of {', '.join(rows)}", shown(name), nearest(name, rows))
