"""Laws of game files: what goes in comes out, and no damage of the disk passes in silence."""

from __future__ import annotations

import contextlib
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from store_field import again, begun, played, tiny_table, tiny_world, told

from game.engine.log import EVENT, KINDS
from game.engine.orders import Dig, Hold, March, Order, Rest
from game.engine.state import State
from game.scenario.faults import BadData
from game.store.packing import (
    UnpackableError,
    pack_events,
    pack_state,
    squeeze,
    stretch,
    unpack_events,
    unpack_state,
)
from game.store.record import load_record
from game.store.schema import TABLES, Column, Row, mark

UNITS, HEXES = 300, 3_000
WIDE = st.integers(-(2**31), 2**31 - 1)


@cache
def sound(folder: Path) -> tuple[bytes, Any]:
    """Bytes of a game file, and what it says."""
    path = folder / "sound.khasan"
    saved = played(path)
    saved.note(-1, "noted")
    saved.rewind(1, "because")
    saved.close()
    return path.read_bytes(), told(load_record(path))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laws")


def same_or_refused(folder: Path, data: bytes) -> None:
    """A file is what it was, or ends in one sentence; and stays as it is."""
    path = folder / "game.khasan"
    path.write_bytes(data)
    try:
        found = told(load_record(path))
    except BadData as bad:
        (fault,) = bad.faults
        assert str(fault).isprintable()
        assert str(fault).startswith(str(path))
    else:
        assert found == sound(folder)[1]
    assert path.read_bytes() == data
    assert sorted(p.name for p in folder.iterdir()) == ["game.khasan", "sound.khasan"]


