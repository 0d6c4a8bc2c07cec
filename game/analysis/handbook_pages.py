"""The pages of the handbook as they lie on the disk."""

from __future__ import annotations

from pathlib import Path

from game import locate


def pages(language: str = "en") -> list[Path]:
    """Every page of the handbook in a language."""
    return sorted((locate.assets() / "handbook" / language).glob("*.md"))
