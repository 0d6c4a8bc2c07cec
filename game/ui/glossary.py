"""The glossary of the handbook: its entries, and where their words stand in a line of a panel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from game.analysis.handbook_pages import pages
from game.i18n import preferred
from game.ui.kit.links import Span
from game.ui.kit.markdown import HEAD, PROSE, blocks

PAGE = "glossary"
LEVEL = 3
"""Heads of this level are entries."""
ALSO = re.compile(r"\s*Also: (.+?)\.?$", re.DOTALL)
"""Other words for an entry, at the end of its text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, what it means, and the other words for it."""

    name: str
    words: str
    forms: tuple[str, ...]


@cache
def entries(language: str) -> dict[str, Entry]:
    """Entries of a language by name; English where a language has no glossary."""
    known = {page.stem: page for page in pages()} | {page.stem: page for page in pages(language)}
    if PAGE not in known:
        return {}
    return {entry.name: entry for entry in _read(known[PAGE].read_text(encoding="utf-8"))}


def _read(page: str) -> Iterator[Entry]:
    name = ""
    for block in blocks(page):
        if block.kind == HEAD:
            name = block.text if block.level == LEVEL else ""
        elif block.kind == PROSE and name:
            also = ALSO.search(block.text)
            forms = tuple(form.strip() for form in also[1].split(",")) if also else ()
            yield Entry(name, block.text[: also.start()] if also else block.text, (name, *forms))


@cache
def _pattern(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds any form of any entry, the longest first, and the entry of each form."""
    of = {form.casefold(): entry.name for entry in entries(language).values() for form in entry.forms}
    forms = sorted(of, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(form)}(?!\w)" for form in forms) or r"(?!)", re.I), of


def find(line: str) -> tuple[Span, ...]:
    """Terms in a line, from left to right."""
    pattern, of = _pattern(preferred())
    return tuple(Span(m.start(), m.end(), of[m[0].casefold()]) for m in pattern.finditer(line))


def entry(name: str) -> Entry | None:
    """The entry of a name in the reader's language."""
    return entries(preferred()).get(name)
