"""Every event has its sentence, with the names of who and where, and no hole left open."""

from __future__ import annotations

import string
from typing import Any

import numpy as np
import pytest
from builders import unit, world

from game.analysis import dispatch_words as words
from game.analysis.dispatch import WHAT, Scene, clock, dispatch, scene_of, sentence
from game.analysis.why import Names
from game.engine import acts
from game.engine.log import EVENT, KINDS
from game.rules.artillery_table import MISSIONS
from game.rules.barrage import REFUSALS
from game.rules.beliefs_table import GRADES
from game.rules.fire_table import CAUSES
from game.rules.movement import STOPS
from game.rules.works_table import LEVELS, TASKS

SCENE = Scene(
    Names(
        ("1st Company", "3rd Company"),
        ("0101", "0102", "0103"),
        {"act": ("Bombs on Korea",), "release": ("Guns from Korea",)},
    ),
    ("Fog. It lies on the lake.",),
)
ROWS: tuple[tuple[tuple[str, ...], dict[str, str]], ...] = (
    (STOPS, words.STOPS),
    (CAUSES, words.CAUSES),
    (MISSIONS, words.MISSIONS),
    (acts.FLIGHTS, words.FLIGHTS),
    (GRADES, words.GRADES),
    (TASKS, words.TASKS),
    (REFUSALS, words.REFUSALS),
    (acts.ACTS, words.ACTS),
)
SAID = {
    "moved": "1st Company went from 0102 to 0103.",
    "halted": "1st Company halted in 0103: it has arrived.",
    "entered": "1st Company came onto the map in 0103 with 7 men.",
    "left": "1st Company left the battle from 0103.",
    "fired": "1st Company fired at 3rd Company in 0103.",
    "lost": "1st Company lost 7 men in 0103: shells.",
    "shelled": "1st Company fired 7 rounds at 0103: support of an attack.",
    "bombed": "1st Company dropped 7 bombs on 0103.",
    "flew": "7 aircraft of 1st Company flew to 0103: strafing.",
    "turned_back": "7 aircraft of 1st Company turned back before 0103.",
    "aircraft_lost": "1st Company lost 7 aircraft over 0103; damaged: 1.",
    "knocked_out": "7 vehicles of 1st Company were knocked out in 0103; burnt out: 1.",
    "bogged": "7 vehicles of 1st Company bogged down in 0103.",
    "recovered": "7 vehicles of 1st Company in 0103 were recovered or repaired.",
    "guns_lost": "1st Company lost 7 guns in 0103.",
    "assaulted": "1st Company went in to assault 0103.",
    "repulsed": "1st Company was repulsed before 0103.",
    "captured": "1st Company took 0103.",
    "fell_back": "1st Company was thrown back from 0103.",
    "retreated": "1st Company retreated to 0103.",
    "surrendered": "7 men of 1st Company were taken prisoner in 0103.",
    "routed": "1st Company is in rout in 0103.",
    "rallied": "1st Company has rallied in 0103.",
    "shaken": "1st Company wavers in 0103.",
    "leader_lost": "1st Company lost its leader in 0103.",
    "destroyed": "1st Company is no more.",
    "spotted": "3rd Company reported 1st Company in 0103: by signs.",
    "seized": "0103 is held by Japan.",
    "dug": "1st Company has dug in deeper in 0103: scrapes.",
    "task_done": "1st Company finished its work in 0103: a gap in the wire.",
    "refused": "1st Company did not fire at 0103: it has no guns for it.",
    "released": "Released for use: something.",
    "escalated": "The danger of war grew by 0.007: something.",
    "news": "",
    "truce": "A cease-fire is agreed; the last shot falls at 07-29/00:07.",
    "war": "The fighting has become a general war; it is lost by Japan.",
    "smoke": "Smoke lies on 0103.",
    "strayed": "7 rounds of 1st Company fell beside their aim, in 0103.",
    "crossed": "1st Company crossed the river and stands in 0103.",
    "sick": "7 men of 1st Company fell sick.",
    "returned": "7 men came back to 1st Company from the surgeons.",
    "cut_off": "1st Company is cut off in 0103.",
    "broke_off": "1st Company broke off in 0103: it had lost as many as it was told to bear.",
    "order_begun": "1st Company in 0103 began to carry out its order: to march.",
    "under_shells": "7 shells fell on 0103, from guns unseen.",
}
"""Of the event with unit 0, other 1, hex 2, amount 7, detail 1."""


