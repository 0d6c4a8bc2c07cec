"""Each rule of the ledger read aloud: one row as a battle might give it, and the whole sentence.

A number stands as a person would write it; `kept` brings it into the unit of its column.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest

from game.analysis import why
from game.rules import ledger

NAMES = why.Names(
    units=("7th Company", "2nd Platoon"),
    hexes=("2336", "2337"),
    stakes={
        "objective": ("Bezymyannaya", "Zaozernaya"),
        "term": ("Losses, of the USSR", "Losses, of Japan"),
        "task": ("The post", "Bezymyannaya is Soviet at dusk"),
        "act": ("Japanese pursuit", "Japanese aircraft over the field"),
        "release": ("Japanese guns", "Soviet aircraft"),
    },
)


class Aloud(NamedTuple):
    """A row in plain numbers: factors that are not named change nothing, or add nothing; and its sentence."""

    base: float
    factors: dict[str, float]
    expected: float
    draw: int | None
    result: float
    told: str


ROWS: dict[str, Aloud] = {
    "fire": Aloud(
        6.2,
        {"time": 0.5, "suppression": 0.8, "exposure": 0.04, "search": 0.5},
        0.05,
        848,
        1,
        "7th Company fired at 2nd Platoon: 6.2 rifle equivalents × 0.5 (time) × 0.8 (suppression) "
        "× 0.04 (exposure) × 0.5 (search for targets) = 0.05 expected, drew the 84th percentile: "
        "1 man lost.",
    ),
    "movement_fire": Aloud(
        6.2,
        {"time": 0.33, "exposure": 1, "search": 0.6},
        1.2,
        500,
        1,
        "7th Company fired at 2nd Platoon on the move in 2337: 6.2 rifle equivalents × 0.33 "
        "(time) × 0.6 (search for targets) = 1.2 expected, drew the 50th percentile: 1 man lost.",
    ),
    "final_fire": Aloud(
        30,
        {"hours": 0.07, "surprise": 0.7},
        1.5,
        300,
        1,
        "7th Company fired at 2nd Platoon in the last hundred meters: 30 men in an hour of such "
        "fire × 0.07 (hours) × 0.7 (surprise), which makes 1.5 expected, drew the 30th "
        "percentile: 1 man lost.",
    ),
    "losses": Aloud(
        2.3,
        {},
        2.2,
        620,
        3,
        "All fire at 2nd Platoon: 2.3 hits, which makes 2.2 expected, drew the 62nd percentile: 3 men lost.",
    ),
    "suppression": Aloud(
        0.9,
        {"susceptibility": 0.45},
        0.33,
        None,
        0.41,
        "Fire upon 2nd Platoon: stress 0.9 × 0.45 (posture), which makes 0.33 more: suppression now 0.41.",
    ),
    "shells": Aloud(
        2.4,
        {"overlap": 0.94},
        2.26,
        710,
        3,
        "7th Company shelled 2nd Platoon in 2337: 2.4 men covered × 0.94 (overlap) = 2.3 "
        "expected, drew the 71st percentile: 3 men lost.",
    ),
    "bombs": Aloud(
        12,
        {"ground": 0.5, "overlap": 0.97},
        5.8,
        130,
        4,
        "7th Company bombed 2nd Platoon in 2337: 12 men covered × 0.5 (ground) × 0.97 (overlap) = "
        "5.8 expected, drew the 13th percentile: 4 men lost.",
    ),
    "guns_lost": Aloud(
        0.6,
        {},
        0.45,
        900,
        1,
        "Shells on the guns of 2nd Platoon in 2337: 1 gun, which makes 0.45 expected, drew the "
        "90th percentile: 1 gun out of action.",
    ),
    "anti_aircraft": Aloud(
        0.002,
        {"guns": 6, "altitude": 1.6},
        0.019,
        990,
        1,
        "7th Company fired at the aircraft of 2nd Platoon: 0.002 aircraft by one gun × 6 (guns) × "
        "1.6 (altitude) = 0.019 expected, drew the 99th percentile: 1 aircraft shot down.",
    ),
    "armor_hit": Aloud(
        12,
        {"view": 0.06, "knock_out": 0.18},
        0.13,
        None,
        0,
        "7th Company fired at the tanks of 2nd Platoon: 12 shots × 0.06 (target in view) × 0.18 "
        "(hit, pierced, out of action) = 0.13 expected.",
    ),
    "armor_losses": Aloud(
        0.9,
        {},
        0.8,
        640,
        1,
        "All fire at the tanks of 2nd Platoon: 0.9 hits that tell, which makes 0.8 expected, drew "
        "the 64th percentile: 1 vehicle out of action.",
    ),
    "tank_assault": Aloud(
        0.06,
        {"escort": 0.25},
        0.015,
        995,
        1,
        "7th Company attacked the tanks of 2nd Platoon at close quarters: a chance of 0.06 for "
        "each × 0.25 (escort), which makes 0.015 expected, drew the 99th percentile: 1 vehicle "
        "out of action.",
    ),
    "bog": Aloud(
        5,
        {},
        0.3,
        810,
        1,
        "2nd Platoon drove into 2337: 5 tanks, which makes 0.3 expected, drew the 81st "
        "percentile: 1 tank stuck fast.",
    ),
    "approach": Aloud(
        2,
        {"base": 4, "belts": 10, "climb": 3},
        17,
        None,
        17,
        "2nd Platoon closes in upon 2337: 2 belts of wire, 4 (to begin with) + 10 (wire) + 3 "
        "(climb) = 17 minutes.",
    ),
    "reach": Aloud(
        0.31,
        {"losses": 0.2, "now": 0.2, "suppression": 0.25, "threshold": -0.34},
        0.12,
        600,
        0,
        "2nd Platoon storms 2337: 0.2 (losses) + 0.2 (losses now) + 0.25 (suppression) - 0.34 "
        "(what they bear) = stress 0.31, which makes a chance of 12 %, drew the 60th percentile: "
        "they get there.",
    ),
    "close_defense": Aloud(
        60,
        {"quality": 1.25, "rate": 0.05},
        3.7,
        400,
        3,
        "7th Company fell upon 2nd Platoon hand to hand: 60 men who get at them × 1.2 (quality) × "
        "0.05 (rate) = 3.7 expected, drew the 40th percentile: 3 men lost.",
    ),
    "close_attack": Aloud(
        12,
        {"trench": 1.2, "effect": 0.5, "rate": 0.05},
        0.36,
        700,
        1,
        "7th Company defended itself hand to hand against 2nd Platoon: 12 defenders × 1.2 "
        "(trench) × 0.5 (effect of a defender) × 0.05 (rate) = 0.36 expected, drew the 70th "
        "percentile: 1 man lost.",
    ),
    "break": Aloud(
        0.06,
        {"losses": 0.3, "suppression": 0.1, "threshold": -0.34},
        0.73,
        210,
        1,
        "2nd Platoon after a round of close combat: 0.3 (losses) + 0.1 (suppression) - 0.34 (what "
        "they bear) = stress 0.06, which makes a chance of 73 %, drew the 21st percentile: gives "
        "way.",
    ),
    "pursuit": Aloud(
        40,
        {"pursuit": 0.1},
        4,
        510,
        4,
        "7th Company pursued 2nd Platoon: 40 men who fell back × 0.1 (pursuit) = 4 expected, drew "
        "the 51st percentile: 4 men lost.",
    ),
    "cohesion": Aloud(
        0.9,
        {"losses": -0.1, "suppression": -0.05},
        0.75,
        None,
        0.75,
        "Cohesion of 2nd Platoon: 0.9 before - 0.1 (losses) - 0.05 (suppression) = 0.75: now 0.75.",
    ),
    "rally": Aloud(
        0.3,
        {"lead": 1.1},
        0.33,
        200,
        1,
        "2nd Platoon in rout: a chance of 0.3 × 1.1 (leaders) = a chance of 33 %, drew the 20th "
        "percentile: rallies.",
    ),
    "leader": Aloud(
        8,
        {},
        0.092,
        950,
        0,
        "The leader of 2nd Platoon: 8 casualties around him, which makes a chance of 9.2 %, drew "
        "the 95th percentile: he is unharmed.",
    ),
    "fatigue": Aloud(
        0.2,
        {"night_march": 0.05},
        0.25,
        None,
        0.25,
        "Fatigue of 2nd Platoon: 0.2 before + 0.05 (night march) = 0.25: now 0.25.",
    ),
    "killed": Aloud(
        8,
        {},
        2.1,
        480,
        2,
        "Casualties of 2nd Platoon: 8 casualties, which makes 2.1 expected, drew the 48th "
        "percentile: 2 of them killed.",
    ),
    "sickness": Aloud(
        120,
        {},
        0.3,
        970,
        1,
        "Heat and bad water on 2nd Platoon: 120 men, which makes 0.3 expected, drew the 97th "
        "percentile: 1 man falls sick.",
    ),
    "spotting": Aloud(
        0.4,
        {"smoke": 0.5},
        0.2,
        100,
        7,
        "7th Company looked for 2nd Platoon: a chance of 0.4 × 0.5 (smoke and dust) = a chance of "
        "20 %, drew the 10th percentile: seen.",
    ),
    "order_delay": Aloud(
        1800,
        {"link": 1, "staff": 1},
        2,
        None,
        2,
        "A new order for 2nd Platoon: 1800 meters to headquarters, 1 (link) + 1 (staff) = 2 "
        "pulses: 2 pulses of delay.",
    ),
    "march": Aloud(
        6,
        {"night": 1.6},
        9.6,
        None,
        9.6,
        "2nd Platoon marches into 2337: 6 minutes × 1.6 (night) = 9.6 minutes.",
    ),
    "crossing": Aloud(
        240,
        {"night": 0.8},
        192,
        None,
        120,
        "The crossing at 2337: room for 240 × 0.8 (night) = 190: 120 crossed.",
    ),
    "supply": Aloud(
        900,
        {"interdiction": 0.5},
        450,
        None,
        450,
        "Supply for 2nd Platoon: 900 kg × 0.5 (interdiction) = 450 kg: 450 kg came.",
    ),
    "digging": Aloud(
        60,
        {"soil": 0.6},
        36,
        None,
        0.4,
        "2nd Platoon digs in: 60 minutes × 0.6 (soil) = 36 minutes of full work: depth 0.4.",
    ),
    "task": Aloud(
        60,
        {"night": 0.7},
        42,
        None,
        42,
        "2nd Platoon at work in 2337: 60 minutes × 0.7 (night) = 42 minutes of full work: 42 minutes.",
    ),
    "ground_held": Aloud(
        20,
        {"share": 0.5, "part": 0.7},
        7,
        None,
        7,
        "Zaozernaya, as it is held at the end: 20 points × 0.5 (share) × 0.7 (part of the weight) "
        "= 7 points.",
    ),
    "terms": Aloud(
        1,
        {"amount": 26},
        20,
        None,
        20,
        "Losses, of Japan: 1 point for each × 26 (how many), which makes 20 points.",
    ),
    "objective": Aloud(
        15,
        {},
        15,
        None,
        15,
        "Bezymyannaya is Soviet at dusk: 15 points.",
    ),
    "escalation": Aloud(
        40,
        {"times": 1},
        40,
        None,
        40,
        "Japanese aircraft over the field: 40 points for each = 40 points: the index rises by 40 points.",
    ),
    "truce": Aloud(
        0.35,
        {"base": 0.1, "index": 0.2, "losses": 0.05},
        0.35,
        840,
        0,
        "The cease-fire: 0.1 (to begin with) + 0.2 (escalation) + 0.05 (losses) = 0.35, which "
        "makes a chance of 35 %, drew the 84th percentile: it is not agreed.",
    ),
    "ground_average": Aloud(
        20,
        {"share": -0.25, "part": 0.3},
        -1.5,
        None,
        -1.5,
        "Zaozernaya, on the average of the time: 20 points × -0.25 (share) × 0.3 (part of the "
        "weight) = -1.5 points.",
    ),
    "release": Aloud(
        43,
        {"each": 10},
        4.3,
        None,
        4,
        "Soviet aircraft: 43 points of the other side ÷ 10 (for one release) = 4.3: 4 releases.",
    ),
    "war": Aloud(
        100,
        {"at_start": 6, "soviet": 7, "japanese": 87},
        100,
        None,
        2,
        "The index of escalation: war comes at 100 points, 6 (to begin with) + 7 (by the USSR) + "
        "87 (by Japan) = 100 points: there is war, and Japan has lost it.",
    ),
    "score": Aloud(
        -7.5,
        {"at_end": 11, "average": -8.5, "losses_and_time": -10},
        -7.5,
        None,
        -7.5,
        "The score: 11 (ground at the end) - 8.5 (ground on the average) - 10 (losses and time) = "
        "-7.5, which makes -7.5 points: the score is -7.5.",
    ),
    "radio": Aloud(
        0.3,
        {"time": 0.0208},
        0.0074,
        3,
        1,
        "The other side listened for the radio of 2nd Platoon: a chance of 30 % a day × 0.021 "
        "(time), which makes a chance of 0.74 %, drew the 1st percentile: it is placed.",
    ),
    "air_cover": Aloud(
        0.3,
        {},
        0.3,
        120,
        1,
        "Aircraft of the other side against 2nd Platoon: a chance of 0.3 = a chance of 30 %, drew "
        "the 12th percentile: it turns back.",
    ),
    "surrender": Aloud(
        0.08,
        {},
        0.08,
        30,
        1,
        "2nd Platoon surrounded in 2337: a chance of 0.08 = a chance of 8 %, drew the 3rd "
        "percentile: it lays down its arms.",
    ),
    "wire": Aloud(
        2,
        {},
        0.42,
        760,
        1,
        "Fire on the wire of 2337: 2 belts of wire, which makes 0.42 expected, drew the 76th "
        "percentile: 1 belt cut.",
    ),
    "battery_located": Aloud(
        0.25,
        {},
        0.25,
        400,
        0,
        "The other side ranged on the flash and sound of 2nd Platoon: a chance of 0.25 = a chance "
        "of 25 %, drew the 40th percentile: it is not found.",
    ),
    "recovery": Aloud(
        4,
        {},
        1,
        520,
        1,
        "Tractors at work for 2nd Platoon: 4 tanks stuck fast, which makes 1 expected, drew the "
        "52nd percentile: 1 tank pulled out.",
    ),
    "repair": Aloud(
        6,
        {},
        2.4,
        310,
        2,
        "Workshops at work for 2nd Platoon: 6 vehicles knocked out, which makes 2.4 expected, "
        "drew the 31st percentile: 2 vehicles mended or given up.",
    ),
    "strafing": Aloud(
        24,
        {"time": 0.2, "exposure": 0.5, "search": 0.5},
        1.2,
        500,
        1,
        "7th Company strafed 2nd Platoon in 2337: 24 rifle equivalents × 0.2 (time) × 0.5 (exposure) "
        "× 0.5 (search for targets) = 1.2 expected, drew the 50th percentile: 1 man lost.",
    ),
}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHASAN_LANGUAGE", "en")


def kept(value: float, unit: str) -> int:
    return round(value * ledger.UNITS[unit])


def row(rule: ledger.Rule, aloud: Aloud) -> np.void:
    idle = 1 if rule.form in ("product", "curve") else 0
    assert set(aloud.factors) <= set(rule.factors), rule.id
    factors = [kept(aloud.factors.get(name, idle), rule.unit_of_factors) for name in rule.factors]
    columns: dict[str, Any] = {
        "base": kept(aloud.base, rule.unit_of_base),
        "factors": factors,
        "expected": kept(aloud.expected, rule.unit_of_expected),
        "draw": ledger.UNDRAWN if aloud.draw is None else aloud.draw,
        "result": kept(aloud.result, rule.unit_of_result),
    }
    made: np.void = ledger.entries(rule.id, pulse=4, source=0, target=1, hex=1, **columns)[0]
    return made


@pytest.mark.parametrize("rule", [rule.id for rule in ledger.RULES])
def test_read_aloud(rule: str) -> None:
    known = ledger.RULES[ledger.number(rule)]
    assert why.sentence(row(known, ROWS[rule]), NAMES) == ROWS[rule].told


def test_nothing_is_read_that_is_no_rule() -> None:
    assert ROWS.keys() == {rule.id for rule in ledger.RULES}
