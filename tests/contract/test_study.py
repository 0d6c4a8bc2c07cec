"""`khasan study engagements` and `khasan why`: table and JSON say the same, seeds repeat, faults are told."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from command_line import Khasan, good
from typer.testing import CliRunner

from game.cli.app import app
from game.cli.study import figure, interval

STUDY = ("study", "engagements", "--replicas", "60", "--seed", "11")


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(good(*STUDY, "--json"))
    return found


class TestEngagements:
    def test_quick(self) -> None:
        """At 400 replicas well under 20 seconds, with room for a slow machine."""
        before = time.monotonic()
        good("study", "engagements", "--replicas", "400")
        assert time.monotonic() - before < 20

    def test_table_says_what_json_says(self, data: dict[str, Any]) -> None:
        lines = iter(good(*STUDY).splitlines())
        for row in data["findings"]:
            line = next(line for line in lines if line.startswith(f" {row['what']}  "))
            model, published = row["model"], row["published"]
            for told in (
                figure(model["mean"]),
                interval(published["low"], published["high"]),
                published["source"],
                published["basis"],
                row["verdict"],
            ):
                assert f" {told} " in f"{line} ", row["what"]
            spread = model["p5"], model["p95"]
            assert ("no chance in it" if spread[0] == spread[1] else interval(*spread)) in line

    def test_tally_and_sources_stand_below(self, data: dict[str, Any]) -> None:
        text = good(*STUDY)
        for basis, count in data["tally"].items():
            assert f"{count['inside']} of {count['of']} by {basis}" in text
            own = [row for row in data["findings"] if row["published"]["basis"] == basis]
            assert (count["inside"], count["of"]) == (sum(row["inside"] for row in own), len(own))
        keys = {key for row in data["findings"] for key in row["published"]["source"].split(", ")}
        assert data["sources"].keys() == keys
        assert all(f"{key}: {words}" in text for key, words in data["sources"].items())
        assert all(words in text for words in data["cautions"].values())

    def test_verdicts_follow_from_the_numbers(self, data: dict[str, Any]) -> None:
        for row in data["findings"]:
            low, mean, high = row["published"]["low"], row["model"]["mean"], row["published"]["high"]
            assert row["inside"] == (low <= mean <= high) == (row["verdict"] == "inside")
            assert row["model"]["p5"] <= row["model"]["p95"]

    def test_a_seed_repeats(self, data: dict[str, Any]) -> None:
        assert json.loads(good(*STUDY, "--json")) == data
        other = json.loads(good(*STUDY[:-1], "12", "--json"))
        assert other["findings"] != data["findings"]

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--replicas", "19"), "--replicas: expected a whole number from 20 to 20000, found 19\n"),
            (("--replicas", "20001"), "--replicas: expected a whole number from 20 to 20000, found 20001\n"),
            (("--seed", "-1"), f"--seed: expected a whole number from 0 to {2**64 - 1}, found -1\n"),
            (
                ("--seed", str(2**64)),
                f"--seed: expected a whole number from 0 to {2**64 - 1}, found {2**64}\n",
            ),
        ],
    )
    def test_number_out_of_bounds(self, khasan: Khasan, words: tuple[str, ...], said: str) -> None:
        assert khasan("study", "engagements", *words) == (1, "", said)

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("study", "engagements", "--bogus"), "No such option: --bogus"),
            (("study", "engagement"), "No such command 'engagement'. Did you mean 'engagements'?"),
            (("study", "engagements", "--replicas", "many"), "Invalid value for '--replicas'"),
            (("why", "--sed", "1"), "No such option: --sed"),
        ],
    )
    def test_unknown_words(self, words: tuple[str, ...], said: str) -> None:
        result = CliRunner().invoke(app, [*words])
        assert result.exit_code == 2
        assert said in result.stderr
        assert "Traceback" not in result.stderr


class TestWhy:
    def test_one_sentence_an_effect(self) -> None:
        effects = json.loads(good("why", "--json"))["effects"]
        assert good("why").splitlines() == [effect["sentence"] for effect in effects]
        assert [effect["rule"] for effect in effects].count("fire") == 4
        assert {"shells", "fire", "losses", "suppression", "cohesion"} == {e["rule"] for e in effects}

    def test_factors_make_the_expectation(self) -> None:
        for effect in json.loads(good("why", "--json"))["effects"]:
            if effect["form"] == "product":
                product = effect["base"]
                for factor in effect["factors"].values():
                    product *= factor
                assert product == pytest.approx(effect["expected"], rel=0.03, abs=0.002)

    def test_the_stakes_of_a_turn(self) -> None:
        """Acts with their names, a cease-fire with its parts, and a score that is the sum of its rows."""
        effects = json.loads(good("why", "stakes", "--json"))["effects"]
        told = good("why", "stakes").splitlines()
        assert told == [effect["sentence"] for effect in effects]
        assert told[0] == (
            "Soviet ground unit west of the border: 0.1 points for each × 2 (times) = 0.2 points: "
            "the index rises by 0.2 points."
        )
        truce = "The cease-fire: 0.1 (to begin with) + 0.49 (escalation)"
        assert any(line.startswith(truce) for line in told)
        scored = [e for e in effects if e["rule"] in ("ground_held", "ground_average", "terms", "objective")]
        assert effects[-1]["rule"] == "score"
        assert sum(e["result"] for e in scored) == pytest.approx(effects[-1]["result"], abs=0.01)

    def test_seeds_move_the_cease_fire_alone(self) -> None:
        runs = [good("why", "stakes", "--seed", str(seed)).splitlines() for seed in range(4)]
        moving = {line for lines in zip(*runs, strict=True) if len(set(lines)) > 1 for line in lines}
        assert moving
        assert all(line.startswith("The cease-fire: ") for line in moving)

    def test_a_seed_repeats(self) -> None:
        assert good("why", "--seed", "5") == good("why", "--seed", "5")
        assert good("why", "--seed", "5") != good("why", "--seed", "6")

    def test_seed_out_of_bounds(self, khasan: Khasan) -> None:
        said = f"--seed: expected a whole number from 0 to {2**64 - 1}, found -7\n"
        assert khasan("why", "--seed", "-7") == (1, "", said)
