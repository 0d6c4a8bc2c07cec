"""A page of the handbook as lines that fit a width: where each lies, in which letters, where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.ui.kit.draw import Ui
from game.ui.kit.markdown import CODE, HEAD, ITEM, PROSE, TABLE, Block

MENTION = re.compile(r"page on (?:the )?(\w+)")
SIZES = {1: 28, 2: 20, 3: 16}
CELL = 14
"""Size of the letters in tables."""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of letters: its place in the page, role, size, the word of the theme for its ink."""

    x: int
    y: int
    words: str
    role: str
    size: float
    ink: str


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of a line that leads to another page."""

    x: int
    y: int
    width: int
    page: str


@dataclass(frozen=True, slots=True)
class Page:
    """All lines, links and rules (y) of a page, and its height."""

    texts: tuple[Text, ...]
    links: tuple[Link, ...]
    rules: tuple[int, ...]
    height: int


class _Layout:
    def __init__(self, ui: Ui, width: int, known: Sequence[str]) -> None:
        self.ui, self.width, self.known = ui, width, known
        self.y = 0
        self.texts: list[Text] = []
        self.links: list[Link] = []
        self.rules: list[int] = []

    def put(self, words: str, role: str, size: float, ink: str, indent: int = 0) -> None:
        """Words broken into lines."""
        step = round(self.ui.line_height(role, size) * 1.2)
        for line in self.ui.wrapped(words, role, size, max(40, self.width - indent)):
            self.texts.append(Text(indent, self.y, line, role, size, ink))
            self.links += self._links(line, role, size, indent)
            self.y += step

    def _links(self, line: str, role: str, size: float, indent: int) -> Iterator[Link]:
        for found in MENTION.finditer(line):
            page = next((name for name in self.known if found[1].lower().startswith(name)), "")
            if page:
                left = self.ui.width(line[: found.start(1)], role, size) if found.start(1) else 0
                wide = self.ui.width(found[1], role, size)
                yield Link(indent + left, self.y, wide, page)

    def block(self, block: Block) -> None:
        """One block and the gap below it."""
        dp = self.ui.dp
        if block.kind == HEAD:
            self.y += dp(10) if self.texts else 0
            self.put(block.text, "title", SIZES.get(block.level, 15), "brass" if block.level > 1 else "text")
        elif block.kind == ITEM:
            self.texts.append(Text(dp(4), self.y, "•", "body", 16, "brass"))
            self.put(block.text, "body", 16, "text", dp(20))
        elif block.kind == TABLE:
            self.table(block.rows)
        elif block.kind == CODE:
            for line in block.text.split("\n"):
                spaces = len(line) - len(line.lstrip())
                self.put(line.strip() or " ", "narrow", 15, "good", dp(16 + 6 * spaces))
        elif block.kind == PROSE:
            self.put(block.text, "body", 16, "text")
        self.y += dp(9)

    def table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        """Columns as wide as they wish, or as wide as there is room for."""
        lefts, widths = self._columns(rows)
        step = round(self.ui.line_height("narrow", CELL) * 1.15)
        for n, row in enumerate(rows):
            top, role, ink = self.y, "narrow" if n else "narrow-bold", "text" if n else "brass"
            lines = 1
            for cell, left, wide in zip(row, lefts, widths, strict=False):
                broken = self.ui.wrapped(cell, role, CELL, wide)
                self.texts += [
                    Text(left, top + i * step, line, role, CELL, ink) for i, line in enumerate(broken)
                ]
                lines = max(lines, len(broken))
            self.y = top + lines * step + self.ui.dp(3)
            self.rules.append(self.y - self.ui.dp(2))

    def _columns(self, rows: tuple[tuple[str, ...], ...]) -> tuple[list[int], list[int]]:
        count, gap = max(map(len, rows)), self.ui.dp(14)
        wishes = [
            max((self.ui.width(row[c], "narrow-bold", CELL) for row in rows if len(row) > c), default=1) + 2
            for c in range(count)
        ]
        room = max(count, self.width - gap * (count - 1))
        if sum(wishes) > room:
            fair = room // count
            spare = room - sum(min(wish, fair) for wish in wishes)
            hungry = sum(wish - fair for wish in wishes if wish > fair)
            wishes = [w if w <= fair else fair + spare * (w - fair) // max(1, hungry) for w in wishes]
        lefts = [sum(wishes[:c]) + gap * c for c in range(count)]
        return lefts, wishes


def lay_out(blocks: Sequence[Block], ui: Ui, width: int, known: Sequence[str]) -> Page:
    """The blocks one below the other in a column."""
    layout = _Layout(ui, width, known)
    for block in blocks:
        layout.block(block)
    return Page(tuple(layout.texts), tuple(layout.links), tuple(layout.rules), layout.y)