def event(kind: str, **columns: int) -> np.void:
    found = np.zeros(1, EVENT)
    found["kind"] = KINDS.index(kind)
    given: dict[str, Any] = {"unit": 0, "other": 1, "hex": 2, "amount": 7, "detail": 1, **columns}
    for name, value in given.items():
        found[name] = value
    row: np.void = found[0]
    return row


def test_every_kind_has_its_phrase_and_no_phrase_is_idle() -> None:
    assert tuple(words.PHRASES) == KINDS
    assert set(SAID) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_sentence_of_each_kind(kind: str) -> None:
    assert sentence(event(kind), SCENE) == SAID[kind]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [-1, 0, 1, 9_999])
def test_any_number_gives_a_sentence(kind: str, number: int) -> None:
    """Events of a file from elsewhere may hold anything: words never fail on them."""
    for column in ("unit", "other", "hex", "amount", "detail"):
        told = sentence(event(kind, **{column: number}), SCENE)
        assert "{" not in told
        assert told.endswith(".") or kind == "news"


def test_one_is_told_as_one() -> None:
    assert sentence(event("lost", amount=1), SCENE) == "1st Company lost 1 man in 0103: shells."
    assert sentence(event("knocked_out", amount=1, detail=0), SCENE) == (
        "1 vehicle of 1st Company was knocked out in 0103; burnt out: 0."
    )


def test_nobody_named() -> None:
    assert sentence(event("captured", unit=-1), SCENE) == "0103 was taken."
    assert sentence(event("spotted", other=-1, detail=7), SCENE) == "1st Company was reported in 0103: seen."


def test_stakes_and_news_by_their_names() -> None:
    assert (
        sentence(event("escalated", detail=0, amount=3_000), SCENE)
        == "The danger of war grew by 3: Bombs on Korea."
    )
    assert sentence(event("released", detail=0), SCENE) == "Released for use: Guns from Korea."
    assert sentence(event("news", detail=0), SCENE) == "Fog. It lies on the lake."


def test_dispatch_begins_with_the_hour() -> None:
    assert dispatch(event("destroyed", minute=1440 + 16 * 60 + 5), SCENE) == "16:05 1st Company is no more."
    assert [clock(minute) for minute in (0, 59, 60, 1439, 1440)] == [
        "00:00",
        "00:59",
        "01:00",
        "23:59",
        "00:00",
    ]


@pytest.mark.parametrize(("rows", "said"), ROWS)
def test_every_row_of_the_rules_has_its_word(rows: tuple[str, ...], said: dict[str, str]) -> None:
    assert set(rows) == set(said)


def test_works_have_a_word_for_each_level() -> None:
    assert len(words.LEVELS) == len(LEVELS) + 1


def test_details_stand_for_kinds_whose_phrase_asks_for_them() -> None:
    asked = {
        kind
        for kind, phrase in words.PHRASES.items()
        for _, hole, _, _ in string.Formatter().parse(phrase.one)
        if hole == "what"
    }
    assert asked == set(WHAT)


def test_scene_of_a_start_names_its_units(monkeypatch: pytest.MonkeyPatch) -> None:
    tiny = world("..\n..", unit("red", "su_rifle_company", "0101"), unit("blue", "jp_rifle_company", "0202"))
    scene = scene_of(tiny.start)
    assert sentence(event("fired", hex=3, unit=tiny.row("red"), other=tiny.row("blue")), scene) == (
        "red fired at blue in 0202."
    )
