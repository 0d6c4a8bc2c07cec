"""Turns and pulses, sun and moon, on a small sky that can be reckoned by head."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.engine.clock import DAY, LIGHTS, SUNS, Calendar, Sky, Weather

I32 = np.int32


def hour(day: int, h: int, m: int = 0) -> int:
    return day * DAY + h * 60 + m


def calendar() -> Calendar:
    """Two days of turns: 06-12-18-24-06 in pulses of 30, 30, 60 and 60 minutes."""
    starts = np.arange(hour(0, 6), hour(2, 6), 360, dtype=I32)
    return Calendar(starts, starts + I32(360), np.tile(np.array([30, 30, 60, 60], I32), 2))


def sky() -> Sky:
    """Three equal days: nautical 04, civil 05, sun 06-20, civil 21, nautical 22; moon up 18-02, growing."""
    day = np.array([4, 5, 6, 20, 21, 22], I32) * 60
    sun = day + np.arange(3, dtype=I32)[:, None] * DAY
    moon = np.array([[hour(0, 18), hour(1, 2)], [hour(1, 18), hour(2, 2)], [hour(2, 18), hour(3, 2)]], I32)
    return Sky(sun, moon, np.array([0, 50, 100, 80], I32), np.array([6000, 800, 80, 200, 350], I32))


def test_turns_between_cuts_at_both_ends() -> None:
    cut = calendar().turns_between(hour(0, 9), hour(1, 13, 30))
    assert len(cut) == 6
    assert int(cut.turn_start[0]) == hour(0, 9)
    assert int(cut.turn_end[-1]) == hour(1, 13, 30)
    assert (cut.turn_start[1:] == cut.turn_end[:-1]).all()


@given(st.integers(0, 3000), st.integers(1, 3000))
def test_cut_calendar_covers_what_is_there(start: int, length: int) -> None:
    whole = calendar()
    cut = whole.turns_between(start, start + length)
    covered = int((cut.turn_end - cut.turn_start).sum())
    first, last = int(whole.turn_start[0]), int(whole.turn_end[-1])
    assert covered == max(0, min(start + length, last) - max(start, first))


def test_pulses_fill_the_turn() -> None:
    cut = calendar().turns_between(hour(0, 6), hour(0, 7, 45))
    assert cut.pulses(0).tolist() == [360, 390, 420, 450, 465]
    assert calendar().pulses(2).tolist() == list(range(hour(0, 18), hour(1, 0) + 1, 60))


def test_turn_at() -> None:
    assert calendar().turn_at(hour(0, 6)) == 0
    assert calendar().turn_at(hour(0, 12) - 1) == 0
    assert calendar().turn_at(hour(0, 12)) == 1
    for outside in (0, hour(2, 6)):
        with pytest.raises(ValueError, match="no turn"):
            calendar().turn_at(outside)


@pytest.mark.parametrize(
    ("starts", "ends", "pulses"),
    [([0, 60], [60, 120], [30]), ([0, 70], [60, 120], [30, 30]), ([0], [0], [30]), ([0], [60], [0])],
)
def test_bad_calendars_are_refused(starts: list[int], ends: list[int], pulses: list[int]) -> None:
    with pytest.raises(ValueError, match="must"):
        Calendar(np.array(starts, I32), np.array(ends, I32), np.array(pulses, I32))


def test_columns_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        calendar().pulse[0] = 5


@pytest.mark.parametrize(
    ("h", "m", "expected"),
    [
        (3, 59, "night"),
        (4, 0, "nautical"),
        (5, 0, "civil"),
        (6, 0, "day"),
        (19, 59, "day"),
        (20, 0, "civil"),
        (21, 0, "nautical"),
        (22, 0, "night"),
    ],
)
def test_sunlight_changes_on_the_minute(h: int, m: int, expected: str) -> None:
    assert SUNS[int(sky().sunlight(hour(1, h, m)))] == expected


@pytest.mark.parametrize(
    ("minute", "expected", "meters"),
    [
        (hour(0, 12), "day", 6000),
        (hour(0, 20, 30), "dusk", 3400),  # half way down to 800
        (hour(0, 21), "dusk", 800),
        (hour(0, 3), "night_dark", 80),  # before the first rise
        (hour(0, 23), "night_half_moon", 80 + 120 * 47 // 50),
        (hour(1, 23), "night_full_moon", 200 + 150 * 47 // 50),
        (hour(2, 3), "night_dark", 80),  # the moon has set
    ],
)
def test_light_and_clear_air(minute: int, expected: str, meters: int) -> None:
    assert LIGHTS[int(sky().light(minute))] == expected
    assert int(sky().visibility(minute)) == meters


def test_a_veiled_moon_gives_no_light() -> None:
    at = np.array([hour(1, 23), hour(1, 23)])
    veiled = np.array([True, False])
    assert sky().visibility(at, veiled=veiled).tolist() == [80, 341]
    assert [LIGHTS[i] for i in sky().light(at, veiled=veiled)] == ["night_dark", "night_full_moon"]


def test_light_never_jumps_but_with_the_moon() -> None:
    """From minute to minute only moonrise and moonset may change the sight by more than dusk does."""
    seen = sky().visibility(np.arange(3 * DAY))
    steps = np.abs(np.diff(seen))
    moon = np.isin(np.arange(1, 3 * DAY), sky().moon)
    assert steps[~moon].max() <= (6000 - 800) // 60 + 1
    assert seen.min() >= 80
    assert seen.max() == 6000


def test_whole_arrays_equal_single_minutes() -> None:
    at = np.arange(0, 3 * DAY, 37).reshape(9, -1)
    whole = sky().visibility(at)
    assert whole.shape == at.shape
    assert whole.ravel().tolist() == [int(sky().visibility(int(m))) for m in at.ravel()]


def test_next_sunset() -> None:
    assert sky().next_sunset(0) == hour(0, 20)
    assert sky().next_sunset(hour(0, 20)) == hour(1, 20)
    with pytest.raises(ValueError, match="no sunset"):
        sky().next_sunset(hour(2, 20))


@pytest.mark.parametrize("minute", [-1, 3 * DAY])
def test_beyond_the_sky(minute: int) -> None:
    with pytest.raises(ValueError, match="3 days"):
        sky().light(minute)


def test_sky_refuses_hours_out_of_order() -> None:
    good = sky()
    bad = good.sun.copy()
    bad[1, 2], bad[1, 3] = bad[1, 3], bad[1, 2]
    with pytest.raises(ValueError, match="rise"):
        Sky(bad, good.moon, good.lit, good.clear)


def weather(**parts: np.ndarray) -> Weather:
    calm = np.zeros(4, np.int8)
    columns = dict.fromkeys(("air", "visibility", "ceiling"), np.zeros(4, I32))
    bytes_ = {"kind": calm, "ground": calm, "wind": calm - np.int8(1), "strength": calm}
    return Weather(step=30, **{**columns, **bytes_, **parts})


def test_weather_rows() -> None:
    found = weather()
    assert [found.row(m) for m in (0, 29, 30, 119)] == [0, 0, 1, 3]
    with pytest.raises(ValueError, match="no weather"):
        found.row(120)
    with pytest.raises(ValueError, match="same length"):
        weather(kind=np.zeros(3, np.int8))


def test_a_wind_blows_somewhere_and_a_calm_nowhere() -> None:
    light, east = np.ones(4, np.int8), np.zeros(4, np.int8)
    assert weather(wind=east, strength=light).wind.tolist() == [0] * 4
    with pytest.raises(ValueError, match="direction for every wind"):
        weather(strength=light)
    with pytest.raises(ValueError, match="direction for every wind"):
        weather(wind=east)
    with pytest.raises(ValueError, match="toward 0 to 11"):
        weather(wind=east + np.int8(12), strength=light)


def test_digest_of_the_weather_tells_columns_apart() -> None:
    drier, windy = (
        weather(ground=np.ones(4, np.int8)),
        weather(wind=np.ones(4, np.int8), strength=np.ones(4, np.int8)),
    )
    assert len({weather().digest(), drier.digest(), windy.digest()}) == 3
    assert weather().digest() == weather().digest()
