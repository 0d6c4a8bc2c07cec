"""Troops and places are found under whatever name people use for them."""

from __future__ import annotations

import pytest
from plan_field import begun, ground, ids, labels, mission, names, resolved

from game.scenario.faults import BadData
from game.scenario.models.common import Side
from game.scenario.plans.canon import canon
from game.scenario.plans.misread import Misread
from game.scenario.plans.who import Troops

SOVIET = {
    "40rd": "40 RD|40rd|40th RD|40th Rifle Division|40. rifle div.|40th Division|40-я стрелковая дивизия",
    "118rr": "118 RR|118th Rifle Regiment|118 rifle rgt|118-й сп|118 сп|118th|118. kiväärirykmentti",
    "118rr-iii": "III/118 RR|III/118|III Bn 118 RR|3rd Battalion, 118 RR|3rd battalion of the 118th",
    "118rr-1": "1/118|1st Company, 118th Rifle Regiment|1st company of 118 RR|118rr-1",
    "118rr-mg3": "MG3/118|MG company of III/118|machine-gun company III/118 RR",
    "118rr-gun": "RG/118|118 RG|regimental battery of 118 RR|118 regimental guns",
    "120rr-at": "AT/120|anti-tank battery of 120 RR|AT battery 120 RR",
    "118rr-hq": "HQ/118|headquarters of the 118th|118 HQ",
    "2mb": "2 Mech Bde|2 MechBde|2nd Mechanized Brigade|2 MB|2nd mechanised brigade|mechanized brigade",
    "2mb-3tb": "3 TB of 2 Mech Bde|3rd Tank Bn, 2 Mech Bde|3rd tank battalion",
    "2mb-3tb-1": "1/3TB|1st Company, 3rd Tank Battalion",
    "2mb-rb": "recon bn of 2 Mech Bde|2 MB RB",
    "40rb-ac": "armored cars of 40 RB|AC/40RB",
    "32tb": "32 OTB|32 TB|32nd Separate Tank Battalion|tank battalion of 32 RD",
    "40ap": "40 LAR|40 AP|40th Artillery Regiment|40 arty|artillery regiment of 40 RD",
    "39ap": "39 CAR|corps artillery|39th Corps Artillery",
    "40rb": "40 ORB|recon bn of 40 RD|40th Reconnaissance Battalion",
    "40sb": "40 SB|40 sapper bn|40th Sapper Battalion",
    "air-sb": "SB|SB squadrons",
    "air-i15": "I-15|I-15 groups|I15",
    "air-tb3": "TB-3|TB-3 group|TB3 squadrons",
    "sb-1": "1/SB|1st Squadron SB",
    "59bd": "59 BD|59th border detachment|59 Border Det",
    "59bd-ratnikov": "Ratnikov|Ratnikov group",
    "pk7": "PK-7|pk7",
}
JAPANESE = {
    "75ir": "75 Inf|75 IR|75th Infantry|75 RR|75th|歩兵第75連隊",
    "75ir-i": "I/75 Inf|I/75|I Bn 75 Inf|1st battalion 75 Inf|JR 75:n I pataljoona",
    "75ir-10": "10/75|10th Company of the 75th|10th Co, 75 Inf|歩兵第75連隊第10中隊",
    "75ir-rg": "75 RG|RG/75|75 RG co|gun company of the 75th|75th regimental gun company",
    "75ir-bg1": "BG1/75|battalion guns of I/75",
    "25mar": "25 MA|25 MAR|25th Mountain Artillery",
    "25mar-i": "I/25 MA|1st battalion 25 MA",
    "15har": "15 HFA|15 HA|15th Heavy Field Artillery",
    "19er-1": "1/19 Eng|1/19E|1st Company, 19th Engineers",
    "76bgu": "76 BGU|76th Border Garrison",
    "kanda": "Kanda|Kanda detachment",
    "19d": "19 D|19th Division|19th Div.",
    "37bde": "37 Bde|37th Brigade",
}
CASES = [
    (side, text, id_)
    for side, table in (("soviet", SOVIET), ("japanese", JAPANESE))
    for id_, texts in table.items()
    for text in texts.split("|")
]


@pytest.mark.parametrize(("side", "text", "id_"), CASES, ids=[f"{case[1]}" for case in CASES])
def test_a_name_finds_its_troops(side: Side, text: str, id_: str) -> None:
    assert [hit.id for hit in names().find(text, side)] == [id_]
    assert [hit.id for hit in names().find(text.lower(), side)] == [id_]


