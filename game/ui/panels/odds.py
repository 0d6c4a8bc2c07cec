"""The odds: what an attack or fire that is planned or aimed may come to, from what the side knows."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pygame

from game.analysis.dispatch import clock
from game.analysis.odds import ASSAULT, FIRE, Account, Band, Odds, question, weigh
from game.engine.narrow import goals
from game.engine.orders import Order
from game.engine.preview import STAGES, trial
from game.i18n import plural
from game.i18n import text as _
from game.ui.counters.counter import render_counter
from game.ui.kit.draw import Ui
from game.ui.kit.links import LinkPanel
from game.ui.kit.theme import Rgb
from game.ui.kit.widgets import PRESS, Scroll
from game.ui.oracle import Oracle
from game.ui.panels.thin import thin
from game.ui.playtable import PlayTable

HEADS = {ASSAULT: "Assault preview", FIRE: "Fire preview"}
COUNTER, BAR, LINE = 40, 30, 19
COUNTERS = 4
"""Counters of one side that are drawn at most."""
TALL = 2400
"""Height in dp that no answer reaches."""
GRADED = (3, 0, 1)
"""Colors of the outcomes, rows of `Theme.outcomes`: taken, thrown back, not reached."""


class OddsPanel(LinkPanel):
    """Asks for the orders under the pointer, else for those of the selected units; answers as they come."""

    def __init__(self, ui: Ui, table: PlayTable, tentative: Callable[[], tuple[Order, ...]]) -> None:
        super().__init__(ui)
        self.table, self.tentative = table, tentative
        self.oracle = Oracle()
        self.scroll = Scroll()
        self.opened = False
        self._asked: tuple[Order, ...] = ()
        self._drawn = -1
        self._read: tuple[int, Odds] | None = None
        self._about: Hashable = None
        self._fold = pygame.Rect(0, 0, 0, 0)

    # asking

    def wish(self) -> tuple[Order, ...]:
        """Orders to be weighed: those a click would give now, else the plotted ones of the selected units."""
        aimed = self.tentative()
        if aimed or self.table.session is None:
            return aimed
        chosen = set(self.table.orders_go_to())
        return tuple(order for order in self.table.session.plots if order.unit in chosen)

    def poll(self) -> bool:
        """Ask what is to be asked; true when the panel has something new to show."""
        session, view = self.table.session, self.table.view
        asked = () if session is None or session.closed else self.wish()
        plots = session.plots if session is not None and asked else ()
        about = (self.table.version, asked, plots)
        if about != self._about:
            self._about = about
            orders = question(view, plots, asked)
            self._asked = tuple(order for order in asked if order in orders)
            if orders and session is not None:
                setting = session.game.setting
                self.oracle.ask(about, lambda: trial(setting, view, orders))
            else:
                self.oracle.forget()
            self.scroll.offset = 0
        return self.oracle.version != self._drawn

    @property
    def asked(self) -> bool:
        """Whether something is being weighed."""
        return bool(self._asked)

    def odds(self) -> Odds | None:
        """The answer so far."""
        told, version = self.oracle.answer, self.oracle.version
        if told is None or not self._asked or self.table.session is None:
            return None
        if self._read is None or self._read[0] != version:
            rules = self.table.start.ruleset
            names = self.table.session.names
            self._read = (version, weigh(told, self.table.view, self._asked, names, rules))
        return self._read[1]

    # drawing

    def key(self) -> Hashable:
        """The answer and how far it is opened and scrolled."""
        self.poll()
        return (self.oracle.version, self._asked, self.opened, self.scroll.offset, self.table.style)

    def paint(self, target: pygame.Surface) -> None:
        """Paint the answer, or what to do for one."""
        ui, theme = self.ui, self.ui.theme
        target.fill(theme.panel)
        self._drawn = self.oracle.version
        odds, pad = self.odds(), ui.dp(12)
        width = self.rect.width - 2 * pad
        if odds is None:
            y = ui.heading(target, _("Preview"), (pad, ui.dp(8)), width)
            words = (
                _("Reckoning...")
                if self._asked
                else _(
                    "Aim an assault or fire, or select units that have orders, to see what may come of it."
                )
            )
            ui.prose(target, words, pygame.Rect(pad, y, width, self.rect.height - y), "body", 14, theme.muted)
            return
        page = pygame.Surface((self.rect.width, ui.dp(TALL)))
        page.fill(theme.panel)
        bottom = self._page(page, odds, pad, width)
        self.scroll.measure(bottom + ui.dp(8), self.rect.height)
        target.blit(page, (0, -self.scroll.offset))
        self.scroll.draw(target, ui, target.get_rect())

    def _page(self, target: pygame.Surface, odds: Odds, pad: int, width: int) -> int:
        ui = self.ui
        y = ui.heading(target, _(HEADS.get(odds.kind, "March preview")), (pad, ui.dp(8)), width)
        y = self._sides(target, odds, pygame.Rect(pad, y, width, ui.dp(64)))
        y = self._outcomes(target, odds, pygame.Rect(pad, y + ui.dp(6), width, ui.dp(BAR)))
        y = self._losses(target, odds, (pad, y + ui.dp(6)), width)
        return self._factors(target, odds, (pad, y + ui.dp(4)), width)

    def _sides(self, target: pygame.Surface, odds: Odds, card: pygame.Rect) -> int:
        """Who goes, an arrow, and who is believed there."""
        ui, theme = self.ui, self.ui.theme
        ui.box(target, card, theme.card, theme.line)
        left = self._counters(target, odds.units, card.left + ui.dp(8), card.top + ui.dp(6), 1)
        self._counters(target, odds.foes, card.right - ui.dp(8), card.top + ui.dp(6), -1)
        x = max(left + ui.dp(6), card.centerx - ui.dp(20))
        self._arrow(target, (x, card.top + ui.dp(26)))
        base = card.bottom - ui.dp(17)
        own = plural("{n} man", "{n} men", odds.men, n_=odds.men)
        ui.text(target, own, (card.left + ui.dp(8), base), "narrow", 13, theme.muted)
        foe = self._believed(odds)
        ui.text(target, foe, (card.right - ui.dp(8), base), "narrow", 13, theme.muted, align=1.0)
        label = self.table.board.label(odds.goal)
        ui.text(target, label, (x + ui.dp(18), base), "narrow-bold", 13, theme.brass, align=0.5)
        return card.bottom

    def _believed(self, odds: Odds) -> str:
        if not odds.foes:
            return _("nobody reported")
        if odds.believed < 0:
            return _("strength unknown")
        return _("about {n} men", n=thin(odds.believed))

    def _counters(self, target: pygame.Surface, rows: tuple[int, ...], x: int, y: int, way: int) -> int:
        edge = self.ui.dp(COUNTER)
        for row in rows[:COUNTERS]:
            picture = render_counter(
                self.table.face(row, 1, frozenset()), edge, self.table.style, self.ui.theme
            )
            left = x if way > 0 else x - edge
            target.blit(picture, picture.get_rect(center=(left + edge // 2, y + edge // 2)))
            x += way * (edge + self.ui.dp(4)) * (1 if len(rows) <= 2 else 2) // (1 if len(rows) <= 2 else 3)
        return x

    def _arrow(self, target: pygame.Surface, at: tuple[int, int]) -> None:
        ui, (x, y) = self.ui, at
        points = [(0, -3), (22, -3), (22, -8), (36, 0), (22, 8), (22, 3), (0, 3)]
        shape = [(x + ui.dp(a), y + ui.dp(b)) for a, b in points]
        pygame.draw.polygon(target, ui.theme.map.attack, shape)

    def _outcomes(self, target: pygame.Surface, odds: Odds, bar: pygame.Rect) -> int:
        """The bar of the outcomes, each with its share and in words."""
        ui, theme = self.ui, self.ui.theme
        x, y = float(bar.left), bar.bottom + ui.dp(3)
        for outcome, row in zip(odds.outcomes, GRADED, strict=True):
            part = pygame.Rect(round(x), bar.top, round(x + outcome.share * bar.width) - round(x), bar.height)
            pygame.draw.rect(target, theme.outcomes[row], part)
            shown = f"{round(100 * outcome.share)} %"
            if ui.width(shown, "narrow-bold", 16) + ui.dp(6) <= part.width:
                top = part.centery - ui.line_height("narrow-bold", 16) // 2
                ui.text(target, shown, (part.centerx, top), "narrow-bold", 16, theme.ivory, align=0.5)
            x += outcome.share * bar.width
        pygame.draw.rect(target, theme.line, bar, 1)
        for outcome, row in zip(odds.outcomes, GRADED, strict=True):
            spot = pygame.Rect(bar.left, y + ui.dp(4), ui.dp(10), ui.dp(10))
            pygame.draw.rect(target, theme.outcomes[row], spot)
            pygame.draw.rect(target, theme.text, spot, 1)
            ui.text(target, outcome.words, (spot.right + ui.dp(6), y), "body", 14, theme.text)
            said = _(
                "{n} % ± {error}", n=round(100 * outcome.share), error=max(1, round(100 * outcome.error))
            )
            ui.text(target, said, (bar.right, y), "narrow-bold", 15, theme.text, align=1.0)
            y += ui.dp(LINE)
        return y

    def _losses(self, target: pygame.Surface, odds: Odds, at: tuple[int, int], width: int) -> int:
        """Mean and spread of the losses of both, and how many samples that is."""
        ui, theme, (x, y) = self.ui, self.ui.theme, at
        right = x + width
        ui.text(target, _("Expected losses"), (x, y), "narrow", 13, theme.muted)
        ui.text(target, _("10 to 90 %"), (right, y), "narrow", 13, theme.muted, align=1.0)
        y += ui.dp(16)
        side = self.table.view.side
        inks = (theme.soviet.light, theme.japanese.light)
        for words, band, ink in (
            (_("ours under order"), odds.own, inks[side]),
            (_("theirs in the goal"), odds.enemy, inks[1 - side]),
        ):
            ui.text(target, words, (x, y), "body", 14, theme.muted)
            ui.text(target, _mean(band), (x + width * 11 // 20, y - 1), "narrow-bold", 17, ink, align=0.5)
            said = _("{low} to {high} men", low=thin(round(band.low)), high=thin(round(band.high)))
            ui.text(target, said, (right, y), "narrow-bold", 15, theme.text, align=1.0)
            y += ui.dp(LINE)
        most = sum(STAGES)
        told = _(
            "{n} of {most} trials, until {hour}; the enemy is taken to hold",
            n=odds.samples,
            most=most,
            hour=clock(odds.until),
        )
        ours, theirs = (f"{number:.1f}" for number in odds.around)
        all_ = _("All within some 3 km: ours {ours}, theirs {theirs} on average", ours=ours, theirs=theirs)
        for line in (all_, told):
            ui.text(target, line, (x, y), "narrow", 13, theme.muted, width=width)
            y += ui.dp(16)
        return y + ui.dp(2)

    def _factors(self, target: pygame.Surface, odds: Odds, at: tuple[int, int], width: int) -> int:
        """The ledger of the first trial: what each result is made of, with the source of every number."""
        ui, theme, (x, y) = self.ui, self.ui.theme, at
        head = _("Factors and sources") if self.opened else _("Factors")
        y = ui.heading(target, head, (x, y), width)
        self._fold = pygame.Rect(x, y - ui.dp(24), width, ui.dp(24))
        if not odds.accounts:
            box = pygame.Rect(x, y, width, ui.dp(60))
            words = _("In the first trial nothing was fired at those under order or by them.")
            return ui.prose(target, words, box, "body", 14, theme.muted, 1.15)
        for account in odds.accounts:
            y = self._account(target, account, (x, y), width)
        return y

    def _account(self, target: pygame.Surface, account: Account, at: tuple[int, int], width: int) -> int:
        ui, theme, (x, y) = self.ui, self.ui.theme, at
        box = pygame.Rect(x, y, width, ui.dp(TALL))
        words = account.words if self.opened else account.head
        y = ui.prose(target, words, box, "body-bold" if not self.opened else "body", 14, theme.text, 1.12)
        for factor in account.factors:
            ui.text(target, factor.words, (x + ui.dp(8), y), "narrow", 14, theme.text, width=width * 2 // 3)
            ui.text(
                target, factor.value, (x + width, y), "narrow-bold", 14, _ink(factor.value, ui), align=1.0
            )
            y += ui.dp(16)
            if self.opened and factor.tip:
                box = pygame.Rect(x + ui.dp(16), y, width - ui.dp(16), ui.dp(TALL))
                y = ui.prose(target, factor.tip, box, "narrow", 12, theme.muted, 1.1) + ui.dp(2)
            elif factor.source:
                ui.text(
                    target,
                    factor.source,
                    (x + ui.dp(16), y),
                    "narrow",
                    12,
                    theme.muted,
                    width=width - ui.dp(16),
                )
                y += ui.dp(14)
        return y + ui.dp(6)

    # events

    def handle(self, event: pygame.Event) -> bool:
        """The wheel scrolls; a click, or Enter with the keyboard here, opens the sources."""
        if event.type == pygame.KEYDOWN:
            return self.focused and self._keys(event.key)
        taken = super().handle(event)
        if event.type == pygame.MOUSEWHEEL and taken:
            self.scroll.move(-event.y * self.ui.dp(44))
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and taken:
            self.opened = not self.opened
        return taken

    def _keys(self, key: int) -> bool:
        if key in PRESS:
            self.opened = not self.opened
        elif key in (pygame.K_UP, pygame.K_DOWN, pygame.K_PAGEUP, pygame.K_PAGEDOWN):
            far = 200 if key in (pygame.K_PAGEUP, pygame.K_PAGEDOWN) else 40
            self.scroll.move(self.ui.dp(far) * (1 if key in (pygame.K_DOWN, pygame.K_PAGEDOWN) else -1))
        else:
            return False
        return True


def pill(odds: Odds) -> str:
    """The best outcome in short, for the label over the goal."""
    return f"{odds.outcomes[0].words} {round(100 * odds.outcomes[0].share)} %"


def goal_of(orders: tuple[Order, ...]) -> int | None:
    """The hex that orders lead to or aim at."""
    found = goals(orders)
    return int(found[-1]) if found.size else None


def _mean(band: Band) -> str:
    return f"{band.mean:.1f}" if band.mean < 10 else thin(round(band.mean))


def _ink(value: str, ui: Ui) -> Rgb:
    """Color of a factor: what adds or multiplies up, and what takes away; the sign says it too."""
    if value[:1] in ("+",):
        return ui.theme.good
    return ui.theme.bad if value[:1] in ("−",) else ui.theme.text
