"""What all files share: names, hours, numbers with their range and source."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

T = TypeVar("T")
Seq = Annotated[tuple[T, ...], Strict(False)]
"""A YAML list, kept as a tuple so that a loaded file cannot change."""

MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$"
CLOCK = r"^([01][0-9]|2[0-4]):[0-5][0-9]$"
ID = r"^[a-z0-9][a-z0-9_.-]*$"

Id = Annotated[str, Field(pattern=ID, max_length=60)]
Label = Annotated[str, Field(pattern=r"^[0-9]{4}$", description="printed hex label, column and row: '1207'")]
Side = Literal["soviet", "japanese"]
SIDES: tuple[Side, Side] = ("soviet", "japanese")
Language = Literal["en", "ru", "ja", "fi"]
LANGUAGES: tuple[Language, ...] = ("en", "ru", "ja", "fi")
Certainty = Literal["high", "medium", "low"]


def located(at: tuple[str | int, ...], expected: str, found: str, nearest: str = "") -> PydanticCustomError:
    """A fault deep inside the model that finds it, told with the path where it lies."""
    told = {"at": at, "expected": expected, "found": found, "nearest": nearest}
    return PydanticCustomError("located", "{expected}", told)


class Model(BaseModel):
    """Base of every shape: unknown keys are refused, values are taken as written, nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not re.match(MOMENT, value):
        raise ValueError('a date and hour like "1938-08-06T16:00"')
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise ValueError('a date and hour that exist, like "1938-08-06T16:00"') from None


Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "pattern": MOMENT, "examples": ["1938-08-06T16:00"]}),
]
"""A date and hour of Soviet Far-East local time (UTC+10)."""

Clock = Annotated[str, Field(pattern=CLOCK, examples=["06:05"])]


def minutes(clock: str) -> int:
    """Minutes after midnight of an hour written "HH:MM"."""
    return int(clock[:2]) * 60 + int(clock[3:])


def _no_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("a text that is not blank")
    return text


Text = Annotated[str, AfterValidator(_no_blank)]


class Name(Model):
    """A name in the languages where it is known; English always."""

    en: Text
    ru: Text | None = None
    ja: Text | None = None
    fi: Text | None = None

    def get(self, language: str) -> str:
        """Name in a language, else English."""
        return getattr(self, language, None) or self.en


class Prose(Model):
    """A longer text by language; English always."""

    en: Text
    ru: Text | None = None
    ja: Text | None = None
    fi: Text | None = None

    def get(self, language: str) -> str:
        """Text in a language, else English."""
        return getattr(self, language, None) or self.en


def _number(value: Any) -> Any:
    """Python takes true for 1; a file must not."""
    return "true" if value is True else value


Tag = Literal["sourced", "calibrated", "judged"]
Mark = Literal["rec", "rec?", "TO&E", "calc", "S", "V", "org"]
MARK_WORDS: dict[str, str] = {
    "rec": "recorded in a source that was read",
    "rec?": "stated in the literature, not re-read for this game",
    "TO&E": "from the organization table of the time",
    "calc": "reckoned from recorded totals",
    "S": "standard reference value, not re-read for this game",
    "V": "read in a source opened for this game",
    "org": "present by the organization table",
}


class Source(Model):
    """Where a line comes from: keys of the file's `sources` and how firm it is."""

    keys: Seq[Annotated[str, Field(min_length=1)]]
    mark: Mark
    note: Text | None = None


class Number(Model):
    """A number that could be disputed, with the range to sweep.

    `source` and `tag` may stand on the row above instead; `unit` may stand in the file's `units`.
    """

    value: float
    low: float
    high: float
    unit: Text | None = None
    source: Text | None = None
    tag: Tag | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"low <= value <= high, found {self.low:g}, {self.value:g}, {self.high:g}")
        return self


class File(Model):
    """The head of every file."""

    format: Annotated[Literal[1], BeforeValidator(_number)]
    id: Id
    about: Text | None = None
    sources: dict[str, Text] = Field(default_factory=dict)
