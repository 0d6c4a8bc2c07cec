"""The commands on the file of a played game: what they tell is what was played."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_line import Khasan, good
from store_field import tamper

from game import __version__, locate
from game.agents.registry import AGENTS
from game.engine.log import KINDS
from game.engine.notation import hour, read
from game.scenario.build import build
from game.scenario.load import find_scenario, load_bundle
from game.store import schema
from game.store.packing import unpack_state
from game.store.record import Terms, load_record
from game.store.saved import create, open_game
from game.store.table import table_of
from game.store.texts import gather

NAME, SEED, TURNS = "night-assault", 11, 2
PLAYERS = ("reactive", "greedy")
DIGEST = re.compile(r"[0-9a-f]{64}")


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two agents play, the umpire goes back once, the last turn stays open."""
    path = tmp_path_factory.mktemp("night") / "night.khasan"
    with create(path, gather(find_scenario(NAME)), Terms(SEED), PLAYERS) as saved:
        for turn in range(TURNS):
            for side, name in enumerate(PLAYERS):
                plan = AGENTS[name](SEED).choose(saved.game.view(side))
                assert saved.plot_all(side, plan.orders) == (None,) * len(plan.orders)
                saved.reason(side, plan.reasons)
                saved.commit(side)
            saved.play()
            if turn == 0:
                saved.note(-1, "=1+1 is no formula\nsecond line\x1b[2J")
                saved.take_over(0, "human")
    return path


