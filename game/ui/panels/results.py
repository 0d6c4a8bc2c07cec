"""Results of a film so far: men lost by cause, machines, rounds and bombs, named ground taken; by side."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pygame

from game.analysis.dispatch_words import CAUSES
from game.analysis.results import Results
from game.i18n import text as _
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Panel

SUMS = {
    "prisoners": "taken prisoner",
    "vehicles": "vehicles out of action",
    "guns": "guns lost",
    "aircraft": "aircraft lost",
    "rounds": "rounds fired",
    "bombs": "bombs dropped",
}
TOLD_BY_BOTH = frozenset({"prisoners", "aircraft", "bombs", "vehicles"})
"""Sums of which a side learns the enemy's as well, as far as it sees them."""
ROW = 21
UNTOLD = "?"


class ResultsPanel(Panel):
    """A small table; what the audience cannot know of the other side is a question mark."""

    def __init__(self, ui: Ui, results: Callable[[], Results], side: int | None) -> None:
        super().__init__(ui)
        self.results, self.side = results, side

    def key(self) -> Hashable:
        """The numbers."""
        told = self.results()
        return (tuple(told.lost.values()), tuple(told.sums.values()), told.seized)

    def rows(self) -> list[tuple[str, str, str]]:
        """Words and numbers of both sides, without lines of nothing."""
        told = self.results()
        rows = [(_("Men lost"), *self._pair(told.men, hidden=True))]
        rows += [
            (_(CAUSES[cause]), *self._pair(pair, hidden=True))
            for cause, pair in told.lost.items()
            if any(pair)
        ]
        rows += [
            (_(SUMS[name]), *self._pair(pair, hidden=name not in TOLD_BY_BOTH))
            for name, pair in told.sums.items()
            if any(pair)
        ]
        if any(told.seized):
            rows.append((_("named hexes taken"), *self._pair(told.seized, hidden=False)))
        return rows

    def _pair(self, pair: tuple[int, int], *, hidden: bool) -> tuple[str, str]:
        first, second = (
            UNTOLD if hidden and self.side is not None and n != self.side else str(number)
            for n, number in enumerate(pair)
        )
        return first, second

    def paint(self, target: pygame.Surface) -> None:
        """Paint the table."""
        ui, theme, pad = self.ui, self.ui.theme, self.ui.dp(14)
        target.fill(theme.panel)
        pygame.draw.line(target, theme.line, (0, 0), (0, self.rect.height))
        width = self.rect.width - 2 * pad
        y = ui.heading(target, _("Results of the turn"), (pad, ui.dp(10)), width)
        wide = max(ui.dp(64), ui.width(_("Japan"), "narrow-bold", 14) + ui.dp(12))
        columns = (self.rect.width - pad - wide, self.rect.width - pad)
        for x, word, ink in zip(
            columns, (_("USSR"), _("Japan")), (theme.soviet.light, theme.japanese.light), strict=True
        ):
            ui.text(target, word, (x, y), "narrow-bold", 14, ink, align=1.0)
        y += ui.row(ROW, "narrow-bold", 15)
        for n, (word, *numbers) in enumerate(self.rows()):
            ink = theme.text if n == 0 else theme.muted
            ui.text(target, word, (pad, y), "body", 14, ink, width=width - 2 * wide)
            for x, number in zip(columns, numbers, strict=True):
                ui.text(target, number, (x, y), "narrow-bold", 15, theme.text, align=1.0)
            y += ui.row(ROW, "narrow-bold", 15)
