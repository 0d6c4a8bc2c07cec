"""Fires and flights of an order: guns as rows, shells as numbers, hours as minutes."""

from __future__ import annotations

from dataclasses import dataclass

from game.scenario.faults import nearest, shown
from game.scenario.models.plan import Order, OrderFires, OrderFlight
from game.scenario.plans.arms import GUNS
from game.scenario.plans.fields import Texts
from game.scenario.plans.hours import Hour
from game.scenario.plans.mission import FOREVER, Fires, Flight
from game.scenario.plans.moments import Moments
from game.scenario.reader import Loc

IDS = tuple[str, ...]
ROWS = tuple[int, ...]
FLYING = ("air", "recon")
Q10_THOUSANDTHS = 1024 / 1000


def rows_of(moments: Moments, units: IDS) -> ROWS:
    """Rows of those who are in play."""
    rows = moments.ground.rows
    return tuple(rows[unit] for unit in units if unit in rows)


def troops_of(moments: Moments, texts: Texts, loc: Loc) -> IDS:
    """Everybody whom some phrases mean, each once."""
    found = moments.telling.each(loc, moments.troops.of, texts)
    return tuple(dict.fromkeys(unit for _, units in found for unit in units))


def guns_of(moments: Moments, units: IDS) -> IDS:
    """The guns of some units."""
    symbols = moments.ground.names.symbols
    return tuple(unit for unit in units if symbols[unit] in GUNS)


@dataclass(frozen=True, slots=True)
class Shooting:
    """Reads fires and flights."""

    moments: Moments

    def fires(self, fires: OrderFires, loc: Loc) -> Fires:
        """Fire that belongs to an order."""
        units = troops_of(self.moments, fires.guns, (*loc, "guns"))
        guns = guns_of(self.moments, units)
        if units and not guns:
            self.moments.telling.tell((*loc, "guns"), "guns", shown(", ".join(fires.guns)))
        start, end, relative = self._times(fires, loc)
        amount = fires.rounds
        share = round(amount.share * Q10_THOUSANDTHS) if amount else 0
        rounds = amount.rounds if amount else 0
        return Fires(rows_of(self.moments, guns), fires.kind, rounds, share, start, end, relative)

    def _times(self, fires: OrderFires, loc: Loc) -> tuple[int, int, bool]:
        """From the start of the order and without end, where nothing else is said."""
        given = [hour for hour in (fires.start, fires.end) if hour is not None]
        relative = all(hour.kind == "start" for hour in given)
        mixed = not relative and any(hour.kind == "start" for hour in given)
        if mixed or (not relative and fires.start is None):
            self.moments.telling.tell(loc, "'from' and 'to' both as hours, or both as +00:30 of the order")
            return 0, FOREVER, relative
        start = self._time(fires.start, (*loc, "from"), 0)
        end = self._time(fires.end, (*loc, "to"), FOREVER)
        if end <= start and (self.moments.h is not None or all(hour.kind != "h" for hour in given)):
            self.moments.telling.tell((*loc, "to"), "an end later than the beginning", "one that is not")
        return start, end, relative

    def _time(self, hour: Hour | None, loc: Loc, nothing: int) -> int:
        if hour is None:
            return nothing
        return hour.minutes if hour.kind == "start" else self.moments.minute(hour, loc)

    def flight(self, order: Order, loc: Loc) -> Flight | None:
        """What flies; bombers with what they have, where an order of the air says no more."""
        said = order.flight
        if said is None:
            return Flight() if order.do == "air" else None
        if order.do not in FLYING:
            self.moments.telling.tell((*loc, "flight"), "'flight' with do: air or recon", f"do: {order.do}")
        return Flight(said.kind, said.aircraft or 0, self._bomb(said, loc))

    def _bomb(self, flight: OrderFlight, loc: Loc) -> str:
        bombs = self.moments.ground.bombs
        if flight.bomb and bombs and flight.bomb not in bombs:
            near = nearest(flight.bomb, bombs)
            self.moments.telling.tell(
                (*loc, "flight", "bomb"), f"one of {', '.join(bombs)}", shown(flight.bomb), near
            )
        return flight.bomb or ""
