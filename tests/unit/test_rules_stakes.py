"""The stakes of a pulse and a turn: one call each, the price of an order, and what the ledger says of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from stakes_field import escalation

from game.analysis.why import sentence
from game.analysis.why_stakes import names_of
from game.engine.dice import draws
from game.rules import ledger
from game.rules.account import UNDRAWN
from game.rules.escalation import PEACE, deeds, escalate
from game.rules.escalation_cover import freeze_cover, turned_back
from game.rules.escalation_price import price
from game.rules.victory import force
from game.rules.victory_orders import AIR, FIRE, GROUND, NO_UNIT, Asked, Intents, ask
from game.rules.victory_rows import score_rows, turn_rows
from game.rules.victory_stakes import Stakes
from game.rules.victory_tally import no_tally
from game.rules.victory_turn import Closed, Forces, Held, after_pulse, close_turn, deeds_of_pulse, reckon
from game.rules.zones import NO_RELEASE, breach, lifted
from game.scenario.build import Start, build
from game.scenario.compile_scenario import compile_scenario
from game.scenario.load import find_scenario, load_bundle

DAY = 1440
LOW, HIGH = np.zeros((), np.uint64), np.array(2**64 - 1, np.uint64)
SOVIET, JAPANESE = 0, 1
NONE = np.zeros(4, np.int64)


@cache
def campaign() -> tuple[Start, Stakes]:
    start = build(load_bundle(find_scenario("campaign")))
    return start, compile_scenario(start)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHASAN_LANGUAGE", "en")


def forces(start: Start, hex: NDArray[np.int32] | None = None, lost: int = 0) -> Forces:
    """The start of the campaign, each unit with so many lost, or with its units elsewhere."""
    units = start.units
    at = units.hex if hex is None else hex
    left = np.maximum(units.men - lost, 0)
    gone = force(left, units.men - left, units.side, at >= 0)
    return Forces(at, left, left > 0, gone, np.zeros(2, np.int64), np.zeros(2, np.int64))


def moved(start: Start, side: int, count: int, label: str) -> NDArray[np.int32]:
    """Places with the first units of a side, squadrons and boats apart, in one hex."""
    _, stakes = campaign()
    at = start.units.hex.copy()
    who = np.flatnonzero((start.units.side == side) & ~stakes.flying & ~stakes.afloat)[:count]
    at[who] = start.board.hex_of(label)
    return at


def closed(hex: NDArray[np.int32] | None = None, end: int = DAY, done: object = 0, **more: object) -> Closed:
    start, stakes = campaign()
    held = Held(stakes.control, no_tally(stakes.victory))
    acts = np.zeros(len(stakes.escalation.acts), np.int64) + np.asarray(done)
    caused = np.asarray(more.pop("caused", np.zeros(len(acts), np.int64)))
    who = forces(start, hex, int(str(more.pop("lost", 0))))
    return close_turn(stakes, held, who, caused, acts, end, LOW, **more)  # type: ignore[arg-type]


class TestPrice:
    def test_what_an_order_adds(self) -> None:
        """One more unit west costs 2, a second flight of the turn nothing."""
        found = price(escalation(), NONE, [1, 0, 0, 1], [1, 0, 0, 1])
        assert found.points.tolist() == [2000, 0, 0, 0]
        assert (int(found.before), int(found.after)) == (42_000, 44_000)
        assert not found.free
        assert bool(price(escalation(), NONE, [1, 0, 0, 1], [0, 0, 0, 1]).free)

    def test_it_hands_over_releases_and_may_be_war(self) -> None:
        table = escalation()
        first = price(table, NONE, NONE, [0, 0, 0, 1])
        assert first.releases.tolist() == [4, 0]
        assert int(first.lost_by) == PEACE
        assert price(table, [0, 0, 0, 45_000], NONE, [0, 0, 2, 0]).releases.tolist() == [0, 0]
        third = price(table, [0, 0, 0, 80_000], NONE, [0, 0, 0, 1])
        assert int(third.lost_by) == JAPANESE

    def test_all_offers_at_once(self) -> None:
        found = price(escalation(), NONE, NONE, np.eye(4, dtype=np.int64))
        assert found.points.sum(axis=-1).tolist() == [2000, 3000, 3000, 40_000]
        assert found.after.tolist() == [2000, 3000, 3000, 40_000]

    @settings(deadline=None, max_examples=60)
    @given(*(st.lists(st.integers(0, 9), min_size=4, max_size=4) for _ in range(3)))
    def test_the_price_told_is_the_price_paid(
        self, before: list[int], planned: list[int], more: list[int]
    ) -> None:
        table = escalation()
        caused = np.array(before) * 1000
        told = price(table, caused, planned, more)
        paid = escalate(table, caused, np.array(planned) + more)
        assert int(told.after) == int(paid.index)
        without = escalate(table, caused, planned).caused
        assert (without + told.points == paid.caused).all()


class TestAsk:
    """The five choices of the rules, asked before they are made; the sixth of August opens no price."""

    def asked(self, *orders: tuple[int, int, str | None, str, bool], minute: int = DAY) -> Asked:
        start, stakes = campaign()
        ids = [counter.id for counter in start.roster.counters]
        units = [NO_UNIT if name is None else ids.index(name) for _, _, name, _, _ in orders]
        place = [start.board.hex_of(label) for _, _, _, label, _ in orders]
        stands = [start.board.hex_of("0447")] * len(orders)
        ban, side = [order[0] for order in orders], [order[1] for order in orders]
        bombs = [order[4] for order in orders]
        nothing = np.zeros(len(stakes.escalation.acts), np.int64)
        intents = Intents(ban, side, units, stands, place, bombs, minute)
        return ask(stakes, intents, nothing, nothing, np.zeros(2))

    @pytest.mark.parametrize(
        ("order", "cost", "leave", "refused"),
        [
            ((AIR, JAPANESE, None, "2337", False), {"japanese-aircraft": 40_000}, False, False),
            ((GROUND, JAPANESE, "75ir-1", "4440", False), {"japanese-pursuit": 3000}, False, False),
            ((GROUND, JAPANESE, "75ir-1", "2737", False), {}, True, False),
            ((GROUND, SOVIET, "119rr-2", "1831", False), {"soviet-west-of-border": 100}, False, False),
            ((GROUND, SOVIET, "119rr-2", "3230", False), {}, True, False),
            ((GROUND, SOVIET, "pk7", "3751", False), {}, True, False),
            ((GROUND, SOVIET, "pk7", "2745", False), {"soviet-west-of-border": 100}, False, False),
            ((AIR, SOVIET, "sb-1", "0447", True), {"bombs-on-korea": 1500}, False, False),
            ((AIR, SOVIET, "sb-1", "0447", False), {}, False, False),
            ((AIR, SOVIET, "sb-1", "1831", True), {"bombs-on-manchukuo": 250}, False, False),
            ((FIRE, JAPANESE, "15har-2", "2337", False), {"korea-guns": 250}, True, False),
            ((FIRE, JAPANESE, "15har-2", "3230", False), {"korea-guns": 250}, False, False),
            ((FIRE, JAPANESE, "25mar-1", "2337", False), {}, True, False),
            ((FIRE, SOVIET, "119rr-2", "2337", False), {}, True, False),
            ((FIRE, SOVIET, "119rr-2", "0447", False), {}, False, True),
        ],
    )
    def test_choices(
        self, order: tuple[int, int, str | None, str, bool], cost: dict[str, int], leave: bool, refused: bool
    ) -> None:
        _, stakes = campaign()
        found = self.asked(order)
        points = dict(zip(stakes.escalation.acts, found.price.points[0].tolist(), strict=True))
        assert {act: n for act, n in points.items() if n} == cost
        assert (bool(found.breach.any[0]), bool(found.refused[0])) == (not leave, refused)

    def test_many_at_once_are_each_by_itself(self) -> None:
        orders = [
            (AIR, JAPANESE, None, "2337", False),
            (GROUND, SOVIET, "119rr-2", "1831", False),
            (FIRE, SOVIET, "119rr-2", "0447", False),
        ]
        both = self.asked(*orders)
        for n, order in enumerate(orders):
            alone = self.asked(order)
            assert both.price.points[n].tolist() == alone.price.points[0].tolist()
            assert both.breach.zones[n].tolist() == alone.breach.zones[0].tolist()
        assert both.price.releases.tolist() == [[4, 0], [0, 0], [0, 0]]

    def test_leave_is_given_on_the_sixth_but_the_price_stays(self) -> None:
        sixth = (8 * 24 + 16) * 60
        found = self.asked((GROUND, SOVIET, "119rr-2", "1831", False), minute=sixth)
        assert not found.breach.any[0]
        assert int(found.price.points.sum()) == 100

    def test_what_is_asked_is_what_is_counted(self) -> None:
        """The price of a march is what the end of the turn makes of it."""
        start, _ = campaign()
        told = self.asked(*((GROUND, SOVIET, c, "1831", False) for c in ("119rr-2", "59bd-makhalin")))
        at = start.units.hex.copy()
        ids = [counter.id for counter in start.roster.counters]
        at[[ids.index("119rr-2"), ids.index("59bd-makhalin")]] = start.board.hex_of("1831")
        assert int(closed(at).escalated.index) == int(told.price.points.sum())


class TestReleases:
    def test_each_brings_the_bans_of_its_side_a_day_forward(self) -> None:
        _, stakes = campaign()
        zones = stakes.zones
        named = dict(zip(zones.names, (lifted(zones, [2, 1]) - zones.until).tolist(), strict=True))
        assert named["border-air"] == named["border-air-west"] == -2 * DAY
        assert named["japanese-guns"] == -DAY
        assert {name for name, change in named.items() if change} == {
            *("border-air", "border-air-west", "japanese-guns")
        }
        assert (
            zones.release[[zones.names.index(n) for n in ("border-fire", "claimed-line")]] == NO_RELEASE
        ).all()

    def test_bombs_on_korea_are_allowed_sooner(self) -> None:
        start, stakes = campaign()
        korea = int(np.flatnonzero(start.board.territory == start.territories.index("korea"))[0])
        when = (7 * 24 + 17) * 60
        assert breach(stakes.zones, "air", [SOVIET], [korea], when).any[0]
        opened = lifted(stakes.zones, [1, 0])
        assert not breach(stakes.zones, "air", [SOVIET], [korea], when, opened).any[0]
        batch = breach(stakes.zones, "air", [SOVIET], [korea], when, lifted(stakes.zones, [[0, 0], [1, 0]]))
        assert batch.any.tolist() == [[True], [False]]

    def test_every_ban_with_a_price_can_be_counted(self) -> None:
        """Wherever a ban names an act, doing the thing there costs its points."""
        start, stakes = campaign()
        zones, table = stakes.zones, stakes.escalation
        for zone, act in enumerate(zones.act):
            if act < 0 or table.acts[act] in ("korea-guns", "japanese-pursuit"):
                continue
            deed = ("ground", "bombs", "flight")[0 if zones.ban[zone] == 0 else 1 + int(zones.side[zone])]
            at = np.flatnonzero(zones.place[zone])
            done = deeds(table, deed, zones.side[zone], at, True)
            assert done[act] == len(at), zones.names[zone]
        assert len(start.bundle.scenario.model.zones) == len(zones.names)


class TestPulse:
    def test_squadrons_hold_nothing(self) -> None:
        start, stakes = campaign()
        at = np.full(len(start.units), -1, np.int32)
        hill = start.board.hex_of("2942")
        at[np.flatnonzero(stakes.flying)[0]] = hill
        before = Held(np.full_like(stakes.control, JAPANESE), no_tally(stakes.victory))
        assert after_pulse(stakes, before, forces(start, at), 0, 30, False).holder[hill] == JAPANESE
        at[np.flatnonzero((start.units.side == SOVIET) & ~stakes.flying)[0]] = hill
        assert after_pulse(stakes, before, forces(start, at), 0, 30, False).holder[hill] == SOVIET

    def test_deeds_of_a_pulse(self) -> None:
        start, stakes = campaign()
        acts = stakes.escalation.acts
        korea = start.board.hex_of(start.bundle.map.model.places["hongui"].hex)
        manchuria = start.board.hex_of("2037")
        at = np.where(stakes.heavy, korea, -1)
        found = deeds_of_pulse(
            stakes, at, np.ones(len(at), np.bool_), [0, 0, 1], [korea, manchuria, manchuria], [1, 1, 0]
        )
        did = {act: int(n) for act, n in zip(acts, found, strict=True) if n}
        heavy = int((stakes.heavy & (start.units.side == JAPANESE)).sum())
        assert did == {
            "bombs-on-korea": 1,
            "bombs-on-manchukuo": 1,
            "japanese-aircraft": 1,
            "korea-guns": heavy,
        }
        assert not deeds_of_pulse(stakes, at, at < -1, [0, 0], [-1, korea], [1, 0]).any()


class TestTurn:
    def test_units_west_are_counted_where_they_stand(self) -> None:
        start, stakes = campaign()
        found = closed(moved(start, SOVIET, 3, "1831"))
        assert int(found.escalated.index) == 300
        assert found.tally.beyond.tolist() == [3, 0]
        assert found.releases.tolist() == [0, 0]
        assert stakes.escalation.acts[int(found.escalated.caused.argmax())] == "soviet-west-of-border"

    @pytest.mark.parametrize(("runs", "points"), [(False, 3000), (True, 0)])
    def test_who_is_routed_is_no_pursuit(self, runs: bool, points: int) -> None:
        start, stakes = campaign()
        who = forces(start, moved(start, JAPANESE, 1, "2924"))
        who = who._replace(holds=np.asarray(who.holds) & (not runs))
        held, none = Held(stakes.control, no_tally(stakes.victory)), np.zeros(len(stakes.escalation.acts))
        found = close_turn(stakes, held, who, none.astype(np.int64), none, DAY, LOW)
        row = stakes.escalation.acts.index("japanese-pursuit")
        assert int(found.escalated.caused[row]) == points

    def test_war_ends_the_game(self) -> None:
        _, stakes = campaign()
        flights = np.array([act == "japanese-aircraft" for act in stakes.escalation.acts])
        found = closed(done=flights, caused=flights * 80_000)
        assert int(found.lost_by) == JAPANESE
        assert bool(found.over)
        assert found.releases.tolist() == [12, 0]
        assert not bool(closed().over)

    def test_a_truce_ends_it_too_but_not_before_its_day(self) -> None:
        assert not bool(closed(end=11 * DAY).over)
        assert bool(closed(end=12 * DAY + 360).over)
        assert not bool(closed(end=12 * DAY + 360, historical=True).over)
        assert bool(closed(end=13 * DAY + 720, historical=True).over)

    def test_the_truce_is_drawn_on_this_turns_index(self) -> None:
        start, _ = campaign()
        calm, tense = closed(end=12 * DAY + 360), closed(moved(start, SOVIET, 50, "1831"), end=12 * DAY + 360)
        assert calm.truce is not None
        assert tense.truce is not None
        assert int(tense.truce.chance - calm.truce.chance) == pytest.approx(0.05 * 65536, abs=80)

    def test_batch_is_its_parts(self) -> None:
        start, stakes = campaign()
        places = np.stack(
            [start.units.hex, moved(start, SOVIET, 2, "1831"), moved(start, JAPANESE, 4, "4440")]
        )
        done = np.zeros((3, len(stakes.escalation.acts)), np.int64)
        done[2, 0] = 1
        base = forces(start)
        held = Held(np.stack([stakes.control] * 3), no_tally(stakes.victory, (3,)))
        lost = replace(base.losses, committed=np.stack([base.losses.committed] * 3))
        lost = replace(lost, lost=np.stack([base.losses.lost] * 3))
        men, holds = (np.stack([np.asarray(column)] * 3) for column in (base.men, base.holds))
        many = Forces(places, men, holds, lost, base.tanks_lost, base.assaults)
        bits = np.array([0, 2**63, 2**64 - 1], np.uint64)
        both = close_turn(stakes, held, many, np.zeros_like(done), done, 12 * DAY + 360, bits)
        score = reckon(stakes, Held(held.holder, both.tally), many, both.lost_by)
        for n in range(3):
            alone = Held(stakes.control, no_tally(stakes.victory))
            one = base._replace(hex=places[n])
            part = close_turn(stakes, alone, one, np.zeros_like(done[n]), done[n], 12 * DAY + 360, bits[n])
            assert part.escalated.caused.tolist() == both.escalated.caused[n].tolist()
            assert bool(part.over) == bool(both.over[n])
            mine = reckon(stakes, Held(alone.holder, part.tally), one, part.lost_by)
            assert int(mine.score.total) == int(score.score.total[n])


class TestCover:
    def test_only_missions_that_are_met_turn_back(self) -> None:
        start, _ = campaign()
        chance = freeze_cover(start.ruleset)
        assert chance == pytest.approx(0.3 * 65536, abs=1)
        found = turned_back(chance, [0, 0, 1], [True, False, True], [False, True], np.zeros(3, np.uint64))
        assert found.back.tolist() == [True, False, False]
        assert not turned_back(chance, [0], [True], [True, False], np.zeros(1, np.uint64)).back.any()

    def test_as_often_as_the_rules_say(self) -> None:
        bits = draws(7, "cover", 70, 0, 4000)
        found = turned_back(19661, np.zeros(4000), np.ones(4000, bool), [False, True], bits)
        assert found.back.mean() == pytest.approx(0.3, abs=0.025)
        assert found.account.expected.sum() == pytest.approx(0.3 * 4000 * 1000, rel=0.01)


class TestLedger:
    def told(self, rows: ledger.Rows) -> list[str]:
        start, _ = campaign()
        return [sentence(row, names_of(start)) for row in rows]

    def test_a_turn_is_told_by_what_was_done(self) -> None:
        start, stakes = campaign()
        before = np.array([12_000 * (act == "bombs-on-korea") for act in stakes.escalation.acts])
        found = closed(moved(start, SOVIET, 6, "1831"), caused=before)
        assert self.told(turn_rows(found, 5)) == [
            "Soviet ground unit west of the border: 0.1 points for each × 6 (times) = 0.6 points: "
            "the index rises by 0.6 points.",
            "More Japanese artillery before its day: "
            "13 points of the other side ÷ 10 (for one release) = 1.3: 1 release.",
            "The index of escalation: war comes at 100 points, 13 (by the USSR) = 13 points: "
            "there is no war.",
        ]

    def test_truce_and_war_are_told(self) -> None:
        _, stakes = campaign()
        flights = np.array([act == "japanese-aircraft" for act in stakes.escalation.acts])
        lines = self.told(turn_rows(closed(end=12 * DAY + 360, done=flights, caused=flights * 80_000), 400))
        assert lines[-2:] == [
            "The index of escalation: war comes at 100 points, 120 (by Japan) = 100 points: "
            "there is war, and Japan has lost it.",
            "The cease-fire: 0.1 (to begin with) + 1 (escalation) = 1.1, which makes a chance of 100 %, "
            "drew the 1st percentile: it is agreed.",
        ]

    def test_the_score_is_the_sum_of_its_rows(self) -> None:
        start, stakes = campaign()
        held = Held(stakes.control, no_tally(stakes.victory))
        rows = score_rows(stakes, reckon(stakes, held, forces(start, lost=10)), 7)
        lines = self.told(rows)
        hill = "14 points × 0.7 (part of the weight) = 9.8 points."
        assert f"Bezymyannaya, as it is held at the end: {hill}" in lines
        assert lines[-1].startswith("The score: ")
        parts = rows[rows["rule"] != ledger.number("score")]
        assert abs(int(parts["result"].sum()) - int(rows[-1]["base"])) == 0
        assert int(rows[-1]["result"]) == round(int(rows[-1]["base"]) / 10)
        assert (rows["draw"] == UNDRAWN).all()
        labels = {
            start.board.label(int(h)) for h in rows[rows["rule"] == ledger.number("ground_held")]["hex"]
        }
        assert {"2336", "2337", "2128", "2942"} <= labels
