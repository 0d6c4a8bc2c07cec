"""The thoughts of staffs in sentences, each with what was true below it."""

from __future__ import annotations

from collections.abc import Sequence

from game.analysis.named import named
from game.analysis.thoughts import Balance, Page, Place, Weighed
from game.analysis.why import Names
from game.i18n import plural
from game.i18n import text as _

Line = tuple[str, bool]
"""A sentence, and whether it says what was true."""
MOST_NAMED = 3


def lines_of(page: Page, names: Names) -> tuple[Line, ...]:
    """Every sentence that was written down, and below it what came of it; then the objectives."""
    by_reason: dict[int, list[Weighed]] = {}
    for one in page.weighed:
        at = one.estimate.reason if one.estimate.reason < len(page.reasons) else -1
        by_reason.setdefault(at, []).append(one)
    told: list[Line] = []
    for n, reason in enumerate(page.reasons):
        told.append((named(reason, names), False))
        told += [(truth(one), True) for one in by_reason.get(n, ())]
    for one in by_reason.get(-1, ()):
        told += [
            (_("An attack on {place}.", place=_place(one.estimate.hexes, names)), False),
            (truth(one), True),
        ]
    return (*told, *((place(one, names), True) for one in page.places if one.believed or one.there))


def truth(one: Weighed) -> str:
    """What was true of an estimate."""
    estimate = one.estimate
    men = _(
        "There were {there} men where {believed} were believed.", there=one.there, believed=estimate.believed
    )
    went = _(
        "{chance} % and {told} men lost were told: {outcome}, {lost} men lost.",
        chance=estimate.chance,
        told=estimate.lost,
        outcome=outcome(one),
        lost=one.lost,
    )
    return f"{men} {went}"


def outcome(one: Weighed) -> str:
    """What came of an attack."""
    if one.whole:
        return _("taken")
    if not one.taken:
        return _("not taken")
    return _("{n} of {all} hexes taken", n=one.taken, all=len(one.estimate.hexes))


def place(one: Place, names: Names) -> str:
    """What was known of an objective."""
    known = names.stakes.get("objective", ())
    name = known[one.row] if one.row < len(known) else names.hex(one.hexes[0])
    return _(
        "{name} ({where}): {believed} men of the enemy believed, {there} there.",
        name=name,
        where=_place(one.hexes, names),
        believed=one.believed,
        there=one.there,
    )


def balanced(told: Balance) -> str:
    """The attacks of a side in one sentence."""
    if not told.count:
        return _("No attack with an estimate.")
    attacks = plural("{n} attack with an estimate", "{n} attacks with an estimate", told.count)
    return _(
        "{attacks}: {chance} % told on the average, {came} % taken whole; {believed} men believed, "
        "{there} there; {told} men lost were told, {lost} were lost.",
        attacks=attacks,
        chance=round(told.chance / told.count),
        came=round(100 * told.taken / told.count),
        believed=told.believed,
        there=told.there,
        told=told.lost_told,
        lost=told.lost,
    )


def leader(who: str, human: str) -> str:
    """Who led, for a head: a name of an agent, a plan by its file, or a player."""
    return _("a player") if who == human else who


def _place(hexes: Sequence[int], names: Names) -> str:
    more = "" if len(hexes) <= MOST_NAMED else " ..."
    return ", ".join(names.hex(row) for row in hexes[:MOST_NAMED]) + more
