"""The playouts of a staff: what men, guns, cover and darkness do to an attack; luck is shared."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from game.agents.staff.playout import Duel, fight, stacked

KEY = (7, 3, 0)
BASE: dict[str, float] = {
    "men": 360,
    "tanks": 0,
    "support": 0,
    "rounds": 0,
    "open_m": 600,
    "foe": 60,
    "beside": 0,
    "dug": False,
    "dark": False,
}


def duel(**more: Any) -> Duel:
    """One attack: three companies against half of one over 600 m of open ground."""
    told: dict[str, Any] = BASE | more
    flags: dict[str, Any] = {name: np.array([told.pop(name)], np.bool_) for name in ("dug", "dark")}
    numbers: dict[str, Any] = {name: np.array([value], np.float64) for name, value in told.items()}
    return Duel(**numbers, **flags)


def one(**more: Any) -> tuple[float, float, float]:
    out = fight(duel(**more), 200, KEY)
    return float(out.taken[0]), float(out.lost[0]), float(out.killed[0])


class TestMore:
    @pytest.mark.parametrize(
        ("name", "values"),
        [
            ("men", (60, 180, 360, 720)),
            ("tanks", (0, 5, 20)),
            ("support", (0, 100, 300)),
            ("rounds", (0, 40, 200)),
        ],
    )
    def test_of_the_own_helps(self, name: str, values: tuple[int, ...]) -> None:
        chances = [one(**{name: value})[0] for value in values]
        assert chances == sorted(chances)
        assert chances[0] < chances[-1]

    @pytest.mark.parametrize(
        ("name", "values"),
        [
            ("foe", (0, 30, 100, 300)),
            ("beside", (0, 100, 400)),
            ("open_m", (0, 600, 1500)),
            ("dug", (False, True)),
        ],
    )
    def test_against_it_hinders(self, name: str, values: tuple[Any, ...]) -> None:
        chances = [one(**{name: value})[0] for value in values]
        assert chances == sorted(chances, reverse=True)
        assert chances[0] > chances[-1]

    def test_fire_on_the_approach_costs_men(self) -> None:
        lost = [one(open_m=meters)[1] for meters in (0, 300, 900, 1500)]
        assert lost == sorted(lost)
        assert one(dark=True, open_m=900)[1] < one(open_m=900)[1]

    def test_preparation_saves_them(self) -> None:
        assert one(rounds=300, open_m=900)[1] < one(open_m=900)[1]


class TestBounds:
    @pytest.mark.parametrize("men", [0, 1, 100, 5000])
    @pytest.mark.parametrize("foe", [0, 1, 100, 5000])
    def test_nothing_out_of_nothing(self, men: int, foe: int) -> None:
        taken, lost, killed = one(men=men, foe=foe, beside=foe, tanks=men / 100, rounds=50)
        assert 0 <= taken <= 1
        assert 0 <= lost <= men + 1e-9
        assert killed >= -1e-9
        assert np.isfinite([taken, lost, killed]).all()

    def test_more_samples_tell_nearly_the_same(self) -> None:
        few, many = (fight(duel(), number, KEY) for number in (50, 2000))
        assert abs(few.taken[0] - many.taken[0]) < 0.1


class TestLuck:
    def test_the_same_key_has_the_same_answer(self) -> None:
        first, again, other = (fight(duel(), 50, key) for key in (KEY, KEY, (8, 3, 0)))
        assert first.taken.tolist() == again.taken.tolist()
        assert first.taken.tolist() != other.taken.tolist()

    def test_attacks_together_are_those_alone(self) -> None:
        """Common luck: how many others are weighed beside it changes nothing in an attack."""
        several = [duel(men=100), duel(men=400, dug=True), duel(tanks=9, dark=True)]
        together = fight(stacked(several), 50, KEY)
        for n, alone in enumerate(several):
            told = fight(alone, 50, KEY)
            assert all(getattr(told, f.name)[0] == getattr(together, f.name)[n] for f in fields(told))

    def test_no_attacks_at_all(self) -> None:
        none = Duel(**{f.name: getattr(duel(), f.name)[:0] for f in fields(Duel)})
        assert len(none) == 0
        assert fight(none, 50, KEY).taken.shape == (0,)
        assert len(stacked([none, duel()])) == 1


def test_the_same_attack_among_others_comes_to_the_same() -> None:
    """What is fought once for all rows that are alike."""
    attacks = [duel(), duel(men=180), duel(), duel(dark=True), duel(men=180)]
    many = fight(stacked(attacks), 50, KEY)
    for row, attack in enumerate(attacks):
        alone = fight(attack, 50, KEY)
        assert [getattr(many, f.name)[row] for f in fields(many)] == [
            getattr(alone, f.name)[0] for f in fields(alone)
        ]
