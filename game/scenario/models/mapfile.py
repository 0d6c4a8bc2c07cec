"""The map: terrain, heights, owners, hexsides, ways, named places and the ways onto the board."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from game.scenario.models.common import File, Id, Label, Model, Name, Seq, Side, Text, located

DIRECTIONS = ("E", "NE", "NW", "W", "SW", "SE")
_STEPS = (
    ((1, 0), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1)),
    ((1, 0), (1, -1), (0, -1), (-1, 0), (0, 1), (1, 1)),
)

Meters = Annotated[float, Field(ge=-100_000, le=100_000)]
Letter = Annotated[str, Field(pattern=r"^\S$")]
Line = Annotated[str, Field(min_length=1, description="one row of the map, from west to east")]
SideName = Annotated[str, Field(pattern=r"^[0-9]{4}-(E|NE|NW|W|SW|SE)$", description="a hexside: '1207-NE'")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Territory = Literal["ussr", "disputed", "manchukuo", "korea"]
EdgeKind = Literal["shore", "river", "stream", "border", "claim", "wire"]
WayKind = Literal["road", "track", "causeway", "railway"]
PlaceKind = Literal[
    "hill",
    "ridge",
    "village",
    "station",
    "lake",
    "pond",
    "river",
    "island",
    "marker",
    "border_post",
    "locality",
]
Status = Literal["measured", "reconstructed", "candidate"]
EntryMode = Literal["column", "advance", "boat", "rail", "air"]


class Grid(Model):
    """The hex grid and where its sheet lies: `east`, `north` are the coordinates of the north-west corner."""

    columns: Annotated[int, Field(ge=1, le=99)]
    rows: Annotated[int, Field(ge=1, le=99)]
    across_m: Annotated[int, Field(ge=10, le=5000)]
    crs: Text
    east: int
    north: int


class FileRef(Model):
    """A file of the assets and its checksum."""

    file: Text
    sha256: Sha256


class Way(Model):
    """A road, track, causeway or railway: the hexes it runs through, each next to the one before."""

    kind: WayKind
    name: Name
    status: Status
    accuracy_m: Annotated[int, Field(ge=0)] | None = None
    hexes: Annotated[Seq[Label], Field(min_length=2)]
    source: Seq[Text]
    note: Text | None = None


class Place(Model):
    """A named place: its hex, its point in sheet meters, and how well that is known."""

    name: Name
    aliases: Seq[Text] = ()
    kind: PlaceKind
    status: Status
    accuracy_m: Annotated[int, Field(ge=0)] | None = None
    hex: Label
    x: Meters
    y: Meters
    height_m: Annotated[float, Field(ge=-50, le=5000)] | None = None
    height_from: Literal["text", "model"] | None = None
    source: Seq[Text]
    note: Text | None = None


class Unplaced(Model):
    """A place that the texts name and the map does not show, and why."""

    name: Name
    aliases: Seq[Text] = ()
    kind: PlaceKind
    reason: Text
    source: Seq[Text]


class MapEntry(Model):
    """Where formations come onto the map. Only an entry off the map (airfields) has no hexes."""

    name: Name
    side: Side
    hexes: Seq[Label] = ()
    off_map: bool = False
    leads_to: Text
    ways: Seq[Id] = ()
    modes: Annotated[Seq[EntryMode], Field(min_length=1)]
    status: Status
    source: Seq[Text]
    note: Text | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if bool(self.hexes) == self.off_map:
            raise ValueError("either `hexes` or `off_map: true`, and not both")
        return self


class Crossing(Model):
    """A place where men and loads come over water, from one bank to the other.

    `count` boats' parties, ferries or bridges of the kind lie there; the ruleset says what one carries. One
    that is not `standing` is a place where engineers could make a crossing.
    """

    name: Name
    kind: Literal["boats", "ferry", "bridge"]
    sides: Annotated[Seq[Side], Field(min_length=1)]
    banks: Annotated[Seq[Label], Field(min_length=2, max_length=2)]
    count: Annotated[int, Field(ge=1, le=20)] = 1
    hours: Literal["always", "night"] = "always"
    standing: bool = True
    status: Status
    source: Seq[Text]
    note: Text


class Magazine(Model):
    """Where a side's stores come onto the map, and by which kind of way they go on."""

    name: Name
    side: Side
    hex: Label
    way: Literal["road", "river"]
    status: Status
    source: Seq[Text]
    note: Text


