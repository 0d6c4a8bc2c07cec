"""Engagements of machines: aircraft under anti-aircraft fire, tanks in the marsh and before guns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from game.analysis.engagement_bench import Bench, Ints, Measure, certain, counted
from game.rules import air, air_defense
from game.rules.armor import Guns, TankAims, Tanks, at_fire
from game.rules.armor_ground import bog
from game.rules.armor_table import FACES, GROUNDS, STANDS
from game.rules.chance import Bits
from game.rules.fire_arms import BOGGED, RUNNING
from game.rules.fixed import CERTAIN
from game.rules.tables import ONE

MEDIUM_HEIGHT = 2500
CLEAR = 20_000
"""Meters under the clouds on a clear day."""
SQUADRON = 50
"""Aircraft that fly as one mission at most."""
FULL = 100
PULSE = 30
VIEWS = (0.06, 0.07, 0.08, 0.09)
"""Shares of the time with a target in view that the study of the battle allows."""
RIVAL = "t26"


def flak(bench: Bench, check: int) -> tuple[Measure, ...]:
    """All sorties of the battle: at a medium height, as the published reckoning has them; each at its own."""
    types = bench.rules.layouts["checks.sorties_by_type"][0]
    flown = [_missions(bench.whole(f"sorties_by_type.{name}.sorties")) for name in types]
    kind = np.repeat([bench.air.types.index(name) for name in types], [len(each) for each in flown])
    aircraft = np.concatenate(flown)
    own = air.altitude(kind, CLEAR, bench.air)
    told = list[Measure]()
    for step, (height, where) in enumerate(
        ((0 * own + MEDIUM_HEIGHT, "at 2,500 m"), (own, "at the heights of the types"))
    ):
        bits = bench.words(check, step, len(aircraft), air_defense.WORDS)
        hit = air_defense.flak(aircraft, bench.whole("aa_guns") * ONE, height, False, bits, bench.air)
        told += [
            counted(f"aircraft lost, all {where}", "checks.aircraft_lost", hit.result.sum(axis=-1)),
            counted(f"aircraft damaged, all {where}", "checks.aircraft_damaged", hit.damaged.sum(axis=-1)),
        ]
    return tuple(told)


def _missions(sorties: int) -> Ints:
    count = -(-sorties // SQUADRON)
    return np.diff(np.arange(count + 1) * sorties // count)


def marsh(bench: Bench, check: int) -> tuple[Measure, ...]:
    """A tank company crosses the marsh: how many stick, and how fast the others are."""
    table, count = bench.armor, bench.whole("company_tanks")
    told = list[Measure]()
    for case, (name, path) in enumerate((("t26", "checks.bogged_t26"), ("bt7", "checks.bogged_bt"))):
        row = table.vehicles.index(name)
        fleet: Ints = np.zeros((bench.replicas, 1, len(table.vehicles), 3), np.int64)
        fleet[..., row, RUNNING] = count
        for step in range(bench.whole("marsh_hexes")):
            bits = bench.words(check, 20 * case + step, 1, len(table.vehicles))
            fleet = bog(
                fleet, np.full((bench.replicas, 1), GROUNDS.index("marsh")), bits, table
            ).vehicles.astype(np.int64)
        label = bench.rules.weapons.names[int(table.vehicle_rows[row])]
        told.append(counted(f"share of a company bogged, {label}", path, fleet[:, 0, row, BOGGED] / count))
    return (*told, certain("speed of a T-26 in the marsh, km/h", "armor.bog_speed", _speed(bench)))


def _speed(bench: Bench) -> float:
    march, ground = bench.rules.movement, bench.rules.terrain.names.index("marsh")
    tenths = int(march.ground[march.mobilities.index(RIVAL), ground])
    return bench.shells.scale * 0.6 / tenths


def shots(bench: Bench, check: int) -> tuple[Measure, ...]:
    """Chance of one shot at the front of a T-26 that moves, by gun and range: a law, without dice."""
    del check
    table = bench.armor
    guns, ranges = bench.rules.layouts["checks.knock_out"]
    face, stand = FACES.index("front"), STANDS.index("moving")
    vehicle = table.vehicles.index(RIVAL)
    return tuple(
        certain(
            f"one shot of {gun} at {meters} m",
            f"checks.knock_out.{gun}.{meters}",
            int(table.knock[face, int(meters) // table.step, table.guns.index(gun), vehicle, stand])
            / CERTAIN,
        )
        for gun in guns
        for meters in ranges
    )


def tanks(bench: Bench, check: int, views: Sequence[float] = VIEWS) -> tuple[Measure, ...]:
    """Tanks out of action in all fights of the battle, for each share of time with a target in view."""
    told = list[Measure]()
    for case, view in enumerate(views):
        out = _fights(bench, check, case, round(view * ONE))
        told.append(
            counted(f"tanks out of action, target in view {view:.0%} of the time", "checks.tanks_out", out)
        )
    return tuple(told)


def _fights(bench: Bench, check: int, case: int, view: int) -> Ints:
    """Tanks out of action (B) over the rows of checks.study_tank_fights."""
    fights = bench.rules.layouts["checks.study_tank_fights"][0]
    out = np.zeros(bench.replicas, np.int64)
    for row, fight in enumerate(fights):
        there = bench.whole(f"study_tank_fights.{fight}.tanks")
        vehicles = np.zeros((bench.replicas, 1, len(bench.armor.vehicles), 3), np.int64)
        vehicles[:, 0, bench.armor.vehicles.index(RIVAL), RUNNING] = there
        guns = _guns(bench, fight)
        for pulse in range(bench.whole(f"study_tank_fights.{fight}.pulses")):
            step = 1000 * case + 100 * row + pulse
            bits = bench.words(check, step, 1, len(bench.armor.vehicles), 5)
            vehicles = _pulse(bench, guns, vehicles, view, bits)
        out += there - vehicles[..., (RUNNING, BOGGED)].sum(axis=(1, 2, 3))
    return out


def _guns(bench: Bench, fight: str) -> Guns:
    """Guns of one fight that see tanks, as one unit (B, 1)."""
    number = np.zeros((bench.replicas, 1, len(bench.armor.guns)), np.int64)
    for name in bench.rules.layouts["checks.study_tank_fights"][1]:
        if name in bench.armor.guns:
            seen = bench.number(f"study_tank_fights.{fight}.{name}") * bench.number("tank_guns_in_sight")
            number[..., bench.armor.guns.index(name)] = round(seen)
    cowed = round(bench.number("tank_guns_suppressed") * ONE)
    one = np.ones((bench.replicas, 1), np.int64)
    return Guns(number, cowed * one, np.full((bench.replicas, 1, 3), FULL))


def _pulse(bench: Bench, guns: Guns, vehicles: Ints, view: int, bits: Bits) -> Ints:
    """Vehicles after half an hour of anti-tank fire at all of them."""
    one = np.ones((bench.replicas, 1, 1), np.int64)
    step = bench.whole("tank_range") // bench.armor.step
    yes = one[..., 0] > 0
    told = at_fire(
        guns,
        Tanks(vehicles, yes, ~yes),
        TankAims(0 * one, ONE * one, step * one, one < 0, view * one, ONE * one),
        minutes=PULSE,
        bits=bits[..., :4],
        leader_bits=bits[..., 0, 4],
        table=bench.armor,
    )
    return told.struck.vehicles.astype(np.int64)
