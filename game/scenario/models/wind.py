"""Wind: its strengths, what is on record of it, and how it blows where nothing is."""

from __future__ import annotations

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from game.scenario.models.common import Certainty, Id, Model, Name, Number, Seq, Tag, Text

WindId = Literal["calm", "light", "fresh", "strong"]
Bearing = Annotated[
    str, Field(pattern=r"^(0[0369]0|1[258]0|2[147]0|3[03]0)$", description="degrees: '000', '030' ... '330'")
]
Chance = Annotated[float, Field(ge=0, le=1)]


class WindClass(Model):
    """A strength of wind and its speed."""

    name: Name
    meters_per_second: Number
    source: Text
    tag: Tag


class WindRecord(Model):
    """The wind of a record: `from` is the bearing that it comes from, left out in a calm."""

    bearing: Annotated[Bearing | None, Field(alias="from")] = None
    strength: WindId
    basis: Text
    certainty: Certainty
    source: Text

    @model_validator(mode="after")
    def _from_somewhere(self) -> Self:
        if (self.bearing is None) != (self.strength == "calm"):
            raise ValueError("`from` with every wind, and not with a calm")
        return self


class WindChain(Model):
    """How unrecorded wind goes on at some hours of the day.

    `start` and `rows` are the chances of its strength per step. A wind that springs up comes from one of the
    bearings of `from`; one that blows is drawn anew with the chance `anew` in a step, and else backs or veers
    by a twelfth of the circle with the chance `turns`.
    """

    hours: Seq[Annotated[int, Field(ge=0, le=23)]]
    about: Text
    start: dict[WindId, Chance]
    rows: dict[WindId, dict[WindId, Chance]]
    bearings: Annotated[dict[Bearing, Chance], Field(alias="from")]
    anew: Number
    turns: Number
    source: Text
    tag: Tag

    @model_validator(mode="after")
    def _sums(self) -> Self:
        sums = {"start": sum(self.start.values()), "from": sum(self.bearings.values())}
        sums |= {name: sum(row.values()) for name, row in self.rows.items()}
        for name, total in sums.items():
            if abs(total - 1) > 1e-9:
                raise ValueError(f"chances of {name!r} that add up to 1, found {total:g}")
        if set(self.rows) != set(get_args(WindId)):
            raise ValueError("a row for every strength of wind")
        if self.anew.low < 0 or self.turns.low < 0 or self.anew.high > 1 or self.turns.high > 1:
            raise ValueError("`anew` and `turns` that are chances, 0 to 1")
        return self


class Wind(Model):
    """Strengths of wind and how it blows where no record says."""

    strengths: dict[WindId, WindClass]
    chains: dict[Id, WindChain]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if set(self.strengths) != set(get_args(WindId)):
            raise ValueError("every strength of wind")
        if sorted(hour for chain in self.chains.values() for hour in chain.hours) != list(range(24)):
            raise ValueError("wind chains that share out the hours 0 to 23, each once")
        return self
