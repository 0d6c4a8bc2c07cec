"""What can be chosen before a game, in words, and the game that the choices mean."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any, cast

from game.agents.registry import AGENTS
from game.i18n import text as _
from game.scenario.models.scenario import Scenario
from game.scenario.weather import CHOICES
from game.scenario.weather import Choice as Weather
from game.store.record import Terms
from game.store.saved import HUMAN
from game.ui.games import Choice

OPPONENT = "greedy"
"""Who leads the other side unless something else is chosen."""
SIDES = ("soviet", "japanese")
LABELS = {
    "soviet": "The USSR is led by",
    "japanese": "Japan is led by",
    "fog": "Fog of war",
    "weather": "Weather",
    "truce": "Cease-fire",
    "seed": "Number of the luck",
}
LEADERS: dict[object, str] = {
    HUMAN: "a player at this machine",
    "greedy": "staff: takes what it can",
    "reactive": "staff: holds and digs",
    "random": "staff: anything at all",
}
WORDS: dict[str, dict[object, str]] = {
    "soviet": LEADERS,
    "japanese": LEADERS,
    "fog": {True: "on", False: "off, for teaching"},
    "weather": {"recorded": "as recorded", "drawn": "drawn by lot"},
    "truce": {False: "as it comes", True: "at the hour of the record"},
}
HINTS = {
    "soviet": "Two players share the screen behind a curtain; two staffs are watched.",
    "japanese": "Two players share the screen behind a curtain; two staffs are watched.",
    "fog": "Without fog a side sees everything: for teachers. The game file says so.",
    "weather": "As it was in August 1938, or another August's by the frequencies of the record.",
    "truce": "Whether the guns fall silent at the hour of the record or by how the battle goes.",
    "seed": "The same number and orders give the same battle. Type digits, or arrows for another.",
}
SEEDS = 1_000_000
DIGITS = 18
VALUES: dict[str, tuple[object, ...]] = {
    "soviet": (HUMAN, *AGENTS),
    "japanese": (HUMAN, *AGENTS),
    "fog": (True, False),
    "weather": CHOICES,
    "truce": (False, True),
}


def proposed(model: Scenario) -> dict[str, Any]:
    """What is proposed: the side recommended for a first game, against the best staff."""
    values: dict[str, Any] = {name: known[0] for name, known in VALUES.items()}
    for side in SIDES:
        values[side] = HUMAN if side == model.card.recommended_side else OPPONENT
    return values | {"seed": secrets.randbelow(SEEDS)}


def choice_of(path: Path, values: dict[str, Any]) -> Choice:
    """The game that the values of the lines mean; who only watches sees both sides."""
    players = (str(values["soviet"]), str(values["japanese"]))
    weather = cast(Weather, values["weather"])
    terms = Terms(int(values["seed"]), weather, historical=bool(values["truce"]))
    side = players.index(HUMAN) if HUMAN in players else 0
    watched = HUMAN not in players
    return Choice(path, players, terms, side, not values["fog"] or watched)


def said(name: str, value: object) -> str:
    """A value in words."""
    return _(WORDS[name].get(value, str(value))) if name in WORDS else str(value)
