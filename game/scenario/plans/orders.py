"""One order of a plan as a mission: its names become rows, its places hexes, its hours minutes."""

from __future__ import annotations

from dataclasses import dataclass

from game.scenario.faults import nearest, shown
from game.scenario.models.plan import Order, OrderFires, OrderFlight
from game.scenario.plans.arms import AIRCRAFT, GUNS
from game.scenario.plans.fields import Texts
from game.scenario.plans.hours import Hour
from game.scenario.plans.mission import FOREVER, Fires, Flight, Goal, Mission, Record, Role, Rules, Test
from game.scenario.plans.moments import Moments
from game.scenario.plans.telling import by_key
from game.scenario.plans.who import flying
from game.scenario.reader import Loc

IDS = tuple[str, ...]
ROWS = tuple[int, ...]
FLYING = ("air", "recon")
STANDING = ("defend", "screen", "support", "reserve", "dig", "relieve", "delay", "engineer")
"""Orders that need no place: they hold where the units stand."""
COUNTERS = {"": 1, "co": 1, "bn": 4, "rgt": 14}
"""Counters that a reserve of a size is, as the orders of battle cut them."""
Q10_THOUSANDTHS = 1024 / 1000


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads orders; `axes` are the plan's, by name in small letters."""

    moments: Moments
    axes: dict[str, tuple[ROWS, ...]]

    def mission(self, order: Order, loc: Loc) -> Mission:
        """The mission of an order, its faults told."""
        units = self._who(order, loc)
        attached = self._many(order.attached or (), (*loc, "with"))
        everybody = tuple(dict.fromkeys(units + attached))
        return Mission(
            id=order.id,
            kind=order.do,
            who=", ".join(order.who),
            units=self._rows(everybody),
            goals=self._goals(order, loc, everybody, attached),
            start=self.moments.when(order.at, (*loc, "at")),
            until=self.moments.until(order.until, (*loc, "until")),
            aid=self._aid(order, loc),
            posture=order.posture,
            rules=_rules(order),
            fires=tuple(self._fires(fires, (*loc, "fires", n)) for n, fires in enumerate(order.fires)),
            flight=self._flight(order, loc),
            branches=self._branches(order, loc),
            abort=self.moments.test(order.abort_if, (*loc, "abort_if")) if order.abort_if else None,
            priority=order.priority,
            tactic=order.tactic or "",
            task=self._task(order, loc),
            record=_record(order),
        )

    def _tell(self, loc: Loc, expected: str, found: str = "", near: str = "") -> None:
        self.moments.telling.tell(loc, expected, found, near)

    def _rows(self, units: IDS) -> ROWS:
        rows = self.moments.ground.rows
        return tuple(rows[unit] for unit in units if unit in rows)

    def _many(self, texts: Texts, loc: Loc) -> IDS:
        found = self.moments.telling.each(loc, self.moments.troops.of, texts)
        return tuple(dict.fromkeys(unit for _, units in found for unit in units))

    def _who(self, order: Order, loc: Loc) -> IDS:
        """Who goes: aircraft for flights, guns for bombardments, ground troops for the rest."""
        units, names = self._many(order.who, (*loc, "who")), self.moments.ground.names
        if order.do == "air" or (order.do == "recon" and order.flight):
            kept, wanted = flying(names, units, wanted=True), "aircraft"
        elif order.do == "bombard":
            kept, wanted = self._guns(units), "guns"
        elif order.do == "recon":
            kept, wanted = flying(names, units, wanted=False) or units, "troops"
        else:
            kept, wanted = flying(names, units, wanted=False), "troops on the ground"
        if units and not kept:
            self._tell((*loc, "who"), f"{wanted} for do: {order.do}", shown(", ".join(order.who)))
        return kept

    def _guns(self, units: IDS) -> IDS:
        symbols = self.moments.ground.names.symbols
        return tuple(unit for unit in units if symbols[unit] in GUNS)

    def _goals(self, order: Order, loc: Loc, units: IDS, attached: IDS) -> tuple[Goal, ...]:
        if order.where is None:
            if order.do not in STANDING:
                self._tell(loc, "the key 'where'", "none of that name")
            return ()
        goals, left = list[Goal](), set(units)
        for name, texts in by_key(order.where).items():
            here = (*loc, "where", name) if name else (*loc, "where")
            going = self._part(name, here, units)
            going += tuple(unit for unit in attached if name and unit in left and unit not in going)
            left -= set(going)
            for text, hexes in self.moments.telling.each(here, self.moments.places.of, texts):
                goals += [
                    Goal(text, hexes, self._rows(some), by) for some, by in self._ways(order, loc, going)
                ]
        if left and isinstance(order.where, dict):
            first = self.moments.ground.names.named[min(left, key=units.index)].name
            self._tell((*loc, "where"), "a place for everybody who goes", f"none for {first}")
        return tuple(goal for goal in goals if goal.units)

    def _part(self, name: str, loc: Loc, units: IDS) -> IDS:
        """Those of an order whom a key of a mapping means, all for no key."""
        if not name:
            return units
        named = self.moments.telling.read(loc, self.moments.troops.of, name)
        found = tuple(unit for unit in named if unit in units)
        if named and not found:
            self._tell(loc, "somebody of 'who'", shown(name))
        return found

    def _ways(self, order: Order, loc: Loc, going: IDS) -> list[tuple[IDS, tuple[ROWS, ...]]]:
        """Who goes by which way; those of whom nothing is said choose for themselves."""
        if order.by is None:
            return [(going, ())]
        found, left = dict[tuple[ROWS, ...], IDS](), going
        for name, texts in by_key(order.by).items():
            here = (*loc, "by", name) if name else (*loc, "by")
            some = self.moments.telling.read(here, self.moments.troops.of, name) if name else going
            some = tuple(unit for unit in left if unit in some)
            left = tuple(unit for unit in left if unit not in some)
            way = self.way(texts, here)
            found[way] = found.get(way, ()) + some
        found[()] = found.get((), ()) + left
        return [(units, way) for way, units in found.items() if units]

    def way(self, texts: Texts, loc: Loc) -> tuple[ROWS, ...]:
        """Places to go by, one after another; an axis stands for its own."""
        steps = list[ROWS]()
        for n, text in enumerate(texts):
            axis = self.axes.get(text.casefold())
            steps += axis or [self.moments.telling.read((*loc, n), self.moments.places.of, text)]
        return tuple(step for step in steps if step)

    def _aid(self, order: Order, loc: Loc) -> tuple[tuple[Role, ROWS], ...]:
        found = list[tuple[Role, ROWS]]()
        for n, (name, role) in enumerate(order.support or ()):
            units = self.moments.telling.read((*loc, "support", n), self.moments.troops.of, name)
            said: Role = _ROLES[role] if role else self._usual(units)
            found.append((said, self._rows(units)))
        return tuple((role, rows) for role, rows in found if rows)

    def _usual(self, units: IDS) -> Role:
        """Guns and aircraft stand by, others go along."""
        symbols = self.moments.ground.names.symbols
        far = units and all(symbols[unit] in GUNS | AIRCRAFT for unit in units)
        return "on_call" if far else "with"

    def _fires(self, fires: OrderFires, loc: Loc) -> Fires:
        units = self._many(fires.guns, (*loc, "guns"))
        guns = self._guns(units)
        if units and not guns:
            self._tell((*loc, "guns"), "guns", shown(", ".join(fires.guns)))
        start, end, relative = self._times(fires, loc)
        amount = fires.rounds
        share = round(amount.share * Q10_THOUSANDTHS) if amount else 0
        rounds = amount.rounds if amount else 0
        return Fires(self._rows(guns), fires.kind, rounds, share, start, end, relative)

    def _times(self, fires: OrderFires, loc: Loc) -> tuple[int, int, bool]:
        """From the start of the order and without end, where nothing else is said."""
        given = [hour for hour in (fires.start, fires.end) if hour is not None]
        relative = all(hour.kind == "start" for hour in given)
        mixed = not relative and any(hour.kind == "start" for hour in given)
        if mixed or (not relative and fires.start is None):
            self._tell(loc, "'from' and 'to' both as hours, or both as +00:30 of the order")
            return 0, FOREVER, relative
        start = self._time(fires.start, (*loc, "from"), 0)
        end = self._time(fires.end, (*loc, "to"), FOREVER)
        if end <= start and (self.moments.h is not None or all(hour.kind != "h" for hour in given)):
            self._tell((*loc, "to"), "an end later than the beginning", "one that is not")
        return start, end, relative

    def _time(self, hour: Hour | None, loc: Loc, nothing: int) -> int:
        if hour is None:
            return nothing
        return hour.minutes if hour.kind == "start" else self.moments.minute(hour, loc)

    def _flight(self, order: Order, loc: Loc) -> Flight | None:
        said = order.flight
        if said is None:
            return Flight() if order.do == "air" else None
        if order.do not in FLYING:
            self._tell((*loc, "flight"), "'flight' with do: air or recon", f"do: {order.do}")
        return Flight(said.kind, said.aircraft or 0, self._bomb(said, loc))

    def _bomb(self, flight: OrderFlight, loc: Loc) -> str:
        bombs = self.moments.ground.bombs
        if flight.bomb and bombs and flight.bomb not in bombs:
            near = nearest(flight.bomb, bombs)
            self._tell((*loc, "flight", "bomb"), f"one of {', '.join(bombs)}", shown(flight.bomb), near)
        return flight.bomb or ""

    def _branches(self, order: Order, loc: Loc) -> tuple[tuple[Test, str], ...]:
        tests = (
            self.moments.test(branch.when, (*loc, "branches", n, "when"))
            for n, branch in enumerate(order.branches)
        )
        return tuple((test, branch.do) for test, branch in zip(tests, order.branches, strict=True))

    def _task(self, order: Order, loc: Loc) -> str:
        if (order.do == "engineer") != (order.task is not None):
            where = (*loc, "task") if order.task else loc
            self._tell(where, "'task' with do: engineer and no other", f"do: {order.do}")
        return order.task or ""


_ROLES: dict[str, Role] = {"with": "with", "on call": "on_call", "cut wire": "cut_wire"}


def _rules(order: Order) -> Rules:
    said = order.rules
    number, _, size = (said.keep_reserve or "0").partition(" ")
    return Rules(
        said.cross_border,
        said.no_air,
        said.stop_if_loss or 0,
        int(number) * COUNTERS[size],
        said.hold_fire_until or 0,
        said.no_bombs_within or 0,
    )


def _record(order: Order) -> Record:
    said = order.record
    if said is None:
        return Record()
    return Record(said.events, said.source, said.certainty or "", said.note or "")
