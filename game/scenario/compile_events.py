"""From the events of a scenario's record to arrays: who is told, what counts, what is noticed where."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from game.engine.units import SIDES
from game.rules.events import UNTOLD, EventTable
from game.scenario.build import Start, minute
from game.scenario.compile_victory import known
from game.scenario.models.record import Event, Notice

Flags = NDArray[np.bool_]
AGREEMENT = "truce-agreed"
EFFECTS = ("release", "soviet-air", "air-strike", "border-open", AGREEMENT)
"""Effects of events. The hours of units and zones do what the news say; only the agreement waits for the
historical option."""


def compile_events(start: Start) -> EventTable:
    """Events of a scenario; raises `ValueError` in one sentence for an effect the rules do not know."""
    scenario = start.bundle.scenario.model
    data, events = scenario.events, list(scenario.events.values())
    for event in events:
        if event.effect is not None:
            known(event.effect, dict.fromkeys(EFFECTS, 0), "effect of an event")
    acts = tuple(scenario.escalation.acts)
    counted = [[event.times * (event.act == act) for act in acts] for event in events]
    return EventTable(
        names=tuple(data),
        minute=np.array([minute(event.time) for event in events], np.int64),
        to=np.array([[s in event.to for s in SIDES] for event in events], np.bool_).reshape(-1, len(SIDES)),
        agreement=np.array([event.effect == AGREEMENT for event in events], np.bool_),
        acts=np.array(counted, np.int64).reshape(len(events), len(acts)),
        learner=np.array([_learner(event.notice) for event in events], np.int8),
        watched=_watched(start, events),
        marching=np.array([event.notice is not None and event.notice.marching for event in events], np.bool_),
        until=np.array([_until(event) for event in events], np.int64),
        visibility_m=np.array([_clear(event.notice) for event in events], np.int64),
    )


def _learner(notice: Notice | None) -> int:
    return UNTOLD if notice is None else SIDES.index(notice.side)


def _until(event: Event) -> int:
    """Last minute of the reports: its own where they come once."""
    if event.notice is None or event.notice.until is None:
        return minute(event.time)
    return minute(event.notice.until)


def _clear(notice: Notice | None) -> int:
    return 0 if notice is None or notice.visibility_m is None else round(notice.visibility_m.value)


def _watched(start: Start, events: Sequence[Event]) -> Flags:
    """Hexes within the distance of the places and ways of each notice."""
    board, model = start.board, start.bundle.map.model
    rows = np.zeros((len(events), board.hexes), np.bool_)
    for row, event in zip(rows, events, strict=True):
        if event.notice is None:
            continue
        labels = [model.places[place].hex for place in event.notice.places]
        labels += [label for way in event.notice.ways for label in model.ways[way].hexes]
        at = np.array([board.hex_of(label) for label in labels], np.int64)
        apart = board.meters(np.arange(board.hexes)[:, None], at).min(axis=1)
        row[:] = apart <= event.notice.within_m.value
    return rows
