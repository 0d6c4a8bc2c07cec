"""The choice among plans: what an end is worth, what else could be done, and which plan is taken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from test_rehearsal import holds, known, made, storm

from game.agents.base import Plan
from game.agents.picture import draw
from game.agents.reactive import Reactive
from game.agents.staff import choice
from game.agents.staff.choice import Stage, choose
from game.agents.staff.commander import Commander
from game.agents.staff.drafts import FEW, SOME, Draft, drafts, told, unlike
from game.agents.staff.groups import draw_groups
from game.agents.staff.hopes import hopes
from game.agents.staff.levels import LEVELS, STYLES
from game.agents.staff.stealth import quiet
from game.agents.staff.value import checks, ground, lasting, strength, worth
from game.agents.staff.variants import variants
from game.engine.orders import Assault, Dig
from game.engine.rehearsal import rehearse
from game.rules.victory_table import MEASURES, NEVER, TaskTable

LINE, NORMAL = LEVELS["line"], STYLES["normal"]


def table(measure: str, least: int, most: int) -> TaskTable:
    """A task of one check."""
    one = np.zeros(1, np.int64)
    return TaskTable(
        names=("t",),
        side=np.zeros(1, np.int8),
        points=one + 20_000,
        any_of=np.zeros(1, np.bool_),
        of=np.ones((1, 1), np.bool_),
        measure=np.array([MEASURES.index(measure)], np.int8),
        check_side=np.zeros(1, np.int8),
        place=np.zeros((1, 0), np.bool_),
        units=np.zeros((1, 0), np.bool_),
        by=one + NEVER,
        least=one + least,
        most=one + most,
    )


def likely(measure: str, least: int, most: int, amount: int, lasts: float, held: float = 0.5) -> float:
    """`held`: what is thought of a check on a place by who holds it."""
    amounts, faith = np.array([[[amount]]], np.int64), np.array([lasts])
    return float(checks(table(measure, least, most), amounts, faith, np.full((1, 1, 1), held))[0, 0, 0])


class TestValue:
    def test_what_is_lost_beyond_the_limit_is_lost(self) -> None:
        assert likely("loss_percent", 0, 8192, 9000, 0.3) == 0
        assert likely("men_left", 6144, 2**40, 5120, 0.3) == 0

    def test_the_nearer_to_the_limit_the_less_it_is_believed_to_be_kept(self) -> None:
        found = [likely("loss_percent", 0, 8192, lost, 0.3) for lost in (0, 2048, 4096, 8000)]
        assert found == sorted(found, reverse=True)
        assert found[0] == 1

    def test_at_its_hour_a_check_is_what_it_is(self) -> None:
        assert likely("loss_percent", 0, 8192, 8000, 1.0) == 1
        assert likely("holds", 1024, 2**40, 1024, 1.0) == 1
        assert likely("holds", 1024, 2**40, 0, 1.0) == 0

    def test_ground_long_before_the_end_is_believed_in_by_what_there_is_to_spare(self) -> None:
        assert (
            likely("holds", 1024, 2**40, 1024, 0.0, 0.6) == likely("holds", 1024, 2**40, 0, 0.0, 0.6) == 0.6
        )

    def test_what_lies_in_one_s_own_hand_is_taken_as_it_stands(self) -> None:
        assert likely("assaults", 0, 0, 0, 0.2) == 1
        assert likely("assaults", 0, 0, 1024, 0.2) == 0

    def test_faith_in_the_ground_falls_with_the_turns_that_are_left(self) -> None:
        view = known()
        ends = view.calendar.turn_end
        seen = rehearse(view, [()], [holds], 1, 1, 3)
        told = lasting(view, seen, np.array([seen.minute, ends[-1], NEVER]))
        assert told[0] == 1
        assert told[1] == told[2] < 1

    def test_a_hill_taken_is_worth_to_us_what_it_costs_them(self) -> None:
        view = known()
        seen = rehearse(view, [()], [holds], 1, 1, 3)
        ours = seen.control.copy()
        ours[..., list(made().way("0702", "1202"))] = 0
        won = replace(seen, control=ours)
        assert ground(view, won).item() > 0 > ground(view, seen).item()
        other = made().view(1)
        assert worth(view, won).item() - worth(view, seen).item() == pytest.approx(
            worth(other, seen).item() - worth(other, won).item()
        )

    def test_a_cautious_staff_minds_its_losses_more_than_a_bold_one(self) -> None:
        view = known()
        seen = rehearse(view, [()], [holds], 1, 1, 3)
        dear = replace(seen, terms=seen.terms - 5_000)
        price = {
            name: (worth(view, seen, style) - worth(view, dear, style)).item()
            for name, style in STYLES.items()
        }
        assert price["cautious"] > price["normal"] == 5_000 > price["bold"]

    def test_men_are_worth_something_as_long_as_there_is_time_to_use_them(self) -> None:
        view = known()
        seen = rehearse(view, [()], [holds], 1, 1, 3)
        own, foe = seen.lost.copy(), seen.lost.copy()
        own[..., made().row("a")] += 10
        foe[..., made().row("x")] += 10
        bled, bleeding = replace(seen, lost=own), replace(seen, lost=foe)
        assert strength(view, bled).item() < strength(view, seen).item() < strength(view, bleeding).item()
        last = replace(bled, minute=int(view.calendar.turn_end[-1]))
        assert strength(view, last).item() == 0


class TestPlans:
    def test_no_two_drafts_have_the_same_orders(self) -> None:
        own = Plan(storm())
        found = drafts(known(), [own])
        assert found[0].plan is own
        assert found[0].own
        assert len({repr(draft.orders) for draft in found}) == len(found) > 1
        same = Draft(own)
        assert unlike([same, Draft(replace(own))]) == [same]

    def test_where_time_is_short_to_stay_is_tried_only_beside_few_own_plans(self) -> None:
        view = known()
        stays = Reactive(0).choose(view).orders
        own = [Plan(storm("a")), Plan(storm("b")), Plan((*storm("a"), *storm("b")))]
        told = {
            (manners, len(some)): [draft.orders for draft in drafts(view, some, manners)].count(stays)
            for manners in (FEW, SOME)
            for some in (own[:2], own)
        }
        assert told == {(FEW, 2): 1, (FEW, 3): 0, (SOME, 2): 1, (SOME, 3): 1}

    def test_variants_change_one_formation_and_are_legal(self) -> None:
        view = known()
        picture = draw(view)
        draft = Draft(Plan((*storm("a"), *storm("b")), ("one",)))
        found = variants(picture, draw_groups(picture), draft)
        assert found
        for other in found:
            units = {o.unit for o in set(other.orders) ^ set(draft.orders)}
            assert len(units) == 1
            assert len(other.plan.reasons) == 2
            assert all(order.check(view) is None for order in other.orders)
        kinds = {type(o) for other in found for o in other.orders if o not in draft.orders}
        assert kinds > {Assault} or Dig in kinds

    def test_in_silence_all_are_slower_and_begin_sooner(self) -> None:
        view = known()
        (order,) = storm()
        assert isinstance(order, Assault)
        late = Plan((replace(order, start=view.end - 10), Dig(unit=made().row("b"))))
        other = quiet(view, late)
        (quieter, dig) = other.orders
        assert isinstance(quieter, Assault)
        assert (quieter.mode, dig) == ("stealth", late.orders[1])
        assert view.minute < quieter.start < view.end - 10
        assert len(other.reasons) == 1
        nothing = Plan(late.orders[1:])
        assert quiet(view, nothing) is nothing

    def test_of_nobody_there_are_none(self) -> None:
        view = known()
        nobody = replace(view, ready=np.zeros_like(view.ready))
        picture = draw(nobody)
        assert variants(picture, draw_groups(picture), Draft(Plan(()))) == []


class TestChoice:
    def test_a_folly_is_not_taken(self) -> None:
        view = known(900)
        picture = draw(view)
        folly = Plan((*storm("a"), *storm("b")), ("folly",))
        told = choose(Stage(view, LINE, NORMAL, 5), picture, draw_groups(picture), [folly])
        left = {o.unit for o in told.draft.orders if isinstance(o, Assault)}
        assert len(left) < 2
        assert "Rehearsed" in told.draft.plan.reasons[-1]

    def test_a_gift_is(self) -> None:
        view = known(2)
        picture = draw(view)
        told = choose(Stage(view, LINE, NORMAL, 5), picture, draw_groups(picture), [Plan(())])
        goals = {o.route[-1] for o in told.draft.orders if isinstance(o, Assault)}
        assert made().hex("0702") in goals

    def test_a_battle_too_large_for_the_level_is_not_rehearsed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def never(*_: Any) -> None:
            raise AssertionError("rehearsed")

        monkeypatch.setattr(choice, "rehearse", never)
        monkeypatch.setitem(LEVELS, "line", replace(LINE, most=2))
        for level in ("recruit", "line"):
            assert not Stage(known(), LEVELS[level], NORMAL, 5).able
            assert Commander(level, "normal", 5).choose(known()).orders

    def test_what_is_played_is_counted_not_timed(self) -> None:
        stage = Stage(known(), replace(LINE, budget=600), NORMAL, 5)
        assert stage.units == stage.load == 3
        assert [stage.turns(plans, 10) for plans in (5, 20, 30)] == [2, 1, 0]
        stage.load = choice.SMALL + 1
        assert stage.turns(1, 1) == 1


def test_a_few_rehearsals_are_neither_never_nor_always() -> None:
    view = known(4)
    picture, plan = draw(view), Plan(storm())
    seen = rehearse(view, [plan.orders], [holds], 4, 1, 7)
    goal = made().hex("0702")
    told = {}
    for side in (0, 1):
        control = seen.control.copy()
        control[..., goal] = side
        (told[side],) = hopes(picture, plan, replace(seen, control=control))
    assert (told[0].chance, told[1].chance) == (70, 20)


def test_hopes_are_what_the_rehearsals_came_to() -> None:
    view = known(4)
    picture = draw(view)
    plan = Plan((*storm("a"), *storm("b")))
    seen = rehearse(view, [plan.orders], [holds], 10, 1, 7)
    (hope,) = hopes(picture, plan, seen)
    goal = made().hex("0702")
    assert hope.hexes == (goal,)
    assert set(hope.units) == {made().row("a"), made().row("b")}
    assert (hope.believed, hope.kind) == (4, "attack")
    taken = int((seen.control[0][:, goal] == 0).sum())
    assert hope.chance == round((100 * taken + 40 * 4) / 14)
    assert hope.lost == round(seen.lost[0][:, list(hope.units)].sum(axis=1).mean())


@pytest.mark.parametrize(("plans", "said"), [(1, "there is one plan;"), (3, "of 3 plans")])
def test_one_plan_alone_is_not_the_best_of_any(plans: int, said: str) -> None:
    """Found in what a staff told: "of 1 plans this one came out best"."""
    sentence = told(plans, 16, -1500, 0)
    assert said in sentence
    assert "-1.5 points for us" in sentence
    assert ("best" in sentence) == (plans > 1)
