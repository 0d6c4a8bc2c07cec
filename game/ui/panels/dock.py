"""The dock below the map: briefings and calendar before a game, score, losses, supply and weather in one."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date

import pygame

from game.i18n import text as _
from game.ui.kit.draw import Ui, fair
from game.ui.kit.links import LinkPanel
from game.ui.kit.widgets import Button, ButtonPanel, Scroll
from game.ui.panels.losses import losses_page
from game.ui.panels.page import Line, Row, draw_row
from game.ui.panels.score import score_page
from game.ui.panels.supply import supply_page
from game.ui.panels.weather import weather_page
from game.ui.playtable import PlayTable
from game.ui.session import SIDES
from game.ui.table import Table

HEAD, TAB = 32, 15


class Dock(LinkPanel, ButtonPanel):
    """Pages of text with tabs."""

    def __init__(self, ui: Ui, table: Table) -> None:
        super().__init__(ui)
        self.table = table
        self.page = 0
        self.scroll = Scroll()
        self.pages = PAGES if table.session is None else GAME_PAGES
        self.buttons = [Button(_(title), self._turn(i)) for i, (title, _page) in enumerate(self.pages)]
        self._kept: tuple[Hashable, list[Line]] | None = None

    def _turn(self, page: int) -> Callable[[], None]:
        def act() -> None:
            self.page, self.scroll.offset = page, 0

        return act

    def key(self) -> Hashable:
        """Page and place on it."""
        return (self.page, self.scroll.offset, self.hovered(), self._version())

    def _version(self) -> Hashable:
        """What the pages depend on."""
        return (getattr(self.table, "version", 0), self.page)

    def lines(self) -> list[Line]:
        """The page that is turned to, made anew only for another turn or side."""
        if self._kept is None or self._kept[0] != self._version():
            self._kept = (self._version(), self.pages[self.page][1](self.table))
        return self._kept[1]

    def paint(self, target: pygame.Surface) -> None:
        """Paint the tabs and the part of the page in view."""
        ui, theme = self.ui, self.ui.theme
        target.fill(theme.panel)
        pygame.draw.line(target, theme.line, (0, 0), (self.rect.width, 0))
        self._tabs(target)
        body = self._body()
        column = min(body.width - ui.dp(12), ui.dp(1040))
        self._page(target, body, column)
        self.scroll.draw(target, ui, body)

    @property
    def _head(self) -> int:
        return max(self.ui.dp(HEAD), self.ui.line_height("body-bold", TAB) + self.ui.dp(12))

    def _body(self) -> pygame.Rect:
        pad, top = self.ui.dp(16), self._head + self.ui.dp(6)
        return pygame.Rect(
            pad, top, max(0, self.rect.width - 2 * pad), max(0, self.rect.height - top - self.ui.dp(4))
        )

    def _tabs(self, target: pygame.Surface) -> None:
        """The tabs, in narrow letters or cut short where there is no room for all their words."""
        ui, theme = self.ui, self.ui.theme
        pad, gap = ui.dp(16), ui.dp(26)
        room = self.rect.width - 2 * pad - gap * (len(self.buttons) - 1)
        roles = ("body-bold", "body")
        if self._wanted(roles) > room:
            roles, gap = ("narrow-bold", "narrow"), ui.dp(11)
            room = self.rect.width - 2 * pad - gap * (len(self.buttons) - 1)
        wishes = [ui.width(b.text, roles[i != self.page], TAB) for i, b in enumerate(self.buttons)]
        x = pad
        for i, (button, width) in enumerate(zip(self.buttons, fair(wishes, room), strict=True)):
            role = roles[0] if i == self.page else roles[1]
            button.rect = pygame.Rect(x - gap // 2, 0, width + gap, self._head)
            lit = i == self.page or i == self.hovered()
            ink = theme.text if lit else theme.muted
            ui.text(target, button.text, (x, ui.dp(7)), role, TAB, ink, width=width)
            if i == self.page:
                pygame.draw.rect(target, theme.brass, (x, self._head - ui.dp(3), width, ui.dp(2)))
            x += width + gap
        pygame.draw.line(target, theme.line, (0, self._head), (self.rect.width, self._head))

    def _wanted(self, roles: tuple[str, str]) -> int:
        """Room that all the tabs' words would take."""
        words = (b.text for b in self.buttons)
        return sum(self.ui.width(w, roles[i != self.page], TAB) for i, w in enumerate(words))

    def _page(self, target: pygame.Surface, body: pygame.Rect, column: int) -> None:
        ui, theme = self.ui, self.ui.theme
        text_lines: list[tuple[str | Row, str, tuple[int, int, int]]] = []
        for line in self.lines():
            if isinstance(line, Row):
                text_lines.append((line, "", theme.text))
                continue
            head, words = line
            if text_lines and isinstance(text_lines[-1][0], Row):
                text_lines.append(("", "body", theme.text))
            if head:
                parts = ui.wrapped(head, "body-bold", 15, column)
                text_lines += [(part, "body-bold", theme.brass) for part in parts]
            if words:
                text_lines += [(part, "body", theme.text) for part in ui.wrapped(words, "body", 15, column)]
                text_lines.append(("", "body", theme.text))
        step = round(ui.line_height("body", 15) * 1.22)
        self.scroll.measure(len(text_lines) * step, body.height)
        target.set_clip(body)
        for i, (shown, role, ink) in enumerate(text_lines):
            y = body.top + i * step - self.scroll.offset
            if not body.top - step < y < body.bottom:
                continue
            if isinstance(shown, Row):
                draw_row(target, ui, shown, (body.left, y), column)
            elif shown:
                ui.text(target, shown, (body.left, y), role, 15, ink)
        target.set_clip(None)

    def handle(self, event: pygame.Event) -> bool:
        """Tabs, wheel, scroll bar and keys."""
        if event.type == pygame.MOUSEWHEEL and self.pointed:
            self.scroll.move(-event.y * self.ui.dp(54))
        elif hasattr(event, "pos") and self.scroll.handle(
            event, self.inside(event.pos), self._body(), self.ui
        ):
            return True
        elif event.type == pygame.KEYDOWN and self.focused:
            return self._keys(event.key)
        return super().handle(event)

    def _keys(self, key: int) -> bool:
        if key in (pygame.K_LEFT, pygame.K_RIGHT):
            by = 1 if key == pygame.K_RIGHT else -1
            self._turn((self.page + by) % len(self.pages))()
        elif key in (pygame.K_UP, pygame.K_DOWN, pygame.K_PAGEUP, pygame.K_PAGEDOWN):
            far = 5 if key in (pygame.K_PAGEUP, pygame.K_PAGEDOWN) else 1
            self.scroll.move(self.ui.dp(22) * far * (-1 if key in (pygame.K_UP, pygame.K_PAGEUP) else 1))
        elif key in (pygame.K_HOME, pygame.K_END):
            self.scroll.move(self.scroll.full * (1 if key == pygame.K_END else -1))
        else:
            return False
        return True


