"""A mission as it is carried out: names resolved to rows of units and hexes, hours to minutes.

A plan file becomes a `Plan` (`resolve.py`); a commander at the machine makes missions of the same shape.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "attack",
    "defend",
    "delay",
    "screen",
    "support",
    "reserve",
    "withdraw",
    "march",
    "dig",
    "bombard",
    "air",
    "recon",
    "engineer",
    "relieve",
]
Posture = Literal["cautious", "normal", "bold"]
Role = Literal["with", "on_call", "cut_wire"]
"""What support does: goes along, fires from where it is when it is wanted, goes along to cut wire."""
FOREVER = 2**31 - 1
NEVER = -1


@dataclass(frozen=True, slots=True)
class Test:
    """A condition: `word` one of `condition.WORDS`, "and", "or", "not"; what it is asked of; how it compares.

    `units` rows, `hexes` rows, `compare` one of "", ">", "<", ">=", "<=", "in"; `value` a number, a share in
    thousandths, or a minute; `values` the words of `in (...)`; `parts` of and, or, not.
    """

    word: str
    units: tuple[int, ...] = ()
    hexes: tuple[int, ...] = ()
    compare: str = ""
    value: int = 0
    values: tuple[str, ...] = ()
    parts: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """A moment: the minute (`NEVER` for none), `plus` minutes after another order is done, or a test holds.

    With none of them the order waits for a branch to call it.
    """

    minute: int = NEVER
    after: str = ""
    plus: int = 0
    test: Test | None = None

    @property
    def called(self) -> bool:
        """Whether only a branch begins it."""
        return self.minute == NEVER and not self.after and self.test is None


@dataclass(frozen=True, slots=True)
class Until:
    """How long: to a minute (`FOREVER`: no end), so many minutes from the start, until taken, or a test."""

    minute: int = FOREVER
    lasts: int = 0
    taken: bool = False
    test: Test | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """Where: the hexes with the name they were given, who goes there, and the hexes that the way leads by."""

    name: str
    hexes: tuple[int, ...]
    units: tuple[int, ...]
    by: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Fires:
    """Fire that belongs to an order: which batteries, what kind (row name of MISSIONS), how much, when.

    `rounds` of each battery, or `share` Q10 of a unit of fire; `start` and `end` minutes, counted from the
    start of the order where `relative`.
    """

    guns: tuple[int, ...]
    kind: str
    rounds: int = 0
    share: int = 0
    start: int = 0
    end: int = 0
    relative: bool = True


@dataclass(frozen=True, slots=True)
class Rules:
    """Limits of an order: crossing the border (None: as the side's bans have it), no aircraft, per cent of
    loss to stop at, battalions (units) kept back, meters beyond which fire is held, meters about own troops
    in which no bomb falls.
    """

    cross_border: bool | None = None
    no_air: bool = False
    stop_if_loss: int = 0
    keep_reserve: int = 0
    hold_fire_until: int = 0
    no_bombs_within: int = 0


@dataclass(frozen=True, slots=True)
class Flight:
    """What flies: "bomb", "strafe" or "recon"; aircraft of each squadron (0: all of them); bomb or ""."""

    kind: str = "bomb"
    aircraft: int = 0
    bomb: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What an order rests on: events of the timeline, keys of sources, certainty, what the record tells."""

    events: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    certainty: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mission:
    """One order. `units` all who take part; `aid` supporting units by role; `branches` tests and the ids that
    they call; `task` of engineers, one of `works_table.TASKS`, or ""; `tactic` a template or "" for free.
    """

    id: str
    kind: Kind
    who: str
    units: tuple[int, ...]
    goals: tuple[Goal, ...]
    start: When
    until: Until = field(default_factory=Until)
    aid: tuple[tuple[Role, tuple[int, ...]], ...] = ()
    posture: Posture = "normal"
    rules: Rules = field(default_factory=Rules)
    fires: tuple[Fires, ...] = ()
    flight: Flight | None = None
    branches: tuple[tuple[Test, str], ...] = ()
    abort: Test | None = None
    priority: int = 5
    tactic: str = ""
    task: str = ""
    record: Record = field(default_factory=Record)

    @property
    def hexes(self) -> tuple[int, ...]:
        """All hexes of its goals."""
        return tuple(dict.fromkeys(h for goal in self.goals for h in goal.hexes))


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan of one side (row of SIDES), its orders in the order of the file."""

    id: str
    side: int
    author: str
    based_on: str
    missions: tuple[Mission, ...]
