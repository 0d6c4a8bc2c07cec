"""Words of a film: short labels that rise over the map, and the lines of the dispatch log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from game.analysis.dispatch import Scene, clock, sentence
from game.engine.log import KINDS, Events
from game.i18n import plural, text
from game.ui.film import Cue

LABELS: dict[str, tuple[str, str]] = {
    "lost": ("{n} man lost", "{n} men lost"),
    "knocked_out": ("{n} vehicle out", "{n} vehicles out"),
    "bogged": ("{n} bogged", "{n} bogged"),
    "guns_lost": ("{n} gun lost", "{n} guns lost"),
    "aircraft_lost": ("{n} aircraft lost", "{n} aircraft lost"),
    "surrendered": ("{n} prisoner", "{n} prisoners"),
    "turned_back": ("{n} turned back", "{n} turned back"),
    "repulsed": ("repulsed", ""),
    "fell_back": ("thrown back", ""),
    "captured": ("taken", ""),
    "retreated": ("falls back", ""),
    "routed": ("in rout", ""),
    "shaken": ("wavers", ""),
    "rallied": ("rallied", ""),
    "leader_lost": ("leader lost", ""),
    "destroyed": ("is no more", ""),
    "cut_off": ("cut off", ""),
    "broke_off": ("broke off", ""),
    "refused": ("did not fire", ""),
    "entered": ("arrives", ""),
    "left": ("leaves", ""),
    "spotted": ("reported", ""),
    "task_done": ("work done", ""),
    "crossed": ("over the river", ""),
    "recovered": ("{n} recovered", "{n} recovered"),
}
"""By kind of event, one and many; kinds that are not here raise no label."""
GRAVE = frozenset(
    {
        "lost",
        "knocked_out",
        "guns_lost",
        "aircraft_lost",
        "repulsed",
        "fell_back",
        "retreated",
        "surrendered",
        "routed",
        "leader_lost",
        "destroyed",
        "cut_off",
    }
)
"""Results that are bad for the unit they name."""
STAY = GRAVE | {"captured"}
"""Results that stay on the map when the film has ended."""
GROUPS: dict[str, frozenset[str]] = {
    "Combat": frozenset(
        {
            "fired",
            "lost",
            "knocked_out",
            "assaulted",
            "repulsed",
            "captured",
            "fell_back",
            "retreated",
            "surrendered",
            "routed",
            "shaken",
            "rallied",
            "leader_lost",
            "destroyed",
            "broke_off",
            "cut_off",
        }
    ),
    "Guns and aircraft": frozenset(
        {
            "shelled",
            "under_shells",
            "strayed",
            "smoke",
            "refused",
            "guns_lost",
            "bombed",
            "flew",
            "turned_back",
            "aircraft_lost",
        }
    ),
    "Movement": frozenset(
        {"moved", "halted", "entered", "left", "crossed", "bogged", "recovered", "order_begun"}
    ),
    "Reports": frozenset({"spotted"}),
    "Ground and works": frozenset({"seized", "captured", "dug", "task_done"}),
    "Staff": frozenset({"released", "escalated", "news", "truce", "war", "sick", "returned"}),
}
"""Filters of the log: which kinds each lets through."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log: number of the event in its film, hour, words, kind; side, unit and hex or -1."""

    event: int
    minute: int
    words: str
    kind: str
    side: int
    unit: int
    hex: int

    @property
    def hour(self) -> str:
        """Hour of the day."""
        return clock(self.minute)


def label(cue: Cue) -> str:
    """What rises over the map for an event; nothing for what is told in the log alone."""
    words = LABELS.get(cue.kind)
    if words is None:
        return ""
    return plural(*words, cue.amount) if words[1] else text(words[0])


def pinned(cues: Iterable[Cue], sides: tuple[str, ...]) -> tuple[Cue, ...]:
    """What stays on the map at the end of a film: results, those of one kind, side and hex added up."""
    kept: dict[tuple[str, int, str], Cue] = {}
    for cue in cues:
        if cue.kind not in STAY or cue.hex < 0:
            continue
        key = (cue.kind, cue.hex, sides[cue.unit] if cue.unit >= 0 else "")
        before = kept.get(key)
        amount = cue.amount + (before.amount if before else 0)
        kept[key] = replace(before or cue, amount=amount, event=cue.event)
    return tuple(kept.values())


def lines_of(events: Events, scene: Scene, sides: tuple[int, ...]) -> tuple[Line, ...]:
    """The log of some events; `sides` are those of the units by their rows."""
    return tuple(
        Line(
            event=n,
            minute=int(event["minute"]),
            words=sentence(event, scene),
            kind=KINDS[int(event["kind"])],
            side=_side(event, sides),
            unit=int(event["unit"]),
            hex=int(event["hex"]),
        )
        for n, event in enumerate(events)
    )


def _side(event: object, sides: tuple[int, ...]) -> int:
    """Whose doing an event is: of a report, of him who makes it."""
    kind, unit, other = (int(event[name]) for name in ("kind", "unit", "other"))  # type: ignore[index]
    row = other if KINDS[kind] == "spotted" and other >= 0 else unit
    return sides[row] if 0 <= row < len(sides) else -1
