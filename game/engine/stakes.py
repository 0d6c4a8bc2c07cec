"""What a scenario is played for, and what its record brings: the tables of victory, escalation and events."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.rules.arrivals import EntryTable
from game.rules.escalation import EscalationTable
from game.rules.truce import TruceTable
from game.rules.victory_table import VictoryTable
from game.rules.zones import EventTable, ZoneTable


@dataclass(frozen=True, slots=True, eq=False)
class Stakes:
    """What is played for. `control` int8[H] at the start; `heavy` bool[U] marks batteries of heavy guns."""

    victory: VictoryTable
    escalation: EscalationTable
    truce: TruceTable | None
    zones: ZoneTable
    events: EventTable
    entries: EntryTable
    control: NDArray[np.int8]
    heavy: NDArray[np.bool_]
