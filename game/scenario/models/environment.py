"""Sun, moon, weather and the calendar of turns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from game.scenario.faults import nearest
from game.scenario.models.common import (
    Certainty,
    Clock,
    File,
    Id,
    Model,
    Moment,
    Name,
    Number,
    Seq,
    Text,
    located,
    minutes,
)
from game.scenario.models.wind import Wind, WindId, WindRecord

Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
GroundState = Literal["dry", "soft", "wet", "mud"]
LightId = Literal["day", "dusk", "night_dark", "night_half_moon", "night_full_moon", "flares"]


class Sky(Model):
    """Hours of sun and moon, Soviet Far-East local time; null where the moon does not set that day."""

    nautical_dawn: Clock
    civil_dawn: Clock
    sunrise: Clock
    sunset: Clock
    civil_dusk: Clock
    nautical_dusk: Clock
    moonrise: Clock | None
    moonset: Clock | None
    moon_lit_percent: Annotated[int, Field(ge=0, le=100)]
    moon_age_days: Annotated[float, Field(ge=0, le=30)]


class DayRecord(Model):
    """One day: what is computed of the sky and recorded of the weather.

    `ground` is the recorded state from `ground_from` on, where the historical weather is chosen.
    """

    sky: Sky
    weather: Name
    ground: GroundState
    ground_from: Clock = "00:00"
    ground_note: Name
    certainty: Certainty
    source: Text


class WeatherKind(Model):
    """A class of weather: how far one sees by day, what flies, what it does to the ground.

    `wetting` is the wetness gained by the ground in one step, in thousandths; below 0 it dries, by day only.
    `most_wind` is the strongest wind in which such weather lasts; a drawn wind is no stronger.
    """

    name: Name
    visibility_m: Number
    ceiling_m: Number
    wetting: Number
    veils_moon: bool
    most_wind: WindId = "strong"
    source: Text
    tag: Literal["sourced", "calibrated", "judged"]


class Light(Model):
    """A class of light and how far one sees in it when the air is clear."""

    name: Name
    visibility_m: Number
    source: Text
    tag: Literal["sourced", "calibrated", "judged"]


class GroundClass(Model):
    """A state of the ground and the wetness, in thousandths, from which it holds."""

    name: Name
    from_wetness: Number
    source: Text
    tag: Literal["sourced", "calibrated", "judged"]


class Recorded(Model):
    """An hour or more whose weather is on record: fixed when the historical weather is chosen.

    `start_spread` and `end_spread` are the minutes by which a guessed limit may vary, either way, from game
    to game. A record that starts where the one before it ends shares that limit. `visibility_m` stands where
    the record says more than its class. Weather that `lifts` is over at its end and does not go on by chance.
    """

    start: Annotated[Moment, Field(alias="from")]
    end: Annotated[Moment, Field(alias="to")]
    weather: Id
    visibility_m: Number | None = None
    basis: Text
    certainty: Certainty
    source: Text
    lifts: bool = False
    wind: WindRecord | None = None
    start_spread: Annotated[int, Field(ge=0, le=360)] = 0
    end_spread: Annotated[int, Field(ge=0, le=360)] = 0

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end <= self.start:
            raise ValueError("`to` later than `from`")
        return self


class Chain(Model):
    """How unrecorded weather goes on: chances per step at some hours of the day, from class to class."""

    hours: Seq[Annotated[int, Field(ge=0, le=23)]]
    about: Text
    start: dict[Id, Annotated[float, Field(ge=0, le=1)]]
    rows: dict[Id, dict[Id, Annotated[float, Field(ge=0, le=1)]]]
    source: Text
    tag: Literal["sourced", "calibrated", "judged"]

    @model_validator(mode="after")
    def _sums(self) -> Self:
        for name, row in (("start", self.start), *self.rows.items()):
            if abs(sum(row.values()) - 1) > 1e-9:
                raise ValueError(f"chances of {name!r} that add up to 1, found {sum(row.values()):g}")
        return self


class Environment(File):
    """Light and weather of the whole campaign."""

    kind: Literal["environment"]
    clock: Text
    weather: dict[Id, WeatherKind]
    light: dict[LightId, Light]
    ground: dict[GroundState, GroundClass]
    days: dict[Day, DayRecord]
    recorded: Seq[Recorded]
    step_minutes: Literal[30, 60]
    chains: dict[Id, Chain]
    wind: Wind

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for name, chain in self.chains.items():
            _known(f"weather of chain {name!r}", {*chain.start, *chain.rows}, self.weather)
            for row in chain.rows.values():
                _known(f"weather of chain {name!r}", row, self.weather)
            if set(chain.rows) != set(self.weather):
                raise ValueError(f"a row for each class of weather in chain {name!r}")
        if sorted(hour for chain in self.chains.values() for hour in chain.hours) != list(range(24)):
            raise ValueError("chains that share out the hours 0 to 23, each once")
        _known("recorded weather", {record.weather for record in self.recorded}, self.weather)
        for before, after in zip(self.recorded, self.recorded[1:], strict=False):
            if after.start < before.end:
                raise ValueError(f"records in order, found {after.start:%d %B %H:%M} inside the one before")
        if set(self.light) != set(get_args(LightId)) or set(self.ground) != set(get_args(GroundState)):
            raise ValueError("every class of light and every state of the ground")
        return self


def _known(what: str, names: Iterable[str], valid: Iterable[str]) -> None:
    unknown = sorted(set(names) - set(valid))
    if unknown:
        raise ValueError(f"{what} from the table of weather, found {', '.join(unknown)}")


class TurnPlan(Model):
    """One turn of a kind of day: hours and the length of its pulses in minutes; 24:00 and later wrap."""

    start: Annotated[Clock, Field(alias="from")]
    end: Annotated[Clock, Field(alias="to")]
    pulse: Annotated[int, Field(ge=10, le=240)]
    night: bool = False

    @property
    def length(self) -> int:
        """Minutes of the turn."""
        return (minutes(self.end) - minutes(self.start)) % 1440 or 1440


class DayPlan(Model):
    """A kind of day, from its first turn to the same hour of the next day: turns without a gap."""

    name: Name
    about: Text
    turns: Seq[TurnPlan]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        for before, after in zip(self.turns, self.turns[1:], strict=False):
            if before.end != after.start:
                raise ValueError(f"turns without a gap, found {before.end} then {after.start}")
        for turn in self.turns:
            if turn.length % turn.pulse:
                raise ValueError(f"a turn of whole pulses, found {turn.length} minutes of {turn.pulse}")
        if sum(turn.length for turn in self.turns) != 1440:
            raise ValueError("turns that fill 24 hours")
        return self


class Calendar(File):
    """The turns of the campaign: a kind of day for each date."""

    kind: Literal["calendar"]
    plans: dict[Id, DayPlan]
    days: dict[Day, Id]

    @model_validator(mode="after")
    def _joined(self) -> Self:
        for day, plan in self.days.items():
            if plan not in self.plans:
                near = nearest(plan, self.plans)
                raise located(("days", day), "the id of a plan of this file", repr(plan), near)
        starts = {plan.turns[0].start for plan in self.plans.values()}
        if len(starts) > 1:
            raise ValueError(f"days that all begin at one hour, found {' and '.join(sorted(starts))}")
        return self
