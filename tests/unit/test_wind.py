"""Wind: where it blows to, recorded hours, the sea breeze of the afternoon, the same on every machine."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from game import locate
from game.engine.clock import Weather
from game.rules.smoke import CALM, TWELFTHS, WINDS
from game.scenario.load import load_as
from game.scenario.models.environment import Environment
from game.scenario.models.wind import Wind, WindRecord
from game.scenario.weather import Choice, weather_of
from game.scenario.wind import BEARINGS, blows_to

SEEDS = range(40)
HALF_HOURS = 48
FOG_OF_31_JULY = range(2 * 48 + 13, 2 * 48 + 15)
"""Steps from 06:30 to 07:30, within the record under every seed."""


@cache
def environment() -> Environment:
    return load_as(locate.scenarios() / "khasan_1938" / "environment.yaml", Environment).model


@cache
def game(seed: int, choice: Choice = "recorded") -> Weather:
    return weather_of(environment(), seed, choice)


@cache
def winds(choice: Choice = "drawn") -> tuple[np.ndarray, np.ndarray]:
    """Directions and strengths [games, days, half hours]."""
    found = [game(seed, choice) for seed in SEEDS]
    return tuple(  # type: ignore[return-value]
        np.stack([getattr(w, part).reshape(-1, HALF_HOURS) for w in found]) for part in ("wind", "strength")
    )


@pytest.mark.parametrize(
    ("bearing", "to"), [("270", 0), ("180", 3), ("090", 6), ("000", 9), ("240", 1), ("300", 11)]
)
def test_a_wind_blows_away_from_its_bearing(bearing: str, to: int) -> None:
    """Twelfths count from east, against the clock: a west wind blows to 0, a south wind to 3, north."""
    assert blows_to(bearing) == to


def test_every_bearing_has_a_twelfth() -> None:
    assert sorted(map(blows_to, BEARINGS)) == list(range(TWELFTHS))


def test_the_recorded_wind_holds_under_every_seed() -> None:
    found = {(int(game(s).wind[n]), int(game(s).strength[n])) for s in SEEDS for n in FOG_OF_31_JULY}
    assert found == {(blows_to("240"), WINDS.index("light"))}
    drawn = {int(game(s, "drawn").wind[n]) for s in SEEDS for n in FOG_OF_31_JULY}
    assert len(drawn) > 4, "drawn weather fixes nothing"


def test_seeds_differ_and_seeds_repeat() -> None:
    assert len({game(seed).wind.tobytes() for seed in SEEDS}) == len(SEEDS)
    assert weather_of(environment(), 3, "recorded").digest() == game(3).digest()


def test_a_wind_turns_by_steps_or_is_drawn_anew() -> None:
    wind, _ = winds()
    both = (wind[..., 1:] != CALM) & (wind[..., :-1] != CALM)
    turn = (wind[..., 1:].astype(int) - wind[..., :-1]) % TWELFTHS
    turn = np.minimum(turn, TWELFTHS - turn)[both]
    assert (turn <= 1).mean() > 0.9
    assert 0.05 < (turn == 1).mean() < 0.2


def test_sea_breeze_by_day_and_calms_by_night() -> None:
    wind, strength = winds()
    afternoon, night = slice(24, 38), slice(0, 8)
    from_the_sea = np.isin(wind[..., afternoon], [blows_to(b) for b in ("090", "120", "150", "180", "210")])
    assert 0.6 < from_the_sea.mean() < 0.95
    assert 0.3 < (strength[..., night] == 0).mean() < 0.6
    assert (strength[..., afternoon] == 0).mean() < 0.2
    assert 0 < (strength == WINDS.index("strong")).mean() < 0.15


def test_fog_does_not_stand_in_a_fresh_wind() -> None:
    fog = list(environment().weather).index("fog")
    for choice in ("recorded", "drawn"):
        kinds = np.stack([game(seed, choice).kind for seed in SEEDS])
        force = np.stack([game(seed, choice).strength for seed in SEEDS])
        assert force[kinds == fog].max() == WINDS.index("light")
        assert force.max() == WINDS.index("strong")


def slip(path: tuple[str, ...], value: object) -> dict[str, Any]:
    """The wind of the file with one thing changed; nothing as a value takes the key out."""
    wind: dict[str, Any] = deepcopy(environment().wind.model_dump(by_alias=True))
    place = wind
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    if value is None:
        del place[path[-1]]
    return wind


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("strengths", "fresh"), None, "every strength"),
        (("chains", "night", "hours"), [21, 22], "0 to 23"),
        (("chains", "night", "start", "calm"), 0.5, "add up to 1"),
        (("chains", "night", "from", "000"), 0.5, "add up to 1"),
        (("chains", "night", "rows", "strong"), None, "a row for every strength"),
        (("chains", "night", "turns", "high"), 1.5, "chances, 0 to 1"),
        (("chains", "night", "from", "045"), 0.0, "pattern"),
    ],
)
def test_a_slip_in_the_wind_is_told(path: tuple[str, ...], value: object, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        Wind.model_validate(slip(path, value))


@pytest.mark.parametrize("parts", [{"strength": "calm", "from": "240"}, {"strength": "light"}])
def test_a_recorded_wind_comes_from_somewhere_and_a_calm_does_not(parts: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="not with a calm"):
        WindRecord.model_validate({"basis": "a text", "certainty": "low", "source": "KAS", **parts})


@pytest.mark.parametrize(
    ("seed", "choice", "begins"), [(0, "recorded", "3d84eeb7b1bfa570"), (7, "drawn", "dd9131638ed31880")]
)
def test_the_weather_is_the_same_on_every_machine(seed: int, choice: Choice, begins: str) -> None:
    """Raw words and integers alone: whatever numpy is installed, the same seed gives the same weather."""
    assert game(seed, choice).digest()[:16] == begins
