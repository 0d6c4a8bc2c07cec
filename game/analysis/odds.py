"""What a preview says, made ready to be read: outcomes and their shares, losses and their spread, factors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from game.analysis import why_words
from game.analysis.numbers import origins
from game.analysis.numbers import told as line
from game.analysis.why import Names, figure, sentence
from game.engine.narrow import goals, supporting
from game.engine.orders import Assault, Bombard, Fire, Fly, March, Order
from game.engine.preview import Preview
from game.engine.view import View
from game.i18n import text
from game.rules import ledger
from game.rules.ruleset import Ruleset, Trace

KINDS = ("assault", "fire", "march")
ASSAULT, FIRE, MARCH = KINDS
HARD = 10
"""Per cent of the men believed there at whose loss fire counts as hard."""
SHOWN = (
    "reach",
    "final_fire",
    "close_attack",
    "close_defense",
    "break",
    "fire",
    "movement_fire",
    "shells",
    "bombs",
    "suppression",
    "armor_hit",
)
"""Rules of which the rows are shown, those that decide first."""
MOST = 6
"""Rows shown."""
TIPS = 3
"""Numbers of the ruleset that are told for a factor; the handbook has all."""
OUTCOMES = {
    ASSAULT: ("Taken", "Thrown back", "Not reached"),
    FIRE: ("Hard hit", "Some loss", "No loss"),
    MARCH: ("Arrives unhurt", "Still on the way", "Loses men on the way"),
}
"""Names of the outcomes of each kind of question, the best first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way it can end: its name, the share of the samples, and how far that share may be off (95 %)."""

    words: str
    share: float
    error: float


@dataclass(frozen=True, slots=True)
class Band:
    """Mean, and the 10th and 90th per cent of the samples."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor of a row: its name, its value as a sign and number, and where its number comes from."""

    words: str
    value: str
    source: str
    tip: str


@dataclass(frozen=True, slots=True)
class Account:
    """A row of the ledger: as a sentence, its short head, and its factors."""

    head: str
    words: str
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Odds:
    """The answer to one question.

    `kind` one of `KINDS`; `goal` hex; `units` own rows under order; `foes` rows of the contacts in the goal;
    `men`, `believed` their men, the second -1 where no strength is told; `own` and `enemy` their losses, and
    `around` the mean losses of both sides within some kilometers.
    """

    kind: str
    goal: int
    samples: int
    until: int
    units: tuple[int, ...]
    foes: tuple[int, ...]
    men: int
    believed: int
    outcomes: tuple[Outcome, ...]
    own: Band
    enemy: Band
    around: tuple[float, float]
    accounts: tuple[Account, ...]


def kind_of(orders: Sequence[Order]) -> str | None:
    """What a question is about; None where there is nothing to be weighed."""
    if any(isinstance(order, Assault) for order in orders):
        return ASSAULT
    if any(isinstance(o, Bombard | Fly) or (isinstance(o, Fire) and o.aim >= 0) for o in orders):
        return FIRE
    return MARCH if any(isinstance(order, March) for order in orders) else None


def question(view: View, plots: Sequence[Order], asked: Sequence[Order]) -> tuple[Order, ...]:
    """What is to be previewed: the orders asked about that the view allows, and those that support them.

    Empty where nothing is to be weighed.
    """
    fit = tuple(order for order in asked if order.check(view) is None)
    if kind_of(fit) is None:
        return ()
    return (*fit, *supporting(view, plots, fit))


def weigh(told: Preview, view: View, asked: Sequence[Order], names: Names, rules: Ruleset) -> Odds:
    """Read a preview for the orders that were asked about.

    Parameters
    ----------
    told : Preview
        From `engine.preview.trial`, with rows as in the view.
    view : View
        Of the side that asks.
    asked : sequence of Order
        Own orders, one at least that `kind_of` knows.
    names : Names
        Of units and hexes.
    rules : Ruleset
        For the sources of the factors.

    Returns
    -------
    Odds
        Losses of those under order and of those believed in the goal; `around` is the mean of all who were
        played: support, neighbors, and whoever fires at them.
    """
    kind = kind_of(asked) or MARCH
    chief = [order for order in asked if kind_of([order]) == kind] or list(asked)
    goal = int(goals(chief[-1:])[-1])
    units = tuple(dict.fromkeys(order.unit for order in asked if order.unit >= 0))
    foes = np.flatnonzero(~view.own & (view.contacts.hex == goal))
    men = view.contacts.men[foes]
    shares = _shares(kind, told, chief, foes, men, goal)
    return Odds(
        kind=kind,
        goal=goal,
        samples=told.samples,
        until=told.until,
        units=units,
        foes=tuple(foes.tolist()),
        men=int(view.forces.men[list(units)].sum()),
        believed=int(men[men >= 0].sum()) if (men >= 0).any() else -1,
        outcomes=tuple(_outcome(w, s, told.samples) for w, s in zip(OUTCOMES[kind], shares, strict=True)),
        own=Band(*told.band(told.lost[:, list(units)].sum(axis=1))),
        enemy=Band(*told.band(told.lost[:, foes].sum(axis=1))),
        around=(float(told.own_lost.mean()), float(told.enemy_lost.mean())),
        accounts=accounts(told.ledger, units, foes, names, rules),
    )


