"""Rows of the ledger, and the sentences that they are told in."""

from __future__ import annotations

import gettext
import string

import numpy as np
import pytest

from game import i18n
from game.analysis import why, why_words
from game.rules import ledger
from game.rules.tables import ONE

NAMES = why.Names(units=("1st Company", "3rd Company"), hexes=("0101", "1207"))
HALF = ONE // 2


class Marked(gettext.NullTranslations):
    """A language in which every sentence is its English in brackets, but for the decimal mark."""

    def gettext(self, message: str) -> str:
        return "0,1" if message == "0.1" else f"[{message}]"

    def ngettext(self, one: str, many: str, n: int) -> str:
        return f"[{one if n == 1 else many}]"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHASAN_LANGUAGE", "en")


def row(rule: str, **changes: object) -> np.void:
    """One row of a rule with plain numbers in it."""
    known = ledger.RULES[ledger.number(rule)]
    columns: dict[str, object] = {
        "pulse": 4,
        "source": 0,
        "target": 1,
        "hex": 1,
        "base": ledger.UNITS[known.unit_of_base],
        "factors": [HALF] * len(known.factors),
        "expected": ledger.UNITS[known.unit_of_expected] // 2,
        "draw": 845,
        "result": 1,
    }
    made: np.void = ledger.entries(rule, **(columns | changes))[0]  # type: ignore[arg-type]
    return made


class TestRows:
    def test_registry(self) -> None:
        ids = [rule.id for rule in ledger.RULES]
        assert len(set(ids)) == len(ids)
        assert [ledger.number(rule) for rule in ids] == list(range(len(ids)))

    def test_broadcast_and_order(self) -> None:
        rows = ledger.entries(
            "shells",
            pulse=9,
            source=ledger.NOBODY,
            target=[[5, 6], [7, 8]],
            hex=[[1], [2]],
            base=100,
            factors=np.full((2, 2, 2), HALF),
            expected=[[25, 0], [30, 0]],
            draw=[[10, 20], [30, 40]],
            result=[[0, 0], [1, 0]],
        )
        assert rows.dtype == ledger.LEDGER
        assert rows["target"].tolist() == [5, 6, 7, 8]
        assert rows["hex"].tolist() == [1, 1, 2, 2]
        assert rows["source"].tolist() == [-1] * 4
        assert rows["factors"][0].tolist() == [HALF, HALF] + [0] * 10
        assert (rows["pulse"] == 9).all()
        assert (rows["rule"] == ledger.number("shells")).all()

    def test_empty_rows_are_dropped_when_asked(self) -> None:
        numbers = {"expected": [0, 5, 0], "result": [0, 0, 1]}
        common = {"pulse": 1, "source": 0, "target": [1, 2, 3], "hex": 0, "base": 7, "draw": 0}
        factors = np.zeros((3, 0), np.int32)
        kept = ledger.entries("losses", factors=factors, drop_empty=True, **numbers, **common)  # type: ignore[arg-type]
        assert kept["target"].tolist() == [2, 3]
        every = ledger.entries("losses", factors=factors, **numbers, **common)  # type: ignore[arg-type]
        assert every["target"].tolist() == [1, 2, 3]

    def test_refuses(self) -> None:
        with pytest.raises(ValueError, match=r"rule must be one of fire, .* got 'luck'"):
            ledger.number("luck")
        with pytest.raises(ValueError, match="'shells' has 2 factors, got 3"):
            row("shells", factors=[1, 2, 3])

    def test_rules_must_fit(self) -> None:
        with pytest.raises(ValueError, match="may have 12 factors of different names"):
            ledger.Rule("long", tuple(f"f{i}" for i in range(13)))
        with pytest.raises(ValueError, match="may have 12 factors of different names"):
            ledger.Rule("twice", ("a", "a"))
        with pytest.raises(ValueError, match="unknown form, target or unit"):
            ledger.Rule("odd", (), "bushels")


