"""`khasan ladder`: real pairs, the same on any number of processes; what does not fit is said in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Khasan, good

from game.analysis.campaign import Match, play, stage_of
from game.analysis.ladder import crew, version
from game.analysis.ladder.arena import Block, played
from game.scenario.faults import BadData

SCENARIO = "bezymyannaya"
GREEDY = ("greedy", "random")
LINE = ("ladder", "--scenarios", SCENARIO, "--seed", "11")


@pytest.fixture(autouse=True)
def _same_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever edits a file while tests run does not spoil them."""
    monkeypatch.setattr(version, "code", lambda: "c0de")


def results(*words: str) -> dict[str, Any]:
    """What a ladder came to, without what it took."""
    data: dict[str, Any] = json.loads(good(*LINE, *words, "--json"))
    del data["measured"]
    return data


class TestPairs:
    def test_both_games_are_those_of_the_agents_alone(self) -> None:
        (told,) = played(Block(SCENARIO, GREEDY, (11,)))
        games = [play(stage_of(Match(SCENARIO, names)), [11])[0] for names in (GREEDY, GREEDY[::-1])]
        assert told.pair.digests == (games[0].digest, games[1].digest)
        assert told.pair.scores == tuple(round(100 * game.score) for game in games)
        assert told.pair.scenario == SCENARIO
        turns = len(stage_of(Match(SCENARIO, GREEDY)).setting.calendar)
        spent = {name: len(ms) for name, ms in told.clock.turns.items()}
        assert spent == dict.fromkeys(GREEDY, 2 * turns)

    def test_in_blocks_of_any_size(self) -> None:
        together = [one.pair for one in played(Block(SCENARIO, ("random", "reactive"), (11, 12)))]
        apart = [played(Block(SCENARIO, ("random", "reactive"), (seed,)))[0].pair for seed in (11, 12)]
        assert together == apart
        assert len({digest for pair in together for digest in pair.digests}) == 4

    def test_a_game_is_won_by_the_levels_of_its_scenario(self) -> None:
        for one in played(Block(SCENARIO, ("greedy", "random"), (11, 12, 13))):
            for score, won in zip(one.pair.scores, one.pair.won, strict=True):
                points = round(score / 100)
                assert won == (1 if points > 9 else 0 if points < -9 else 0.5)


class TestCommand:
    def test_the_same_on_any_number_of_processes_and_after_a_stop(self, tmp_path: Path) -> None:
        path = tmp_path / "deep" / "ladder.jsonl"
        words = ("--agents", "random,reactive", "--pairs", "3")
        alone = results(*words)
        assert results(*words, "--jobs", "2", "--out", str(path)) == alone
        lines = path.read_bytes().splitlines(keepends=True)
        assert len(lines) == 4
        path.write_bytes(b"".join(lines[:-1]) + lines[-1][:33])
        assert results(*words, "--out", str(path), "--resume") == alone
        assert sorted(path.read_bytes().splitlines(keepends=True))[0] == sorted(lines)[0]

    def test_named_the_other_way_round_it_is_the_mirror(self) -> None:
        one = results("--agents", "random,greedy", "--pairs", "2")["standings"][0]
        other = results("--agents", "greedy,random", "--pairs", "2")["standings"][0]
        assert (one["wins"], one["digest"]) == (other["losses"], other["digest"])
        assert one["score_as"]["soviet"] == -other["score_as"]["japanese"]

    def test_the_table(self) -> None:
        told = good(*LINE, "--agents", "random,greedy", "--pairs", "1", "--sprt")
        for words in (
            "random - greedy",
            SCENARIO,
            "Ratings",
            "(all pairs alike)",
            "95 % below",
            "still open, log likelihood ratio",
        ):
            assert words in told
        assert "line beats greedy: 75% wanted, surely more than 65%; not played." in told

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--agents", "gready,random"), "the nearest is 'greedy'"),
            (("--agents", "greedy"), "two agents or more"),
            (("--agents", "greedy,random,greedy"), "each name once"),
            (("--scenarios", "bezymyanaya"), "the nearest is 'bezymyannaya'"),
            (("--scenarios", f"{SCENARIO},{SCENARIO}"), "each name once"),
            (("--pairs", "0"), "a whole number from 1"),
            (("--jobs", "0"), "a whole number from 1"),
            (("--seed", "-1"), "a whole number from 0"),
            (("--resume",), "--out with the file to go on with"),
        ],
    )
    def test_what_does_not_fit_is_said_in_a_sentence(
        self, khasan: Khasan, words: tuple[str, ...], said: str
    ) -> None:
        status, out, error = khasan(*LINE, *words)
        assert (status, out) == (1, "")
        assert said in error
        assert len(error.strip().splitlines()) == 1

    def test_a_file_that_is_there_is_left_alone(self, khasan: Khasan, tmp_path: Path) -> None:
        path = tmp_path / "mine.txt"
        path.write_text("mine")
        for more in ((), ("--resume",)):
            status, out, error = khasan(*LINE, "--out", str(path), *more)
            assert (status, out, path.read_text()) == (1, "", "mine")
            assert len(error.strip().splitlines()) == 1


def test_a_process_that_dies_ends_it_in_a_sentence() -> None:
    blocks = iter([Block(SCENARIO, ("random", "nobody"), (1,))])
    with pytest.raises(BadData, match="one that died"):
        list(crew.play_all(blocks, 2))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_scenario_that_is_bad_ends_it_with_its_own_sentence(jobs: int) -> None:
    with pytest.raises(BadData, match="found 'nowhere'"):
        list(crew.play_all(iter([Block("nowhere", GREEDY, (1,))]), jobs))
