"""`khasan history`: the same whatever is played with it, what is noted, the report, and wrong words."""

from __future__ import annotations

import errno
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from command_line import Khasan, good
from history_field import SCENARIO, SEEDS, bench, study, whole

from game.analysis.history import notes as noting
from game.analysis.history import report, words
from game.analysis.history.bench import Bench, bench_of
from game.analysis.history.document import document
from game.analysis.history.notes import ABORTED, STRUCK, UNORDERED, Notes
from game.analysis.history.page import page
from game.analysis.history.play import play, simulate
from game.analysis.history.runs import Run
from game.engine.acts import BOMB, RECON
from game.engine.log import EVENT, NUMBER
from game.engine.state import State
from game.scenario.build import build
from game.scenario.faults import BadData
from tools import calibrate_history

AGENTS = ("--soviet=greedy", "--japanese=greedy")


@pytest.fixture(scope="module")
def short() -> Bench:
    return bench()


@pytest.fixture(scope="module")
def runs(short: Bench) -> list[Run]:
    return play(whole(short), SEEDS)


@pytest.fixture(scope="module")
def told(short: Bench, runs: list[Run]) -> dict[str, Any]:
    return document(whole(short), runs)


@pytest.fixture(scope="module")
def html(short: Bench, told: dict[str, Any]) -> str:
    return page(told, build(short.stage.bundle))


@pytest.fixture(scope="module")
def campaign() -> Bench:
    return bench_of(study("greedy", "greedy", "campaign"))


class TestTheSame:
    def test_in_batches_of_any_size(self, short: Bench, told: dict[str, Any]) -> None:
        again = simulate(whole(short), SEEDS, batch=1)
        assert document(whole(short), again) == told

    def test_on_any_number_of_processes(self, short: Bench) -> None:
        heard: list[int] = []
        alone = simulate(short, SEEDS, jobs=1, batch=3)
        apart = simulate(short, SEEDS, jobs=2, batch=2, told=heard.append)
        assert document(short, apart) == document(short, alone)
        assert sum(heard) == len(SEEDS) * short.stage.turns

    def test_as_the_game_played_by_simulate(self, runs: list[Run]) -> None:
        line = ("simulate", SCENARIO, *AGENTS, "--seed=12", "--historical", "--json")
        assert json.loads(good(*line))["games"][0]["digest"] == runs[1].figures.digest

    def test_numbers_that_are_moved_change_the_game(self, runs: list[Run]) -> None:
        moved = bench_of(replace(study(), moved=(("fire.a0", 4.0),)))
        (run,) = play(moved, SEEDS[:1])
        assert moved.stage.setting.tables.rules.where("fire.a0").value == 4.0
        assert run.figures.digest != runs[0].figures.digest


class TestNotes:
    def test_the_last_row_of_the_turns_is_the_end(self, short: Bench, runs: list[Run]) -> None:
        for run in runs:
            rows = run.turns(short.stage.turns)
            assert len(rows) == short.stage.turns
            column = noting.SERIES.index("men_lost.soviet")
            assert rows[-1, column] == run.figures.men_lost[0]
            assert (np.diff(rows[:, column]) >= 0).all()

    def test_losses_of_the_days_add_up(self, told: dict[str, Any], runs: list[Run]) -> None:
        for side in (0, 1):
            assert runs[0].lost(10**6)[side].sum() == runs[0].figures.men_lost[side]
        assert runs[0].lost(0).sum() == 0
        assert told["days"][0]["lost"]["soviet"]["all"]["games"] == len(runs)

    def test_the_last_midnight_is_the_end_of_the_game(self, runs: list[Run]) -> None:
        for run in runs:
            by_id = dict(zip(("zaozernaya", "bezymyannaya"), run.held(10**6), strict=False))
            last = run.figures.hills[run.figures.minute]
            assert set(by_id.values()) <= set(last)

    def test_a_map_of_the_end_is_the_ground_at_the_end(self, told: dict[str, Any]) -> None:
        (moment,) = told["moments"]
        for side in ("soviet", "japanese"):
            assert all(0 < part <= 1 for part in moment["held"][side].values())
        assert moment["held"]["soviet"]

    def test_who_took_part(self, runs: list[Run], short: Bench) -> None:
        cadre, men = short.stage.setting.cadre, short.stage.first.forces.men[0]
        for side in (0, 1):
            every = int(men[(cadre.side == side) & ~cadre.flies].sum())
            assert 0 < runs[0].committed[side] <= every


