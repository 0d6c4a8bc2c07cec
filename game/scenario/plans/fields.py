"""Readers of the single values of an order, and the text that each reads back from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from game.scenario.faults import nearest, shown
from game.scenario.plans import condition, condition_parser, hours
from game.scenario.plans.condition import Ask
from game.scenario.plans.hours import Hour
from game.scenario.plans.misread import Misread

Texts = tuple[str, ...]
Shared = Texts | dict[str, Texts]
"""The same for all who go, or for each of the formations named."""

MAX_LIST = 60
MAX_TEXT = 120
ROLES = ("with", "on call", "cut wire")
SIZES = ("co", "bn", "rgt")
_RESERVE = re.compile(r"(\d{1,2})(?:\s*(co|bn|rgt))?", re.IGNORECASE)
_METERS = re.compile(r"(\d{1,4})(?:\s*m)?")
_PERCENT = re.compile(r"(\d{1,3})\s*%?")
_UNITS_OF_FIRE = re.compile(r"(\d?)(?:\.(\d{1,3}))?\s*uf", re.IGNORECASE)
_OPEN = 'a condition in quotes, like when: "light in (day, fog)"'


@dataclass(frozen=True, slots=True)
class Amount:
    """Shells of each battery: so many rounds, or thousandths of a unit of fire."""

    rounds: int = 0
    share: int = 0


def text_of(value: Any) -> str:
    """One name."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise Misread(f'a name or a hex label in quotes, like "{value}"', shown(value))
    if not isinstance(value, str) or not value.strip():
        raise Misread("a name", shown(value))
    if len(value) > MAX_TEXT:
        raise Misread(f"a name of at most {MAX_TEXT} characters", shown(value))
    return " ".join(value.split())


def texts_of(value: Any) -> Texts:
    """One name or a list of names."""
    if not isinstance(value, list | tuple):
        return (text_of(value),)
    if not 1 <= len(value) <= MAX_LIST:
        raise Misread(f"a name or a list of 1 to {MAX_LIST} names", f"{len(value)} of them")
    return tuple(_deeper(text_of, part, n) for n, part in enumerate(value))


def shared_of(value: Any) -> Shared:
    """Names for all, or a mapping of formations to names."""
    if not isinstance(value, dict):
        return texts_of(value)
    if not 1 <= len(value) <= MAX_LIST:
        raise Misread("a place for each formation named", shown(value))
    return {key: _deeper(texts_of, part, key) for key, part in value.items()}


def shared_text(value: Shared) -> Any:
    """What `shared_of` reads back."""
    return {key: _short(part) for key, part in value.items()} if isinstance(value, dict) else _short(value)


def aid_of(value: Any) -> tuple[tuple[str, str], ...]:
    """Supporting units with what they do; "" where that is left to their arm."""
    parts = value if isinstance(value, list | tuple) else [value]
    if not 1 <= len(parts) <= MAX_LIST:
        raise Misread("a list of names, or of name: with, on call or cut wire", shown(value))
    return tuple(pair for n, part in enumerate(parts) for pair in _deeper(_aid, part, n))


def _aid(value: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        return ((text_of(value), ""),)
    return tuple((text_of(name), _deeper(_role, role, name)) for name, role in value.items())


def _role(value: Any) -> str:
    said = str(value).replace("_", " ").lower()
    if said not in ROLES:
        raise Misread(f"one of {', '.join(ROLES)}", shown(value), nearest(said, ROLES))
    return said


def aid_text(value: tuple[tuple[str, str], ...]) -> list[Any]:
    """What `aid_of` reads back."""
    return [{name: role} if role else name for name, role in value]


def ask_of(value: Any) -> Ask:
    """A condition."""
    return condition_parser.read(value)


def start_of(value: Any) -> Hour | Ask:
    """When an order begins: an hour or a condition."""
    return _when(value) if isinstance(value, dict) else hours.start_of(value)


def end_of(value: Any) -> Hour | Ask:
    """How long an order holds: an hour or a condition."""
    return _when(value) if isinstance(value, dict) else hours.end_of(value)


def _when(value: dict[str, Any]) -> Ask:
    if "when" not in value:
        raise Misread("the key 'when' with a condition", ", ".join(map(shown, value)) or "none")
    if len(value) > 1:
        broken = str(value["when"]).count("(") > str(value["when"]).count(")")
        strange = next(key for key in value if key != "when")
        raise Misread(_OPEN if broken else "no key but 'when'", shown(strange))
    return _deeper(ask_of, value["when"], "when")  # type: ignore[no-any-return]


def hour_text(value: Hour | Ask | None) -> Any:
    """What `start_of` and `end_of` read back."""
    if isinstance(value, Ask):
        return {"when": condition.written(value)}
    return None if value is None else hours.written(value)


def percent_of(value: Any) -> int:
    """Per cent, 30% or 30."""
    found = _PERCENT.fullmatch(_loose(value))
    if not found or not 1 <= int(found[1]) <= 100:
        raise Misread("a share from 1% to 100%", shown(value))
    return int(found[1])


def meters_of(value: Any) -> int:
    """Meters, 250 m or 250."""
    found = _METERS.fullmatch(_loose(value))
    if not found:
        raise Misread('meters, like "250 m"', shown(value))
    return int(found[1])


def reserve_of(value: Any) -> str:
    """What is kept back: 1 bn, 2 co, 1 rgt, or so many counters."""
    found = _RESERVE.fullmatch(_loose(value))
    if not found:
        raise Misread('a reserve, like "1 bn", "2 co" or 3', shown(value))
    return " ".join(part.lower() for part in found.groups() if part)


def amount_of(value: Any) -> Amount:
    """Shells of each battery: 40, or .5 uf."""
    said = _loose(value)
    if said.isascii() and said.isdigit() and 0 < int(said[:6]) <= 10_000 and len(said) < 6:
        return Amount(rounds=int(said))
    found = _UNITS_OF_FIRE.fullmatch(said)
    if not found or not (found[1] or found[2]):
        raise Misread('rounds of each battery, like 40 or ".5 uf" of a unit of fire', shown(value))
    return Amount(share=int(found[1] or 0) * 1000 + int((found[2] or "").ljust(3, "0")))


def amount_text(value: Amount | None) -> Any:
    """What `amount_of` reads back."""
    if value is None:
        return None
    return value.rounds or f"{value.share / 1000:g} uf"


def _loose(value: Any) -> str:
    """A whole number or a text as text; nothing else fits."""
    return str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""


def _short(value: Texts) -> Any:
    return value[0] if len(value) == 1 else list(value)


def texts_text(value: Texts) -> Any:
    """What `texts_of` reads back."""
    return _short(value)


def _deeper(read: Any, value: Any, step: str | int) -> Any:
    """A piece read, its fault told from one step further up."""
    try:
        return read(value)
    except Misread as wrong:
        raise Misread(wrong.expected, wrong.found, wrong.nearest, (step, *wrong.at)) from None
