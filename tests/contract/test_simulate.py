"""`khasan simulate`: same seed, same game, whatever else is played with it; and what the tables tell."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from agents_field import stage
from command_line import Khasan, good

from game.analysis import report_table as report
from game.analysis.campaign import Match, Stage, play, simulate, stage_of
from game.analysis.measures import Figures, holders
from game.engine.units import LOSS_CAUSES, SIDES
from game.store.record import load_record

SEEDS = [11, 12, 13]
SCENARIO = "bezymyannaya"


@pytest.fixture(scope="module")
def ready() -> Stage:
    return stage_of(Match(SCENARIO, ("greedy", "random")))


@pytest.fixture(scope="module")
def games(ready: Stage) -> list[Figures]:
    return play(ready, SEEDS)


class TestTheSame:
    def test_in_batches_of_any_size(self, ready: Stage, games: list[Figures]) -> None:
        assert simulate(ready, SEEDS, batch=1) == games
        assert simulate(ready, SEEDS[::-1], batch=2) == games[::-1]

    def test_on_any_number_of_processes(self, ready: Stage, games: list[Figures]) -> None:
        heard: list[int] = []
        assert simulate(ready, SEEDS, jobs=2, batch=2, told=heard.append) == games
        assert sum(heard) == len(SEEDS) * ready.turns

    def test_in_another_process(self, games: list[Figures]) -> None:
        line = [sys.executable, "-m", "game", "simulate", SCENARIO, "--soviet=greedy", "--japanese=random"]
        told = subprocess.run([*line, "--seed=13", "--json"], capture_output=True, check=True, text=True)
        assert json.loads(told.stdout)["games"][0]["digest"] == games[2].digest
        assert told.stderr == ""

    def test_another_seed_is_another_game(self, games: list[Figures]) -> None:
        assert len({figures.digest for figures in games}) == len(SEEDS)

    def test_games_of_a_bigger_scenario_too(self) -> None:
        ready = stage("night-assault")
        assert play(ready, SEEDS[:1]) == play(ready, SEEDS[:2])[:1]


class TestFigures:
    def test_losses_are_killed_and_wounded_and_taken(self, games: list[Figures]) -> None:
        for figures in games:
            assert set(figures.losses) == set(LOSS_CAUSES)
            for side in range(len(SIDES)):
                medical = figures.medical["killed"][side] + figures.medical["wounded"][side]
                assert medical + figures.captured[side] == figures.men_lost[side]

    def test_hills_at_midnight_and_at_the_end(self, games: list[Figures]) -> None:
        ready = stage(SCENARIO)
        assert [hill.name for hill in ready.hills] == ["Bezymyannaya"]
        assert {report.moment(minute) for minute in games[0].hills} == {"29 Jul 24:00", "30 Jul 06:00"}

    def test_holders(self) -> None:
        ready = stage(SCENARIO)
        control = ready.first.ground.control[0].copy()
        assert holders(control, ready.hills) == ("S",)
        control[ready.hills[0].hexes[0]] = 1
        assert holders(control, ready.hills) == ("S/J",)
        control[:] = -1
        assert holders(control, ready.hills) == ("-",)

    def test_spread_of_many(self, games: list[Figures]) -> None:
        lost = sorted(figures.men_lost[1] for figures in games)
        told = report.summary(games)["men_lost.japanese"]
        assert lost[0] <= told["p5"] <= told["median"] == lost[1] <= told["p95"] <= lost[-1]

    def test_numbers_are_those_of_the_data(self, games: list[Figures]) -> None:
        data = games[0].as_data()
        assert data["losses"]["artillery"]["soviet"] == games[0].numbers()["losses.artillery.soviet"]
        assert sum(by["japanese"] for by in data["losses"].values()) == data["men_lost"]["japanese"]


class TestSaved:
    def test_the_file_holds_the_same_game(self, ready: Stage, games: list[Figures], tmp_path: Path) -> None:
        path = tmp_path / "one.khasan"
        line = ("simulate", SCENARIO, "--soviet", "greedy", "--japanese", "random", "--seed", "12")
        told = good(*line, "--save", str(path))
        assert games[1].digest in told
        record = load_record(path)
        assert record.turns[-1].end == games[1].digest
        assert [record.player(side, 0) for side in (0, 1)] == ["greedy", "random"]
        assert any(turn.reasons[0] for turn in record.turns)

    def test_one_game_and_a_new_file_only(self, khasan: Khasan, tmp_path: Path) -> None:
        path = tmp_path / "one.khasan"
        status, _, error = khasan("simulate", SCENARIO, "--runs", "2", "--save", str(path))
        assert (status, path.exists()) == (1, False)
        assert "one game to save" in error
        path.write_text("mine")
        status, _, error = khasan("simulate", SCENARIO, "--save", str(path))
        assert (status, path.read_text()) == (1, "mine")
        assert "new file" in error


class TestCommand:
    def test_one_game(self) -> None:
        told = good("simulate", SCENARIO, "--seed", "12")
        for words in ("29 Jul 24:00", "men lost", "by artillery", "killed and died", "score", "digest "):
            assert words in told

    def test_many(self) -> None:
        told = good("simulate", SCENARIO, "--seed", "12", "--runs", "2", "--soviet", "reactive")
        assert "2 games from seed 12 on" in told
        assert "(5 - 95 %)" in told

    def test_json_and_after_the_greatest_seed_the_first(self) -> None:
        line = ("--seed", str(2**64 - 1), "--runs", "2", "--weather", "drawn", "--historical", "--json")
        data = json.loads(good("simulate", SCENARIO, *line))
        assert [game["seed"] for game in data["games"]] == [2**64 - 1, 0]
        assert (data["weather"], data["historical"], data["soviet"]) == ("drawn", True, "greedy")
        assert set(data["summary"]["score"]) == {"p5", "median", "p95"}

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--soviet", "gready"), "the nearest is 'greedy'"),
            (("--japanese", "nobody"), "one of random, reactive, greedy"),
            (("--runs", "0"), "a whole number from 1"),
            (("--jobs", "0"), "a whole number from 1"),
            (("--seed", "-1"), "a whole number from 0"),
            (("--weather", "sunny"), "one of recorded, drawn"),
        ],
    )
    def test_what_does_not_fit_is_said_in_a_sentence(
        self, khasan: Khasan, words: tuple[str, ...], said: str
    ) -> None:
        status, out, error = khasan("simulate", SCENARIO, *words)
        assert (status, out) == (1, "")
        assert said in error
        assert len(error.strip().splitlines()) == 1
