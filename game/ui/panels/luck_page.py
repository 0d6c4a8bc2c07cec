"""The page of luck in a review: what was lost, what was to be expected, how far out that lies; and curves."""

from __future__ import annotations

import pygame

from game.analysis.luck import Luck, Weighed
from game.analysis.luck_words import lines, whole
from game.i18n import text as _
from game.ui.kit.draw import Ui
from game.ui.kit.theme import Rgb, Theme
from game.ui.panels.chart_pages import Chart, Series

ROW, WORDS, CELL = 20, 158, 50
"""In dp: height of a row, and widths of its words and of a number."""
HEADS = ("lost", "expected", "percentile")
LEVEL = 15
"""Points from an end of the scale at which luck is called rare by its color."""


def luck_charts(luck: Luck, turns: int, theme: Theme) -> tuple[Chart, ...]:
    """For each side the men lost beside those expected, after each turn."""
    made = []
    sides = (
        (_("Soviet men: lost and expected"), theme.soviet),
        (_("Japanese men: lost and expected"), theme.japanese),
    )
    for side, (title, inks) in enumerate(sides):
        weighed = [luck.men(side, turn) for turn in range(turns + 1)]
        came = Series(_("lost"), tuple(one.came for one in weighed), inks.light)
        mean = Series(_("expected"), tuple(one.expected for one in weighed), theme.muted, dashed=True)
        made.append(Chart(title, (came, mean)))
    return tuple(made)


def draw_luck(target: pygame.Surface, ui: Ui, luck: Luck, turns: int, box: pygame.Rect) -> int:
    """Sentences and table of the luck so far; gives the y below them."""
    if box.height < ui.line_height("narrow-bold", 14):
        return box.bottom
    y = ui.heading(target, _("Facts, then luck"), box.topleft, box.width)
    for side in (0, 1):
        rest = pygame.Rect(box.left, y, box.width, max(0, box.bottom - y))
        y = ui.prose(target, whole(luck, side, turns), rest, "body", 14, ui.theme.text, 1.15) + ui.dp(3)
    return _table(
        target, ui, luck, turns, pygame.Rect(box.left, y + ui.dp(4), box.width, box.bottom - y - ui.dp(4))
    )


def _table(target: pygame.Surface, ui: Ui, luck: Luck, turns: int, box: pygame.Rect) -> int:
    """A row for each group, with lost, expected and percentile of either side."""
    theme, high = ui.theme, ui.row(ROW, "narrow", 14)
    left = min(max(ui.dp(WORDS), ui.width("vehicles to fire and sappers", "narrow", 14)), box.width * 2 // 5)
    cell = (box.width - left) // 6
    y = box.top
    if y + 3 * high > box.bottom:
        return y
    for side, name in enumerate((_("USSR"), _("Japan"))):
        ink = (theme.soviet if side == 0 else theme.japanese).light
        at = (box.left + left + cell * 3 * (side + 1), y)
        ui.text(target, name, at, "narrow-bold", 14, ink, align=1.0, width=3 * cell)
        for n, head in enumerate(HEADS):
            at = (box.left + left + cell * (3 * side + n + 1), y + high)
            ui.text(target, _(head), at, "narrow", 13, theme.muted, align=1.0, width=cell - ui.dp(4))
    y += 2 * high
    for words, *pair in lines(luck, turns):
        if y + high > box.bottom:
            break
        ui.text(target, words, (box.left, y), "narrow", 14, theme.text, width=left - ui.dp(4))
        for side, weighed in enumerate(pair):
            for n, (said, ink) in enumerate(_cells(weighed, theme)):
                at = (box.left + left + cell * (3 * side + n + 1), y)
                ui.text(target, said, at, "narrow", 14, ink, align=1.0, width=cell - ui.dp(4))
        y += high
    return y + ui.dp(6)


def _cells(weighed: Weighed, theme: Theme) -> tuple[tuple[str, Rgb], ...]:
    """What came, what was expected, and the percentile: rare luck in a color and with a sign."""
    percentile = weighed.percentile
    if percentile is None:
        return ((f"{weighed.came:.0f}", theme.muted), ("-", theme.dim), ("-", theme.dim))
    rare = theme.bad if percentile >= 100 - LEVEL else theme.good if percentile <= LEVEL else theme.text
    sign = " +" if percentile >= 100 - LEVEL else " -" if percentile <= LEVEL else ""
    expected = f"{weighed.expected:.1f}"
    return ((f"{weighed.came:.0f}", theme.text), (expected, theme.muted), (f"{percentile}{sign}", rare))
