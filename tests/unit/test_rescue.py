"""A game whose file failed, written anew: the same game, and never one that is half somebody else's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from store_field import SOVIET, again, begun, orders, play_turn, played, tiny_table, tiny_world, told

from game.engine.orders import Dig, Hold
from game.scenario.faults import BadData
from game.store.beside import Bookmark
from game.store.record import load_record
from game.store.replay import replay
from game.store.rescue import rescue


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "game.khasan"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "new.khasan"


@pytest.mark.parametrize("since", [0, 1, 2])
def test_turns_and_orders_since_then_are_in_the_new_file(path: Path, out: Path, since: int) -> None:
    whole = played(path.with_name("whole.khasan"), turns=2)
    lost = begun(path)
    for turn in range(2 - since):
        play_turn(lost, turn)
    lost.close()
    for turn in range(2 - since, 2):
        for side, order in enumerate(orders(turn)):
            assert lost.game.plot(side, order) is None
            lost.game.commit(side)
        lost.game.play()
    assert lost.game.plot(SOVIET, Hold(unit=tiny_world().row("red"))) is None
    new = rescue(lost, out, ("", ""), (Bookmark(0, SOVIET, 0, "here"),))
    record, want = load_record(out), load_record(whole.path)
    assert [(t.start, t.end, t.orders, t.score) for t in record.turns] == [
        (t.start, t.end, t.orders, t.score) for t in want.turns
    ]
    assert len(list(replay(record, tiny_table(), verify=True))) == 2
    assert record.bookmarks == [Bookmark(0, SOVIET, 0, "here")]
    assert new.plot(SOVIET, Dig(unit=tiny_world().row("red"))) is None
    assert len(load_record(out).turns[-1].orders[SOVIET]) == 2
    new.close()
    assert again(out).turn == 2


def test_what_an_agent_wrote_last_comes_along(path: Path, out: Path) -> None:
    lost = played(path)
    lost.close()
    assert rescue(lost, out, ("remember the hill", ""), ()).memo(SOVIET) == "remember the hill"


def test_a_file_that_somebody_else_has_played_on_is_left_alone(path: Path, out: Path) -> None:
    lost = played(path, turns=1)
    lost.close()
    other = again(path)
    for side in (0, 1):
        other.commit(side)
    other.play()
    other.close()
    before = path.read_bytes()
    with pytest.raises(BadData, match="another program has changed"):
        rescue(lost, out, ("", ""), ())
    assert path.read_bytes() == before
    assert not out.exists()


def test_another_game_in_the_place_of_the_file_is_none_of_ours(path: Path, out: Path, tmp_path: Path) -> None:
    lost = played(path, turns=2)
    lost.close()
    other = begun(tmp_path / "other.khasan")
    for side in (0, 1):
        other.commit(side)
    other.play()
    other.close()
    shutil.copyfile(other.path, path)
    with pytest.raises(BadData, match="another program has changed"):
        rescue(lost, out, ("", ""), ())


def test_it_is_told_where_the_old_file_is_gone(path: Path, out: Path) -> None:
    lost = played(path)
    lost.close()
    path.unlink()
    with pytest.raises(BadData, match="nothing there"):
        rescue(lost, out, ("", ""), ())


def test_nothing_of_the_old_file_is_changed(path: Path, out: Path) -> None:
    lost = played(path)
    lost.close()
    before = path.read_bytes()
    new = rescue(lost, out, ("", ""), ())
    assert path.read_bytes() == before
    assert told(load_record(out))[:2] == told(load_record(path))[:2]
    new.close()
