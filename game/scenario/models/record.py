"""What the record brings into a scenario: zones without leave; events that tell, count and give notice."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from game.scenario.models.common import Id, Mark, Model, Moment, Name, Number, Prose, Seq, Side, Text


class Zone(Model):
    """A rule of ground: where a side may not go or fire before an hour, and what it costs."""

    name: Name
    side: Side
    territory: Seq[Literal["ussr", "disputed", "manchukuo", "korea"]]
    ban: Literal["ground", "fire", "air"]
    until: Moment | None = None
    act: Id | None = None
    release: Id | None = None
    about: Prose
    source: Text


class Notice(Model):
    """Reports that an event gives `side` of enemies near places or on ways: once, or `until` an hour."""

    side: Side
    places: Seq[Id] = ()
    ways: Seq[Id] = ()
    within_m: Number
    marching: bool = False
    until: Moment | None = None
    visibility_m: Number | None = None
    source: Text

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not self.places and not self.ways:
            raise ValueError("`places` or `ways` where something is noticed")
        return self


class Event(Model):
    """Something that happens at an hour whatever the players do; told to the sides named.

    It may do an act of escalation so many `times`, and give notice of units; `mark` says how firm it is.
    """

    time: Moment
    name: Name
    text: Prose
    to: Seq[Side]
    effect: Id | None = None
    act: Id | None = None
    times: Annotated[int, Field(ge=1, le=20)] = 1
    notice: Notice | None = None
    mark: Mark | None = None
    source: Text
