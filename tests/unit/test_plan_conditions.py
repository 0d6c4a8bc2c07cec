"""Conditions: what is read, how it is written back, and what is refused with which words."""

from __future__ import annotations

from datetime import datetime

import pytest
from plan_field import begun, ids, labels, mission

from game.scenario.arrays import EPOCH, minute
from game.scenario.plans.condition import MAX_DEPTH, MAX_LENGTH, WORDS, Ask, joined, written
from game.scenario.plans.condition_parser import read
from game.scenario.plans.hours import FIRST, Hour, end_of, start_of
from game.scenario.plans.hours import written as hour_written
from game.scenario.plans.misread import Misread
from game.scenario.plans.mission import Test as MissionTest


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("taken(Zaozernaya)", None),
        ("  TAKEN( Zaozernaya  crest ) ", "taken(Zaozernaya crest)"),
        ("loss(118 RR)>25 %", "loss(118 RR) > 25%"),
        ("loss(118 RR) >= .255", "loss(118 RR) >= 25.5%"),
        ("ammo(all) < 0.3 AND NOT lost(Hill 194.0)", "ammo(all) < 30% and not lost(Hill 194.0)"),
        ("light in (day, fog, day)", "light in (day, fog)"),
        ("seen(Enemy, area Zaozernaya 750 m) > 3", "seen(enemy, area Zaozernaya 750 m) > 3"),
        ("time>=1938-08-06T16:00", "time >= 08-06 16:00"),
        ("time < h + 01:30", "time < H+01:30"),
        ("lost(a) or taken(b) and taken(c)", None),
        ("(lost(a) or taken(b)) and taken(c)", None),
        ("((taken(a)) and (taken(b) and (taken(c))))", "taken(a) and taken(b) and taken(c)"),
        ("not (taken(a) and taken(b))", None),
        ("not not taken(a)", None),
        ("supp(a) > 0", "supp(a) > 0%"),
        ("supp(a) <= 1", "supp(a) <= 100%"),
    ],
)
def test_a_condition_is_written_as_it_is_read(text: str, again: str | None) -> None:
    assert written(read(text)) == (again or text)
    assert read(written(read(text))) == read(text)


def test_and_binds_closer_than_or() -> None:
    a, b, c = (Ask("taken", (name,)) for name in "abc")
    assert read("taken(a) or taken(b) and taken(c)") == Ask("or", parts=(a, Ask("and", parts=(b, c))))
    assert read("not taken(a) and taken(b)") == Ask("and", parts=(Ask("not", parts=(a,)), b))
    assert joined("and", (a, Ask("and", parts=(b, c)))) == Ask("and", parts=(a, b, c))


@pytest.mark.parametrize("word", WORDS)
def test_the_examples_of_the_words_can_be_read(word: str) -> None:
    assert read(WORDS[word].like).word == word


@pytest.mark.parametrize(
    ("text", "expected", "found", "near"),
    [
        ("takn(a)", f"one of {', '.join(WORDS)}", "'takn'", "taken"),
        ("taken", "( after taken, like taken(Zaozernaya)", "the end", ""),
        ("taken()", "a name, like taken(Zaozernaya)", "')'", ""),
        ("taken(a", ") to close taken(", "the end", ""),
        ("taken(a, b)", "1 name in taken(), like taken(Zaozernaya)", "2", ""),
        ("loss(a) > 25", "a share, like 25% or .25 (loss(118 RR) > 25%)", "'25'", ""),
        ("loss(a) = 25%", "one of > < >= <=, like loss(118 RR) > 25%", "'='", ""),
        ("loss(a) > 101%", "a share of at most 100%", "'101%'", ""),
        ("seen(a, b) > 1", "'enemy' first in seen(), like seen(enemy, Zaozernaya) > 3", "'a'", ""),
        ("seen(enemy, b) > 1.5", "a whole number, like seen(enemy, Zaozernaya) > 3", "'1.5'", ""),
        ("light in day", "( after light in, like light in (day, fog)", "'day'", ""),
        ("light in (nigth)", "one of day, dusk, night, fog", "'nigth'", "night"),
        ("time > 16:00", "a date and hour, like time >= 08-06 16:00", "'16:00'", ""),
        ("time > 08-36 16:00", 'a date and hour that exist, like "08-06 16:55"', "'08-36 16:00'", ""),
        ("taken(a) & taken(b)", "and, or, or the end of the condition", "'& taken(b)'", ""),
        ("taken(a) and", f"one of {', '.join(WORDS)}", "the end", ""),
        ("(taken(a)", ") to close the brackets", "the end", ""),
        ("", 'a condition, like "taken(Zaozernaya)"', "''", ""),
    ],
)
def test_a_bad_condition_is_told(text: str, expected: str, found: str, near: str) -> None:
    with pytest.raises(Misread) as wrong:
        read(text)
    assert (wrong.value.expected, wrong.value.found, wrong.value.nearest) == (expected, found, near)


