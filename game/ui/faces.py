"""From a unit to the face of its counter."""

from __future__ import annotations

from game.scenario.roster import AIRCRAFT, FIELD_GUNS, TANKS, Counter
from game.ui.counters.face import Face

STEPS = 4
GUN_CLASSES = (*FIELD_GUNS, "anti_tank_gun", "anti_tank_rifle", "anti_aircraft", "mortar")
BEARERS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("aircraft", AIRCRAFT, AIRCRAFT),
    ("vessels", ("patrol_boat",), ("boat",)),
    ("vehicles", ("armored_train",), ("armored_train",)),
    ("tanks", TANKS, TANKS),
    ("vehicles", ("armored_car", "self_propelled_gun"), ("armored_car", "self_propelled_gun")),
    (
        "guns",
        (
            "field_artillery",
            "howitzer",
            "heavy_artillery",
            "mountain_artillery",
            "infantry_gun",
            "anti_tank",
            "anti_aircraft",
            "at_rifle",
            "mortar",
        ),
        GUN_CLASSES,
    ),
)
ENTRENCHED_FROM = 1.0


def face_of(
    counter: Counter, classes: dict[str, str], *, stack: int = 1, states: frozenset[str] = frozenset()
) -> Face:
    """The counter of a unit at the start: men, or what its kind fights with, that can act."""
    bearer, count = _bearer(counter, classes)
    full = counter.men / counter.establishment if counter.establishment else 1.0
    if counter.works >= ENTRENCHED_FROM:
        states |= {"entrenched"}
    return Face(
        side=counter.side,
        symbol=counter.symbol,
        echelon=counter.echelon,
        label=counter.short,
        count=str(count),
        bearer=bearer,
        steps=(min(STEPS, max(1, round(full * STEPS))), STEPS),
        stack=stack,
        states=states,
    )


def _bearer(counter: Counter, classes: dict[str, str]) -> tuple[str, int]:
    """What the counter's number counts, and how many."""
    for bearer, symbols, wanted in BEARERS:
        if counter.symbol in symbols:
            count = counter.count(classes, *wanted)
            if count:
                return bearer, count
    return "men", counter.men
