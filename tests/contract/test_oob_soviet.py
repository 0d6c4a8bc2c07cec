"""The Soviet order of battle adds up to the record: counters, men, arms, phases; every gap has a reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from itertools import pairwise

import pytest
import yaml

from game import locate
from game.scenario.models.common import Source
from game.scenario.models.oob import OrderOfBattle, Unit
from game.scenario.reader import read

PATH = locate.scenarios() / "khasan_1938" / "oob_soviet.yaml"
START, END = datetime(1938, 7, 29, 6), datetime(1938, 8, 11, 13, 30)
ORDER = [
    *("name", "short", "of", "kind", "leader", "men", "establishment", "weapons", "vehicles", "quality"),
    *("at", "enter", "leave", "release", "optional", "source", "note"),
]
ROOT = "fef"
"""The front; the border guards were not under it, but stand there so that the tree has one root."""

FIELD_GUNS = (
    "gun_76_1927",
    "gun_76_1902",
    "howitzer_122_1910",
    "howitzer_152_1909",
    "gun_107_1910",
    "su12",
    "su5",
)
T26, BT = ("t26", "kht26"), ("bt7", "bt5")
TANKS = (*T26, "st26", *BT)
FIGHTERS, BOMBERS = ("i15", "i16"), ("sb", "tb3", "sss", "rz")
GROUPS = {
    "59bd": 15,
    "40rd": 69,
    "32rd": 69,
    "2mb": 25,
    "39ap": 8,
    "39sb": 3,
    "39aa": 2,
    "121cav": 1,
    "air": 17,
}
Force = dict[str, Unit]


@cache
def oob() -> OrderOfBattle:
    return OrderOfBattle.model_validate(yaml.safe_load(PATH.read_text("utf-8")))


def above(key: str) -> tuple[str, ...]:
    """A unit and every formation above it."""
    chain, current = [key], oob().units[key].of
    while current:
        chain.append(current)
        current = oob().formations[current].under or ""
    return tuple(chain)


def pick(keep: Callable[[str, Unit], bool]) -> Force:
    """Units in play that pass a test."""
    return {key: unit for key, unit in oob().units.items() if not unit.optional and keep(key, unit)}


def in_play() -> Force:
    return pick(lambda key, unit: True)


def on_foot_and_wheels(key: str, unit: Unit) -> bool:
    """Not an aircraft, not a boat: what can stand on the battlefield."""
    return "air" not in above(key) and unit.kind != "su_boat"


def ground() -> Force:
    return pick(on_foot_and_wheels)


def present(hour: str, *without: str) -> Force:
    """Ground units on the map by an hour ("08-02T08:00"), less some formations."""
    at = datetime.fromisoformat(f"1938-{hour}")
    return pick(
        lambda key, unit: (
            on_foot_and_wheels(key, unit)
            and (unit.enter is None or unit.enter.time <= at)
            and set(above(key)).isdisjoint(without)
        )
    )


def in_reserve(key: str, unit: Unit) -> bool:
    """One of the BT companies that the corps kept back."""
    return "2mb-rb" in above(key) and unit.release is not None


def men(force: Force) -> int:
    return sum(unit.men or 0 for unit in force.values())


def arms(force: Force, *ids: str) -> int:
    """Weapons and vehicles of some ids."""
    return sum(
        (unit.weapons or {}).get(one, 0) + (unit.vehicles or {}).get(one, 0)
        for unit in force.values()
        for one in ids
    )


def total(*ids: str) -> int:
    return arms(in_play(), *ids)


@dataclass(frozen=True, slots=True)
class Row:
    """A figure on record, what this file gives, and why they may differ by as much as `tolerance`."""

    name: str
    count: Callable[[], int]
    record: int
    ours: int
    tolerance: int = 0
    why: str = ""


def of_arms(name: str, record: int, *ids: str) -> Row:
    """A row where tables and record agree to the piece."""
    return Row(name, partial(total, *ids), record, record)


NIGHT, MORNING, GENERAL = "07-31T02:00", "08-02T08:00", "08-06T16:00"
SPLIT = "by the tables; both columns make 237 as recorded, two pieces stand in the other one there"
ACTION = "the record counts what was in action, this file what was at the lake"
TOTALS = (
    Row("counters in play", lambda: len(in_play()), 210, 210),
    Row("optional counters", lambda: len(oob().units) - len(in_play()), 30, 30),
    of_arms("heavy machine guns [S]", 341, "maxim"),
    of_arms("light machine guns [S]", 673, "dp"),
    of_arms("all guns [S]", 237, *FIELD_GUNS, "gun_45_1932"),
    Row("field guns [S]", partial(total, *FIELD_GUNS), 179, 177, 2, SPLIT),
    Row("45 mm guns [S]", partial(total, "gun_45_1932"), 58, 60, 2, SPLIT),
    Row(
        "45 mm guns of the army: our reading of the 58 [S]",
        lambda: arms(pick(lambda key, unit: key != "59bd-guns"), "gun_45_1932"),
        58,
        58,
    ),
    of_arms("corps guns and heavy howitzers [AR, calc]", 30 + 24, "gun_107_1910", "howitzer_152_1909"),
    of_arms("self-propelled 76 mm [AR]", 10, "su12"),
    of_arms("self-propelled 122 mm [AR]", 5, "su5"),
    of_arms("T-26 with the flame tanks [B]", 257, *T26),
    of_arms("flame tanks [B]", 10, "kht26"),
    of_arms("bridge tanks [B]", 3, "st26"),
    of_arms("BT-7 [B]", 81, "bt7"),
    of_arms("all BT [BF]", 94, *BT),
    of_arms("tanks in the other count [WP]", 354, *TANKS),
    Row(
        "tanks of the corps [S]",
        partial(total, *TANKS),
        345,
        354,
        9,
        "257 T-26 + 25 + 63 BT = 345: the 3 bridge tanks and the 6 BT with the 32nd Division left out",
    ),
    Row(
        "tanks at the lake [S]",
        lambda: arms(pick(lambda key, unit: not in_reserve(key, unit)), *TANKS),
        285,
        291,
        6,
        "257 T-26 + 3 bridge tanks + 25 BT = 285: the 6 BT with the 32nd Division left out",
    ),
    Row("BT in corps reserve [BF]", lambda: arms(pick(in_reserve), *BT), 63, 63),
    of_arms("aircraft [S]", 250, *FIGHTERS, *BOMBERS),
    of_arms("bombers and assault aircraft [WP]", 180, *BOMBERS),
    of_arms("fighters [WP]", 70, *FIGHTERS),
    of_arms("tractors [S]", 60, "tractor"),
    Row("lorries [S]", partial(total, "gaz_aa"), 200, 102, 98, "the rest are supply columns, not counters"),
    Row("men on the battlefield [S]", lambda: men(ground()), 15000, 15001, 300, "strengths by the company"),
)
PHASES = (
    Row("31 July, men [C]", lambda: men(present(NIGHT)), 1460, 1464, 30, "strengths by the company"),
    Row("31 July, tanks [C]", lambda: arms(present(NIGHT), *TANKS), 20, 20),
    Row("31 July, guns [C]", lambda: arms(present(NIGHT), *FIELD_GUNS, "gun_45_1932"), 20, 20),
    Row(
        "2 August, men [C]",
        lambda: men(present(MORNING)),
        4000,
        5012,
        1050,
        "the record counts those engaged; all three regiments had come the day before [S]",
    ),
    Row(
        "2 August, men without the 120th Regiment [C]",
        lambda: men(present(MORNING, "120rr")),
        4000,
        3645,
        400,
        "by one account the 120th stood in second line; 4,000 would be the rest and a part of it",
    ),
    Row("2 August, tanks [C]", lambda: arms(present(MORNING), *TANKS), 30, 37, 7, ACTION),
    Row(
        "2 August, guns [C]",
        lambda: arms(present(MORNING), *FIELD_GUNS, "gun_45_1932"),
        40,
        44,
        4,
        "six of the 45 mm guns are the 120th Regiment's, in second line by one account",
    ),
    Row(
        "6 August, men [C]",
        lambda: men(present(GENERAL)),
        20000,
        14761,
        5300,
        "two counts of one force; the 15,000 of [S] is followed, services have no counters",
    ),
    Row("6 August, tanks [C]", lambda: arms(present(GENERAL), *TANKS), 200, 354, 154, ACTION),
    Row("6 August, guns [C]", lambda: arms(present(GENERAL), *FIELD_GUNS), 100, 177, 77, ACTION),
)


@pytest.mark.parametrize("row", [*TOTALS, *PHASES], ids=lambda row: row.name)
def test_sum_meets_the_record(row: Row) -> None:
    count = row.count()
    assert count == row.ours, (
        f"{row.name}: the file gives {count}, this table says {row.ours} (record {row.record}). Change both, "
        "with the reason for the new gap, or put the file back."
    )
    gap = abs(count - row.record)
    assert gap <= row.tolerance, f"{row.name}: {count}, record {row.record}, more than {row.tolerance} apart"
    assert row.tolerance == 0 or row.why, f"{row.name}: a gap needs a reason"


def test_counters_by_group() -> None:
    counts = Counter(group for key in in_play() for group in above(key) if group in GROUPS)
    assert counts == GROUPS
    assert sum(GROUPS.values()) + 1 == len(in_play()), "and the headquarters of the corps"


@pytest.mark.parametrize("division", ["40rd", "32rd"])
def test_division_has_its_table(division: str) -> None:
    kinds = Counter(u.kind for u in pick(lambda key, unit: division in above(key)).values())
    assert kinds == {
        "su_rifle_company": 27,
        "su_mg_company": 9,
        "su_at_battery": 3,
        "su_regimental_battery": 3,
        "su_field_battery": 6,
        "su_howitzer_battery": 3,
        "su_heavy_battery": 3,
        "su_tank_company": 3,
        "su_armored_car_company": 1,
        "su_cavalry_squadron": 1,
        "su_motor_rifle_company": 1,
        "su_sapper_company": 3,
        "su_aa_battery": 2,
        "su_regiment_hq": 3,
        "su_division_hq": 1,
    }


def test_every_unit_says_what_it_has() -> None:
    for key, unit in oob().units.items():
        assert unit.men, key
        assert unit.establishment is not None, key
        assert unit.men <= unit.establishment, f"{key}: more men than the table"
        assert unit.quality, key
        assert unit.weapons or unit.vehicles, key
        assert sum((unit.weapons or {}).get(w, 0) for w in ("mosin", "dp", "maxim")) <= unit.men, key


def test_shorts_differ() -> None:
    shorts = Counter(unit.short for unit in oob().units.values())
    assert [short for short, n in shorts.items() if n > 1] == []


def test_chains_end_at_the_front() -> None:
    assert {key for key, f in oob().formations.items() if f.under is None} == {ROOT}
    assert all(above(key)[-1] == ROOT for key in oob().units)
    used = {formation for key in oob().units for formation in above(key)}
    assert oob().formations.keys() <= used, "a formation without a unit"


def test_hours_lie_in_the_battle() -> None:
    for key, unit in oob().units.items():
        if unit.enter is not None:
            assert START <= unit.enter.time <= END, key
        if unit.release is not None:
            assert unit.release.time > (unit.enter.time if unit.enter else START), key


def test_one_road_one_column() -> None:
    """All columns share the road's last hex at the edge: each unit in play has its own ten minutes there."""
    hours = sorted(
        (unit.enter.time, key)
        for key, unit in in_play().items()
        if unit.enter is not None and unit.enter.mode == "column"
    )
    close = [(a, b) for (t, a), (u, b) in pairwise(hours) if u - t < timedelta(minutes=10)]
    assert close == []


