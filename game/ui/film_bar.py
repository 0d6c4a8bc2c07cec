"""The bar of a film: a track with the pulses and results on it, and the keys of a projector."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import pygame

from game.analysis.dispatch import clock
from game.i18n import text as _
from game.ui import keys
from game.ui.film_play import Player
from game.ui.film_words import GRAVE
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button, ButtonPanel, released
from game.ui.speeds import SPEEDS

TRACK = 22
PAD = 16


def _key(*actions: str) -> Callable[[], str]:
    """What tells the keys of actions in force."""
    return lambda: " ".join(map(keys.cap, actions))


class FilmBar(ButtonPanel):
    """Track and buttons. `go_on` leaves the film; `shift` tells of anything else that was done."""

    def __init__(self, ui: Ui, player: Player, sides: tuple[str, ...], go_on: Callable[[], None]) -> None:
        super().__init__(ui)
        self.player, self.sides = player, sides
        self.dragging = False
        self.buttons = [
            Button(_("Start"), player.back, key_of=_key("film.first")),
            Button(_("Pulse back"), lambda: player.step_pulse(-1), key_of=_key("film.pulse.before")),
            Button(_("Event back"), lambda: player.step_event(-1), key_of=_key("film.before")),
            Button(_("Play"), player.toggle, key_of=_key("film.run")),
            Button(_("Event on"), lambda: player.step_event(1), key_of=_key("film.after")),
            Button(_("Pulse on"), lambda: player.step_pulse(1), key_of=_key("film.pulse.after")),
            Button(_("End"), player.skip, key_of=_key("film.last")),
            Button("", self._speed, key_of=_key("film.slower", "film.faster")),
            Button(_("Go on"), go_on, "Enter", strong=True),
        ]

    def _speed(self) -> None:
        """The next speed, after the fastest the slowest."""
        speed = self.player.speed
        self.player.speed = SPEEDS[(SPEEDS.index(speed) + 1) % len(SPEEDS)]

    def key(self) -> Hashable:
        """What the buttons say and which is lit; the track is drawn anew each time."""
        return (self.player.pace, self.player.playing, self.hovered(), self.at)

    # drawing

    def high(self) -> int:
        """Height of the bar: more than the ordinary where letters are large."""
        return self._low() + self.ui.row(30, "body-bold", 14) + self.ui.dp(6)

    def _low(self) -> int:
        """The y of the buttons, below the track and the hour."""
        return max(self.ui.dp(TRACK + 6), self.ui.line_height("narrow-bold", 18) + self.ui.dp(4))

    def _track(self) -> pygame.Rect:
        pad = self.ui.dp(PAD)
        left = pad + max(self.ui.dp(64), self.ui.width("00:00", "narrow-bold", 18) + self.ui.dp(14))
        return pygame.Rect(left, self.ui.dp(9), max(1, self.rect.width - left - pad), self.ui.dp(8))

    def _x(self, at: float) -> int:
        track = self._track()
        return track.left + round(track.width * at / max(1e-9, self.player.line.length))

    def paint(self, target: pygame.Surface) -> None:
        """Paint the empty track with its marks, and the buttons."""
        theme, track = self.ui.theme, self._track()
        target.fill(theme.bar)
        pygame.draw.line(target, theme.brass, (0, 0), (self.rect.width, 0))
        pygame.draw.rect(target, theme.card, track, border_radius=self.ui.dp(3))
        self._marks(target, track)
        self._row(target)

    def draw(self, window: pygame.Surface) -> None:
        """The panel as it was painted, and over it the hour and how far the film is."""
        super().draw(window)
        if not self.shown:
            return
        ui, theme, track = self.ui, self.ui.theme, self._track().move(self.rect.topleft)
        hour = clock(self.player.line.minute(self.player.at))
        at = (self.rect.left + ui.dp(PAD), self.rect.top + ui.dp(2))
        ui.text(window, hour, at, "narrow-bold", 18, theme.text)
        done = track.copy()
        done.width = self._x(self.player.at) - self._track().left
        pygame.draw.rect(window, theme.brass, done, border_radius=ui.dp(3))
        pygame.draw.circle(window, theme.selection, (done.right, track.centery), ui.dp(6))

    def _marks(self, target: pygame.Surface, track: pygame.Rect) -> None:
        """Where pulses begin, and below the track what is grave in the color of whom it hits."""
        theme = self.ui.theme
        for span in self.player.line.spans:
            x = self._x(span.start)
            pygame.draw.line(target, theme.muted, (x, track.top - 3), (x, track.bottom + 2))
        for cue in self.player.line.cues:
            if cue.kind in GRAVE and cue.unit >= 0:
                x, side = self._x(cue.start), theme.side(self.sides[cue.unit])
                pygame.draw.line(
                    target, side.light, (x, track.bottom + 2), (x, track.bottom + self.ui.dp(5)), 2
                )

    def _row(self, target: pygame.Surface) -> None:
        """The buttons, as wide as their words, or all alike where there is no room for that."""
        ui = self.ui
        pad, gap, top = ui.dp(PAD), ui.dp(6), self._low()
        self.buttons[3].text = _("Pause") if self.player.playing else _("Play")
        self.buttons[7].text = _("Speed {n} x", n=self.player.pace)
        wide = [
            ui.width(b.text, "body", 14) + ui.dp(38) + ui.width(b.cap(), "narrow-bold", 12)
            for b in self.buttons
        ]
        room = self.rect.width - 2 * pad - gap * (len(wide) - 1)
        share = min(1.0, room / max(1, sum(wide)))
        x = pad
        for n, (button, width) in enumerate(zip(self.buttons, wide, strict=True)):
            button.rect = pygame.Rect(x, top, int(width * share), self.rect.height - top - ui.dp(6))
            if n == len(wide) - 1:
                button.rect.right = self.rect.width - pad
            button.rect.height = max(0, button.rect.height)
            button.draw(target, ui, self.hover, 14, self.focused and n == self.at)
            x = button.rect.right + gap

    # events

    def handle(self, event: pygame.Event) -> bool:
        """Buttons, and dragging along the track; arrows and Enter while the bar has the keyboard."""
        if event.type == pygame.KEYDOWN:
            return self.focused and self.walk(event.key)
        if released(event):
            self.dragging = False
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self.rect.collidepoint(event.pos):
            self.dragging = self._track().inflate(8, self.ui.dp(14)).collidepoint(self.inside(event.pos))
        if self.dragging and hasattr(event, "pos"):
            track = self._track()
            share = (self.inside(event.pos)[0] - track.left) / track.width
            self.player.seek(share * self.player.line.length)
            return True
        return super().handle(event)
