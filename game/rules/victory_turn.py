"""The stakes of a pulse and of a turn in one call each: plain arrays in, new totals and accounts out.

`after_pulse` counts who holds what; `close_turn` settles escalation, war and the cease-fire; `reckon` says
what the score would be now. Leading axes `...` are games side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules import victory_tally
from game.rules.account import Account
from game.rules.chance import Bits
from game.rules.escalation import PEACE, Escalated, bought, deeds, escalate, war
from game.rules.escalation_price import release_account, war_account
from game.rules.tables import seal
from game.rules.truce import Truce, truce
from game.rules.victory import Force, Score, ground_score, score, term_score
from game.rules.victory_checks import Facts, keep, measure, task_score
from game.rules.victory_stakes import Stakes, grounded, over_the_border
from game.rules.victory_table import JAPANESE
from game.rules.victory_tally import Tally

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Forces(NamedTuple):
    """What the score asks of the forces.

    `hex` (..., U) row of the board, negative for none; `men` (..., U) fit; `holds` bool (..., U) units on the
    ground that have men and are not routed; `losses` of both sides (`victory.force`); `tanks_lost` and
    `assaults` (..., 2) by side.
    """

    hex: ArrayLike
    men: ArrayLike
    holds: ArrayLike
    losses: Force
    tanks_lost: ArrayLike
    assaults: ArrayLike

    @property
    def facts(self) -> Facts:
        """As the checks of tasks want them."""
        return Facts(
            np.asarray(self.men, np.int64),
            self.losses,
            np.asarray(self.tanks_lost, np.int64),
            np.asarray(self.assaults, np.int64),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Who holds each hex int8 (..., H) after a pulse, and what is counted of it."""

    holder: NDArray[np.int8]
    tally: Tally

    def __post_init__(self) -> None:
        """Seal the holders."""
        seal(self)


def after_pulse(
    stakes: Stakes, before: Held, forces: Forces, start: int, end: int, fought: ArrayLike
) -> Held:
    """Who holds the ground after a pulse, and what is counted of it.

    Parameters
    ----------
    stakes : Stakes
        Of the scenario.
    before : Held
        After the pulse before; at the start `Stakes.control` and `victory_tally.no_tally`.
    forces : Forces
        At the end of the pulse.
    start, end : int
        Minutes of the pulse.
    fought : (...) bool
        Whether the first shot has been fired.

    Returns
    -------
    Held

    Notes
    -----
    Rules victory.1, victory.3 and the tasks. Squadrons hold nothing.
    """
    ground = np.where(stakes.flying, -1, np.asarray(forces.hex, np.int64))
    holder = victory_tally.control(before.holder, ground, stakes.side, forces.holds)
    table = stakes.victory
    tally = victory_tally.after_pulse(before.tally, table, holder, start, end, fought)
    amounts = measure(table, holder, tally, forces.facts)
    return Held(holder, keep(tally, table.tasks, amounts, end))


@dataclass(frozen=True, slots=True, eq=False)
class Closed:
    """The stakes after a turn.

    Attributes
    ----------
    tally : Tally
        With the turn counted.
    escalated : Escalated
        What each act has caused, the index, and the account of the turn.
    releases : (..., R) int16
        Bought by now; for `arrivals.advanced` and `zones.lifted`.
    lost_by : (...) int8
        Who has lost a general war, -1 in peace.
    truce : Truce or None
        Of this turn; None where the scenario knows no cease-fire.
    released, at_war : Account
        (..., R) and (...).
    """

    tally: Tally
    escalated: Escalated
    releases: NDArray[np.int16]
    lost_by: NDArray[np.int8]
    truce: Truce | None
    released: Account
    at_war: Account

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)

    @property
    def over(self) -> Flags:
        """Whether the game ends with this turn (...), by war or by agreement."""
        agreed = False if self.truce is None else self.truce.agreed
        return np.asarray((self.lost_by != PEACE) | agreed)


