"""What a staff means by its orders, in sentences."""

from __future__ import annotations

from game.i18n import plural, text

TACTICS = {
    "frontal": "straight at it",
    "barrage": "behind a barrage",
    "converging": "from two sides",
    "night_infiltration": "by night, with the bayonet",
    "tank_led": "behind tanks",
    "smoke_screen": "through smoke",
    "crest_line": "on the crest",
    "reverse_slope": "behind the crest",
    "at_ambush": "with anti-tank guns in ambush",
    "counter_attack": "and strike back at once",
}


def attack(place: str, who: str, numbers: tuple[int, int, int], tactic: str, odds: tuple[int, int]) -> str:
    """A sentence on an attack; `numbers` men, tanks, believed; `odds` per cent and own men lost."""
    men, tanks, believed = numbers
    return text(
        "Attack {place} {how}: {who}, {men} men and {tanks} tanks against {believed} believed; "
        "{chance} % by playouts, some {lost} men lost.",
        place=place,
        how=text(TACTICS[tactic]),
        who=who,
        men=men,
        tanks=tanks,
        believed=believed,
        chance=odds[0],
        lost=odds[1],
    )


def gather(place: str, who: str, men: int, believed: int) -> str:
    """A sentence on an attack that is to go in a turn later."""
    return text(
        "Gather for {place}: {who}, {men} men; {believed} are believed there.",
        place=place,
        who=who,
        men=men,
        believed=believed,
    )


def walk_in(place: str, who: str) -> str:
    """A sentence on a place that nobody is believed to hold."""
    return text("Occupy {place}, where nobody is believed: {who}.", place=place, who=who)


def defend(place: str, who: str, near: int, tactic: str) -> str:
    """A sentence on a place that is held."""
    return text(
        "Hold {place} {how}: {who}, with {near} of the enemy near.",
        place=place,
        how=text(TACTICS[tactic]),
        who=who,
        near=near,
    )


def reserve(who: str) -> str:
    """A sentence on who stands by."""
    return text("In reserve: {who}.", who=who)


def declined(points: float) -> str:
    """A sentence on why nothing is attacked."""
    said = f"{points:g}"
    return text("No assault is ordered: {points} points here go to whoever orders none.", points=said)


def spending(turns: int) -> str:
    """A sentence on guns that save no more shells; the turn that begins is counted."""
    return plural(
        "The guns fire off what they have: this turn is the last.",
        "The guns fire off what they have: {n} turns are left.",
        turns,
    )
