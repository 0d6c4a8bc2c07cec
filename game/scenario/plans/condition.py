"""Conditions of a plan: the closed list of what may be asked, and how a condition is written.

`condition_parser.py` reads them; nothing in a condition is ever run as code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from game.scenario.plans.hours import Hour
from game.scenario.plans.hours import written as hour_written

Measure = Literal["", "share", "count", "light", "hour"]


@dataclass(frozen=True, slots=True)
class Word:
    """What a word asks of, and what it is compared with; `like` shows how it is used."""

    args: int
    measure: Measure
    like: str


WORDS: dict[str, Word] = {
    "taken": Word(1, "", "taken(Zaozernaya)"),
    "lost": Word(1, "", "lost(Zaozernaya)"),
    "loss": Word(1, "share", "loss(118 RR) > 25%"),
    "supp": Word(1, "share", "supp(Zaozernaya) > .6"),
    "seen": Word(2, "count", "seen(enemy, Zaozernaya) > 3"),
    "light": Word(0, "light", "light in (day, fog)"),
    "ammo": Word(1, "share", "ammo(118 RR) < .3"),
    "time": Word(0, "hour", "time >= 08-06 16:00"),
}
LIGHTS = ("day", "dusk", "night", "fog")
COMPARES = (">=", "<=", ">", "<")
JOINTS = ("and", "or", "not")
MAX_LENGTH = 400
MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Ask:
    """A condition as written: a word of `WORDS` with its names, or and, or, not with their `parts`.

    `value` is a count, or a share in thousandths; `hour` what the time is compared with; `lights` what the
    light may be.
    """

    word: str
    args: tuple[str, ...] = ()
    compare: str = ""
    value: int = 0
    hour: Hour | None = None
    lights: tuple[str, ...] = ()
    parts: tuple[Ask, ...] = ()


def joined(word: str, parts: tuple[Ask, ...]) -> Ask:
    """Parts under one "and" or "or"; those under the same word already are taken up."""
    flat = tuple(p for part in parts for p in (part.parts if part.word == word else (part,)))
    return flat[0] if len(flat) == 1 else Ask(word, parts=flat)


def written(ask: Ask) -> str:
    """The text that reads back to the same condition."""
    if ask.word == "not":
        return f"not {_bracketed(ask.parts[0], ('and', 'or'))}"
    if ask.word in JOINTS:
        inner = ("or",) if ask.word == "and" else ()
        return f" {ask.word} ".join(_bracketed(part, inner) for part in ask.parts)
    called = f"{ask.word}({', '.join(ask.args)})" if ask.args else ask.word
    if ask.lights:
        return f"{called} in ({', '.join(ask.lights)})"
    return f"{called} {ask.compare} {_value(ask)}" if ask.compare else called


def _bracketed(ask: Ask, words: tuple[str, ...]) -> str:
    return f"({written(ask)})" if ask.word in words else written(ask)


def _value(ask: Ask) -> str:
    if ask.hour is not None:
        return hour_written(ask.hour)
    if WORDS[ask.word].measure == "share":
        return f"{ask.value / 10:g}%"
    return str(ask.value)
