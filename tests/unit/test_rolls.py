"""A side's rolls, and an own unit in words."""

from __future__ import annotations

from functools import cache

import numpy as np
from builders import JAPANESE, SOVIET, World, unit, world

from game.analysis.own_words import doing, link, losses, lost_in_words, missions, nerve, waiting
from game.analysis.why import Names
from game.engine.acts import HOLD
from game.engine.orders import Bombard, Dig, Fire, March
from game.engine.rolls import firing_stock, rolls, services_before
from game.engine.state import State

FLAT = "\n".join(["." * 10] * 4)


@cache
def field() -> World:
    return world(
        FLAT,
        unit("a", "su_rifle_company", "0202", of="first", men=120),
        unit("b", "su_rifle_company", "0302", of="second", men=100),
        unit("gun", "su_field_battery", "0101"),
        unit("hq", "su_regiment_hq", "0201", of="first"),
        unit("x", "jp_rifle_company", "0902"),
        posts={"first": "hq"},
    )


def bled() -> World:
    """`a` has lost 30 of 120 men, 20 of them to shells; `x` many."""
    w = field()

    def change(state: State) -> None:
        forces = state.forces
        forces.losses[0, w.row("a"), :2] = (10, 20)
        forces.men[0, w.row("a")] = 90
        forces.losses[0, w.row("x"), 0] = 99
        forces.ammunition[0, w.row("a")] = 100
        forces.ammunition[0, w.row("b")] = 20
        forces.ammunition[0, w.row("gun")] = 0
        forces.ammunition[0, w.row("hq")] = 100

    return w.changed(change)


def names(w: World) -> Names:
    board = w.setting.board
    return Names(w.setting.cadre.ids, [board.label(row) for row in range(board.hexes)])


def test_losses_are_told_by_cause_and_formation_and_only_the_own_ones() -> None:
    w = bled()
    told, formations = rolls(w.view(SOVIET)), w.setting.cadre.formations
    assert told.causes.tolist() == [10, 20, 0, 0, 0, 0]
    assert told.total == 30
    first = formations.index("first")
    assert told.worst(5) == (first,)
    assert told.share(first) == 30 / (30 + told.left[first])
    assert told.present[formations.index("second")]
    view = w.view(SOVIET)
    own = view.own & view.forces.stood
    assert told.percent == 100 * 30 / (int(view.forces.men[own].sum()) + 30)
    assert rolls(w.view(JAPANESE)).causes.tolist() == [99, 0, 0, 0, 0, 0]


def test_units_are_counted_by_what_they_have_to_fire() -> None:
    enough, little, none = firing_stock(bled().view(SOVIET))
    assert (enough, little, none) == (2, 1, 1)


def test_stores_of_the_turn_before_are_those_of_its_start() -> None:
    game = field().game()
    assert services_before(game, SOVIET) is None
    first = game.view(SOVIET).services
    game.commit(SOVIET)
    game.commit(JAPANESE)
    game.play()
    before = services_before(game, SOVIET)
    assert before is not None
    assert (before.stock == first.stock).all()
    assert (before.source == first.source).all()


def test_losses_in_words_name_the_worst_cause_first() -> None:
    w = bled()
    view = w.view(SOVIET)
    assert losses(view, w.row("a")) == (("shells", 20), ("small arms", 10))
    assert lost_in_words(view, w.row("a")) == "Lost 30: shells 20, small arms 10"
    assert lost_in_words(view, w.row("b")) == "No losses"


def test_an_order_waits_in_words_and_is_then_under_way() -> None:
    w = field()
    a = w.row("a")
    assert w.view(SOVIET).acts.act[a] == HOLD
    assert doing(w.view(SOVIET), a, names(w)).startswith("Holds, ")
    assert waiting(w.view(SOVIET), a, names(w)) == ""
    laid = w.lay(March(unit=a, route=w.way("0302", "0402"), mode="rush", start=w.state.minute + 90))
    told = waiting(w.view(SOVIET, laid), a, names(w))
    assert told == "Ordered to march to 0402 in rushes; begins at 13:30"
    pulses = w.pulses(
        March(unit=a, route=w.way("0302", "0402", "0502", "0602", "0702"), mode="stealth"),
        Fire(unit=w.row("b"), policy="silent", aim=w.hex("0502")),
        Dig(unit=w.row("hq")),
    )
    view = w.view(SOVIET, pulses[0])
    assert doing(view, a, names(w)).startswith("Marches to 0702 stealthily")
    assert "holds fire, first at 0502" in doing(view, w.row("b"), names(w))
    assert doing(view, w.row("hq"), names(w)).startswith("Digs in")


def test_missions_are_told_while_rounds_are_left() -> None:
    w = field()
    gun = w.row("gun")
    laid = w.lay(Bombard(unit=gun, kind="harass", target=w.hex("0902"), rounds=30))
    told = missions(w.view(SOVIET, laid), gun, names(w))
    assert len(told) == 1
    assert told[0].startswith("harassing fire on 0902: 30 rounds")
    assert missions(w.view(SOVIET), gun, names(w)) == ()


def test_link_and_nerve_are_words() -> None:
    w = field()
    a = w.row("a")

    def cut(state: State) -> None:
        state.forces.nerve[0, a] = 1

    w = w.changed(cut)
    assert nerve(w.view(SOVIET), a) == "shaken"
    assert link(w.view(SOVIET), a, names(w)) == "Orders from hq come at once"
    for minutes, words in ((-1, "Cut off from hq: no order comes"), (30, "Orders from hq take 30 minutes")):
        state = w.state.copy()
        state.forces.delay[0, a] = minutes
        assert link(w.view(SOVIET, state.seal()), a, names(w)) == words
    assert np.isin(w.view(SOVIET).services.post[a], w.row("hq"))
