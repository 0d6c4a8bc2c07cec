"""Arrays and texts as blobs: compressed, in one byte order, never larger than what is expected."""

from __future__ import annotations

import zlib

import numpy as np
from numpy.typing import NDArray

from game.engine.log import EVENT, KINDS, Events
from game.engine.setting import Setting
from game.engine.state import State
from game.store.sound import sound

LEVEL = 6
EVENTS_MOST = 100_000
_COLUMNS = tuple(name for name in EVENT.names or () if name != "game")
_WIDE = np.dtype("<i4")


class UnpackableError(ValueError):
    """A blob that is not what it should be."""


def squeeze(raw: bytes) -> bytes:
    """Compressed bytes."""
    return zlib.compress(raw, LEVEL)


def stretch(packed: bytes, most: int) -> bytes:
    """The bytes again; raises `UnpackableError` where they are damaged or more than `most`."""
    machine = zlib.decompressobj()
    try:
        raw = machine.decompress(packed, most + 1)
    except zlib.error:
        raise UnpackableError("bytes that cannot be unpacked") from None
    if len(raw) > most:
        raise UnpackableError(f"more than {most} bytes")
    if not machine.eof or machine.unused_data:
        raise UnpackableError("bytes that end too soon or too late")
    return raw


def pack_events(events: Events) -> bytes:
    """Events of one game, column by column in little-endian int32."""
    columns = [events[name].astype(_WIDE) for name in _COLUMNS]
    return squeeze(np.stack(columns).tobytes())


def unpack_events(packed: bytes, units: int, hexes: int) -> Events:
    """The events again; raises `UnpackableError` for what no pulse on this board can tell."""
    size = len(_COLUMNS) * _WIDE.itemsize
    raw = stretch(packed, EVENTS_MOST * size)
    if len(raw) % size:
        raise UnpackableError("rows that are not whole")
    wide = np.frombuffer(raw, _WIDE).reshape(len(_COLUMNS), -1)
    limits = {"kind": (0, len(KINDS)), "unit": (-1, units), "other": (-1, units), "hex": (-1, hexes)}
    limits |= {"seen": (0, 4), "minute": (0, 10**7)}
    events = np.zeros(wide.shape[1], EVENT)
    for name, column in zip(_COLUMNS, wide, strict=True):
        least, most = limits.get(name, (-(2**31), 2**31))
        if ((column < least) | (column >= most)).any():
            raise UnpackableError(f"a {name} that does not exist")
        events[name] = column
    return events


def pack_state(state: State) -> bytes:
    """Arrays of one game, one after another in little-endian order."""
    return squeeze(b"".join(_little(array).tobytes() for _, array in state.arrays()))


def unpack_state(packed: bytes, setting: Setting, like: State, turn: int, minute: int) -> State:
    """The state again, sealed.

    Parameters
    ----------
    packed : bytes
        From `pack_state`.
    setting : Setting
        That the state is of.
    like : State
        Another state of one game of the same setting.
    turn, minute : int
        That it stands at.

    Raises
    ------
    UnpackableError
        Where it does not fit the arrays of today's engine, or holds what the rules cannot mean.
    """
    if like.games != 1:
        raise ValueError("a state of one game")
    columns = dict(like.arrays())
    size = sum(array.nbytes for array in columns.values())
    raw = stretch(packed, size)
    if len(raw) != size:
        raise UnpackableError(f"{size} bytes")
    state, at = like.copy(), 0
    state.turn, state.minute = turn, minute
    for name, array in state.arrays():
        found = np.frombuffer(raw, array.dtype.newbyteorder("<"), array.size, at).reshape(array.shape)
        if array.dtype == np.bool_ and (found.view(np.uint8) > 1).any():
            raise UnpackableError(f"{name} that is neither true nor false")
        array.setflags(write=True)
        array[...] = found
        at += array.nbytes
    if wrong := sound(setting, state):
        raise UnpackableError(f"{wrong} that does not exist")
    return state.seal()


def _little(array: NDArray[np.generic]) -> NDArray[np.generic]:
    return np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<"), copy=False)
