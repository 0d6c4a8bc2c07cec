"""Prices, paces and the march of a pulse, on boards small enough to reckon by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from march_field import (
    BOAT,
    GROUND,
    HEXES,
    INFANTRY,
    JAPANESE,
    LORRY,
    NEAR,
    QUIET,
    T26,
    TABLE,
    Field,
    go,
    march,
)

from game.grid.board import CAUSEWAY, RIVER, ROAD, SHORE, STREAM
from game.rules.movement import ARRIVED, CLOSED_SIDE, CONTACT, ENEMY, STACK, TIME, move
from game.rules.movement import ROAD as JAM
from game.rules.movement_cost import entry_cost, layer_of, minutes, out_of_breath, pace, swum
from game.rules.movement_table import ADVANCE, CLOSED, COLUMN, SWIM

E, W = 0, 3


def price(field: Field, mobility: int, layer: int = ADVANCE, h: int = 9, d: int = E) -> int:
    return int(field.cost()[layer, mobility, h, d])


class TestEntryCost:
    def test_open_ground(self) -> None:
        # 4.5 minutes on foot, 3.0 by lorry, 1.8 by tank: tenths of a minute.
        assert [price(Field(), m) for m in (INFANTRY, LORRY, T26)] == [45, 30, 18]

    def test_only_boats_enter_the_river(self) -> None:
        field = Field()
        field.terrain[10] = GROUND["river"]
        assert [price(field, m) for m in (INFANTRY, LORRY, T26, BOAT)] == [CLOSED, CLOSED, CLOSED, 10]
        assert price(field, BOAT, h=10) == CLOSED

    def test_nobody_but_swimmers_enters_the_lake(self) -> None:
        field = Field()
        field.terrain[10] = GROUND["lake"]
        field.mark(field.edges, 9, E, SHORE)
        assert price(field, INFANTRY) == CLOSED
        assert price(field, INFANTRY, SWIM) == 300
        assert price(field, T26, SWIM) == CLOSED
        assert price(field, INFANTRY, SWIM, h=10) == 45

    def test_men_swim_an_arm_of_the_lake_but_not_the_river(self) -> None:
        field = Field()
        field.mark(field.edges, 9, E, SHORE)
        assert [price(field, INFANTRY, layer) for layer in (ADVANCE, SWIM)] == [CLOSED, 300]
        field.mark(field.edges, 9, E, RIVER)
        assert price(field, INFANTRY, SWIM) == CLOSED

    def test_a_road_is_cheaper_and_a_column_needs_one(self) -> None:
        field = Field()
        assert price(field, INFANTRY, COLUMN) == CLOSED
        field.mark(field.ways, 9, E, ROAD)
        assert [price(field, INFANTRY, layer) for layer in (ADVANCE, COLUMN)] == [35, 35]

    def test_a_causeway_over_marsh(self) -> None:
        field = Field()
        field.terrain[10] = GROUND["marsh"]
        assert [price(field, m) for m in (INFANTRY, LORRY)] == [150, CLOSED]
        field.mark(field.ways, 9, E, CAUSEWAY)
        assert [price(field, m) for m in (INFANTRY, LORRY)] == [45, 30]

    def test_climb_counts_upward_only(self) -> None:
        field = Field()
        field.height[10] = 34
        # 34 m at 1.5 minutes for 10 m: 5.1 minutes more.
        assert price(field, INFANTRY) == 45 + 51
        assert price(field, INFANTRY, h=10, d=W) == 45

    def test_tanks_stop_before_steep_slopes(self) -> None:
        field = Field()
        # 30 degrees over 250 m is 144.3 m.
        field.height[10] = 144
        assert price(field, T26) > 0
        field.height[10] = 145
        assert price(field, T26) == CLOSED
        assert price(field, INFANTRY) > 0

    def test_streams_and_wire_add_minutes(self) -> None:
        field = Field()
        field.mark(field.edges, 9, E, STREAM)
        field.belts[9, E] = 2
        assert price(field, INFANTRY) == 45 + 50 + 2 * 50
        assert price(field, LORRY) == CLOSED
        # Tanks crush wire: half a minute a belt.
        assert price(field, T26) == 18 + 20 + 10

    def test_a_bridge_crosses_a_river_side(self) -> None:
        field = Field()
        field.mark(field.edges, 9, E, RIVER)
        assert price(field, INFANTRY) == CLOSED
        field.mark(field.ways, 9, E, ROAD)
        assert price(field, INFANTRY) == 35

    def test_batch_of_grounds(self) -> None:
        one, two = Field(), Field()
        two.terrain[10] = GROUND["marsh"]
        both = entry_cost(
            TABLE, NEAR, one.height, np.stack([one.terrain, two.terrain]), one.ways, one.edges, one.belts
        )
        assert (both == np.stack([one.cost(), two.cost()])).all()


class TestPace:
    def test_everything_at_once(self) -> None:
        mode = TABLE.modes.index("advance")
        found = pace(TABLE, [INFANTRY], [mode], [3], [True], [True], [512], [1024])
        # Mud 1.3 x night 1.6 x fog 1.3 x (1 + .5 x .5) x (1 + 1) in Q10, each rounded down.
        assert found.factors.tolist() == [[1024, 1331, 1638, 1331, 1280, 2048]]
        assert found.value[0] == pytest.approx(1024 * 1.3 * 1.6 * 1.3 * 1.25 * 2, rel=0.003)

    def test_trains_run_by_night_and_in_mud(self) -> None:
        found = pace(TABLE, [TABLE.row("rail")], [0], [3], [True], [True], [0], [0])
        assert found.value.tolist() == [1024]

    def test_a_rush_is_quick_and_a_crawl_slow(self) -> None:
        modes = [TABLE.modes.index(name) for name in ("column", "advance", "rush", "stealth")]
        found = pace(
            TABLE, np.full(4, INFANTRY), modes, [0], [False], [False], np.zeros(4, int), np.zeros(4, int)
        )
        assert found.value.tolist() == [1024, 1024, 614, 2560]

    def test_who_rushed_in_is_out_of_breath(self) -> None:
        rush, advance = (TABLE.modes.index(name) for name in ("rush", "advance"))
        modes, rushed = [rush, rush, advance, rush], [True, True, True, False]
        found = out_of_breath(TABLE, modes, [0, 1000, 200, 200], rushed)
        assert found.tolist() == [102, 1024, 200, 200]

    def test_minutes_never_vanish(self) -> None:
        assert minutes([45, 1, CLOSED], 512).tolist() == [22, 1, CLOSED]

    def test_layers(self) -> None:
        column, advance = TABLE.modes.index("column"), TABLE.modes.index("advance")
        assert layer_of(TABLE, [column, advance, advance], [True, False, True]).tolist() == [
            COLUMN,
            ADVANCE,
            SWIM,
        ]

    def test_swimmers_pay(self) -> None:
        # 3 % of 100 men a hex.
        assert swum(TABLE, [100, 100, 0], [1, 2, 3]).tolist() == [2999, 5999, 0]


class TestMove:
    def test_half_an_hour_on_open_ground(self) -> None:
        # Ticks of 10 minutes at 4.5 a hex: 2, then 4 (20 minutes), then 6 hexes; 3 minutes left over.
        moved = go(march({"hex": 8, "route": [9, 10, 11, 12, 13, 14, 15]}))
        assert moved.hex[:, 0].tolist() == [10, 12, 14]
        assert (moved.spent[0], moved.carried[0], moved.taken[0], moved.stop[0]) == (270, 30, 6, TIME)
        again = go(march({"hex": 14, "route": [15], "carried": 30}))
        assert (again.stop[0], again.carried[0], again.steps.tick.tolist()) == (ARRIVED, 0, [0])

    def test_a_unit_held_up_starts_late(self) -> None:
        moved = go(march({"hex": 8, "route": [9, 10, 11, 12, 13, 14], "carried": -120}))
        # 18 of the 30 minutes remain: four hexes.
        assert moved.hex[:, 0].tolist() == [8, 9, 12]

    def test_rush_into_the_last_hex(self) -> None:
        slow = go(march({"hex": 8, "route": [9, 10, 11], "final": 1024}))
        fast = go(march({"hex": 8, "route": [9, 10, 11], "final": 614}))
        assert slow.spent[0] == 135
        assert fast.spent[0] == 45 + 45 + 26

    def test_stacks_hold_three_companies(self) -> None:
        moved = go(march(*({"hex": h, "route": [18]} for h in (9, 10, 17, 19))))
        assert (moved.hex[-1] == 18).sum() == 3
        assert moved.stop.tolist() == [ARRIVED, ARRIVED, ARRIVED, STACK]
        # Who waited has the minutes of one step, no more.
        assert moved.carried.tolist() == [0, 0, 0, 45]

    def test_stacks_hold_three_hundred_men(self) -> None:
        moved = go(march({"hex": 9, "route": [18], "men": 200}, {"hex": 10, "route": [18], "men": 120}))
        assert moved.hex[-1].tolist() == [18, 10]

    def test_one_large_unit_always_fits(self) -> None:
        assert go(march({"hex": 9, "route": [18], "men": 450})).hex[-1].tolist() == [18]

    def test_nobody_enters_a_hex_of_the_enemy(self) -> None:
        moved = go(march({"hex": 8, "route": [9, 10]}, {"hex": 10, "side": JAPANESE}))
        assert moved.hex[-1].tolist() == [9, 10]
        assert moved.stop.tolist() == [ENEMY, ARRIVED]

    def test_who_wants_the_same_hex_stops(self) -> None:
        moved = go(march({"hex": 8, "route": [9, 10]}, {"hex": 10, "route": [9], "side": JAPANESE}))
        assert moved.hex[-1].tolist() == [8, 10]
        assert moved.stop.tolist() == [ENEMY, ENEMY]

    def test_who_would_change_places_stops(self) -> None:
        moved = go(march({"hex": 9, "route": [10]}, {"hex": 10, "route": [9], "side": JAPANESE}))
        assert moved.hex[-1].tolist() == [9, 10]

    def test_contact_ends_the_march_where_ordered(self) -> None:
        contact = QUIET.copy()
        contact[0, 9] = True
        moved = go(
            march({"hex": 8, "route": [9, 10], "halts": True}, {"hex": 8, "route": [9, 10]}), contact=contact
        )
        assert moved.hex[-1].tolist() == [9, 10]
        assert moved.stop.tolist() == [CONTACT, ARRIVED]

    def test_a_column_ends_next_to_the_enemy(self) -> None:
        field = Field()
        for h in (8, 9, 10):
            field.mark(field.ways, h, E, ROAD)
        contact = QUIET.copy()
        contact[0, 10] = True
        unit = {"hex": 8, "route": [9, 10, 11], "layer": COLUMN}
        assert go(march(unit), field.cost(), contact=contact).hex[-1].tolist() == [10]
        begun = go(march({**unit, "hex": 10, "route": [11]}), field.cost(), contact=contact)
        assert (begun.hex[-1, 0], begun.stop[0]) == (10, CONTACT)

    def test_columns_follow_each_other(self) -> None:
        field = Field()
        for h in range(8, 15):
            field.mark(field.ways, h, E, ROAD)
        units = [{"hex": 8, "route": [9, 10, 11, 12, 13], "layer": COLUMN} for _ in range(3)]
        moved = go(march(*units), field.cost())
        # One column to a hex, the first in the lead; the road is 3.5 minutes a hex.
        assert moved.hex[-1].tolist() == [13, 12, 11]
        tick = moved.hex[0].tolist()
        assert len(set(tick) - {8}) == len([h for h in tick if h != 8])
        assert moved.stop[1] == JAM

    @pytest.mark.parametrize("other", [2, 3, 18])
    def test_columns_from_two_roads_follow_each_other(self, other: int) -> None:
        """Roads meet in hex 10: the first row leads, and the other waits until the hex is clear."""
        field = Field()
        field.mark(field.ways, other, NEAR[other].tolist().index(10), ROAD)
        for h in range(8, 15):
            field.mark(field.ways, h, E, ROAD)
        way = {"route": [10, 11, 12, 13], "layer": COLUMN}
        moved = go(march({"hex": 9, **way}, {"hex": other, **way}), field.cost(), minutes=12)
        assert moved.hex[0].tolist() == [10, other]
        assert (moved.hex[:, 0] != moved.hex[:, 1]).all()

    def test_columns_pass_each_other(self) -> None:
        field = Field()
        for h in range(8, 15):
            field.mark(field.ways, h, E, ROAD)
        east = {"hex": 8, "route": [9, 10, 11, 12], "layer": COLUMN}
        west = {"hex": 12, "route": [11, 10, 9, 8], "layer": COLUMN}
        assert go(march(east, west), field.cost()).hex[-1].tolist() == [12, 8]

    def test_closed_sides_and_jumps_are_not_taken(self) -> None:
        field = Field()
        field.terrain[9] = GROUND["river"]
        moved = go(march({"hex": 8, "route": [9]}, {"hex": 16, "route": [20]}), field.cost())
        assert moved.hex[-1].tolist() == [8, 16]
        assert moved.stop.tolist() == [CLOSED_SIDE, CLOSED_SIDE]

    def test_absent_units_and_no_units(self) -> None:
        moved = go(march({"route": [3]}, {"hex": 8}))
        assert moved.hex[-1].tolist() == [-1, 8]
        assert go(march()).hex.shape == (3, 0)

    def test_steps_tell_the_story(self) -> None:
        moved = go(march({"hex": 8, "route": [9, 10]}))
        assert moved.steps.source.tolist() == [8, 9]
        assert moved.steps.target.tolist() == [9, 10]
        assert moved.steps.tenths.tolist() == [45, 45]
        assert moved.steps.tick.tolist() == [0, 0]

    @pytest.mark.parametrize("minutes", [0, -30, 1])
    def test_pulses_that_cannot_be_cut(self, minutes: int) -> None:
        with pytest.raises(ValueError, match="cannot be cut"):
            go(march({"hex": 8}), minutes=minutes)

    def test_board_is_as_drawn(self) -> None:
        assert NEAR[9, E] == 10
        assert len(NEAR) == HEXES


def test_battles_of_one_ground_share_its_prices() -> None:
    unit = march({"hex": 9, "route": [10, 11]})
    units = replace(unit, hex=np.stack([unit.hex] * 3))
    dry, dear = Field().cost(), Field().cost() * 30
    shared = move(TABLE, units, [dry, dear, dry], NEAR, QUIET, 30)
    each = move(TABLE, units, np.stack([dry, dear, dry]), NEAR, QUIET, 30)
    assert shared.hex.tolist() == each.hex.tolist()
    assert shared.carried.tolist() == each.carried.tolist()
    assert shared.taken[0] == shared.taken[2] > shared.taken[1]
