"""Turns in the engine: nerves, orders on their way, what is settled, how a battle ends, what a game keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from builders import JAPANESE, NIGHT, SOVIET, World, kinds, some, unit, world

from game.engine import turn
from game.engine.acts import HOLD, MARCH
from game.engine.game import Game, NotNowError
from game.engine.log import Log
from game.engine.orders import Assault, Dig, Fly, Hold, March, Rest
from game.engine.pulse import march
from game.engine.pulse.now import begin
from game.engine.state import ENDS, ON, State, joined
from game.rules.morale import ROUTED, SHAKEN
from game.rules.tables import ONE
from game.scenario.models.scenario import Bought

STRIP = "." * 16
SEEDS = tuple(range(1, 9))


def pair(**more: object) -> World:
    """Two companies a kilometer and a half apart."""
    return world(
        "\n".join([STRIP] * 3),
        unit("a", "su_rifle_company", "0502"),
        unit("x", "jp_rifle_company", "1102"),
        **more,
    )


class TestNerves:
    def test_a_routed_unit_runs_to_the_rear_and_obeys_nobody(self) -> None:
        def break_it(state: State) -> None:
            state.forces.cohesion[:, 0] = 50
            state.forces.suppression[:, 0] = 1000
            state.forces.nerve[:, 0] = ROUTED
            state.forces.works[:, 0], state.forces.dug[:, 0] = 1500, 500

        near = world(
            "\n".join([STRIP] * 3), unit("a", "su_rifle_company", "0802"), unit("x", "jp_mg_company", "0902")
        ).changed(break_it)
        log = Log()
        state = near.pulses(March(unit=0, route=near.way("0902")), log=log)[0]
        away = near.setting.board.steps(state.forces.hex[0, 0], near.hex("0902"))
        assert away == 3, "two hexes to the rear"
        assert "retreated" in kinds(log.told(), 0)
        assert state.acts.act[0, 0] == HOLD
        assert (near.of("works", "a", state), near.of("dug", "a", state)) == (0, 0), "left behind"

    def test_a_rout_in_sight_of_nobody_is_told_to_its_own_side_alone(self) -> None:
        lonely = pair(weather="fog", sees=200).changed(lambda s: s.forces.cohesion.__setitem__((0, 0), 100))
        log = Log()
        lonely.pulses(log=log)
        assert some(log.told(), "routed", 0)["seen"].tolist() == [1]

    def test_losses_cost_cohesion_and_quiet_gives_it_back(self) -> None:
        w = pair().changed(lambda s: s.forces.cohesion.__setitem__((0, 0), 600))
        states = w.pulses(Rest(unit=0), Rest(unit=1))
        felt = [int(w.of("cohesion", "a", state)) for state in states]
        assert felt == sorted(felt)
        assert 600 < felt[-1] < 800, "some hundredths an hour"

    def test_who_is_shaken_knows_it_alone(self) -> None:
        w = pair().changed(lambda s: s.forces.cohesion.__setitem__((0, 0), 500))
        log = Log()
        w.pulses(log=log)
        shaken = some(log.told(), "shaken", 0)
        assert shaken["detail"].tolist() == [SHAKEN]
        assert shaken["seen"].tolist() == [1]

    def test_a_unit_without_men_leaves_the_map(self) -> None:
        w, log = pair(weather="fog", sees=200), Log()
        state = w.state.copy()
        state.forces.men[0, 1] = 0
        *_, state = turn.run(w.setting, w.fate, state.seal(), log, settle=False)
        assert w.at("x", state) == ""
        assert state.forces.gone[0, 1]
        assert some(log.told(), "destroyed", 1)["seen"].tolist() == [2], "nobody else was there"

    def test_who_has_lost_too_many_breaks_off(self) -> None:
        w = pair().changed(lambda s: s.forces.men.__setitem__((0, 0), s.forces.strength[0, 0] * 8 // 10))
        log = Log()
        state = w.pulses(
            March(unit=0, route=w.way("0402", "0302", "0202", "0102"), mode="stealth", stop_loss=10), log=log
        )[0]
        assert "broke_off" in kinds(log.told(), 0)
        assert state.acts.act[0, 0] == HOLD
        assert state.acts.route[0, 0].max() == -1

    def test_who_is_surrounded_is_cut_off_and_knows_it(self) -> None:
        ring = [unit(f"x{i}", "jp_at_rifle_team", at) for i, at in enumerate(("0102", "0302"))]
        w, log = world("LLL\n...\nLLL", unit("a", "su_rifle_company", "0202"), *ring), Log()
        state = w.pulses(log=log)[0]
        assert state.forces.cut[0].tolist() == [True, True, True], "the others have the lake behind them"
        told = some(log.told(), "cut_off", 0)
        assert told["minute"].tolist()[:1] == [w.state.minute]
        assert (told["seen"] == 1).all()

    def test_men_sleep_by_night_and_tire_by_marching(self) -> None:
        w = world(STRIP, unit("a", "su_rifle_company", "0101", fatigue=0.5), start=NIGHT)
        slept = w.pulses(Rest(unit=0))[-1]
        marched = w.pulses(March(unit=0, route=w.way(*(f"{c:02d}01" for c in range(2, 12)))))[-1]
        before = int(w.of("fatigue", "a"))
        # Eight hundredths an hour of sleep.
        assert abs(before - int(w.of("fatigue", "a", slept)) - 3 * ONE * 8 // 100) <= 6
        assert int(w.of("fatigue", "a", marched)) > int(w.of("fatigue", "a", slept))

    def test_nobody_tires_of_digging_what_is_dug(self) -> None:
        fresh = unit("a", "su_rifle_company", "0101", works=1, fatigue=0.5)
        done = unit("b", "su_rifle_company", "0301", works=3, fatigue=0.5)
        w = world(STRIP, fresh, done, start=NIGHT)
        after = w.pulses(Dig(unit=0), Dig(unit=1))[-1]
        assert int(w.of("fatigue", "a", after)) > int(w.of("fatigue", "a"))
        assert int(w.of("fatigue", "b", after)) < int(w.of("fatigue", "b")), "men with nothing to dig sleep"


class TestCommand:
    def test_a_unit_far_from_headquarters_gets_its_order_late(self) -> None:
        def post(place: str) -> World:
            return world(
                "\n".join([STRIP] * 3),
                unit("a", "su_rifle_company", "0101"),
                unit("hq", "su_regiment_hq", place),
                posts={"s-all": "hq"},
                sees=1000,
            )

        delays = []
        for w in (post("0201"), post("1603")):
            game, row = w.game(), w.row("a")
            # No wire is laid yet to one who has just marched.
            game.plot(SOVIET, March(unit=row, route=w.way("0102"), start=w.state.minute + 150))
            game.commit(0)
            game.commit(1)
            game.play()
            delays.append(int(game.state.forces.delay[0, row]))
            game.plot(SOVIET, March(unit=row, route=w.way("0101")))
            game.commit(0)
            game.commit(1)
            events = np.concatenate([pulse.events for pulse in game.play().pulses])
            begun = w.state.minute + 180 + delays[-1]
            assert some(events, "order_begun", row)["minute"].tolist() == [begun]
        # One pulse within a kilometer and a half, three beyond.
        assert delays == [30, 90]

    def test_orders_of_the_first_turn_are_there_from_the_start(self) -> None:
        w, log = pair(), Log()
        w.pulses(Dig(unit=0), log=log)
        assert some(log.told(), "order_begun", 0)["minute"].tolist() == [w.state.minute]

    def test_an_assault_under_way_goes_on_until_the_new_order_arrives(self) -> None:
        w = pair()
        state = w.lay(March(unit=0, route=w.way("0402", "0302", "0202", "0102"))).copy()
        *_, state = turn.run(w.setting, w.fate, state.seal(), Log(), settle=False)
        assert w.at("a", state) == "0102"


class TestEnds:
    def test_the_calendar_ends_a_battle(self) -> None:
        w = pair(turns=1)
        assert ENDS[w.pulses()[-1].count.over[0]] == "calendar"
        assert (pair(turns=2).pulses()[-1].count.over == ON).all()

    def test_a_truce_ends_a_battle(self) -> None:
        w = pair(turns=3, historical=True, truce={"historical": datetime(1938, 8, 6, 13, 0)})
        log = Log()
        state = w.pulses(log=log)[-1]
        assert ENDS[state.count.over[0]] == "truce"
        assert (some(log.told(), "truce")["seen"] == 3).all()
        game = Game(w.setting, w.fate, state)
        assert game.over
        found = game.plot(SOVIET, Dig(unit=0))
        assert found is not None
        assert found.code == "turn.closed"

    def test_a_war_is_lost_by_who_caused_more_of_it(self) -> None:
        w, log = pair(escalation={"war_at": 5, "start": 2}), Log()
        state = w.pulses(log=log)[-1]
        assert ENDS[state.count.over[0]] == "war", "Japanese troops on Soviet ground are worth three a turn"
        assert state.count.loser[0] == JAPANESE
        assert (some(log.told(), "war")["seen"] == 3).all()

    def test_what_one_side_buys_the_other_is_told_to_both(self) -> None:
        release = {"each": 1, "side": "soviet", "effect": "soviet-air-early"}
        model = Bought.model_validate(
            release | {"name": {"en": "x"}, "source": "drawn", "each": {"value": 2, "low": 1, "high": 3}}
        )
        w, log = pair(escalation={"releases": {"air": model}}), Log()
        w.pulses(log=log)
        bought = some(log.told(), "released")
        # Japanese troops on Soviet ground: three points, one release.
        assert bought["amount"].tolist() == [1]
        assert (bought["seen"] == 3).all()


class TestTurns:
    def test_pulses_follow_one_another_to_the_end_of_the_turn(self) -> None:
        w = pair()
        states = w.pulses()
        assert [state.minute for state in states] == [w.state.minute + 30 * n for n in range(1, 7)]
        assert states[-1].turn == 1

    def test_a_long_pulse_splits_for_who_is_in_contact_only(self) -> None:
        w = pair(pulse=90, seeds=(1, 2), sees=6000)
        laid = turn.lay(w.setting, w.state, [[March(unit=0, route=w.way("0602"))], []])
        near = turn.contact(w.setting, laid, 90)
        assert near.tolist() == [True, False]
        log = Log()
        list(turn.run(w.setting, w.fate, laid, log))
        moved = some(log.told(), "moved")
        assert moved["game"].tolist() == [0]

    def test_a_flight_whose_time_is_over_splits_no_pulse(self) -> None:
        w = world(STRIP, unit("i", "su_fighter_squadron"), pulse=90, weather="fog")
        fly = Fly(unit=0, kind="strafe", aircraft=2, target=3, end=w.state.minute + 30)
        states = w.pulses(fly)
        assert turn.contact(w.setting, w.lay(fly), 90).all()
        assert not turn.contact(w.setting, states[-2], 90).any()

    def test_only_states_of_one_minute_are_joined(self) -> None:
        w = pair()
        later = w.pulses()[0]
        with pytest.raises(ValueError, match="same minute"):
            joined([w.state, later])
        both = joined([later, later])
        assert both.digest(0) == both.digest(1) == later.digest()

    def test_a_state_is_never_changed_by_what_comes(self) -> None:
        w = pair()
        before = w.state.digest()
        laid = w.lay(Assault(unit=0, route=w.way("0602")))
        sealed = laid.digest()
        list(turn.run(w.setting, w.fate, laid, Log()))
        assert (w.state.digest(), laid.digest()) == (before, sealed)
        with pytest.raises(ValueError, match="read-only"):
            laid.forces.men[0, 0] = 1

    def test_broken_men_do_not_march(self) -> None:
        w = pair().changed(lambda s: s.forces.nerve.__setitem__((0, 0), ROUTED))
        state = w.lay(Hold(unit=0)).copy()
        state.acts.act[0, 0] = MARCH
        now = begin(w.setting, w.fate, state, 30, Log())
        now.ready = np.ones_like(now.ready)
        assert not march.marching(state, now)[0, 0]

    def test_the_morning_brings_the_sick_and_those_who_return(self) -> None:
        w = pair(start="1938-08-07T03:00", seeds=tuple(range(1, 33)))
        log = Log()
        state = w.pulses(log=log)[-1]
        sick = some(log.told(), "sick")
        assert sick["amount"].sum() > 0
        men = state.forces.men.astype(np.int64) + state.forces.losses.sum(axis=-1)
        missing = w.state.forces.men.sum() - men.sum()
        back = some(log.told(), "returned")["amount"].sum()
        assert missing == sick["amount"].sum() - back
        assert (state.forces.strength == state.forces.men).all()


class TestGames:
    def test_nothing_is_resolved_before_both_have_committed(self) -> None:
        game = pair().game()
        game.commit(SOVIET)
        with pytest.raises(NotNowError):
            game.play()
        with pytest.raises(NotNowError):
            game.unplot(SOVIET, 0)

    def test_orders_can_be_taken_back_until_the_turn_is_closed(self) -> None:
        w = pair()
        game, one, two = w.game(), Dig(unit=0), Hold(unit=0)
        assert game.plot(SOVIET, one) is None
        assert game.plot(SOVIET, two) is None
        assert game.unplot(SOVIET, 0) == one
        assert game.plots[SOVIET] == [two]

    def test_a_branch_goes_its_own_way_and_leaves_the_game_alone(self) -> None:
        w = pair()
        game = w.game()
        for _ in range(2):
            game.commit(0)
            game.commit(1)
            game.play()
        end = game.state.digest()
        other = game.branch(1)
        assert len(other.entries) == 1
        assert other.plot(SOVIET, March(unit=0, route=w.way("0402"))) is None
        other.commit(0)
        other.commit(1)
        other.play()
        assert game.state.digest() == end != other.state.digest()

    def test_a_side_hears_what_it_can_know_and_the_umpire_everything(self) -> None:
        w = pair()
        game = w.game()
        game.plot(JAPANESE, Dig(unit=1))
        game.commit(0)
        game.commit(1)
        game.play()
        every, soviet = game.events(None), game.events(SOVIET)
        assert "order_begun" in kinds(every, 1)
        assert "order_begun" not in kinds(soviet, 1)
        assert len(soviet) < len(every)

    def test_the_score_counts_who_holds_the_hill(self) -> None:
        w = world(
            STRIP,
            unit("a", "su_rifle_company", "0101"),
            unit("x", "jp_rifle_company", "1601"),
            crest=("0101",),
        )
        game = w.game()
        game.commit(0)
        game.commit(1)
        game.play()
        lost = replace(w, state=w.changed(lambda s: s.ground.control.__setitem__((0, 0), JAPANESE)).state)
        assert game.reckoning().score.total[0] > lost.game().reckoning().score.total[0]


class TestNamedGround:
    def test_a_hill_taken_unseen_is_news_to_who_took_it_alone(self) -> None:
        w = pair(sees=200, weather="fog", crest=("0402",)).changed(
            lambda s: s.ground.control.__setitem__((0, 35), JAPANESE)
        )
        log = Log()
        w.pulses(March(unit=0, route=w.way("0402")), log=log)
        taken = some(log.told(), "seized")
        assert taken["hex"].tolist() == [w.hex("0402")]
        assert taken["seen"].tolist() == [1]
