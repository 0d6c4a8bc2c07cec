"""Where this user's games, saves and copies of turns lie; what the menu asks before anything is opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from game import locate
from game.store.schema import SUFFIX

ENDING = SUFFIX
SAVES, TURNS = "saves", "turns"
GAME, SAVE, TURN = "game", "save", "turn"


@dataclass(frozen=True, slots=True)
class Item:
    """A file: its kind, its size in bytes, and when it was written last (seconds since 1970)."""

    path: Path
    kind: str
    size: int
    written: float


def fresh(name: str) -> Path:
    """A file name that is not taken: scenario and hour."""
    folder, hour = locate.games(), f"{datetime.now():%Y-%m-%d %H-%M-%S}"
    names = (f"{name} {hour}{'' if n == 0 else f' ({n})'}{ENDING}" for n in range(1000))
    return next(folder / name for name in names if not (folder / name).exists())


def files() -> tuple[Path, ...]:
    """Games in the user's folder, the one played last first."""
    try:
        found = [(path.stat().st_mtime, path) for path in locate.games().glob(f"*{ENDING}")]
    except OSError:
        return ()
    return tuple(path for _, path in sorted(found, reverse=True))


def folder(name: str) -> Path:
    """The folder of saves, or of the copies of turns."""
    return locate.games() / name


def items() -> tuple[Item, ...]:
    """Everything there is, the newest first."""
    kinds = ((locate.games(), GAME), (folder(SAVES), SAVE), (folder(TURNS), TURN))
    found = [item for place, kind in kinds for item in _in(place, kind)]
    return tuple(sorted(found, key=lambda item: (item.written, item.path.name), reverse=True))


def _in(place: Path, kind: str) -> Iterator[Item]:
    try:
        for path in place.glob(f"*{SUFFIX}"):
            told = path.stat()
            yield Item(path, kind, told.st_size, told.st_mtime)
    except OSError:
        return
