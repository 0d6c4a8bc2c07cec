"""Where the names of the countries go: the middle of the widest stretch of each one's ground."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from game.ui.sheet.places import Place, named
from game.ui.sheet.survey import SheetSpec

COUNTRIES: dict[str, dict[str, str]] = {
    "ussr": {"en": "U.S.S.R.", "ru": "СССР", "ja": "ソ連", "fi": "SNTL"},
    "manchukuo": {"en": "Manchukuo", "ru": "Маньчжоу-го", "ja": "満洲国", "fi": "Mantšukuo"},
    "korea": {"en": "Korea (Japan)", "ru": "Корея (Япония)", "ja": "朝鮮", "fi": "Korea (Japani)"},
}
"""Names by territory, as maps of 1938 drew them; disputed ground has none."""


def countries(
    spec: SheetSpec,
    owner: NDArray[np.integer],
    territories: Sequence[str],
    languages: Sequence[str] = ("en",),
) -> list[Place]:
    """Places of kind `country` for the territories on a board.

    Parameters
    ----------
    spec : SheetSpec
        Size of the sheet and of its board.
    owner : int[rows * cols]
        Number of the territory of every hex, row by row.
    territories
        Name of each number: `ussr`, `disputed`, `manchukuo`, `korea`.
    languages
        The first one is used, English where a country has no name in it.
    """
    board = np.asarray(owner).reshape(spec.rows, spec.cols)
    made = []
    for code, territory in enumerate(territories):
        if territory in COUNTRIES and (board == code).any():
            row, col = _middle(board == code)
            x = spec.across_m * (col + 0.5)
            y = spec.across_m / 3**0.5 * (1 + 1.5 * row)
            made.append(Place(x, y, "country", named(COUNTRIES[territory], languages)[0]))
    return made


def _middle(held: NDArray[np.bool_]) -> tuple[float, float]:
    """Row and column of the roomiest spot: the ground is worn off at its rim until little is left."""
    rest = held
    while True:
        inner = np.pad(rest, ((1, 1), (3, 3)))
        worn = inner[1:-1, 3:-3] & inner[2:, 3:-3] & inner[:-2, 3:-3] & inner[1:-1, :-6] & inner[1:-1, 6:]
        if not worn.any():
            rows, cols = np.nonzero(rest)
            best = int(np.hypot(rows - rows.mean(), cols - cols.mean()).argmin())
            return float(rows[best]), float(cols[best])
        rest = worn
