"""The shipped battlefield: what the map must hold whatever the tool that made it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
import yaml

from game import locate
from game.scenario.ground import load_ground
from game.scenario.models.mapfile import DIRECTIONS, MapFile

FILE = locate.scenarios() / "khasan_1938" / "map.yaml"
WATER = ("lake", "river")
TEXT_PLACES = {
    "zaozernaya": (5627, 7916),
    "bezymyannaya": (5250, 6109),
    "machine-gun-hill": (7186, 8986),
    "hill-194": (13177, 1571),
}
Sides = set[tuple[int, int]]


@pytest.fixture(scope="module")
def field() -> MapFile:
    return MapFile.model_validate(yaml.safe_load(FILE.read_text("utf-8")))


@pytest.fixture(scope="module")
def terrain(field: MapFile) -> dict[str, str]:
    return by_label(field.terrain_ids())


@pytest.fixture(scope="module")
def owner(field: MapFile) -> dict[str, str]:
    return by_label(field.territory_ids())


def by_label(rows: Iterable[Iterable[str]]) -> dict[str, str]:
    return {f"{c + 1:02d}{r + 1:02d}": value for r, row in enumerate(rows) for c, value in enumerate(row)}


def height(field: MapFile, label: str) -> int:
    return field.height_values()[int(label[2:]) - 1][int(label[:2]) - 1]


def sides(field: MapFile, kind: str) -> Sides:
    return {key for side in field.hexsides[kind] if (key := field.side_key(side)) is not None}  # type: ignore[index]


def reached(field: MapFile, start: str, step: Callable[[str, str], bool]) -> set[str]:
    """Hexes that can be reached by allowed steps."""
    found, todo = {start}, [start]
    while todo:
        here = todo.pop()
        for there in field.around(here):
            if there not in found and step(here, there):
                found.add(there)
                todo.append(there)
    return found


def expected_sides(field: MapFile, apart: Callable[[str, str], bool]) -> Sides:
    """Sides between two hexes that a rule sets apart."""
    found = set()
    for label in by_label(field.terrain_ids()):
        for direction in range(6):
            other = field.across(label, direction)
            key = field.side_key(f"{label}-{DIRECTIONS[direction]}")
            if other is not None and key is not None and apart(label, other):
                found.add(key)
    return found


def test_the_ground_files_are_those_the_map_was_made_with(field: MapFile) -> None:
    for ref in (field.heights, field.features):
        assert hashlib.sha256((locate.assets() / ref.file).read_bytes()).hexdigest() == ref.sha256


def test_the_ground_covers_the_sheet_and_is_where_the_texts_say() -> None:
    ground = load_ground()
    rows, cols = ground.heights.shape
    assert ground.x0 <= -500
    assert ground.y0 <= -500
    assert ground.x0 + ground.cell_m * (cols - 1) >= 14_500
    assert ground.y0 + ground.cell_m * (rows - 1) >= 12_500
    row, col = round((7916 - ground.y0) / 50), round((5627 - ground.x0) / 50)
    assert 1450 <= ground.heights[row - 2 : row + 3, col - 2 : col + 3].max() <= 1600
    kinds = {
        "lake",
        "river",
        "island",
        "marsh",
        "road",
        "track",
        "railway",
        "border",
        "claim",
        "hill",
        "station",
    }
    assert kinds <= {feature.kind for feature in ground.features}


def test_features_are_in_the_sheet_and_say_how_sure_they_are() -> None:
    seen = Counter(feature.id for feature in load_ground().features)
    assert max(seen.values()) == 1
    for feature in load_ground().features:
        assert feature.status in ("measured", "reconstructed", "candidate")
        assert feature.source
        assert feature.name["en"]
        for line in feature.lines:
            assert line.min() >= -500
            assert line[:, 0].max() <= 14_500
            assert line[:, 1].max() <= 12_500


def test_the_board_has_the_lake_the_river_and_the_villages(field: MapFile, terrain: dict[str, str]) -> None:
    count = Counter(terrain.values())
    assert sum(count.values()) == 56 * 55
    assert count["ford"] == 0
    lake = reached(field, "2736", lambda _here, there: terrain[there] == "lake")
    assert 33 <= len(lake) <= 45
    rows = {label[2:] for label in lake}
    assert 13 <= len(rows) <= 18
    assert all(2 <= sum(label[2:] == row for label in lake) <= 4 for row in sorted(rows)[4:-1])
    assert {height(field, label) for label in lake} == {6}


@pytest.mark.parametrize("place", TEXT_PLACES)
def test_hills_stand_where_the_texts_put_them(field: MapFile, terrain: dict[str, str], place: str) -> None:
    found = field.places[place]
    assert abs(found.x - TEXT_PLACES[place][0]) <= 2
    assert abs(found.y - TEXT_PLACES[place][1]) <= 2
    assert terrain[found.hex] not in WATER
    assert found.height_m is not None
    assert abs(height(field, found.hex) - found.height_m) <= 2


def test_zaozernaya_is_the_highest_ground_of_the_border_crest(field: MapFile, owner: dict[str, str]) -> None:
    assert field.places["zaozernaya"].hex == "2337"
    assert height(field, "2337") == 155
    disputed = [label for label, who in owner.items() if who == "disputed"]
    assert max(disputed, key=lambda label: height(field, label)) == "2337"


@pytest.mark.parametrize("place", ["zaozernaya", "bezymyannaya", "machine-gun-hill"])
def test_the_hills_of_the_line_are_on_the_border_and_on_its_soviet_side(
    field: MapFile, terrain: dict[str, str], owner: dict[str, str], place: str
) -> None:
    label = field.places[place].hex
    border = sides(field, "border")
    assert terrain[label] == "crest"
    assert owner[label] == "disputed"
    assert any(field.number(label) in key for key in border)


def test_hexsides_are_what_the_hexes_say(
    field: MapFile, terrain: dict[str, str], owner: dict[str, str]
) -> None:
    soviet = ("ussr", "disputed")
    border = expected_sides(field, lambda a, b: owner[a] in soviet and owner[b] == "manchukuo")
    claim = expected_sides(field, lambda a, b: owner[a] == "ussr" and owner[b] == "disputed")
    shore = expected_sides(field, lambda a, b: terrain[a] == "lake" and terrain[b] != "lake")
    banks = expected_sides(field, lambda a, b: terrain[a] == "river" and terrain[b] not in WATER)
    assert sides(field, "border") == border
    assert sides(field, "claim") == claim
    assert sides(field, "shore") == shore
    assert banks <= sides(field, "river")
    assert not sides(field, "stream") & sides(field, "river")


def test_the_border_is_one_chain(field: MapFile) -> None:
    ends: Counter[frozenset[int | None]] = Counter()
    for side in field.hexsides["border"]:
        label, direction = side[:4], DIRECTIONS.index(side[5:])
        there = field.across(label, direction)
        for turn in (1, -1):
            third = field.across(label, (direction + turn) % 6)
            corner = [field.number(x) if x else None for x in (label, there, third)]
            ends[frozenset(corner)] += 1
    assert set(ends.values()) <= {1, 2}
    assert sum(1 for n in ends.values() if n == 1) == 2


def korean(field: MapFile, terrain: dict[str, str], walls: Sides) -> set[str]:
    """Hexes reached on foot from Hongui without water and without the walls."""

    def step(here: str, there: str) -> bool:
        one, two = field.number(here), field.number(there)
        assert one is not None
        assert two is not None
        return terrain[there] not in WATER and (min(one, two), max(one, two)) not in walls

    return reached(field, "0448", step)


def test_nobody_walks_over_the_tumen(field: MapFile, terrain: dict[str, str], owner: dict[str, str]) -> None:
    bank = korean(field, terrain, sides(field, "river"))
    assert {owner[label] for label in bank} == {"korea"}
    assert len(bank) > 600


def test_one_dry_hex_in_the_river_would_be_noticed(
    field: MapFile, terrain: dict[str, str], owner: dict[str, str]
) -> None:
    assert terrain["1133"] == "river"
    bank = korean(field, terrain | {"1133": "open"}, set())
    assert {owner[label] for label in bank} != {"korea"}


def way_round(
    field: MapFile, terrain: dict[str, str], owner: dict[str, str], start: str, rows: range
) -> bool:
    """Whether Zaozernaya can be reached on Soviet or disputed land that lies in some rows."""

    def step(_here: str, there: str) -> bool:
        soviet = owner[there] in ("ussr", "disputed")
        return soviet and terrain[there] not in WATER and int(there[2:]) in rows

    return field.places["zaozernaya"].hex in reached(field, start, step)


def test_soviet_ground_reaches_zaozernaya_by_both_necks_and_not_over_the_lake(
    field: MapFile, terrain: dict[str, str], owner: dict[str, str]
) -> None:
    assert way_round(field, terrain, owner, "2724", range(1, 38))
    assert way_round(field, terrain, owner, "3644", range(33, 56))
    assert not way_round(field, terrain, owner, "2930", range(29, 38))


def test_ways_are_dry_and_end_where_they_should(field: MapFile, terrain: dict[str, str]) -> None:
    assert {way.kind for way in field.ways.values()} == {"road", "track", "railway"}
    for way in field.ways.values():
        assert not {terrain[label] for label in way.hexes} & set(WATER)
        assert all(after in field.around(before) for before, after in pairwise(way.hexes))
        assert len(set(way.hexes)) == len(way.hexes)
    assert field.ways["posyet-road"].hexes[0].endswith("01")
    assert field.ways["north-track"].hexes[0] in field.ways["posyet-road"].hexes
    railway = field.ways["east-tumen-railway"].hexes
    assert railway[0].endswith("01")
    assert railway[-1].endswith("55")
    assert field.places["hongui"].hex in railway


def test_entries_are_on_the_edge_and_on_ground_their_men_can_use(
    field: MapFile, terrain: dict[str, str]
) -> None:
    rim = {label for label in terrain if label[:2] in ("01", "56") or label[2:] in ("01", "55")}
    for key, entry in field.entries.items():
        onward = {label for way in entry.ways for label in field.ways[way].hexes} - {entry.hexes[:1]}
        assert set(entry.hexes) - onward <= rim or key == "hongui-station"
        assert entry.hexes == () or entry.hexes[0] in rim or key == "hongui-station"
        allowed = {"river"} if "boat" in entry.modes else set(terrain.values()) - set(WATER)
        assert {terrain[label] for label in entry.hexes} <= allowed
        assert all(set(entry.hexes) & set(field.ways[way].hexes) for way in entry.ways[:1])


def test_nothing_is_placed_silently(field: MapFile) -> None:
    for place in field.places.values():
        assert place.source
        assert place.accuracy_m is not None
        assert place.status == "measured" or place.note
    assert not set(field.places) & set(field.unplaced)
    for key in ("zarechye", "novoselki", "kojo", "kyonghung", "hill-63", "hill-68"):
        assert field.unplaced[key].reason


def test_every_source_is_in_the_list(field: MapFile) -> None:
    used = {key for place in field.places.values() for key in place.source}
    used |= {key for way in field.ways.values() for key in way.source}
    used |= {key for place in field.unplaced.values() for key in place.source}
    used |= {key for entry in field.entries.values() for key in entry.source}
    used |= {key for other in field.alternatives.values() for key in other.source}
    assert used <= set(field.sources)


def test_the_line_of_1938_is_kept_as_data(field: MapFile, owner: dict[str, str]) -> None:
    other = field.alternatives["yangguanping-1938"]
    assert other.status == "reconstructed"
    assert set(other.hexes) == {"ussr"}
    assert {owner[label] for label in other.hexes["ussr"]} == {"manchukuo"}
    assert not set(other.sides) & set(field.hexsides["border"])


def test_the_file_is_kind_to_people() -> None:
    text = FILE.read_text("utf-8")
    assert text.startswith("# ")
    assert "OpenStreetMap contributors" in text
    wide = [line for line in text.splitlines() if len(line) > 100 and not line.lstrip().startswith('- "')]
    assert all("sha256" in line or line.startswith("legend") for line in wide)