class TestTheCampaign:
    @staticmethod
    def ordered(campaign: Bench, kind: int, hour: int) -> Notes:
        """What is noted of a Soviet squadron ordered over Zaozernaya at an hour of the day of the strike."""
        setting, scope = campaign.stage.setting, campaign.scope
        state: State = campaign.stage.first.copy()
        squadron = int(setting.squadrons[setting.cadre.side[setting.squadrons] == 0][0])
        minute = 4 * 1440 + hour * 60
        state.flights.aircraft[0, squadron], state.flights.kind[0, squadron] = 6, kind
        state.flights.hex[0, squadron] = np.flatnonzero(scope.target)[0]
        state.flights.at[0, squadron], state.flights.until[0, squadron] = minute, minute + 30
        notes = [Notes()]
        noting.watch_orders(scope, setting, state, notes)
        return notes[0]

    def test_a_strike_that_drops_nothing_was_given_up(self, campaign: Bench) -> None:
        assert self.ordered(campaign, BOMB, 7).strike == ABORTED

    def test_reconnaissance_and_other_hours_are_no_strike(self, campaign: Bench) -> None:
        assert self.ordered(campaign, RECON, 7).strike == UNORDERED
        assert self.ordered(campaign, BOMB, 15).strike == UNORDERED

    def test_bombs_near_the_place_within_the_hours_are_a_strike(self, campaign: Bench) -> None:
        setting, scope = campaign.stage.setting, campaign.scope
        squadron = int(setting.squadrons[setting.cadre.side[setting.squadrons] == 0][0])
        near, far = int(np.flatnonzero(scope.target)[0]), int(np.flatnonzero(~scope.target)[0])
        events = np.zeros(3, EVENT)
        events["kind"], events["unit"], events["amount"] = NUMBER["bombed"], squadron, 20
        events["minute"] = [4 * 1440 + 420, 4 * 1440 + 420, 4 * 1440 + 900]
        events["hex"] = [far, near, near]
        for some, bombs in ((events[:1], 0), (events[2:], 0), (events, 20)):
            notes = [Notes(ordered=True)]
            noting.watch_events(scope, setting, some, notes)
            assert notes[0].struck == bombs
            assert notes[0].strike == (STRUCK if bombs else ABORTED)

    def test_the_corps_is_complete_when_its_men_are_there(self, campaign: Bench) -> None:
        setting, scope = campaign.stage.setting, campaign.scope
        first = campaign.stage.first
        before, after = first.copy(), first.copy()
        after.forces.stood[:] = False
        after.minute = before.minute + 30
        notes = [Notes()]
        noting.watch_pulse(scope, setting, (before, after), notes)
        assert notes[0].came == -1
        after.forces.stood[:] = True
        noting.watch_pulse(scope, setting, (before, after), notes)
        assert notes[0].came == after.minute
        late = [setting.cadre.ids[u] for u in np.flatnonzero(scope.corps == 0)]
        assert "39sb-1" in late

    def test_every_moment_and_hill_of_the_record_is_looked_for(self, campaign: Bench) -> None:
        assert campaign.scope.whole
        assert len(campaign.scope.moments) == len(campaign.study.record.moments)
        assert {hill.id for hill in campaign.scope.hills} == campaign.study.record.control.hills.keys()


class TestReport:
    def test_it_is_well_formed(self, html: str) -> None:
        root = ElementTree.fromstring(html)
        assert [child.tag for child in root] == ["head", "body"]

    def test_it_needs_nothing_else(self, html: str) -> None:
        bare = html.replace('xmlns="http://www.w3.org/2000/svg"', "")
        assert not re.search(r"https?:|\bsrc=|href=|url\(|@import|<script|<link|<iframe", bare)

    def test_its_figures_are_those_of_the_data(self, html: str, told: dict[str, Any]) -> None:
        rows = {tuple(cells(row)) for row in ElementTree.fromstring(html).iter("tr")}
        for row in told["figures"]:
            wanted = (words.recorded(row), words.games(row["games"]), words.place(row))
            assert [r for r in rows if r[0].startswith(row["name"]) and r[1:4] == wanted], row["id"]
        for line in told["table"]:
            for test in line["tests"]:
                verdict = words.VERDICTS[test["verdict"]]
                assert ("", words.asked(test), words.found(test), verdict) in rows
        for day in told["control"]["days"]:
            share = words.percent(day["agreement"])
            assert [r for r in rows if r[1:2] == (day["name"],) and words.held(day) in r and share in r]

    def test_it_draws_strips_curves_hills_and_maps(self, html: str, told: dict[str, Any]) -> None:
        drawings = [svg.get("aria-label") or "" for svg in ElementTree.fromstring(html).iter(f"{SVG}svg")]
        judged = [row for row in told["figures"] if row["verdict"] is not None]
        assert sum("record" in label for label in drawings) >= len(judged)
        assert sum("turn by turn" in label for label in drawings) == 6
        assert sum("who holds the ground" in label for label in drawings) == len(told["moments"]) == 1
        assert sum("24:00" in label for label in drawings) == len(told["control"]["hills"])

    def test_both_files_are_written_whole(self, tmp_path: Path, short: Bench, told: dict[str, Any]) -> None:
        report.write(tmp_path, short, told)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["report.html", "report.json"]
        assert json.loads((tmp_path / "report.json").read_text("utf-8")) == json.loads(json.dumps(told))
        assert (tmp_path / "report.html").read_text("utf-8") == page(told, build(short.stage.bundle))

    def test_names_cannot_become_markup(self, short: Bench, told: dict[str, Any]) -> None:
        wild = told | {"method": told["method"] | {"name": '<script>alert(1)</script> & "x"'}}
        drawn = page(wild, build(short.stage.bundle))
        assert "<script>" not in drawn
        ElementTree.fromstring(drawn)


