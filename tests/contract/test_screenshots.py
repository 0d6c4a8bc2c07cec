"""The pictures of the game: those that the tool takes are there, no others, and they stay small."""

from __future__ import annotations

import re
from pathlib import Path

from tools import screenshots

MOST_BYTES = 12_000_000


def taken() -> set[str]:
    """Names that the tool gives to pictures, by its own text."""
    text = Path(screenshots.__file__).read_text(encoding="utf-8")
    named = re.findall(r'(?:take|shown)\((?:studio, )?"([a-z0-9-]+)"\)', text)
    return {*named, *re.findall(r'\("(\d+x\d+)", \(', text)}


def test_every_picture_that_is_taken_is_kept_and_no_other() -> None:
    assert {"menu", "plot", "night", "3840x2160"} <= taken()
    assert {path.stem for path in screenshots.FOLDER.iterdir()} == taken()


def test_the_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in screenshots.FOLDER.iterdir()) < MOST_BYTES
