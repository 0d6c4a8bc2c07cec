"""A worked example: a pulse of a company, a machine-gun platoon and a battery against a platoon in a trench.

The rules are called as in a game and hand back what they multiplied; here it becomes rows of the ledger.
"""

from __future__ import annotations

import numpy as np

from game.analysis.engagement_bench import Bench, Ints
from game.analysis.engagement_forces import Aim, Force, Kit, muster_force, suffer, volley
from game.analysis.engagement_ground import BELT, LINE, ground, plain
from game.analysis.why import Names
from game.i18n import text
from game.rules import artillery, barrage, battery, dispersion, ledger
from game.rules.artillery_table import MISSIONS
from game.rules.fire import FireResult
from game.rules.fire_sums import milli
from game.rules.ledger import NOBODY, UNDRAWN, Rows
from game.rules.morale import Pulse, cohesion
from game.rules.ruleset import Ruleset
from game.rules.suppression import suppress
from game.rules.tables import ONE

SOVIET = Kit("mosin", "dp", "maxim", "soviet_line", "b")
JAPANESE = Kit("arisaka_38", "type96_lmg", "type92_hmg", "japanese", "b")
UNITS = ("company", "gunners", "platoon")
NAMES = ("Rifle Company", "Machine-gun Platoon", "Trench Platoon", "Field Battery")
COMPANY, GUNNERS, PLATOON, BATTERY = range(len(NAMES))
TRENCH = BELT[4]
METERS = {COMPANY: 250, GUNNERS: 500}
AIMS = (
    Aim(COMPANY, PLATOON, METERS[COMPANY]),
    Aim(GUNNERS, PLATOON, METERS[GUNNERS]),
    Aim(PLATOON, COMPANY, METERS[COMPANY], ONE * 3 // 4),
    Aim(PLATOON, GUNNERS, METERS[GUNNERS], ONE // 4),
)
GUN, GUNS = "gun_76_1927", 4
CLOSE = 4000
"""Meters from the battery to the trench."""
PULSE = 30


def example(rules: Ruleset, seed: int) -> tuple[Rows, Names]:
    """Ledger of the pulse, in the order in which things happen, and what its units and hexes are called."""
    bench = Bench(rules, 1, seed)
    names = Names([text(name) for name in NAMES], plain().labels())
    postures = ("advance", "prone", "trench")
    kits = (SOVIET, SOVIET, JAPANESE)
    forces = [muster_force(bench, *each) for each in zip(UNITS, kits, postures, strict=True)]
    shells = _shell(bench, forces[PLATOON])
    told = volley(bench, forces, AIMS, PULSE, bench.words(0, 1, len(forces), 2))
    suffer(forces[PLATOON], shells.result[:, 0])
    stress = told.stress.copy()
    stress[:, PLATOON] += shells.stress[:, 0]
    rows = [_shelled(shells), *_fired(told), *_after(bench, forces, stress)]
    return np.concatenate(rows), names


def _shell(bench: Bench, target: Force) -> artillery.Shelled:
    """Fire of the battery on the trench: as many rounds as a preparation allows, aimed by an observer."""
    one = np.zeros(1, np.int64)
    weapon = one + bench.rules.weapons.names.index(GUN)
    load = GUNS * bench.batteries.load[weapon]
    order = battery.Battery(
        weapon, one + GUNS, load, one + 100, one, one, one, one + MISSIONS.index("prepare"), load
    )
    fired = battery.fire(order, PULSE, bench.batteries).rounds
    spread = barrage.deviations(one > 0, one, one + CLOSE, one > 0, bench.batteries)
    share, kind = dispersion.shares(*spread, LINE), bench.batteries.shell[weapon]
    landed = dispersion.land(ground(), one + TRENCH, share, fired, kind, len(bench.shells.names)).rounds
    men, bits = target.men[:, None], bench.words(0, 0, 1)
    return artillery.shell(landed, one + TRENCH, men, one + target.posture, one + ONE, bits, bench.shells)


def _shelled(shells: artillery.Shelled) -> Rows:
    return ledger.entries(
        "shells",
        pulse=0,
        source=BATTERY,
        target=PLATOON,
        hex=TRENCH,
        base=shells.base,
        factors=shells.factors,
        expected=shells.expected,
        draw=shells.draw,
        result=shells.result,
    )


def _fired(told: FireResult) -> list[Rows]:
    """What each firer may expect of each target, and what came of all of it for each target."""
    fire = told.told
    slots = [(aim, sum(other.firer == aim.firer for other in AIMS[:row])) for row, aim in enumerate(AIMS)]
    pairs = [
        ledger.entries(
            "fire",
            pulse=0,
            source=aim.firer,
            target=aim.target,
            hex=NOBODY,
            base=fire.base[:, aim.firer, slot],
            factors=fire.factors[:, aim.firer, slot],
            expected=fire.expected[:, aim.firer, slot],
            draw=UNDRAWN,
            result=0,
        )
        for aim, slot in slots
    ]
    whole = ledger.entries(
        "losses",
        pulse=0,
        source=NOBODY,
        target=np.arange(len(UNITS)),
        hex=NOBODY,
        base=milli(fire.cost.sum(axis=-1)),
        factors=np.empty((len(UNITS), 0), np.int32),
        expected=told.total,
        draw=told.draw,
        result=told.lost,
    )
    return [*pairs, whole]


def _after(bench: Bench, forces: list[Force], stress: Ints) -> list[Rows]:
    """Suppression and cohesion of each unit at the end of the pulse."""
    rows = list[Rows]()
    for row, force in enumerate(forces):
        posture = np.full(force.men.shape, force.posture)
        cowed = suppress(force.suppression, stress[:, row], posture, PULSE, bench.fire)
        no, gained = np.zeros(force.men.shape, np.bool_), cowed.result.astype(np.int64)
        felt = Pulse(force.men + force.fallen, force.fallen, gained, no, no, no, no, ~no, ~no)
        heart = cohesion(force.cohesion, felt, PULSE, bench.morale).account
        rows.append(
            ledger.entries(
                "suppression",
                pulse=0,
                source=NOBODY,
                target=row,
                hex=NOBODY,
                base=cowed.base,
                factors=cowed.factors,
                expected=cowed.expected,
                draw=UNDRAWN,
                result=cowed.result,
            )
        )
        rows.append(
            ledger.entries(
                "cohesion",
                pulse=0,
                source=NOBODY,
                target=row,
                hex=NOBODY,
                base=heart.base,
                factors=heart.factors,
                expected=heart.expected,
                draw=heart.draw,
                result=heart.result,
            )
        )
    return rows
