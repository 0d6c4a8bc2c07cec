"""A plan of orders: what a commander wants of his formations, as teams and teachers write it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from game.scenario.models.common import Certainty, File, Model, Seq, Side, Text
from game.scenario.models.plan_values import (
    Aid,
    Begin,
    Condition,
    Day,
    End,
    FireHour,
    Meters,
    Names,
    OrderId,
    Percent,
    Reserve,
    Rounds,
    Where,
)
from game.scenario.plans.mission import Kind, Posture
from game.scenario.plans.tactics import Tactic

Task = Literal["wire", "clear", "track", "ford", "decoy", "boats", "ferry", "bridge"]
FireKind = Literal["prepare", "accompany", "defensive", "interdict", "counter_battery", "smoke", "harass"]
MAX_ORDERS = 400
SIDES: dict[str, Side] = {"soviet": "soviet", "japanese": "japanese", "ussr": "soviet", "japan": "japanese"}


def _side(value: Any) -> Any:
    return SIDES.get(value.lower(), value) if isinstance(value, str) else value


class Head(Model):
    """Whose plan it is, who wrote it, and what it rests on; `h_hour` is H."""

    side: Annotated[Side, BeforeValidator(_side), WithJsonSchema({"enum": [*SIDES]})]
    author: Text
    based_on: Literal["history", "team"]
    note: Text | None = None
    h_hour: Day | None = None


class OrderRules(Model):
    """Limits of an order; what is not said is left to the rules of the scenario."""

    cross_border: bool | None = None
    no_air: bool = False
    stop_if_loss: Percent | None = None
    keep_reserve: Reserve | None = None
    hold_fire_until: Meters | None = None
    no_bombs_within: Meters | None = None


class OrderFires(Model):
    """Fire that belongs to an order: which guns, what for, how much, from when to when."""

    guns: Names
    kind: FireKind
    rounds: Rounds | None = None
    start: Annotated[FireHour | None, Field(alias="from")] = None
    end: Annotated[FireHour | None, Field(alias="to")] = None


class OrderFlight(Model):
    """What flies: `aircraft` of each squadron, all where nothing is said."""

    kind: Literal["bomb", "strafe", "recon"] = "bomb"
    aircraft: Annotated[int, Field(ge=1, le=60)] | None = None
    bomb: Text | None = None


class Branch(Model):
    """An order that begins when a test holds while this one runs."""

    when: Condition
    do: OrderId


class OrderRecord(Model):
    """What a historical order rests on; where nothing does, the note begins with the word judged."""

    events: Seq[Text] = ()
    source: Seq[Text] = ()
    certainty: Certainty | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _owned(self) -> Self:
        if self.certainty is None and not (self.note or "").startswith("judged"):
            raise ValueError("`certainty`, or a `note` that begins with judged")
        return self


def _several(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


def _or_one(schema: dict[str, Any]) -> None:
    """A list that may also be written as its only item."""
    many = {key: schema.pop(key) for key in ("type", "items", "maxItems") if key in schema}
    schema["anyOf"] = [many["items"], many]


class Order(Model):
    """One order of a plan."""

    id: OrderId
    who: Names
    do: Kind
    where: Where | None = None
    by: Where | None = None
    at: Begin | None = None
    until: End | None = None
    attached: Annotated[Names | None, Field(alias="with")] = None
    support: Aid | None = None
    posture: Posture = "normal"
    tactic: Tactic | None = None
    task: Task | None = None
    rules: OrderRules = OrderRules()
    fires: Annotated[
        Seq[OrderFires], BeforeValidator(_several), Field(max_length=20, json_schema_extra=_or_one)
    ] = ()
    flight: OrderFlight | None = None
    branches: Annotated[Seq[Branch], Field(max_length=12)] = ()
    abort_if: Condition | None = None
    priority: Annotated[int, Field(ge=1, le=9)] = 5
    record: OrderRecord | None = None


class PlanFile(File):
    """A plan of one side."""

    kind: Literal["plan"]
    plan: Head
    places: dict[Text, Names] = Field(default_factory=dict)
    axes: dict[Text, Names] = Field(default_factory=dict)
    orders: Annotated[Seq[Order], Field(max_length=MAX_ORDERS)]
