"""The film of a turn: the sheet, what happened pulse by pulse as one audience knows it, and why."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.analysis.film import reel_of
from game.ui import keys_table
from game.ui.app import Scene
from game.ui.bookmarks import Marking, Spot
from game.ui.camera import RADII
from game.ui.counters.face import SIDES
from game.ui.film import Timeline
from game.ui.film_bar import FilmBar
from game.ui.film_cast import Cast
from game.ui.film_play import Player
from game.ui.film_stage import Acts, Stage
from game.ui.film_told import Told
from game.ui.film_top import FilmTop
from game.ui.film_words import GRAVE, Line
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Panel
from game.ui.layers.effects import draw_effects, draw_flags
from game.ui.layers.film import draw_cast
from game.ui.layers.film_labels import Labels
from game.ui.layers.fog import shade
from game.ui.layers.hour import draw_hour, draw_sign
from game.ui.layers.terrain import TerrainLayer
from game.ui.layers.trails import Trails
from game.ui.panels.log import LogPanel
from game.ui.panels.results import ResultsPanel
from game.ui.panels.why import WhyPanel
from game.ui.scenes import keeping
from game.ui.session import Session
from game.ui.table import Table

RIGHT, LOG, RESULTS = 340, 196, 270
FOLD_RIGHT = 1180
DRAWN = RADII.index(34)
"""The step of zoom that the sheet is drawn for."""
RUSH = (pygame.K_LSHIFT, pygame.K_RSHIFT)
GLIDE = 2.5
"""Part of the way to the action that the camera goes in a second."""


class Film(Stage):
    """A turn (the last one unless told otherwise) as a side saw it, or the umpire (None).

    `follow` gives the scene that comes after the film, `reader` whose bookmarks it shows: those of the side
    before the screen, or all for the umpire.
    """

    keys = keys_table.FILM

    def __init__(
        self,
        ui: Ui,
        terrain: TerrainLayer,
        session: Session,
        side: int | None,
        follow: Callable[[], Scene | None],
        turn: int = -1,
        reader: int | None = None,
    ) -> None:
        super().__init__(ui, terrain, Table(session.start), DRAWN)
        self.session, self.side, self.follow, self.next = session, side, follow, self
        number = turn % len(session.game.entries)
        whose = session.side if reader is None else reader
        self.marking = Marking(session, whose, lambda: side, lambda: number)
        line = Timeline(reel_of(session.game, number, side), session.start.board)
        self.player, self.cast = Player(line), Cast(session.start, line)
        self.told = Told(self.cast, session.words)
        self.sides = tuple(counter.side for counter in session.start.roster.counters)
        self.trails, self.signs = Trails(line, self.sides), Labels(line, self.sides)
        self.occupied = self.cast.occupied()
        self.camera.center(*(self._action() or self.table.middle))
        self.asked: int | None = None
        self.elsewhere: Callable[[Spot], Scene] | None = None
        """The film of another turn at a bookmark, where the way there is open."""
        self.following = self.trailing = self.resting = True
        self.labels: list[tuple[pygame.Rect, int]] = []
        self._told_at = -1.0
        self._panels()

    def _panels(self) -> None:
        """Make the panels; those that come first lie on top."""
        self.top = FilmTop(self.ui, self.cast, self.player, self.side, (self.whole, self.toggle_help))
        self.bar = FilmBar(self.ui, self.player, self.sides, self.leave)
        self.log = LogPanel(
            self.ui, lambda: self.told.log(self.player.at), self.jump, lambda: self.chosen, self.marking
        )
        self.results = ResultsPanel(self.ui, lambda: self.told.results(self.player.at), self.side)
        self.why = WhyPanel(self.ui, lambda: self.told.question(self.asked))
        self.panels: tuple[Panel, ...] = (self.top, self.bar, self.log, self.results, self.why)

    # what the buttons and keys do

    def leave(self) -> None:
        """Go on to what comes after the film."""
        self.next = self.follow()

    def jump(self, line: Line) -> None:
        """Ask why of a line of the log, and go to its hex."""
        self.ask(line.event)
        if line.hex >= 0:
            self.following = False
            self.camera.center(*self.table.centers[line.hex])

    def to_bookmark(self, by: int) -> None:
        """Go to the next bookmark of the film, or the one before, in another turn where that is open."""
        turn = self.player.line.reel.turn
        at = self.log.cursor if self.asked is None else self.asked
        spot = keeping.beside(self.marking, turn, at, by)
        if spot is not None and spot[0] == turn:
            self.show(spot[1])
        elif spot is not None and self.elsewhere is not None:
            self.next = self.elsewhere(spot)

    def show(self, event: int) -> None:
        """Go to an event, rest there, and ask why of it."""
        self.player.show(event)
        self.jump(self.told.lines[event])
        self._told_at = self.player.at

    def ask(self, event: int | None) -> None:
        """Ask why of an event of the film."""
        self.asked = event
        self.log.show(event)

    def _action(self) -> tuple[float, float] | None:
        """The middle of what goes on in this pulse: of the grave things if there are any."""
        span = self.player.line.span(self.player.at) if self.player.line.spans else None
        if span is None:
            return None
        cues = [cue for cue in self.player.line.cues if span.start <= cue.start < span.stop and cue.hex >= 0]
        told = (
            [cue for cue in cues if cue.kind in GRAVE] or [cue for cue in cues if cue.kind == "fired"] or cues
        )
        if not told:
            return None
        return sum(c.place[0] for c in told) / len(told), sum(c.place[1] for c in told) / len(told)

    # layout

    def layout(self, size: tuple[int, int]) -> None:
        """Give every panel its place for a size of the window."""
        dp, (width, height) = self.ui.dp, size
        top, narrow = self.top.high(height), width < dp(FOLD_RIGHT)
        high = max(0, height - top)
        log, bar = min(dp(LOG), high // 3), min(self.bar.high(), high // 3)
        card = 0 if narrow and self.asked is None else min(dp(RIGHT), width // 2)
        middle = width if narrow else width - card
        self.top.place(pygame.Rect(0, 0, width, top))
        results = 0 if narrow else min(dp(RESULTS), high // 2)
        self.results.place(pygame.Rect(width - card, top, card, results))
        self.why.place(pygame.Rect(width - card, top + results, card, high - results))
        self.bar.place(pygame.Rect(0, height - log - bar, middle, bar))
        self.log.place(pygame.Rect(0, height - log, middle, log))
        self.camera.view = pygame.Rect(0, top, max(1, middle), max(1, high - log - bar))
        self.camera.pan(0, 0)

    # events

    def order(self) -> tuple[Panel, ...]:
        """The why panel lies over the others where it is folded out."""
        return (self.why, *(panel for panel in self.panels if panel is not self.why))

    def stops(self) -> tuple[Panel | None, ...]:
        """The map, the bar, the log, why, the top bar."""
        return (None, self.bar, self.log, self.why, self.top)

    def press(self, at: tuple[int, int]) -> None:
        """A click on a label asks why; on a counter it chooses the unit, again the next one below it."""
        label = next((event for rect, event in reversed(self.labels) if rect.collidepoint(at)), None)
        if label is None:
            self.choose_at(at)
        else:
            self.player.playing = False
            self.ask(label)

    def pan(self, dx: float, dy: float) -> None:
        """Move the sheet by pixels; the camera no longer follows the action."""
        self.following = False
        super().pan(dx, dy)

    def acts(self, event: pygame.Event) -> Acts:  # noqa: ARG002
        """The keys of the projector."""
        player = self.player
        return {
            pygame.K_SPACE: player.toggle,
            pygame.K_COMMA: lambda: self._step(-1),
            pygame.K_PERIOD: lambda: self._step(1),
            pygame.K_PAGEUP: lambda: player.step_pulse(-1),
            pygame.K_PAGEDOWN: lambda: player.step_pulse(1),
            pygame.K_HOME: player.back,
            pygame.K_END: player.skip,
            pygame.K_LEFTBRACKET: lambda: player.faster(-1),
            pygame.K_RIGHTBRACKET: lambda: player.faster(1),
            pygame.K_RETURN: self.leave,
            pygame.K_KP_ENTER: self.leave,
            pygame.K_ESCAPE: self._escape,
            pygame.K_w: lambda: self.ask(player.line.last(player.at)),
            pygame.K_f: lambda: self._switch("following"),
            pygame.K_t: lambda: self._switch("trailing"),
            pygame.K_r: lambda: self._switch("resting"),
            **dict.fromkeys(RUSH, lambda: self._rush(True)),
        }

    def handle(self, event: pygame.Event) -> Scene | None:
        """As every stage; the film runs fast as long as a key is held, and stops where nobody can see it."""
        if event.type == pygame.WINDOWMINIMIZED:
            self.player.playing = False
        if event.type == pygame.WINDOWFOCUSLOST or (event.type == pygame.KEYUP and event.key in RUSH):
            self._rush(False)
        return super().handle(event)

    def _rush(self, on: bool) -> None:
        self.player.rushing = on

    def _with_ctrl(self) -> Acts:
        return super()._with_ctrl() | keeping.acts(self, self.small)

    def _switch(self, what: str) -> None:
        """Turn something on or off: the camera, the trails, the results at the end."""
        setattr(self, what, not getattr(self, what))

    def _step(self, by: int) -> None:
        """Go to the next event and ask why of it."""
        self.player.step_event(by)
        self.ask(self.player.line.last(self.player.at))

    def _escape(self) -> None:
        """Close the question, then leave the unit and the panel, then the film."""
        if self.asked is not None:
            self.asked = None
        elif self.chosen is not None or self.focus is not None:
            self.chosen = self.focus = None
        else:
            self.leave()

    # time and drawing

    def update(self, seconds: float) -> bool:
        """Let the film run, and the camera go after it."""
        running = self.player.advance(seconds)
        if running and self.following:
            self._glide(seconds)
        return running

    def _glide(self, seconds: float) -> None:
        there = self._action()
        if there is not None:
            share, camera = min(1.0, GLIDE * seconds), self.camera
            camera.center(camera.x + (there[0] - camera.x) * share, camera.y + (there[1] - camera.y) * share)

    def draw(self, window: pygame.Surface) -> None:
        """Draw; the log goes with the playhead."""
        if self.player.at != self._told_at:
            self._told_at = self.player.at
            self.layout(window.get_size())
            self.log.show(self.player.line.last(self.player.at))
        super().draw(window)

    def play(self, window: pygame.Surface) -> None:
        """Night, what is out of sight, names, trails, counters, and what is done."""
        camera, at, theme, line = self.camera, self.player.at, self.ui.theme, self.player.line
        if not line.spans:
            return
        stand, cues = line.stand(at), list(line.active(at))
        draw_hour(window, camera, stand.light, stand.view.public.fog, theme.strong)
        if not stand.unseen.all():
            shade(window, camera, self.table, stand.unseen, theme)
        self.letter(window, self.occupied, stand.light)
        if self.trailing:
            self.trails.draw(window, camera, at, theme)
        self.spots = draw_cast(window, camera, self.cast, at, self.chosen, (self.style, theme))
        draw_effects(window, camera, cues, at, self.sides, theme)
        draw_flags(window, camera, cues, at, theme, SIDES)

    def over(self, window: pygame.Surface) -> None:
        """The sign of the light, and labels: those of the moment, at the end those of the whole film."""
        if self.player.line.spans:
            now = self.player.line.stand(self.player.at).view.public
            draw_sign(window, self.camera, self.ui, now)
        if self.player.over and self.resting:
            self.labels = self.signs.draw_pinned(window, self.camera, self.ui)
        else:
            at = self.player.at
            self.labels = self.signs.draw(window, self.camera, list(self.player.line.active(at)), at, self.ui)
