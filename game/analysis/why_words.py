"""Words of the ledger: what each rule is called, what its numbers count, and what its factors are named.

Everything here is a message for the catalogues; `i18n.text` and `i18n.plural` put it into a language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Counted(NamedTuple):
    """A number of things; as a result it goes untold where there is none and nothing was drawn.

    `{n}` is a whole number, `{shown}` one that may have a fraction: that takes the plural of two.
    """

    one: str
    many: str


class Happened(NamedTuple):
    """A result that is yes or no."""

    yes: str
    no: str


class Measured(NamedTuple):
    """A result that is a quantity."""

    words: str | Counted


class Graded(NamedTuple):
    """A result that is one of a few grades, from 0 up."""

    words: tuple[str, ...]


Result = Counted | Happened | Measured | Graded


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one rule; `alone` is its head where the source is nobody."""

    head: str
    base: str | Counted
    result: Result
    expected: str | Counted = "{n} expected"
    alone: str = ""


MEN = Counted("{n} man lost", "{n} men lost")
VEHICLES = Counted("{n} vehicle out of action", "{n} vehicles out of action")
GUNS = Counted("{n} gun out of action", "{n} guns out of action")
AIRCRAFT = Counted("{n} aircraft shot down", "{n} aircraft shot down")
CHANCE = "a chance of {percent} %"
NOW = Measured("now {n}")
POINTS = Counted("{shown} point", "{shown} points")
MINUTES = Counted("{shown} minute", "{shown} minutes")

