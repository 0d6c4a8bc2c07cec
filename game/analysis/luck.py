"""Luck: what was to be expected beside what came, by side and rule, turn by turn, from the ledger.

Every row that was drawn has its expectation; the difference is luck. How far it lies out follows from the
laws of chance (handbook, chance): the outcomes of many draws add up to a bell, and the percentile tells which
part of all battles with the same decisions would have been milder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from game.engine.cadre import Cadre
from game.engine.game import Game
from game.rules import ledger
from game.rules.chance import loss_law
from game.rules.ruleset import Ruleset

Floats = NDArray[np.float64]
GROUPS: dict[str, tuple[str, ...]] = {
    "fire": ("losses",),
    "shells": ("shells",),
    "air": ("bombs", "strafing"),
    "assault": ("final_fire", "close_attack", "close_defense", "pursuit"),
    "armor": ("armor_losses", "tank_assault"),
    "bogging": ("bog",),
    "aircraft": ("anti_aircraft",),
    "nerve": ("break",),
    "leaders": ("leader",),
    "sickness": ("sickness",),
}
"""What is weighed, and the rules of the ledger in it; each counts what is lost of one kind."""
MEN = ("fire", "shells", "air", "assault")
"""Groups that are counted in men of battle, which add up."""
LAWS = {"losses": "fire", "final_fire": "fire", "close_attack": "fire", "close_defense": "fire"}
LAWS |= {"pursuit": "fire", "shells": "shells", "bombs": "shells", "strafing": "fire"}
"""Rules drawn from a law of losses, whose spread grows with what is expected; the others are yes or no."""
SIDES, MILLI, TENTH = 2, 1000, NormalDist().inv_cdf(0.9)
_GROUP_OF = np.full(len(ledger.RULES), -1)
for _n, _rules in enumerate(GROUPS.values()):
    _GROUP_OF[[ledger.number(rule) for rule in _rules]] = _n


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Sums by group and side, float64[G, 2]: what was expected, what came, and the variance of it."""

    expected: Floats
    came: Floats
    variance: Floats


@dataclass(frozen=True, slots=True)
class Weighed:
    """A group of one side: expected, came, and the spread (one standard deviation) of what could come."""

    expected: float
    came: float
    spread: float

    @property
    def percentile(self) -> int | None:
        """Of 100 battles with the same decisions, how many would have cost less; None where nothing could."""
        if self.spread <= 0:
            return None
        # Outcomes are whole numbers: half of one lies on either side of what came.
        part = NormalDist().cdf((self.came - self.expected) / self.spread)
        return min(99, max(1, round(100 * part)))

    @property
    def likely(self) -> tuple[float, float]:
        """Between what eight of ten such battles would have cost."""
        return max(0.0, self.expected - TENTH * self.spread), self.expected + TENTH * self.spread


def sums_of(rows: ledger.Rows, cadre: Cadre, rules: Ruleset) -> Sums:
    """Sums of the rows of a turn: of what was done to units of each side."""
    group = _GROUP_OF[rows["rule"]]
    counted = (group >= 0) & (rows["target"] >= 0) & (rows["expected"] > 0)
    rows, group = rows[counted], group[counted]
    side = cadre.side[rows["target"]].astype(np.int64)
    expected = rows["expected"].astype(np.float64) / MILLI
    variance = _variance(rows, expected, rules)
    place = group * SIDES + side

    def added(weights: Floats) -> Floats:
        wide = np.bincount(place, weights, len(GROUPS) * SIDES).astype(np.float64)
        return wide.reshape(len(GROUPS), SIDES)

    return Sums(added(expected), added(rows["result"].astype(np.float64)), added(variance))


def _variance(rows: ledger.Rows, expected: Floats, rules: Ruleset) -> Floats:
    """Variance of each row; rows that share a draw, as parts of one loss, vary together."""
    marks = np.stack([rows["pulse"], rows["rule"], rows["hex"], rows["draw"]], axis=1)
    shared, back = np.unique(marks, axis=0, return_inverse=True)
    back = back.reshape(-1)
    drawn = rows["draw"] != ledger.UNDRAWN
    key = np.where(drawn, back, len(shared) + np.arange(len(rows)))
    whole = np.bincount(key, expected, len(shared) + len(rows))[key]
    shape = np.full(len(rows), np.inf)
    for rule, law in LAWS.items():
        shape[rows["rule"] == ledger.number(rule)] = loss_law(rules, law).shape / ledger.UNITS["q10"]
    yes_or_no = expected * (1 - expected / _trials(rows, expected))
    # The share of each row in the variance of the loss it is a part of.
    return np.where(np.isfinite(shape), expected * (1 + whole / shape), yes_or_no)


def _trials(rows: ledger.Rows, expected: Floats) -> Floats:
    """How often it could have happened: what a rule counts as its base, else once."""
    counts = np.array([rule.unit_of_base == "count" for rule in ledger.RULES])[rows["rule"]]
    return np.maximum(np.where(counts, rows["base"], 1.0), np.ceil(expected))


@dataclass(frozen=True, slots=True, eq=False)
class Luck:
    """Cumulated sums float64[T, G, 2] after each of the turns that were weighed."""

    expected: Floats
    came: Floats
    variance: Floats

    def weighed(self, group: str, side: int, turns: int) -> Weighed:
        """A group of a side after some turns."""
        return self._sum([group], side, turns)

    def men(self, side: int, turns: int) -> Weighed:
        """All men of a side lost in battle."""
        return self._sum(MEN, side, turns)

    def _sum(self, groups: Sequence[str], side: int, turns: int) -> Weighed:
        if not turns or not len(self.expected):
            return Weighed(0.0, 0.0, 0.0)
        rows = [list(GROUPS).index(group) for group in groups]
        at = min(turns, len(self.expected)) - 1
        mean, came, variance = (a[at, rows, side].sum() for a in (self.expected, self.came, self.variance))
        return Weighed(float(mean), float(came), float(np.sqrt(variance)))


def luck_of(turns: Sequence[Sums]) -> Luck:
    """Luck over turns, one after the other."""
    shape = (0, len(GROUPS), SIDES)

    def grown(name: str) -> Floats:
        return np.cumsum([getattr(t, name) for t in turns], axis=0) if turns else np.zeros(shape)

    return Luck(grown("expected"), grown("came"), grown("variance"))


class Scales:
    """Weighs the turns of a game one after the other: those from a file are played again for it."""

    def __init__(self, game: Game, rules: Ruleset) -> None:
        self.game, self.rules = game, rules
        self._sums: list[Sums] = []
        self._luck: Luck | None = None

    @property
    def turns(self) -> int:
        """How many have been weighed."""
        return len(self._sums)

    @property
    def done(self) -> bool:
        """Whether all have been."""
        return self.turns >= len(self.game.entries)

    def weigh(self) -> None:
        """One turn more."""
        if not self.done:
            ledgers = [pulse.ledger for pulse in self.game.entries[self.turns].pulses]
            rows = np.concatenate(ledgers) if ledgers else np.zeros(0, ledger.LEDGER)
            self._sums.append(sums_of(rows, self.game.setting.cadre, self.rules))
            self._luck = None

    @property
    def luck(self) -> Luck:
        """Of the turns weighed so far."""
        if self._luck is None:
            self._luck = luck_of(self._sums)
        return self._luck
