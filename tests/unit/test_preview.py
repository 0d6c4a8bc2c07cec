"""Odds from a view: the units far away and the pulses after the deed change nothing in law."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache

import numpy as np
from builders import JAPANESE, SOVIET, World, unit, world

from game.engine.imagine import MOST, imagined
from game.engine.narrow import NEAR_M, concerned, narrow, places
from game.engine.orders import Assault, Bombard, Fire, Hold, Order
from game.engine.preview import PRIVATE, STAGES, Preview, preview, trial
from game.engine.state import State
from game.engine.units import ONE
from game.rules.beliefs import Beliefs

SAMPLES = 256
LONG = "\n".join(["...." * 10] * 3)


@cache
def field() -> World:
    """An attack at one end of a long field, and much that is far from it at the other."""
    w = world(
        LONG,
        unit("a1", "su_rifle_company", "0402"),
        unit("a2", "su_rifle_company", "0401"),
        unit("mg", "su_mg_company", "0202"),
        unit("gun", "su_field_battery", "2002"),
        unit("far1", "su_rifle_company", "3801"),
        unit("far2", "su_rifle_company", "3903"),
        unit("b1", "jp_rifle_company", "0602", men=60),
        unit("b2", "jp_rifle_company", "2903"),
        pulse=30,
        length=120,
    )
    return w.changed(lambda state: known(w, state))


def known(w: World, state: State) -> None:
    """Both Japanese companies have been reported, each within some hundred meters."""
    told = {f.name: getattr(state.beliefs, f.name).copy() for f in fields(state.beliefs)}
    for name, at in (("b1", "0602"), ("b2", "2903")):
        report = {"hex": w.hex(at), "error": 120, "confidence": ONE << 6, "strength": 60}
        for column, value in (report | {"known": True, "stays": True}).items():
            told[column][0, SOVIET, w.row(name)] = value
    state.beliefs = Beliefs(**told)


def attack(w: World) -> tuple[Order, ...]:
    way = w.way("0502", "0602")
    both = (Assault(unit=w.row(name), route=way) for name in ("a1", "a2"))
    return (*both, Fire(unit=w.row("mg"), policy="free"))


def last(w: World, orders: tuple[Order, ...], stages: tuple[int, ...] = (SAMPLES,)) -> Preview:
    *_, told = trial(w.setting, w.view(SOVIET), orders, stages)
    assert told is not None
    return told


def test_who_is_near_or_under_order_is_concerned_and_nobody_else() -> None:
    w = field()
    view, orders = w.view(SOVIET), (*attack(w), Hold(unit=w.row("far1")))
    near = {"a1", "a2", "mg", "far1", "far2", "b1", "b2"}
    assert {w.setting.cadre.ids[row] for row in concerned(view, orders)} == near
    alone = {w.setting.cadre.ids[row] for row in concerned(view, attack(w))}
    assert alone == {"a1", "a2", "mg", "b1"}
    meters = view.board.meters(w.hex("2002"), places(view, attack(w)))
    assert meters.min() > NEAR_M


def test_a_battery_with_a_mission_is_concerned_however_far() -> None:
    w = field()
    call = Bombard(unit=w.row("gun"), kind="prepare", target=w.hex("0602"), rounds=40)
    laid = w.lay(call)
    rows = concerned(w.view(SOVIET, laid), attack(w))
    assert w.row("gun") in rows
    assert w.row("gun") not in concerned(w.view(SOVIET), attack(w))


def test_the_cut_keeps_every_row_of_who_is_left() -> None:
    w = field()
    view = w.view(SOVIET)
    part = narrow(w.setting, view, attack(w))
    assert part.view.cadre.ids == tuple(view.cadre.ids[row] for row in part.rows)
    assert (part.view.forces.hex == view.forces.hex[part.rows]).all()
    assert [part.view.cadre.ids[o.unit] for o in part.orders] == ["a1", "a2", "mg"]
    post = part.setting.command.superiors
    assert post.shape[0] == part.rows.size
    assert (post < part.rows.size).all()


def test_the_odds_of_the_part_are_those_of_the_whole_in_law() -> None:
    w = field()
    whole = preview(w.setting, w.view(SOVIET), attack(w), SAMPLES)
    part = last(w, attack(w))
    assert part.samples == whole.samples == SAMPLES
    assert part.until == w.view(SOVIET).end
    units = [w.row("a1"), w.row("a2")]
    for a, b in (
        (part.own_lost, whole.own_lost),
        (part.enemy_lost, whole.enemy_lost),
        (part.taken[:, units].any(axis=1), whole.taken[:, units].any(axis=1)),
    ):
        left, right = a.astype(float), b.astype(float)
        spread = np.sqrt((left.var() + right.var()) / SAMPLES)
        assert abs(left.mean() - right.mean()) <= 4 * spread + 1e-9
    assert part.own_lost.std() > 0


def test_it_ends_with_the_deed() -> None:
    w = field()
    only = attack(w)[:2]
    told = last(w, only, (16,))
    assert w.view(SOVIET).minute < told.until < w.view(SOVIET).end
    assert (told.taken | told.thrown_back)[:, w.row("a1")].mean() > 0.5
    assert not (told.taken & told.thrown_back).any()


def test_it_answers_after_few_samples_and_the_same_each_time() -> None:
    w = field()
    answers = [p for p in trial(w.setting, w.view(SOVIET), attack(w), (4, 4, 8)) if p is not None]
    assert [p.samples for p in answers] == [4, 8, 16]
    again = last(w, attack(w), (4, 4, 8))
    assert (again.lost == answers[-1].lost).all()
    assert (again.lost[:4] == answers[0].lost).all()
    assert answers[-1].lost.shape == (16, len(w.setting.cadre))
    assert sum(STAGES) == 256 and max(STAGES) <= MOST  # noqa: PT018


def test_its_rows_are_those_of_the_view() -> None:
    w = field()
    told = last(w, attack(w), (16,))
    idle = [w.row(name) for name in ("far1", "far2", "b2", "gun")]
    assert (told.lost[:, idle] == 0).all()
    assert set(told.ledger["source"].tolist()) <= {-1, *(w.row(n) for n in ("a1", "a2", "mg", "b1"))}
    assert told.own_lost.sum() == told.lost[:, w.setting.cadre.side == SOVIET].sum()


def test_no_two_samples_share_a_seed() -> None:
    w = field()
    view = w.view(SOVIET)
    seeds = [imagined(w.setting, view, 8, PRIVATE, batch).fate.seeds for batch in range(3)]
    assert len(set(sum(seeds, ()))) == 24


def test_nothing_of_the_enemy_is_read_from_the_setting() -> None:
    """Guns, armor and aerials of units that the side does not own tell nothing to a question."""
    w = field()
    view, setting = w.view(SOVIET), w.setting
    foe = ~view.own
    other = replace(
        setting,
        gunners=setting.gunners ^ foe,
        guns=setting.guns ^ foe[:, None],
        flak=np.where(foe[:, None], 3, setting.flak),
        aerials=setting.aerials | foe,
        train=np.where(foe, 0, setting.train).astype(np.int8),
        armored=np.flatnonzero(setting.cadre.tanks | foe),
        piercing=np.union1d(setting.piercing, np.flatnonzero(foe)),
    )
    *_, left = trial(setting, view, attack(w), (8,))
    *_, right = trial(other, view, attack(w), (8,))
    assert left is not None
    assert right is not None
    assert (left.lost == right.lost).all()
    assert (left.hex == right.hex).all()
    assert left.ledger.tobytes() == right.ledger.tobytes()


def test_it_asks_from_what_a_side_knows_and_changes_nothing() -> None:
    w = field()
    before = w.state.digest()
    seen, unseen = w.view(JAPANESE), w.view(SOVIET)
    list(trial(w.setting, unseen, attack(w), (8,)))
    assert w.state.digest() == before
    assert w.view(JAPANESE).digest() == seen.digest()


def test_the_wind_of_the_hour_blows_in_a_preview_too() -> None:
    w = world(LONG, unit("a", "su_rifle_company", "0402"), wind=3)
    view = w.view(SOVIET)
    assert (view.public.wind, view.public.strength) == (3, 2)
    weather = imagined(w.setting, view, 2, PRIVATE).fate.weather[0]
    assert (weather.wind == 3).all()
    assert (weather.strength == 2).all()