@pytest.fixture(scope="module")
def document(game: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(good("export", str(game), "--format", "json"))
    return found


class TestInfo:
    def test_json_says_what_was_played(self, game: Path) -> None:
        data, record = json.loads(good("info", str(game), "--json")), load_record(game)
        assert (data["scenario"], data["seed"], data["weather"]) == (NAME, SEED, "recorded")
        assert (data["soviet"], data["japanese"], data["program"]) == ("human", "greedy", __version__)
        assert (data["turns"], data["open"]) == (TURNS, f"{TURNS + 1}, {hour(record.turns[-1].minute)}")
        assert data["orders"] == sum(len(o) for row in record.turns for o in row.orders) > 0
        assert data["pulses"] == sum(len(row.pulses) for row in record.turns)
        assert data["digest"] == record.turns[-1].start
        assert data["bytes"] == game.stat().st_size

    def test_lines_for_people(self, game: Path) -> None:
        lines = good("info", str(game)).splitlines()
        assert f"file: {game}" in lines
        assert f"turns played: {TURNS}" in lines
        assert "plays Japan: greedy" in lines


class TestReplay:
    def test_verifies(self, game: Path) -> None:
        *turns, last = good("replay", str(game), "--verify").splitlines()
        assert len(turns) == TURNS
        assert last == f"{TURNS} turns come out as they stand in the file."

    def test_json_has_the_digests_of_the_file(self, game: Path) -> None:
        rows = [json.loads(line) for line in good("replay", str(game), "--json").splitlines()]
        assert [row["state"] for row in rows] == [row.end for row in load_record(game).played]

    def test_changed_order_is_found_and_its_entry_named(
        self, game: Path, tmp_path: Path, khasan: Khasan, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = Path(shutil.copyfile(game, tmp_path / "changed.khasan"))
        lines = [line for row in load_record(path).turns for side in row.orders for line in side]
        chosen = next(n for n, line in enumerate(lines) if line.startswith("assault"))
        unit = lines[chosen].split()[1]
        tamper(path, schema.ORDERS, lambda row: row.__setitem__(4, f"hold {unit}"), chosen)
        monkeypatch.chdir(tmp_path)
        status, out, err = khasan("replay", path.name, "--verify")
        assert status == 1
        assert "come out as they stand" not in out
        where = r"changed\.khasan: turn \d \(07-3\d/\d\d:\d\d\), pulse \d: "
        assert re.fullmatch(where + r"expected the state \w{12}, found \w{12}\n", err)


class TestExport:
    def test_json_holds_everything(self, game: Path, document: dict[str, Any]) -> None:
        record = load_record(game)
        assert document["texts"] == record.texts.digest()
        for told, row in zip(document["turns"], record.turns, strict=True):
            assert told["orders"] == {"soviet": row.orders[0], "japanese": row.orders[1]}
            assert told["reasons"] == {"soviet": row.reasons[0], "japanese": row.reasons[1]}
            assert (told["start"], told["end"]) == (row.start, row.end)
            assert [pulse["digest"] for pulse in told["pulses"]] == [pulse.digest for pulse in row.pulses]
        assert [turn["players"]["soviet"] for turn in document["turns"]] == ["reactive", "human", "human"]
        assert document["notes"][0]["side"] == "umpire"

    def test_events_are_those_of_the_game(self, game: Path, document: dict[str, Any]) -> None:
        with open_game(game) as saved:
            events, ids = saved.game.events(None), saved.table.setting.cadre.ids
            label = saved.table.setting.board.label
        told = [event for turn in document["turns"] for pulse in turn["pulses"] for event in pulse["events"]]
        assert [KINDS.index(event["kind"]) for event in told] == events["kind"].tolist()
        assert [event["unit"] for event in told] == [ids[u] if u >= 0 else None for u in events["unit"]]
        assert [event["hex"] for event in told] == [label(h) if h >= 0 else None for h in events["hex"]]
        assert [event["amount"] for event in told] == events["amount"].tolist()

    def test_losses_told_in_events_are_those_of_the_turns(self, document: dict[str, Any]) -> None:
        """Guards both: what the dispatches add up to is what the states say."""
        start = build(load_bundle(find_scenario(NAME)))
        side = {
            c.id: ("soviet", "japanese")[int(s)]
            for c, s in zip(start.roster.counters, start.units.side, strict=True)
        }
        lost = {"soviet": 0, "japanese": 0}
        for turn in document["turns"][:TURNS]:
            for event in (event for pulse in turn["pulses"] for event in pulse["events"]):
                if event["kind"] in ("lost", "surrendered", "sick"):
                    lost[side[event["unit"]]] += event["amount"]
            assert lost == turn["lost"]
        assert sum(lost.values()) > 0

    def test_hills_are_held_by_who_stands_there_at_the_end(
        self, game: Path, document: dict[str, Any]
    ) -> None:
        with open_game(game) as saved:
            ground, control = saved.table.setting.stakes.victory.ground, saved.game.state.ground.control[0]
        for n, held in enumerate(document["turns"][TURNS - 1]["held"].values()):
            mine = control[ground.hexes[ground.parts[:, n] > 0]]
            assert list(held.values()) == [int(np.sum(mine == side)) for side in (0, 1, -1)]

    def test_csv_holds_the_same(self, game: Path, document: dict[str, Any]) -> None:
        rows = list(csv.DictReader(io.StringIO(good("export", str(game), "--format", "csv"))))
        turns = document["turns"]

        def count(what: str) -> int:
            return sum(row["what"] == what for row in rows)

        assert count("order") == sum(len(lines) for turn in turns for lines in turn["orders"].values())
        assert count("reason") == sum(len(lines) for turn in turns for lines in turn["reasons"].values())
        assert count("event") == sum(len(pulse["events"]) for turn in turns for pulse in turn["pulses"])
        assert count("digest") == sum(len(turn["pulses"]) for turn in turns)
        assert count("score") == TURNS
        assert {row["text"] for row in rows if row["what"] in ("digest", "start", "end")} <= set(
            DIGEST.findall(json.dumps(document))
        )
        (note,) = (row["text"] for row in rows if row["what"] == "note")
        assert note.startswith("'=1+1")

    def test_text_reads_as_a_log_of_dispatches(self, game: Path, document: dict[str, Any]) -> None:
        text = good("export", str(game))
        lines = text.splitlines()
        assert lines[0] == "The Night Assault"
        assert "Turn 1, 30 July, 18:00" in lines
        assert "  USSR (reactive) orders:" in lines
        assert "  USSR (human) orders:" in lines
        for turn in document["turns"]:
            for pulse in turn["pulses"]:
                assert f"  {pulse['hour'][-5:]}" in lines
                assert all(f"    {event['text']}" in lines for event in pulse["events"])
            for orders in turn["orders"].values():
                assert all(f"    {line}" in lines for line in orders)
        last = document["turns"][TURNS - 1]
        assert f"  Score {last['score']:+.2f} (from -100 for Japan to +100 for the USSR)." in lines
        assert any(line.startswith("  Bezymyannaya") or line.startswith("  Zaozernaya") for line in lines)
        assert "  note, umpire: =1+1 is no formula" in lines
        assert "\x1b" not in text

    def test_why_adds_the_ledger(self, game: Path) -> None:
        plain, told = (
            json.loads(good("export", str(game), "--format", "json", *more)) for more in ((), ("--why",))
        )
        assert all("why" not in pulse for turn in plain["turns"] for pulse in turn["pulses"])
        reasons = [line for turn in told["turns"] for pulse in turn["pulses"] for line in pulse.pop("why")]
        assert any("expected, drew the" in line for line in reasons)
        assert told == plain

    def test_into_a_new_file_only(self, game: Path, tmp_path: Path, khasan: Khasan) -> None:
        out = tmp_path / "game.txt"
        assert good("export", str(game), "--out", str(out)) == ""
        assert out.read_text("utf-8") == good("export", str(game))
        assert khasan("export", str(game), "--out", str(out)) == (
            1,
            "",
            f"{out}: expected the name of a new file, found one that is there already\n",
        )


class TestBranch:
    def test_begins_there_and_verifies(self, game: Path, tmp_path: Path) -> None:
        out = tmp_path / "branch.khasan"
        assert (
            good("branch", str(game), "--turn", "2", "--out", str(out))
            == f"{out} begins at turn 2 of {game}.\n"
        )
        assert (
            good("replay", str(out), "--verify").splitlines()[-1]
            == "1 turn comes out as it stands in the file."
        )
        assert json.loads(good("info", str(out), "--json"))["origin"] == "night.khasan, turn 2"

    def test_turn_that_was_not_reached(self, game: Path, tmp_path: Path, khasan: Khasan) -> None:
        out = tmp_path / "branch.khasan"
        status, _, err = khasan("branch", str(game), "--turn", "9", "--out", str(out))
        assert (status, err) == (1, f"{game}: turn: expected a turn from 1 to {TURNS + 1}, found 9\n")
        assert not out.exists()


def test_game_opens_from_its_own_texts(game: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The scenario may have changed or gone since: the texts in the file are what is played."""
    plain = good("replay", str(game), "--json")
    monkeypatch.setattr(locate, "scenarios", lambda: tmp_path)
    assert good("replay", str(game), "--verify", "--json") == plain


def test_states_of_a_played_game_are_believed(game: Path) -> None:
    """Guards the limits of `store.sound`: a state that a battle comes to is one that a file may hold."""
    record = load_record(game)
    table = table_of(record)
    assert sorted(record.snapshots) == [1, 2]
    for number, packed in record.snapshots.items():
        row = record.turns[number]
        state = unpack_state(packed, table.setting, table.first, row.turn, row.minute)
        assert state.digest() == row.start


def test_orders_in_the_file_read_back(game: Path) -> None:
    with open_game(game) as saved:
        board, ids = saved.table.setting.board, saved.table.setting.cadre.ids
        entries = saved.game.entries
    for row, entry in zip(load_record(game).played, entries, strict=True):
        for lines, orders in zip(row.orders, entry.orders, strict=True):
            assert tuple(read(line, board, ids) for line in lines) == orders
