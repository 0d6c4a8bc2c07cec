"""What two units are compared by: own ones as they are, the enemy by what is believed of him and no more."""

from __future__ import annotations

from dataclasses import dataclass

from game.analysis.own_words import doing, nerve
from game.engine.units import ONE
from game.i18n import text as _
from game.scenario.roster import AIRCRAFT
from game.ui.layers.works import level_word
from game.ui.panels.thin import thin
from game.ui.panels.unit_card import GRADES, STATS
from game.ui.playtable import PlayTable

UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Fact:
    """A line: what it is, in words, and a number to compare by or None; `up` when more is better."""

    word: str
    said: str
    value: float | None = None
    up: bool = True


def facts_of(table: PlayTable, row: int) -> tuple[Fact, ...]:
    """The lines of a unit; every unit has the same ones in the same order."""
    return _own(table, row) if table.mine(row) else _believed(table, row)


def differ(one: Fact, other: Fact) -> bool:
    """Whether two facts that are both known say something else."""
    return one.said != other.said and UNKNOWN not in (one.said, other.said)


def better(one: Fact, other: Fact) -> int:
    """1 where the first is better, -1 where the other is, 0 where they are alike or cannot be told apart."""
    if one.value is None or other.value is None or one.value == other.value:
        return 0
    return 1 if (one.value > other.value) == one.up else -1


def _own(table: PlayTable, row: int) -> tuple[Fact, ...]:
    forces, counter, view = table.view.forces, table.counters[row], table.view
    men, down = int(forces.men[row]), int(forces.suppression[row]) / ONE
    whole, rest = int(forces.cohesion[row]) / ONE, 1 - int(forces.fatigue[row]) / ONE
    rounds, delay = max(int(n) for n in forces.ammunition[row]), int(forces.delay[row])
    classes = table.start.roster.classes
    arms = [(word, counter.count(classes, *kinds)) for word, kinds in (*STATS, ("Aircraft", AIRCRAFT))]
    grades = tuple(GRADES)
    names = table.session.names if table.session is not None else None
    return (
        Fact(_("Seen"), _("own unit")),
        Fact(_("Men"), thin(men), men),
        *(Fact(_(word), str(number), number) for word, number in arms),
        Fact(_("Quality"), GRADES[counter.quality], -grades.index(counter.quality)),
        Fact(
            _("Strength"), _percent(men / max(1, counter.establishment)), men / max(1, counter.establishment)
        ),
        Fact(_("Suppression"), _percent(down), down, up=False),
        Fact(_("Cohesion"), f"{_percent(whole)} {nerve(view, row)}", whole),
        Fact(_("Rest"), _percent(rest), rest),
        Fact(_("Ammunition"), _("{n} u/f", n=f"{rounds / 100:.1f}"), rounds),
        Fact(_("Works"), level_word(int(forces.works[row])), int(forces.works[row])),
        Fact(
            _("Order comes in"), _("cut off") if delay < 0 else _("{n} min", n=delay), _late(delay), up=False
        ),
        Fact(_("Now"), doing(view, row, names) if names is not None else ""),
    )


def _late(delay: int) -> int:
    """Minutes that an order takes; one that never comes is later than any other."""
    return delay if delay >= 0 else 1 << 20


def _percent(share: float) -> str:
    return _("{n} %", n=round(100 * share))


def _believed(table: PlayTable, row: int) -> tuple[Fact, ...]:
    """What is believed of an enemy: men and age; everything else stays open."""
    men = int(table.view.contacts.men[row])
    stays = _("stays, dug in") if table.view.contacts.stays[row] else UNKNOWN
    known = {
        "Seen": Fact(_("Seen"), table.seen_when(row)),
        "Men": Fact(_("Men"), f"~{thin(men)}" if men >= 0 else UNKNOWN, men if men >= 0 else None),
        "Now": Fact(_("Now"), stays),
    }
    return tuple(known.get(word, Fact(_(word), UNKNOWN)) for word in WORDS)


WORDS = (
    "Seen",
    "Men",
    *(word for word, _kinds in STATS),
    "Aircraft",
    "Quality",
    "Strength",
    "Suppression",
    "Cohesion",
    "Rest",
    "Ammunition",
    "Works",
    "Order comes in",
    "Now",
)
"""The lines in their order."""
