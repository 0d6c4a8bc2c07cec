"""Charts of a review: curves by side over the turns, strips of who held each hill, pages with tabs."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import pairwise

import pygame

from game.analysis.curves import Curves
from game.analysis.luck import Scales
from game.i18n import text as _
from game.ui.kit.draw import Ui, fair
from game.ui.kit.theme import Theme
from game.ui.kit.widgets import Button, ButtonPanel
from game.ui.panels.chart_pages import PAGES, Chart, Series
from game.ui.panels.luck_page import draw_luck, luck_charts

HEAD, LEFT, STRIP = 32, 52, 26
LEAST = 92
"""Least height of a chart in dp; what does not fit is left to the next page of keys."""
DAY = 1440
LUCK = "Luck"
"""The last page: facts stand before it."""


class ChartPanel(ButtonPanel):
    """Pages of charts; a click on one chooses a turn."""

    def __init__(
        self, ui: Ui, curves: Curves, scales: Scales, turn: Callable[[], int], choose: Callable[[int], None]
    ) -> None:
        super().__init__(ui)
        self.curves, self.scales, self.turn, self.choose = curves, scales, turn, choose
        self.page = 0
        names = (*(name for name, _page in PAGES), LUCK)
        self.buttons = [Button(_(name), self._open(n)) for n, name in enumerate(names)]
        self.plots: list[pygame.Rect] = []

    def _open(self, page: int) -> Callable[[], None]:
        def act() -> None:
            self.page = page

        return act

    def key(self) -> Hashable:
        """Page and turn, and how much of the luck has been weighed."""
        return (self.page, self.turn(), self.hovered(), self.at, self.lucky and self.scales.turns)

    @property
    def lucky(self) -> bool:
        """Whether the page of luck is open."""
        return self.page == len(PAGES)

    def weigh(self) -> bool:
        """Weigh the luck of one turn more while its page is open; true when there was one."""
        if not self.lucky or self.scales.done:
            return False
        self.scales.weigh()
        return True

    def charts(self) -> tuple[Chart, ...]:
        """The charts of the page that is open."""
        if self.lucky:
            whole = self.scales.done
            return luck_charts(self.scales.luck, self.scales.turns, self.ui.theme) if whole else ()
        return PAGES[self.page][1](self.curves, self.ui.theme)

    # drawing

    def paint(self, target: pygame.Surface) -> None:
        """Paint tabs and charts, one below the other."""
        ui, theme = self.ui, self.ui.theme
        target.fill(theme.panel)
        pygame.draw.line(target, theme.line, (0, 0), (0, self.rect.height))
        self._tabs(target)
        charts = self.charts()
        top, pad = self._head + ui.dp(8), ui.dp(14)
        if self.lucky:
            top = self._luck(target, pygame.Rect(pad, top, self.rect.width - 2 * pad, self.rect.height - top))
        room = (self.rect.height - top) // max(1, len(charts))
        least = max(ui.dp(LEAST), 5 * ui.line_height("narrow", 13))
        count = len(charts) if room >= least else (self.rect.height - top) // least
        count = max(0 if self.lucky else 1, count)
        room = (self.rect.height - top) // max(1, count)
        self.plots = []
        for n, chart in enumerate(charts[:count]):
            rect = pygame.Rect(pad, top + n * room, self.rect.width - 2 * pad, room - ui.dp(10))
            self.plots.append(self._chart(target, chart, rect))

    def _luck(self, target: pygame.Surface, box: pygame.Rect) -> int:
        """Words and table of luck, or how far the weighing has come; gives the y below."""
        ui, scales = self.ui, self.scales
        if scales.done:
            return draw_luck(target, ui, scales.luck, min(self.turn(), scales.turns), box)
        told = _("Weighing turn {n} of {all}", n=scales.turns + 1, all=len(scales.game.entries))
        drawn = ui.text(target, told, box.topleft, "body", 15, ui.theme.muted, width=box.width)
        return drawn.bottom

    @property
    def _head(self) -> int:
        return max(self.ui.dp(HEAD), self.ui.line_height("body-bold", 15) + self.ui.dp(12))

    def _tabs(self, target: pygame.Surface) -> None:
        ui, theme = self.ui, self.ui.theme
        wide, gap = self.rect.width, ui.dp(6)
        whole = sum(ui.width(button.text, "body-bold", 15) + gap for button in self.buttons) <= wide
        roles = ("body-bold", "body") if whole else ("narrow-bold", "narrow")
        wishes = [ui.width(button.text, roles[0], 15) + gap for button in self.buttons]
        spare = max(0, wide - sum(wishes)) // max(1, len(wishes))
        x = 0
        for n, (button, wish) in enumerate(zip(self.buttons, fair(wishes, wide), strict=True)):
            width = wish + spare
            button.rect = pygame.Rect(x, 0, width, self._head)
            x += width
            lit = n in (self.page, self.hovered())
            role, ink = roles[n != self.page], theme.text if lit else theme.muted
            at = (button.rect.centerx, ui.dp(7))
            ui.text(target, button.text, at, role, 15, ink, align=0.5, width=width - gap + 1)
            if n == self.page:
                mark = (button.rect.left + ui.dp(10), self._head - ui.dp(3), width - ui.dp(20), ui.dp(2))
                pygame.draw.rect(target, theme.brass, mark)
        pygame.draw.line(target, theme.line, (0, self._head), (self.rect.width, self._head))

    def _chart(self, target: pygame.Surface, chart: Chart, rect: pygame.Rect) -> pygame.Rect:
        """Title, legend, and the plot; gives the place of the plot."""
        ui = self.ui
        y = ui.heading(target, chart.title, rect.topleft, rect.width)
        y = self._legend(target, chart, rect, y)
        left = self._left(chart)
        plot = pygame.Rect(
            rect.left + left, y, rect.width - left - ui.dp(6), rect.bottom - y - ui.line_height("narrow", 12)
        )
        if chart.strips:
            plot.height = min(plot.height, ui.dp(STRIP) * len(chart.strips))
        if plot.height >= ui.line_height("narrow", 12) and plot.width > 0:
            self._days(target, plot)
            if chart.strips:
                self._strips(target, chart, plot, rect.left)
            else:
                self._curves(target, chart, plot)
            x = self._x(plot, self.turn())
            pygame.draw.line(target, ui.theme.selection, (x, plot.top), (x, plot.bottom))
        return plot

    def _left(self, chart: Chart) -> int:
        """Room for the words left of a plot."""
        ui = self.ui
        return ui.dp(132) if chart.strips else max(ui.dp(LEFT), ui.width("-0,000", "narrow", 12) + ui.dp(8))

    def _legend(self, target: pygame.Surface, chart: Chart, rect: pygame.Rect, y: int) -> int:
        """Names with their ink and their last value, on as many lines as they need."""
        ui, x, step = self.ui, rect.left, self.ui.row(18, "narrow", 13)
        for series in chart.series:
            words = f"{series.name} {series.values[self._shown()]:,.0f}"
            width = ui.width(words, "narrow", 13) + ui.dp(34)
            if x + width > rect.right and x > rect.left:
                x, y = rect.left, y + step
            if y + step > rect.bottom:
                return y
            a, b = (x, y + step // 2), (x + ui.dp(16), y + step // 2)
            _stroke(target, [a, b], series)
            room = rect.right - x - ui.dp(20)
            ui.text(target, words, (x + ui.dp(20), y), "narrow", 13, ui.theme.muted, width=room)
            x += width
        return y + step + ui.dp(2) if chart.series else y + ui.dp(2)

    def _shown(self) -> int:
        return min(self.turn(), len(self.curves.minutes) - 1)

    def _x(self, plot: pygame.Rect, point: int) -> int:
        """The x of the start of a turn: by the hour, so that a night is as long as it was."""
        minutes = self.curves.minutes
        span = max(1, minutes[-1] - minutes[0])
        return plot.left + round(plot.width * (minutes[min(point, len(minutes) - 1)] - minutes[0]) / span)

    def _days(self, target: pygame.Surface, plot: pygame.Rect) -> None:
        """A line at each midnight, with the day below it where there is room."""
        ui, theme, minutes = self.ui, self.ui.theme, self.curves.minutes
        pygame.draw.rect(target, theme.bar, plot)
        first, span = minutes[0], max(1, minutes[-1] - minutes[0])
        wide = ui.width("30", "narrow", 12)
        for midnight in range(first // DAY * DAY, minutes[-1] + 1, DAY):
            x = plot.left + round(plot.width * max(0, midnight - first) / span)
            pygame.draw.line(target, theme.line, (x, plot.top), (x, plot.bottom))
            if plot.width * DAY / span > wide + ui.dp(6) and x < plot.right - wide:
                day = str((midnight // DAY + 28) % 31 + 1)
                ui.text(target, day, (x + ui.dp(2), plot.bottom + 1), "narrow", 12, theme.muted)

    def _curves(self, target: pygame.Surface, chart: Chart, plot: pygame.Rect) -> None:
        ui, theme = self.ui, self.ui.theme
        values = [value for series in chart.series for value in series.values]
        high, low = max([*values, 1.0]), min([*values, 0.0])
        scale = (plot.height - 4) / (high - low)

        def y(value: float) -> int:
            return round(plot.bottom - 2 - (value - low) * scale)

        tall, told = ui.line_height("narrow", 12), list[int]()
        for value in dict.fromkeys((high, 0.0, low)):
            pygame.draw.line(target, theme.line, (plot.left, y(value)), (plot.right, y(value)))
            top = min(plot.bottom - tall * 3 // 4, max(plot.top - ui.dp(2), y(value) - tall // 2))
            if all(abs(top - other) >= tall * 3 // 4 for other in told):
                told.append(top)
                at = (plot.left - ui.dp(6), top)
                ui.text(target, f"{value:,.0f}", at, "narrow", 12, theme.muted, align=1.0)
        for series in chart.series:
            points = [(self._x(plot, n), y(value)) for n, value in enumerate(series.values)]
            _stroke(target, points, series)

    def _strips(self, target: pygame.Surface, chart: Chart, plot: pygame.Rect, left: int) -> None:
        """A strip for each hill in the ink of its holder, split where both are on it."""
        ui, theme = self.ui, self.ui.theme
        high = min(ui.dp(STRIP), plot.height // max(1, len(chart.strips)))
        for n, (name, held) in enumerate(chart.strips):
            top = plot.top + n * high
            ui.text(target, name, (left, top), "narrow", 14, theme.text, width=plot.left - left - ui.dp(6))
            for turn, holder in enumerate(held[:-1]):
                x, end = self._x(plot, turn), self._x(plot, turn + 1)
                strip = pygame.Rect(x, top + 2, max(1, end - x), high - 5)
                _strip(target, strip, holder, theme)

    # events

    def handle(self, event: pygame.Event) -> bool:
        """Tabs, and a click on a chart; left, right and numbers while the panel has the keyboard."""
        if event.type == pygame.KEYDOWN:
            return self.focused and self._keys(event.key)
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self.rect.collidepoint(event.pos):
            at = self.inside(event.pos)
            plot = next((plot for plot in self.plots if plot.collidepoint(at)), None)
            if plot is not None:
                self.choose(self._turn_at(plot, at[0]))
                return True
        return super().handle(event)

    def _turn_at(self, plot: pygame.Rect, x: int) -> int:
        starts = [self._x(plot, n) for n in range(len(self.curves.minutes) - 1)]
        return max([n for n, start in enumerate(starts) if start <= x], default=0)

    def _keys(self, key: int) -> bool:
        if key in (pygame.K_LEFT, pygame.K_RIGHT):
            self.page = (self.page + (1 if key == pygame.K_RIGHT else -1)) % len(self.buttons)
            return True
        return False


def _stroke(target: pygame.Surface, points: list[tuple[int, int]], series: Series) -> None:
    """A curve; a dashed one leaves out every other stretch of its way."""
    if len(points) == 1:
        points = [points[0], (points[0][0] + 2, points[0][1])]
    if not series.dashed:
        pygame.draw.lines(target, series.ink, False, points, 2)
        return
    for a, b in pairwise(points):
        pieces = max(1, abs(b[0] - a[0]) // 6)
        for n in range(0, pieces, 2):
            p, q = n / pieces, min(1.0, (n + 1) / pieces)
            start = (round(a[0] + (b[0] - a[0]) * p), round(a[1] + (b[1] - a[1]) * p))
            stop = (round(a[0] + (b[0] - a[0]) * q), round(a[1] + (b[1] - a[1]) * q))
            pygame.draw.line(target, series.ink, start, stop, 2)


def _strip(target: pygame.Surface, rect: pygame.Rect, holder: str, theme: Theme) -> None:
    inks = {"S": (theme.soviet.body,), "J": (theme.japanese.body,), "-": (theme.card,)}
    parts = inks.get(holder, (theme.soviet.body, theme.japanese.body))
    for n, ink in enumerate(parts):
        half = rect.height // len(parts)
        pygame.draw.rect(target, ink, (rect.left, rect.top + n * half, rect.width, half))
