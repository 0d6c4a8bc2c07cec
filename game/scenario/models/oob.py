"""An order of battle: formations, and the units that are counters on the map."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from game.scenario.models.common import File, Id, Label, Model, Moment, Name, Seq, Side, Source, Text

Echelon = Literal[
    "front", "army", "corps", "division", "brigade", "regiment", "battalion", "company", "platoon", "squad"
]
Grade = Literal["a", "a_minus", "b_plus", "b", "b_minus", "c_plus", "c"]
Mode = Literal["column", "advance", "boat", "rail", "air"]
Count = Annotated[int, Field(ge=0, le=100_000)]


class Leader(Model):
    """A commander known by name."""

    name: Name
    rank: Text | None = None
    post: Text | None = None
    source: Source


class Staffing(Model):
    """How well commander and staff of a formation work together, and from when they are settled."""

    state: Literal["settled", "new", "replaced"]
    until: Moment | None = None
    source: Source


class Formation(Model):
    """A headquarters' command: a regiment, a battalion, an air group.

    `headquarters` is the counter that commands it; without one it is commanded from the formation above.
    `staffing` holds for the formations below too, where they do not say otherwise.
    """

    name: Name
    echelon: Echelon
    under: Id | None = None
    commander: Leader | None = None
    staff: Seq[Leader] = ()
    quality: Grade | None = None
    headquarters: Id | None = None
    staffing: Staffing | None = None
    source: Source
    note: Text | None = None


class Entry(Model):
    """How a unit comes onto the map: by which way, from when, in which mode."""

    entry: Id
    time: Moment
    mode: Mode = "column"
    source: Source | None = None


class Release(Model):
    """When a unit that is present may first be used, and why not before."""

    time: Moment
    reason: Name


class Unit(Model):
    """One counter. Men, weapons and vehicles not given here come from its kind's establishment."""

    name: Name
    short: Annotated[str, Field(min_length=1, max_length=9, description="id on the counter: '2/118'")]
    of: Id
    kind: Id
    leader: Leader | None = None
    men: Count | None = None
    establishment: Count | None = None
    weapons: dict[Id, Count] | None = None
    vehicles: dict[Id, Count] | None = None
    quality: Grade | None = None
    at: Label | None = None
    enter: Entry | None = None
    leave: Moment | None = None
    release: Release | None = None
    optional: bool = False
    source: Source
    note: Text | None = None

    @model_validator(mode="after")
    def _placed_once(self) -> Self:
        if (self.at is None) == (self.enter is None):
            raise ValueError("either `at` (a start hex) or `enter` (an entry and its hour), and not both")
        return self


class OrderOfBattle(File):
    """One side's forces."""

    kind: Literal["oob"]
    side: Side
    name: Name
    formations: dict[Id, Formation]
    units: dict[Id, Unit]