@pytest.mark.parametrize("side", ["soviet", "japanese"])
def test_every_id_name_and_short_means_itself(side: Side) -> None:
    for force in begun().bundle.forces:
        if force.model.side != side:
            continue
        called = [(key, formation.name.en) for key, formation in force.model.formations.items()]
        called += [
            (key, text) for key, unit in force.model.units.items() for text in (unit.name.en, unit.short)
        ]
        for key, text in called:
            assert key in {hit.id for hit in names().find(text, side)}, text
            assert [hit.id for hit in names().find(key, side)] == [key]


@pytest.mark.parametrize(
    "text", ["41 RD", "IV/118 RR", "13/75", "118 RD", "2nd Battery, 118 RR", "Tank", "", "/"]
)
def test_what_does_not_exist_is_not_guessed(text: str) -> None:
    assert len(names().find(text, "soviet")) != 1


def test_an_ordinal_is_not_a_rifle_division() -> None:
    assert canon("3rd") == ("3",)
    assert canon("13th Company") == ("13", "co")
    assert canon("43rd RD") == canon("43 RD") == ("43", "inf", "div")
    assert canon("40rd") == canon("40th Rifle Division") == ("40", "inf", "div")
    assert canon("13rd") == ("13", "inf", "div")


@pytest.mark.parametrize(
    ("text", "count", "arms"),
    [
        ("all in 118 RR", 15, None),
        ("all bombers", 8, {"bomber", "heavy_bomber"}),
        ("all SB", 5, {"bomber"}),
        ("all fighters", 6, {"fighter"}),
        ("sappers of 40 RD", 3, {"engineers"}),
        ("40 RD engineers", 3, {"engineers"}),
        ("all batteries in 40 RD", 12, {"field_artillery", "howitzer", "heavy_artillery"}),
        ("machine-gun companies of 118 RR", 3, {"machine_gun"}),
        ("tanks in 2 Mech Bde", None, {"tank", "flame_tank"}),
        ("all tanks", None, {"tank", "flame_tank"}),
        ("the tanks of the 40 OTB", 3, {"tank"}),
    ],
)
def test_a_phrase_means_all_of_a_kind(text: str, count: int | None, arms: set[str] | None) -> None:
    found = Troops(names(), "soviet").of(text)
    assert len(found) == len(set(found))
    assert count is None or len(found) == count
    assert arms is None or {names().symbols[unit] for unit in found} == arms


def test_all_means_the_whole_side() -> None:
    everybody = set(Troops(names(), "soviet").of("all"))
    assert everybody == {unit for unit in names().symbols if names().named[unit].side == "soviet"}


@pytest.mark.parametrize("text", ["bombers of 40 RD", "sappers of 118 RR", "all submarines", "all in 41 RD"])
def test_a_phrase_without_troops_is_refused(text: str) -> None:
    with pytest.raises(Misread):
        Troops(names(), "soviet").of(text)


@pytest.mark.parametrize(
    ("text", "hexes"),
    [
        ("Zaozernaya", ["2337"]),
        ("zaozernaya crest", ["2337"]),
        ("Changkufeng", ["2337"]),
        ("张鼓峰", ["2337"]),
        ("Заозёрная", ["2337"]),
        ("Nameless Hill", ["2128"]),
        ("Pulemyotnaya", ["2942"]),
        ("62.1", ["2942"]),
        ("Hill 194.0", ["5308"]),
        ("Hill 141.2", ["2037"]),
        ("1207", ["1207"]),
        ("Kojo ferry", ["1325", "1625"]),
        ("line 2236 - 2239", ["2236", "2237", "2238", "2239"]),
    ],
)
def test_a_place_is_found(text: str, hexes: list[str]) -> None:
    assert labels(ground().places.of(text)) == hexes


def test_an_area_is_every_hex_so_near() -> None:
    board, middle = begun().board, begun().board.hex_of("2337")
    near = {h for h in range(board.hexes) if board.meters(middle, h) <= 700}
    assert set(ground().places.of("area Zaozernaya 700 m")) == near
    assert set(ground().places.of("area Zaozernaya .7 km".replace(" .7", " 0.7"))) == near
    assert len(near) > 7


def test_a_plans_own_name_goes_before_the_maps() -> None:
    order = {"where": "Zaozernaya"}
    assert labels(mission(order, places={"zaozernaya": ["2436", "2437"]}).hexes) == ["2436", "2437"]
    own = {"spur": "2236", "both": ["spur", "2237"]}
    assert labels(mission({"where": "Both"}, places=own).hexes) == ["2236", "2237"]


def test_who_names_an_enemy_is_told_so() -> None:
    with pytest.raises(BadData, match="which is japanese"):
        resolved({"who": "75 Inf"})


def test_units_are_rows_of_the_scenario() -> None:
    assert ids(mission({"who": "III/118 RR"}).units) == ["118rr-7", "118rr-8", "118rr-9", "118rr-mg3"]
