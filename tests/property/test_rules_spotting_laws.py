"""Laws of spotting and belief: what can only help never hurts, and what is not known cannot matter."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sight_oracle import Survey, bare_board
from spotting_field import COLS, ROWS, beliefs, ground, look, observers, table, targets, weather

from game.rules.beliefs import DRAWS, FARTHEST, Beliefs, Reports, blank, update
from game.rules.beliefs_table import GRADES
from game.rules.los import sight_table
from game.rules.spotting import Spotted, spot
from game.rules.spotting_odds import at_least_one, in_time, left_out
from game.rules.spotting_pairs import Conditions
from game.rules.tables import ONE, POSTURES
from game.rules.visibility import draw_lines, in_view

HEXES = COLS * ROWS
CLASSES = len(table().classes)
RANKED = 6
"""Postures from column to bunker, in order."""
PLACES = ("level", "ridge", "hills")

counts = st.integers(2, 9)
words = st.integers(0, 2**64 - 1)


class Field:
    """Some units of both sides somewhere on the board."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.units = draw(counts)
        self.where = draw(st.sampled_from(PLACES))
        self.side = self.row(draw, 0, 1)
        self.hexes = self.row(draw, -1, HEXES - 1)
        kind, posture = self.row(draw, 0, CLASSES - 1), self.row(draw, 0, len(POSTURES) - 1)
        self.seen: dict[str, Any] = {
            "target": kind,
            "posture": posture,
            "moving": self.row(draw, 0, 1),
            "firing": self.row(draw, 0, 1),
            "growth_dm": self.row(draw, 0, 25),
            "stealth": self.row(draw, 300, 1024),
        }
        self.seers: dict[str, Any] = {
            "target": kind,
            "posture": posture,
            "crest": self.row(draw, 0, 1),
            "suppression": self.row(draw, 0, 1024),
        }
        clear = np.full(HEXES, ONE)
        clear[draw(st.lists(st.integers(0, HEXES - 1), max_size=40))] = draw(st.integers(0, ONE))
        self.sky: dict[str, Any] = {
            "visibility": draw(st.integers(50, 6000)),
            "air": draw(st.integers(100, 6000)),
            "dark": draw(st.booleans()),
            "minutes": draw(st.sampled_from((30, 60, 120))),
            "clear": clear,
        }
        self.bits = np.array(
            draw(st.lists(words, min_size=2 * self.units, max_size=2 * self.units)), np.uint64
        ).reshape(2, self.units)

    def row(self, draw: st.DrawFn, low: int, high: int) -> NDArray[np.int64]:
        return np.array(
            draw(st.lists(st.integers(low, high), min_size=self.units, max_size=self.units)), np.int64
        )

    def look(self, **changed: Any) -> Spotted:
        side, hexes = changed.pop("side", self.side), changed.pop("hexes", self.hexes)
        seen, seers, sky = ({n: changed.pop(n, v) for n, v in d.items()} for d in (self.seen, {}, self.sky))
        seers = self.seers | changed
        return look(
            side,
            hexes,
            observers(self.units, **seers),
            targets(self.units, **seen),
            weather(**sky),
            self.bits,
            self.where,
        )


@st.composite
def forces(draw: st.DrawFn) -> Field:
    return Field(draw)


@settings(deadline=None)
@given(forces(), st.integers(0, 3000))
def test_more_visibility_never_lowers_a_chance(field: Field, more: int) -> None:
    far = field.look(visibility=field.sky["visibility"] + more, air=field.sky["air"] + more)
    near = field.look()
    assert (far.expected >= near.expected).all()
    assert (far.chance >= near.chance).all()
    assert (far.grade >= near.grade).all()


@settings(deadline=None)
@given(forces(), st.data())
def test_another_observer_never_lowers_a_chance(field: Field, data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, field.units - 1))
    fewer = field.look(hexes=np.where(np.arange(field.units) == gone, -1, field.hexes))
    whole = field.look()
    others = np.arange(field.units) != gone
    assert (whole.expected >= fewer.expected)[:, others].all()
    assert (whole.chance >= fewer.chance)[:, others].all()


@settings(deadline=None)
@given(forces(), st.integers(0, 1024))
def test_less_suppression_never_lowers_a_chance(field: Field, calm: int) -> None:
    calmer = field.look(suppression=np.maximum(field.seers["suppression"] - calm, 0))
    assert (calmer.chance >= field.look().chance).all()


@settings(deadline=None)
@given(forces())
def test_firing_and_smoke(field: Field) -> None:
    """Who fires is never harder to notice; who is wrapped in less smoke neither; nor in a longer pulse."""
    found = field.look()
    assert (field.look(firing=np.ones(field.units, np.int64)).chance >= found.chance).all()
    assert (field.look(clear=np.full(HEXES, ONE)).chance >= found.chance).all()
    assert (field.look(minutes=2 * field.sky["minutes"]).chance >= found.chance).all()


