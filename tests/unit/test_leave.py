"""What orders cost in escalation, told before they are given."""

from __future__ import annotations

from builders import JAPANESE, SOVIET, World, unit, world

from game.engine.leave import toll
from game.engine.log import Log
from game.engine.orders import Dig, March

FIELD = "\n".join(["." * 10] * 4)
OWNERS = "\n".join(["uuuuummmmm"] * 4)


def border() -> World:
    return world(
        FIELD,
        unit("a", "su_rifle_company", "0402"),
        unit("b", "jp_rifle_company", "0901"),
        owners=OWNERS,
        truce={},
    )


def test_the_price_told_is_the_price_paid() -> None:
    w = border()
    over = March(unit=w.row("a"), route=w.way("0502", "0602"))
    told = toll(w.view(SOVIET), (), (over,))
    log = Log()
    state = w.pulses(over, log=log)[-1]
    assert w.at("a", state) == "0602"
    paid = state.count.caused[0].sum() - w.state.count.caused[0].sum()
    assert told.points == paid > 0
    assert told.index == w.view(SOVIET, state).public.index
    assert not told.war


def test_who_stays_at_home_pays_nothing() -> None:
    w = border()
    inside = March(unit=w.row("a"), route=w.way("0302"))
    assert toll(w.view(SOVIET), (), (inside, Dig(unit=w.row("a")))).points == 0
    assert toll(w.view(SOVIET), (), ()).points == 0


def test_what_is_ordered_already_is_not_paid_twice() -> None:
    w = border()
    over, farther = (
        March(unit=w.row("a"), route=w.way(*way)) for way in (("0502", "0602"), ("0502", "0603"))
    )
    assert toll(w.view(SOVIET), (), (farther,)).points > 0
    assert toll(w.view(SOVIET), (over,), (farther,)).points > 0, "it takes the place of the first"
    assert toll(w.view(SOVIET), (over,), ()).points == 0
    w = w.changed(lambda s: s.forces.hex.__setitem__((0, w.row("a")), w.hex("0602")))
    assert toll(w.view(SOVIET), (), (March(unit=w.row("a"), route=w.way("0603")),)).points == 0


def test_an_act_that_brings_the_war_says_so() -> None:
    post = unit("b", "jp_rifle_company", "0702")
    own = unit("a", "su_rifle_company", "0101")
    w = world(FIELD, own, post, owners=OWNERS, escalation={"war_at": 3, "start": 1})
    over = March(unit=w.row("b"), route=w.way("0602", "0502"))
    cost = toll(w.view(JAPANESE), (), (over,))
    assert cost.index == cost.points + 1000
    assert cost.war
    assert not toll(w.view(JAPANESE), (), ()).war