Page = list[Line]


def _briefing(side: str) -> Callable[[Table], Page]:
    def page(table: Table) -> Page:
        model = table.start.bundle.scenario.model
        return [("", model.briefing[side].en)]  # type: ignore[index]

    return page


def _own_briefing(table: Table) -> Page:
    """The briefing of the side before the screen, an umpire's of both; and what is played for."""
    if table.session is not None and table.session.open:
        briefing = table.start.bundle.scenario.model.briefing
        heads = zip(SIDES, (_("To the Soviet side"), _("To the Japanese side")), strict=True)
        return [*((head, briefing[side].en) for side, head in heads), *_objectives(table)]  # type: ignore[index]
    side = 0 if table.view is None else table.view.side
    return [*_briefing(SIDES[side])(table), *_objectives(table)]


def _live(page: Callable[[PlayTable], Page]) -> Callable[[Table], Page]:
    """A page of a game in play."""

    def made(table: Table) -> Page:
        assert isinstance(table, PlayTable)
        return page(table)

    return made


def _objectives(table: Table) -> Page:
    victory = table.start.bundle.scenario.model.victory
    page: Page = [(_("Handicap"), one.told) for one in table.start.roster.handicaps]
    page.append(("", victory.about.en))
    for o in victory.objectives:
        hexes = ", ".join(o.hexes)
        page.append(
            (
                f"{o.name.en}: {o.weight.value:g} points",
                f"Hexes {hexes}; {o.at_end_percent} % of it at the end.",
            )
        )
    return page + [(c.replace("_", " "), words.en) for c, words in victory.conditions.items()]


def _calendar(table: Table) -> Page:
    days: dict[date, list[str]] = {}
    for turn in table.start.turns:
        hours = f"{turn.start:%H:%M}-{turn.end:%H:%M}" + (" (night)" if turn.night else "")
        days.setdefault(turn.start.date(), []).append(hours)
    records = table.start.bundle.environment.model.days
    page: Page = []
    for day, spans in days.items():
        record = records.get(day.isoformat())
        weather = f". {record.weather.en}" if record else ""
        page.append((f"{day.day} {day:%B}", ", ".join(spans) + weather))
    return page


def _own_doubts(table: Table) -> Page:
    """What is invented and disputed tells of both sides' plans: in the fog not before the end."""
    session = table.session
    if session is None or session.open or session.game.over:
        return _doubts(table)
    return [
        (
            _("Invented and disputed"),
            _("What is invented, and where accounts differ, tells of the enemy too."),
        ),
        ("", _("It stands on the open map of the scenario, and here once the battle is over.")),
    ]


def _doubts(table: Table) -> Page:
    model = table.start.bundle.scenario.model
    page: Page = [(_("Invented"), p.en) for p in model.invented]
    return page + [(d.point.en, f"{d.taken.en} [{d.source}]") for d in model.disputed]


PAGES: tuple[tuple[str, Callable[[Table], Page]], ...] = (
    ("Soviet briefing", _briefing("soviet")),
    ("Japanese briefing", _briefing("japanese")),
    ("Objectives", _objectives),
    ("Calendar and weather", _calendar),
    ("Invented and disputed", _doubts),
)
GAME_PAGES: tuple[tuple[str, Callable[[Table], Page]], ...] = (
    ("Score", _live(score_page)),
    ("Losses", _live(losses_page)),
    ("Supply", _live(supply_page)),
    ("Weather", _live(weather_page)),
    ("Briefing", _own_briefing),
    ("Sources", _own_doubts),
)
