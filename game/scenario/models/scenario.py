"""A scenario: what is played, when, with whom, and how it is won."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from game.scenario.models.common import (
    File,
    Id,
    Label,
    Model,
    Moment,
    Name,
    Number,
    Prose,
    Seq,
    Side,
    Text,
)
from game.scenario.models.oob import Entry, Grade, Leader, Release
from game.scenario.models.record import Event, Zone

Count = Annotated[int, Field(ge=0, le=100_000)]
Measure = Literal[
    "holds",
    "hexes_held",
    "pulses_held",
    "men_left",
    "share_left",
    "loss_percent",
    "tanks_lost",
    "unit_turns_west",
    "assaults",
]
PLACE_MEASURES = ("holds", "hexes_held", "pulses_held")


class Placement(Model):
    """Where and how one unit begins this scenario; what is not said stays as the order of battle has it."""

    at: Label | None = None
    enter: Entry | None = None
    men: Count | None = None
    weapons: dict[Id, Count] | None = None
    vehicles: dict[Id, Count] | None = None
    quality: Grade | None = None
    leader: Leader | None = None
    release: Release | None = None
    works: Annotated[float, Field(ge=0, le=4)] | None = None
    fatigue: Annotated[float, Field(ge=0, le=1)] | None = None
    ammunition: Annotated[float, Field(ge=0, le=10)] | None = None
    facing: Literal["E", "NE", "NW", "W", "SW", "SE"] | None = None
    present: bool | None = None
    optional: bool | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _once(self) -> Self:
        if self.at is not None and self.enter is not None:
            raise ValueError("either `at` or `enter`, not both")
        return self


class Setup(Model):
    """Who takes part: `formations` names those in play with all below them, `units` overlays single units."""

    formations: Seq[Id]
    without: Seq[Id] = ()
    units: dict[Id, Placement] = Field(default_factory=dict)
    wire: dict[str, Annotated[int, Field(ge=1, le=3)]] = Field(default_factory=dict)
    control: dict[Id, Side] = Field(default_factory=dict)


class Objective(Model):
    """A named place and its points, for the USSR or against it by who holds each of the `hexes`."""

    place: Id
    name: Name
    hexes: Seq[Label]
    weight: Number
    at_end_percent: Annotated[int, Field(ge=0, le=100)]
    from_time: Annotated[Moment | None, Field(alias="from")] = None
    source: Text


class Term(Model):
    """A part of the score other than ground: points to a side, which pays them if they are below 0."""

    name: Name
    side: Side | Literal["both"]
    points: Number
    per: Text
    cap: Annotated[float, Field(ge=0)] | None = None
    from_time: Annotated[Moment | None, Field(alias="from")] = None
    source: Text


class Level(Model):
    """How a score is called at the end."""

    least: Annotated[float, Field(ge=-100, le=100)]
    name: Name


class Check(Model):
    """Something to be counted at an hour (the end, where none is given), and the limits it must keep to.

    `holds` wants all hexes of the place's objectives to be the side's; `hexes_held` counts them;
    `pulses_held` counts pulses from the first shot on; `share_left` and `loss_percent` are of the side's men
    who took part; `unit_turns_west` counts ground units beyond the border at the end of each turn.
    """

    measure: Measure
    side: Side
    place: Id | None = None
    units: Seq[Id] = ()
    by: Moment | None = None
    least: float | None = None
    most: float | None = None

    @model_validator(mode="after")
    def _limited(self) -> Self:
        if (self.measure == "holds") != (self.least is None and self.most is None):
            raise ValueError("`least` or `most`, but neither with `holds`")
        if (self.measure in PLACE_MEASURES) != (self.place is not None):
            raise ValueError(f"`place` with {', '.join(PLACE_MEASURES)}, and with no other measure")
        return self


class Condition(Prose):
    """A task of a short scenario: points to a side that meets it, all of its checks or any one of them."""

    side: Side
    points: Annotated[float, Field(gt=0, le=100)]
    match: Literal["all", "any"] = "all"
    checks: Annotated[Seq[Check], Field(min_length=1)]
    source: Text


class Victory(Model):
    """Score from -100 (Japan) to +100 (USSR), and the words for it."""

    about: Prose
    objectives: Seq[Objective]
    terms: dict[Id, Term]
    levels: Seq[Level]
    conditions: dict[Id, Condition] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _falling(self) -> Self:
        least = [level.least for level in self.levels]
        if least != sorted(set(least), reverse=True) or not least or least[-1] != -100:
            raise ValueError("levels from the highest score down to -100")
        return self


class Act(Model):
    """Something that raises the escalation index, and by how much."""

    name: Name
    side: Side
    points: Number
    per: Text
    forbidden: bool = False
    source: Text


class Bought(Model):
    """What `side` may do for each so many points by which the other side has raised the index."""

    name: Name
    side: Side
    each: Number
    effect: Id
    source: Text


class Escalation(Model):
    """The index of escalation shown to both sides."""

    about: Prose
    start: Annotated[int, Field(ge=0, le=100)]
    war_at: Annotated[int, Field(ge=1, le=100)]
    acts: dict[Id, Act]
    releases: dict[Id, Bought]


class Truce(Model):
    """The cease-fire at an uncertain hour."""

    about: Prose
    earliest: Moment
    historical: Moment
    base_chance: Number
    per_escalation: Number
    per_japanese_loss_percent: Number
    source: Text


class Overlay(Model):
    """Single values of the rules changed for this scenario: "chapter.value" or "chapter.table.row.column"."""

    rules: dict[str, Number] = Field(default_factory=dict)


class Card(Model):
    """What the menu and the teacher's list say of a scenario."""

    aim: Prose
    learning: Prose
    minutes: Annotated[int, Field(ge=5, le=5000)]
    size: Literal["small", "medium", "large"]
    complexity: Annotated[int, Field(ge=1, le=5)]
    recommended_side: Side
    tutorial: bool = False
    preview: Prose


class Dispute(Model):
    """A point on which accounts differ: what they say, and what this scenario takes."""

    point: Prose
    taken: Prose
    source: Text


class Scenario(File):
    """One scenario on the map, forces, weather and calendar of its battle."""

    kind: Literal["scenario"]
    name: Name
    subtitle: Name
    map: Text
    forces: Seq[Text]
    environment: Text
    calendar: Text
    ruleset: Id
    start: Moment
    end: Moment
    card: Card
    briefing: dict[Side, Prose]
    invented: Seq[Prose]
    disputed: Seq[Dispute]
    setup: dict[Side, Setup]
    zones: dict[Id, Zone] = Field(default_factory=dict)
    events: dict[Id, Event] = Field(default_factory=dict)
    victory: Victory
    escalation: Escalation
    truce: Truce | None = None
    overlay: Overlay = Overlay()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.end <= self.start:
            raise ValueError("`end` later than `start`")
        for side in ("soviet", "japanese"):
            if side not in self.briefing or side not in self.setup:
                raise ValueError(f"a briefing and a set-up for {side!r}")
        return self
