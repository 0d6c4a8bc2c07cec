"""Lines of the ground kept on disk beside the baked sheets: working them out takes most of a second.

They lie under a name made from all that goes into them. A missing, damaged or foreign file is made anew; a
folder that cannot be written costs only the time.
"""

from __future__ import annotations

import hashlib
import io
from contextlib import suppress
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from game import locate
from game.scenario.ground import Ground
from game.scenario.writing import write_bytes
from game.ui.sheet.cache import parts_of
from game.ui.sheet.field import F64, Grid
from game.ui.sheet.style import STYLE_VERSION
from game.ui.sheet.survey import Outlines, SheetSpec, last, outlined, outlines

VERSION = 1
"""To be raised with every change of the survey that changes its outlines."""


def load_or_draw(ground: Ground, spec: SheetSpec) -> Outlines:
    """The outlines of a ground, from the cache folder when they were worked out before."""
    path = locate.cache() / "sheet" / f"{_key(ground, spec)}.npz"
    kept = _read(path, ground, spec)
    if kept is None:
        kept = last(ground, spec) or outlines(ground, spec)
        _write(kept, path)
    return kept


def _key(ground: Ground, spec: SheetSpec) -> str:
    digest = hashlib.sha256(repr((VERSION, STYLE_VERSION, spec)).encode())
    for part in parts_of(ground):
        digest.update(part)
    return digest.hexdigest()[:32]


def _read(path: Path, ground: Ground, spec: SheetSpec) -> Outlines | None:
    """Kept outlines, None unless they are whole."""
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
            depths, place = file["water"], file["place"]
            points, counts, levels = file["points"], file["counts"], file["levels"]
        if int(counts.sum()) != len(points) or len(counts) != len(levels):
            return None
        water = Grid(depths.astype(np.float32, copy=False), *map(float, place))
        return outlined(ground, spec, water, _levels(points, counts, levels))
    except (OSError, ValueError, KeyError, EOFError, TypeError, BadZipFile):
        return None


def _levels(points: F64, counts: np.ndarray, levels: np.ndarray) -> dict[int, tuple[F64, ...]]:
    """Lines by their height; heights without a line stand there with a line of no points."""
    lines = np.split(points, np.cumsum(counts)[:-1])
    found: dict[int, list[F64]] = {int(level): [] for level in levels}
    for level, line in zip(levels.tolist(), lines, strict=True):
        if len(line):
            found[level].append(line)
    return {level: tuple(lines) for level, lines in found.items()}


def _write(made: Outlines, path: Path) -> None:
    """Keep outlines, whole or not at all."""
    lines = [(level, line) for level, lines in made.contours.items() for line in lines or (np.zeros((0, 2)),)]
    file = io.BytesIO()
    np.savez(
        file,
        water=made.water.values,
        place=np.array((made.water.x0, made.water.y0, made.water.cell)),
        points=np.concatenate([line for _, line in lines]) if lines else np.zeros((0, 2)),
        counts=np.array([len(line) for _, line in lines], np.int64),
        levels=np.array([level for level, _ in lines], np.int64),
    )
    with suppress(OSError):
        write_bytes(path, file.getvalue())
        for old in path.parent.glob("*.npz"):
            if old != path:
                old.unlink()
