"""Numbers of command: links, delays, staffs, and the formation's day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.rules.ruleset import Ruleset
from game.rules.tables import BITS, seal

Ints = NDArray[np.int64]
LINKS = ("telephone", "visual", "radio", "runner", "cut")
STAFFS = ("settled", "new", "replaced")


@dataclass(frozen=True, slots=True, eq=False)
class CommandTable:
    """Command.

    Attributes
    ----------
    link : int64[5]
        Q10 worth by row of `LINKS` (command.1).
    hq_reach, visual_reach, runner_reach : int
        Meters (command.1, command.2).
    near, far, turns : int
        Delay of a changed order in pulses, near and otherwise, and of a formation's in turns (command.2).
    day_sd : int
        Q10 spread of the logarithm of a formation's day (command.3).
    staff_pulses, staff_turns : int64[3]
        Added to the delays by row of `STAFFS` (command.4).
    staff_lead : int64[3]
        Q10 taken off the worth of leaders.
    wire_minutes, wire_reach, wire_shells : int
        Minutes of standing still until a wire is laid, its length in meters, shells in a pulse on either end
        that cut it (command.5).
    radio : bool[M]
        By mobility.
    """

    link: Ints
    hq_reach: int
    visual_reach: int
    runner_reach: int
    near: int
    far: int
    turns: int
    day_sd: int
    staff_pulses: Ints
    staff_turns: Ints
    staff_lead: Ints
    wire_minutes: int
    wire_reach: int
    wire_shells: int
    radio: NDArray[np.bool_]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def freeze_command(rules: Ruleset) -> CommandTable:
    """Numbers of the chapter command."""
    link, staff = rules.table("command", "link"), rules.table("command", "staff")
    radio = rules.table("command", "radio")

    def whole(key: str) -> int:
        return rules.value("command", key, 0)

    def column(name: str, bits: int) -> Ints:
        return np.array([staff.at(row, name) >> bits for row in STAFFS], np.int64)

    return CommandTable(
        link=np.array([link.at(row, "link") for row in LINKS], np.int64),
        hq_reach=whole("hq_reach"),
        visual_reach=whole("visual_reach"),
        runner_reach=whole("runner_reach"),
        near=whole("delay_near"),
        far=whole("delay_far"),
        turns=whole("formation_turns"),
        day_sd=rules.value("command", "day_sd"),
        staff_pulses=column("pulses", 10),
        staff_turns=column("turns", 10),
        staff_lead=-column("lead", 0),
        wire_minutes=rules.value("command", "wire_hours") * 60 >> BITS,
        wire_reach=whole("wire_reach"),
        wire_shells=whole("wire_shells"),
        radio=np.array([radio.at(name, "radio") > 0 for name in rules.movement.mobilities], np.bool_),
    )
