"""A scenario as one side sees it in play: own units as they are now, the enemy as far as he is known.

Panels and layers read the start of a scenario; in a game they are given this one, so that none of them can
show what its side does not know, whatever it draws.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from game.engine.view import View
from game.i18n import text
from game.scenario.build import Start
from game.scenario.models.common import Name
from game.scenario.roster import Counter

UNKNOWN = "unknown"
"""Symbol of a contact of which the kind is not known."""
UNTOLD = "b"
"""Grade that stands in the place of one that is not known."""


def veiled(start: Start, view: View) -> Start:
    """The start with everything that the view does not tell taken out of roster and unit arrays."""
    told = tuple(_own(start, view, i, c) if view.own[i] else _foe(start, view, i, c) for i, c in _rows(start))
    places = np.where(view.own, view.forces.hex, view.contacts.hex).astype(np.int32)
    return replace(
        start,
        roster=replace(start.roster, counters=told),
        units=replace(start.units, hex=places),
    )


def listed(view: View) -> frozenset[int]:
    """Rows of the units that a side can name: its own that are left, and the contacts it has made out."""
    own = view.own & ~view.forces.gone
    return frozenset(np.flatnonzero(own | ((view.contacts.hex >= 0) & (view.contacts.kind >= 0))).tolist())


def _rows(start: Start) -> enumerate[Counter]:
    return enumerate(start.roster.counters)


def _own(start: Start, view: View, row: int, counter: Counter) -> Counter:
    """An own unit as it is now."""
    forces, hex_ = view.forces, int(view.forces.hex[row])
    arms = {key: int(forces.weapons[row, start.weapons.index(key)]) for key in counter.weapons}
    cars = {key: int(forces.vehicles[row, start.weapons.index(key), 0]) for key in counter.vehicles}
    return replace(
        counter,
        men=int(forces.men[row]),
        weapons=arms,
        vehicles=cars,
        hex=start.board.label(hex_) if hex_ >= 0 else None,
        enter=None if hex_ >= 0 else counter.enter,
        release=None if view.ready[row] else counter.release,
        works=int(forces.works[row]) / 1024,
        fatigue=int(forces.fatigue[row]) / 1024,
        ammunition=int(forces.ammunition[row].max()) / 100,
    )


def _foe(start: Start, view: View, row: int, counter: Counter) -> Counter:
    """A unit of the enemy: what is believed of it, and nothing of what it is really."""
    contacts = view.contacts
    hex_, men, kind = int(contacts.hex[row]), max(0, int(contacts.men[row])), int(contacts.kind[row])
    told = counter if kind >= 0 else _nobody(counter)
    return replace(
        told,
        quality=UNTOLD,
        leader=None,
        men=men,
        establishment=men,
        weapons={},
        vehicles={},
        hex=start.board.label(hex_) if hex_ >= 0 else None,
        enter=None,
        leave=None,
        release=None,
        works=0.0,
        fatigue=0.0,
        ammunition=0.0,
        facing=None,
        note=None,
    )


def _nobody(counter: Counter) -> Counter:
    """Somebody of the other side: which unit it is stays open."""
    return replace(
        counter,
        id="?",
        name=Name(en=text("Unknown enemy")),
        short="?",
        symbol=UNKNOWN,
        echelon="",
        kind="",
        formation=counter.chain[-1],
        chain=counter.chain[-1:],
    )
