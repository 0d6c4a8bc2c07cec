"""One order of a plan as a mission: its names become rows, its places hexes, its hours minutes."""

from __future__ import annotations

from dataclasses import dataclass

from game.scenario.faults import shown
from game.scenario.models.plan import Order
from game.scenario.plans.arms import AIRCRAFT, GUNS
from game.scenario.plans.fields import Shared, Texts
from game.scenario.plans.mission import Goal, Mission, Record, Role, Rules, Test
from game.scenario.plans.moments import Moments
from game.scenario.plans.shooting import Shooting, guns_of, rows_of, troops_of
from game.scenario.plans.telling import by_key
from game.scenario.plans.who import flying
from game.scenario.reader import Loc

IDS = tuple[str, ...]
ROWS = tuple[int, ...]
STANDING = ("defend", "screen", "support", "reserve", "dig", "relieve", "delay", "engineer")
"""Orders that need no place: they hold where the units stand."""
COUNTERS = {"": 1, "co": 1, "bn": 4, "rgt": 14}
"""Counters that a reserve of a size is, as the orders of battle cut them."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads orders; `axes` are the plan's, by name in small letters."""

    moments: Moments
    axes: dict[str, tuple[ROWS, ...]]

    def mission(self, order: Order, loc: Loc) -> Mission:
        """The mission of an order, its faults told."""
        units = self._who(order, loc)
        attached = troops_of(self.moments, order.attached or (), (*loc, "with"))
        shooting = Shooting(self.moments)
        everybody = tuple(dict.fromkeys(units + attached))
        return Mission(
            id=order.id,
            kind=order.do,
            who=", ".join(order.who),
            units=rows_of(self.moments, everybody),
            goals=self._goals(order, loc, everybody, attached),
            start=self.moments.when(order.at, (*loc, "at")),
            until=self.moments.until(order.until, (*loc, "until")),
            aid=self._aid(order, loc),
            posture=order.posture,
            rules=_rules(order),
            fires=tuple(shooting.fires(one, (*loc, "fires", n)) for n, one in enumerate(order.fires)),
            flight=shooting.flight(order, loc),
            branches=self._branches(order, loc),
            abort=self.moments.test(order.abort_if, (*loc, "abort_if")) if order.abort_if else None,
            priority=order.priority,
            tactic=order.tactic or "",
            task=self._task(order, loc),
            record=_record(order),
        )

    def _tell(self, loc: Loc, expected: str, found: str = "", near: str = "") -> None:
        self.moments.telling.tell(loc, expected, found, near)

    def _who(self, order: Order, loc: Loc) -> IDS:
        """Who goes: aircraft for flights, guns for bombardments, ground troops for the rest."""
        units, names = troops_of(self.moments, order.who, (*loc, "who")), self.moments.ground.names
        if order.do == "air" or (order.do == "recon" and order.flight):
            kept, wanted = flying(names, units, wanted=True), "aircraft"
        elif order.do == "bombard":
            kept, wanted = guns_of(self.moments, units), "guns"
        elif order.do == "recon":
            kept, wanted = flying(names, units, wanted=False) or units, "troops"
        else:
            kept, wanted = flying(names, units, wanted=False), "troops on the ground"
        if units and not kept:
            self._tell((*loc, "who"), f"{wanted} for do: {order.do}", shown(", ".join(order.who)))
        return kept

    def _goals(self, order: Order, loc: Loc, units: IDS, attached: IDS) -> tuple[Goal, ...]:
        if order.where is None:
            if order.do not in STANDING:
                self._tell(loc, "the key 'where'", "none of that name")
            return ()
        shares = self._shares(order.where, (*loc, "where"), units)
        left = [unit for unit in units if not any(unit in share for share in shares.values())]
        stranded = [unit for unit in left if unit not in attached]
        if stranded:
            first = self.moments.ground.names.named[stranded[0]].name
            self._tell((*loc, "where"), "a place for everybody who goes", f"none for {first}")
        ways, goals = self._ways(order, loc, units), list[Goal]()
        for name, texts in by_key(order.where).items():
            here = (*loc, "where", name) if name else (*loc, "where")
            going = {*shares[name], *left}
            for text, hexes in self.moments.telling.each(here, self.moments.places.of, texts):
                goals += [Goal(text, hexes, self._both(some, going), way) for some, way in ways]
        return tuple(goal for goal in goals if goal.units)

    def _both(self, some: IDS, going: set[str]) -> ROWS:
        return rows_of(self.moments, tuple(unit for unit in some if unit in going))

    def _shares(self, value: Shared, loc: Loc, units: IDS) -> dict[str, IDS]:
        """Who of the units each key of a mapping means; of two keys for a unit the narrower one has it."""
        named = {name: self._part(name, (*loc, name), units) for name in by_key(value)}
        owner = {unit: name for name in sorted(named, key=lambda n: -len(named[n])) for unit in named[name]}
        return {name: tuple(unit for unit in units if owner.get(unit) == name) for name in named}

    def _part(self, name: str, loc: Loc, units: IDS) -> IDS:
        """Those of an order whom a key of a mapping means, all for no key."""
        if not name:
            return units
        named = self.moments.telling.read(loc, self.moments.troops.of, name)
        found = tuple(unit for unit in named if unit in units)
        if named and not found and not self.moments.telling.told((*loc[:2], "who")):
            self._tell(loc, "somebody of 'who'", shown(name))
        return found

    def _ways(self, order: Order, loc: Loc, units: IDS) -> list[tuple[IDS, tuple[ROWS, ...]]]:
        """Who goes by which way; those of whom nothing is said choose for themselves."""
        if order.by is None:
            return [(units, ())]
        shares = self._shares(order.by, (*loc, "by"), units)
        found = dict[tuple[ROWS, ...], IDS]()
        for name, texts in by_key(order.by).items():
            way = self.way(texts, (*loc, "by", name) if name else (*loc, "by"))
            found[way] = found.get(way, ()) + shares[name]
        told = {unit for share in shares.values() for unit in share}
        found[()] = found.get((), ()) + tuple(unit for unit in units if unit not in told)
        return [(some, way) for way, some in found.items() if some]

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
            found.append((said, rows_of(self.moments, units)))
        return tuple((role, rows) for role, rows in found if rows)

    def _usual(self, units: IDS) -> Role:
        """Guns and aircraft stand by, others go along."""
        symbols = self.moments.ground.names.symbols
        far = units and all(symbols[unit] in GUNS | AIRCRAFT for unit in units)
        return "on_call" if far else "with"

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
