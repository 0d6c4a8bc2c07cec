"""What a verb means for units at a hex: the order of each, by the settings that stand; accepted or not."""

from __future__ import annotations

from collections.abc import Sequence

from game.engine import groups
from game.engine.orders import Bombard, Cross, Dig, Fire, Fly, Hold, Order, Request, Rest, Withdraw, Work
from game.engine.view import View
from game.engine.ways import Ways
from game.ui import verbs
from game.ui.session import Session
from game.ui.terms import Terms

Hexes = tuple[int, ...]
STANDING = {"hold": Hold, "dig": Dig, "rest": Rest}


class Meaning:
    """From a verb to orders."""

    def __init__(self, session: Session, terms: Terms) -> None:
        self.session, self.terms = session, terms
        self._ways: Ways | None = None

    @property
    def view(self) -> View:
        """What the side knows."""
        return self.session.view()

    @property
    def ways(self) -> Ways:
        """Ways in this view; they are asked for with every move of the pointer."""
        if self._ways is None or self._ways.view is not self.view:
            self._ways = Ways(self.view)
        return self._ways

    def orders(self, verb: str, units: Hexes, hex_: int, via: Hexes = ()) -> tuple[Order, ...]:
        """Orders that a verb at a hex gives units, accepted or not; their ways lead through `via`."""
        view = self.view
        if verb in STANDING:
            return tuple(STANDING[verb](unit=unit) for unit in units)
        if verb == "request":
            return (Request(side=view.side),)
        found: Sequence[Order]
        if verb == "march":
            terms = self.terms.told(*verbs.SETTINGS["march"])
            found = groups.march(view, units, hex_, via=via, ways=self.ways, **terms)
        elif verb == "assault":
            names = ("start", "on_contact", "stop_loss", "when_suppressed")
            gait = str(self.terms.value("gait"))
            terms = self.terms.told(*names)
            found = groups.attack(view, units, hex_, mode=gait, via=via, ways=self.ways, **terms)
        elif verb == "withdraw" and len(units) > 1:
            found = [self._one(verb, unit, int(place), via) for unit, place in self._places(units, hex_)]
        elif verb == "defend":
            found = groups.defend(view, units, hex_, str(self.terms.value("mode")), self.ways)
        else:
            found = [self._one(verb, unit, hex_, via) for unit in units]
        return tuple(found)

    def _one(self, verb: str, unit: int, hex_: int, via: Hexes) -> Order:
        """The order of one unit for the verbs that do not concern several at once."""
        view = self.view
        if verb == "withdraw":
            route = self._route(unit, (*via, hex_), swims=True)
            return Withdraw(unit=unit, route=route, **self.terms.told("mode", "start"))
        if verb == "cross":
            here = int(view.forces.hex[unit]) == hex_
            route = () if here else self._route(unit, (*via, hex_))
            return Cross(unit=unit, route=route, **self.terms.told("mode", "start"))
        if verb == "fire":
            return Fire(unit=unit, aim=hex_, **self.terms.told("policy", "open_m"))
        if verb == "bombard":
            rounds = groups.rounds(view, unit, int(self.terms.value("share")))
            terms = self.terms.told("kind", "start", "end", "near")
            return Bombard(unit=unit, target=hex_, rounds=max(1, rounds), **terms)
        if verb == "work":
            return Work(unit=unit, task=str(self.terms.value("task")), toward=groups.toward(view, unit, hex_))
        return self._flight(unit, hex_)

    def _places(self, units: Hexes, hex_: int) -> list[tuple[int, int]]:
        """Units with places of their own in and around a hex; who stands in his is left out."""
        places = groups.spread(self.view, units, hex_).tolist()
        here = self.view.forces.hex
        return [(unit, place) for unit, place in zip(units, places, strict=True) if int(here[unit]) != place]

    def _route(self, unit: int, stops: Hexes, *, swims: bool = False) -> Hexes:
        """The way of a unit through some hexes."""
        return groups.path(self.view, unit, stops, str(self.terms.value("mode")), swims, self.ways)

    def _flight(self, unit: int, hex_: int) -> Fly:
        kind = str(self.terms.value("flight"))
        return Fly(
            unit=unit,
            kind=kind,
            aircraft=int(self.terms.value("aircraft")) or groups.fit(self.view, unit),
            target=hex_,
            bomb=str(self.terms.value("bomb")) if kind == "bomb" else "",
            **self.terms.told("start", "end", "near"),
        )
