"""What a staff means by its orders, in sentences."""

from __future__ import annotations

from game.i18n import text

TACTICS = {
    "frontal": "straight at it",
    "barrage": "behind a barrage",
    "converging": "from two sides",
    "night_infiltration": "by night, with the bayonet",
    "tank_led": "behind tanks",
    "bound": "in bounds, from cover to cover",
    "smoke_screen": "through smoke",
    "feint": "as a feint",
    "crest_line": "on the crest",
    "reverse_slope": "behind the crest",
    "at_ambush": "with anti-tank guns in ambush",
    "fire_sack": "with fire from both sides",
    "elastic": "giving way by night",
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


def gather(place: str, who: str, chance: int) -> str:
    """A sentence on an attack that waits."""
    return text(
        "Gather for {place}: {who}; {chance} % if it went in now.", place=place, who=who, chance=chance
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