def _outcome(words: str, share: float, samples: int) -> Outcome:
    return Outcome(text(words), share, 1.96 * sqrt(share * (1 - share) / max(samples, 1)))


def _shares(
    kind: str,
    told: Preview,
    chief: Sequence[Order],
    foes: NDArray[np.int64],
    men: NDArray[np.int32],
    goal: int,
) -> tuple[float, float, float]:
    """Shares of the three outcomes."""
    rows = [order.unit for order in chief if goal in goals([order])]
    if kind == ASSAULT:
        best = told.taken[:, rows].any(axis=1)
        second = told.thrown_back[:, rows].any(axis=1) & ~best
    elif kind == FIRE:
        lost = told.lost[:, foes].sum(axis=1)
        hard = max(1, int(np.maximum(men, 0).sum()) * HARD // 100)
        best = lost >= hard
        second = (lost > 0) & ~best
    else:
        there = told.hex[:, rows] == goal
        hurt = told.lost[:, rows].sum(axis=1) > 0
        best = there.all(axis=1) & ~hurt
        second = ~there.all(axis=1) & ~hurt
    one, two = float(best.mean()), float(second.mean())
    return one, two, max(0.0, 1.0 - one - two)


def accounts(
    rows: ledger.Rows, units: Sequence[int], foes: NDArray[np.int64], names: Names, rules: Ruleset
) -> tuple[Account, ...]:
    """The rows that decide what comes of it: of the units under order and of who is believed there.

    Of rows of the same rule between the same two only the first is shown.
    """
    ours, theirs = set(units), set(foes.tolist())
    seen: set[tuple[str, int, int]] = set()
    found: list[tuple[int, int, np.void]] = []
    for row in rows:
        rule = ledger.RULES[int(row["rule"])].id
        source, target = int(row["source"]), int(row["target"])
        key = (rule, source, target)
        if rule not in SHOWN or key in seen or not {source, target} & (ours | theirs):
            continue
        seen.add(key)
        found.append((SHOWN.index(rule), -int(row["expected"]), row))
    found.sort(key=lambda one: one[:2])
    return tuple(_account(row, names, rules) for _rule, _expected, row in found[:MOST])


def _account(row: np.void, names: Names, rules: Ruleset) -> Account:
    words = sentence(row, names)
    return Account(words.partition(":")[0], words, tuple(_factors(row, rules)))


def _factors(row: np.void, rules: Ruleset) -> list[Factor]:
    """Every factor that changes something, with its source where a number of the rules stands behind it."""
    rule = ledger.RULES[int(row["rule"])]
    unit = ledger.UNITS[rule.unit_of_factors]
    product = rule.form in ("product", "curve", "quotient")
    sign = "÷" if rule.form == "quotient" else "×"
    numbers = {origin.words: origin.numbers for origin in origins(row, rules)}
    base = figure(int(row["base"]), ledger.UNITS[rule.unit_of_base])
    told = [_factor(text("the base"), base, numbers.get(text("the base"), ()))]
    for name, value in zip(rule.factors, row["factors"].tolist(), strict=False):
        shown = figure(abs(value), unit)
        if shown == ("1" if product else "0"):
            continue
        mark = sign if product else "−" if value < 0 else "+"
        words = text(why_words.FACTORS[name])
        told.append(_factor(words, f"{mark} {shown}", numbers.get(words, ())))
    return told


def _factor(words: str, value: str, numbers: Sequence[Trace]) -> Factor:
    if not numbers:
        return Factor(words, value, "", "")
    first = numbers[0]
    return Factor(
        words, value, f"{first.path} [{first.source}]", "\n".join(line(one) for one in numbers[:TIPS])
    )
