"""The shipped scenarios: sound files, promised turns, strengths near the record, set-ups that can stand."""

from __future__ import annotations

import re
from collections import Counter as Tally
from collections import defaultdict
from functools import cache
from itertools import product

import numpy as np
import pytest

from game import locate
from game.engine.clock import Calendar
from game.scenario.build import minute
from game.scenario.check import sound_bundle
from game.scenario.load import Bundle
from game.scenario.models.common import SIDES, Side
from game.scenario.models.mapfile import MapFile
from game.scenario.reader import parse, read_text
from game.scenario.roster import Counter, Roster, build_roster
from game.scenario.turns import turns_of

FOLDER = locate.scenarios() / "khasan_1938"
TURNS = {"bezymyannaya": 6, "night-assault": 4, "counter-attacks": 14, "offensive": 19, "campaign": 78}
NAMES = tuple(TURNS)
MOST_UNITS, MOST_MEN = 3, 320

# Scenario, side, men on the map at the start, the record, and the gap allowed in per cent of it.
# The record is CDB90 for the fighting parts of 31 July, 2-3 August and 6-10 August; for the Soviet side of
# 6 August it is the 15,000 at the lake of the seed text, since the 20,000 of CDB90 count the rear.
# On 30 July the 75th has 1,145 of the 1,964 Japanese (1,114 by Coox) and I/76 with its guns 459; the rest are
# border troops and howitzer men whom the record leaves out. On 2 August both sides are above it, most of that
# in staffs, gunners and reserves.
STRENGTHS = [
    ("night-assault", "soviet", 1387, 1460, 10),
    ("night-assault", "japanese", 1964, 1410, 40),
    ("counter-attacks", "soviet", 4719, 4000, 20),
    ("counter-attacks", "japanese", 3309, 3010, 12),
    ("offensive", "soviet", 14206, 15000, 10),
    ("offensive", "japanese", 8105, 8000, 5),
]
TANKS = {"night-assault": (20, 20), "counter-attacks": (33, 30), "offensive": (347, 345)}
ARTILLERY = ("field_gun", "howitzer", "heavy_howitzer", "heavy_gun", "mountain_gun")


@cache
def bundle(name: str) -> Bundle:
    return sound_bundle(FOLDER / f"{name}.yaml")


@cache
def roster(name: str) -> Roster:
    return build_roster(bundle(name))


def ground(model: MapFile, label: str) -> tuple[str, str]:
    """Terrain and territory of a hex."""
    number = model.number(label)
    assert number is not None, label
    row, column = divmod(number, model.grid.columns)
    return model.legend[model.terrain[row][column]], model.territory_legend[model.territory[row][column]]


def axial(label: str) -> tuple[int, int]:
    column, row = int(label[:2]) - 1, int(label[2:]) - 1
    return column - (row - (row & 1)) // 2, row


def hexes_apart(a: str, b: str) -> int:
    (q, r), (p, s) = axial(a), axial(b)
    return max(abs(q - p), abs(r - s), abs(q - p + r - s))


def standing(name: str, side: Side) -> list[tuple[Counter, str]]:
    """Units of a side with a hex at the start, and the hex."""
    return [(c, c.hex) for c in roster(name).of(side) if c.hex is not None]


@pytest.mark.parametrize("name", NAMES)
def test_turns_and_calendar(name: str) -> None:
    """The turns are as many as promised, without a gap, and the engine's calendar cuts them alike."""
    found = bundle(name)
    scenario, calendar = found.scenario.model, found.calendar.model
    turns = turns_of(calendar, scenario.start, scenario.end)
    assert len(turns) == TURNS[name]
    first, last = min(calendar.days), max(calendar.days)
    whole = turns_of(
        calendar, type(scenario.start).fromisoformat(first), scenario.end.replace(month=8, day=12)
    )
    assert first == "1938-07-29"
    assert last == "1938-08-11"
    engine = Calendar(
        np.array([minute(t.start) for t in whole], np.int32),
        np.array([minute(t.end) for t in whole], np.int32),
        np.array([t.pulse for t in whole], np.int32),
    ).turns_between(minute(scenario.start), minute(scenario.end))
    assert engine.turn_start.tolist() == [minute(t.start) for t in turns]
    assert engine.turn_end.tolist() == [minute(t.end) for t in turns]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("side", SIDES)
def test_briefing_is_a_page(name: str, side: Side) -> None:
    words = bundle(name).scenario.model.briefing[side].en.split()
    assert 250 <= len(words) <= 450


@pytest.mark.parametrize("name", NAMES)
def test_sources_are_named(name: str) -> None:
    """Every key of a source line stands in the file's list."""
    document = bundle(name).scenario
    for loc in parse(read_text(document.path), name).values:
        if loc and loc[-1] == "source":
            text = document.tree.data
            for part in loc:
                text = text[part]
            for key in re.findall(r"\b[A-Z]+\b", text):
                assert key in document.model.sources, (loc, key)


@pytest.mark.parametrize(("name", "side", "men", "record", "gap"), STRENGTHS)
def test_strength_at_the_start(name: str, side: Side, men: int, record: int, gap: int) -> None:
    """Present strengths as data: a change of more than 3 per cent in the forces must be looked at."""
    present = sum(c.men for c, _ in standing(name, side))
    assert present == pytest.approx(men, rel=0.03)
    assert abs(present - record) * 100 <= gap * record


