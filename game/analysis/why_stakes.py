"""What the stakes of a scenario are called, for the sentences of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from game.analysis.why import Names
from game.i18n import preferred, text
from game.scenario.build import Start
from game.scenario.models.common import Name, Prose
from game.scenario.models.scenario import Scenario


def names_of(start: Start) -> Names:
    """Names of all that a ledger of this start speaks of, in the reader's language."""
    language = preferred()
    units = [counter.name.get(language) for counter in start.roster.counters]
    hexes = [start.board.label(h) for h in range(start.board.hexes)]
    scenario, forces = start.bundle.scenario.model, start.bundle.forces
    called = {key: one.name.get(language) for force in forces for key, one in force.model.formations.items()}
    called |= {counter.id: counter.name.get(language) for counter in start.roster.counters}
    places = {label: goal.name.get(language) for goal in scenario.victory.objectives for label in goal.hexes}
    return Names(units, hexes, stakes_of(scenario), called, places)


def stakes_of(scenario: Scenario) -> Mapping[str, Sequence[str]]:
    """Names of the stakes by `ledger.TARGETS`, in the order of the tables that the scenario compiles to."""
    victory, escalation = scenario.victory, scenario.escalation
    terms = [(t, side) for t in victory.terms.values() for side in _sides(t.side)]
    return {
        "objective": _told(objective.name for objective in victory.objectives),
        "term": [_of_side(term.name, side) for term, side in terms],
        "task": _told(victory.conditions.values()),
        "act": _told(act.name for act in escalation.acts.values()),
        "release": _told(release.name for release in escalation.releases.values()),
    }


_BY = {"soviet": "{term}, of the USSR", "japanese": "{term}, of Japan"}


def _told(names: Iterable[Name | Prose]) -> list[str]:
    """Names in the reader's language, without the stop that ends a sentence."""
    return [name.get(preferred()).rstrip(".") for name in names]


def _sides(side: str) -> tuple[str, ...]:
    return ("soviet", "japanese") if side == "both" else (side,)


def _of_side(name: Name, side: str) -> str:
    return text(_BY[side], term=name.get(preferred()))
