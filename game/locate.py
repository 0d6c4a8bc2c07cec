"""Where the data lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

import os
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _root() -> Path:
    """Folder that holds `scenarios/` and `assets/`."""
    inside = PACKAGE / "_data"
    return inside if inside.is_dir() else PACKAGE.parent


def scenarios() -> Path:
    """Folder of the shipped scenarios and rulesets."""
    return _root() / "scenarios"


def assets() -> Path:
    """Folder of terrain, fonts, symbols and catalogues."""
    return _root() / "assets"


def under(root: Path, *parts: str) -> Path:
    """Path below a folder; refuses names that would climb out of it."""
    path = root.joinpath(*parts).resolve()
    if not path.is_relative_to(root.resolve()):
        raise ValueError(f"{'/'.join(parts)} leads out of {root.name}")
    return path


def cache() -> Path:
    """Folder for what can be made again: sight tables and baked maps. `KHASAN_CACHE` moves it."""
    moved = os.environ.get("KHASAN_CACHE")
    if moved:
        return Path(moved)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "khasan" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "khasan"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "khasan"


def games() -> Path:
    """Folder of the games that a player has begun. `KHASAN_DATA` moves it."""
    moved = os.environ.get("KHASAN_DATA")
    if moved:
        return Path(moved)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming")) / "khasan" / "games"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "khasan" / "games"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "khasan" / "games"


def config() -> Path:
    """Folder of what a player has set up for himself. `KHASAN_CONFIG` moves it."""
    moved = os.environ.get("KHASAN_CONFIG")
    if moved:
        return Path(moved)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home() / "AppData" / "Roaming")) / "khasan"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "khasan"
    return Path(os.environ.get("XDG_CONFIG_HOME", Path.home() / ".config")) / "khasan"


def shown(path: Path) -> str:
    """Path as a person reads it: relative to the working folder where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
