"""The text form of a hex: the same words feed the card, the tooltip and the log."""

from __future__ import annotations

from dataclasses import dataclass

from game.grid.board import EDGE_KINDS, WAY_KINDS
from game.i18n import text as _
from game.scenario.build import Start
from game.scenario.models.mapfile import Place

SIDE_WORDS = ("east", "north-east", "north-west", "west", "south-west", "south-east")
TERRITORY_WORDS = {
    "ussr": "Soviet ground",
    "disputed": "Ground that both sides claim",
    "manchukuo": "Manchukuo",
    "korea": "Korea",
}
EDGE_WORDS = {
    "shore": "lake shore",
    "river": "river",
    "stream": "stream",
    "border": "border of 1886",
    "claim": "line claimed by Japan",
    "wire": "wire",
}
STATUS_WORDS = {
    "measured": "position measured",
    "reconstructed": "position reconstructed",
    "candidate": "one of several possible positions",
}


@dataclass(frozen=True, slots=True)
class HexFacts:
    """What is said of one hex: label, title, and lines of which some are warnings."""

    hex: int
    label: str
    title: str
    lines: tuple[tuple[str, bool], ...]


def hex_facts(start: Start, hex_: int, stack: tuple[int, ...]) -> HexFacts:
    """Words for a hex and the units that stand in it at the start."""
    board = start.board
    terrain = start.terrain[int(board.terrain[hex_])]
    lines = [(_territory(start, hex_), False)]
    lines += [(_place(place), place.status != "measured") for place in places_in(start, board.label(hex_))]
    lines += [(line, False) for line in (_sides(board.edges[hex_], EDGE_KINDS, EDGE_WORDS),) if line]
    lines += [(line, False) for line in (_ways(start, hex_),) if line]
    if stack:
        names = ", ".join(start.roster.counters[row].short for row in stack)
        men = sum(start.roster.counters[row].men for row in stack)
        lines.append((_("Here: {names} ({men} men)", names=names, men=men), False))
    title = f"{int(board.height[hex_])} m, {start.terrain_names[terrain].en.lower()}"
    return HexFacts(hex_, board.label(hex_), title, tuple(lines))


def places_in(start: Start, label: str) -> list[Place]:
    """Named places in a hex."""
    return [place for place in start.bundle.map.model.places.values() if place.hex == label]


def _territory(start: Start, hex_: int) -> str:
    return _(TERRITORY_WORDS[start.territories[int(start.board.territory[hex_])]])


def _place(place: Place) -> str:
    other = ", ".join(n for n in (place.name.ru, place.name.ja) if n)
    height = f", {place.height_m:g} m" if place.height_m is not None else ""
    names = f" ({other})" if other else ""
    return f"{place.name.en}{names}{height}: {_(STATUS_WORDS[place.status])}"


def _sides(bits: object, kinds: tuple[str, ...], words: dict[str, str]) -> str:
    """Hexsides by kind: "lake shore east, south-east; border of 1886 west"."""
    told = []
    values = [int(b) for b in bits]  # type: ignore[attr-defined]
    for i, kind in enumerate(kinds):
        sides = [_(SIDE_WORDS[d]) for d, b in enumerate(values) if b >> i & 1]
        if sides:
            told.append(f"{_(words[kind])} {', '.join(sides)}")
    line = "; ".join(told)
    return line[:1].upper() + line[1:]


def _ways(start: Start, hex_: int) -> str:
    """Ways that leave the hex."""
    words = {"road": "road", "track": "track", "causeway": "causeway", "railway": "railway"}
    return _sides(start.board.ways[hex_], WAY_KINDS, words)