class Alternative(Model):
    """Another course of a line: its hexsides and the hexes that would change owner. Data only, not in use."""

    name: Name
    kind: EdgeKind
    status: Status
    accuracy_m: Annotated[int, Field(ge=0)] | None = None
    sides: Seq[SideName]
    hexes: dict[Territory, Seq[Label]]
    source: Seq[Text]
    note: Text | None = None


class MapFile(File):
    """A map. Rows run from north to south, letters and numbers from west to east."""

    kind: Literal["map"]
    name: Name
    grid: Grid
    heights: FileRef
    features: FileRef
    legend: dict[Letter, Id]
    terrain: Seq[Line]
    height: Seq[Line]
    territory_legend: dict[Letter, Territory]
    territory: Seq[Line]
    hexsides: dict[EdgeKind, Seq[SideName]] = Field(default_factory=dict)
    alternatives: dict[Id, Alternative] = Field(default_factory=dict)
    ways: dict[Id, Way] = Field(default_factory=dict)
    places: dict[Id, Place] = Field(default_factory=dict)
    unplaced: dict[Id, Unplaced] = Field(default_factory=dict)
    entries: dict[Id, MapEntry] = Field(default_factory=dict)
    crossings: dict[Id, Crossing] = Field(default_factory=dict)
    magazines: dict[Id, Magazine] = Field(default_factory=dict)
    notes: Seq[Text] = ()

    @model_validator(mode="after")
    def _letters(self) -> Self:
        for field, rows, legend in (
            ("terrain", self.terrain, self.legend),
            ("territory", self.territory, self.territory_legend),
        ):
            _count(field, len(rows), self.grid.rows)
            for at, row in enumerate(rows):
                if len(row) != self.grid.columns:
                    raise located((field, at), f"{self.grid.columns} letters in this row", str(len(row)))
                for column, letter in enumerate(row, 1):
                    if letter not in legend:
                        expected = f"a letter of the legend ({' '.join(legend)}) in column {column}"
                        raise located((field, at), expected, repr(letter))
        return self

    @model_validator(mode="after")
    def _numbers(self) -> Self:
        _count("height", len(self.height), self.grid.rows)
        for at, row in enumerate(self.height):
            words = row.split()
            if len(words) != self.grid.columns:
                raise located(("height", at), f"{self.grid.columns} numbers in this row", str(len(words)))
            for column, word in enumerate(words, 1):
                if not _is_height(word):
                    expected = f"a whole number of meters from -50 to 5000 in column {column}"
                    raise located(("height", at), expected, repr(word))
        return self

    @model_validator(mode="after")
    def _labels(self) -> Self:
        for where, label in self._all_labels():
            if self.number(label) is None:
                last = f"{self.grid.columns:02d}{self.grid.rows:02d}"
                raise located(where, f"a hex from 0101 to {last}", repr(label))
        return self

    @model_validator(mode="after")
    def _once(self) -> Self:
        for kind, sides in self.hexsides.items():
            seen: dict[tuple[int, int], str] = {}
            for i, side in enumerate(sides):
                key, at = self.side_key(side), ("hexsides", kind, i)
                if key is None:
                    raise located(at, "a side between two hexes of the map", repr(side))
                if key in seen:
                    raise located(at, "each side once", f"{side!r}, which is the same as {seen[key]}")
                seen[key] = side
        return self

    @model_validator(mode="after")
    def _chains(self) -> Self:
        for name, way in self.ways.items():
            for i, (before, after) in enumerate(zip(way.hexes, way.hexes[1:], strict=False), 1):
                if after not in self.around(before):
                    expected = "a hex next to the one before"
                    raise located(("ways", name, "hexes", i), expected, f"{after!r} after {before!r}")
        return self

    def _all_labels(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every label in the file, with where it stands."""
        for kind, sides in self.hexsides.items():
            yield from ((("hexsides", kind, i), side[:4]) for i, side in enumerate(sides))
        for key, way in self.ways.items():
            yield from ((("ways", key, "hexes", i), label) for i, label in enumerate(way.hexes))
        yield from ((("places", key, "hex"), place.hex) for key, place in self.places.items())
        for key, entry in self.entries.items():
            yield from ((("entries", key, "hexes", i), label) for i, label in enumerate(entry.hexes))
        for key, crossing in self.crossings.items():
            yield from ((("crossings", key, "banks", i), label) for i, label in enumerate(crossing.banks))
        yield from ((("magazines", key, "hex"), place.hex) for key, place in self.magazines.items())
        for key, other in self.alternatives.items():
            yield from ((("alternatives", key, "sides", i), side[:4]) for i, side in enumerate(other.sides))
            for owner, labels in other.hexes.items():
                at = ("alternatives", key, "hexes", owner)
                yield from (((*at, i), label) for i, label in enumerate(labels))

    def number(self, label: str) -> int | None:
        """Row-major number of a hex, None beyond the map."""
        col, row = int(label[:2]) - 1, int(label[2:]) - 1
        inside = 0 <= col < self.grid.columns and 0 <= row < self.grid.rows
        return row * self.grid.columns + col if inside else None

    def across(self, label: str, direction: int) -> str | None:
        """Label of the hex over a side (0 east, then counter-clockwise), None beyond the map."""
        col, row = int(label[:2]) - 1, int(label[2:]) - 1
        dc, dr = _STEPS[row & 1][direction]
        col, row = col + dc, row + dr
        inside = 0 <= col < self.grid.columns and 0 <= row < self.grid.rows
        return f"{col + 1:02d}{row + 1:02d}" if inside else None

    def steps(self, one: str, other: str) -> int:
        """Hexes to walk from one hex to another."""
        (q, r), (s, t) = (_axial(int(label[:2]) - 1, int(label[2:]) - 1) for label in (one, other))
        return max(abs(s - q), abs(t - r), abs(s - q + t - r))

    def around(self, label: str) -> tuple[str, ...]:
        """Labels of the hexes that touch a hex."""
        return tuple(other for d in range(6) if (other := self.across(label, d)) is not None)

    def side_key(self, side: str) -> tuple[int, int] | None:
        """The two hexes of a side, lower number first, however it is written; None at the map's edge."""
        here, there = self.number(side[:4]), self.across(side[:4], DIRECTIONS.index(side[5:]))
        other = None if there is None else self.number(there)
        if here is None or other is None:
            return None
        return min(here, other), max(here, other)

    def terrain_ids(self) -> tuple[tuple[str, ...], ...]:
        """Terrain id of every hex, by row."""
        return tuple(tuple(self.legend[letter] for letter in row) for row in self.terrain)

    def height_values(self) -> tuple[tuple[int, ...], ...]:
        """Height in meters of every hex, by row."""
        return tuple(tuple(int(word) for word in row.split()) for row in self.height)

    def territory_ids(self) -> tuple[tuple[Territory, ...], ...]:
        """Owner of every hex, by row."""
        return tuple(tuple(self.territory_legend[letter] for letter in row) for row in self.territory)


def _axial(col: int, row: int) -> tuple[int, int]:
    """As `axial.from_offset`, without numpy: reading a file must not load it."""
    return col - (row - (row & 1)) // 2, row


def _count(field: str, found: int, rows: int) -> None:
    if found != rows:
        raise located((field,), f"{rows} rows", str(found))


def _is_height(word: str) -> bool:
    return word.removeprefix("-").isdecimal() and word.isascii() and -50 <= int(word) <= 5000
