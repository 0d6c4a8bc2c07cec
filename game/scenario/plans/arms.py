"""Kinds of troops by the words that people use for them: the symbols of the ruleset, and groups of them."""

from __future__ import annotations

from collections.abc import Iterable

AIRCRAFT = frozenset({"bomber", "heavy_bomber", "fighter", "assault_aircraft"})
ARTILLERY = frozenset({"field_artillery", "howitzer", "heavy_artillery", "mountain_artillery"})
GUNS = ARTILLERY | {"infantry_gun", "self_propelled_gun", "armored_train"}
"""What can be asked for fire that is not seen from the gun."""
TANKS = frozenset({"tank", "flame_tank"})
ENGINEERS = frozenset({"engineers"})
_GROUPS: dict[str, frozenset[str]] = {
    "aircraft, plane, squadron": AIRCRAFT,
    "bomber": frozenset({"bomber", "heavy_bomber"}),
    "assault plane": frozenset({"assault_aircraft"}),
    "battery, artillery": ARTILLERY,
    "gun": GUNS,
    "tank": TANKS,
    "armor, armour": TANKS | {"bridge_tank", "armored_car", "self_propelled_gun"},
    "sapper, engineer, pioneer": ENGINEERS,
    "infantry, rifle": frozenset({"infantry", "motor_rifle", "border_guard"}),
    "rifle company": frozenset({"infantry", "motor_rifle"}),
    "machine gun, mg, machine gun company, mg company": frozenset({"machine_gun"}),
    "anti tank, anti tank gun, at gun, at": frozenset({"anti_tank", "at_rifle"}),
    "anti aircraft, anti aircraft gun, anti aircraft battery, aa, aa gun": frozenset({"anti_aircraft"}),
    "recon, reconnaissance": frozenset({"armored_car", "cavalry"}),
    "headquarters, hq, staff": frozenset({"headquarters"}),
    "boat, cutter": frozenset({"patrol_boat"}),
    "train": frozenset({"armored_train"}),
    "armoured car": frozenset({"armored_car"}),
    "armoured train": frozenset({"armored_train"}),
}


def plain(text: str) -> str:
    """A kind as it is looked up: small letters, single spaces."""
    return " ".join(text.casefold().replace("-", " ").replace("_", " ").split())


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def arm_of(text: str, symbols: Iterable[str]) -> frozenset[str]:
    """Symbols that a word for a kind of troops means; none for another word."""
    known = {plain(symbol): frozenset({symbol}) for symbol in symbols}
    known |= {word: arms for words, arms in _GROUPS.items() for word in words.split(", ")}
    word = plain(text)
    return known.get(word) or known.get(_singular(word)) or known.get(word + "s") or frozenset()
