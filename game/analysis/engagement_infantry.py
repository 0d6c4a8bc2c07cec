"""Engagements of infantry: the first defense of 29 July, and a trench stormed with and without artillery."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from game.analysis.engagement_bench import FLANKS, Bench, Floats, Ints, Measure, counted, frequency
from game.analysis.engagement_forces import (
    Aim,
    Flags,
    Force,
    Kit,
    close_pulse,
    muster_force,
    settle,
    storm,
    storm_words,
    suffer,
    volley,
)
from game.analysis.engagement_ground import BELT, belt
from game.rules import artillery
from game.rules.artillery_table import MISSIONS
from game.rules.chance import Bits
from game.rules.tables import ONE, POSTURES

GUARDS = Kit("mosin", "dp", "maxim", "border_guards", "a")
PARTY = Kit("arisaka_38", "type11_lmg", "type3_hmg", "japanese", "a_minus")
HOLDERS = Kit("arisaka_38", "type96_lmg", "type92_hmg", "japanese", "b")
COMPANY = Kit("mosin", "dp", "maxim", "soviet_line", "b")
Dice = tuple[int, int]
"""Number of the check and of the first step: where the dice of a stretch begin."""
PULSE, QUARTER, HOUR = 30, 15, 60
NEARING = ((750, False), (500, False), (250, True), (250, False), (250, True), (250, False))
"""Three hours of 29 July: range of the storming parties in each half hour, and whether they then go in."""
SUPPORT = 500
"""Meters from the machine guns that support them."""


def july(bench: Bench, check: int) -> tuple[Measure, ...]:
    """29 July: eleven guards on the crest against two storming parties and one that supports them."""
    guards = muster_force(bench, "guards", GUARDS, "trench")
    parties = [muster_force(bench, name, PARTY, "advance") for name in ("sakuma", "noguchi")]
    forces = [guards, *parties, muster_force(bench, "kanda", PARTY, "prone")]
    taken = np.zeros(bench.replicas, np.bool_)
    climb = bench.whole("hill_climb")
    for pulse, (meters, goes) in enumerate(NEARING):
        for party in parties:
            # Men who lie before the hill between two assaults are not upright.
            party.posture = POSTURES.index("advance" if meters > 250 or goes else "prone")
        bits = bench.words(check, 2 * pulse, len(forces), 2)
        told = volley(bench, forces, _july_aims(meters), PULSE, bits, ~taken)
        if goes:
            bits = bench.words(check, 2 * pulse + 1, 1, storm_words(bench))
            going = ~taken & (guards.men > 0)
            taken |= storm(bench, parties, guards, bits, going=going, crest=True, climb=climb).captured[:, 0]
        taken |= guards.men == 0
        close_pulse(bench, forces, told.stress, PULSE)
    lost = np.sum([force.strength - force.men for force in forces[1:]], axis=0)
    fallen = guards.strength - guards.men
    return (
        counted("attackers lost in the first three hours", "checks.attackers_lost", lost),
        counted("guards lost", "checks.guards_lost", fallen),
        frequency("the hill falls within three hours", "checks.hill_lost", taken),
    )


def _july_aims(meters: int) -> list[Aim]:
    """The guards split their fire, all others fire at them."""
    ranges = (meters, meters, SUPPORT)
    aims = [Aim(0, row, at, ONE // 3) for row, at in enumerate(ranges, 1)]
    return aims + [Aim(row, 0, at) for row, at in enumerate(ranges, 1)]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a trench is attacked: whether shells prepare it, whether they go on to the assault."""

    what: str
    path: str
    preparation: bool
    accompany: bool


PLANS = (
    Plan("no preparation", "checks.capture_unprepared", False, False),
    Plan("shelled until the assault", "checks.capture_accompanied", True, True),
    Plan("shells lifted an hour early", "checks.capture_early_lift", True, False),
)
OWN_FIRE = ("own fire held", "own fire all the way")
"""The study does not say whether the companies fire as they come on, and much hangs on it: both are run."""


def trench(bench: Bench, check: int, own_fire: Sequence[str] = OWN_FIRE) -> tuple[Measure, ...]:
    """Three companies, a hexside each, against one company in a trench."""
    told = list[Measure]()
    for row, plan in enumerate(PLANS):
        for how in own_fire:
            fires = OWN_FIRE.index(how)
            taken, _ = _attack(bench, plan, fires > 0, (check, 1000 * row + 100 * fires))
            told.append(frequency(f"trench taken, {plan.what}, {how}", plan.path, taken))
    nerve = _lift(bench, (check, 9000))
    return (
        *told,
        counted("suppression when the fire lifts", "checks.suppression_at_lift", nerve[0]),
        counted("suppression a quarter of an hour later", "checks.suppression_quarter", nerve[1]),
        counted("suppression an hour later", "checks.suppression_hour", nerve[2]),
    )