def test_recorded_hours_of_the_first_days() -> None:
    """The days the record gives: who was there on 29, 30 and 31 July, and on 1 August by noon."""
    on_29, on_30, noon = present("07-29T23:59"), present("07-30T23:59"), present("08-01T13:00")
    assert {"59bd-makhalin", "59bd-khristolyubov", "118rr-7", "119rr-2"} <= on_29.keys()
    assert {"59bd-ratnikov", "59bd-tanks", "118rr-at", "119rr-1"} <= on_30.keys() - on_29.keys()
    rifles = [key for key in noon if "40rd" in above(key) and noon[key].kind == "su_rifle_company"]
    assert len(rifles) == 27
    assert not [key for key in present("08-02T23:59") if "32rd" in above(key) or "2mb" in above(key)]


def sourced() -> Iterator[tuple[str, Source]]:
    """Every source line of the file."""
    for key, formation in oob().formations.items():
        yield key, formation.source
        for leader in (formation.commander, *formation.staff):
            if leader is not None:
                yield f"{key}: {leader.name.en}", leader.source
    for key, unit in oob().units.items():
        yield key, unit.source
        if unit.leader is not None:
            yield f"{key}: {unit.leader.name.en}", unit.leader.source


def test_sources_are_listed_and_used() -> None:
    lines = list(sourced())
    for where, source in lines:
        assert source.keys, where
        assert set(source.keys) <= oob().sources.keys(), where
    text = PATH.read_text("utf-8").partition("\nformations:")[2]
    bracketed = {key for group in re.findall(r"\[([^\]]+)\]", text) for key in group.split(", ")}
    unused = oob().sources.keys() - {key for _, source in lines for key in source.keys} - bracketed
    assert not unused


def test_marks_say_what_is_table_and_what_is_record() -> None:
    for where, source in sourced():
        if source.mark == "TO&E":
            assert "TOE" in source.keys, f"{where}: by the table, without the tables as a source"
        if source.mark == "rec":
            assert set(source.keys) != {"TOE"}, f"{where}: recorded, with no source but the tables"


def test_file_is_plain_and_neat() -> None:
    assert read(PATH).data == yaml.safe_load(PATH.read_text("utf-8"))
    lines = PATH.read_text("utf-8").splitlines()
    assert [n for n, line in enumerate(lines, 1) if len(line) > 110 or line != line.rstrip()] == []
    for key, unit in read(PATH).data["units"].items():
        assert list(unit) == sorted(unit, key=ORDER.index), f"{key}: keys out of order"
