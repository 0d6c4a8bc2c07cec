"""Orders: every refusal once, what a laid order writes, and the text form that reads back the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from builders import JAPANESE, SOVIET, World, unit, world

from game.engine.acts import ASSAULT, MARCH, POLICIES, ROUTE, TASK
from game.engine.notation import UnreadableError, hour, read, write
from game.engine.orders import (
    Assault,
    Bombard,
    Cross,
    Dig,
    Fire,
    Fly,
    Hold,
    March,
    Order,
    Request,
    Rest,
    Withdraw,
    Work,
)
from game.engine.state import State
from game.words import REJECTIONS, UNREADABLE

FIELD = """
.....L..............................
...................................m
"""
OWNERS = """
uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu
uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuum
"""
LAST = "3602"


@cache
def field() -> World:
    """All arms of the Soviet side on a strip of nine kilometers."""
    return world(
        FIELD,
        unit("coy", "su_rifle_company", "0101"),
        unit("sap", "su_sapper_company", "0102"),
        unit("far", "su_rifle_company", enter="1938-08-06T20:00"),
        unit("lost", "su_rifle_company", "0201"),
        unit("held", "su_rifle_company", "0202", release={"time": "1938-08-07T06:00", "reason": {"en": "x"}}),
        unit("gun", "su_field_battery", "0301"),
        unit("mortar", "jp_heavy_battery", "1001"),
        unit("dry", "su_field_battery", "0302"),
        unit("sb", "su_bomber_squadron"),
        unit("i15", "su_fighter_squadron"),
        unit("foe", "jp_rifle_company", "1101"),
        owners=OWNERS,
        zones=("border-fire",),
    ).changed(spoil)


def spoil(state: State) -> None:
    """One company is no more, one battery has fired all its shells."""
    ids = ("coy", "sap", "far", "lost", "held", "gun", "dry", "sb", "i15", "mortar", "foe")
    state.forces.men[0, ids.index("lost")] = 0
    state.forces.gone[0, ids.index("lost")] = True
    state.forces.ammunition[0, ids.index("dry"), 1] = 0
    state.air.bombs[0] = 0


def bomb(w: World, kind: str, **more: object) -> Fly:
    columns = {"unit": w.row("sb"), "kind": kind, "aircraft": 3, "target": w.hex("1101"), "bomb": "fab_50"}
    return Fly(**(columns | more))  # type: ignore[arg-type]


REFUSED: dict[str, Callable[[World], Order]] = {
    "unit.foreign": lambda w: Hold(unit=w.row("foe")),
    "unit.lost": lambda w: Hold(unit=w.row("lost")),
    "unit.held": lambda w: Hold(unit=w.row("held")),
    "unit.away": lambda w: Hold(unit=w.row("sb")),
    "unit.unfit": lambda w: Assault(unit=w.row("gun"), route=w.way("0401")),
    "route.none": lambda w: March(unit=w.row("coy"), route=()),
    "route.long": lambda w: March(unit=w.row("coy"), route=w.way("0201", "0101") * ROUTE),
    "route.broken": lambda w: March(unit=w.row("coy"), route=w.way("0301")),
    "route.closed": lambda w: March(unit=w.row("coy"), route=w.way("0201", "0301", "0401", "0501", "0601")),
    "hex.off": lambda w: March(unit=w.row("coy"), route=(72,)),
    "zone.closed": lambda w: Fire(unit=w.row("coy"), aim=w.hex(LAST)),
    "mode.unknown": lambda w: March(unit=w.row("coy"), route=w.way("0201"), mode="fly"),
    "mode.column": lambda w: Assault(unit=w.row("coy"), route=w.way("0201"), mode="column"),
    "share.unknown": lambda w: March(unit=w.row("coy"), route=w.way("0201"), stop_loss=101),
    "task.unknown": lambda w: Work(unit=w.row("sap"), task="castle"),
    "task.side": lambda w: Work(unit=w.row("sap"), task="wire"),
    "task.ground": lambda w: Work(unit=w.row("sap"), task="ford"),
    "policy.unknown": lambda w: Fire(unit=w.row("coy"), policy="wild"),
    "mission.unknown": lambda w: Bombard(unit=w.row("gun"), kind="salute", target=w.hex("1101"), rounds=9),
    "guns.none": lambda w: Bombard(unit=w.row("sap"), kind="harass", target=w.hex("1101"), rounds=9),
    "range.far": lambda w: Bombard(unit=w.row("coy"), kind="harass", target=w.hex("1101"), rounds=9),
    "range.near": lambda w: Bombard(unit=w.row("foe"), kind="harass", target=w.hex("1101"), rounds=9),
    "rounds.none": lambda w: Bombard(unit=w.row("gun"), kind="harass", target=w.hex("1101"), rounds=0),
    "ammunition.none": lambda w: Bombard(unit=w.row("dry"), kind="harass", target=w.hex("1101"), rounds=9),
    "flight.unknown": lambda w: bomb(w, "loop"),
    "aircraft.none": lambda w: bomb(w, "bomb", unit=w.row("coy")),
    "aircraft.few": lambda w: bomb(w, "bomb", aircraft=99),
    "bomb.unknown": lambda w: bomb(w, "bomb", bomb="egg"),
    "bomb.load": lambda w: bomb(w, "bomb", bomb="fab_1000"),
    "bomb.none": lambda w: bomb(w, "bomb"),
    "request.unknown": lambda w: Request(side=SOVIET),
    "crossing.none": lambda w: Cross(unit=w.row("coy")),
}
"""An order that earns each refusal; `turn.closed` belongs to the game."""


def test_every_refusal_has_its_order_here() -> None:
    assert set(REFUSED) | {"turn.closed"} == set(REJECTIONS)


@pytest.mark.parametrize("code", REFUSED)
def test_refused(code: str) -> None:
    w = field()
    side = JAPANESE if code == "range.near" else SOVIET  # grenade dischargers have a least range
    found = REFUSED[code](w).check(w.view(side))
    assert found is not None
    assert found.code == code


def test_a_closed_turn_refuses_everything() -> None:
    game = field().game()
    game.commit(SOVIET)
    found = game.plot(SOVIET, Dig(unit=0))
    assert found is not None
    assert found.code == "turn.closed"
    assert game.plot(JAPANESE, Dig(unit=field().row("foe"))) is None, "the other side may still order"


ALLOWED: tuple[Callable[[World], Order], ...] = (
    lambda w: March(unit=w.row("coy"), route=w.way("0201"), mode="rush", stop_loss=30, on_contact=True),
    lambda w: Assault(unit=w.row("coy"), route=w.way("0201"), when_suppressed=60),
    lambda w: Withdraw(unit=w.row("coy"), route=w.way("0201"), mode="stealth"),
    lambda w: Hold(unit=w.row("coy")),
    lambda w: Dig(unit=w.row("coy"), start=w.state.minute + 60),
    lambda w: Rest(unit=w.row("coy")),
    lambda w: Work(unit=w.row("sap"), task="wire", toward=5),
    lambda w: Fire(unit=w.row("coy"), policy="overwatch", aim=w.hex("1101"), open_m=400),
    lambda w: Bombard(unit=w.row("gun"), kind="smoke", target=w.hex("1101"), rounds=12, near=True),
    lambda w: Fly(unit=w.row("i15"), kind="strafe", aircraft=2, target=w.hex("1101")),
    lambda w: Fly(unit=w.row("sb"), kind="recon", aircraft=1, target=w.hex("1101"), end=w.state.minute + 90),
)


@pytest.mark.parametrize("make", ALLOWED)
def test_an_allowed_order_reads_back_the_same(make: Callable[[World], Order]) -> None:
    w = field()
    order = make(w)
    assert order.check(w.view(SOVIET)) is None
    ids = w.setting.cadre.ids
    assert read(write(order, w.setting.board, ids), w.setting.board, ids) == order


def test_the_forbidden_request_is_the_japanese_sides_alone() -> None:
    w = field()
    assert Request().check(w.view(JAPANESE)) is None
    assert Request().check(w.view(SOVIET)) is not None


def test_text_of_an_order_is_short() -> None:
    w = field()
    order = March(unit=w.row("coy"), route=w.way("0201", "0301"), mode="column", start=w.state.minute + 60)
    words = write(order, w.setting.board, w.setting.cadre.ids)
    assert words == "march coy route=0201,0301 mode=column start=08-06/13:00"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("", "order.unknown"),
        ("marsh coy route=0201", "order.unknown"),
        ("march cow route=0201", "unit.unknown"),
        ("march coy rout=0201", "key.unknown"),
        ("march coy route=0201 route=0201", "key.unknown"),
        ("march coy", "key.missing"),
        ("march coy route=9999", "hex"),
        ("march coy route=0201 start=13:00", "hour"),
        ("march coy route", "value"),
        ("march coy route=0201 on_contact=no", "value"),
        ("bombard gun kind=harass target=1101 rounds=many", "value"),
        ("bombard gun kind=harass target=1101 rounds", "value"),
        ("bombard gun kind=harass target rounds=4", "value"),
        ("request side=manchukuo", "side.unknown"),
    ],
)
def test_unreadable(line: str, code: str) -> None:
    w = field()
    with pytest.raises(UnreadableError) as caught:
        read(line, w.setting.board, w.setting.cadre.ids)
    assert caught.value.code == code
    assert code in UNREADABLE


def test_hours_are_those_of_the_calendar() -> None:
    assert hour(0) == "07-29/00:00"
    assert hour(field().state.minute) == "08-06/12:00"


def test_laying_writes_the_waiting_act() -> None:
    w = field()
    row = (0, w.row("coy"))
    state = w.lay(Assault(unit=row[1], route=w.way("0201", "0301"), stop_loss=50, when_suppressed=25))
    later = state.later
    assert later.act[row] == ASSAULT
    assert later.route[row].tolist() == [*w.way("0201", "0301"), *[-1] * (ROUTE - 2)]
    assert later.target[row] == w.hex("0301")
    assert (later.stop_loss[row], later.when_suppressed[row]) == (512, 256)
    assert later.start[row] == w.state.minute
    assert state.acts.act[row] == w.state.acts.act[row], "what is under way goes on until then"


def test_the_last_order_to_a_unit_counts_and_leaves_nothing_of_the_one_before() -> None:
    w = field()
    row = (0, w.row("sap"))
    work = Work(unit=row[1], task="wire", toward=2)
    march = March(unit=row[1], route=w.way("0202"))
    later = w.lay(work, march).later
    assert (later.act[row], later.task[row], later.side[row], later.target[row]) == (MARCH, -1, -1, -1)
    later = w.lay(march, work).later
    assert (later.act[row], later.side[row], later.route[row].max()) == (TASK, 2, -1)


def test_missions_fill_the_free_places_and_then_the_last() -> None:
    w = field()
    row = (0, w.row("gun"))

    def mission(rounds: int) -> Bombard:
        return Bombard(unit=row[1], kind="prepare", target=w.hex("1101"), rounds=rounds)

    rounds = w.lay(*(mission(n) for n in (10, 20, 30, 40))).missions.rounds[row]
    assert rounds.tolist() == [10, 20, 40]


def test_a_unit_without_any_link_never_gets_its_order() -> None:
    w = field().changed(lambda s: None)
    state = w.state.copy()
    state.forces.delay[0, 0] = -1
    w.state = state.seal()
    started = w.lay(Hold(unit=0)).later.start[0, 0]
    assert started == np.iinfo(np.int32).max


def test_a_unit_without_any_link_goes_on_with_the_order_that_is_on_its_way() -> None:
    w = field().changed(lambda s: None)
    coy = w.row("coy")
    state = w.lay(March(unit=coy, route=w.way("0201", "0301"), start=w.state.minute + 60)).copy()
    state.forces.delay[0, coy] = -1
    w.state = state.seal()
    assert w.at("coy", w.pulses(Hold(unit=coy))[-1]) == "0301"
    assert w.lay(Fire(unit=coy, policy="silent")).fires.policy[0, coy] == POLICIES.index("silent")
