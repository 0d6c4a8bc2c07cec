"""A game of the historical orders, saved, and taken over by others on the sixth of August."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from command_line import Khasan, good

from game.analysis.campaign import Match, stage_of
from game.analysis.commanders import PLAN, shipped
from game.analysis.dispatch import scene_of
from game.analysis.named import named
from game.analysis.recorded import play_into
from game.scenario.build import build
from game.store.record import Record, load_record
from game.ui.games import go_on
from game.ui.scenes.replay import command

BORN = (PLAN + "battle/history/soviet.yaml", PLAN + "battle/history/japanese.yaml")
TURN = 3
"""Counted from 1: the evening of the sixth of August in the scenario of the offensive."""


class EnoughError(Exception):
    """The game has gone on for as long as the tests need it."""


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some turns of the offensive by the plans of both sides."""
    path = tmp_path_factory.mktemp("history") / "history.khasan"
    stage = stage_of(Match("offensive", (shipped(0), shipped(1))))
    turns = iter(range(1, TURN))

    def told(_: int) -> None:
        if next(turns, None) is None:
            raise EnoughError

    with pytest.raises(EnoughError):
        play_into(path, stage, 5, told)
    return path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KHASAN_DATA", str(tmp_path))
    return tmp_path


def leaders(record: Record, turn: int) -> tuple[str, str]:
    return record.player(0, turn), record.player(1, turn)


def played_on(path: Path) -> Record:
    """The file after one turn more, played at this machine."""
    session = go_on(path)
    try:
        list(session.think())
        list(session.resolve())
    finally:
        session.close()
    return load_record(path)


def test_others_take_over_and_play_on_and_the_original_stays(game: Path, folder: Path) -> None:
    out, before = folder / "other.khasan", game.read_bytes()
    words = ("branch", str(game), "--turn", str(TURN), "--out", str(out), "--soviet", "recruit:bold")
    told = good(*words, "--japanese", "greedy")
    assert "From there on recruit:bold leads the USSR, greedy Japan." in told
    record = load_record(out)
    assert leaders(record, TURN - 2) == BORN
    assert leaders(record, TURN - 1) == ("recruit:bold", "greedy")
    assert record.turns[: TURN - 1] == load_record(game).turns[: TURN - 1]
    after = played_on(out)
    assert len(after.played) == TURN
    assert all(after.turns[TURN - 1].orders)
    assert any(
        "Attack" in words or "Hold" in words or "Occupy" in words
        for words in after.turns[TURN - 1].reasons[0]
    )
    assert f"{TURN} turns come out as they stand in the file." in good("replay", str(out), "--verify")
    assert game.read_bytes() == before


def test_the_other_side_goes_on_by_its_plan_and_knows_how_far_it_is(game: Path, folder: Path) -> None:
    out, through = folder / "half.khasan", folder / "through.khasan"
    good("branch", str(game), "--turn", str(TURN), "--out", str(out), "--soviet", "reactive")
    good("branch", str(game), "--turn", str(TURN), "--out", str(through))
    half, whole = played_on(out), played_on(through)
    assert leaders(half, TURN - 1) == ("reactive", BORN[1])
    assert half.turns[TURN - 1].orders[1] == whole.turns[TURN - 1].orders[1]
    assert half.turns[TURN - 1].orders[0] != whole.turns[TURN - 1].orders[0]


def test_a_player_sits_down(game: Path, folder: Path) -> None:
    out = folder / "mine.khasan"
    good("branch", str(game), "--turn", "2", "--out", str(out), "--japanese", "human")
    session = go_on(out)
    assert (session.humans, session.side, session.turn) == ((1,), 1, 1)
    session.close()


def test_in_the_review_a_player_takes_command_and_history_goes_on_against_him(game: Path) -> None:
    """What the keys 1 and 2 of the review do (`tests/ui/test_review.py` presses them)."""
    before = game.read_bytes()
    session = command(game, TURN - 1, 0)(lambda *_: None)
    try:
        assert session.players == ["human", BORN[1]]
        assert session.side == 0
        session.commit()
        assert list(session.think()) == [1]
        assert session.game.plots[1]
        assert session.thoughts[0, 1].reasons, "the reasons of the turns before came along"
    finally:
        session.close()
    assert game.read_bytes() == before


