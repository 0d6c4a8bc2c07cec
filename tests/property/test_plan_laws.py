"""Laws of the language of plans: what is written reads back; no text at all does more than be refused."""

from __future__ import annotations

import string
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_field import ground, names, plan_of

from game.scenario.faults import BadData
from game.scenario.models.plan import PlanFile
from game.scenario.plans import fields, hours
from game.scenario.plans.condition import COMPARES, LIGHTS, MAX_DEPTH, MAX_LENGTH, WORDS, Ask, joined, written
from game.scenario.plans.condition_parser import read
from game.scenario.plans.hours import FIRST, Hour
from game.scenario.plans.misread import Misread
from game.scenario.plans.printer import print_plan
from game.scenario.plans.resolve import read_missions
from game.scenario.plans.tactics import TACTICS
from game.scenario.reader import parse
from game.scenario.validate import shape

NAMES = st.sampled_from(
    ["Zaozernaya", "118 RR", "Hill 194.0", "area North neck 750 m", "сп 118", "2337", "a-b"]
)
CLOCKS = st.integers(0, 150 * 1440).map(lambda n: Hour("clock", moment=FIRST + timedelta(minutes=n)))
HS = st.integers(-5999, 5999).map(lambda n: Hour("h", n))
SHARES = ("loss", "supp", "ammo")
ASKED = st.one_of(
    st.builds(lambda word, name: Ask(word, (name,)), st.sampled_from(["taken", "lost"]), NAMES),
    st.builds(
        lambda word, name, sign, value: Ask(word, (name,), sign, value),
        st.sampled_from(SHARES),
        NAMES,
        st.sampled_from(COMPARES),
        st.integers(0, 1000),
    ),
    st.builds(
        lambda name, sign, value: Ask("seen", ("enemy", name), sign, value),
        NAMES,
        st.sampled_from(COMPARES),
        st.integers(0, 9999),
    ),
    st.lists(st.sampled_from(LIGHTS), min_size=1, unique=True).map(lambda ls: Ask("light", lights=tuple(ls))),
    st.builds(
        lambda sign, hour: Ask("time", compare=sign, hour=hour), st.sampled_from(COMPARES), CLOCKS | HS
    ),
)
ASKS = st.recursive(
    ASKED,
    lambda inner: st.one_of(
        st.builds(
            lambda word, parts: joined(word, tuple(parts)),
            st.sampled_from(["and", "or"]),
            st.lists(inner, min_size=2, max_size=3),
        ),
        inner.map(lambda part: Ask("not", parts=(part,))),
    ),
    max_leaves=6,
)
SCRAPS = (
    "and or not in ( ) , enemy Zaozernaya 25% .3 7 % : ' ٣ ½",
    "08-06 16:00",
    "H+01:00",
    "__import__('os')",
)
WORDLIKE = st.sampled_from(
    [*WORDS, *LIGHTS, *COMPARES, *SCRAPS[0].split(), *SCRAPS[1:], "0" * 30, "\\", "\n"]
)


def refused(reader: Any, value: Any) -> Misread | None:
    """What a reader says against a value; nothing else may come of it."""
    try:
        reader(value)
    except Misread as wrong:
        return wrong
    return None


def deep(ask: Ask) -> int:
    return 1 + max((deep(part) for part in ask.parts), default=0)


@given(ASKS)
def test_a_condition_reads_back(ask: Ask) -> None:
    text = written(ask)
    if len(text) <= MAX_LENGTH and deep(ask) < MAX_DEPTH:
        assert read(text) == ask
        assert read(text.upper().replace("H+", "h+")).word == ask.word


@settings(max_examples=400)
@given(st.lists(WORDLIKE, max_size=24).map(" ".join) | st.text(max_size=60))
def test_a_text_is_a_condition_or_is_refused_with_a_sentence(text: str) -> None:
    wrong = refused(read, text)
    if wrong is None:
        assert read(written(read(text))) == read(text)
    else:
        assert wrong.expected
        assert len(wrong.found) <= 90


@given(CLOCKS | HS | st.builds(lambda n: Hour("after", n, order="S4b"), st.integers(0, 5999)))
def test_an_hour_reads_back(hour: Hour) -> None:
    assert hours.start_of(hours.written(hour)) == hour


SPANS = st.integers(-5999, 5999).map(lambda n: Hour("start", n))


@given(SPANS)
def test_a_span_reads_back(hour: Hour) -> None:
    assert hours.fire_hour_of(hours.written(hour)) == hour


