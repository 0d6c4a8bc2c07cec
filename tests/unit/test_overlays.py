"""Pictures of the ground from a view: each of them on a board small enough to draw."""

from __future__ import annotations

from functools import cache

import numpy as np
from builders import JAPANESE, SOVIET, World, unit, world

from game.engine.acts import NOWHERE
from game.engine.known_score import known_score
from game.engine.overlays import (
    BEYOND,
    CLOSE,
    DEAD,
    EFFECTIVE,
    LONG,
    SEEN,
    command_reach,
    danger,
    formation,
    ranges,
    rounds_left,
    sight_from,
)
from game.engine.services import TOLLS
from game.engine.state import State

FLAT = "\n".join(["." * 24] * 3)
RIDGE = "\n".join([" ".join(["0"] * 8 + ["40"] + ["0"] * 15)] * 3)


@cache
def plain(**more: int) -> World:
    """A flat field with both sides in sight of each other."""
    return world(
        FLAT,
        unit("rifles", "su_rifle_company", "0202"),
        unit("guns", "su_field_battery", "0102"),
        unit("hq", "su_regiment_hq", "0101", of="regiment"),
        unit("third", "su_rifle_company", "0301", of="regiment"),
        unit("mg", "su_mg_company", "0203"),
        unit("foe", "jp_rifle_company", "0602"),
        unit("far", "jp_mg_company", "2402"),
        posts={"regiment": "hq"},
        **more,
    )


def met(w: World) -> World:
    """The same after a turn in which the sides have looked at each other."""
    game = w.game()
    game.commit(SOVIET)
    game.commit(JAPANESE)
    game.play()
    w.state = game.state
    return w


def test_behind_a_ridge_lies_dead_ground_and_far_off_the_air_ends_sight() -> None:
    w = world(FLAT, unit("eye", "su_rifle_company", "0102"), heights=RIDGE, sees=3000)
    seen = sight_from(w.view(SOVIET), [w.hex("0102")])
    row = {label: int(seen[w.hex(label)]) for label in ("0102", "0502", "1102", "2302")}
    assert row == {"0102": SEEN, "0502": SEEN, "1102": DEAD, "2302": DEAD}
    flat = world(FLAT, unit("eye", "su_rifle_company", "0102"), sees=3000)
    seen = sight_from(flat.view(SOVIET), [flat.hex("0102")])
    assert [int(seen[flat.hex(label)]) for label in ("1302", "1402")] == [SEEN, BEYOND]


def test_two_observers_see_what_either_sees_and_none_sees_nothing() -> None:
    w = plain()
    view, a, b = w.view(SOVIET), w.hex("0202"), w.hex("2202")
    both = sight_from(view, [a, b])
    assert (both == np.maximum(sight_from(view, [a]), sight_from(view, [b]))).all()
    assert (sight_from(view, []) == DEAD).all()


def test_range_bands_widen_from_close_to_long() -> None:
    w = plain()
    told = ranges(w.view(SOVIET), w.row("rifles"))
    close, effective, far = told.meters
    assert 0 < close < effective < far
    meters = w.setting.board.meters(w.hex("0202"), np.arange(w.setting.board.hexes))
    step = w.setting.tables.fire.step
    for band, limit in ((CLOSE, close), (EFFECTIVE, effective), (LONG, far)):
        inside = meters[(told.band >= 0) & (told.band <= band)]
        assert inside.max() < limit + step
    assert (told.band[meters >= far + step] == NOWHERE).all()


def test_guns_reach_what_their_rounds_reach_and_the_enemy_tells_no_ranges() -> None:
    w = plain()
    told = ranges(w.view(SOVIET), w.row("guns"))
    assert told.guns[w.hex("2402")]
    assert not ranges(w.view(SOVIET), w.row("mg")).guns.any()
    foe = ranges(w.view(SOVIET), w.row("foe"))
    assert (foe.band == NOWHERE).all()
    assert not foe.guns.any()


def test_danger_comes_from_contacts_alone_and_falls_with_range() -> None:
    w = plain(turns=5)
    assert (danger(w.view(SOVIET)) == 0).all()
    w = met(w)
    view = w.view(SOVIET)
    assert view.contacts.hex[w.row("foe")] >= 0
    told = danger(view)
    near, middle, off = (told[w.hex(label)] for label in ("0502", "0402", "2402"))
    assert near >= middle > 0
    assert off < near
    assert told.dtype == np.int64


def test_rounds_left_are_those_of_the_scarcest_stock_that_is_used() -> None:
    w = plain()

    def spend(state: State) -> None:
        state.forces.ammunition[0, w.row("guns")] = (90, 30, 90)
        state.forces.ammunition[0, w.row("rifles")] = (55, 80, 0)

    told = rounds_left(w.changed(spend).view(SOVIET))
    assert told[w.row("guns")] == 30
    assert told[w.row("rifles")] == 55
    assert told[w.row("foe")] == NOWHERE


def test_a_formation_is_lit_by_its_own_units_alone() -> None:
    w = plain()
    chain = tuple(("regiment", "s-all") if n in ("hq", "third") else ("s-all",) for n in w.setting.cadre.ids)
    view = w.view(SOVIET)
    names = w.setting.cadre.ids
    assert {names[r] for r in np.flatnonzero(formation(view, w.row("third"), chain))} == {"hq", "third"}
    whole = formation(view, w.row("third"), chain, level=5)
    assert {names[r] for r in np.flatnonzero(whole)} == {
        "rifles",
        "guns",
        "hq",
        "third",
        "mg",
    }
    assert not formation(view, w.row("foe"), chain).any()


def test_services_tell_the_own_chain_and_stores_and_nothing_of_the_enemy() -> None:
    w = plain()
    told, other = w.view(SOVIET).services, w.view(JAPANESE).services
    assert told.post[w.row("third")] == w.row("hq")
    assert (told.post[~w.view(SOVIET).own] == NOWHERE).all()
    assert not (told.own & other.own).any()
    assert (told.stock[~told.own] == 0).all()
    assert told.toll.shape == (len(TOLLS),)
    assert command_reach(w.view(SOVIET)) > 0


def test_the_known_score_counts_what_the_side_believes_and_its_own_losses() -> None:
    w = world(FLAT, unit("a", "su_rifle_company", "0101", men=100), unit("b", "jp_rifle_company", "2403"))
    told = known_score(w.view(SOVIET))
    assert told.ground.tolist() == told.most.tolist()
    assert (told.lost, told.brought) == (0, 100)

    def bleed(state: State) -> None:
        state.forces.losses[0, w.row("a"), 0] = 25
        state.forces.men[0, w.row("a")] = 75

    after = known_score(w.changed(bleed).view(SOVIET))
    assert (after.lost, after.brought) == (25, 100)
    assert known_score(w.changed(bleed).view(JAPANESE)).lost == 0
    assert after.total == int(after.ground.sum() + after.terms.sum())
