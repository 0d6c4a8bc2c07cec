"""The text form of orders, for logs, files, tests and people: `march 118rr-i-1 route=1207,1208 mode=column`.

Word and unit first, then what differs from the ordinary, as key=value. Hexes are printed labels, hours
are "08-06/16:55" (month-day/hour:minute, Soviet Far-East time). What was written reads back the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, Field, fields
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Any

from game.engine.orders import BY_WORD, Order
from game.grid.board import Board

EPOCH = datetime(1938, 7, 29)
YEAR = 1938
SIDE_ORDERS = ("request",)
SIDES = ("soviet", "japanese")
_HEXES = ("target", "aim")
_HOURS = ("start", "end")


class UnreadableError(ValueError):
    """A text that is no order: a code and the values that its sentence names (`game.words`)."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(f"{code} {values}")
        self.code, self.values = code, values


def write(order: Order, board: Board, units: Sequence[str]) -> str:
    """Text of an order; `units` are the ids by row."""
    head = [order.word]
    if order.word not in SIDE_ORDERS:
        head.append(units[order.unit])
    parts = []
    for field in fields(order):
        value = getattr(order, field.name)
        if field.name == "unit" or (field.default is not MISSING and value == field.default):
            continue
        parts.append(field.name if value is True else f"{field.name}={_word(field.name, value, board)}")
    return " ".join([*head, *parts])


def read(line: str, board: Board, units: Sequence[str]) -> Order:
    """The order that a text stands for.

    Raises
    ------
    UnreadableError
        With the nearest word that would have been right, where there is one.
    """
    words = line.split()
    if not words or words[0] not in BY_WORD:
        raise _unknown("order", words[0] if words else "", list(BY_WORD))
    kind = BY_WORD[words[0]]
    known = {field.name: field for field in fields(kind)}
    given: dict[str, Any] = {}
    rest = words[1:]
    if kind.word not in SIDE_ORDERS:
        if not rest or rest[0] not in units:
            raise _unknown("unit", rest[0] if rest else "", list(units))
        given["unit"] = units.index(rest[0])
        rest = rest[1:]
    for part in rest:
        key, equals, value = part.partition("=")
        if key not in known or key == "unit" or key in given:
            raise _unknown("key", key, [name for name in known if name != "unit"])
        given[key] = _value(known[key], value if equals else None, board)
    missing = [f.name for f in fields(kind) if f.default is MISSING and f.name not in given]
    if missing:
        raise UnreadableError("key.missing", word=kind.word, key=missing[0])
    return kind(**given)


def hour(minute: int) -> str:
    """A minute as "08-06/16:55"."""
    return (EPOCH + timedelta(minutes=minute)).strftime("%m-%d/%H:%M")


def minute(words: str) -> int:
    """The minute that "08-06/16:55" stands for; raises `UnreadableError`."""
    try:
        moment = datetime.strptime(f"{YEAR}-{words}", "%Y-%m-%d/%H:%M")
    except ValueError:
        raise UnreadableError("hour", hour=words) from None
    return int((moment - EPOCH) // timedelta(minutes=1))


def _word(key: str, value: Any, board: Board) -> str:
    if key == "route":
        return ",".join(board.label(hexes) for hexes in value)
    if key in _HEXES:
        return board.label(value)
    if key in _HOURS:
        return hour(value)
    if key == "side":
        return SIDES[value]
    return str(value)


def _value(field: Field[Any], word: str | None, board: Board) -> Any:
    """The value of a key by the type of its field: a flag stands alone, everything else has a value."""
    key, flag = field.name, field.type == "bool"
    if word is None or flag:
        if flag and word is None:
            return True
        raise UnreadableError("value", key=key, found=(word or "")[:60])
    if key == "route":
        return tuple(_hex(label, board) for label in word.split(","))
    if key in _HEXES:
        return _hex(word, board)
    if key in _HOURS:
        return minute(word)
    if key == "side":
        return _side(word)
    return _number(key, word) if field.type == "int" else word


def _hex(label: str, board: Board) -> int:
    try:
        return board.hex_of(label)
    except ValueError:
        raise UnreadableError("hex", hex=label[:60]) from None


def _side(word: str) -> int:
    if word not in SIDES:
        raise _unknown("side", word, list(SIDES))
    return SIDES.index(word)


def _number(key: str, word: str) -> int:
    digits = word.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) < 10:
        return int(word)
    raise UnreadableError("value", key=key, found=word[:60])


def _unknown(what: str, found: str, valid: list[str]) -> UnreadableError:
    near = get_close_matches(found, valid, 1)
    return UnreadableError(f"{what}.unknown", found=found[:60], near=near[0] if near else "")