@settings(deadline=None)
@given(
    st.integers(0, CLASSES - 1),
    st.integers(0, 3),
    st.integers(0, RANKED - 1),
    st.integers(0, 25),
    st.integers(1, 18),
)
def test_farther_never_raises_and_works_never_show_more(
    kind: int, deed: int, posture: int, growth: int, steps: int
) -> None:
    def chance(distance: int, post: int) -> int:
        given_ = {
            "target": kind,
            "moving": deed & 1,
            "firing": deed >> 1,
            "posture": post,
            "growth_dm": growth,
        }
        row = 5 * COLS
        return int(look([0, 1], [row, row + distance], seen=targets(2, **given_)).expected[0, 1])

    assert chance(steps, posture) <= chance(steps - 1, posture)
    assert chance(steps, min(posture + 1, RANKED - 1)) <= chance(steps, posture)


@settings(deadline=None)
@given(forces())
def test_sides_mirror(field: Field) -> None:
    swapped = look(
        1 - field.side,
        field.hexes,
        observers(field.units, **field.seers),
        targets(field.units, **field.seen),
        weather(**field.sky),
        field.bits[::-1],
        field.where,
    )
    found = field.look()
    for name in ("grade", "chance", "expected", "source", "base", "factors", "draw"):
        assert (getattr(swapped, name)[::-1] == getattr(found, name)).all()


