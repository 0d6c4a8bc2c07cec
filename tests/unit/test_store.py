"""A game and its file in step: what is done is written, what is read is what was done."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from store_field import (
    JAPANESE,
    SOVIET,
    TEXTS,
    again,
    begun,
    opened,
    orders,
    play_turn,
    played,
    raw,
    tamper,
    tiny_table,
    tiny_world,
    told,
)

from game.engine.game import NotNowError
from game.engine.orders import Dig, Hold, March
from game.scenario.faults import BadData
from game.store import migrate, schema
from game.store.branch import branch
from game.store.record import Note, Player, Terms, load_record
from game.store.replay import replay
from game.store.resume import resume
from game.store.rows import add


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "game.khasan"


class TestSteps:
    def test_what_is_plotted_is_in_the_file_at_once(self, path: Path) -> None:
        saved = begun(path)
        red, blue = orders(0)
        assert saved.plot(SOVIET, red) is None
        assert saved.plot(JAPANESE, blue) is None
        assert load_record(path).turns[-1].orders == (["dig red"], ["march blue route=0502"])

    def test_refused_order_leaves_no_trace(self, path: Path) -> None:
        saved = begun(path)
        refused = saved.plot(SOVIET, Dig(unit=tiny_world().row("blue")))
        assert refused is not None
        assert refused.code == "unit.foreign"
        assert load_record(path).turns[-1].orders == ([], [])

    def test_many_orders_in_one_step(self, path: Path) -> None:
        saved, one = begun(path), tiny_world()
        red, blue = one.row("red"), one.row("blue")
        found = saved.plot_all(SOVIET, (Dig(unit=red), Dig(unit=blue), Hold(unit=red)))
        assert [no and no.code for no in found] == [None, "unit.foreign", None]
        assert load_record(path).turns[-1].orders[0] == ["dig red", "hold red"]
        assert saved.game.plots[SOVIET] == [Dig(unit=red), Hold(unit=red)]
        saved.commit(SOVIET)
        (closed,) = saved.plot_all(SOVIET, (Dig(unit=red),))
        assert closed is not None
        assert closed.code == "turn.closed"

    def test_any_order_can_be_taken_back(self, path: Path) -> None:
        saved, red = begun(path), tiny_world().row("red")
        for order in (Dig(unit=red), Hold(unit=red), March(unit=red, route=tiny_world().way("0202"))):
            saved.plot(SOVIET, order)
        assert saved.unplot(SOVIET, 1) == Hold(unit=red)
        assert saved.unplot(SOVIET, -1) == March(unit=red, route=tiny_world().way("0202"))
        saved.plot(SOVIET, Hold(unit=red))
        assert load_record(path).turns[-1].orders[0] == ["dig red", "hold red"]
        with pytest.raises(IndexError):
            saved.unplot(SOVIET, 2)
        assert len(saved.game.plots[SOVIET]) == 2

    def test_commit_is_written(self, path: Path) -> None:
        saved = begun(path)
        saved.commit(JAPANESE)
        assert load_record(path).turns[-1].committed == 2
        with pytest.raises(NotNowError):
            saved.unplot(JAPANESE, 0)
        saved.commit(SOVIET)
        saved.close()
        taken = again(path)
        assert taken.game.committed == [True, True]
        taken.play()
        assert load_record(path).turns[-1].turn == 1

    def test_players_notes_and_reasons(self, path: Path) -> None:
        saved = begun(path)
        play_turn(saved, 0)
        saved.take_over(JAPANESE, "greedy")
        saved.note(-1, "the sun is low\nand red")
        saved.reason(JAPANESE, ("first", "second"))
        saved.reason(JAPANESE, ("only",))
        record = load_record(path)
        assert record.players[-1] == Player(1, JAPANESE, "greedy")
        assert [record.player(JAPANESE, turn) for turn in (0, 1, 2)] == ["human", "greedy", "greedy"]
        assert record.notes == [Note(1, -1, "the sun is low\nand red")]
        assert record.turns[1].reasons == ([], ["only"])

    def test_after_the_end_only_notes_are_written(self, path: Path) -> None:
        saved = played(path, 3)
        assert saved.game.over
        (refused,) = saved.plot_all(SOVIET, (Hold(unit=tiny_world().row("red")),))
        assert refused is not None
        with pytest.raises(NotNowError):
            saved.take_over(SOVIET, "greedy")
        with pytest.raises(NotNowError):
            saved.commit(SOVIET)
        with pytest.raises(NotNowError):
            saved.reason(SOVIET, ("late",))
        saved.note(-1, "a lesson")
        saved.close()
        assert again(path).game.over
        assert [note.turn for note in load_record(path).notes] == [3]

    def test_umpire_goes_back_from_the_end(self, path: Path) -> None:
        saved = played(path, 3)
        saved.rewind(2, "what if")
        assert not saved.game.over
        play_turn(saved, 2)
        saved.close()
        assert again(path).game.over

    def test_what_cannot_be_read_again_is_not_written(self, path: Path) -> None:
        saved = begun(path)
        with pytest.raises(ValueError, match=r"notes\[n 0\].text"):
            saved.note(-1, "x" * 20_001)
        assert load_record(path).notes == []

    def test_long_reason_is_cut(self, path: Path) -> None:
        saved = begun(path)
        saved.reason(SOVIET, ("because " * 1_000,))
        assert load_record(path).turns[0].reasons[0] == [("because " * 1_000)[:2_000]]

    @pytest.mark.parametrize(
        "name", ["a b.khasan", "a?mode=memory.khasan", "a#b%20c&d.khasan", "Хасан 張鼓峰.khasan"]
    )
    def test_any_name_is_the_name_of_that_file(self, tmp_path: Path, name: str) -> None:
        saved = played(tmp_path / name, 1)
        saved.close()
        assert again(tmp_path / name).turn == 1
        assert [path.name for path in tmp_path.iterdir()] == [name]

    def test_another_writer_is_noticed(self, path: Path) -> None:
        first, second = begun(path), again(path)
        red, _ = orders(0)
        second.plot(SOVIET, red)
        with pytest.raises(BadData, match="another program has changed"):
            first.plot(SOVIET, red)
        assert first.game.plots[SOVIET] == []

    def test_new_game_never_takes_the_place_of_a_file(self, path: Path) -> None:
        path.write_text("mine")
        with pytest.raises(BadData, match="one that is there already"):
            begun(path)
        assert path.read_text() == "mine"


class TestTakenUpAgain:
    def test_same_states_same_events_same_orders(self, path: Path) -> None:
        saved = played(path)
        saved.close()
        taken = again(path)
        assert taken.game.state.digest() == saved.game.state.digest()
        assert taken.game.plots == saved.game.plots
        for side in (SOVIET, JAPANESE, None):
            assert np.array_equal(taken.game.events(side), saved.game.events(side))
        for here, there in zip(taken.game.entries, saved.game.entries, strict=True):
            assert here.orders == there.orders
            assert [p.digest for p in here.pulses] == [p.digest for p in there.pulses]
            assert [p.state.digest() for p in here.pulses] == [p.digest for p in there.pulses]
            assert all(
                np.array_equal(p.ledger, q.ledger) for p, q in zip(here.pulses, there.pulses, strict=True)
            )

    def test_goes_on_as_if_it_had_never_stopped(self, path: Path, tmp_path: Path) -> None:
        through, stopped = begun(tmp_path / "through.khasan"), begun(path)
        for turn in range(3):
            play_turn(through, turn)
            play_turn(stopped, turn)
            stopped.close()
            stopped = again(path)
        assert stopped.game.over
        assert told(load_record(path)) == told(load_record(tmp_path / "through.khasan"))

    @pytest.mark.parametrize("spoil", ["DELETE FROM snapshots", "UPDATE snapshots SET state = x'00'"])
    def test_snapshots_are_only_a_cache(self, path: Path, spoil: str) -> None:
        saved = played(path)
        saved.close()
        raw(path, spoil)
        assert load_record(path).snapshots == {}
        assert again(path).game.state.digest() == saved.game.state.digest()

    def test_snapshot_that_lies_is_not_believed(self, path: Path) -> None:
        saved = played(path)
        saved.close()
        other = begun(path.with_name("other.khasan"))
        other.commit(0)
        other.commit(1)
        other.play()
        wrong = load_record(other.path).snapshots[1]
        tamper(path, schema.SNAPSHOTS, lambda row: row.__setitem__(1, wrong))
        assert load_record(path).snapshots[1] == wrong
        assert again(path).game.state.digest() == saved.game.state.digest()
        assert again(path).game.entries[1].start.digest() == saved.game.entries[1].start.digest()

    def test_turn_that_comes_out_otherwise_is_named(self, path: Path) -> None:
        played(path).close()
        raw(path, "DELETE FROM snapshots")
        tamper(path, schema.ORDERS, lambda row: row.__setitem__(4, "hold red"))
        with pytest.raises(
            BadData, match=r"turn 1 \(08-06/12:00\): expected the state that the orders lead to"
        ):
            again(path)

    def test_turns_end_with_the_battle(self, path: Path) -> None:
        played(path, 3).close()
        row = load_record(path).turns[-1]
        with opened(path) as connection:
            end = bytes.fromhex(row.end or "")
            add(connection, schema.ENTRIES, 0, 3, row.minute + 60, 0, end, None, None, None, None)
        for use in (again, lambda path: list(replay(load_record(path), tiny_table(), verify=True))):
            with pytest.raises(BadData, match="expected no turn after the end of the battle"):
                use(path)

    def test_open_turn_is_missed(self, path: Path) -> None:
        begun(path).close()
        saved = again(path)
        play_turn(saved, 0)
        saved.close()
        raw(path, "DELETE FROM entries WHERE turn = 1")
        with pytest.raises(BadData, match="expected an open turn, for the battle goes on"):
            again(path)


class TestReplay:
    def test_untouched_game_verifies(self, path: Path) -> None:
        saved = played(path, 3)
        record = load_record(path)
        turns = list(replay(record, tiny_table(), verify=True))
        assert [turn.entry.pulses[-1].digest for turn in turns] == [row.end for row in record.turns]
        assert turns[-1].score == int(saved.game.reckoning().score.total[0])

    @pytest.mark.parametrize("turn", [0, 1, 2])
    def test_first_changed_order_is_named(self, path: Path, turn: int) -> None:
        played(path, 3).close()
        last = 2 * turn + 1
        tamper(path, schema.ORDERS, lambda row: row.__setitem__(4, "rest blue"), last)
        found = list[int]()
        with pytest.raises(BadData) as bad:
            found += [p.row.turn for p in replay(load_record(path), tiny_table(), verify=True)]
        (fault,) = bad.value.faults
        assert fault.key.startswith(f"turn {turn + 1} (")
        assert fault.key.endswith(", pulse 1")
        assert fault.expected.startswith("the state ")

    def test_orders_of_the_open_turn_are_looked_at_too(self, path: Path) -> None:
        played(path, 1).close()
        tamper(path, schema.ORDERS, lambda row: row.__setitem__(4, "hold blue"), -1)
        with pytest.raises(BadData, match="turn 2, soviet order 1: expected an order that is allowed") as bad:
            list(replay(load_record(path), tiny_table(), verify=True))
        assert "This is not one of your units." in str(bad.value)


class TestRewind:
    def test_goes_back_and_keeps_what_it_undid(self, path: Path) -> None:
        saved = played(path)
        digest, before = saved.game.entries[1].start.digest(), load_record(path).turns
        saved.take_over(SOVIET, "greedy")
        saved.rewind(1, "the class asked why")
        assert saved.game.state.digest() == digest
        assert saved.game.plots == ([], [])
        record = load_record(path)
        (rewind,) = record.rewinds
        assert (rewind.turn, rewind.back_to, rewind.why) == (2, 1, "the class asked why")
        assert [row.orders for row in rewind.undone] == [row.orders for row in before[1:]]
        assert [row.end for row in rewind.undone] == [row.end for row in before[1:]]
        assert record.turns[0] == before[0]
        assert len(record.turns) == 2
        assert record.player(SOVIET, 2) == "human"

    def test_game_goes_on_from_there(self, path: Path, tmp_path: Path) -> None:
        saved = played(path)
        saved.rewind(0, "again")
        for turn in range(3):
            play_turn(saved, turn)
        saved.close()
        straight = played(tmp_path / "straight.khasan", 3)
        assert again(path).game.state.digest() == straight.game.state.digest()
        assert len(list(replay(load_record(path), tiny_table(), verify=True))) == 3

    def test_only_to_a_turn_that_was_played(self, path: Path) -> None:
        saved = played(path)
        for turn in (-1, 2, 3):
            with pytest.raises(NotNowError):
                saved.rewind(turn, "")
        assert load_record(path).rewinds == []

    def test_twice(self, path: Path) -> None:
        saved = played(path)
        saved.rewind(1, "first")
        play_turn(saved, 1)
        saved.rewind(0, "second")
        assert [(r.turn, r.back_to, len(r.undone)) for r in load_record(path).rewinds] == [
            (2, 1, 2),
            (2, 0, 3),
        ]


class TestBranch:
    def test_begins_where_the_other_stood(self, path: Path, tmp_path: Path) -> None:
        saved, out = played(path), tmp_path / "out.khasan"
        saved.note(-1, "late")
        branch(path, 1, out)
        record, source = load_record(out), load_record(path)
        assert record.terms == Terms(1, program="test", origin="game.khasan, turn 2")
        assert record.texts.files == source.texts.files
        assert record.turns[0] == source.turns[0]
        assert record.turns[1].orders == ([], [])
        assert (record.notes, record.rewinds) == ([], [])
        assert again(out).game.state.digest() == saved.game.entries[1].start.digest()

    def test_source_is_not_touched_and_nothing_is_overwritten(self, path: Path, tmp_path: Path) -> None:
        played(path).close()
        before = path.read_bytes()
        branch(path, 0, tmp_path / "out.khasan")
        for out in (path, tmp_path / "out.khasan"):
            with pytest.raises(BadData, match="one that is there already"):
                branch(path, 0, out)
        assert path.read_bytes() == before

    @pytest.mark.parametrize("turn", [-1, 3])
    def test_turn_must_be_there(self, path: Path, tmp_path: Path, turn: int) -> None:
        played(path).close()
        with pytest.raises(BadData, match="expected a turn from 1 to 3"):
            branch(path, turn, tmp_path / "out.khasan")
        assert not (tmp_path / "out.khasan").exists()


class TestMigration:
    """A game of version 1 knows no bookmarks, cards and memos."""

    @pytest.fixture
    def older(self, path: Path) -> Path:
        played(path).close()
        raw(
            path,
            "DROP TABLE bookmarks",
            "DROP TABLE card",
            "DROP TABLE memos",
            "DROP TABLE estimates",
            "PRAGMA user_version = 1",
        )
        return path

    def test_reading_leaves_the_file_alone(self, older: Path) -> None:
        before = older.read_bytes()
        assert len(load_record(older).turns) == 3
        assert older.read_bytes() == before

    def test_playing_brings_it_up_to_date(self, older: Path) -> None:
        game = again(older)
        game.close()
        with opened(older) as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        assert [p.name for p in older.parent.iterdir()] == [older.name]

    def test_step_that_fails_leaves_the_file_alone(
        self, older: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = older.read_bytes()
        monkeypatch.setattr(migrate, "STEPS", {1: lambda c: c.execute("DROP TABLE nowhere")})
        with pytest.raises(BadData, match="no such table"):
            again(older)
        assert older.read_bytes() == before


def test_texts_are_what_was_saved(path: Path) -> None:
    begun(path).close()
    assert load_record(path).texts.digest() == TEXTS.digest()


def test_reading_writes_nothing(path: Path) -> None:
    played(path).close()
    before, when = path.read_bytes(), path.stat().st_mtime_ns
    record = load_record(path)
    resume(record, tiny_table())
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, when)
    assert [p.name for p in path.parent.iterdir()] == [path.name]