@pytest.mark.parametrize("name", TANKS)
def test_tanks_at_the_start(name: str) -> None:
    here, record = TANKS[name]
    classes = roster(name).classes
    tanks = sum(c.count(classes, "tank", "flame_tank") for c, _ in standing(name, "soviet"))
    assert tanks == here
    assert abs(tanks - record) <= 0.1 * record
    assert not sum(c.count(classes, "tank") for c in roster(name).of("japanese"))


def test_whole_campaign_has_every_counter() -> None:
    """210 Soviet and 96 Japanese counters, the optional ones apart: two of the three trains are doubtful."""
    sides = Tally(c.side for c in roster("campaign").counters)
    assert sides == {"soviet": 210, "japanese": 96}
    assert [c.id for c in roster("campaign").counters if c.symbol == "armored_train"] == ["train-1"]


@pytest.mark.parametrize("name", NAMES)
def test_placed_units_are_in_play(name: str) -> None:
    """A set-up that places a unit which no formation in play has would be passed over in silence."""
    present = {c.id for c in roster(name).counters}
    for side in SIDES:
        units = bundle(name).scenario.model.setup[side].units
        assert {key for key, unit in units.items() if not unit.optional} <= present


@pytest.mark.parametrize("name", NAMES)
def test_hexes_are_not_crowded(name: str) -> None:
    stacks: dict[str, list[Counter]] = defaultdict(list)
    for side in SIDES:
        for counter, label in standing(name, side):
            stacks[label].append(counter)
    for label, units in stacks.items():
        assert len({c.side for c in units}) == 1, label
        assert len(units) <= MOST_UNITS, label
        assert sum(c.men for c in units) <= MOST_MEN, label


@pytest.mark.parametrize("name", NAMES)
def test_each_side_stands_on_its_own_ground(name: str) -> None:
    """No water; no Soviet unit west of the border; no Japanese one beyond the line that Manchukuo claims."""
    model = bundle(name).map.model
    forbidden = {"soviet": ("manchukuo", "korea"), "japanese": ("ussr",)}
    for side in SIDES:
        for counter, label in standing(name, side):
            terrain, territory = ground(model, label)
            assert terrain not in ("lake", "river"), counter.id
            assert territory not in forbidden[side], counter.id


@pytest.mark.parametrize("name", NAMES)
def test_sides_are_apart_and_guns_behind(name: str) -> None:
    """Two hexes between enemies; field guns and howitzers at least 1,500 m from any enemy."""
    classes = roster(name).classes
    pairs = product(standing(name, "soviet"), standing(name, "japanese"))
    for (a, here), (b, there) in pairs:
        far = hexes_apart(here, there)
        assert far >= 2, (a.id, b.id)
        guns = sum(
            c.count(classes, *ARTILLERY) for c in (a, b) if c.symbol not in ("infantry_gun", "motor_rifle")
        )
        assert far >= 6 or not guns, (a.id, b.id)


def test_ground_of_the_campaign_is_worth_sixty() -> None:
    objectives = bundle("campaign").scenario.model.victory.objectives
    assert sum(o.weight.value for o in objectives) == 60
    assert {o.at_end_percent for o in objectives} == {70}
    assert sum(o.weight.value for o in objectives if o.place == "zaozernaya") == 20


@pytest.mark.parametrize("name", NAMES)
def test_limits_of_the_two_governments(name: str) -> None:
    zones = bundle(name).scenario.model.zones
    assert zones["claimed-line"].territory == ("ussr",)
    assert zones["no-japanese-aircraft"].ban == "air"
    assert zones["border-ground"].side == "soviet"
    assert zones["border-fire"].until is not None
    assert f"{zones['border-fire'].until:%m-%dT%H:%M}" == "08-06T16:00"


@pytest.mark.parametrize(
    ("name", "holder"),
    [("night-assault", "soviet"), ("counter-attacks", "japanese"), ("offensive", "japanese")],
)
def test_who_holds_the_hills(name: str, holder: Side) -> None:
    """Soviet until the night of 30 July, Japanese on 1-5 August, by the garrison as by the marker."""
    scenario = bundle(name).scenario.model
    summits = {"zaozernaya": "2337", "bezymyannaya": "2128", "machine-gun-hill": "2942"}
    for place, label in summits.items():
        assert scenario.setup[holder].control[place] == holder
        if place != "machine-gun-hill" or holder == "japanese":
            assert any(hex_ == label for _, hex_ in standing(name, holder))


@pytest.mark.parametrize("name", NAMES)
def test_conditions_speak_of_what_is_there(name: str) -> None:
    scenario = bundle(name).scenario.model
    places = {o.place for o in scenario.victory.objectives}
    units = {c.id for c in roster(name).counters}
    for condition in scenario.victory.conditions.values():
        for check in condition.checks:
            assert check.place is None or check.place in places
            assert set(check.units) <= units
            assert check.by is None or scenario.start < check.by <= scenario.end
    assert bool(scenario.truce) == (name == "campaign")
    assert bool(scenario.victory.conditions) == (name != "campaign")
