"""Direct fire reckoned pair by pair in plain Python: a yardstick and a second opinion.

It shares no code with the kernels, only the numbers of the ruleset and the integer steps that the rule lays
down. The draw walks the gamma-Poisson law term by term.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from game.rules.ruleset import Ruleset
from game.rules.tables import ABSENT, POSTURES

ONE = 1024
SMALL = {"rifle", "lmg", "hmg", "anti_tank_rifle", "boat"}
ARMORED = {"tank", "flame_tank", "bridge_tank", "armored_car"}
STOCKS = ("small_arms", "shells", "anti_tank")


@dataclass(slots=True)
class Unit:
    """One unit as a dictionary of its weapons would have it."""

    weapons: dict[str, int]
    vehicles: dict[str, int]
    men: int
    ammunition: Sequence[int]
    suppression: int
    fatigue: int
    posture: int
    quality: int
    cover: int
    rate: str


@dataclass(slots=True)
class Aim:
    """One firer at one target."""

    firer: int
    target: int
    share: int
    meters: int
    visibility: int
    flank: bool
    front: int


class Book:
    """The numbers of the ruleset, looked up by name."""

    def __init__(self, rules: Ruleset) -> None:
        self.value = {path: trace.value for path, trace in rules.numbers.items()}
        names = rules.weapons.names
        self.of = {
            n: rules.weapons.classes[c] for n, c in zip(names, rules.weapons.weapon_class, strict=True)
        }
        crew = rules.weapons.column("crew")
        self.crew = {n: 0 if men == ABSENT else round(men / ONE) for n, men in zip(names, crew, strict=True)}
        self.steps = [int(c) for c in rules.layouts["fire.range_factor"][1]] + [3000]

    def get(self, path: str) -> float:
        return self.value.get(path, 0.0)

    def q10(self, path: str) -> int:
        return round(self.get(path) * ONE)

    def left(self, name: str, meters: int) -> int:
        """Q10 of the effect left at a distance, in steps of 25 m."""
        at = min(meters // 25, 120) * 25
        known = [self.q10(f"fire.range_factor.{name}.{c}") for c in self.steps[:-1]] + [0]
        for i in range(len(known) - 1):
            if at <= self.steps[i + 1]:
                span = self.steps[i + 1] - self.steps[i]
                rise = known[i + 1] - known[i]
                factor = known[i] + (2 * rise * (at - self.steps[i]) + span) // (2 * span)
                break
        if name == "rifle" and at > self.get("fire.close_range"):
            factor = factor * self.q10("fire.rifles_firing") // ONE
        return factor


class Plain:
    """Direct fire of one pulse; factors of range are kept once asked for, as anybody would."""

    def __init__(self, rules: Ruleset, minutes: int) -> None:
        self.book = Book(rules)
        self.minutes = minutes
        self.range_factor: dict[tuple[str, int], int] = {}
        self.re = {n: int(self.book.get(f"fire.equivalents.{c}.re")) for n, c in self.book.of.items()}
        get = self.book.get
        self.stock = {
            c: next((s for s, name in enumerate(STOCKS) if get(f"fire.consumption.{c}.{name}")), 0)
            for c in set(self.book.of.values())
        }
        self.hands = {n: int(get(f"fire.hands.{c}.men")) for n, c in self.book.of.items()}
        self.shelter = {
            n: self.book.q10(f"fire.shelter.{c}.crew") * self.book.crew[n] for n, c in self.book.of.items()
        }
        self.cause = {n: 0 if c in SMALL else 2 if c in ARMORED else 1 for n, c in self.book.of.items()}
        self.postures = {
            row: [self.book.q10(f"units.posture.{row}.{p}") for p in POSTURES]
            for row in ("exposed_fighting", "exposed_suppressed", "visible")
        }
        self.rate = {r: self.book.q10(f"fire.rate.{r}.factor") for r in RATES}
        self.scarce = round(get("fire.ammunition_full") * 100)
        self.n0, self.tired = self.book.q10("fire.n0"), self.book.q10("morale.fatigue_effect")
        self.flank, self.frontage = self.book.q10("fire.flank"), self.book.q10("fire.frontage")
        self.time = (round(get("fire.a0") * 1000) * minutes * ONE + 30_000) // 60_000
        self.kappa = get("fire.kappa")
        rate = round(get("fire.suppression_rate") * 65536)
        self.noise = minutes * round(get("fire.suppression_front")) * rate
        self.front = round(get("fire.front")) * (60 << 16)

    def factor(self, name: str, meters: int) -> int:
        key = (name, meters // 25)
        if key not in self.range_factor:
            self.range_factor[key] = self.book.left(name, meters)
        return self.range_factor[key]

    def bearing(self, unit: Unit, meters: int) -> list[int]:
        """Q10 rifle equivalents by cause."""
        need = sum(count * self.hands[name] for name, count in unit.weapons.items())
        served = unit.men * ONE // need if need > unit.men else ONE
        groups: dict[tuple[str, int, int], int] = {}
        for name, count in (*unit.weapons.items(), *unit.vehicles.items()):
            kind = self.book.of[name]
            strength = count * self.re[name] * ONE
            if kind == "rifle":
                strength = min(strength, max(unit.men - need, 0) * ONE)
            elif self.hands[name]:
                strength = strength * served >> 10
            supplied = min(max(unit.ammunition[self.stock[kind]], 0), self.scarce) * ONE // self.scarce
            strength = strength * supplied >> 10
            if strength:
                key = (kind, self.cause[name], 0)
                groups[key] = groups.get(key, 0) + strength
        sums = [0, 0, 0]
        for (kind, cause, _), strength in groups.items():
            sums[cause] += strength * self.factor(kind, meters)
        return [part >> 10 for part in sums]

    def target(self, unit: Unit) -> tuple[int, int, int]:
        """Exposure, search, men on foot."""
        under = min(sum(count * self.shelter[name] for name, count in unit.vehicles.items()), unit.men * ONE)
        s, stance = unit.suppression, unit.posture
        fighting, hiding = (
            self.postures["exposed_fighting"][stance],
            self.postures["exposed_suppressed"][stance],
        )
        exposed = ((ONE - s) * fighting + s * hiding + 512) >> 10
        if stance < 3:
            exposed = exposed * unit.cover >> 10
        elif stance < 6:
            lying = [self.postures[row][2] for row in ("exposed_fighting", "exposed_suppressed")]
            prone = ((ONE - s) * lying[0] + s * lying[1] + 512) >> 10
            exposed = min(exposed, prone * unit.cover >> 10)
        exposed = exposed * (unit.men * ONE - under) // max(unit.men * ONE, 1)
        n = (unit.men * ONE - under) * self.postures["visible"][stance] >> 10
        return exposed, n * ONE // max(n + self.n0, 1), unit.men - (under >> 10)

    def fire(
        self, units: Sequence[Unit], aims: Sequence[Aim], words: Sequence[tuple[int, int]]
    ) -> list[tuple[int, list[int], int]]:
        """Men lost by each unit, in all and by cause, and the stress that suppresses it."""
        crowd: dict[int, int] = {}
        bears = []
        for aim in aims:
            by_cause = self.bearing(units[aim.firer], aim.meters)
            bears.append(by_cause)
            crowd[aim.front] = crowd.get(aim.front, 0) + (sum(by_cause) * aim.share >> 10)
        expected = [[0, 0, 0] for _ in units]
        heard = [0] * len(units)
        marks = [self.target(unit) for unit in units]
        for aim, by_cause in zip(aims, bears, strict=True):
            unit = units[aim.firer]
            room = min((self.frontage << 20) // max(crowd[aim.front], 1), 1 << 20)
            own = (ONE - unit.suppression) * unit.quality * (ONE - (unit.fatigue * self.tired >> 10)) >> 10
            own = own * (self.rate[unit.rate] * self.time >> 10) >> 10
            exposed, found, _ = marks[aim.target]
            flank = self.flank if aim.flank else ONE
            placed = aim.share * room
            each = ((own * exposed * found >> 14) * placed >> 26) * aim.visibility * flank >> 20
            sums = expected[aim.target]
            for cause, part in enumerate(by_cause):
                sums[cause] += part * each >> 20
            loud = (ONE - unit.suppression) * min(self.rate[unit.rate], ONE) >> 10
            heard[aim.target] += sum(by_cause) * (placed * aim.visibility >> 20) * loud >> 30
        return [
            self.outcome(sums, noise, men, word)
            for sums, noise, (_, _, men), word in zip(expected, heard, marks, words, strict=True)
        ]

    def outcome(
        self, sums: list[int], heard: int, men: int, words: tuple[int, int]
    ) -> tuple[int, list[int], int]:
        """Losses of one target, by cause, and its stress."""
        lost = self.draw((sum(sums) * 1000 + (1 << 19)) >> 20, men, words[0])
        whole = max(sum(sums), 1)
        nudge = (words[1] >> 48) * whole >> 16
        low = (lost * sums[0] + nudge) // whole
        high = (lost * (sums[0] + sums[1]) + nudge) // whole
        return lost, [low, high - low, lost - high], heard * self.noise // self.front

    def draw(self, milli: int, men: int, word: int) -> int:
        """Losses whose gamma-Poisson law first passes the word; men hit twice are counted once."""
        if not milli or men <= 0:
            return 0
        mean = men * (1 - exp(-milli / 1000 / men))
        kappa = self.kappa
        p = kappa / (kappa + mean)
        term = total = p**kappa
        count = 0
        while count < men and total * 2**64 <= word:
            term *= (count + kappa) / (count + 1) * (1 - p)
            total += term
            count += 1
        return count


RATES = ("final_defensive", "normal", "harassing", "overwatch", "reaction")
