"""Baked sheets kept on disk under a name made from all that goes into them; any trouble means baking anew."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pygame

from game import locate
from game.i18n import text as _
from game.scenario.ground import Ground
from game.scenario.writing import write_bytes
from game.ui.kit.theme import SHEET
from game.ui.sheet.bake import ALL, Place, Progress, SheetSpec, Window, bake, view_of
from game.ui.sheet.style import STYLE_VERSION

KEPT_FILES = 16
"""Pictures left in the folder; older ones are removed when a new one is written."""


def load_or_bake(
    ground: Ground,
    spec: SheetSpec,
    places: Sequence[Place],
    px_per_m: float,
    layers: frozenset[str] = ALL,
    languages: Sequence[str] = ("en", "ru"),
    progress: Progress | None = None,
    window: Window | None = None,
) -> pygame.Surface:
    """The sheet as `bake` paints it, read from the cache folder when it was painted before.

    A file that is missing, broken or of the wrong size is painted anew; where nothing can be written, the
    picture is painted every time.
    """
    name = key(ground, spec, places, px_per_m, layers, languages, window)
    path = locate.cache() / "sheet" / f"{name}.png"
    view = view_of(spec, px_per_m, window)
    kept = _read(path, (view.width, view.height))
    if kept is not None:
        if progress is not None:
            progress(1.0, _("Drawing the sheet"))
        return kept
    made = bake(ground, spec, places, px_per_m, layers, languages, progress, window)
    _write(made, path)
    return made


def key(
    ground: Ground,
    spec: SheetSpec,
    places: Sequence[Place],
    px_per_m: float,
    layers: frozenset[str],
    languages: Sequence[str],
    window: Window | None = None,
) -> str:
    """Name of a picture: a digest of the ground, the places, the style and every choice."""
    digest = hashlib.sha256()
    for part in (STYLE_VERSION, pygame.version.ver, SHEET, spec, tuple(places), round(px_per_m, 9)):
        digest.update(repr(part).encode())
    digest.update(repr((sorted(layers), tuple(languages), window)).encode())
    for data in parts_of(ground):
        digest.update(data)
    return digest.hexdigest()[:32]


def parts_of(ground: Ground) -> Iterator[bytes]:
    """All of a ground, for a digest."""
    yield repr((ground.x0, ground.y0, ground.cell_m, ground.heights.shape)).encode()
    yield ground.heights.tobytes()
    for feature in ground.features:
        yield repr((feature.id, feature.kind, feature.shape, feature.status)).encode()
        for line in feature.lines:
            yield repr(line.shape).encode() + line.tobytes()


def _read(path: Path, size: tuple[int, int]) -> pygame.Surface | None:
    """A kept picture, or None when there is none that can be used."""
    try:
        picture = pygame.image.load(path)
    except (OSError, pygame.error):
        return None
    if picture.get_size() != size:
        return None
    plain = pygame.Surface(size, 0, 32)
    plain.blit(picture, (0, 0))
    with contextlib.suppress(OSError):
        os.utime(path)
    return plain


def _write(picture: pygame.Surface, path: Path) -> None:
    """Keep a picture, whole or not at all; a folder that cannot be written is no error."""
    kept = io.BytesIO()
    with contextlib.suppress(OSError, pygame.error):
        pygame.image.save(picture, kept, "sheet.png")
        write_bytes(path, kept.getvalue())
        _tidy(path.parent)


def _tidy(folder: Path) -> None:
    """Remove the pictures that were used longest ago."""
    files = sorted(folder.glob("*.png"), key=lambda file: file.stat().st_mtime, reverse=True)
    for old in files[KEPT_FILES:]:
        with contextlib.suppress(OSError):
            old.unlink()
