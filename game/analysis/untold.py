"""Why no row of the ledger stands behind an event: nothing was drawn, or its reader may not know."""

from __future__ import annotations

from typing import Any

import numpy as np

from game.engine.log import KINDS
from game.engine.units import ONE
from game.engine.view import View
from game.i18n import plural, text

NOTHING: dict[str, str] = {
    "moved": "Nothing was drawn: how far a unit comes goes by ground, way, gait and light alone.",
    "halted": "Nothing was drawn: a unit halts where its next step cannot be made, or its way is done.",
    "entered": "Nothing was drawn: who comes, and when, stands in the calendar of the battle.",
    "left": "Nothing was drawn: who leaves, and when, stands in the calendar of the battle.",
    "fired": "Nothing was drawn: what was fired came to less than a thousandth of a man on the target.",
    "lost": "Nothing more was drawn: these men went with their unit.",
    "shelled": "Nothing was drawn: shells spread about their aim, and no unit stood where they fell.",
    "under_shells": "Nothing was drawn: no unit of yours stood where these shells fell.",
    "bombed": "Nothing was drawn: bombs spread about their aim, and no unit stood where they fell.",
    "flew": "Nothing was drawn: no gun and no fighter that could hit them was in reach.",
    "turned_back": "Nothing was drawn: cloud or fog was too low for such a flight.",
    "aircraft_lost": "Nothing more was drawn: these aircraft went with their base.",
    "assaulted": "Nothing is drawn to go in; what came of it has lines of its own.",
    "repulsed": "Nothing was drawn for it alone: it went with those it attacked beside.",
    "fell_back": "Nothing was drawn for it alone: it went with those it attacked beside, or found no room.",
    "captured": "Nothing was drawn: the hex was empty when they came.",
    "retreated": "Nothing was drawn: who is in rout, or stood by those who gave way, goes back by himself.",
    "surrendered": "Nothing was drawn: there was no way out.",
    "knocked_out": "Nothing more was drawn: these vehicles went with their unit.",
    "destroyed": "Nothing more was drawn: it had nobody left.",
    "seized": "Nothing was drawn: ground is held by who stood on it last, or alone.",
    "dug": "Nothing was drawn: works grow by the hour with hands, tools and soil, and slower under fire.",
    "task_done": "Nothing was drawn: such work takes its hours, fewer with more hands.",
    "refused": "Nothing was drawn: guns are not fired where the rules of fire forbid it.",
    "smoke": "Nothing was drawn: smoke lies where its shells fall, and goes with the wind.",
    "strayed": "Whether a flight errs onto own troops is drawn before its bombs fall, by a chance apart.",
    "crossed": "Nothing was drawn: so many go over in an hour as the crossing carries.",
    "sick": "Nothing more is known of it.",
    "returned": "Nothing was drawn: the lightly wounded come back after their days.",
    "recovered": "Nothing more is known of it.",
    "cut_off": "Nothing was drawn: no way to the rear was left that the enemy does not hold or see.",
    "broke_off": "Nothing was drawn: its orders said how many it might lose.",
    "order_begun": "Nothing was drawn: an order takes its way through the staffs, longer with cut links.",
    "spotted": "Nothing was drawn: who fires is found by those who see where it comes from.",
    "news": "Nothing was drawn: it stands in the calendar of the battle.",
    "released": "Nothing was drawn: it is granted by the hour, or by what the other side has done.",
    "truce": "Nothing was drawn: it was laid down for this hour.",
    "war": "Nothing was drawn: the index has come to its mark.",
    "shaken": "Nothing was drawn: its cohesion fell below the mark.",
    "routed": "Nothing was drawn: its cohesion fell below the mark.",
}
"""By kind of event, for who may know all of it."""
HIDDEN = (
    "What befell the enemy, and by what luck, your side does not know. The review after the battle tells."
)
FOUND = (
    "Who is found is drawn anew in every pulse, by distance, cover, light and what he does. The chance would "
    "tell of the enemy; the review after the battle has it."
)
FIRED = (
    "It fired with {men}, {down} % of them held down, {tired} % of their strength gone in fatigue. "
    "Losses are worked out and drawn where fire strikes: of the enemy's your side does not hear. "
    "The review after the battle tells."
)
STRUCK = (
    "Where shells and bombs fall follows from their spread about the aim. Losses are drawn for each unit "
    "there: of the enemy's your side does not hear. The review after the battle tells."
)
AT_HIS = frozenset({"shelled", "bombed", "flew"})
"""What is done to the enemy."""


def note(event: np.void, view: View, side: int | None) -> str:
    """Why nothing of the ledger stands behind an event.

    Parameters
    ----------
    event : EVENT
        One event without rows behind it.
    view : View
        What its reader knew at the start of the pulse.
    side : int or None
        The reader's side; None for who may know everything.

    Returns
    -------
    str
        A sentence or more, never empty.
    """
    kind, unit = KINDS[int(event["kind"])], int(event["unit"])
    if side is not None and kind == "spotted":
        return text(FOUND)
    if side is not None and unit >= 0 and not view.own[unit]:
        return text(HIDDEN)
    if side is not None and kind == "fired":
        return _fired(view, unit)
    if side is not None and kind in AT_HIS:
        return text(STRUCK)
    return text(NOTHING.get(kind, NOTHING["lost"]))


def _fired(view: View, unit: int) -> str:
    """With how much a unit of the reader's fired, as far as that is its own affair."""
    men = int(view.forces.men[unit])
    return text(
        FIRED,
        men=plural("{n} man", "{n} men", men),
        down=_percent(view.forces.suppression[unit]),
        tired=_percent(view.forces.fatigue[unit]),
    )


def _percent(q10: np.integer[Any]) -> int:
    return round(100 * int(q10) / ONE)
