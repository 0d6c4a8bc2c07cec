"""Sentences for what the engine says in codes: refused orders, and texts that are no orders."""

from __future__ import annotations

from collections.abc import Sequence

from game.engine.notation import UnreadableError
from game.engine.orders import Rejection
from game.i18n import text

REJECTIONS = {
    "turn.closed": "The turn is closed.",
    "unit.foreign": "This is not one of your units.",
    "unit.lost": "{unit} is no more.",
    "unit.held": "{unit} has not been released for use yet.",
    "unit.away": "{unit} is not on the map.",
    "unit.unfit": "{unit} cannot do that.",
    "route.none": "No way leads there for {unit}.",
    "route.long": "A way can have {most} hexes at most.",
    "route.broken": "The way breaks off before hex {hex}.",
    "route.closed": "{hex} cannot be entered that way.",
    "hex.off": "That hex is off the map.",
    "zone.closed": "You have no leave to act in hex {hex}: {zone}.",
    "mode.unknown": "'{mode}' is no way to move.",
    "share.unknown": "A share is 0 to 100 per cent, not {share}.",
    "mode.column": "A column cannot assault.",
    "task.unknown": "'{task}' is no work of engineers.",
    "task.side": "Wire lies on a side of a hex: say which.",
    "task.ground": "Tracks are laid over marsh, and only fords are repaired.",
    "policy.unknown": "'{policy}' is no way to fire.",
    "mission.unknown": "'{mission}' is no fire mission.",
    "guns.none": "{unit} has no guns that fire indirectly.",
    "range.far": "The aim is {meters} m away, the guns reach {limit} m.",
    "range.near": "The aim is {meters} m away, the guns need at least {limit} m.",
    "rounds.none": "A mission needs at least one round.",
    "ammunition.none": "{unit} has no shells left.",
    "flight.unknown": "'{flight}' is no flight.",
    "aircraft.none": "{unit} does not fly.",
    "aircraft.few": "{aircraft} aircraft are wanted, {most} can fly now.",
    "bomb.unknown": "'{bomb}' is no bomb.",
    "bomb.load": "These aircraft do not carry {bomb}.",
    "bomb.none": "There is no {bomb} left at the airfields.",
    "crossing.none": "Nothing goes over the river at hex {hex}.",
    "request.unknown": "There is no such request in this scenario.",
}
"""The sentence of every code of `Rejection`."""
UNREADABLE = {
    "order.unknown": "'{found}' is no order.",
    "unit.unknown": "'{found}' is no unit.",
    "key.unknown": "'{found}' does not belong to this order.",
    "key.missing": "'{word}' needs {key}=...",
    "side.unknown": "'{found}' is no side.",
    "value": "'{found}' is no value for {key}.",
    "hour": "'{hour}' is no hour: one is written like 08-06/16:55.",
    "hex": "'{hex}' is no hex of this map: one is written like 1207.",
}
"""The sentence of every code of `UnreadableError`."""


def refused(rejection: Rejection, units: Sequence[str], hexes: Sequence[str]) -> str:
    """Why an order is refused, in the reader's language; `units` and `hexes` are names by row."""
    values: dict[str, object] = dict(rejection.values)
    for key, names in (("unit", units), ("hex", hexes)):
        if key in values:
            values[key] = names[int(rejection.values[key])]
    return text(REJECTIONS[rejection.code], **values)


def unreadable(error: UnreadableError) -> str:
    """Why a text is no order, and what may have been meant."""
    told = text(UNREADABLE[error.code], **error.values)
    near = error.values.get("near", "")
    more = text("Did you mean '{near}'?", near=near)
    return f"{told} {more}" if near else told
