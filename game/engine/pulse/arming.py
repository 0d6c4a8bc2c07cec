"""Before anything moves: what each unit can bring to bear in this pulse, and how far."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import ASSAULT, HARASS, OVERWATCH, RALLY, SILENT
from game.engine.clock import DAY
from game.engine.dice import draws_of
from game.engine.pulse.now import Flags, Ints, Now, alive
from game.engine.state import State
from game.rules.command import day_factor
from game.rules.fire_arms import Muster, arms, fire_quality, muster
from game.rules.fire_table import RATES, FireTable
from game.rules.morale import BROKEN
from game.rules.quality import shifted
from game.rules.tables import ONE

NORMAL, HARASSING, WATCHING = (RATES.index(name) for name in ("normal", "harassing", "overwatch"))
PINNED = 1000
"""Q10 suppression from which nobody in a unit raises his head."""


@dataclass(frozen=True, slots=True, eq=False)
class Arms:
    """Fire of the units, (B, U, ...).

    `force` as mustered; `arms` Q10 rifle equivalents by profile; `quality` Q10, nerve and the formation's day
    counted in; `day` Q10 of that day; `grade` row of the grades as it counts
    now; `rate` row of RATES; `reach_m` meters, held fire counted in; `able` can
    open fire.
    """

    force: Muster
    arms: Ints
    quality: Ints
    day: Ints
    grade: Ints
    rate: Ints
    reach_m: Ints
    able: Flags


def arm(state: State, now: Now) -> Arms:
    """Muster all units (rules fire.1, fire.2, fire.5, units.2, morale.2, command.3)."""
    tables, forces, fires = now.setting.tables, state.forces, state.fires
    cadre, table = now.setting.cadre, tables.fire
    attack = state.acts.act == ASSAULT
    seen_grade = shifted(
        tables.quality,
        cadre.quality,
        cadre.side,
        foot=cadre.foot,
        attacks=attack,
        night=now.air.night[:, None],
        marched=forces.marched,
        in_works=np.where(forces.works >= ONE, forces.in_place, 0),
        minute=now.minute,
    )
    force = muster(forces.weapons, forces.vehicles, forces.men, table)
    ready = arms(force, forces.ammunition, cadre.tanks & (forces.suppression > 0), table)
    grade = fire_quality(seen_grade, cadre.branch, now.air.night[:, None], table)
    day = day_of(state, now)
    quality = grade * tables.morale.fire[forces.nerve] >> 10
    quality = np.where(attack, quality * day >> 10, quality)
    reach = np.where(ready > 0, far_of(table), 0).max(axis=-1)
    reach = np.where(fires.open_m > 0, np.minimum(reach, fires.open_m), reach)
    able = alive(forces) & (forces.suppression < PINNED) & (forces.nerve < BROKEN) & now.ready
    return Arms(
        force=force,
        arms=ready,
        quality=quality,
        day=day,
        grade=seen_grade,
        rate=np.select([fires.policy == HARASS, fires.policy == OVERWATCH], [HARASSING, WATCHING], NORMAL),
        reach_m=reach,
        able=able & (fires.policy != SILENT) & (state.acts.act != RALLY) & (reach > 0),
    )


def far_of(table: FireTable) -> NDArray[np.int64]:
    """Meters at which each profile still has an effect, int64[P]."""
    steps = (table.reach > 0).cumsum(axis=0).argmax(axis=0)
    meters: NDArray[np.int64] = steps.astype(np.int64) * table.step
    return meters


def day_of(state: State, now: Now) -> Ints:
    """Q10 of the day of each unit's formation (B, U), the same from midnight to midnight (command.3)."""
    cadre = now.setting.cadre
    day = now.minute // DAY
    words = draws_of(now.dice.seeds, "day", day, 0, (len(cadre.formations),))
    factor = day_factor(words, now.setting.tables.command)
    return np.asarray(np.broadcast_to(factor[:, cadre.formation], state.forces.hex.shape), np.int64)


def rate_of(arms: Arms, table: FireTable) -> Ints:
    """Q10 by which reaction fire is faster than the unit's ordinary fire (fire.5), (B, U)."""
    reaction = np.where(arms.rate == WATCHING, WATCHING, RATES.index("reaction"))
    faster: Ints = table.rate[reaction] * ONE // np.maximum(table.rate[arms.rate], 1)
    return faster
