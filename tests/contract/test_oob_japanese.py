"""The Japanese order of battle adds up to the record: counters, men, guns by hour; every gap has a reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import pytest
import yaml

from game import locate
from game.scenario.models.common import Source
from game.scenario.models.oob import OrderOfBattle, Unit

PATH = locate.scenarios() / "khasan_1938" / "oob_japanese.yaml"
START, END = datetime(1938, 7, 29, 6), datetime(1938, 8, 11, 13, 30)
REGIMENTS = ("73ir", "75ir", "76ir")

FIELD_GUNS = ("type41_gun", "type4_howitzer")
"""Guns as counted here: pieces of 75 mm and more of the artillery and of the regiments' gun companies.

Battalion guns (70 mm), anti-tank guns, anti-aircraft guns and armored trains are left out.
"""
HEAVY_MACHINE_GUNS = ("type92_hmg", "type3_hmg")
WEST_BANK = ("25mar", "15har", "19d-aa", "trains", "27cav", "19er-1", "19d-hq")
"""What worked on the Korean bank: gun lines, crossings, command post. All else is 'east of the Tumen'."""


@cache
def oob() -> OrderOfBattle:
    return OrderOfBattle.model_validate(yaml.safe_load(PATH.read_text("utf-8")))


def in_play() -> dict[str, Unit]:
    return {key: unit for key, unit in oob().units.items() if not unit.optional}


def above(key: str) -> tuple[str, ...]:
    """A unit and every formation above it."""
    chain, current = [key], oob().units[key].of
    while current:
        chain.append(current)
        current = oob().formations[current].under or ""
    return tuple(chain)


def ready(hour: str) -> dict[str, Unit]:
    """Units in play that have entered by an hour ("08-02T08:00") and are not held back any more."""
    at = datetime.fromisoformat(f"1938-{hour}")
    return {
        key: unit
        for key, unit in in_play().items()
        if (unit.enter is None or unit.enter.time <= at) and (unit.release is None or unit.release.time <= at)
    }


def men(units: dict[str, Unit]) -> int:
    return sum(unit.men or 0 for unit in units.values())


def arms(units: dict[str, Unit], *weapons: str) -> int:
    return sum((unit.weapons or {}).get(weapon, 0) for unit in units.values() for weapon in weapons)


def everyone(hour: str) -> int:
    """All but the crews of the armored trains, which no Japanese account knows."""
    return men({key: unit for key, unit in ready(hour).items() if unit.of != "trains"})


def east_of_tumen(hour: str) -> int:
    return men({k: u for k, u in ready(hour).items() if set(above(k)).isdisjoint(WEST_BANK)})


def of_division(hour: str) -> int:
    return men({k: u for k, u in ready(hour).items() if "19d" in above(k) and "76bgu" not in above(k)})


def field_guns(hour: str) -> int:
    return arms(ready(hour), *FIELD_GUNS)


def mountain_guns(hour: str) -> int:
    return arms({k: u for k, u in ready(hour).items() if "25mar" in above(k)}, "type41_gun")


def heavy_howitzers(hour: str) -> int:
    return arms(ready(hour), "type4_howitzer")


def anti_aircraft(hour: str) -> int:
    return arms(ready(hour), "type88_aa")


@dataclass(frozen=True, slots=True)
class Gap:
    """A figure on record, how it is counted here, and why the two may differ by as much as `tolerance`."""

    name: str
    hour: str
    count: Callable[[str], int]
    record: int
    tolerance: int
    why: str


# The record of 31 July counts the two columns of the night attack, so men east of the Tumen are compared;
# from 2 August on it counts the force in the field, gun lines and crossings included.
ASSAULT, SECOND, GENERAL, NIGHT = "07-31T05:00", "08-02T08:00", "08-06T16:00", "08-06T23:59"
GAPS = (
    Gap("31 July, men [C]", ASSAULT, east_of_tumen, 1410, 90, "the 76th's gun company, 80, may not be in it"),
    Gap("31 July, men [CX]", ASSAULT, east_of_tumen, 1493, 10, "1,114 and 379 are quoted from memory"),
    Gap("31 July, both banks", ASSAULT, everyone, 1410, 300, "one battery and one ferry company more"),
    Gap(
        "2 August, men [C]", SECOND, everyone, 3010, 30, "II/75 is in, the rest of the 76th comes on the 3rd"
    ),
    Gap("2 August, east bank", SECOND, east_of_tumen, 3010, 490, "the record counts gun lines and crossings"),
    Gap("6 August, men [C]", GENERAL, everyone, 8000, 100, "crews of anti-aircraft guns are not on record"),
    Gap("6 August, 19th Division [S]", GENERAL, of_division, 7150, 150, "7,000 to 7,300 in fighting units"),
    Gap(
        "10 August, men [S]", "08-10T23:59", everyone, 10000, 1600, "'at least 10,000' takes in rear services"
    ),
    Gap("31 July, guns [C]", ASSAULT, field_guns, 14, 2, "a pair of 70 mm guns makes up the 14"),
    Gap("2 August, guns [C]", SECOND, field_guns, 22, 2, "the same pair"),
    Gap("6 August, guns [C]", GENERAL, field_guns, 37, 1, "an odd piece, batteries here have four"),
    Gap("night of 6 August, guns [C]", NIGHT, field_guns, 37, 7, "8 more so that the 25th is in full [WF]"),
    Gap("10 August, guns [C]", "08-10T23:59", field_guns, 37, 19, "late batteries, here to keep 16 counters"),
    Gap("2 August, mountain guns", SECOND, mountain_guns, 8, 0, "two batteries of the first battalion"),
    Gap("6 August, mountain guns [WF]", NIGHT, mountain_guns, 24, 0, "16 to 24, in full by 6 August"),
    Gap("31 July, 15 cm [NV1]", ASSAULT, heavy_howitzers, 4, 0, "the 2nd battery"),
    Gap("6 August, 15 cm", GENERAL, heavy_howitzers, 8, 0, "one battalion of two batteries"),
    Gap(
        "6 August, anti-aircraft [S]", GENERAL, anti_aircraft, 19, 1, "18 to 20, here five batteries of four"
    ),
)


@pytest.mark.parametrize("gap", GAPS, ids=lambda gap: gap.name)
def test_sums_meet_the_record(gap: Gap) -> None:
    ours = gap.count(gap.hour)
    assert abs(ours - gap.record) <= gap.tolerance, f"{ours} against {gap.record}: {gap.why}"


def test_soviet_estimates_stay_above_the_force() -> None:
    """20,000 men and 200 guns are what the other side believed, not what is on the map."""
    everything = in_play()
    guns = arms(everything, *FIELD_GUNS, "type92_bn_gun", "type94_at", "type88_aa")
    assert men(everything) < 20_000
    assert guns < 200


def test_counters() -> None:
    units = oob().units
    assert len(in_play()) == 98
    assert Counter(above(k)[-2] for k, u in units.items() if u.optional) == {"19d": 21, "hunchun": 11}
    groups = {"76bgu": 4, "75ir": 21, "76ir": 21, "73ir": 21, "27cav": 4, "19er": 3, "trains": 3, "19d-aa": 5}
    for formation, count in groups.items():
        assert sum(formation in above(k) for k in in_play()) == count, formation
    guns = [k for k in in_play() if not {"25mar", "15har", "19d-aa"}.isdisjoint(above(k))]
    assert sum(not k.endswith("-hq") for k in guns) == 16


@pytest.mark.parametrize("regiment", [*REGIMENTS, "74ir"])
def test_regiment(regiment: str) -> None:
    kinds = Counter(unit.kind for key, unit in oob().units.items() if regiment in above(key))
    assert kinds == {
        "jp_rifle_company": 12,
        "jp_mg_company": 3,
        "jp_battalion_guns": 3,
        "jp_regimental_guns": 1,
        "jp_at_company": 1,
        "jp_regiment_hq": 1,
    }


def test_rifle_companies_are_at_peace_strength() -> None:
    for key, unit in oob().units.items():
        if unit.kind == "jp_rifle_company":
            weak = key in ("76ir-1", "76ir-2", "76ir-3")
            assert unit.men == (90 if weak else 120), key
            assert unit.establishment == 150, key


def test_first_battalion_of_the_76th_has_its_recorded_men() -> None:
    units = {k: u for k, u in ready("07-31T05:00").items() if "76ir-i" in above(k)}
    assert men(units) == 379


def test_parties_of_29_july() -> None:
    """Up to 150 men with four heavy machine guns stand ready when the campaign begins."""
    parties = {key: in_play()[key] for key in ("kanda", "sakuma", "noguchi")}
    assert all(unit.at is not None and unit.release is None for unit in parties.values())
    assert men(parties) == 150
    assert arms(parties, *HEAVY_MACHINE_GUNS) == 4


def test_machine_guns_could_fill_hill_62() -> None:
    """Up to 40 machine guns were on Pulemyotnaya: the regiments there must own that many."""
    south = {k: u for k, u in ready("08-05T23:59").items() if not {"75ir", "76ir"}.isdisjoint(above(k))}
    assert 40 <= arms(south, *HEAVY_MACHINE_GUNS) <= 72


def test_doubtful_weapons() -> None:
    trains = {k: u for k, u in in_play().items() if u.kind == "jp_armored_train"}
    assert sum((u.vehicles or {}).get("armored_train", 0) for u in trains.values()) == 3
    assert all(u.source.note and "doubtful" in u.source.note for u in trains.values())
    assert arms(in_play(), "type97_at_rifle") == 2


def test_reserve_of_the_night_attack_is_held_back() -> None:
    held = set(ready("07-31T06:00")) - set(ready("07-31T05:59"))
    assert held == {"75ir-6", "75ir-9", "75ir-11", "75ir-mg3", "75ir-bg3"}


def test_hours_lie_in_the_campaign() -> None:
    for key, unit in oob().units.items():
        hours = [part.time for part in (unit.enter, unit.release) if part is not None]
        assert all(START <= hour < END for hour in hours), key


def test_names_ids_and_tree() -> None:
    shorts = Counter(unit.short for unit in oob().units.values())
    assert max(shorts.values()) == 1
    for key in oob().units:
        assert above(key)[-1] == "ka", key
    languages = [unit.name for unit in oob().units.values()]
    assert all(name.ru for name in languages)


def _sources() -> Iterator[tuple[str, Source]]:
    for key, unit in oob().units.items():
        yield key, unit.source
        if unit.leader:
            yield key, unit.leader.source
    for key, formation in oob().formations.items():
        yield key, formation.source
        people = [*formation.staff, *([formation.commander] if formation.commander else [])]
        yield from ((key, person.source) for person in people)


def test_every_line_has_a_known_source() -> None:
    known = set(oob().sources)
    used = {name for _, source in _sources() for name in source.keys}
    quoted = set(re.findall(r"\[([A-Z]+\d?)\]", PATH.read_text("utf-8")))
    assert used | quoted == known
    assert all(source.keys for _, source in _sources())
    assert {unit.source.mark for unit in oob().units.values()} <= {"rec", "rec?", "TO&E", "calc"}


def test_lines_are_short_enough_to_read() -> None:
    long = [i for i, line in enumerate(PATH.read_text("utf-8").splitlines(), 1) if len(line) > 110]
    assert long == []
