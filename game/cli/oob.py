"""`khasan oob`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import typer
from rich.text import Text
from rich.tree import Tree

from game.cli.console import console
from game.scenario.check import sound_bundle
from game.scenario.faults import BadData, Fault, nearest
from game.scenario.load import find_scenario
from game.scenario.models.common import SIDES, Side
from game.scenario.roster import AIRCRAFT, FIELD_GUNS, TANKS, Counter, Roster, build_roster

COUNTED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("heavy_machine_guns", ("hmg",)),
    ("light_machine_guns", ("lmg",)),
    ("field_guns", FIELD_GUNS),
    ("anti_tank_guns", ("anti_tank_gun",)),
    ("anti_aircraft_guns", ("anti_aircraft",)),
    ("tanks", TANKS),
    ("aircraft", AIRCRAFT),
)
SHORT = ("HMG", "LMG", "guns", "AT", "AA", "tanks", "aircraft")


def sums(counters: Iterable[Counter], classes: dict[str, str]) -> dict[str, int]:
    """Counters, men and weapons by class."""
    units = tuple(counters)
    totals = {"units": len(units), "men": sum(unit.men for unit in units)}
    return totals | {key: sum(unit.count(classes, *wanted) for unit in units) for key, wanted in COUNTED}


def run(name: str, side: str, options: str, as_json: bool) -> None:
    """Print the tree or the JSON of one side or both."""
    bundle = sound_bundle(find_scenario(name))
    chosen = frozenset(option.strip() for option in options.split(",") if option.strip())
    known = {key for force in bundle.forces for key in (*force.model.units, *force.model.formations)}
    if chosen - known:
        what = "the id of a unit or formation"
        raise BadData(Fault("--with", 0, 0, "", what, repr(o), nearest(o, known)) for o in chosen - known)
    roster = build_roster(bundle, chosen)
    sides: tuple[Side, ...] = SIDES if side == "both" else tuple(s for s in SIDES if s == side)
    if as_json:
        typer.echo(json.dumps({s: as_data(roster, s) for s in sides}, ensure_ascii=False, indent=2))
        return
    title = f"{bundle.scenario.model.name.en}: order of battle"
    out = console()
    out.print(Text(title, style="bold"))
    for s in sides:
        out.print(as_tree(roster, s))


def as_data(roster: Roster, side: Side) -> dict[str, Any]:
    """One side as plain data: totals, formations, units."""
    counters = roster.of(side)
    used = {formation for counter in counters for formation in counter.chain}
    formations = {
        key: {"name": f.name.model_dump(exclude_none=True), "echelon": f.echelon, "under": f.under}
        | sums((c for c in counters if key in c.chain), roster.classes)
        for key, f in roster.formations.items()
        if key in used
    }
    return {
        "totals": sums(counters, roster.classes),
        "formations": formations,
        "units": [_unit(counter) for counter in counters],
    }


def _unit(counter: Counter) -> dict[str, Any]:
    return {
        "id": counter.id,
        "name": counter.name.model_dump(exclude_none=True),
        "short": counter.short,
        "of": counter.formation,
        "kind": counter.kind,
        "men": counter.men,
        "establishment": counter.establishment,
        "weapons": counter.weapons,
        "vehicles": counter.vehicles,
        "quality": counter.quality,
        "hex": counter.hex,
        "enter": counter.enter.model_dump(mode="json", exclude_none=True) if counter.enter else None,
        "optional": counter.optional,
        "source": counter.source.model_dump(exclude_none=True),
    }


def as_tree(roster: Roster, side: Side) -> Tree:
    """One side as a tree: formations with their sums, units with hex or hour."""
    counters = roster.of(side)
    title = "Soviet forces" if side == "soviet" else "Japanese forces"
    tree = Tree(_line(title, sums(counters, roster.classes), "bold red" if side == "soviet" else "bold blue"))
    branches: dict[str, Tree] = {}
    for counter in counters:
        _branch(counter.chain, roster, counters, tree, branches).add(_leaf(counter, roster))
    return tree


def _branch(
    chain: tuple[str, ...], roster: Roster, counters: tuple[Counter, ...], root: Tree, known: dict[str, Tree]
) -> Tree:
    if not chain:
        return root
    key = chain[0]
    if key not in known:
        formation = roster.formations[key]
        parent = _branch(chain[1:], roster, counters, root, known)
        total = sums((c for c in counters if key in c.chain), roster.classes)
        line = _line(formation.name.en, total, "bold")
        if formation.commander:
            line.append(f"  {formation.commander.name.en}", style="italic")
        known[key] = parent.add(line)
    return known[key]


def _line(name: str, total: dict[str, int], style: str) -> Text:
    units = total["units"]
    parts = [f"{units} unit{'s' * (units != 1)}", f"{total['men']:,} men"]
    parts += [f"{total[key]} {word}" for (key, _), word in zip(COUNTED, SHORT, strict=True) if total[key]]
    return Text.assemble((name, style), "  ", (", ".join(parts), "dim"))


def _leaf(counter: Counter, roster: Roster) -> Text:
    where = f"hex {counter.hex}" if counter.hex else ""
    if counter.enter:
        where = f"{counter.enter.entry} {counter.enter.time:%d %b %H:%M}"
    held = (*counter.weapons.items(), *counter.vehicles.items())
    arms = ", ".join(f"{n} {roster.arms[key].en}" for key, n in held if n)
    said = f"{counter.men} men" + (f", {arms}" if arms else "")
    mark = f" [{', '.join(counter.source.keys)}: {counter.source.mark}]"
    return Text.assemble(counter.name.en, "  ", (said, "dim"), "  ", (where, "cyan"), (mark, "dim italic"))