def test_another_plan_of_the_same_name_lies_beside_the_first(game: Path, folder: Path) -> None:
    """The turns before were led by the plan in the file: it must not be put out of its place."""
    mine = folder / "soviet.yaml"
    mine.write_text(Path(shipped(0)).read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    first, second = folder / "first.khasan", folder / "second.khasan"
    good("branch", str(game), "--turn", "2", "--out", str(first), "--soviet", str(mine))
    mine.write_text(mine.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    good("branch", str(first), "--turn", "2", "--out", str(second), "--soviet", str(mine))
    record = load_record(second)
    assert record.player(0, 1) == PLAN + "plans/soviet-2.yaml"
    assert record.texts.files["plans/soviet-2.yaml"].endswith(b"# changed\n")
    assert record.texts.files["plans/soviet.yaml"].endswith(b"# mine\n")
    assert record.texts.files["battle/history/soviet.yaml"] == Path(shipped(0)).read_bytes()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--soviet", "recrut"), "--soviet: expected a plan file or one of human, "),
        (("--japanese", shipped(0)), "--japanese: expected a plan of the side 'japanese'"),
        (("--turn", "40", "--soviet", "line"), "turn: expected a turn from 1 to"),
    ],
)
def test_who_cannot_lead_is_told_and_nothing_is_written(
    game: Path, folder: Path, khasan: Khasan, words: tuple[str, ...], told: str
) -> None:
    out = folder / "none.khasan"
    status, _, err = khasan("branch", str(game), "--turn", "2", "--out", str(out), *words)
    assert status != 0
    assert told in err
    assert not out.exists()


class TestThoughts:
    def test_both_sides_tell_turn_by_turn(self, game: Path) -> None:
        lines = good("thoughts", str(game)).splitlines()
        heads = [line for line in lines if not line.startswith(" ")]
        assert heads[0].startswith("turn 1, 08-06/")
        assert "USSR (plan:battle/history/soviet.yaml)" in heads[0]
        assert len([head for head in heads if head.startswith("turn")]) == 2 * len(load_record(game).played)
        reasons = [words for row in load_record(game).played for side in row.reasons for words in side]
        assert reasons
        names = scene_of(build(load_record(game).bundle())).names
        reasons = [named(words, names) for words in reasons]
        assert [line.strip() for line in lines if line.startswith("  ") and line[2] != " "] == reasons

    def test_one_turn_of_one_side_as_json(self, game: Path) -> None:
        told = json.loads(good("thoughts", str(game), "--turn", "2", "--side", "japanese", "--json"))
        (page,) = told["turns"]
        assert (page["turn"], page["side"]) == (2, "japanese")
        assert page["reasons"] == load_record(game).turns[1].reasons[1]
        assert any(place["there"] for place in page["places"])
        assert list(told["balance"]) == ["japanese"]

    def test_a_turn_that_was_not_played_is_refused(self, game: Path, khasan: Khasan) -> None:
        assert khasan("thoughts", str(game), "--turn", "30")[0] != 0

    def test_while_people_fight_only_an_umpire_sees_them(
        self, game: Path, folder: Path, khasan: Khasan
    ) -> None:
        out = folder / "mine.khasan"
        good("branch", str(game), "--turn", "2", "--out", str(out), "--japanese", "human")
        status, shown, err = khasan("thoughts", str(out))
        assert status != 0
        assert not shown
        assert "only an umpire may see it all" in err
        assert "turn 1" in good("thoughts", str(out), "--umpire")

    def test_the_file_stays_as_it_is(self, game: Path, folder: Path) -> None:
        copy = Path(shutil.copyfile(game, folder / "copy.khasan"))
        good("thoughts", str(copy))
        assert copy.read_bytes() == game.read_bytes()
