"""The film of a turn: the sheet, what happened pulse by pulse as one audience knows it, and why."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pygame

from game.analysis.film import reel_of
from game.ui.app import Scene
from game.ui.camera import Camera
from game.ui.counters.face import SIDES
from game.ui.film import Cue, Timeline
from game.ui.film_bar import HEIGHT, FilmBar
from game.ui.film_cast import Cast, Group
from game.ui.film_play import Player
from game.ui.film_told import Told
from game.ui.film_top import FilmTop
from game.ui.film_words import GRAVE, Line
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Panel, deliver
from game.ui.layers.effects import draw_effects, draw_flags
from game.ui.layers.film import draw_cast, draw_dark
from game.ui.layers.film_labels import Labels
from game.ui.layers.fog import shade
from game.ui.layers.marks import draw_frame, draw_objectives, draw_points
from game.ui.layers.terrain import TerrainLayer
from game.ui.layers.trails import Trails
from game.ui.panels.log import LogPanel
from game.ui.panels.results import ResultsPanel
from game.ui.panels.why import WhyPanel
from game.ui.scenes.help import draw_help
from game.ui.session import Session
from game.ui.table import SHOWN_LAYERS, Table

TOP, RIGHT, LOG, RESULTS = 52, 340, 196, 270
FOLD_RIGHT = 1180
PAN_PX = 80
DRAG_BUTTONS = (2, 3)
GLIDE = 2.5
"""Part of the way to the action that the camera goes in a second."""
KEYS: tuple[tuple[str, str], ...] = (
    ("Space", "pause and go on"),
    (", .", "the event before and the next, and why"),
    ("PgUp PgDn", "the pulse before and the next"),
    ("Home, End", "the beginning and the end"),
    ("[ ]", "slower and faster"),
    ("click a label, W", "why: the ledger; click a reason for its numbers and their sources"),
    ("click a counter", "choose a unit; again for the next in its stack"),
    ("F", "the camera follows the action, or stays"),
    ("T", "trails of those who went"),
    ("R", "results that stay on the map at the end"),
    ("F6", "go from the map to the bar, the log and why; arrows and Enter work there"),
    ("S, U in the log", "one side, one unit"),
    ("drag right or middle, arrows", "move the map"),
    ("wheel, + -, F5", "zoom; the whole sheet"),
    ("C", "symbols or silhouettes"),
    ("Ctrl + - 0", "size of the interface"),
    ("Enter", "go on"),
)


class Film:
    """A turn (the last one unless told otherwise) as a side saw it, or the umpire (None).

    `follow` gives the scene that comes after the film.
    """

    def __init__(
        self,
        ui: Ui,
        terrain: TerrainLayer,
        session: Session,
        side: int | None,
        follow: Callable[[], Scene | None],
        turn: int = -1,
    ) -> None:
        self.ui, self.terrain, self.session, self.side, self.follow = ui, terrain, session, side, follow
        number = turn % len(session.game.entries)
        line = Timeline(reel_of(session.game, number, side), session.start.board)
        self.player, self.cast = Player(line), Cast(session.start, line)
        self.told = Told(self.cast, session.words)
        self.sides = tuple(counter.side for counter in session.start.roster.counters)
        self.trails, self.signs = Trails(line, self.sides), Labels(line, self.sides)
        self.table = Table(session.start)
        spec = terrain.spec
        self.camera = Camera(spec.width_m, spec.height_m, spec.across_m)
        self.camera.center(*(self._action() or self.table.middle))
        self.asked: int | None = None
        self.chosen: int | None = None
        self.following, self.trailing, self.resting, self.style = True, True, True, "symbol"
        self.help, self._told_at = False, -1.0
        self.next: Scene | None = self
        self.focus: Panel | None = None
        self.size, self.pointer, self.dragging = (0, 0), (-1, -1), False
        self.labels: list[tuple[pygame.Rect, int]] = []
        self.spots: list[tuple[pygame.Rect, Group]] = []
        self._panels()

    def _panels(self) -> None:
        """Make the panels; those that come first lie on top."""
        self.top = FilmTop(self.ui, self.cast, self.player, self.side, (self.whole, self.toggle_help))
        self.bar = FilmBar(self.ui, self.player, self.sides, self.leave)
        self.log = LogPanel(self.ui, lambda: self.told.log(self.player.at), self.jump, lambda: self.chosen)
        self.results = ResultsPanel(self.ui, lambda: self.told.results(self.player.at), self.side)
        self.why = WhyPanel(self.ui, lambda: self.told.question(self.asked))
        self.panels: tuple[Panel, ...] = (self.top, self.bar, self.log, self.results, self.why)

    # what the buttons and keys do

    def leave(self) -> None:
        """Go on to what comes after the film."""
        self.next = self.follow()

    def toggle_help(self) -> None:
        """Show or hide the page of keys."""
        self.help = not self.help

    def whole(self) -> None:
        """As much of the sheet as there is room for."""
        while self.camera.width_m * self.camera.scale > self.camera.view.width and self.camera.zoom(-1):
            pass

    def jump(self, line: Line) -> None:
        """Ask why of a line of the log, and go to its hex."""
        self.ask(line.event)
        if line.hex >= 0:
            self.following = False
            self.camera.center(*self.table.centers[line.hex])

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
        self.size = size
        top, narrow = dp(TOP), width < dp(FOLD_RIGHT)
        high = max(0, height - top)
        log, bar = min(dp(LOG), high // 3), min(dp(HEIGHT), high // 5)
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

    def handle(self, event: pygame.Event) -> Scene | None:
        """Panels first, then the map, then the keys."""
        if event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN):
            self.pointer = event.pos
        if self.help:
            self.help = event.type not in (pygame.KEYDOWN, pygame.MOUSEBUTTONDOWN)
            return self.next
        for panel in self.panels:
            panel.focused = panel is self.focus
        if self.dragging and event.type in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP):
            self._map(event)
        elif not deliver(self._order(), event):
            self._map(event)
            if event.type == pygame.KEYDOWN:
                self._key(event)
        return self.next

    def _order(self) -> tuple[Panel, ...]:
        """The why panel lies over the others where it is folded out."""
        return (self.why, *(panel for panel in self.panels if panel is not self.why))

    def _map(self, event: pygame.Event) -> None:
        view = self.camera.view
        if event.type == pygame.MOUSEMOTION and self.dragging:
            self._pan(-event.rel[0], -event.rel[1])
        elif event.type == pygame.MOUSEBUTTONDOWN and view.collidepoint(event.pos):
            self.dragging = event.button in DRAG_BUTTONS
            if event.button == 1:
                self._press(event.pos)
        elif event.type == pygame.MOUSEBUTTONUP and event.button in DRAG_BUTTONS:
            self.dragging = False
        elif event.type == pygame.MOUSEWHEEL and view.collidepoint(self.pointer) and event.y:
            self.camera.zoom(1 if event.y > 0 else -1, self.pointer)

    def _press(self, at: tuple[int, int]) -> None:
        """A click on a label asks why; on a counter it chooses the unit, again the next one below it."""
        self.focus = None
        label = next((event for rect, event in reversed(self.labels) if rect.collidepoint(at)), None)
        if label is not None:
            self.player.playing = False
            self.ask(label)
            return
        rows = next((group.rows for rect, group in reversed(self.spots) if rect.collidepoint(at)), ())
        if self.chosen in rows:
            self.chosen = rows[(rows.index(self.chosen) + 1) % len(rows)]
        else:
            self.chosen = rows[0] if rows else None

    def _pan(self, dx: float, dy: float) -> None:
        self.following = False
        self.camera.pan(dx, dy)

    def _key(self, event: pygame.Event) -> None:
        if getattr(event, "unicode", "") == "?":
            self.toggle_help()
            return
        acts = self._control_keys() if event.mod & pygame.KMOD_CTRL else self._plain_keys(event)
        act = acts.get(event.key)
        if act is not None:
            act()

    def _control_keys(self) -> dict[int, Callable[[], object]]:
        bigger, smaller = 1.1, 1 / 1.1
        factors = {pygame.K_EQUALS: bigger, pygame.K_PLUS: bigger, pygame.K_KP_PLUS: bigger}
        factors |= {pygame.K_MINUS: smaller, pygame.K_KP_MINUS: smaller, pygame.K_0: 1 / self.ui.scale}
        return {key: partial(self.resize, factor) for key, factor in factors.items()}

    def _plain_keys(self, event: pygame.Event) -> dict[int, Callable[[], object]]:
        back, player = -1 if event.mod & pygame.KMOD_SHIFT else 1, self.player
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
            pygame.K_f: self._toggle_follow,
            pygame.K_t: self._toggle_trails,
            pygame.K_r: self._toggle_results,
            pygame.K_F1: self.toggle_help,
            pygame.K_c: self._toggle_style,
            pygame.K_F5: self.whole,
            pygame.K_F6: lambda: self._next_panel(back),
            pygame.K_PLUS: lambda: self.camera.zoom(1),
            pygame.K_EQUALS: lambda: self.camera.zoom(1),
            pygame.K_KP_PLUS: lambda: self.camera.zoom(1),
            pygame.K_MINUS: lambda: self.camera.zoom(-1),
            pygame.K_KP_MINUS: lambda: self.camera.zoom(-1),
            pygame.K_LEFT: lambda: self._pan(-PAN_PX, 0),
            pygame.K_RIGHT: lambda: self._pan(PAN_PX, 0),
            pygame.K_UP: lambda: self._pan(0, -PAN_PX),
            pygame.K_DOWN: lambda: self._pan(0, PAN_PX),
        }

    def _step(self, by: int) -> None:
        """Go to the next event and ask why of it."""
        self.player.step_event(by)
        self.ask(self.player.line.last(self.player.at))

    def _toggle_follow(self) -> None:
        self.following = not self.following

    def _toggle_trails(self) -> None:
        self.trailing = not self.trailing

    def _toggle_results(self) -> None:
        self.resting = not self.resting

    def _toggle_style(self) -> None:
        self.style = "symbol" if self.style == "silhouette" else "silhouette"

    def _escape(self) -> None:
        """Close the question, then leave the unit and the panel, then the film."""
        if self.asked is not None:
            self.asked = None
        elif self.chosen is not None or self.focus is not None:
            self.chosen = self.focus = None
        else:
            self.leave()

    def _next_panel(self, by: int) -> None:
        stops: tuple[Panel | None, ...] = (None, self.bar, self.log, self.why, self.top)
        self.focus = stops[(stops.index(self.focus) + by) % len(stops)]

    def resize(self, factor: float) -> None:
        """Change the scale of the interface, 80 to 200 %."""
        self.ui = self.ui.resized(factor)
        for panel in self.panels:
            panel.ui = self.ui
            panel.rect = pygame.Rect(0, 0, 0, 0)

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
        """Draw the sheet, what goes on over it, and the panels."""
        self.layout(window.get_size())
        for panel in self.panels:
            panel.focused = panel is self.focus
        if self.player.at != self._told_at:
            self._told_at = self.player.at
            self.log.show(self.player.line.last(self.player.at))
        self._sheet(window)
        for panel in reversed(self._order()):
            panel.draw(window)
        if self.help:
            draw_help(window, self.ui, KEYS)

    def _sheet(self, window: pygame.Surface) -> None:
        camera, at, theme = self.camera, self.player.at, self.ui.theme
        sheet = self.terrain.picture(camera.step, set(SHOWN_LAYERS))
        self.terrain.draw(window, camera, sheet, theme.bar)
        draw_objectives(window, camera, self.table, self.ui)
        window.set_clip(camera.view)
        if self.player.line.spans:
            draw_dark(window, camera, self.player.line.stand(at).light)
            if not self.player.line.stand(at).unseen.all():
                shade(window, camera, self.table, self.player.line.stand(at).unseen, theme)
                window.set_clip(camera.view)
            self._play(window, list(self.player.line.active(at)))
        window.set_clip(None)
        draw_points(window, camera, self.table, self.ui)
        window.set_clip(camera.view)
        draw_frame(window, camera, self.ui)
        if self.player.over and self.resting:
            self.labels = self.signs.draw_pinned(window, camera, self.ui)
        else:
            cues = list(self.player.line.active(at))
            self.labels = self.signs.draw(window, camera, cues, at, self.ui)
        window.set_clip(None)

    def _play(self, window: pygame.Surface, cues: list[Cue]) -> None:
        camera, at, theme = self.camera, self.player.at, self.ui.theme
        if self.trailing:
            self.trails.draw(window, camera, at, theme)
        self.spots = draw_cast(window, camera, self.cast, at, self.chosen, (self.style, theme))
        draw_effects(window, camera, cues, at, self.sides, theme)
        draw_flags(window, camera, cues, at, theme, SIDES)
