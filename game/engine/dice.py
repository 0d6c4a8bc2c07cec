"""Dice: the only place where chance is made. Keyed counter-based Philox4x64-10, raw bits only.

Every draw has an address (seed, purpose, turn, pulse, row), so results do not depend on the order in which
things are worked out, and a new purpose leaves the dice of all others as they were. Raw bits are used, never
`numpy.random.Generator`, whose streams may change between versions. Uniform values come out as integers.
"""

from __future__ import annotations

from math import prod
from threading import local
from typing import Any

import numpy as np
from numpy.random import Philox  # noqa: TID251
from numpy.typing import NDArray

Bits = NDArray[np.uint64]

PURPOSES = (
    "weather",
    "sight",
    "shells",
    "bombs",
    "movement",
    "fire",
    "armor",
    "assault",
    "morale",
    "works",
    "supply",
    "truce",
    "preview",
    "staff",
    "recon",
    "radio",
    "beliefs",
    "materiel",
    "wire",
    "counter_battery",
    "flak",
    "shares",
    "leaders",
    "casualties",
    "sickness",
    "evacuation",
    "day",
    "bog",
    "recovery",
    "repair",
    "tank_leader",
    "tank_assault",
    "study",
    "cover",
    "agent",
    "decoy",
    "meeting",
)
"""What dice are thrown for. New purposes go to the end: a purpose's place is part of its key."""
NUMBER = {purpose: number for number, purpose in enumerate(PURPOSES)}

_HELD = local()
"""A generator for each thread, set anew to its address for every draw."""
WORD = 2**64
WORDS = 4
"""Words in a block."""
CERTAIN = 2**32
"""Threshold of something sure to happen; see `happens`."""


def draws(
    seed: int,
    purpose: str,
    turn: int,
    pulse: int,
    n: int | tuple[int, ...],
    *,
    batch: int = 0,
    begin: int = 0,
) -> Bits:
    """Raw bits of one purpose in one pulse.

    Parameters
    ----------
    seed : int
        Seed of the game, 0 to 2**64 - 1.
    purpose : str
        One of `PURPOSES`.
    turn, pulse : int
        When; not negative.
    n : int or tuple of int
        Shape wanted. Rows are unit rows, so a unit keeps its dice whatever is drawn for those after it.
    batch : int
        Number of a repetition, for many games under one seed.
    begin : int
        Words left out before the first: a row among many is read without the others.

    Returns
    -------
    (n) uint64
        Philox4x64-10 with key (seed, purpose) and counter (1..., turn, pulse, batch), lowest word first.

    Raises
    ------
    ValueError
        If the purpose is unknown or a number does not fit its word.

    Notes
    -----
    Salmon, Moraes, Dror and Shaw 2011, pinned by their published vectors. numpy steps the counter before the
    first block, so blocks are numbered from 1.
    """
    shape = (n,) if isinstance(n, int) else n
    one: Bits = draws_of((seed,), purpose, turn, pulse, shape, batch=batch, begin=begin)[0]
    return one


def draws_of(
    seeds: tuple[int, ...],
    purpose: str,
    turn: int,
    pulse: int,
    shape: tuple[int, ...],
    *,
    batch: int = 0,
    begin: int = 0,
) -> Bits:
    """The draws of many games, (B, *shape): of each, what `draws` gives for its seed."""
    if purpose not in NUMBER:
        raise ValueError(f"purpose must be one of {', '.join(PURPOSES)}, got {purpose!r}")
    words = (*seeds, turn, pulse, batch)
    if not (min(words) >= 0 and max(words) < WORD):
        raise ValueError(f"seed, turn, pulse and batch must lie in 0..2**64-1, got {words}")
    block, over = divmod(begin, WORDS)
    counter = np.array([block, turn, pulse, batch], np.uint64)
    key, many = np.array([0, NUMBER[purpose]], np.uint64), prod(shape)
    out = np.empty((len(seeds), many), np.uint64)
    for row, seed in enumerate(seeds):
        key[0] = seed
        out[row] = raw(key, counter, over + many)[over:]
    return out.reshape(len(seeds), *shape)


def raw(key: Bits, counter: Bits, n: int) -> Bits:
    """Words (n) of the blocks that follow a counter, under a key of two words."""
    held = _HELD.__dict__
    if not held:
        held["generator"] = Philox(key=key, counter=counter)
        held["state"] = held["generator"].state
    # To set a generator to an address takes a fifth of the time that making one takes.
    generator: Any = held["generator"]
    held["state"]["state"] = {"key": key, "counter": counter}
    generator.state = held["state"]
    words: Bits = generator.random_raw(n)
    return words


def below(bits: Bits, n: int | NDArray[np.int64]) -> NDArray[np.int64]:
    """Integers 0..n-1, all but equally likely.

    The high half of each word times n: an outcome is off by less than n in 2**32. `n` is an int or int64 that
    broadcasts, 1 to 2**31.
    """
    if np.any(np.asarray(n) < 1) or np.any(np.asarray(n) > 2**31):
        raise ValueError("n must lie in 1..2**31")
    high = (bits >> np.uint64(32)).astype(np.int64)
    return (high * n) >> np.int64(32)


def happens(bits: Bits, threshold: int | NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether something with a chance of threshold / 2**32 happens; `CERTAIN` always does, 0 never."""
    return (bits >> np.uint64(32)).astype(np.int64) < threshold


def q10(bits: Bits) -> NDArray[np.int32]:
    """Uniform integers 0..1023: the top ten bits of each word."""
    return (bits >> np.uint64(54)).astype(np.int32)


def q16(bits: Bits) -> NDArray[np.int32]:
    """Uniform integers 0..65535: the top sixteen bits of each word."""
    return (bits >> np.uint64(48)).astype(np.int32)
