"""A preview read: outcomes that add up, losses with their spread, factors with their sources."""

from __future__ import annotations

from functools import cache

import pytest
from builders import SOVIET, World
from test_preview import attack, field

from game.analysis.odds import ASSAULT, FIRE, MARCH, OUTCOMES, Odds, kind_of, question, weigh
from game.analysis.why import Names
from game.engine.narrow import goals, supporting
from game.engine.orders import Assault, Bombard, Fire, Hold, March, Order
from game.engine.preview import trial


def names(w: World) -> Names:
    board = w.setting.board
    return Names(w.setting.cadre.ids, [board.label(row) for row in range(board.hexes)])


@cache
def read(kind: str) -> Odds:
    w = field()
    asked = orders(w, kind)
    *_, told = trial(w.setting, w.view(SOVIET), question(w.view(SOVIET), attack(w), asked), (64,))
    assert told is not None
    return weigh(told, w.view(SOVIET), asked, names(w), w.setting.tables.rules)


def orders(w: World, kind: str) -> tuple[Order, ...]:
    if kind == ASSAULT:
        return attack(w)[:2]
    if kind == FIRE:
        return (Bombard(unit=w.row("gun"), kind="prepare", target=w.hex("0602"), rounds=200),)
    return (March(unit=w.row("a1"), route=w.way("0302", "0202")),)


@pytest.mark.parametrize("kind", list(OUTCOMES))
def test_the_shares_of_the_outcomes_add_up(kind: str) -> None:
    odds = read(kind)
    assert odds.kind == kind
    assert sum(o.share for o in odds.outcomes) == pytest.approx(1)
    assert len({o.words for o in odds.outcomes}) == 3
    assert odds.samples == 64
    for outcome in odds.outcomes:
        assert (outcome.error == 0) == (outcome.share in (0, 1))
    for band in (odds.own, odds.enemy):
        assert band.low <= band.high
        assert band.low <= band.mean * 4 + 1


def test_an_assault_says_who_goes_and_who_is_believed_there() -> None:
    w, odds = field(), read(ASSAULT)
    assert odds.goal == w.hex("0602")
    assert odds.units == (w.row("a1"), w.row("a2"))
    assert odds.foes == (w.row("b1"),)
    assert odds.believed == 60
    assert odds.men == int(w.view(SOVIET).forces.men[list(odds.units)].sum())
    assert odds.around[0] > 0
    assert odds.around[0] >= odds.own.mean
    assert odds.around[1] >= odds.enemy.mean


def test_factors_are_named_with_value_and_source() -> None:
    accounts = read(ASSAULT).accounts
    assert accounts
    assert len({a.words for a in accounts}) == len(accounts)
    factors = [factor for account in accounts for factor in account.factors]
    assert any(factor.source.startswith("fire.") for factor in factors)
    for factor in factors:
        assert factor.words
        assert factor.value not in ("× 1", "+ 0", "")
        assert bool(factor.source) == bool(factor.tip)
        if factor.source:
            assert "[" in factor.source
            assert factor.tip.count("\n") <= 2


def test_what_cannot_be_weighed_asks_nothing() -> None:
    w = field()
    view = w.view(SOVIET)
    hold = Hold(unit=w.row("a1"))
    assert kind_of([hold]) is None
    assert question(view, attack(w), [hold]) == ()
    foreign = Assault(unit=w.row("b1"), route=w.way("0502"))
    assert question(view, (), [foreign]) == ()
    assert kind_of([Fire(unit=w.row("mg"), aim=w.hex("0602"))]) == FIRE
    assert kind_of([Fire(unit=w.row("mg"))]) is None
    assert kind_of([hold, *orders(w, MARCH)]) == MARCH


def test_support_is_what_falls_near_the_goal_and_is_not_replaced() -> None:
    w = field()
    view, asked = w.view(SOVIET), attack(w)[:1]
    shells = orders(w, FIRE)[0]
    far = Bombard(unit=w.row("gun"), kind="prepare", target=w.hex("2903"), rounds=10)
    other = March(unit=w.row("a1"), route=w.way("0302"))
    assert supporting(view, (shells, far, other), asked) == (shells,)
    assert supporting(view, (shells,), (Hold(unit=w.row("mg")),)) == ()
    assert goals(asked).tolist() == [w.hex("0602")]
