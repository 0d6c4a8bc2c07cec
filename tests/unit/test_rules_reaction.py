"""Who is exposed to whom on the march, with an open field and with a wall between."""

from __future__ import annotations

from march_field import BOARD, JAPANESE, TABLE, go, march, sight

from game.rules.movement import Moved
from game.rules.reaction import Exposures, exposures
from game.rules.volleys import Volleys, volleys


def seen_by(
    moved: Moved, ready: list[bool], reach: list[int], hidden: bool = False, visible: int = 6000
) -> Exposures:
    return exposures(
        TABLE,
        moved.steps,
        BOARD,
        sight(hidden),
        moved.hex[None],
        [0, JAPANESE, JAPANESE],
        ready,
        reach,
        17,
        visible,
    )


def walk(far: int = 47) -> Moved:
    """Two steps along the second row, one enemy on it and one elsewhere."""
    units = ({"hex": 8, "route": [9, 10]}, {"hex": 12, "side": JAPANESE}, {"hex": far, "side": JAPANESE})
    return go(march(*units))


def test_a_step_in_sight_is_fired_at() -> None:
    found = seen_by(walk(), [True, True, True], [1000, 1000, 0])
    assert found.mover.tolist() == [0, 0]
    assert found.firer.tolist() == [1, 1]
    assert found.hex.tolist() == [9, 10]
    assert found.meters.tolist() == [750, 500]
    assert found.tenths.tolist() == [45, 45]


def test_those_who_cannot_fire() -> None:
    for ready, reach, hidden, visible in (
        ([True, False, True], [1000, 1000, 0], False, 6000),
        ([True, True, True], [1000, 0, 0], False, 6000),
        ([True, True, True], [1000, 1000, 1000], True, 6000),
        ([True, True, True], [1000, 1000, 1000], False, 100),
    ):
        assert seen_by(walk(), ready, reach, hidden, visible).mover.size == 0


def test_leaving_costs_one_more_volley_from_those_next_to_the_hex() -> None:
    """Hex 0 touches 8 alone of the three; he at 12 reaches all of them and stands next to none."""
    found = seen_by(walk(far=0), [True] * 3, [1000, 1000, 1000])
    assert found.leaving.tolist() == [False, False, True, False, False]
    assert found.firer.tolist() == [1, 2, 2, 1, 2]
    assert found.hex.tolist() == [9, 9, 8, 10, 10]


def test_whoever_stands_next_to_the_hex_fires_whether_he_was_spotted_or_not() -> None:
    pinned = seen_by(walk(far=0), [True, True, False], [1000, 1000, 1000])
    assert not pinned.leaving.any()
    blind = seen_by(walk(far=0), [True] * 3, [1000] * 3, visible=100)
    assert blind.mover.size == 0


def shot(moved: Moved, reach: list[int], most: int = 2) -> Volleys:
    """Fire of all at all in a pulse of three ticks of ten minutes; the second unit is Japanese."""
    side = [0, JAPANESE, 0]
    found = exposures(TABLE, moved.steps, BOARD, sight(), moved.hex[None], side, [1] * 3, reach, 17, 6000)
    return volleys(found, moved.hex[None].shape, 100, most)


def test_fire_of_a_pulse_put_together() -> None:
    """Two steps of 4.5 minutes in a tick of ten: 9 minutes of thirty, at the shorter of the two distances."""
    fire = shot(
        go(march({"hex": 8, "route": [9, 10]}, {"hex": 12, "side": JAPANESE}, {"hex": 47})), [1500] * 3
    )
    assert fire.target.tolist() == [[[-1, -1], [0, -1], [-1, -1]]]
    assert fire.share[0, 1].tolist() == [90 * 1024 // 300, 0]
    assert fire.meters[0, 1].tolist() == [500, 0]


def test_a_firer_has_no_more_time_than_the_tick() -> None:
    """Two pass before him for nine minutes each in one tick of ten: five minutes for each."""
    units = ({"hex": 8, "route": [9, 10]}, {"hex": 12, "side": JAPANESE}, {"hex": 16, "route": [17, 18]})
    fire = shot(go(march(*units)), [1500] * 3)
    assert fire.target[0, 1].tolist() == [0, 2]
    assert fire.share[0, 1].tolist() == [1024 // 6, 1024 // 6]


def test_the_one_longest_before_him_comes_first() -> None:
    units = ({"hex": 8, "route": [9]}, {"hex": 12, "side": JAPANESE}, {"hex": 16, "route": [17, 18, 19]})
    moved = go(march(*units))
    assert shot(moved, [1500] * 3).target[0, 1].tolist() == [2, 0]
    assert shot(moved, [1500] * 3, most=1).target[0, 1].tolist() == [2]
    assert shot(moved, [0] * 3).target.max() == -1
