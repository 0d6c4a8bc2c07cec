"""A row of the ledger as a sentence in the reader's language: base, factors, expectation, draw, result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import floor, log10

import numpy as np

from game.analysis import why_words
from game.analysis.why_words import Counted, Graded, Happened
from game.i18n import plural, text
from game.rules import ledger

DIGITS = 2
"""Significant digits that numbers are shown with."""
_ENDINGS = {1: "{n}st", 2: "{n}nd", 3: "{n}rd"}


@dataclass(frozen=True, slots=True)
class Names:
    """What units and hexes are called, by their rows; and the stakes, by what they are (`ledger.TARGETS`).

    `called` are names of units and formations by their ids, `places` those of objectives by labels of hexes.
    """

    units: Sequence[str]
    hexes: Sequence[str]
    stakes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    def unit(self, row: int) -> str:
        """Name of a unit; of nobody where there is none."""
        return self.units[row] if 0 <= row < len(self.units) else text("nobody")

    def target(self, rule: ledger.Rule, row: int) -> str:
        """Name of the target of a row: a unit, or something of the stakes."""
        if rule.target == "unit":
            return self.unit(row)
        known = self.stakes.get(rule.target, ())
        return known[row] if 0 <= row < len(known) else text(why_words.TARGETS[rule.target])

    def hex(self, row: int) -> str:
        """Label of a hex."""
        return self.hexes[row] if 0 <= row < len(self.hexes) else text("no hex")


def sentence(row: np.void, names: Names) -> str:
    """Why this row came out as it did.

    Parameters
    ----------
    row : LEDGER
        One row of a ledger.
    names : Names
        Of units and hexes.

    Returns
    -------
    str
        As "1st Company fired at 3rd Company: 6.2 rifle equivalents × 0.5 (time) × 0.04 (exposure) = 0.12
        expected, drew the 95th percentile: 1 man lost." Factors that change nothing are
        left out, and so is a result that says the expectation again.
    """
    rule = ledger.RULES[int(row["rule"])]
    words = why_words.RULES[rule.id]
    told = {"head": _head(row, rule, words, names), "reckoning": _reckoning(row, rule, words)}
    drawn, result = int(row["draw"]), _result(row, rule, words)
    if drawn != ledger.UNDRAWN:
        nth = ordinal(min(max(drawn // 10, 1), 99))
        return text(
            "{head}: {reckoning}, drew the {nth} percentile: {result}.", **told, nth=nth, result=result
        )
    untold = isinstance(words.result, Counted) and not int(row["result"])
    if untold or result == _expected(row, rule, words):
        return text("{head}: {reckoning}.", **told)
    return text("{head}: {reckoning}: {result}.", **told, result=result)


def ordinal(n: int) -> str:
    """A number as an ordinal: 1st, 2nd, 3rd, 4th, 11th, 84th."""
    ending = "{n}th" if n % 100 in (11, 12, 13) else _ENDINGS.get(n % 10, "{n}th")
    return text(ending, n=n)


def figure(kept: int, unit: int) -> str:
    """A number of so many to the one, with two significant digits; whole numbers as they are."""
    if unit == 1 or not kept:
        return str(kept)
    value = kept / unit
    places = DIGITS - 1 - floor(log10(abs(value)))
    shown = f"{round(value, places):.{max(places, 0)}f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    # The catalogues give the mark between whole and part as their language writes this number.
    return shown.replace(".", text("0.1")[1:-1])


def _head(row: np.void, rule: ledger.Rule, words: why_words.Words, names: Names) -> str:
    source = int(row["source"])
    message = words.alone if words.alone and source < 0 else words.head
    return text(
        message,
        source=names.unit(source),
        target=names.target(rule, int(row["target"])),
        hex=names.hex(int(row["hex"])),
    )


def _reckoning(row: np.void, rule: ledger.Rule, words: why_words.Words) -> str:
    """The arithmetic up to the expectation."""
    base = _amount(words.base, int(row["base"]), ledger.UNITS[rule.unit_of_base])
    expected = _expected(row, rule, words)
    unit = ledger.UNITS[rule.unit_of_factors]
    factors = list(zip(rule.factors, row["factors"].tolist(), strict=False))
    if rule.form in ("product", "curve"):
        steps = [base, *(_times(name, value, unit) for name, value in factors if value != unit)]
        if steps == [expected]:
            return expected
        if rule.form == "product":
            return text("{steps} = {expected}", steps=" ".join(steps), expected=expected)
        return text("{steps}, which makes {expected}", steps=" ".join(steps), expected=expected)
    if rule.form == "quotient":
        by = [
            text("÷ {n} ({factor})", n=figure(v, unit), factor=text(why_words.FACTORS[n])) for n, v in factors
        ]
        return text("{steps} = {expected}", steps=" ".join([base, *by]), expected=expected)
    bare = rule.form != "sum"
    terms = [(name, value) for name, value in factors if value]
    added = " ".join(_plus(name, value, unit, bare and not i) for i, (name, value) in enumerate(terms))
    return text(_SUMS[rule.form], base=base, terms=added or text("0" if bare else "+ 0"), expected=expected)


def _expected(row: np.void, rule: ledger.Rule, words: why_words.Words) -> str:
    return _amount(words.expected, int(row["expected"]), ledger.UNITS[rule.unit_of_expected])


_SUMS = {
    "sum": "{base} {terms} = {expected}",
    "terms": "{base}, {terms} = {expected}",
    "margin": "{terms} = {base}, which makes {expected}",
}


def _amount(words: str | Counted, kept: int, unit: int) -> str:
    shown = figure(kept, unit)
    if isinstance(words, Counted):
        return plural(words.one, words.many, int(shown) if shown.isdecimal() else 2, shown=shown)
    return text(words, n=shown, percent=figure(kept * 100, unit))


def _times(name: str, value: int, unit: int) -> str:
    return text("× {n} ({factor})", n=figure(value, unit), factor=text(why_words.FACTORS[name]))


def _plus(name: str, value: int, unit: int, bare: bool) -> str:
    message = "- {n} ({factor})" if value < 0 else "{n} ({factor})" if bare else "+ {n} ({factor})"
    return text(message, n=figure(abs(value), unit), factor=text(why_words.FACTORS[name]))


def _result(row: np.void, rule: ledger.Rule, words: why_words.Words) -> str:
    count, kind = int(row["result"]), words.result
    if isinstance(kind, Counted):
        return plural(kind.one, kind.many, count)
    if isinstance(kind, Happened):
        return text(kind.yes if count else kind.no)
    if isinstance(kind, Graded):
        return text(kind.words[min(max(count, 0), len(kind.words) - 1)])
    return _amount(kind.words, count, ledger.UNITS[rule.unit_of_result])