READERS: tuple[Any, ...] = (hours.start_of, hours.end_of, hours.fire_hour_of, hours.day_of)
READERS += (fields.percent_of, fields.meters_of, fields.reserve_of, fields.amount_of)
READERS += (fields.texts_of, fields.shared_of, fields.aid_of, fields.ask_of)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(string.printable, max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("reader", READERS)
@given(value=ANYTHING)
def test_no_value_does_more_than_be_refused(reader: Any, value: Any) -> None:
    wrong = refused(reader, value)
    assert wrong is None or wrong.expected


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30)
LINE = TEXT.map(lambda text: " ".join(text.split())).filter(bool)
SOME = st.lists(LINE, min_size=1, max_size=3)
HOURS = st.one_of(CLOCKS, HS).map(hours.written)
WHEN = ASKED.map(lambda ask: {"when": written(ask)})
AID = LINE | st.dictionaries(LINE, st.sampled_from(fields.ROLES), min_size=1, max_size=1)
ROUNDS = st.sampled_from([1, 40, ".5 uf", "1.125 uf", ".007 uf"])
OPTIONAL: dict[str, st.SearchStrategy[Any]] = {
    "where": SOME | LINE | st.dictionaries(LINE, SOME, min_size=1, max_size=2),
    "by": SOME,
    "at": HOURS | WHEN | st.just("after:o1 +02:00"),
    "until": HOURS | WHEN | st.sampled_from(["taken", "forever", "+06:00"]),
    "with": SOME,
    "support": st.lists(AID, min_size=1),
    "posture": st.sampled_from(["bold", "cautious"]),
    "tactic": st.sampled_from(TACTICS),
    "rules": st.fixed_dictionaries(
        {},
        optional={
            "cross_border": st.booleans(),
            "no_air": st.booleans(),
            "stop_if_loss": st.integers(1, 100),
            "keep_reserve": st.sampled_from(["1 bn", "2 co", 3]),
            "hold_fire_until": st.integers(0, 9999),
        },
    ),
    "fires": st.fixed_dictionaries(
        {"guns": SOME, "kind": st.just("prepare")},
        optional={"rounds": ROUNDS, "from": SPANS.map(hours.written)},
    ),
    "abort_if": ASKED.map(written),
    "branches": st.lists(ASKED.map(lambda ask: {"when": written(ask), "do": "o1"}), max_size=2),
    "priority": st.integers(1, 9),
    "record": st.fixed_dictionaries({"certainty": st.just("low")}, optional={"note": LINE, "events": SOME}),
}
ORDERS = st.lists(
    st.fixed_dictionaries({"who": SOME | LINE}, optional=OPTIONAL),
    max_size=3,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(ORDERS, st.dictionaries(LINE, SOME, max_size=2))
def test_a_plan_reads_back_as_it_is_printed(
    orders: list[dict[str, Any]], places: dict[str, list[str]]
) -> None:
    model = plan_of(*orders, places=places).model
    text = print_plan(model)
    again = shape(PlanFile, parse(text, "again.yaml"))
    assert again == model
    assert isinstance(again, PlanFile)
    assert print_plan(again) == text


@given(st.text(max_size=30))
def test_no_name_finds_troops_of_both_sides(text: str) -> None:
    for side in ("soviet", "japanese"):
        assert {hit.side for hit in names().find(text, side)} <= {side}


@given(st.text(max_size=300))
def test_no_text_is_more_than_a_bad_plan(text: str) -> None:
    with pytest.raises(BadData):
        shape(PlanFile, parse("format: 1\nkind: plan\n" + text, "plan.yaml"))


def test_dates_end_with_the_year() -> None:
    assert hours.start_of("12-31 23:59").moment == datetime(1938, 12, 31, 23, 59)
    with pytest.raises(Misread):
        hours.start_of("1939-01-01 00:00")


NEW = cache(ground)
SCATTERED = "118 line area - in of all Zaozernaya 2337 9999 0000 750 m / ( ) I th sappers Lake enemy ٣ ² 40rd"
PIECES = st.lists(st.sampled_from(SCATTERED.split()), min_size=1, max_size=5).map(" ".join)
SAID = PIECES | LINE
KEYS = ("who", "where", "by", "with", "support", "abort_if", "guns", "key", "place", "axis")


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.sampled_from(["who", "where", "by", "with", "support", "abort_if", "guns", "key", "place", "axis"]),
    SAID,
)
def test_whatever_is_named_a_plan_is_resolved_or_refused(key: str, text: str) -> None:
    order: dict[str, Any] = {"where": "Zaozernaya"}
    more: dict[str, Any] = {}
    if key == "guns":
        order["fires"] = {"guns": [text], "kind": "harass"}
    elif key == "key":
        order["where"] = {text: "Zaozernaya", "40 RD": "2337"}
    elif key in ("place", "axis"):
        more["axes" if key == "axis" else "places"] = {"spur": text, text: "spur"}
    else:
        order[key] = f"taken({text})" if key == "abort_if" else text
    try:
        document = plan_of(order, **more)
    except BadData:
        return
    missions, faults = read_missions(document, replace(NEW(), places=replace(NEW().places, own={})))
    assert missions
    assert all(fault.expected and fault.key for fault in faults)
