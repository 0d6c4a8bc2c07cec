"""Breaking text into lines: at spaces, between wide characters, and inside a word that is too long."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from game.ui.kit import fonts

WIDE_SCRIPT = 0x3000
"""First character of the scripts that are written without spaces."""
CLOSING = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー）〕］｝〉》」』】ぁぃぅぇぉっゃゅょァィゥェォッャュョヵヶ"
)
OPENING = frozenset("（〔［｛〈《「『【")
"""No line begins with a closing and none ends with an opening character (JIS X 4051, line breaking rules)."""


@lru_cache(maxsize=1024)
def wrap(text: str, role: str, px: float, width: int) -> tuple[str, ...]:
    """The text as lines no wider than `width` pixels, unless one character alone is; empty lines are kept."""
    lines: list[str] = []
    for paragraph in text.strip().split("\n"):
        lines += _paragraph(paragraph.strip(), role, px, width)
    return tuple(lines)


def pieces(paragraph: str) -> Iterator[str]:
    """What may not be parted: words with the space after them, wide characters with what clings to them."""
    piece = ""
    for char in paragraph:
        if piece and _may_break(piece[-1], char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    """Whether a line may end between two neighboring characters."""
    if after == " ":
        return False
    if before == " ":
        return True
    if after in CLOSING or before in OPENING:
        return False
    return ord(before) >= WIDE_SCRIPT or ord(after) >= WIDE_SCRIPT


def _paragraph(paragraph: str, role: str, px: float, width: int) -> list[str]:
    lines, line = [], ""
    for piece in pieces(paragraph):
        if line and not _fits(line + piece, role, px, width):
            lines.append(line.rstrip())
            line = ""
        line += piece
        while not _fits(line, role, px, width) and len(line.rstrip()) > 1:
            cut = _longest(line.rstrip(), role, px, width)
            lines.append(line[:cut].rstrip())
            line = line[cut:].lstrip()
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _fits(line: str, role: str, px: float, width: int) -> bool:
    return fonts.measure(line.rstrip(), role, px)[0] <= width


def _longest(line: str, role: str, px: float, width: int) -> int:
    """How many characters of a word that is too long fit; at least one, never all."""
    cut = len(line) - 1
    while cut > 1 and not _fits(line[:cut], role, px, width):
        cut -= 1
    return cut
