"""Plain Markdown as blocks: heads, paragraphs, items, tables and code, without the marks of emphasis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HEAD, PROSE, ITEM, TABLE, CODE = "head", "prose", "item", "table", "code"
_EMPHASIS = re.compile(r"(\*\*|__|`)(.+?)\1|(?<![\w*])([*_])(\S(?:.*?\S)?)\3(?![\w*])")
_RULE = re.compile(r"\|?[\s:|-]+\|?")
_ITEM = re.compile(r"(?:[-*+]|\d+\.) +")


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page. `level` of a head; `rows` of a table, the first one its head; else `text`."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def plain(text: str) -> str:
    """Text without the marks of emphasis; comments go, and so do escapes before a bar."""
    bare = re.sub(r"<!--.*?-->", "", text)
    while (less := _EMPHASIS.sub(lambda m: m[2] or m[4], bare)) != bare:
        bare = less
    return bare.replace("\\|", "|").strip()


def blocks(page: str) -> tuple[Block, ...]:
    """The blocks of a page in their order."""
    return tuple(_blocks(page.splitlines()))


def _blocks(lines: list[str]) -> Iterator[Block]:
    n = 0
    while n < len(lines):
        line = lines[n]
        if not line.strip():
            n += 1
        elif line.startswith("```"):
            stop = next((m for m in range(n + 1, len(lines)) if lines[m].startswith("```")), len(lines))
            yield Block(CODE, "\n".join(lines[n + 1 : stop]))
            n = stop + 1
        elif line.startswith("#"):
            bare = line.lstrip("#")
            yield Block(HEAD, plain(bare), len(line) - len(bare))
            n += 1
        elif line.startswith("|"):
            stop = _until(lines, n, lambda text: not text.startswith("|"))
            yield Block(TABLE, rows=_rows(lines[n:stop]))
            n = stop
        else:
            item = _ITEM.match(line)
            stop = _until(lines, n + 1, _begins)
            words = " ".join([line[item.end() :] if item else line, *map(str.strip, lines[n + 1 : stop])])
            yield Block(ITEM if item else PROSE, plain(words))
            n = stop


def _until(lines: list[str], start: int, ends: object) -> int:
    assert callable(ends)
    return next((m for m in range(start, len(lines)) if ends(lines[m])), len(lines))


def _begins(line: str) -> bool:
    """Whether a line ends the paragraph above it."""
    return not line.strip() or line[0] in "#|" or line.startswith("```") or _ITEM.match(line) is not None


def _rows(lines: list[str]) -> tuple[tuple[str, ...], ...]:
    """Cells of a table, without the line below its head."""
    kept = [line for line in lines if not _RULE.fullmatch(line.strip())]
    return tuple(tuple(map(plain, re.split(r"(?<!\\)\|", line.strip().strip("|")))) for line in kept)
