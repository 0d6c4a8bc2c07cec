"""Data of YAML files kept on disk as JSON, which is read many times as fast, under a hash of their text.

A kept file says the hash of its own data inside: a missing, damaged or foreign one is read anew from the
YAML, and a folder that cannot be written costs only the time. Marks of lines are not kept: they are found
again when a fault has to name one. What is kept has passed the strict reader; models check it each time.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from game import locate
from game.scenario.writing import write_bytes

VERSION = 1
"""To be raised with every change of the reader that changes what it makes of a text."""


def path_of(text: str) -> Path:
    """Where the data of a text are kept."""
    key = hashlib.sha256(f"{VERSION}\n{text}".encode()).hexdigest()
    return locate.cache() / "yaml" / f"{key}.json"


def recall(path: Path) -> Any:
    """Data kept in a file, None unless it is whole."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        if head != _head(path, body):
            return None
        return json.loads(body)
    except (OSError, ValueError):
        return None


def keep(path: Path, data: Any) -> None:
    """Keep data, whole or not at all."""
    body = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    with suppress(OSError):
        write_bytes(path, _head(path, body) + b"\n" + body)


def _head(path: Path, body: bytes) -> bytes:
    """Hash of a name and what stands under it: data under another's name count as damaged."""
    return hashlib.sha256(path.stem.encode() + body).hexdigest().encode()