SVG = "{http://www.w3.org/2000/svg}"


def cells(row: ElementTree.Element) -> list[str]:
    return ["".join(cell.itertext()) for cell in row]


class TestCommand:
    LINE = ("history", SCENARIO, *AGENTS, "--runs=2", "--seed=11", "--jobs=1")

    def test_json_is_the_document_of_the_study(self, short: Bench) -> None:
        wanted = document(short, play(short, SEEDS[:2]))
        assert json.loads(good(*self.LINE, "--json")) == json.loads(json.dumps(wanted))

    def test_the_tables(self) -> None:
        told = good(*self.LINE)
        for title in ("Plausibility", "Figures", "Who holds the hills", "By stretches of the battle"):
            assert title in told
        assert "1,440 (1,438 - 1,440)" in told

    def test_the_table_alone(self) -> None:
        told = good(*self.LINE, "--table")
        assert "mean agreement with the record at least 80 %" in told
        assert "Figures" not in told

    def test_a_folder_gets_the_report(self, tmp_path: Path) -> None:
        told = good(*self.LINE, f"--out={tmp_path / 'new' / 'folder'}")
        assert str(tmp_path / "new" / "folder" / "report.html") in told
        assert (tmp_path / "new" / "folder" / "report.json").is_file()

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("history", "campain"), "the nearest is 'campaign'"),
            (("history", SCENARIO, "--soviet=greedi", "--japanese=greedy"), "the nearest is 'greedy'"),
            (("history", SCENARIO, *AGENTS, "--runs=0"), "--runs: expected a whole number from 1"),
            (("history", SCENARIO, *AGENTS, "--jobs=0"), "--jobs: expected a whole number from 1"),
            (("history", SCENARIO, *AGENTS, "--seed=-1"), "--seed: expected a whole number from 0"),
            (("history", SCENARIO, *AGENTS, f"--out={__file__}"), "--out: expected a folder"),
            (("history", SCENARIO, *AGENTS, f"--out={__file__}/x"), "Not a directory"),
        ],
    )
    def test_wrong_words_get_one_sentence(self, khasan: Khasan, words: tuple[str, ...], told: str) -> None:
        code, out, err = khasan(*words)
        assert (code, out) == (1, "")
        assert told in err
        assert err.count("\n") == 1

    def test_a_plan_of_the_other_side_is_refused(self, khasan: Khasan) -> None:
        from game.analysis.commanders import shipped

        code, _, err = khasan("history", SCENARIO, f"--soviet={shipped(1)}", "--japanese=greedy")
        assert code == 1
        assert "--soviet: expected a plan of the side 'soviet'" in err

    def test_a_full_disk_gets_one_sentence(
        self, khasan: Khasan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(path: Path, text: str) -> None:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))

        monkeypatch.setattr(report, "write_text", full)
        code, out, err = khasan(*self.LINE, f"--out={tmp_path}")
        assert (code, out) == (1, "")
        assert err == f"khasan: {tmp_path / 'report.json'}: No space left on device\n"
        assert list(tmp_path.iterdir()) == []


class TestCalibration:
    WORDS = ("--points=2", "--games=1", "--jobs=1", f"--scenario={SCENARIO}", *AGENTS)

    def test_it_goes_on_where_it_was_stopped(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        out = tmp_path / "points.json"
        assert calibrate_history.main([*self.WORDS, f"--out={out}"]) == 0
        whole_text = out.read_text("utf-8")
        assert "Of 2 points" in capsys.readouterr().out
        data = json.loads(whole_text)
        assert data["trials"][0]["moved"] != data["trials"][1]["moved"]
        out.write_text(json.dumps(data | {"trials": data["trials"][:1]}), "utf-8")
        assert calibrate_history.main([*self.WORDS, f"--out={out}"]) == 0
        assert out.read_text("utf-8") == whole_text

    @pytest.mark.parametrize("text", ["{}", "no data", '{"terms": {"seed": 1}, "trials": []}'])
    def test_a_file_of_something_else_is_left_alone(self, tmp_path: Path, text: str) -> None:
        out = tmp_path / "points.json"
        out.write_text(text, "utf-8")
        with pytest.raises(SystemExit, match=re.escape(str(out))):
            calibrate_history.main([*self.WORDS, f"--out={out}"])
        assert out.read_text("utf-8") == text

    def test_a_strange_scenario_is_told(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        words = [*self.WORDS[:3], "--scenario=nowhere", *AGENTS, f"--out={tmp_path / 'x'}"]
        assert calibrate_history.main(words) == 1
        assert "nowhere" in capsys.readouterr().err


def test_a_number_that_is_not_there_cannot_be_moved() -> None:
    with pytest.raises((BadData, ValueError), match=r"fire\.a9"):
        bench_of(replace(study(), moved=(("fire.a9", 0.5),)))