@settings(deadline=None)
@given(forces(), st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(field: Field, random: Any) -> None:
    order = np.array(random.sample(range(field.units), field.units))
    shuffled = look(
        field.side[order],
        field.hexes[order],
        observers(field.units, **{n: v[order] for n, v in field.seers.items()}),
        targets(field.units, **{n: v[order] for n, v in field.seen.items()}),
        weather(**field.sky),
        field.bits[:, order],
        field.where,
    )
    found = field.look()
    for name in ("grade", "chance", "expected"):
        assert (getattr(shuffled, name) == getattr(found, name)[:, order]).all()


@settings(deadline=None)
@given(forces())
def test_own_units_and_those_off_the_board_are_never_spotted(field: Field) -> None:
    found = field.look()
    own = field.side[None, :] == np.arange(2)[:, None]
    assert not found.chance[own | (field.hexes < 0)].any()
    assert not found.grade[own | (field.hexes < 0)].any()


@settings(max_examples=40, deadline=None)
@given(st.lists(forces(), min_size=1, max_size=1), st.integers(2, 4), st.data())
def test_batch_is_the_loop(one: list[Field], batch: int, data: st.DataObject) -> None:
    field = one[0]
    hexes = np.stack([np.roll(field.hexes, n) for n in range(batch)])
    seen = targets(field.units, **field.seen)
    seers = observers(field.units, **field.seers)
    dark = np.array([data.draw(st.booleans()) for _ in range(batch)])
    clear = np.stack([np.roll(field.sky["clear"], 7 * n) for n in range(batch)])
    bits = np.stack([field.bits + np.uint64(n) for n in range(batch)])
    reach = np.full((batch, HEXES), field.sky["visibility"]) + np.arange(batch)[:, None]
    lines = ground(field.where)[2]
    sky = Conditions(reach, field.sky["air"], dark, 60, clear)
    whole = spot(table(), lines, field.side, hexes, seers, seen, sky, bits)
    for n in range(batch):
        sky = Conditions(reach[n], field.sky["air"], dark[n], 60, clear[n])
        alone = spot(table(), lines, field.side, hexes[n], seers, seen, sky, bits[n])
        for part in fields(Spotted):
            assert (getattr(whole, part.name)[n] == getattr(alone, part.name)).all(), part.name


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_sight_is_mutual_between_equal_heights(seed: int) -> None:
    """With the eye at the center of its hex and as high as the target, whoever sees is seen."""
    heights = np.random.default_rng(seed).integers(0, 300, (30, 40)).astype(np.int16)  # noqa: TID251
    board = bare_board(8, 8)
    sight = sight_table(board, Survey.of(heights, -100, -100, 50).relief(), eyes_dm=(15,))
    every = np.arange(board.hexes)
    seen = in_view(draw_lines(board, sight), np.zeros_like(every), every, every, np.full_like(every, 15))
    assert (seen == seen.T).all()


@settings(deadline=None)
@given(st.lists(st.integers(0, 65536), min_size=1, max_size=40), st.integers(0, 65536))
def test_chances_together(chances: list[int], more: int) -> None:
    """At least the greatest, more with each, and what the exact product says, off by two units at most."""
    logs = left_out(chances)
    together = int(at_least_one(logs.sum()))
    assert max(chances) - 1 <= together <= int(at_least_one(logs.sum() + left_out(more)))
    left = 1.0
    for chance in chances:
        left *= 1 - chance / 65536
    assert abs(together - 65536 * (1 - left)) <= 2


@settings(deadline=None)
@given(st.integers(0, 65536), st.integers(0, 600), st.integers(0, 600))
def test_time_only_adds(chance: int, first: int, second: int) -> None:
    low, high = sorted((first, second))
    assert in_time(chance, low, 30) <= in_time(chance, high, 30)


@settings(deadline=None)
@given(st.data(), st.sampled_from((30, 60, 120)))
def test_beliefs_do_not_depend_on_the_unseen(data: st.DataObject, minutes: int) -> None:
    """Non-interference: after several pulses, two truths that were reported alike are believed alike."""
    units = 5
    one, other = (blank((2, units)) for _ in range(2))
    for _ in range(data.draw(st.integers(1, 4))):
        grade = np.array(data.draw(rows(units, 0, len(GRADES) - 1, 2)), np.uint8)
        bits = np.array(data.draw(rows(DRAWS * units, 0, 2**64 - 1, 2)), np.uint64).reshape(2, units, DRAWS)
        truth = [
            np.array(data.draw(rows(units, low, high, 1))[0])
            for low, high in ((-1, HEXES - 1), (1, 200), (0, 1))
        ]
        lies = [
            np.array(data.draw(rows(units, low, high, 1))[0])
            for low, high in ((-1, HEXES - 1), (1, 200), (0, 1))
        ]
        told = (grade > 0).any(axis=0)
        faked = [np.where(told, real, fake) for real, fake in zip(truth, lies, strict=True)]
        looked = data.draw(st.integers(0, 65536))
        board = ground()[0]
        one = update(beliefs(), board, one, Reports(grade, *truth), minutes, bits, looked)
        other = update(beliefs(), board, other, Reports(grade, *faked), minutes, bits, looked)
    for part in fields(Beliefs):
        assert (getattr(one, part.name) == getattr(other, part.name)).all()
    blanks = blank((2, units))
    for part in fields(Beliefs):
        unknown = one.confidence == 0
        assert (getattr(one, part.name)[unknown] == getattr(blanks, part.name)[unknown]).all()


@settings(deadline=None)
@given(st.data(), st.sampled_from((30, 60, 120)))
def test_beliefs_are_alike_for_both_sides(data: st.DataObject, minutes: int) -> None:
    """Reports and dice of the sides exchanged exchange the beliefs, and all of these stay within bounds."""
    units, board = 4, ground()[0]
    one, other = (blank((2, units)) for _ in range(2))
    for _ in range(data.draw(st.integers(1, 4))):
        grade = np.array(data.draw(rows(units, 0, len(GRADES) - 1, 2)), np.uint8)
        bits = np.array(data.draw(rows(DRAWS * units, 0, 2**64 - 1, 2)), np.uint64).reshape(2, units, DRAWS)
        looked = np.array(data.draw(rows(units, 0, 65536, 2)))
        truth = [np.array(data.draw(rows(units, *r, 1))[0]) for r in ((-1, HEXES - 1), (1, 200), (0, 1))]
        one = update(beliefs(), board, one, Reports(grade, *truth), minutes, bits, looked)
        turned = Reports(grade[::-1], *truth)
        other = update(beliefs(), board, other, turned, minutes, bits[::-1], looked[::-1])
        assert ((one.confidence >= 0) & (one.confidence <= 65536)).all()
        assert ((one.error >= 0) & (one.error <= FARTHEST)).all()
        assert ((one.hex >= -1) & (one.hex < HEXES)).all()
        assert (one.age[grade > 0] == 0).all()
    for part in fields(Beliefs):
        assert (getattr(one, part.name)[::-1] == getattr(other, part.name)).all()


@settings(deadline=None)
@given(st.integers(1, 240), st.integers(1, 240), st.integers(0, 1))
def test_time_without_news_only_blurs(first: int, second: int, dug_in: int) -> None:
    grade = np.full((2, 1), GRADES.index("seen"), np.uint8)
    nothing, bits = np.zeros((2, 1), np.uint8), np.full((2, 1, DRAWS), 2**63, np.uint64)
    truth = np.array([50]), np.array([100]), np.array([dug_in])
    board = ground()[0]
    now = update(beliefs(), board, blank((2, 1)), Reports(grade, *truth), 30, bits)
    for minutes in (first, second):
        after = update(beliefs(), board, now, Reports(nothing, *truth), minutes, bits)
        kept = after.confidence > 0
        assert (after.confidence <= now.confidence).all()
        assert (after.error >= now.error)[kept].all()
        assert (after.hex == now.hex)[kept].all()
        now = after


def rows(width: int, low: int, high: int, count: int) -> st.SearchStrategy[list[list[int]]]:
    return st.lists(
        st.lists(st.integers(low, high), min_size=width, max_size=width), min_size=count, max_size=count
    )
