"""The review: the battle turn by turn, its curves, and what was believed beside what was true."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pygame

from game.analysis.curves import curves_of
from game.analysis.dispatch import clock
from game.analysis.film import Stand
from game.analysis.luck import Scales
from game.analysis.results import men_lost
from game.analysis.review import Beliefs, beliefs_at, events_of_turn, key_events, span_of, stand_at
from game.analysis.thoughts import Balance, Page, Thoughts, Weighed, balance, page_of, weighed_of
from game.i18n import text as _
from game.store.saved import UMPIRE
from game.ui import keys_table
from game.ui.app import Scene
from game.ui.bookmarks import Marking
from game.ui.camera import RADII
from game.ui.film_stage import Acts, Stage
from game.ui.film_words import Line, lines_of
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Panel
from game.ui.layers.hour import draw_hour, draw_sign
from game.ui.layers.review import Still, draw_beliefs
from game.ui.layers.terrain import TerrainLayer
from game.ui.panels.charts import ChartPanel
from game.ui.panels.log import LogPanel
from game.ui.panels.review_top import ReviewTop, day_of
from game.ui.panels.thoughts import ThoughtsBoard
from game.ui.panels.timeline import Cell, TimelinePanel
from game.ui.scenes import keeping
from game.ui.session import Session
from game.ui.table import Table

RIGHT, LOG = 480, 190
FIRST_STEP = RADII.index(24)
BELIEVERS: tuple[int | None, ...] = (None, 0, 1)


class Review(Stage):
    """Everything of a game is open here: it is for after the battle, and for the umpire.

    `follow` gives the scene to which it leads back, `source` is the game's file where there is one.
    """

    keys = keys_table.REVIEW

    def __init__(
        self,
        ui: Ui,
        terrain: TerrainLayer,
        session: Session,
        follow: Callable[[], Scene | None],
        source: Path | None = None,
    ) -> None:
        super().__init__(ui, terrain, Table(session.start), FIRST_STEP)
        self.source = source or (session.saved.path if session.saved else None)
        self.session, self.follow, self.next = session, follow, self
        self.game, self.start = session.game, session.start
        self.turn, self.believer = 0, 0
        self.sides = tuple(0 if counter.side == "soviet" else 1 for counter in self.start.roster.counters)
        self._stills: dict[tuple[int, int | None], Still] = {}
        self._beliefs: dict[tuple[int, int], Beliefs] = {}
        self._logs: dict[int, tuple[Line, ...]] = {}
        self._balances: tuple[Balance, Balance] | None = None
        self.marking = Marking(session, UMPIRE, lambda: None, lambda: self.turn)
        self._panels()

    def _panels(self) -> None:
        curves = curves_of(self.game, self.start)
        self.cells = tuple(self._cell(turn) for turn in range(len(self.game.entries)))
        self.board = ThoughtsBoard(
            self.ui, self.session.names, lambda: self.turn, self.thoughts, self.balances
        )
        self.top = ReviewTop(self.ui, self, self._acts())
        self.charts = ChartPanel(
            self.ui, curves, Scales(self.game, self.start.ruleset), lambda: self.turn, self.choose
        )
        self.track = TimelinePanel(self.ui, self.cells, lambda: self.turn, self.choose)
        self.log = LogPanel(self.ui, self.lines, self.jump, lambda: self.chosen, self.marking)
        self.panels: tuple[Panel, ...] = (self.board, self.top, self.charts, self.track, self.log)

    def _acts(self) -> tuple[Callable[[], None], ...]:
        lead = (lambda: self.command(0), lambda: self.command(1))
        return (self.show, self.believe, self.board.toggle, *lead, self.leave)

    def _cell(self, turn: int) -> Cell:
        events, (first, last, night) = events_of_turn(self.game, turn), span_of(self.game, turn)
        return Cell(
            day=day_of(first),
            hours=f"{clock(first)}-{clock(last)}",
            minutes=last - first,
            night=night,
            lost=men_lost(events, np.asarray(self.sides, np.int8)),
            keys=len(key_events(events)),
        )

    # what is shown

    @property
    def side(self) -> int | None:
        """Whose belief is shown, or what was true (None)."""
        return BELIEVERS[self.believer]

    def still(self) -> Still:
        """The map at the start of the chosen turn."""
        key = (self.turn, self.side)
        if key not in self._stills:
            self._stills[key] = Still(self.start, stand_at(self.game, *key))
        return self._stills[key]

    def stand(self) -> Stand:
        """Where everybody stood, as it is shown."""
        return self.still().stand

    def beliefs(self) -> Beliefs | None:
        """What the shown side believed, beside what was true."""
        if self.side is None:
            return None
        key = (self.turn, self.side)
        if key not in self._beliefs:
            self._beliefs[key] = beliefs_at(self.game, *key)
        return self._beliefs[key]

    def lines(self) -> tuple[Line, ...]:
        """The log of the chosen turn."""
        if self.turn not in self._logs:
            played = self.turn < len(self.game.entries)
            events = events_of_turn(self.game, self.turn) if played else None
            told = () if events is None else lines_of(events, self.session.words, self.sides)
            self._logs[self.turn] = told
        return self._logs[self.turn]

    def thoughts(self) -> tuple[Page, ...]:
        """What both staffs thought of the chosen turn; nothing after the last one."""
        if self.turn >= len(self.game.entries):
            return ()
        told, turn = self.session.thoughts, self.turn
        return tuple(
            page_of(
                self.game, turn, side, self.session.leader(turn, side), told.get((turn, side), Thoughts())
            )
            for side in (0, 1)
        )

    def balances(self) -> tuple[Balance, Balance]:
        """What both sides' attacks were expected to be, and were, in the whole battle."""
        if self._balances is None:
            found: tuple[list[Weighed], list[Weighed]] = ([], [])
            for (turn, side), told in self.session.thoughts.items():
                if turn < len(self.game.entries):
                    found[side].extend(weighed_of(self.game, turn, side, told))
            self._balances = (balance(found[0]), balance(found[1]))
        return self._balances

    # what the buttons and keys do

    def choose(self, turn: int) -> None:
        """Go to the start of a turn; the one after the last is the end."""
        self.turn = min(len(self.game.entries), max(0, turn))
        self.log.scroll.offset, self.log.cursor = 0, None

    def believe(self) -> None:
        """What was true, what the Soviet side believed, what the Japanese side believed."""
        self.believer = (self.believer + 1) % len(BELIEVERS)

    def show(self) -> None:
        """The film of the chosen turn, and back here after it."""
        from game.ui.scenes.film import Film

        if self.turn < len(self.game.entries):
            keeping.wait(self.ui, self.camera.view)
            self.next = Film(self.ui, self.terrain, self.session, self.side, self._back, self.turn, UMPIRE)

    def command(self, side: int) -> None:
        """Take command of a side at the chosen turn, in a new game; this one stays as it is."""
        from game.ui.scenes.loading import Opening
        from game.ui.scenes.replay import command

        if self.source is not None and self.turn < len(self.game.entries):
            self.session.close()
            self.next = Opening(self.ui, command(self.source, self.turn, side))

    def _back(self) -> Scene:
        self.next = self
        self.choose(self.turn + 1)
        return self

    def leave(self) -> None:
        """Back to where the review was opened from."""
        self.next = self.follow()

    def jump(self, line: Line) -> None:
        """Go to the hex of a line."""
        if line.hex >= 0:
            self.camera.center(*self.table.centers[line.hex])

    def to_bookmark(self, by: int) -> None:
        """Go to the next bookmark of all turns, or the one before."""
        spot = keeping.beside(self.marking, self.turn, self.log.cursor, by)
        if spot is not None:
            self.choose(spot[0])
            self.log.show(spot[1])
            self.jump(self.lines()[spot[1]])

    def _with_ctrl(self) -> Acts:
        kept = keeping.acts(self, self.small, self.source)
        return super()._with_ctrl() | kept | {pygame.K_c: self.board.copy}

    # layout

    def layout(self, size: tuple[int, int]) -> None:
        """Give every panel its place for a size of the window."""
        dp, (width, height) = self.ui.dp, size
        top = self.top.high(height)
        high = max(0, height - top)
        log, track = min(dp(LOG), high // 4), min(self.track.high(), high // 3)
        card = min(dp(RIGHT), width * 2 // 5)
        self.top.place(pygame.Rect(0, 0, width, top))
        self.charts.place(pygame.Rect(width - card, top, card, high - track))
        self.track.place(pygame.Rect(0, height - track, width, track))
        self.log.place(pygame.Rect(0, height - track - log, width - card, log))
        self.camera.view = pygame.Rect(0, top, max(1, width - card), max(1, high - track - log))
        self.camera.pan(0, 0)
        self.board.fit(self.camera.view)

    # events

    def stops(self) -> tuple[Panel | None, ...]:
        """The map, the turns, the log, the charts, the top bar."""
        return (None, self.track, self.log, self.charts, self.top)

    def handle(self, event: pygame.Event) -> Scene | None:
        """As every stage; a review that was left and comes back stays."""
        self.next = self
        return super().handle(event)

    def acts(self, event: pygame.Event) -> Acts:  # noqa: ARG002
        """Arrows go from turn to turn."""
        return {
            pygame.K_LEFT: lambda: self.choose(self.turn - 1),
            pygame.K_RIGHT: lambda: self.choose(self.turn + 1),
            pygame.K_HOME: lambda: self.choose(0),
            pygame.K_END: lambda: self.choose(len(self.game.entries)),
            pygame.K_RETURN: self.show,
            pygame.K_KP_ENTER: self.show,
            pygame.K_SPACE: self.show,
            pygame.K_b: self.believe,
            pygame.K_t: self.board.toggle,
            pygame.K_1: lambda: self.command(0),
            pygame.K_2: lambda: self.command(1),
            pygame.K_ESCAPE: self._escape,
        }

    def _escape(self) -> None:
        if self.focus is not None:
            self.focus = None
        elif not self.board.close():
            self.leave()

    # time and drawing

    def update(self, seconds: float) -> bool:  # noqa: ARG002
        """Nothing moves by itself, but luck is weighed turn by turn once somebody asks for it."""
        return self.charts.weigh()

    def play(self, window: pygame.Surface) -> None:
        """Night, names and counters."""
        still, theme = self.still(), self.ui.theme
        now = still.stand.view.public
        draw_hour(window, self.camera, now.light, now.fog, theme.strong)
        self.letter(window, still.cast.occupied(), now.light)
        self.spots = still.draw(window, self.camera, self.chosen, (self.style, theme))

    def over(self, window: pygame.Surface) -> None:
        """The sign of the light; what was true, beside what was believed."""
        draw_sign(window, self.camera, self.ui, self.stand().view.public)
        beliefs = self.beliefs()
        if beliefs is not None:
            theme = self.ui.theme
            draw_beliefs(window, self.camera, beliefs, self.table.centers, theme)

    @property
    def caption(self) -> tuple[str, str]:
        """What the map shows, and how well the side knew it."""
        beliefs = self.beliefs()
        if beliefs is None:
            return _("As it was"), self.session.trouble or _("B: what either side believed")
        told = _("As the USSR believed") if self.side == 0 else _("As Japan believed")
        how = _(
            "{known} enemy units placed, {missed} not; {error} m off on the average",
            known=beliefs.known,
            missed=beliefs.missed,
            error=beliefs.error,
        )
        return told, how
