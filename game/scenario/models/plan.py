"""A plan of orders: what a commander wants of his formations, as teams and teachers write it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema, model_validator

from game.scenario.models.common import Certainty, File, Model, Seq, Side, Text, located
from game.scenario.plans import condition, fields, hours
from game.scenario.plans.condition import Ask
from game.scenario.plans.fields import Amount, Shared, Texts
from game.scenario.plans.hours import Hour
from game.scenario.plans.misread import Misread
from game.scenario.plans.mission import Kind, Posture
from game.scenario.plans.tactics import Tactic

Task = Literal["wire", "clear", "track", "ford", "decoy", "boats", "ferry", "bridge"]
FireKind = Literal["prepare", "accompany", "defensive", "interdict", "counter_battery", "smoke", "harass"]
MAX_ORDERS = 400
SIDES: dict[str, Side] = {"soviet": "soviet", "japanese": "japanese", "ussr": "soviet", "japan": "japanese"}


def _told(read: Callable[[Any], Any]) -> PlainValidator:
    """The reader as a validator whose faults say where in the value they lie."""

    def checked(value: Any) -> Any:
        try:
            return read(value)
        except Misread as wrong:
            raise located(wrong.at, wrong.expected, wrong.found, wrong.nearest) from None

    return PlainValidator(checked)


def _side(value: Any) -> Any:
    return SIDES.get(value.lower(), value) if isinstance(value, str) else value


_NAME = {"type": "string", "minLength": 1, "maxLength": fields.MAX_TEXT}
_NAMES = {"anyOf": [_NAME, {"type": "array", "items": _NAME, "minItems": 1, "maxItems": fields.MAX_LIST}]}
_EACH = {"type": "object", "additionalProperties": _NAMES, "minProperties": 1}
_TEST = {"type": "string", "minLength": 1, "maxLength": condition.MAX_LENGTH}
_WHEN = {
    "type": "object",
    "properties": {"when": _TEST},
    "required": ["when"],
    "additionalProperties": False,
}
_HOUR = {"anyOf": [{"type": "string", "minLength": 1}, _WHEN]}
_AID = {
    "anyOf": [
        _NAME,
        {"type": "object", "additionalProperties": {"enum": [*fields.ROLES, "on_call", "cut_wire"]}},
    ]
}
_LOOSE = {"anyOf": [{"type": "string", "minLength": 1}, {"type": "integer", "minimum": 0}]}


def _schema(description: str, *examples: Any, like: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema({**like, "description": description, "examples": list(examples)})


OrderId = Annotated[str, Field(pattern=rf"^{hours.ORDER_ID}$")]
Names = Annotated[
    Texts,
    _told(fields.texts_of),
    PlainSerializer(fields.texts_text),
    _schema("units or formations", "40 RD", ["I/75 Inf", "all in 40 RD"], like=_NAMES),
]
Where = Annotated[
    Shared,
    _told(fields.shared_of),
    PlainSerializer(fields.shared_text),
    _schema(
        "a place, hex, line or area, a list, or one for each formation",
        "2337",
        like={"anyOf": [*_NAMES["anyOf"], _EACH]},
    ),
]
Aid = Annotated[
    tuple[tuple[str, str], ...],
    _told(fields.aid_of),
    PlainSerializer(fields.aid_text),
    _schema(
        "names, or name: with, on call or cut wire",
        like={"anyOf": [_AID, {"type": "array", "items": _AID, "minItems": 1}]},
    ),
]
Begin = Annotated[
    Hour | Ask,
    _told(fields.start_of),
    PlainSerializer(fields.hour_text),
    _schema(
        "when it begins", "08-06 16:55", "H-00:45", "after:o2", {"when": "taken(Zaozernaya)"}, like=_HOUR
    ),
]
End = Annotated[
    Hour | Ask,
    _told(fields.end_of),
    PlainSerializer(fields.hour_text),
    _schema("how long it holds", "08-07 20:00", "+06:00", "taken", "forever", like=_HOUR),
]
FireHour = Annotated[
    Hour,
    _told(hours.fire_hour_of),
    PlainSerializer(hours.written),
    _schema("an hour, or minutes from the start of the order", "H-00:45", "-00:45", like=_TEST),
]
Day = Annotated[
    Hour,
    _told(hours.day_of),
    PlainSerializer(hours.written),
    _schema("a date and hour", "08-06 16:55", like=_TEST),
]
Condition = Annotated[
    Ask,
    _told(fields.ask_of),
    PlainSerializer(condition.written),
    _schema("a condition", "taken(Zaozernaya)", "loss(118 RR) > 25%", like=_TEST),
]
Percent = Annotated[
    int,
    _told(fields.percent_of),
    PlainSerializer(lambda value: f"{value}%", when_used="unless-none"),
    _schema("per cent", "30%", like=_LOOSE),
]
Meters = Annotated[
    int,
    _told(fields.meters_of),
    PlainSerializer(lambda value: f"{value} m", when_used="unless-none"),
    _schema("meters", "250 m", like=_LOOSE),
]
Reserve = Annotated[str, _told(fields.reserve_of), _schema("what is kept back", "1 bn", "2 co", like=_LOOSE)]
Rounds = Annotated[
    Amount,
    _told(fields.amount_of),
    PlainSerializer(fields.amount_text),
    _schema("rounds of each battery, or units of fire", 40, ".5 uf", like=_LOOSE),
]


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
