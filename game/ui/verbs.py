"""What a player can tell units to do: words, keys, and the settings that belong to each."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.acts import FLIGHTS, POLICIES
from game.engine.groups import MISSIONS, MODES
from game.i18n import text as _
from game.ui import keys

TITLES = {
    "march": "March",
    "assault": "Assault",
    "withdraw": "Withdraw",
    "defend": "Defend",
    "hold": "Hold",
    "dig": "Dig in",
    "rest": "Rest",
    "fire": "Fire",
    "bombard": "Bombard",
    "fly": "Fly",
    "work": "Engineers",
    "cross": "Cross river",
    "request": "Air cover",
}
"""Verbs in the order of their buttons."""
KEYS = keys.codes("order.")
"""Their keys in the table of keys."""
AIMED = frozenset({"march", "assault", "withdraw", "defend", "bombard", "fly", "cross"})
"""Those that need a hex."""
OPEN = frozenset({"fire", "work", "request"})
"""Those that need none: asked for twice, they are given; so what they cost is told in between."""
MARCHES = frozenset({"march", "assault", "withdraw", "defend", "cross"})
"""Those that lead along a way."""
SETTINGS: dict[str, tuple[str, ...]] = {
    "march": ("mode", "start", "on_contact", "stop_loss"),
    "assault": ("gait", "start", "on_contact", "stop_loss", "when_suppressed"),
    "withdraw": ("mode", "start"),
    "defend": ("mode",),
    "cross": ("mode", "start"),
    "fire": ("policy", "open_m"),
    "bombard": ("kind", "share", "start", "end", "near"),
    "fly": ("flight", "bomb", "aircraft", "start", "end", "near"),
    "work": ("task",),
}
"""What can be set before an order is given, by verb."""
LABELS = {
    "mode": "Mode",
    "gait": "Mode",
    "start": "From",
    "end": "Until",
    "on_contact": "Stop on contact",
    "stop_loss": "Break off at",
    "when_suppressed": "Go in at",
    "policy": "Fire",
    "open_m": "Open fire at",
    "kind": "Mission",
    "share": "Rounds",
    "near": "Near own troops",
    "flight": "Flight",
    "bomb": "Bombs",
    "aircraft": "Aircraft",
    "task": "Work",
}
CHOICES: dict[str, tuple[object, ...]] = {
    "mode": MODES,
    "gait": ("advance", "rush", "stealth"),
    "on_contact": (False, True),
    "stop_loss": (0, 10, 20, 30, 50, 75),
    "when_suppressed": (0, 25, 50, 75),
    "policy": POLICIES,
    "open_m": (0, 100, 200, 300, 400, 600, 800),
    "kind": MISSIONS,
    "share": (256, 512, 1024, 64, 128),
    "near": (False, True),
    "flight": FLIGHTS,
}
"""Values in their order, the ordinary one first; those of hours, bombs and works depend on the unit."""
FIRST = {"mode": "advance"}
"""The ordinary value where it is not the first."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A line that can be changed: its name, what it is called, its value in words."""

    name: str
    label: str
    value: str


def title(verb: str) -> str:
    """A verb in the reader's language."""
    return _(TITLES[verb])


def cap(verb: str) -> str:
    """The key of a verb as it stands on its cap."""
    return keys.cap(f"order.{verb}")
