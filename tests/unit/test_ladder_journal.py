"""The file of a ladder: killed at any byte it goes on; what does not belong to it is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ladder_field import HEAD, invented, ladder, opened, pair, record

from game.analysis.ladder import climb as climbing
from game.analysis.ladder import crew
from game.analysis.ladder.arena import Block
from game.analysis.ladder.climb import climb, found
from game.analysis.ladder.journal import Head, Journal
from game.analysis.ladder.report import report
from game.scenario.faults import BadData


@pytest.fixture(autouse=True)
def blocks(monkeypatch: pytest.MonkeyPatch) -> list[Block]:
    """Blocks that were played; their games are invented."""
    asked = list[Block]()

    def played(block: Block) -> list[object]:
        asked.append(block)
        return [*invented(block)]

    monkeypatch.setattr(crew, "played", played)
    return asked


def told(journal: Journal, pairs: int = 3) -> object:
    """All that is reported, but for the clocks."""
    data = report(ladder(pairs), journal, ["hill", "river"]).as_data()
    del data["measured"]
    return data


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """The file of a ladder that was played to its end."""
    path = tmp_path / "whole.jsonl"
    climb(ladder(), opened(path), 1)
    return path


class TestGoingOn:
    def test_every_pair_is_a_line_and_reads_back(self, whole: Path) -> None:
        lines = whole.read_bytes().splitlines()
        assert len(lines) == 1 + ladder().total == 19
        again, memory = opened(whole), opened(None)
        climb(ladder(), memory, 1)
        assert again.records == memory.records

    def test_killed_at_any_byte_it_comes_out_the_same(self, whole: Path, tmp_path: Path) -> None:
        raw, expected = whole.read_bytes(), opened(whole).records
        cut = tmp_path / "cut.jsonl"
        for size in [*range(0, len(raw), 101), *(at for at, byte in enumerate(raw) if byte == 10), len(raw)]:
            cut.write_bytes(raw[:size])
            journal = opened(cut)
            assert len(journal.records) == max(0, raw[:size].count(b"\n") - 1)
            climb(ladder(), journal, 1)
            assert opened(cut).records == expected
            assert sorted(cut.read_bytes().splitlines()) == sorted(raw.splitlines())

    def test_only_what_is_lacking_is_played(self, whole: Path, blocks: list[Block]) -> None:
        blocks.clear()
        whole.write_bytes(b"".join(whole.read_bytes().splitlines(keepends=True)[:-2]))
        climb(ladder(), opened(whole), 1)
        assert sum(len(block.seeds) for block in blocks) == 2
        blocks.clear()
        climb(ladder(), opened(whole), 1)
        assert blocks == []

    def test_more_pairs_and_other_order_of_agents_go_into_the_same_file(
        self, whole: Path, blocks: list[Block]
    ) -> None:
        blocks.clear()
        climb(ladder(4, agents=("reactive", "greedy", "random")), opened(whole), 1)
        assert sum(len(block.seeds) for block in blocks) == 6
        fresh = opened(None)
        climb(ladder(4), fresh, 1)
        assert told(opened(whole), 4) == told(fresh, 4)

    @pytest.mark.parametrize("size", [1, 2, 5])
    def test_blocks_of_any_size_come_to_the_same(
        self, size: int, whole: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(climbing, "TOGETHER", size)
        fresh = opened(None)
        climb(ladder(), fresh, 1)
        assert told(fresh) == told(opened(whole))

    def test_told_of_every_pair(self) -> None:
        heard = list[int]()
        climb(ladder(), opened(None), 1, heard.append)
        assert sum(heard) == ladder().total


class TestSequentialTest:
    def test_a_pairing_that_is_decided_is_not_played_on(self, blocks: list[Block]) -> None:
        journal = opened(None)
        climb(ladder(120, agents=("greedy", "random"), sprt=True), journal, 1)
        known = found(ladder(120, agents=("greedy", "random"), sprt=True), journal, ("greedy", "random"))
        verdict = climbing.tested(known)
        assert verdict.better is not None
        assert len(known) == verdict.pairs <= len(journal.records) < 240

    def test_pairs_beyond_the_end_of_the_test_are_not_counted(self) -> None:
        wide, names = opened(None), ("greedy", "random")
        climb(ladder(120, agents=names), wide, 1)
        narrow = opened(None)
        climb(ladder(120, agents=names, sprt=True), narrow, 1)
        test = ladder(120, agents=names, sprt=True)
        assert len(narrow.records) < len(wide.records)
        assert found(test, wide, names) == found(test, narrow, names)


class TestRefused:
    def said(self, path: Path, *, resume: bool = True, head: Head = HEAD) -> str:
        before = path.read_bytes()
        with pytest.raises(BadData) as bad:
            opened(path, resume=resume, head=head)
        assert path.read_bytes() == before
        assert len(bad.value.faults) == 1
        return str(bad.value)

    def test_a_file_that_is_there_without_resume(self, whole: Path) -> None:
        assert "--resume to go on" in self.said(whole, resume=False)

    def test_a_file_of_other_code_or_another_seed(self, whole: Path) -> None:
        assert "the code as it is now, 0ther, found c0de" in self.said(whole, head=Head("0ther", 1))
        assert "from seed 2 on, found 1" in self.said(whole, head=Head("c0de", 2))

    @pytest.mark.parametrize(
        "text", ["a letter", "a letter\nto you\n", "{}\n", '{"kind": "map"}\n[]\n', "[1]\n"]
    )
    def test_a_file_that_is_none_of_ours(self, text: str, tmp_path: Path) -> None:
        path = tmp_path / "letter.txt"
        path.write_text(text)
        assert "expected" in self.said(path)

    @pytest.mark.parametrize(
        "change",
        [
            {"agents": "greedy"},
            {"scores": [1, "2"]},
            {"scores": [1, 2, 3]},
            {"won": None},
            {"measured": {}},
            {"measured": {"turns": {"greedy": 3}, "seconds": 1.0}},
            {"seed": True},
        ],
    )
    def test_a_line_that_is_no_pair_with_its_number(self, change: dict[str, object], whole: Path) -> None:
        lines = whole.read_text().splitlines()
        lines[4] = json.dumps(json.loads(lines[4]) | change)
        whole.write_text("\n".join(lines) + "\n")
        assert f"{whole}:5:1: expected a pair of games" in self.said(whole)

    def test_a_line_in_the_middle_that_is_torn(self, whole: Path) -> None:
        lines = whole.read_text().splitlines()
        lines[4] = lines[4][:40]
        whole.write_text("\n".join(lines) + "\n")
        assert f"{whole}:5:1: expected a line of JSON" in self.said(whole)

    def test_a_pair_of_a_scenario_that_has_changed(self, whole: Path) -> None:
        whole.write_text(whole.read_text().replace("7e48", "0ld"))
        assert "7e48, as river is now, found 0ld" in self.said(whole)

    def test_two_results_of_one_pair(self, whole: Path) -> None:
        journal = opened(whole)
        other = pair(3, 4)
        assert journal.records[other.key].pair != other
        journal.add(record(other))
        assert "another result of the same pair" in self.said(whole)