class TestSentences:
    def test_fire(self) -> None:
        told = row("fire", base=6349, factors=[HALF, *[ONE] * 5, 41, *[ONE] * 4], expected=123, draw=848)
        assert why.sentence(told, NAMES) == (
            "1st Company fired at 3rd Company: 6.2 rifle equivalents × 0.5 (time) × 0.04 (exposure) "
            "= 0.12 expected, drew the 84th percentile: 1 man lost."
        )

    def test_part_of_a_fire_is_not_drawn(self) -> None:
        told = row("fire", factors=[ONE] * 11, draw=ledger.UNDRAWN, result=0, source=-1)
        assert why.sentence(told, NAMES) == "Fire at 3rd Company: 1 rifle equivalent = 0.5 expected."

    def test_plural(self) -> None:
        told = row("losses", base=2300, expected=2000, draw=500, result=3)
        assert why.sentence(told, NAMES) == (
            "All fire at 3rd Company: 2.3 hits, which makes 2 expected, drew the 50th percentile: 3 men lost."
        )

    def test_margin(self) -> None:
        told = row("break", base=60, factors=[300, 100, 0, -340], expected=734, draw=21, result=0)
        assert why.sentence(told, NAMES) == (
            "3rd Company after a round of close combat: 0.29 (losses) + 0.098 (suppression) "
            "- 0.33 (what they bear) = stress 0.059, which makes a chance of 73 %, "
            "drew the 2nd percentile: holds."
        )

    def test_sum(self) -> None:
        changes = [-102, -51, 0, 0, 0, 0, 0, 0]
        told = row("cohesion", base=921, factors=changes, expected=750, draw=ledger.UNDRAWN, result=768)
        assert why.sentence(told, NAMES) == (
            "Cohesion of 3rd Company: 0.9 before - 0.1 (losses) - 0.05 (suppression) = 0.75: now 0.75."
        )

    @pytest.mark.parametrize("rule", [rule.id for rule in ledger.RULES])
    def test_every_rule_can_be_told(self, rule: str) -> None:
        for changes in (
            {},
            {"source": -1},
            {"draw": ledger.UNDRAWN},
            {"result": 0},
            {"hex": -1, "target": 99},
        ):
            told = why.sentence(row(rule, **changes), NAMES)
            assert told.endswith(".")
            assert "{" not in told
            assert "  " not in told

    def test_words_fit_the_rules(self) -> None:
        assert list(why_words.RULES) == [rule.id for rule in ledger.RULES]
        assert set(why_words.FACTORS) == {name for rule in ledger.RULES for name in rule.factors}

    def test_heads_name_what_they_have(self) -> None:
        for words in why_words.RULES.values():
            for message in (words.head, words.alone):
                fields = {field for _, field, _, _ in string.Formatter().parse(message) if field}
                assert fields <= {"source", "target", "hex"}
            assert "{source}" not in words.alone

    def test_all_words_go_through_the_catalogue(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(i18n, "catalogue", lambda language: Marked())
        told = why.sentence(row("break", base=60, factors=[300, 0, 0, 0], expected=734, result=1), NAMES)
        assert told == (
            "[[3rd Company after a round of close combat]: [[0,29 ([losses])] = [stress 0,059], "
            "which makes [a chance of 73 %]], drew the [84th] percentile: [gives way].]"
        )


class TestNumbers:
    @pytest.mark.parametrize(
        ("n", "told"),
        [
            *[(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th")],
            *[(21, "21st"), (22, "22nd"), (53, "53rd"), (84, "84th"), (99, "99th")],
        ],
    )
    def test_ordinals(self, n: int, told: str) -> None:
        assert why.ordinal(n) == told

    @pytest.mark.parametrize(
        ("kept", "unit", "told"),
        [
            *[(0, 1024, "0"), (7, 1, "7"), (1234, 1, "1234"), (400, 1000, "0.4"), (6349, 1024, "6.2")],
            *[(41, 1024, "0.04"), (123_456, 1000, "120"), (999, 1000, "1"), (-400, 1000, "-0.4")],
            *[(1, 65536, "0.000015"), (99_600, 1000, "100"), (12_000, 1000, "12")],
        ],
    )
    def test_two_digits(self, kept: int, unit: int, told: str) -> None:
        assert why.figure(kept, unit) == told

    @pytest.mark.parametrize(("draw", "told"), [(0, "1st"), (9, "1st"), (505, "50th"), (999, "99th")])
    def test_percentiles(self, draw: int, told: str) -> None:
        assert f"drew the {told} percentile" in why.sentence(row("losses", draw=draw), NAMES)
