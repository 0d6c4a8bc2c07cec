"""Escalation and zones: deeds, who caused how much, war, releases; bans and their price; events."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from stakes_field import escalation

from game.rules.escalation import BOTH, PEACE, bought, by_side, deeds, escalate, war
from game.rules.events import happening
from game.rules.victory_stakes import Stakes
from game.rules.zones import breach
from game.scenario.build import EPOCH, Start, build
from game.scenario.compile_scenario import compile_scenario
from game.scenario.load import find_scenario, load_bundle

TABLE = escalation()
AUGUST_6_16 = ((8 * 24) + 16) * 60


@cache
def campaign() -> tuple[Start, Stakes]:
    start = build(load_bundle(find_scenario("campaign")))
    return start, compile_scenario(start)


class TestDeeds:
    def test_units_and_turns(self) -> None:
        # Three Soviet units, two of them west; two Japanese beyond the line count once.
        side, at = [0, 0, 0, 1, 1], [2, 3, 0, 0, 0]
        done = deeds(TABLE, "ground", side, at, [True] * 5)
        assert done.tolist() == [2, 0, 2, 0]
        found = escalate(TABLE, np.zeros(4, np.int64), done)
        assert found.caused.tolist() == [4000, 0, 3000, 0]
        assert int(found.index) == 7000
        assert found.account.factors[:, 0].tolist() == [2048, 0, 1024, 0]

    def test_nowhere_and_idle(self) -> None:
        assert deeds(TABLE, "bombs", [0, 0], [-1, 3], [True, False]).tolist() == [0] * 4

    def test_unknown_deed(self) -> None:
        with pytest.raises(ValueError, match="a deed must be one of ground"):
            deeds(TABLE, "gas", 0, 0, True)

    def test_less_than_never(self) -> None:
        with pytest.raises(ValueError, match="cannot be done -1 times"):
            escalate(TABLE, np.zeros(4), [0, -1, 0, 0])

    def test_batch_is_its_parts(self) -> None:
        at = np.array([[2, 0], [3, 2]])
        both = deeds(TABLE, "ground", [0, 1], at, [True, True])
        for i in range(2):
            assert both[i].tolist() == deeds(TABLE, "ground", [0, 1], at[i], [True, True]).tolist()


class TestWar:
    @pytest.mark.parametrize(
        ("caused", "loser"),
        [
            ([99_000, 0, 0, 0], PEACE),
            ([60_000, 0, 40_000, 0], 0),
            ([10_000, 0, 0, 120_000], 1),
            ([50_000, 0, 50_000, 0], BOTH),
        ],
    )
    def test_who_loses(self, caused: list[int], loser: int) -> None:
        assert int(war(TABLE, caused)) == loser

    def test_three_flights_are_a_war(self) -> None:
        caused = np.zeros(4, np.int64)
        losers = []
        for _ in range(3):
            caused = escalate(TABLE, caused, deeds(TABLE, "flight", [1] * 9, [1] * 9, [True] * 9)).caused
            losers.append(int(war(TABLE, caused)))
        assert losers == [PEACE, PEACE, 1]

    def test_the_other_side_buys(self) -> None:
        assert by_side(TABLE, [4000, 3000, 3000, 40_000]).tolist() == [7000, 43_000]
        assert bought(TABLE, [4000, 3000, 3000, 40_000]).tolist() == [4, 0]


class TestZones:
    def at(self, territory: str) -> int:
        start, _ = campaign()
        return int(np.flatnonzero(start.board.territory == start.territories.index(territory))[0])

    @pytest.mark.parametrize(
        ("ban", "side", "territory", "minute", "breached", "refused"),
        [
            ("ground", 1, "ussr", 0, True, False),
            ("ground", 1, "disputed", 0, False, False),
            ("air", 1, "disputed", 10_000, True, False),
            ("air", 0, "disputed", 0, False, False),
            ("ground", 0, "manchukuo", AUGUST_6_16 - 1, True, False),
            ("ground", 0, "manchukuo", AUGUST_6_16, False, False),
            ("fire", 0, "korea", AUGUST_6_16 - 1, True, True),
            ("fire", 0, "korea", AUGUST_6_16, False, False),
            ("air", 0, "korea", 0, True, False),
            ("fire", 1, "ussr", 0, True, False),
        ],
    )
    def test_of_the_campaign(
        self, ban: str, side: int, territory: str, minute: int, breached: bool, refused: bool
    ) -> None:
        _, stakes = campaign()
        found = breach(stakes.zones, ban, [side], [self.at(territory)], minute)
        assert (bool(found.any[0]), bool(found.refused[0])) == (breached, refused)

    def test_unknown_ban(self) -> None:
        with pytest.raises(ValueError, match="a ban must be one of"):
            breach(campaign()[1].zones, "gas", 0, 0, 0)

    def test_news_and_bans_agree(self) -> None:
        """What the event says of the border is what the zones do."""
        start, stakes = campaign()
        opened = start.bundle.scenario.model.events["border-open"].time
        hours = {int(u) for u, s in zip(stakes.zones.until, stakes.zones.side, strict=True) if s == 0}
        assert hours == {(opened - EPOCH).days * 1440 + opened.hour * 60}

    def test_pursuit_begins_a_kilometer_from_the_lake(self) -> None:
        start, stakes = campaign()
        place = stakes.escalation.place[stakes.escalation.acts.index("japanese-pursuit")]
        lake = (start.board.terrain == start.terrain.index("lake")) & (start.board.territory == 1)
        near = start.board.meters(np.flatnonzero(place)[:, None], np.flatnonzero(lake)).min()
        assert 1000 < near <= 1300
        assert not place[start.board.territory != 0].any()


class TestEvents:
    def test_each_is_told_once(self) -> None:
        start, stakes = campaign()
        told = np.zeros(len(stakes.events.names), np.int64)
        at = start.turns[0].start
        first = (at - EPOCH).days * 1440 + at.hour * 60
        for minute in range(first, first + 30 * 48 * 15, 30):
            told += happening(stakes.events, minute, minute + 30, historical=True)
        assert (told == 1).all()

    def test_pinpricks_on_the_ninth(self) -> None:
        _, stakes = campaign()
        row = stakes.events.names.index("diversions")
        noon = (11 * 24 + 12) * 60
        assert happening(stakes.events, noon, noon + 30)[row]
        assert stakes.events.to[row].all()

    def test_the_recorded_agreement_waits_for_its_option(self) -> None:
        _, stakes = campaign()
        assert not happening(stakes.events, 0, 10**6)[stakes.events.names.index("agreement")]
