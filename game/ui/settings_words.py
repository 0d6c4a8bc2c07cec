"""Values of the settings of an order in words."""

from __future__ import annotations

from game.analysis import dispatch_words
from game.analysis.dispatch import clock
from game.analysis.order_words import MODES, POLICIES
from game.engine import groups
from game.engine.view import View
from game.i18n import text

WORDS: dict[str, dict[str, str]] = {
    "mode": MODES,
    "gait": MODES,
    "policy": POLICIES,
    "kind": dispatch_words.MISSIONS,
    "flight": dispatch_words.FLIGHTS,
    "task": dispatch_words.TASKS,
}
NONE = {
    "start": "at once",
    "end": "end of turn",
    "stop_loss": "never",
    "when_suppressed": "at once",
    "open_m": "any range",
    "bomb": "none",
    "aircraft": "all that can fly",
    "task": "none",
}
"""What the value that asks for nothing is called."""
UNITS = {
    "stop_loss": "{n} % lost",
    "when_suppressed": "{n} % suppressed",
    "open_m": "{n} m",
    "aircraft": "{n}",
}


def said(name: str, value: object, view: View, unit: int | None) -> str:
    """A value in the reader's language; rounds are counted for the unit."""
    if isinstance(value, bool):
        return text("yes") if value else text("no")
    if name == "share" and isinstance(value, int):
        number = 0 if unit is None else groups.rounds(view, unit, value)
        return text("{n} ({share} u/f)", n=number, share=f"{value / 1024:g}")
    if not value:
        return text(NONE[name])
    if name in ("start", "end") and isinstance(value, int):
        return clock(value)
    if name in UNITS:
        return text(UNITS[name], n=value)
    return text(WORDS[name][str(value)]) if name in WORDS else str(value)
