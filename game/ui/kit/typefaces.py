"""The bundled typefaces: which file serves which role, which characters it draws, what to do without it."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pygame

from game import locate

CJK_SCALE = 0.92
"""Noto's kanji look larger than PT's letters of the same size; this evens them out."""

SMALLEST, LARGEST = 6, 200
"""Sizes a caller may get, in pixels; anything else is brought into this range."""


@dataclass(frozen=True, slots=True)
class Role:
    """A use of type: its own file, and the Japanese file that goes with it."""

    file: str
    japanese: str = "NotoSansJP-Regular.ttf"


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font file that was found good, or the built-in font (no path) in its place."""

    path: Path | None
    covers: frozenset[int]


BOLD_JAPANESE = "NotoSansJP-Bold.ttf"
REGULAR_JAPANESE = "NotoSansJP-Regular.ttf"
OTHERS = ("NotoSansKR-Regular.ttf", "NotoSansSC-Regular.ttf")
"""Last resorts, in order: Korean and Chinese place names."""

ROLES: dict[str, Role] = {
    "title": Role("PTSerif-Bold.ttf", BOLD_JAPANESE),
    "body": Role("PTSans-Regular.ttf"),
    "body-bold": Role("PTSans-Bold.ttf", BOLD_JAPANESE),
    "body-italic": Role("PTSans-Italic.ttf"),
    "narrow": Role("PTSansNarrow-Regular.ttf"),
    "narrow-bold": Role("PTSansNarrow-Bold.ttf", BOLD_JAPANESE),
    "serif": Role("PTSerif-Regular.ttf"),
    "serif-bold": Role("PTSerif-Bold.ttf", BOLD_JAPANESE),
    "serif-italic": Role("PTSerif-Italic.ttf"),
}

_complaints: dict[str, str] = {}


def folder() -> Path:
    """Where the font files lie."""
    return locate.assets() / "fonts"


def complaints() -> tuple[str, ...]:
    """One sentence for each font file that could not be used; empty when all is well."""
    return tuple(_complaints.values())


def clear() -> None:
    """Forget every opened font: fonts die with `pygame.quit`, and a test may move the folder."""
    face.cache_clear()
    opened.cache_clear()
    _complaints.clear()


def _spans(table: bytes) -> frozenset[int]:
    """Characters of a format 4 `cmap` subtable (the OpenType basic plane mapping)."""
    count = struct.unpack_from(">H", table, 6)[0] // 2
    row = f">{count}H"
    at = 14
    ends = struct.unpack_from(row, table, at)
    starts = struct.unpack_from(row, table, at + 2 * count + 2)
    found: set[int] = set()
    for start, end in zip(starts, ends, strict=True):
        found.update(range(start, end + 1))
    return frozenset(found - {0xFFFF})


def coverage(data: bytes) -> frozenset[int]:
    """Characters a TrueType file maps to glyphs, read from its `cmap`; ValueError when it has none.

    A gap inside a format 4 segment counts as covered; the bundled files have none, which a test checks.
    """
    found = None
    try:
        for number in range(struct.unpack_from(">H", data, 4)[0]):
            tag, _, start, length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
            if start + length > len(data):
                raise ValueError("the file is cut short")
            if tag == b"cmap":
                found = _windows_map(data[start : start + length])
    except struct.error as fault:
        raise ValueError("the file is cut short") from fault
    if found is None:
        raise ValueError("the file has no character map")
    return found


def _windows_map(cmap: bytes) -> frozenset[int]:
    """Characters of the Windows Unicode subtable."""
    for number in range(struct.unpack_from(">H", cmap, 2)[0]):
        platform, encoding, start = struct.unpack_from(">HHL", cmap, 4 + 8 * number)
        if (platform, encoding) == (3, 1) and struct.unpack_from(">H", cmap, start)[0] == 4:
            return _spans(cmap[start:])
    raise ValueError("the file has no Unicode character map")


@lru_cache(maxsize=32)
def face(file: str) -> Typeface:
    """A bundled typeface; the built-in font and one complaint when its file is missing or broken."""
    path = folder() / file
    try:
        covers = coverage(path.read_bytes())
        _open(path, 12)
    except (OSError, ValueError, pygame.error) as fault:
        reason = "is missing" if isinstance(fault, FileNotFoundError) else "cannot be read"
        _complaints[file] = f"The font file {file} {reason}, so text is drawn in a plain built-in font."
        return Typeface(None, frozenset())
    return Typeface(path, covers)


def _open(path: Path | None, px: int) -> pygame.font.Font:
    """Open a font, starting the font module when nobody has."""
    if not pygame.font.get_init():
        pygame.font.init()
    return pygame.font.Font(path, px)


@lru_cache(maxsize=512)
def opened(file: str, px: int) -> pygame.font.Font:
    """The font of a file at a size in pixels."""
    return _open(face(file).path, px)


def clamp(px: float) -> int:
    """A size that can be drawn."""
    return max(SMALLEST, min(LARGEST, round(px)))


def japanese_for(role: Role, text: str) -> str:
    """Japanese file for a text: the role's own, or the larger regular one, but one weight for all of it."""
    if text.isascii():
        return role.japanese
    foreign = {ord(char) for char in text} - face(role.file).covers - face(role.japanese).covers
    return REGULAR_JAPANESE if foreign & face(REGULAR_JAPANESE).covers else role.japanese


def serving(role: Role, japanese: str, char: str) -> str:
    """Font file that draws a character: the first that has it, or the role's own with its empty box."""
    for file in (role.file, japanese, *OTHERS):
        if ord(char) in face(file).covers:
            return file
    return role.file