RULES: dict[str, Words] = {
    "fire": Words(
        "{source} fired at {target}",
        Counted("{shown} rifle equivalent", "{shown} rifle equivalents"),
        MEN,
        alone="Fire at {target}",
    ),
    "movement_fire": Words(
        "{source} fired at {target} on the move in {hex}",
        Counted("{shown} rifle equivalent", "{shown} rifle equivalents"),
        MEN,
        alone="Fire at {target} on the move in {hex}",
    ),
    "final_fire": Words(
        "{source} fired at {target} in the last hundred meters",
        Counted("{shown} man in an hour of such fire", "{shown} men in an hour of such fire"),
        MEN,
        alone="Fire at {target} in the last hundred meters",
    ),
    "losses": Words("All fire at {target}", Counted("{shown} hit", "{shown} hits"), MEN),
    "suppression": Words("Fire upon {target}", "stress {n}", Measured("suppression now {n}"), "{n} more"),
    "shells": Words(
        "{source} shelled {target} in {hex}",
        Counted("{shown} man covered", "{shown} men covered"),
        MEN,
        alone="Shells on {target} in {hex}",
    ),
    "bombs": Words(
        "{source} bombed {target} in {hex}",
        Counted("{shown} man covered", "{shown} men covered"),
        MEN,
        alone="Bombs on {target} in {hex}",
    ),
    "guns_lost": Words(
        "Shells on the guns of {target} in {hex}", Counted("{shown} gun", "{shown} guns"), GUNS
    ),
    "anti_aircraft": Words(
        "{source} fired at the aircraft of {target}",
        "{n} aircraft by one gun",
        AIRCRAFT,
        alone="Anti-aircraft fire at {target}",
    ),
    "armor_hit": Words(
        "{source} fired at the tanks of {target}",
        Counted("{shown} shot", "{shown} shots"),
        VEHICLES,
        alone="Fire at the tanks of {target}",
    ),
    "armor_losses": Words(
        "All fire at the tanks of {target}",
        Counted("{shown} hit that tells", "{shown} hits that tell"),
        VEHICLES,
    ),
    "tank_assault": Words(
        "{source} attacked the tanks of {target} at close quarters",
        "a chance of {n} for each",
        VEHICLES,
        alone="Close assault on the tanks of {target}",
    ),
    "bog": Words(
        "{target} drove into {hex}",
        Counted("{shown} tank", "{shown} tanks"),
        Counted("{n} tank stuck fast", "{n} tanks stuck fast"),
    ),
    "approach": Words(
        "{target} closes in upon {hex}",
        Counted("{shown} belt of wire", "{shown} belts of wire"),
        Measured(MINUTES),
        MINUTES,
    ),
    "reach": Words("{target} storms {hex}", "stress {n}", Happened("thrown back", "they get there"), CHANCE),
    "close_defense": Words(
        "{source} fell upon {target} hand to hand",
        Counted("{shown} man who gets at them", "{shown} men who get at them"),
        MEN,
        alone="{target} hand to hand",
    ),
    "close_attack": Words(
        "{source} defended itself hand to hand against {target}",
        Counted("{shown} defender", "{shown} defenders"),
        MEN,
        alone="{target} in the attack hand to hand",
    ),
    "break": Words(
        "{target} after a round of close combat", "stress {n}", Happened("gives way", "holds"), CHANCE
    ),
    "pursuit": Words(
        "{source} pursued {target}",
        Counted("{shown} man who fell back", "{shown} men who fell back"),
        MEN,
        alone="{target} was pursued",
    ),
    "cohesion": Words("Cohesion of {target}", "{n} before", NOW, "{n}"),
    "rally": Words("{target} in rout", "a chance of {n}", Happened("rallies", "runs on"), CHANCE),
    "leader": Words(
        "The leader of {target}",
        Counted("{shown} casualty around him", "{shown} casualties around him"),
        Happened("he fell", "he is unharmed"),
        CHANCE,
    ),
    "fatigue": Words("Fatigue of {target}", "{n} before", NOW, "{n}"),
    "killed": Words(
        "Casualties of {target}",
        Counted("{shown} casualty", "{shown} casualties"),
        Counted("{n} of them killed", "{n} of them killed"),
    ),
    "sickness": Words(
        "Heat and bad water on {target}",
        Counted("{shown} man", "{shown} men"),
        Counted("{n} man falls sick", "{n} men fall sick"),
    ),
    "spotting": Words(
        "{source} looked for {target}",
        "a chance of {n}",
        Graded(
            (
                "not noticed",
                "signs of it found",
                "its radio heard",
                "heard",
                "its flashes seen",
                "seen from the air",
                "located",
                "seen",
            )
        ),
        CHANCE,
        alone="{target} in sight of nobody",
    ),
    "order_delay": Words(
        "A new order for {target}",
        Counted("{shown} meter to headquarters", "{shown} meters to headquarters"),
        Counted("{n} pulse of delay", "{n} pulses of delay"),
        Counted("{shown} pulse", "{shown} pulses"),
    ),
    "march": Words("{target} marches into {hex}", MINUTES, Measured(MINUTES), MINUTES),
    "crossing": Words("The crossing at {hex}", "room for {n}", Counted("{n} crossed", "{n} crossed"), "{n}"),
    "supply": Words("Supply for {target}", "{n} kg", Measured("{n} kg came"), "{n} kg"),
    "digging": Words(
        "{target} digs in",
        MINUTES,
        Measured("depth {n}"),
        Counted("{shown} minute of full work", "{shown} minutes of full work"),
    ),
    "task": Words(
        "{target} at work in {hex}",
        MINUTES,
        Measured(MINUTES),
        Counted("{shown} minute of full work", "{shown} minutes of full work"),
    ),
    "ground_held": Words("{target}, as it is held at the end", POINTS, Measured(POINTS), POINTS),
    "terms": Words(
        "{target}",
        Counted("{shown} point for each", "{shown} points for each"),
        Measured(POINTS),
        POINTS,
    ),
    "objective": Words("{target}", POINTS, Measured(POINTS), POINTS),
    "escalation": Words(
        "{target}",
        Counted("{shown} point for each", "{shown} points for each"),
        Measured(Counted("the index rises by {shown} point", "the index rises by {shown} points")),
        POINTS,
    ),
    "truce": Words("The cease-fire", "{n}", Happened("it is agreed", "it is not agreed"), CHANCE),
    "ground_average": Words("{target}, on the average of the time", POINTS, Measured(POINTS), POINTS),
    "release": Words(
        "{target}",
        Counted("{shown} point of the other side", "{shown} points of the other side"),
        Counted("{n} release", "{n} releases"),
        "{n}",
    ),
    "war": Words(
        "The index of escalation",
        Counted("war comes at {shown} point", "war comes at {shown} points"),
        Graded(
            (
                "there is no war",
                "there is war, and the USSR has lost it",
                "there is war, and Japan has lost it",
                "there is war, and both have lost it",
            )
        ),
        POINTS,
    ),
    "score": Words("The score", "{n}", Measured("the score is {n}"), POINTS),
    "radio": Words(
        "The other side listened for the radio of {target}",
        "a chance of {percent} % a day",
        Happened("it is placed", "it is not heard"),
        CHANCE,
    ),
    "air_cover": Words(
        "Aircraft of the other side against {target}",
        "a chance of {n}",
        Happened("it turns back", "it goes on"),
        CHANCE,
    ),
    "surrender": Words(
        "{target} surrounded in {hex}",
        "a chance of {n}",
        Happened("it lays down its arms", "it fights on"),
        CHANCE,
    ),
    "wire": Words(
        "Fire on the wire of {hex}",
        Counted("{shown} belt of wire", "{shown} belts of wire"),
        Counted("{n} belt cut", "{n} belts cut"),
    ),
    "battery_located": Words(
        "The other side ranged on the flash and sound of {target}",
        "a chance of {n}",
        Happened("it is located", "it is not found"),
        CHANCE,
    ),
    "recovery": Words(
        "Tractors at work for {target}",
        Counted("{shown} tank stuck fast", "{shown} tanks stuck fast"),
        Counted("{n} tank pulled out", "{n} tanks pulled out"),
    ),
    "repair": Words(
        "Workshops at work for {target}",
        Counted("{shown} vehicle knocked out", "{shown} vehicles knocked out"),
        Counted("{n} vehicle mended or given up", "{n} vehicles mended or given up"),
    ),
    "strafing": Words(
        "{source} strafed {target} in {hex}",
        Counted("{shown} rifle equivalent", "{shown} rifle equivalents"),
        MEN,
        alone="Machine guns from the air on {target} in {hex}",
    ),
}

