"""The record of a battle as data: figures with ranges and sources, who held the hills, what must come out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from game.scenario.models.common import Certainty, File, Id, Label, Model, Moment, Name, Seq, Text

Holder = Literal["S", "J", "S/J"]
Ask = Literal["interval", "median", "share", "agreement", "worst_day"]
Keys = Annotated[Seq[Annotated[str, Field(min_length=1)]], Field(min_length=1)]
Measure = Annotated[str, Field(pattern=r"^[a-z_]+(\.[a-z_]+)*$", max_length=60)]
Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class Other(Model):
    """What another account gives instead."""

    low: float
    high: float
    certainty: Certainty
    source: Keys
    about: Text


class Figure(Model):
    """A number of the record, None where none is given; `measure` names what of a game it is held against."""

    name: Name
    value: float | None
    low: float | None
    high: float | None
    unit: Text
    measure: Measure | None = None
    certainty: Certainty
    source: Keys
    note: Text | None = None
    others: Seq[Other] = ()

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        known = [n for n in (self.low, self.value, self.high) if n is not None]
        if known != sorted(known) or (self.low is None) != (self.high is None):
            raise ValueError("low <= value <= high, and low and high or neither")
        return self


class Holding(Model):
    """Who holds a hill at the end of a day; `other` what the other account says."""

    day: Day
    holds: Holder
    certainty: Certainty
    other: Holder | None = None
    note: Text | None = None


class Control(Model):
    """Who holds the hills, day by day."""

    about: Text
    source: Keys
    hills: dict[Id, Seq[Holding]]


class Phase(Model):
    """A stretch of the battle."""

    id: Id
    name: Name
    start: Moment
    end: Moment


class Line(Model):
    """A moment of which a map is drawn, and the line of control: hexes from north to south, the USSR east."""

    at: Moment
    name: Name
    line: Annotated[Seq[Label], Field(min_length=2)]
    certainty: Certainty
    source: Keys
    note: Text | None = None


class Strike(Model):
    """An air strike that was given up: no bomb within so many meters of a place between two hours."""

    name: Name
    start: Moment
    end: Moment
    place: Id
    within_m: Annotated[int, Field(ge=100, le=10_000)]
    certainty: Certainty
    source: Keys
    note: Text | None = None


class Road(Model):
    """A formation that comes up: complete when such a share of its men, those due by an hour, is there."""

    name: Name
    formation: Id
    complete: Annotated[float, Field(gt=0, le=1)]
    due: Moment
    certainty: Certainty
    source: Keys
    note: Text | None = None


class Question(Model):
    """One demand on many games.

    `interval`: the middle 90 per cent of the games hold low to high; `median`: it lies in it; `share` of the
    games in which the measure lies above `over`, or in low to high, is `least` or `most`; `agreement` of the
    hills with the record over all days, and on the `worst_day`, is at least `least`.
    """

    ask: Ask
    measure: Measure | None = None
    low: float | None = None
    high: float | None = None
    over: float | None = None
    least: Annotated[float | None, Field(ge=0, le=1)] = None
    most: Annotated[float | None, Field(ge=0, le=1)] = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        ranged = self.low is not None and self.high is not None and self.low <= self.high
        limited = (self.least is None) != (self.most is None)
        sound = {
            "interval": ranged and not limited,
            "median": ranged and not limited,
            "share": limited and (ranged != (self.over is not None)),
            "agreement": self.least is not None and self.most is None,
            "worst_day": self.least is not None and self.most is None,
        }[self.ask]
        if not sound or (self.measure is None) != (self.ask in ("agreement", "worst_day")):
            raise ValueError("what the kind of demand needs, and nothing else")
        return self


class Demand(Model):
    """A line of the table of plausibility: it is as good as the worst of its tests."""

    id: Id
    name: Name
    tests: Annotated[Seq[Question], Field(min_length=1)]


class History(File):
    """The record of one battle; `battle` is the id of the scenario that plays it from end to end."""

    kind: Literal["history"]
    battle: Id
    figures: dict[Id, Figure]
    control: Control
    phases: Annotated[Seq[Phase], Field(min_length=1)]
    moments: Seq[Line]
    strike: Strike
    road: Road
    table: Seq[Demand]

    @model_validator(mode="after")
    def _sourced(self) -> Self:
        strange = sorted({key for keys in self._keys() for key in keys} - self.sources.keys())
        if strange:
            raise ValueError(f"sources of the file; not {', '.join(strange)}")
        return self

    def _keys(self) -> list[tuple[str, ...]]:
        """The source keys of everything in the file."""
        told = [self.control.source, self.strike.source, self.road.source]
        told += [line.source for line in self.moments]
        for figure in self.figures.values():
            told += [figure.source, *(other.source for other in figure.others)]
        return told


def day_end(day: str) -> datetime:
    """The hour at which a day has ended."""
    return datetime.fromisoformat(day) + timedelta(days=1)