def _lift(bench: Bench, dice: Dice) -> list[Floats]:
    """Suppression (B) of a company in a trench when a preparation lifts, a quarter and an hour later."""
    holder = muster_force(bench, "holders", HOLDERS, "trench")
    _prepare(bench, holder, dice)
    nerve: list[Floats] = [holder.suppression / ONE]
    for minutes in (QUARTER, HOUR - QUARTER):
        settle(bench, holder, 0 * holder.men, minutes)
        nerve.append(holder.suppression / ONE)
    return nerve


def spread(bench: Bench, check: int) -> tuple[Measure, ...]:
    """How far luck carries: losses of a company, and of its battalion, in an attack without preparation."""
    _, lost = _attack(bench, PLANS[0], False, (check, 0))
    return (
        *_edges("a company's attack", "company_assault", lost[:, 0]),
        *_edges("a battalion's attack", "battalion_day", lost.sum(axis=-1)),
    )


def _edges(what: str, row: str, losses: Ints) -> Iterator[Measure]:
    """What 5 and 95 % of the cases come to, against the mean, with the spread over tenths of the cases."""
    whole = _against_mean(losses)
    tenths = np.stack([_against_mean(part) for part in np.array_split(losses, 10)])
    for column, (side, percent) in enumerate(zip(("low", "high"), FLANKS, strict=True)):
        label = f"losses of {what}, {percent} % of the cases, against the mean"
        low, high = (float(edge) for edge in np.percentile(tenths[:, column], FLANKS))
        yield Measure(label, f"checks.spread.{row}.{side}", float(whole[column]), low, high)


def _against_mean(losses: Ints) -> Floats:
    """The 5th and the 95th percentile over the mean."""
    edges: Floats = np.percentile(losses, FLANKS) / max(float(losses.mean()), 1e-9)
    return edges


def _attack(bench: Bench, plan: Plan, fires: bool, dice: Dice) -> tuple[Flags, Ints]:
    """Whether the trench is taken (B), and the companies' losses (B, 3).

    A pulse from 500 to 250 m, and one with fire from there and assault. Guns that accompany lift when the
    companies are 250 m off. An assault meets the suppression of the start of its pulse, for that of the pulse
    is reckoned after the assaults.
    """
    check, first = dice
    holder = muster_force(bench, "holders", HOLDERS, "trench")
    companies = [muster_force(bench, "company", COMPANY, "advance") for _ in range(3)]
    forces = [holder, *companies]
    if plan.preparation:
        _prepare(bench, holder, dice)
    if plan.preparation and not plan.accompany:
        settle(bench, holder, 0 * holder.men, HOUR)
    aims = _trench_aims(500, fires)
    stress = volley(bench, forces, aims, PULSE, bench.words(check, first + 20, 4, 2)).stress.copy()
    if plan.accompany:
        pace = int(bench.batteries.pace[MISSIONS.index("accompany")])
        rounds = 2 * _a_quarter(bench) * pace // ONE
        stress[:, 0] += _hit(bench, holder, rounds, bench.words(check, first + 21, 1))
    close_pulse(bench, forces, stress, PULSE)
    volley(bench, forces, _trench_aims(250, fires), PULSE, bench.words(check, first + 22, 4, 2))
    bits = bench.words(check, first + 23, 1, storm_words(bench))
    told = storm(bench, companies, holder, bits, going=holder.men > 0, crest=False)
    return told.captured[:, 0], np.stack([each.strength - each.men for each in companies], axis=-1)


def _trench_aims(meters: int, fires: bool) -> list[Aim]:
    """The trench splits its fire over the three companies, which fire back or not."""
    aims = [Aim(0, row, meters, ONE // 3) for row in (1, 2, 3)]
    return aims + [Aim(row, 0, meters) for row in (1, 2, 3) if fires]


def _a_quarter(bench: Bench) -> int:
    """Shells of a quarter of an hour of the preparation, on the whole belt."""
    return round(bench.number("preparation_shells") * QUARTER / bench.number("preparation_minutes"))


def _prepare(bench: Bench, holder: Force, dice: Dice) -> None:
    """The whole preparation."""
    check, first = dice
    for step in range(bench.whole("preparation_minutes") // QUARTER):
        stress = _hit(bench, holder, _a_quarter(bench), bench.words(check, first + step, 1))
        settle(bench, holder, stress, QUARTER)


def _hit(bench: Bench, holder: Force, rounds: int, bits: Bits) -> Ints:
    """Shells on the whole belt, of which the trench holds one hex in the middle: losses, and stress (B)."""
    at = BELT[len(BELT) // 2]
    men = holder.men[:, None]
    told = artillery.shell(
        belt(bench, rounds),
        np.full(men.shape, at),
        men,
        np.full(men.shape, holder.posture),
        np.full(men.shape, ONE),
        bits,
        bench.shells,
    )
    suffer(holder, told.result[:, 0])
    return told.stress[:, 0]