def close_turn(
    stakes: Stakes,
    held: Held,
    forces: Forces,
    caused: ArrayLike,
    done: ArrayLike,
    end: int,
    bits: Bits,
    historical: bool = False,
) -> Closed:
    """Settle a turn.

    Parameters
    ----------
    stakes : Stakes
        Of the scenario.
    held : Held
        After the last pulse.
    forces : Forces
        At the end of the turn.
    caused : (..., A) int
        Thousandths by act before the turn, zeros at the start.
    done : (..., A) int
        Deeds of the turn's pulses (`deeds_of_pulse`) and events (`events.acts_of`). Ground units are counted
        here.
    end : int
        Minute at which the turn ends.
    bits : (...) uint64
        Dice, purpose "truce", one word a turn.
    historical : bool
        Whether the hour of the record is kept.

    Returns
    -------
    Closed

    Notes
    -----
    Rules victory.3 to victory.5. The truce is drawn on the index with this turn's deeds in it.
    """
    at, fit = grounded(stakes, forces.hex), np.asarray(forces.men) > 0
    table = stakes.escalation
    # Who runs is no pursuit, wherever he runs to.
    units = deeds(table, "ground", stakes.side, at, np.asarray(forces.holds, np.bool_) & fit)
    escalated = escalate(table, caused, np.asarray(done, np.int64) + units)
    agreed = None
    if stakes.truce is not None:
        percent = forces.losses.loss_percent[..., JAPANESE]
        agreed = truce(stakes.truce, end, escalated.index, percent, bits, historical)
    beyond = over_the_border(stakes, at, fit)
    return Closed(
        tally=victory_tally.after_turn(held.tally, stakes.victory, held.holder, end, beyond),
        escalated=escalated,
        releases=bought(table, escalated.caused),
        lost_by=war(table, escalated.caused),
        truce=agreed,
        released=release_account(table, escalated.caused),
        at_war=war_account(table, escalated.caused),
    )


def deeds_of_pulse(
    stakes: Stakes, hex: ArrayLike, fired: ArrayLike, side: ArrayLike, over: ArrayLike, bombs: ArrayLike
) -> Ints:
    """Deeds of escalation of a pulse, but for units where they stand.

    Parameters
    ----------
    stakes : Stakes
        Of the scenario.
    hex : (..., U) int
        Of the units, negative for none.
    fired : (..., U) bool
        Units that fired.
    side, over : (..., S) int
        Row of SIDES and target hex of each sortie, negative for none.
    bombs : (..., S) bool
        Whether it dropped bombs.

    Returns
    -------
    (..., A) int64
        To be added up over the turn.

    Notes
    -----
    Rule victory.4. A raid is one entry, however many aircraft fly it.
    """
    table, flew = stakes.escalation, np.asarray(over, np.int64) >= 0
    heavy = np.asarray(fired, np.bool_) & stakes.heavy
    guns = deeds(table, "heavy_fire", stakes.side, hex, heavy)
    raids = deeds(table, "bombs", side, over, flew & np.asarray(bombs, np.bool_))
    return guns + raids + deeds(table, "flight", side, over, flew)


@dataclass(frozen=True, slots=True, eq=False)
class Reckoning:
    """The score as it stands: `parts` in the order of `victory.SCORE_TERMS`, and their sum."""

    parts: tuple[Account, Account, Account, Account]
    score: Score


def reckon(stakes: Stakes, held: Held, forces: Forces, lost_by: ArrayLike = PEACE) -> Reckoning:
    """Score, were the battle to end now.

    Parameters
    ----------
    stakes : Stakes
        Of the scenario.
    held : Held
        With the tally of the last turn: `Held(holder, closed.tally)`.
    forces : Forces
        At this minute.
    lost_by : (...) int
        From `Closed.lost_by`.

    Returns
    -------
    Reckoning

    Notes
    -----
    Rules victory.1 to victory.4. Tasks whose hour has gone by keep what they counted then.
    """
    table = stakes.victory
    end, average = ground_score(table.ground, held.holder, held.tally)
    terms = term_score(table.terms, held.tally, forces.losses, forces.tanks_lost)
    parts = (end, average, terms, task_score(table.tasks, held.tally))
    return Reckoning(parts, score(table, parts, lost_by))