def test_length_and_depth_are_bounded() -> None:
    deep = "(" * (MAX_DEPTH - 1) + "taken(a)" + ")" * (MAX_DEPTH - 1)
    assert read(deep) == Ask("taken", ("a",))
    for text in (f"({deep})", "not " * MAX_DEPTH + "taken(a)"):
        with pytest.raises(Misread, match=f"at most {MAX_DEPTH} levels"):
            read(text)
    with pytest.raises(Misread, match=f"at most {MAX_LENGTH} characters"):
        read("taken(" + "a" * MAX_LENGTH + ")")


def test_a_condition_gets_rows_and_minutes() -> None:
    text = "loss(II/75 Inf) > 25% and taken(Zaozernaya) or time >= H-00:15 and light in (day, dusk)"
    test = mission({"who": "75 Inf", "abort_if": text}, side="japanese").abort
    assert test is not None
    first, second = test.parts
    loss, taken = first.parts
    assert (loss.word, loss.compare, loss.value) == ("loss", ">", 250)
    assert ids(loss.units) == [f"75ir-{n}" for n in (5, 6, 7, 8)] + ["75ir-mg2", "75ir-bg2"]
    assert labels(taken.hexes) == ["2337"]
    h = minute(clock("08-06 16:55"))
    assert second.parts[0] == MissionTest("time", compare=">=", value=h - 15)
    assert second.parts[1] == MissionTest("light", compare="in", values=("day", "dusk"))


def test_the_enemys_losses_cannot_be_asked_for() -> None:
    with pytest.raises(Exception, match="on the soviet side, found '75 Inf', which is japanese"):
        mission({"abort_if": "loss(75 Inf) > 25%"})


def clock(text: str) -> datetime:
    moment = start_of(text).moment
    assert moment is not None
    return moment


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("08-06 16:55", None),
        ("8-6 9:05", "08-06 09:05"),
        ("1938-08-06T16:55", "08-06 16:55"),
        ("H", None),
        ("h - 00:45", "H-00:45"),
        ("H+12:00", None),
        ("after:o2", None),
        ("after o2 + 2:30", "after:o2 +02:30"),
    ],
)
def test_an_hour_is_written_as_it_is_read(text: str, again: str | None) -> None:
    assert hour_written(start_of(text)) == (again or text)
    assert start_of(hour_written(start_of(text))) == start_of(text)


@pytest.mark.parametrize("text", ["taken", "forever", "+06:00", "08-07 20:00", "H+03:00"])
def test_an_end_is_written_as_it_is_read(text: str) -> None:
    assert hour_written(end_of(text)) == text


def test_the_first_day_is_that_of_the_engine() -> None:
    assert FIRST == EPOCH
    assert start_of("07-29 00:00") == Hour("clock", moment=EPOCH)
    with pytest.raises(Misread, match="from 07-29 on"):
        start_of("07-28 23:59")
    assert minute(begun().turns[0].start) >= 0
