"""The record of a scenario: zones and events that speak of acts, releases, places and ways that are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from game.scenario.checks.context import unknown
from game.scenario.faults import Fault, shown
from game.scenario.load import Bundle, Document
from game.scenario.models.record import Notice
from game.scenario.models.scenario import Scenario
from game.scenario.reader import Loc, Tree


def check_record(document: Document[Scenario], bundle: Bundle) -> Iterator[Fault]:
    """Faults of zones and events."""
    model, tree = document.model, document.tree
    acts, releases = model.escalation.acts, model.escalation.releases
    for key, zone in model.zones.items():
        yield from _of(tree, ("zones", key, "act"), zone.act, acts, "acts", "an act of escalation")
        yield from _of(tree, ("zones", key, "release"), zone.release, releases, "releases", "a release")
    for key, event in model.events.items():
        yield from _of(tree, ("events", key, "act"), event.act, acts, "acts", "an act of escalation")
        if event.notice is not None:
            yield from _notice(document, bundle, ("events", key, "notice"), event.notice)


def _of(
    tree: Tree, loc: Loc, name: str | None, valid: Iterable[str], part: str, what: str
) -> Iterator[Fault]:
    """A name of an act or a release must be one that the scenario lists."""
    if name is None:
        return
    known = dict.fromkeys(valid)
    fault = unknown(tree, loc, f"the id of {what}", name, known)
    if fault:
        yield fault
    elif not known:
        yield tree.fault(loc, f"{what} that `escalation.{part}` lists", shown(name))


def _notice(document: Document[Scenario], bundle: Bundle, loc: Loc, notice: Notice) -> Iterator[Fault]:
    tree, map_ = document.tree, bundle.map.model
    for part, valid, what in (
        ("places", dict.fromkeys(map_.places), "the id of a place of the map"),
        ("ways", dict.fromkeys(map_.ways), "the id of a way of the map"),
    ):
        for i, name in enumerate(getattr(notice, part)):
            fault = unknown(tree, (*loc, part, i), what, name, valid)
            if fault:
                yield fault
    if notice.until is not None and not document.model.start <= notice.until <= document.model.end:
        found = f"{notice.until:%Y-%m-%dT%H:%M}"
        yield tree.fault((*loc, "until"), "an hour inside the scenario", found)
