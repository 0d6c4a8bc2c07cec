"""The values of an order: names, hours, conditions, amounts, and what an editor knows of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema

from game.scenario.models.common import located
from game.scenario.plans import condition, fields, hours
from game.scenario.plans.condition import Ask
from game.scenario.plans.fields import Amount, Shared, Texts
from game.scenario.plans.hours import Hour
from game.scenario.plans.misread import Misread


def _told(read: Callable[[Any], Any]) -> PlainValidator:
    """The reader as a validator whose faults say where in the value they lie."""

    def checked(value: Any) -> Any:
        try:
            return read(value)
        except Misread as wrong:
            raise located(wrong.at, wrong.expected, wrong.found, wrong.nearest) from None

    return PlainValidator(checked)


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
