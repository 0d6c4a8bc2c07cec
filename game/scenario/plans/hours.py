"""Hours of a plan as they are written: dates, H and what is counted from it, the end of another order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from game.scenario.faults import shown
from game.scenario.plans.misread import Misread

FIRST = datetime(1938, 7, 29)
"""The first midnight of the campaign; no order is older."""
YEAR = FIRST.year
ORDER_ID = r"[A-Za-z][A-Za-z0-9_.-]{0,39}"
_CLOCK = re.compile(r"(?:(\d{4})-)?(\d{1,2})-(\d{1,2})[ T]+(\d{1,2}):(\d{2})")
_H = re.compile(r"H(?:\s*([+-])\s*(\d{1,3}):([0-5]\d))?", re.IGNORECASE)
_SPAN = re.compile(r"([+-])\s*(\d{1,3}):([0-5]\d)")
_AFTER = re.compile(rf"after\s*:?\s*({ORDER_ID})(?:\s*\+\s*(\d{{1,3}}):([0-5]\d))?", re.IGNORECASE)
_BARE = re.compile(r"\d{1,2}:\d{2}")

CLOCK_WANTED = 'a date and hour, like "08-06 16:55"'
START_WANTED = f"{CLOCK_WANTED}, H, H-00:45, after:o2, or when: with a condition"
END_WANTED = f'{CLOCK_WANTED}, H+03:00, taken, a duration like "+06:00", forever, or when: with a condition'
FIRE_WANTED = f'{CLOCK_WANTED}, H-00:45, or minutes from the start of the order, like "-00:45"'


@dataclass(frozen=True, slots=True)
class Hour:
    """A moment: of the `clock`, minutes from "h", "after" the order of that name, minutes from the "start" of
    the order itself, or the words "taken" and "forever".
    """

    kind: Literal["clock", "h", "after", "start", "taken", "forever"]
    minutes: int = 0
    moment: datetime | None = None
    order: str = ""


def clock_of(text: str) -> Hour | None:
    """A date and hour of 1938; None for a text of another form."""
    found = _CLOCK.fullmatch(text)
    if not found:
        return None
    year, *rest = found.groups()
    try:
        moment = datetime(int(year or YEAR), *(int(part) for part in rest))  # type: ignore[arg-type]
    except ValueError:
        raise Misread('a date and hour that exist, like "08-06 16:55"', shown(text)) from None
    if not FIRST <= moment < datetime(YEAR + 1, 1, 1):
        raise Misread(f"a day of {YEAR} from 07-29 on", shown(text))
    return Hour("clock", moment=moment)


def h_of(text: str) -> Hour | None:
    """H, or so long before or after it; None for a text of another form."""
    found = _H.fullmatch(text)
    return Hour("h", _minutes(found[1], found[2], found[3])) if found else None


def start_of(text: str) -> Hour:
    """When an order begins."""
    text = _plain(text, START_WANTED)
    found = _AFTER.fullmatch(text)
    if found:
        return Hour("after", _minutes("+", found[2], found[3]), order=found[1])
    return clock_of(text) or h_of(text) or _lost(text, START_WANTED)


def end_of(text: str) -> Hour:
    """How long an order holds."""
    text = _plain(text, END_WANTED)
    if text.lower() == "taken":
        return Hour("taken")
    if text.lower() == "forever":
        return Hour("forever")
    span = _SPAN.fullmatch(text)
    if span and span[1] == "+":
        return Hour("start", _minutes(*span.groups()))
    return clock_of(text) or h_of(text) or _lost(text, END_WANTED)


def fire_hour_of(text: str) -> Hour:
    """When fire begins or ends."""
    text = _plain(text, FIRE_WANTED)
    span = _SPAN.fullmatch(text)
    if span:
        return Hour("start", _minutes(*span.groups()))
    return clock_of(text) or h_of(text) or _lost(text, FIRE_WANTED)


def day_of(text: str) -> Hour:
    """A date and hour and nothing else: H itself."""
    text = _plain(text, CLOCK_WANTED)
    return clock_of(text) or _lost(text, CLOCK_WANTED)


def written(hour: Hour) -> str:
    """The text that reads back to the same hour."""
    if hour.moment is not None:
        return f"{hour.moment:%m-%d %H:%M}"
    if hour.kind == "h":
        return "H" + (_span(hour.minutes) if hour.minutes else "")
    if hour.kind == "after":
        return f"after:{hour.order}" + (f" {_span(hour.minutes)}" if hour.minutes else "")
    return _span(hour.minutes) if hour.kind == "start" else hour.kind


def _plain(text: object, wanted: str) -> str:
    if not isinstance(text, str):
        raise Misread(wanted, shown(text))
    return text.strip()


def _lost(text: str, wanted: str) -> Hour:
    if _BARE.fullmatch(text):
        raise Misread(f'the date before the hour, like "08-06 {text}"', shown(text))
    raise Misread(wanted, shown(text))


def _minutes(sign: str | None, hours: str | None, minutes: str | None) -> int:
    total = int(hours or 0) * 60 + int(minutes or 0)
    return -total if sign == "-" else total


def _span(minutes: int) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
