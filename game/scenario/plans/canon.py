"""Names of troops brought to one form, so that 40 RD, 40rd and 40th Rifle Division are the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

Tokens = tuple[str, ...]

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_BRACKETS = re.compile(r"\([^()]*\)")
_ENGLISH = re.compile(r"(\d+)(st|nd|rd|th)(?![^\W\d_])")
_CARS = re.compile(r"armou?red[ -]cars?\b")
_RUSSIAN = re.compile(r"(\d+)\s*-\s*(й|я|го|ой|ая|м|е)(?!\w)")
_DROPPED = {"the", "of", "in", "and", "from", "separate", "sep", "light", "unit"}
_PAIRS: dict[Tokens, Tokens] = {
    ("machine", "gun"): ("mg",),
    ("anti", "tank"): ("at",),
    ("anti", "aircraft"): ("aa",),
    ("self", "propelled"): ("sp",),
    ("motor", "inf"): ("mr",),
    ("regimental", "gun"): ("rg",),
    ("regimental", "bty"): ("rg", "bty"),
    ("gun", "co"): ("rg", "co"),
    ("battalion", "gun"): ("bg",),
    ("gun", "pl"): ("bg", "pl"),
    ("bn", "gun"): ("bg",),
    ("rgt", "gun"): ("rg",),
}
"""Two words that are one; looked for after single words were brought to their form."""
_LONG: dict[str, str] = {
    "inf": "infantry rifle rifles",
    "arty": "artillery art",
    "mtn": "mountain",
    "heavy": "hvy",
    "field": "fd",
    "engr": "engineer engineers engrs eng sapper sappers sap pioneer pioneers",
    "recon": "reconnaissance recce",
    "mech": "mechanized mechanised",
    "cav": "cavalry c",
    "tank": "tanks",
    "gun": "guns",
    "div": "division dn d",
    "bde": "brigade brig b",
    "rgt": "regiment regt regts",
    "bn": "battalion battalions btn btln",
    "co": "company coy companies",
    "bty": "battery batteries btry",
    "sqn": "squadron squadrons sqdn sqns",
    "pl": "platoon plt",
    "det": "detachment",
    "hq": "headquarters staff",
    "group": "groups grp",
}
_SHORT: dict[str, str] = {
    "inf div": "rd sd id сд пд",
    "inf rgt": "rr ir сп пп",
    "inf corps": "rc ск",
    "arty rgt": "ap lar ар ап",
    "corps arty rgt": "car cap кап",
    "mtn arty rgt": "mar",
    "mtn arty": "ma",
    "heavy arty rgt": "har",
    "heavy arty": "ha",
    "heavy field arty": "hfa",
    "heavy field arty rgt": "hfar",
    "heavy bn": "hb",
    "tank bn": "tb otb отб тб",
    "recon bn": "rb orb орб рб",
    "engr rgt": "er",
    "engr": "e",
    "engr bn": "сапб осапб",
    "mech bde": "mb mbr mechbde мбр мехбр",
    "border det": "bd по",
    "border garrison": "bgu",
    "cav rgt": "cr кп",
    "at co": "atco",
}
_WORDS: dict[str, Tokens] = {
    word: tuple(form.split())
    for table in (_LONG, _SHORT)
    for form, words in table.items()
    for word in words.split()
}
ECHELONS = {"co", "bty", "sqn", "bn", "rgt", "div", "bde", "corps", "pl", "squad", "group", "party", "det"}


@lru_cache(maxsize=1 << 15)
def canon(text: str, *, brackets: bool = True) -> Tokens:
    """The words of a name in their one form; without what stands in brackets where that is wanted."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if not brackets:
        plain = _BRACKETS.sub(" ", plain)
    plain = _CARS.sub("ac", plain)  # CAR is a corps artillery regiment
    plain = _RUSSIAN.sub(r"\1 ", _ENGLISH.sub(_ordinal, plain))
    words: list[str] = []
    for token in _TOKEN.findall(plain):
        if token == "sb" and words and words[-1].isdigit():
            words += ["engr", "bn"]
        elif token not in _DROPPED:
            words += _WORDS.get(token, (token,))
    return _paired(words)


@lru_cache(maxsize=1 << 15)
def loosened(tokens: Tokens) -> Tokens:
    """The same without the words for sizes of formations, if anything is left."""
    return tuple(token for token in tokens if token not in ECHELONS) or tokens


def _ordinal(found: re.Match[str]) -> str:
    """A number without its ending; 3rd is an ordinal, 40rd is a rifle division."""
    number, ending = found[1], found[2]
    teen = number[-2:-1] == "1"
    right = {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th") if not teen else "th"
    return f"{number} " if ending == right else f"{number} {ending}"


def _paired(words: list[str]) -> Tokens:
    out: list[str] = []
    for word in words:
        pair = (out[-1], word) if out else ()
        if pair in _PAIRS:
            out[-1:] = _PAIRS[pair]
        else:
            out.append(word)
    return tuple(out)
