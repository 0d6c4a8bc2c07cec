"""The weather of the battle: records hold, guesses vary with the seed, fog comes as it does on that coast."""

from __future__ import annotations

from datetime import datetime
from functools import cache

import numpy as np
import pytest

from game import locate
from game.engine.clock import DAY, GROUNDS, LIGHTS, UNLIMITED, Sky, Weather
from game.engine.dice import CERTAIN
from game.scenario import weather
from game.scenario.load import load_as
from game.scenario.markov import compiled
from game.scenario.models.environment import Environment
from game.scenario.weather import CHOICES, sky_of, veils_of, weather_of

SEEDS = range(60)


@cache
def environment() -> Environment:
    return load_as(locate.scenarios() / "khasan_1938" / "environment.yaml", Environment).model


@cache
def game(seed: int, choice: weather.Choice = "recorded") -> Weather:
    return weather_of(environment(), seed, choice)


def at(text: str) -> int:
    """Minute of an hour written "08-06 15:30"."""
    moment = datetime.fromisoformat(f"1938-{text}")
    return int((moment - datetime(1938, 7, 29)).total_seconds()) // 60


def kind(found: Weather, text: str) -> str:
    return list(environment().weather)[int(found.kind[found.row(at(text))])]


def same(a: Weather, b: Weather) -> bool:
    columns = ("kind", "air", "visibility", "ceiling", "ground")
    return all((getattr(a, name) == getattr(b, name)).all() for name in columns)


@pytest.mark.parametrize("choice", CHOICES)
def test_same_seed_same_weather(choice: weather.Choice) -> None:
    assert same(weather_of(environment(), 5, choice), weather_of(environment(), 5, choice))


@pytest.mark.parametrize("choice", CHOICES)
def test_seeds_differ(choice: weather.Choice) -> None:
    assert len({game(seed, choice).kind.tobytes() for seed in SEEDS}) == len(SEEDS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("07-29 06:00", "fog"),
        ("07-29 15:40", "haze"),  # Kanda's attack is seen
        ("07-30 02:00", "overcast"),
        ("07-31 05:30", "overcast"),
        ("07-31 07:00", "fog"),
        ("07-31 09:45", "downpour"),
        ("08-01 09:00", "low_cloud"),
        ("08-01 15:00", "haze"),
        ("08-02 07:00", "fog"),
        ("08-06 05:00", "fog"),
        ("08-06 15:00", "fog"),
        ("08-06 16:00", "clear"),
        ("08-06 20:00", "clear"),
        ("08-11 12:00", "clear"),
    ],
)
def test_recorded_hours_hold_under_every_seed(text: str, expected: str) -> None:
    assert {kind(game(seed), text) for seed in SEEDS} == {expected}


def test_recorded_visibility_and_ceiling_hold_too() -> None:
    for text, meters, ceiling in [
        ("07-31 07:00", 150, 50),
        ("08-06 12:00", 250, 50),
        ("08-06 17:00", 6000, 20_000),
    ]:
        assert {int(game(s).visibility[game(s).row(at(text))]) for s in SEEDS} == {meters}
        assert {int(game(s).ceiling[game(s).row(at(text))]) for s in SEEDS} == {ceiling}
    assert UNLIMITED == 20_000


def test_guessed_limits_vary() -> None:
    """The fog of 6 August lifts between 15:30 and 16:00, that of 31 July within an hour of 08:30."""
    assert {kind(game(seed), "08-06 15:30") == "fog" for seed in SEEDS} == {True, False}
    assert {kind(game(seed), "07-31 08:30") for seed in SEEDS} == {"fog", "downpour"}


def test_weather_that_lifts_is_over() -> None:
    """On 2 August the fog is gone at half past twelve at the latest; only new fog can follow."""
    for seed in SEEDS:
        names = [kind(game(seed), f"08-02 {h:02}:{m:02}") for h in range(9, 13) for m in (0, 30)]
        assert any(name != "fog" for name in names)


def test_drawn_weather_is_not_the_record() -> None:
    assert len({kind(game(seed, "drawn"), "08-06 12:00") for seed in SEEDS}) > 2


