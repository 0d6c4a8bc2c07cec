"""Beliefs: what is told, how it fades, what is kept, and that the unseen leaves no trace."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from spotting_field import COLS, ROWS, beliefs, ground

from game.rules.beliefs import DRAWS, Beliefs, Reports, blank, moved, update
from game.rules.beliefs_table import GRADES

UNITS = 4
MIDDLE = np.uint64(2**63)
"""The word of the median: no error at all."""
SEEN, SOUND, FLASH, AIR, RADIO = (GRADES.index(g) for g in ("seen", "sound", "flash", "air", "radio"))
PLACE = 5 * COLS + 8


def middling(*lead: int) -> NDArray[np.uint64]:
    return np.full((*lead, 2, UNITS, DRAWS), MIDDLE)


def step(
    old: Beliefs | None = None,
    grade: int = 0,
    *,
    hexes: int = PLACE,
    men: int = 100,
    works: bool = False,
    minutes: int = 30,
    bits: NDArray[np.uint64] | None = None,
    looked: int = 0,
) -> Beliefs:
    """A pulse in which the Soviet side has one report of unit 1."""
    grades = np.zeros((2, UNITS), np.uint8)
    grades[0, 1] = grade
    told = Reports(grades, np.full(UNITS, hexes), np.full(UNITS, men), np.full(UNITS, works))
    words = middling() if bits is None else bits
    before = blank((2, UNITS)) if old is None else old
    return update(beliefs(), ground()[0], before, told, minutes, words, looked)


def known(found: Beliefs) -> dict[str, Any]:
    return {f.name: getattr(found, f.name)[0, 1].item() for f in fields(Beliefs)}


def same(one: Beliefs, other: Beliefs) -> bool:
    return all((getattr(one, f.name) == getattr(other, f.name)).all() for f in fields(Beliefs))


class TestSeen:
    def test_all_is_known(self) -> None:
        assert known(step(None, SEEN)) == {
            "hex": PLACE,
            "error": 0,
            "age": 0,
            "confidence": 65536,
            "strength": 100,
            "misread": 1024,
            "source": SEEN,
            "known": True,
            "stays": False,
        }

    def test_nobody_else_learns(self) -> None:
        found = step(None, SEEN)
        assert (found.confidence > 0).sum() == 1

    def test_strength_is_misjudged_once(self) -> None:
        """One standard deviation too many: exp(0.3) = 1.35; the factor stays while the contact lasts."""
        bits = middling()
        bits[0, 1, 2] = np.uint64(round(0.8413447 * 2**64))
        first = step(None, SEEN, bits=bits)
        assert known(first)["strength"] == pytest.approx(135, abs=1)
        assert known(step(first, SEEN, men=80))["strength"] == pytest.approx(108, abs=1)

    def test_a_new_sighting_sizes_up_afresh(self) -> None:
        bits = middling()
        bits[0, 1, 2] = np.uint64(round(0.8413447 * 2**64))
        lost = step(step(None, SEEN, bits=bits))
        assert known(step(lost, SEEN))["strength"] == 100


class TestFading:
    def test_mobile(self) -> None:
        """Three hours: six pulses of 125 m, confidence one half."""
        found = step(None, SEEN)
        for _ in range(6):
            found = step(found)
        told = known(found)
        assert (told["error"], told["age"], told["hex"]) == (750, 6, PLACE)
        assert told["confidence"] == pytest.approx(32768, abs=8)

    def test_dug_in(self) -> None:
        """Twelve hours: no drift, one half."""
        found = step(None, SEEN, works=True)
        for _ in range(6):
            found = step(found, minutes=120)
        assert known(found)["error"] == 0
        assert known(found)["confidence"] == pytest.approx(32768, abs=8)

    def test_length_of_pulses_does_not_matter(self) -> None:
        long, short = step(step(None, SEEN), minutes=120), step(None, SEEN)
        for _ in range(4):
            short = step(short)
        assert known(long)["error"] == known(short)["error"] == 500
        assert known(long)["confidence"] == pytest.approx(known(short)["confidence"], abs=4)

    def test_forgotten(self) -> None:
        """2^-(13/3) = .0496 is below .05, 2^-(12.5/3) = .0557 is not."""
        found = step(None, SEEN)
        for _ in range(25):
            found = step(found)
        assert known(found)["confidence"] > 0
        assert same(step(found), blank((2, UNITS)))

    def test_searched_in_vain(self) -> None:
        found = step(step(None, SEEN, works=True), looked=49152, minutes=0)
        assert known(found)["confidence"] == 16384

    @pytest.mark.parametrize(("grade", "share"), [(FLASH, 0.318), (SOUND, 0.0914)])
    def test_a_search_of_one_hex_says_little_of_what_may_be_in_many(self, grade: int, share: float) -> None:
        """A hex holds 1 - exp(-A / 2 pi sigma^2) of a place known to 150 and 300 m: 0.32 and 0.09."""
        before = step(None, grade)
        kept = known(step(before, looked=65536, minutes=0))["confidence"]
        assert kept / known(before)["confidence"] == pytest.approx(1 - share, abs=0.001)

    def test_certain_search_ends_it(self) -> None:
        assert same(step(step(None, SEEN), looked=65536), blank((2, UNITS)))


class TestWorth:
    def test_sound_tells_neither_strength_nor_kind(self) -> None:
        told = known(step(None, SOUND))
        assert (told["strength"], told["known"], told["error"]) == (-1, False, 300)

    def test_error_of_place_by_the_dice(self) -> None:
        """A standard deviation to the east: 150 m from the center of a hex 250 m wide is the next one."""
        bits = middling()
        bits[0, 1, 0] = np.uint64(round(0.8413447 * 2**64))
        assert known(step(None, FLASH, bits=bits))["hex"] == PLACE + 1
        assert known(step(None, FLASH))["hex"] == PLACE

    def test_hearing_a_gun_again_does_not_place_it_better(self) -> None:
        """A dug-in battery flashes on: the first place holds, or its mean would give it away."""
        bits = middling()
        bits[0, 1, 0] = np.uint64(round(0.9772499 * 2**64))
        first = step(None, FLASH)
        again = step(first, FLASH, bits=bits)
        assert known(again)["hex"] == known(first)["hex"]
        assert known(again)["age"] == 0

    def test_engines_that_move_are_placed_anew(self) -> None:
        first = step(None, SOUND)
        assert known(step(first, SOUND, hexes=PLACE + 4))["hex"] == PLACE + 4

    def test_noise_does_not_blur_what_is_seen(self) -> None:
        told = known(step(step(None, SEEN), SOUND, hexes=PLACE + 1))
        assert (told["hex"], told["error"], told["strength"], told["known"]) == (PLACE, 125, 100, True)

    @pytest.mark.parametrize("grade", [FLASH, AIR, SOUND])
    def test_one_that_turns_up_elsewhere_is_no_longer_where_it_was_seen(self, grade: int) -> None:
        """Seen in works, then 1,500 m away: no error of a report reaches so far."""
        before = step(None, SEEN, works=True)
        told = known(step(before, grade, hexes=PLACE + 6))
        assert told["hex"] == PLACE + 6
        assert told["source"] == grade
        assert known(step(before, grade, hexes=PLACE + 1))["hex"] == PLACE

    def test_one_heard_or_seen_to_move_may_drift_from_its_works(self) -> None:
        before = step(None, SEEN, works=True)
        for grade, works, stays in ((SOUND, True, False), (AIR, False, False), (AIR, True, True)):
            assert known(step(before, grade, works=works))["stays"] == stays
        assert known(step(before, FLASH))["stays"]
        assert known(step(before))["stays"]

    def test_sight_corrects_noise(self) -> None:
        told = known(step(step(None, SOUND), SEEN, hexes=PLACE + 1))
        assert (told["hex"], told["error"], told["source"]) == (PLACE + 1, 0, SEEN)

    def test_only_eyes_see_works(self) -> None:
        """What one hears in the dark does not tell that the unit has dug in."""
        assert not known(step(None, SOUND, works=True))["stays"]
        assert known(step(None, AIR, works=True))["stays"]
        assert known(step(None, SEEN, works=True))["stays"]

    def test_sight_sizes_up_afresh_what_aircraft_reported(self) -> None:
        bits = middling()
        bits[0, 1, 2] = np.uint64(round(0.8413447 * 2**64))
        assert known(step(step(None, AIR, bits=bits), SEEN))["strength"] == 100

    def test_no_guess_is_worse_than_two_deviations(self) -> None:
        """exp(0.6) = 1.82 and exp(-0.6) = 0.55."""
        for word, most in ((2**64 - 1, 182), (0, 54)):
            bits = middling()
            bits[0, 1, 2] = np.uint64(word)
            assert known(step(None, SEEN, bits=bits))["strength"] == pytest.approx(most, abs=1)

    def test_aircraft_misjudge_more(self) -> None:
        """exp(0.45) = 1.57 against exp(0.3) = 1.35."""
        bits = middling()
        bits[0, 1, 2] = np.uint64(round(0.8413447 * 2**64))
        assert known(step(None, AIR, bits=bits))["strength"] == pytest.approx(157, abs=2)

    def test_radio_of_one_off_the_board(self) -> None:
        told = known(step(None, RADIO, hexes=-1))
        assert (told["hex"], told["known"], told["source"]) == (-1, True, RADIO)
        assert told["confidence"] == 32768
        assert known(step(step(None, RADIO, hexes=-1), SEEN))["hex"] == PLACE


class TestMoved:
    def test_whole_hexes(self) -> None:
        board = ground()[0]
        assert moved(board, PLACE, [250, -250, 125, 0], [0, 0, 217, 0]).tolist() == [
            PLACE + 1,
            PLACE - 1,
            int(board.neighbor[PLACE, 5]),
            PLACE,
        ]

    def test_agrees_with_the_plane(self) -> None:
        """The nearest hex by the sheet, wherever that lies on the board."""
        board = ground()[0]
        row, col = divmod(PLACE, COLS)
        x, y = 125 + 250 * col + 125 * (row & 1), 144.3376 * (1 + 1.5 * row)
        for east in range(-900, 901, 77):
            for south in range(-700, 701, 83):
                assert moved(board, PLACE, east, south) == board.hex_at(x + east, y + south)

    def test_stays_on_the_board(self) -> None:
        board = ground()[0]
        found = moved(board, [0, board.hexes - 1], [-5000, 9000], [-5000, 9000])
        assert found.tolist() == [0, board.hexes - 1]


def test_the_unseen_leave_no_trace() -> None:
    """Guards the fog: whatever an unnoticed unit is, has or does, beliefs are the same to the bit."""
    rng = np.random.default_rng(5)  # noqa: TID251
    bits = rng.integers(0, 2**64, (2, UNITS, DRAWS), np.uint64)
    grades = np.zeros((2, UNITS), np.uint8)
    grades[0, 1], grades[1, 2], grades[0, 3] = SEEN, FLASH, SOUND
    told = np.array([False, True, True, True])
    old = step(None, SEEN)
    truth = (
        np.array([3, PLACE, PLACE + 2, PLACE + 5]),
        np.array([10, 90, 120, 60]),
        np.array([1, 0, 1, 0], np.bool_),
    )
    usual = update(beliefs(), ground()[0], old, Reports(grades, *truth), 30, bits)
    for other in (0, 7, COLS * ROWS - 1, -1):
        lie = tuple(np.where(told, part, fake) for part, fake in zip(truth, (other, 9999, True), strict=True))
        assert same(update(beliefs(), ground()[0], old, Reports(grades, *lie), 30, bits), usual)


def test_batch_is_the_loop() -> None:
    rng = np.random.default_rng(6)  # noqa: TID251
    bits = rng.integers(0, 2**64, (3, 2, UNITS, DRAWS), np.uint64)
    grades = rng.integers(0, len(GRADES), (3, 2, UNITS)).astype(np.uint8)
    hexes, men = rng.integers(-1, COLS * ROWS, (3, UNITS)), rng.integers(1, 150, (3, UNITS))
    works = rng.integers(0, 2, (3, UNITS)).astype(np.bool_)
    table, board = beliefs(), ground()[0]
    whole = update(table, board, blank((3, 2, UNITS)), Reports(grades, hexes, men, works), 30, bits)
    for n in range(3):
        told = Reports(grades[n], hexes[n], men[n], works[n])
        one = update(table, board, blank((2, UNITS)), told, 30, bits[n])
        assert all((getattr(whole, f.name)[n] == getattr(one, f.name)).all() for f in fields(Beliefs))


def test_words_are_used_once_each() -> None:
    """The error of place to the east, to the south and of strength turn on words of their own."""
    for word, touched in ((0, {"hex"}), (1, {"hex"}), (2, {"strength", "misread"})):
        bits = middling()
        bits[0, 1, word] = np.uint64(2**64 - 2**50)
        one, other = known(step(None, AIR)), known(step(None, AIR, bits=bits))
        assert {name for name in one if one[name] != other[name]} == touched
