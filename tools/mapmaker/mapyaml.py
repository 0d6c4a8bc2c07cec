"""Writes `map.yaml`: the battlefield as a file that people read and change."""

from __future__ import annotations

from typing import Any

from tools.mapmaker import hexes
from tools.mapmaker.board import Battlefield
from tools.mapmaker.borders import TERRITORIES
from tools.mapmaker.terrain import LETTERS
from tools.mapmaker.yamltext import block, entry, flow, scalar, texts

OWNERS = dict(zip("udmk", TERRITORIES, strict=True))

HEAD = """\
# The battlefield of Lake Khasan on hexes of 250 m.
#
# Made by `python tools/make_map.py` from the sources under assets/terrain/source; run it again
# after a change there. You may also change this file by hand: letters and numbers below stand as
# the hexes lie, north at the top, west at the left; every second row (2, 4, ...) lies half a hex
# to the east. A hex is named by column and row: "2337" is column 23, row 37. A hexside is named
# from one of its two hexes: "2337-NE". `khasan check` tells what does not fit.
#
# License: this file holds data from OpenStreetMap (river, border, island), (c) OpenStreetMap
# contributors, and is available under the Open Database License 1.0. Heights: Viewfinder
# Panoramas, Jonathan de Ferranti; their license is an open question, see
# assets/terrain/source/README.md.
"""


def text(field: Battlefield, heights: tuple[str, str], features: tuple[str, str]) -> str:
    """The file. `heights` and `features` are the name and SHA-256 of the two ground files."""
    book = field.book
    lines = [HEAD, "kind: map", "format: 1", "id: khasan", f"name: {flow(book['map']['name'])}"]
    lines += ["grid:", *(line for k, v in _grid().items() for line in entry(k, v, 2))]
    lines += [
        f"{key}: {flow({'file': ref[0], 'sha256': ref[1]})}"
        for key, ref in (("heights", heights), ("features", features))
    ]
    lines += _rows(field)
    lines += ["", "hexsides:", *(line for k, v in field.sides.items() for line in entry(k, v, 2))]
    lines += [
        "",
        "# Other courses of a line, for whoever wants them; not in use.",
        *block("alternatives", field.alternatives),
    ]
    lines += ["", *block("ways", field.ways)]
    lines += [
        "",
        "# x, y: meters east and south of the sheet's north-west corner.",
        *block("places", field.places),
    ]
    lines += [
        "",
        "# Named in the texts, but nothing is placed silently.",
        *block("unplaced", _unplaced(book)),
    ]
    lines += ["", "# Where formations come onto the map.", *block("entries", field.entries)]
    lines += [
        "",
        "# Where men, loads and stores come over the water. No place is recorded: all are reconstructed.",
        *block("crossings", _listed(book["crossings"])),
        "",
        "# Where stores come onto the map.",
        *block("magazines", _listed(book["magazines"])),
    ]
    lines += [
        "",
        "# What is reconstructed, and how the rules of the board were set.",
        *texts("notes", book["notes"]),
    ]
    lines += ["", "sources:", *(line for k, v in book["sources"].items() for line in entry(k, v, 2))]
    return "\n".join(lines) + "\n"


def _grid() -> dict[str, Any]:
    return {
        "columns": hexes.COLUMNS,
        "rows": hexes.ROWS,
        "across_m": hexes.ACROSS_M,
        "crs": hexes.CRS,
        "east": hexes.EAST,
        "north": hexes.NORTH,
    }


def _rows(field: Battlefield) -> list[str]:
    """Terrain, heights and owners, one line for each row of the map."""
    letters, owners = list(LETTERS.values()), list(OWNERS)
    terrain = field.board.terrain.reshape(hexes.ROWS, hexes.COLUMNS)
    height = field.board.height.reshape(hexes.ROWS, hexes.COLUMNS)
    owner = field.owner.reshape(hexes.ROWS, hexes.COLUMNS)
    named = {letter: name for name, letter in LETTERS.items()}
    lines = ["", f"legend: {_legend(named)}", "terrain:"]
    lines += [f'  - "{"".join(letters[code] for code in row)}"' for row in terrain]
    lines += ["", "# Meters above the sea.", "height:"]
    lines += [f'  - "{" ".join(f"{value:3d}" for value in row)}"' for row in height]
    lines += ["", f"territory_legend: {_legend(OWNERS)}", "territory:"]
    return lines + [f'  - "{"".join(owners[code] for code in row)}"' for row in owner]


def _legend(named: dict[str, str]) -> str:
    return "{" + ", ".join(f'"{letter}": {scalar(name)}' for letter, name in named.items()) + "}"


def _listed(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["id"]: {key: value for key, value in row.items() if key != "id"} for row in rows}


def _unplaced(book: dict[str, Any]) -> dict[str, dict[str, Any]]:
    keys = ("name", "aliases", "kind", "reason", "source")
    return {row["id"]: {key: row[key] for key in keys if key in row} for row in book["unplaced"]}