FACTORS: dict[str, str] = {
    "altitude": "altitude",
    "amount": "how many",
    "assault": "assault",
    "at_end": "ground at the end",
    "at_start": "to begin with",
    "average": "ground on the average",
    "base": "to begin with",
    "belts": "wire",
    "bombed": "under attack",
    "climb": "climb",
    "cut_off": "cut off",
    "dig": "digging",
    "each": "for one release",
    "effect": "effect of a defender",
    "engaged": "those who engage",
    "escort": "escort",
    "exposure": "exposure",
    "fatigue": "fatigue",
    "fire": "under fire",
    "flame": "flame tanks",
    "air": "attack from the air",
    "flank": "flank",
    "fog": "fog",
    "frontage": "frontage",
    "ground": "ground",
    "guns": "guns",
    "hour": "the hour of the record",
    "hours": "hours",
    "index": "escalation",
    "interdiction": "interdiction",
    "japanese": "by Japan",
    "knock_out": "hit, pierced, out of action",
    "lead": "leaders",
    "link": "link",
    "losses": "losses",
    "losses_and_time": "losses and time",
    "march": "march",
    "met": "met",
    "mode": "way of marching",
    "neighbor": "a neighbor routed",
    "night": "night",
    "night_march": "night march",
    "now": "losses now",
    "others_and_time": "other observers and time",
    "overlap": "overlap",
    "part": "part of the weight",
    "party": "working party",
    "pursuit": "pursuit",
    "quality": "quality",
    "rate": "rate",
    "recovery": "recovery",
    "sappers": "sappers",
    "search": "search for targets",
    "shaken": "shaken and outnumbered",
    "share": "share",
    "shelling": "under shells",
    "sleep": "sleep",
    "smoke": "smoke and dust",
    "soil": "soil",
    "soviet": "by the USSR",
    "staff": "staff",
    "suppression": "suppression",
    "surprise": "surprise",
    "susceptibility": "posture",
    "tanks": "tanks",
    "tasks": "tasks",
    "threshold": "what they bear",
    "time": "time",
    "times": "times",
    "trench": "trench",
    "view": "target in view",
    "visibility": "visibility",
    "watchfulness": "watchfulness",
}

TARGETS: dict[str, str] = {
    "objective": "A place",
    "term": "Losses and time",
    "task": "A task",
    "act": "An act of escalation",
    "release": "A release",
}
"""What the stakes of a scenario are called where their names are not known."""
