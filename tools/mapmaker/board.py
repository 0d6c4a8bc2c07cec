"""The whole board from the sources: terrain, heights, owners, hexsides, ways, places, entries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.mapmaker import borders, gazetteer, hexes
from tools.mapmaker.cover import relief
from tools.mapmaker.source import Source
from tools.mapmaker.terrain import Board, classify

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Battlefield:
    """All that the map file holds, before it is written."""

    board: Board
    owner: NDArray[np.int64]
    sides: dict[str, list[str]]
    alternatives: dict[str, Row]
    ways: dict[str, Row]
    places: dict[str, Row]
    entries: dict[str, Row]
    book: Row


def make(source: Source, folder: Path) -> Battlefield:
    """Lay the sources on the hexes."""
    book = gazetteer.read(folder)
    spots = gazetteer.places(book["places"], source)
    crests, strip = ([hexes.parse(h) for h in book["map"][key]] for key in ("crest_posts", "strip"))
    built = _hexes(spots, "village", "station")
    board = classify(source, relief(source), built, _summits(spots), crests)
    lines = borders.read_lines(source)
    posts = crests + strip
    owner = borders.territory(source, lines, lines.border, posts)
    chains = gazetteer.ways(book["ways"], source, board.mask("lake", "river"))
    return Battlefield(
        board=board,
        owner=owner,
        sides=hexsides(board, owner, borders.korean_bank(lines)),
        alternatives={"yangguanping-1938": _alternative(source, lines, owner, posts)},
        ways=chains,
        places=spots,
        entries=gazetteer.entries(book["entries"], chains, spots, board.terrain, owner),
        book=book,
    )


def _hexes(spots: dict[str, Row], *kinds: str) -> list[int]:
    return [hexes.parse(spot["hex"]) for spot in spots.values() if spot["kind"] in kinds]


def _summits(spots: dict[str, Row]) -> dict[int, float | None]:
    """Hexes of named hills, with the height in the texts or None."""
    return {
        hexes.parse(spot["hex"]): spot["height_m"] if spot["height_from"] == "text" else None
        for spot in spots.values()
        if spot["kind"] in ("hill", "ridge")
    }


def hexsides(board: Board, owner: NDArray[np.int64], korean: NDArray[np.bool_]) -> dict[str, list[str]]:
    """Hexsides by kind, each side once and in the order of the hexes."""
    lake, river, sand = board.mask("lake"), board.mask("river"), board.mask("sand")
    land = ~(lake | river)
    soviet = (owner == borders.USSR) | (owner == borders.DISPUTED)
    banks = set(borders.sides_between(river, land)) | set(
        borders.sides_between(land & korean, land & ~korean)
    )
    arms = set(borders.sides_between(sand, land & ~sand)) - banks
    return {
        "shore": borders.sides_between(lake, ~lake),
        "river": sorted(banks, key=_order),
        "stream": sorted(arms, key=_order),
        "border": borders.sides_between(soviet, owner == borders.MANCHUKUO),
        "claim": borders.sides_between(owner == borders.USSR, owner == borders.DISPUTED),
    }


def _order(side: str) -> tuple[int, str]:
    return hexes.parse(side[:4]), side[5:]


def _alternative(source: Source, lines: borders.Lines, owner: NDArray[np.int64], posts: list[int]) -> Row:
    """The line of 1938 at Yangguanping: its sides off the border in use, and the ground it moves."""
    other = borders.territory(source, lines, lines.alternative, posts)
    soviet, manchu = other <= borders.DISPUTED, other == borders.MANCHUKUO
    used = set(borders.sides_between(owner <= borders.DISPUTED, owner == borders.MANCHUKUO))
    moved = np.flatnonzero(owner != other)
    drawn = source.titled("Pre-1991 border at Yangguanping (sketch)")
    return {
        "name": {"en": "Border of 1938 at Yangguanping", "ru": "Граница 1938 года у Янгуаньпина"},
        "kind": "border",
        "status": gazetteer.status(drawn.properties["position_status"]),
        "accuracy_m": drawn.properties["accuracy_m"],
        "sides": [side for side in borders.sides_between(soviet, manchu) if side not in used],
        "hexes": {
            name: [hexes.label(int(h)) for h in moved if other[h] == code]
            for code, name in enumerate(borders.TERRITORIES)
            if (other[moved] == code).any()
        },
        "source": ["CN", "OSM"],
        "note": "Texts: the agreement of 1991 moved the line by up to 1 km and gave China about 2.5 km2.",
    }
