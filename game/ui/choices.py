"""What can be chosen before a game, in words, and the game that the choices mean."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any, cast

from game.agents.registry import AGENTS
from game.agents.staff.levels import LEVELS, STYLES
from game.i18n import text as _
from game.scenario.handicap import EVERY, OPTIONS
from game.scenario.models.scenario import Scenario
from game.scenario.weather import CHOICES
from game.scenario.weather import Choice as Weather
from game.store.record import Terms
from game.store.saved import HUMAN
from game.ui.games import Choice

OPPONENT = "line"
"""Who leads the other side unless something else is chosen."""
TEACHER = "recruit"
"""Who does in the battle for beginners."""
HISTORY = "history"
"""The shipped plan of a side, in the place of an agent."""
SIDES = ("soviet", "japanese")
STYLES_OF = {"soviet_style": "soviet", "japanese_style": "japanese"}
"""Lines of style, each with the side that it is about."""
LABELS = {
    "soviet": "The USSR is led by",
    "soviet_style": "Style of the USSR",
    "japanese": "Japan is led by",
    "japanese_style": "Style of Japan",
    "fog": "Fog of war",
    "weather": "Weather",
    "truce": "Cease-fire",
    "soviet_handicap": "Handicap of the USSR",
    "japanese_handicap": "Handicap of Japan",
    "seed": "Number of the luck",
}
LEADERS: dict[object, str] = {
    HUMAN: "a player at this machine",
    "recruit": "staff: recruit",
    "line": "staff: line",
    "staff": "staff: general staff",
    "greedy": "simple: takes what it can",
    "reactive": "simple: holds and digs",
    "random": "simple: anything at all",
    HISTORY: "the orders of history",
}
MANNERS: dict[object, str] = {"cautious": "cautious", "normal": "normal", "bold": "bold"}
WORDS: dict[str, dict[object, str]] = {
    "soviet": LEADERS,
    "soviet_style": MANNERS,
    "japanese": LEADERS,
    "japanese_style": MANNERS,
    "fog": {True: "on", False: "off, for teaching"},
    "weather": {"recorded": "as recorded", "drawn": "drawn by lot"},
    "truce": {False: "as it comes", True: "at the hour of the record"},
}
LEADERS_TOLD = (
    "A recruit takes what comes first, the line weighs some plans, a general staff many plans. None "
    "of them sees or has more than you would. Two players share the screen; two staffs are watched."
)
BURDENS = ("soviet_handicap", "japanese_handicap")
BURDENS_TOLD = (
    "For a class or uneven players. Both sides read it in their briefing, and the game file says so."
)
STYLES_TOLD = "At which odds a staff attacks, and what losses it takes. Simple staffs have no style."
HINTS = {
    "soviet": LEADERS_TOLD,
    "soviet_style": STYLES_TOLD,
    "japanese": LEADERS_TOLD,
    "japanese_style": STYLES_TOLD,
    "fog": "Without fog a side sees everything: for teachers. The game file says so.",
    "weather": "As it was in August 1938, or another August's by the frequencies of the record.",
    "truce": "Whether the guns fall silent at the hour of the record or by how the battle goes.",
    "soviet_handicap": BURDENS_TOLD,
    "japanese_handicap": BURDENS_TOLD,
    "seed": "The same number and orders give the same battle. Type digits, or arrows for another.",
}
SEEDS = 1_000_000
DIGITS = 18
SIMPLE = tuple(name for name in ("greedy", "reactive", "random") if name in AGENTS)
HANDICAPS = {side: ("", *(one.option for one in EVERY if one.side == side)) for side in SIDES}
"""By side: none, or one by its option."""
VALUES: dict[str, tuple[object, ...]] = {
    "soviet": (HUMAN, *LEVELS, *SIMPLE, HISTORY),
    "soviet_style": tuple(STYLES),
    "japanese": (HUMAN, *LEVELS, *SIMPLE, HISTORY),
    "japanese_style": tuple(STYLES),
    "fog": (True, False),
    "weather": CHOICES,
    "truce": (False, True),
    "soviet_handicap": HANDICAPS["soviet"],
    "japanese_handicap": HANDICAPS["japanese"],
}


def proposed(model: Scenario) -> dict[str, Any]:
    """What is proposed: the side recommended for a first game, against a staff that is a fair match."""
    values: dict[str, Any] = {name: known[0] for name, known in VALUES.items()}
    opponent = TEACHER if model.card.tutorial else OPPONENT
    for side in SIDES:
        values[side] = HUMAN if side == model.card.recommended_side else opponent
    styles = dict.fromkeys(STYLES_OF, "normal")
    return values | styles | {"seed": secrets.randbelow(SEEDS)}


def known(name: str, path: Path, values: dict[str, Any]) -> tuple[object, ...]:
    """What a line can be set to, by scenario and by what other lines are set to; nothing for no choice."""
    if name in STYLES_OF and values[STYLES_OF[name]] not in LEVELS:
        return ()
    if name in SIDES and not plan_of(path, name).is_file():
        return tuple(value for value in VALUES[name] if value != HISTORY)
    return VALUES[name]


def plan_of(path: Path, side: str) -> Path:
    """Where the historical orders of a side lie for a scenario."""
    return path.parent / HISTORY / f"{side}.yaml"


def leader(path: Path, values: dict[str, Any], side: str) -> str:
    """Who leads a side, as a game file or a command line would name him."""
    who, style = str(values[side]), str(values[f"{side}_style"])
    if who == HISTORY:
        return str(plan_of(path, side))
    return f"{who}:{style}" if who in LEVELS and style != "normal" else who


def choice_of(path: Path, values: dict[str, Any]) -> Choice:
    """The game that the values of the lines mean; who only watches sees both sides."""
    players = (leader(path, values, "soviet"), leader(path, values, "japanese"))
    weather = cast(Weather, values["weather"])
    burdens = tuple(option for side in SIDES if (option := str(values[f"{side}_handicap"])))
    terms = Terms(int(values["seed"]), weather, burdens, historical=bool(values["truce"]))
    side = players.index(HUMAN) if HUMAN in players else 0
    watched = HUMAN not in players
    return Choice(path, players, terms, side, not values["fog"] or watched)


def said(name: str, value: object, *, any_choice: bool = True) -> str:
    """A value in words; a dash where there is nothing to choose."""
    if not any_choice:
        return "-"
    if name in BURDENS:
        return OPTIONS[str(value)].words if value else _("none")
    return _(WORDS[name].get(value, str(value))) if name in WORDS else str(value)
