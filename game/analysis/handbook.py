"""The handbook with the numbers of the rules in it.

The pages in `assets/handbook/en` hold marks, never the disputable numbers themselves, so that they cannot
drift from the rules:

    <!-- table: fire.range_factor -->   a line of its own: a whole table of the ruleset
    <!-- value: fire.a0 -->             within a sentence, or lines of their own: single numbers
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np

from game.analysis.handbook_pages import pages
from game.analysis.numbers import BASE, PATHS
from game.rules import ledger
from game.rules.ruleset import Ruleset, Trace, unknown
from game.scenario.compile import compile_ruleset
from game.scenario.load import load_ruleset

MARK = re.compile(r"<!--\s*(table|value):\s*(\S+)\s*-->")
ANY = re.compile(r"<!--\s*(?:table|value)\b.*?-->", re.DOTALL)
HEAD = ("number", "value", "range", "unit", "source", "tag")


class Mark(NamedTuple):
    """A place in a page where a table or a number of the rules belongs."""

    what: str
    path: str


@dataclass(frozen=True, slots=True)
class Book:
    """The ruleset that fills the pages, and what the keys of its sources stand for."""

    rules: Ruleset
    sources: Mapping[str, Mapping[str, str]]
    abouts: Mapping[str, str]


def load_book(name: str = "standard") -> Book:
    """A ruleset with the words about its tables."""
    files = load_ruleset(name)
    models = {document.model.id: document.model for document in files.documents}
    abouts = {
        f"{chapter}.{key}": table.about
        for chapter, model in models.items()
        for key, table in getattr(model, "tables", {}).items()
    }
    sources = {chapter: dict(model.sources) for chapter, model in models.items()}
    return Book(compile_ruleset(files.models()), sources, abouts)


def marks(text: str) -> list[Mark]:
    """Marks of a page in order.

    Raises
    ------
    ValueError
        If something looks like a mark but names nothing.
    """
    for found in ANY.findall(text):
        if not MARK.fullmatch(found):
            raise ValueError(f"a mark reads <!-- value: chapter.name -->, found {found!r}")
    return [Mark(what, path) for what, path in MARK.findall(text)]


def fill(text: str, book: Book) -> str:
    """A page with its marks filled in, and its sources at the end.

    Raises
    ------
    ValueError
        If a mark names a number or table that the ruleset has not, with the nearest that it has.
    """
    used = [trace for mark in marks(text) for trace in _traces(mark, book)]
    lines: list[str] = []
    for alone, group in groupby(text.splitlines(), _values_only):
        if alone:
            lines += _value_table([book.rules.where(mark.path) for line in group for mark in marks(line)])
        else:
            lines += [filled for line in group for filled in _line(line, book)]
    return "\n".join([*lines, *_legend(used, book), ""])


def _values_only(line: str) -> bool:
    found = marks(line)
    return bool(found) and all(mark.what == "value" for mark in found) and not MARK.sub("", line).strip(" ,;")


def _line(line: str, book: Book) -> Iterator[str]:
    found = marks(line)
    if [mark.what for mark in found] == ["table"] and not MARK.sub("", line).strip():
        yield from _table(found[0].path, book)
    elif any(mark.what == "table" for mark in found):
        raise ValueError(f"the mark of a table stands on a line of its own, found {line.strip()!r}")
    else:
        yield MARK.sub(lambda match: _phrase(book.rules.where(match[2])), line)


def _traces(mark: Mark, book: Book) -> list[Trace]:
    if mark.what == "value":
        return [book.rules.where(mark.path)]
    if mark.path not in book.rules.layouts:
        raise ValueError(unknown(mark.path, book.rules.layouts))
    return [trace for path, trace in book.rules.numbers.items() if path.startswith(f"{mark.path}.")]


def _phrase(trace: Trace) -> str:
    """A number within a sentence."""
    unit = "" if trace.unit in ("factor", "share") else f" {trace.unit}"
    return f"{trace.value:g}{unit}" + (f" ({_range(trace)})" if trace.low != trace.high else "")


def _range(trace: Trace) -> str:
    return f"{trace.low:g} to {trace.high:g}" if trace.low != trace.high else f"{trace.value:g}"


def _value_table(traces: Iterable[Trace]) -> list[str]:
    rows = []
    for t in traces:
        name = f"{t.about or t.path} ({t.note})" if t.note else t.about or t.path
        rows.append((name, f"{t.value:g}", _range(t), t.unit, t.source, t.tag))
    return _markdown(HEAD, rows)


def _table(path: str, book: Book) -> list[str]:
    """A table with value and range in each cell."""
    names, columns = book.rules.layouts[path]
    cells = book.rules.numbers
    rows = []
    for name in names:
        traces = [cells.get(f"{path}.{name}.{column}") for column in columns]
        known = [trace for trace in traces if trace is not None]
        origin = (known[0].source, known[0].tag) if known else ("", "")
        rows.append((name.replace("_", " "), *map(_cell, traces), *origin))
    head = [column.replace("_", " ") for column in columns]
    units = {trace.unit for trace in _traces(Mark("table", path), book)}
    caption = f"*{book.abouts.get(path, path)} Unit: {', '.join(sorted(units))}.*"
    return [caption, "", *_markdown(("", *head, "source", "tag"), rows)]


def _cell(trace: Trace | None) -> str:
    if trace is None:
        return "-"
    return f"{trace.value:g}" + (f" ({trace.low:g}-{trace.high:g})" if trace.low != trace.high else "")


def _markdown(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    titles = list(head)
    return [_row(titles), _row(["---"] * len(titles)), *map(_row, rows)]


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _legend(traces: Iterable[Trace], book: Book) -> list[str]:
    """What the keys of the sources stand for."""
    told: dict[str, str] = {}
    for trace in traces:
        chapter = trace.path.split(".")[0]
        for key in trace.source.split(", "):
            told[key] = book.sources[chapter].get(key, key)
    if not told:
        return []
    return ["", "## Sources", "", *(f"- **{key}**: {' '.join(told[key].split())}." for key in sorted(told))]


def page_for(row: np.void) -> str:
    """The page that is about the rule of a row of the ledger; empty where the handbook has none."""
    paths = PATHS.get(ledger.RULES[int(row["rule"])].id, {})
    # What a result rests on says best which rule it is; its factors come from all chapters.
    named = sorted(paths, key=lambda part: part != BASE)
    chapters = [path.split(".")[0] for part in named for path in paths[part]]
    known = {page.stem for page in pages()}
    return next((chapter for chapter in chapters if chapter in known), "")