@settings(max_examples=300)
@given(where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_flipped_bit_is_told_or_does_not_matter(folder: Path, where: float, bit: int) -> None:
    data = bytearray(sound(folder)[0])
    data[int(where * len(data))] ^= 1 << bit
    same_or_refused(folder, bytes(data))


@given(at=st.integers(0, 4_200), bit=st.integers(0, 7))
def test_flipped_bit_of_the_first_page(folder: Path, at: int, bit: int) -> None:
    data = bytearray(sound(folder)[0])
    data[at] ^= 1 << bit
    same_or_refused(folder, bytes(data))


@given(where=st.floats(0, 1, exclude_max=True), garbage=st.binary(min_size=1, max_size=5_000))
def test_garbage_in_a_file_is_told_or_does_not_matter(folder: Path, where: float, garbage: bytes) -> None:
    data = bytearray(sound(folder)[0])
    start = int(where * len(data))
    data[start : start + len(garbage)] = garbage[: len(data) - start]
    same_or_refused(folder, bytes(data))


@given(where=st.floats(0, 1, exclude_max=True))
def test_file_that_is_cut_off_is_refused(folder: Path, where: float) -> None:
    data = sound(folder)[0]
    path = folder / "game.khasan"
    path.write_bytes(data[: int(where * len(data))])
    with pytest.raises(BadData):
        load_record(path)


@given(garbage=st.binary(max_size=9_000), head=st.integers(0, 100))
def test_whatever_a_file_holds_it_ends_in_one_sentence(folder: Path, garbage: bytes, head: int) -> None:
    path = folder / "game.khasan"
    path.write_bytes(sound(folder)[0][:head] + garbage)
    with pytest.raises(BadData):
        load_record(path)


EVENTS = hnp.arrays(
    EVENT,
    st.integers(0, 40),
    elements=st.tuples(
        st.just(0),
        st.integers(0, 20_000),
        st.integers(0, len(KINDS) - 1),
        st.integers(-1, UNITS - 1),
        st.integers(-1, UNITS - 1),
        st.integers(-1, HEXES - 1),
        WIDE,
        WIDE,
        st.integers(0, 3),
    ),
)


@given(events=EVENTS)
def test_events_come_back(events: np.ndarray[Any, np.dtype[np.void]]) -> None:
    assert np.array_equal(unpack_events(pack_events(events), UNITS, HEXES), events)


@given(raw=st.binary(max_size=2_000), most=st.integers(0, 2_500))
def test_stretch_gives_back_all_or_refuses(raw: bytes, most: int) -> None:
    if len(raw) <= most:
        assert stretch(squeeze(raw), most) == raw
    else:
        with pytest.raises(UnpackableError):
            stretch(squeeze(raw), most)


@given(garbage=st.binary(max_size=200), most=st.integers(0, 100))
def test_garbage_is_never_stretched(garbage: bytes, most: int) -> None:
    with contextlib.suppress(UnpackableError):
        assert stretch(garbage, most) == zlib.decompress(garbage)


@settings(max_examples=60)
@given(data=st.data())
def test_states_come_back_or_are_refused(data: st.DataObject) -> None:
    """Any numbers in any array: the state comes back with the same digest, unless an index points nowhere."""
    made = tiny_table().first.copy()
    name, array = data.draw(st.sampled_from([pair for pair in made.arrays() if pair[1].size]), "array")
    array.setflags(write=True)
    new = data.draw(hnp.arrays(array.dtype, array.shape, fill=st.just(array.dtype.type(0))), name)
    array[...] = new
    found, refused = read_state(pack_state(made))
    if refused:
        assert refused == f"{name} that does not exist"
        assert int(new.min()) < 0 or int(new.max()) > 1
    else:
        assert found is not None
        assert found.digest() == made.digest()


def read_state(packed: bytes) -> tuple[State | None, str]:
    """A state of the tiny world, or why it is none."""
    first = tiny_table().first
    try:
        return unpack_state(packed, tiny_table().setting, first, first.turn, first.minute), ""
    except UnpackableError as error:
        return None, str(error)


@settings(max_examples=60)
@given(garbage=st.binary(max_size=300))
def test_garbage_is_no_state(garbage: bytes) -> None:
    first = tiny_table().first
    for packed in (garbage, squeeze(garbage)):
        with pytest.raises(UnpackableError):
            unpack_state(packed, tiny_table().setting, first, 0, first.minute)


def rows_of(columns: tuple[Column, ...]) -> st.SearchStrategy[Row]:
    """Rows that a table takes."""
    return st.tuples(*(values_of(column) for column in columns))


def values_of(column: Column) -> st.SearchStrategy[Any]:
    """Values that a column takes."""
    least, most = column.least, column.most
    short = max(least, min(most, 30))
    kinds: dict[type, st.SearchStrategy[Any]] = {
        int: st.integers(least, most),
        str: st.text(min_size=max(least, 0), max_size=max(short, 0)),
        bytes: st.binary(min_size=max(least, 0), max_size=max(short, 0)),
    }
    return kinds[column.kind] | st.none() if column.empty else kinds[column.kind]


@given(data=st.data(), table=st.sampled_from(TABLES))
def test_marks_tell_rows_apart(data: st.DataObject, table: Any) -> None:
    one, other = (data.draw(rows_of(table.columns)) for _ in range(2))
    assert (mark(table.name, one) == mark(table.name, other)) == (one == other)
    assert all(column.fits(value) for column, value in zip(table.columns, one, strict=True))


def simple_orders() -> st.SearchStrategy[Order]:
    """Orders that the Soviet company of the tiny world may be given at any time."""
    red = tiny_world().row("red")
    kinds = [Dig(unit=red), Hold(unit=red), Rest(unit=red), March(unit=red, route=tiny_world().way("0202"))]
    return st.sampled_from(kinds)


@settings(max_examples=15)
@given(steps=st.lists(st.one_of(simple_orders(), st.integers(-3, 3)), max_size=12))
def test_file_and_game_stay_in_step(folder: Path, steps: list[Order | int]) -> None:
    """Orders given and taken back in any order: the file has those that the game has."""
    path = folder / "steps.khasan"
    path.unlink(missing_ok=True)
    saved = begun(path)
    for step in steps:
        if isinstance(step, int):
            if -len(saved.game.plots[0]) <= step < len(saved.game.plots[0]):
                saved.unplot(0, step)
        else:
            saved.plot(0, step)
    saved.close()
    texts = [saved.table.write(order) for order in saved.game.plots[0]]
    assert load_record(path).turns[0].orders[0] == texts
    taken = again(path)
    assert taken.game.plots == saved.game.plots
    taken.close()
    path.unlink()
