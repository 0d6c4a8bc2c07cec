"""Reads a condition by recursive descent, word by word; its length and depth are bounded."""

from __future__ import annotations

import re
from dataclasses import dataclass

from game.scenario.faults import nearest, shown
from game.scenario.plans.condition import (
    COMPARES,
    JOINTS,
    LIGHTS,
    MAX_DEPTH,
    MAX_LENGTH,
    WORDS,
    Ask,
    Word,
    joined,
)
from game.scenario.plans.hours import Hour, clock_of, h_of
from game.scenario.plans.misread import Misread

_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"[^\W\d]\w*")
_COMPARE = re.compile(r"[<>=!]+")
_VALUE = re.compile(r"\d*\.?\d+\s*%?")
_HOUR = re.compile(r"(?:\d{4}-)?\d{1,2}-\d{1,2}[ T]+\d{1,2}:\d{2}|[Hh](?:\s*[+-]\s*\d{1,3}:\d{2})?(?!\w)")
_INSIDE = re.compile(r"[^(),]*")


def read(text: object) -> Ask:
    """The condition of a text; raises `Misread` with what is wrong with it."""
    if not isinstance(text, str) or not text.strip():
        raise Misread('a condition, like "taken(Zaozernaya)"', shown(text))
    if len(text) > MAX_LENGTH:
        raise Misread(f"a condition of at most {MAX_LENGTH} characters", f"{len(text)} characters")
    reader = _Reader(text)
    ask = reader.either(0)
    if not reader.ended():
        raise Misread("and, or, or the end of the condition", reader.rest())
    return ask


@dataclass(slots=True)
class _Reader:
    text: str
    place: int = 0

    def _skip(self) -> None:
        self.place = _SPACE.match(self.text, self.place).end()  # type: ignore[union-attr]

    def ended(self) -> bool:
        self._skip()
        return self.place >= len(self.text)

    def rest(self) -> str:
        return "the end" if self.ended() else shown(self.text[self.place :])

    def _take(self, pattern: re.Pattern[str]) -> str:
        self._skip()
        found = pattern.match(self.text, self.place)
        self.place = found.end() if found else self.place
        return found.group() if found else ""

    def _peek(self) -> str:
        here = self.place
        word = self._take(_WORD).lower()
        self.place = here
        return word

    def _sign(self, sign: str, wanted: str) -> None:
        self._skip()
        if not self.text.startswith(sign, self.place):
            raise Misread(wanted, self.rest())
        self.place += 1

    def either(self, depth: int) -> Ask:
        return self._chain("or", depth)

    def _chain(self, word: str, depth: int) -> Ask:
        parts = [self._chain("and", depth) if word == "or" else self._single(depth)]
        while self._peek() == word:
            self._take(_WORD)
            parts.append(self._chain("and", depth) if word == "or" else self._single(depth))
        return joined(word, tuple(parts))

    def _single(self, depth: int) -> Ask:
        if depth >= MAX_DEPTH:
            raise Misread(f"at most {MAX_DEPTH} levels of brackets and not", "more")
        self._skip()
        if self.text.startswith("(", self.place):
            self.place += 1
            inside = self.either(depth + 1)
            self._sign(")", ") to close the brackets")
            return inside
        if self._peek() == "not":
            self._take(_WORD)
            return Ask("not", parts=(self._single(depth + 1),))
        return self._asked()

    def _asked(self) -> Ask:
        here = self.rest()
        name = self._take(_WORD).lower()
        if name not in WORDS:
            near = nearest(name, WORDS) if name and name not in JOINTS else ""
            raise Misread(f"one of {', '.join(WORDS)}", shown(name) if name else here, near)
        word = WORDS[name]
        args = self._args(name, word) if word.args else ()
        if word.measure == "light":
            return Ask(name, lights=self._lights())
        if not word.measure:
            return Ask(name, args)
        compare = self._compare(word)
        if word.measure == "hour":
            return Ask(name, compare=compare, hour=self._hour(word))
        return Ask(name, args, compare, self._value(word))

    def _args(self, name: str, word: Word) -> tuple[str, ...]:
        self._sign("(", f"( after {name}, like {word.like}")
        args = [self._arg(word)]
        while self.text.startswith(",", self.place):
            self.place += 1
            args.append(self._arg(word))
        self._sign(")", f") to close {name}(")
        if len(args) != word.args:
            raise Misread(
                f"{word.args} name{'s' * (word.args > 1)} in {name}(), like {word.like}", str(len(args))
            )
        if name == "seen" and args[0].lower() != "enemy":
            raise Misread(f"'enemy' first in seen(), like {word.like}", shown(args[0]))
        return tuple(["enemy", *args[1:]] if name == "seen" else args)

    def _arg(self, word: Word) -> str:
        arg = " ".join(self._take(_INSIDE).split())
        if not arg:
            raise Misread(f"a name, like {word.like}", self.rest())
        return arg

    def _lights(self) -> tuple[str, ...]:
        like = WORDS["light"].like
        if self._take(_WORD).lower() != "in":
            raise Misread(f"in after light, like {like}", self.rest())
        self._sign("(", f"( after light in, like {like}")
        found = [self._light()]
        while self.text.startswith(",", self.place):
            self.place += 1
            found.append(self._light())
        self._sign(")", ") to close light in (")
        return tuple(dict.fromkeys(found))

    def _light(self) -> str:
        word = " ".join(self._take(_INSIDE).split()).lower()
        if word not in LIGHTS:
            raise Misread(f"one of {', '.join(LIGHTS)}", shown(word), nearest(word, LIGHTS))
        return word

    def _compare(self, word: Word) -> str:
        here = self.rest()
        sign = self._take(_COMPARE)
        if sign not in COMPARES:
            raise Misread(f"one of > < >= <=, like {word.like}", shown(sign) if sign else here)
        return sign

    def _hour(self, word: Word) -> Hour:
        here = self.rest()
        text = self._take(_HOUR)
        hour = (clock_of(text) or h_of(text)) if text else None
        if hour is None:
            raise Misread(f"a date and hour, like {word.like}", here)
        return hour

    def _value(self, word: Word) -> int:
        here = self.rest()
        text = self._take(_VALUE).replace(" ", "")
        if word.measure == "share":
            return _share(text, here, word)
        if not text.isascii() or not text.isdigit() or len(text) > 4:
            raise Misread(f"a whole number, like {word.like}", here)
        return int(text)


def _share(text: str, here: str, word: Word) -> int:
    """Thousandths of a share: 25%, .25 or 0.25."""
    whole, _, part = text.rstrip("%").partition(".")
    digits = 1 if text.endswith("%") else 3
    if (
        not (text and text.isascii())
        or len(part) > digits
        or len(whole) > 3
        or (whole not in ("", "0", "1") and digits == 3)
    ):
        raise Misread(f"a share, like 25% or .25 ({word.like})", here)
    value = int(whole or 0) * (10 if digits == 1 else 1000) + int(part.ljust(digits, "0") or 0)
    if value > 1000:
        raise Misread("a share of at most 100%", here)
    return value