def test_fog_comes_in_the_morning() -> None:
    """Long-run shares: four mornings in ten, a few afternoons in a hundred, an eighth of all hours."""
    fog = list(environment().weather).index("fog")
    days = np.concatenate([game(seed, "drawn").kind.reshape(-1, 48)[1:] for seed in range(150)])
    share = (days == fog).mean(axis=0)
    assert 0.28 < share[14] < 0.45
    assert share[30] < 0.06
    assert 0.09 < share.mean() < 0.18
    assert 12 <= int(np.argmax(share)) <= 16  # between six and eight


def test_rain_is_neither_rare_nor_the_rule() -> None:
    names = list(environment().weather)
    wet = np.isin(
        np.concatenate([game(seed, "drawn").kind for seed in range(150)]),
        [names.index("rain"), names.index("downpour")],
    )
    assert 0.03 < wet.mean() < 0.10


def test_ground_follows_the_rain() -> None:
    for seed in SEEDS:
        found = game(seed)
        assert GROUNDS[found.ground[found.row(at("07-31 06:00"))]] == "dry"
        assert GROUNDS[found.ground[found.row(at("07-31 10:00"))]] == "mud"
        assert GROUNDS[found.ground[found.row(at("08-03 00:00"))]] == "mud"


def test_ground_gets_wetter_in_rain_and_no_wetter_without() -> None:
    rain = [w.wetting.value > 0 for w in environment().weather.values()]
    for seed in SEEDS:
        found = game(seed, "drawn")
        wet = np.array(rain)[found.kind[1:]]
        change = np.diff(found.ground.astype(int))
        assert (change[wet] >= 0).all()
        assert (change[~wet] <= 0).all()


def test_night_of_the_assault_is_dark() -> None:
    """The thin moon sets at 22:09 on 30 July."""
    sky = sky_of(environment())
    assert LIGHTS[int(sky.light(at("07-31 03:00")))] == "night_dark"
    assert int(sky.visibility(at("07-31 03:00"))) == 80
    assert int(sky.sunlight(at("07-31 06:15"))) == 3


def test_night_of_the_crest_has_a_moon() -> None:
    """81 per cent lit, up from 16:55 on 6 August to 02:30."""
    sky = sky_of(environment())
    assert LIGHTS[int(sky.light(at("08-06 23:00")))] == "night_full_moon"
    assert 280 < int(sky.visibility(at("08-06 23:00"))) < 310
    assert int(sky.visibility(at("08-07 03:00"))) == 80
    veiled = {
        kind(game(s), "08-06 23:00"): int(game(s).visibility[game(s).row(at("08-06 23:00"))]) for s in SEEDS
    }
    assert veiled["clear"] > 280
    assert veiled["fog"] == 80


def test_what_hides_the_moon() -> None:
    """Under the moon of 6 August a clear night is light, and one of overcast or fog is dark."""
    veils = dict(zip(environment().weather, veils_of(environment()).tolist(), strict=True))
    hour = at("08-06 23:00")
    told = {name: LIGHTS[int(sky_of(environment()).light(hour, veiled=veil))] for name, veil in veils.items()}
    assert {told[name] for name in ("clear", "haze")} == {"night_full_moon"}
    assert {told[name] for name in ("overcast", "low_cloud", "fog", "rain", "downpour")} == {"night_dark"}


def test_sky_has_every_day() -> None:
    sky = sky_of(environment())
    assert isinstance(sky, Sky)
    assert len(sky.sun) == 14
    assert sky.next_sunset(at("08-06 12:00")) == at("08-06 20:33")
    assert len(game(0)) == 14 * DAY // 30


def test_compiled_chances_are_whole() -> None:
    classes = tuple(environment().weather)
    for chain in environment().chains.values():
        table = compiled(chain.start, chain.rows, classes).table
        assert (np.diff(table, axis=1) >= 0).all()
        assert (table[:, -1] == CERTAIN).all()


def test_leaving_never_stays_and_keeps_proportions() -> None:
    classes = tuple(environment().weather)
    chain = compiled(environment().chains["afternoon"].start, environment().chains["afternoon"].rows, classes)
    fog = classes.index("fog")
    words = np.linspace(0, CERTAIN - 1, 20_001).astype(np.int64).tolist()
    left = np.bincount([chain.next(fog, word, leave=True) for word in words], minlength=len(classes))
    assert left[fog] == 0
    row = environment().chains["afternoon"].rows["fog"]
    away = {name: row.get(name, 0.0) / (1 - row["fog"]) for name in classes if name != "fog"}
    for name, expected in away.items():
        assert left[classes.index(name)] / len(words) == pytest.approx(expected, abs=1e-3)
