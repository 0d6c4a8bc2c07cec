"""The clerk: which missions begin, go on and end this turn, by hours, conditions and what others came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from game.agents.missions.book import ABORTED, DONE, FRESH, NEVER, STARTED, Book, Entry
from game.agents.missions.judge import SHARE, held, holds, loss
from game.agents.picture import Picture
from game.scenario.plans.mission import FOREVER, Mission, Plan, Test, When

PULSE = 30
ROUNDS = 4
"""How often the list is gone through, so that one order may follow another in the same turn."""
PERSIST = ("defend", "delay", "screen", "support", "reserve", "dig", "engineer")
"""Missions that go on when their place is reached."""
Arrived = Callable[[Mission], bool]


@dataclass(frozen=True, slots=True)
class Due:
    """A mission that is carried out this turn, from a minute on; `began` when it did, now or before.

    An attack that goes in `abreast` comes up to the place in one pulse, with all for whom there is room.
    """

    mission: Mission
    start: int
    began: int = NEVER
    abreast: bool = False

    @property
    def hour(self) -> int:
        """The minute from which its own times count: as the plan has it, or sooner if it was called."""
        known = [minute for minute in (self.mission.start.minute, self.began) if minute != NEVER]
        return min(known, default=self.start)

    @property
    def end(self) -> int:
        """The minute at which it ends by the clock, `FOREVER` for never."""
        until = self.mission.until
        return min(until.minute, self.hour + until.lasts) if until.lasts else until.minute


def advance(plan: Plan, picture: Picture, book: Book, arrived: Arrived) -> tuple[dict[str, Entry], list[Due]]:
    """The book brought up to the start of the turn, and what is due in it, in the order of the plan."""
    told = {mission.id: book.get(mission.id, FRESH) for mission in plan.missions}
    for _ in range(ROUNDS):
        before = dict(told)
        for mission in plan.missions:
            told[mission.id] = _moved(mission, told, picture, arrived)
            told |= _called(mission, told, picture)
        if told == before:
            break
    some = [(mission, told[mission.id]) for mission in plan.missions]
    return told, [Due(m, max(e.began, picture.view.minute), e.began) for m, e in some if e.open]


def _moved(mission: Mission, told: dict[str, Entry], picture: Picture, arrived: Arrived) -> Entry:
    entry, view = told[mission.id], picture.view
    if not entry.closed and not entry.open:
        begins = _begins(mission, told, picture)
        if begins == NEVER:
            return entry
        entry = replace(entry, state=STARTED, began=begins)
    if entry.open:
        ended = _ends(mission, entry, picture, arrived)
        if ended:
            state, why = ended
            return replace(entry, state=state, ended=max(view.minute, entry.began), why=why)
    return entry


def _begins(mission: Mission, told: dict[str, Entry], picture: Picture) -> int:
    """Minute in this turn at which a mission begins, `NEVER` if it does not."""
    view, when, entry = picture.view, mission.start, told[mission.id]
    if entry.called != NEVER:
        return max(entry.called, view.minute)
    minute = _hour(when, told, picture)
    return max(minute, view.minute) if minute != NEVER and minute < view.end else NEVER


def _hour(when: When, told: dict[str, Entry], picture: Picture) -> int:
    view = picture.view
    if when.test is not None:
        return first(when.test, picture)
    if when.after:
        other = told.get(when.after)
        if other is None:
            # It was left out: nobody of it is here, or it is past.
            return max(view.minute, when.minute)
        return other.ended + when.plus if other.state == DONE else NEVER
    return when.minute


def first(test: Test, picture: Picture) -> int:
    """The first minute of the turn, in steps of a pulse, at which a condition holds; `NEVER` for none."""
    view = picture.view
    for minute in range(view.minute, view.end, PULSE):
        if holds(test, picture, minute):
            return minute
    return NEVER


def _ends(mission: Mission, entry: Entry, picture: Picture, arrived: Arrived) -> tuple[str, str] | None:
    """State and reason of a mission that ends with the start of this turn."""
    if mission.abort is not None and holds(mission.abort, picture, picture.view.minute):
        return ABORTED, "condition"
    if mission.rules.stop_if_loss and _spent(mission, picture):
        return ABORTED, "loss"
    why = _timed(mission, entry, picture) or _reached(mission, entry, picture, arrived)
    return (DONE, why) if why else None


def _timed(mission: Mission, entry: Entry, picture: Picture) -> str:
    minute, until = picture.view.minute, mission.until
    if until.minute <= minute or (until.lasts and entry.began + until.lasts <= minute):
        return "hour"
    return "condition" if until.test is not None and holds(until.test, picture, minute) else ""


def _reached(mission: Mission, entry: Entry, picture: Picture, arrived: Arrived) -> str:
    """Why a mission has nothing left to do; missions of a place go on there unless told otherwise."""
    until = mission.until
    if mission.kind in ("air", "recon") and mission.flight is not None:
        return "flown" if entry.over and set(mission.units) <= set(entry.over) else ""
    if until.taken or (mission.kind == "attack" and until.minute == FOREVER):
        return "taken" if held(picture, mission.hexes) else ""
    if mission.kind in (*PERSIST, "attack", "bombard") or until.minute != FOREVER:
        return ""
    return "arrived" if arrived(mission) else ""


def _spent(mission: Mission, picture: Picture) -> bool:
    return loss(picture, np.asarray(mission.units, np.int64)) * 100 > mission.rules.stop_if_loss * SHARE


def _called(mission: Mission, told: dict[str, Entry], picture: Picture) -> dict[str, Entry]:
    """Entries of the orders that a mission's branches call now; each is called once."""
    entry = told[mission.id]
    if entry.began == NEVER:
        return {}
    found: dict[str, Entry] = {}
    for test, name in mission.branches:
        other = told.get(name)
        live = entry.open or entry.ended == picture.view.minute
        if other is not None and other.called == NEVER and live and holds(test, picture, picture.view.minute):
            found[name] = replace(other, called=max(picture.view.minute, entry.began))
    return found
