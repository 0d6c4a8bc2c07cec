"""Sound: what the film shows is heard, orders are pencilled, buttons click. Without a device, silence."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pygame

from game.ui.dress import mapped
from game.ui.kit.widgets import PRESS
from game.ui.sound_waves import RATE, SOUNDS, samples

if TYPE_CHECKING:
    from game.ui.app import Scene
    from game.ui.film import Cue
    from game.ui.scenes.film import Film

FIRE = ("rifles", "machine_gun", "rifles")
"""Fire of small arms sounds by turns like these: what it is that fires is not for the ear to betray."""
HEARD = {
    "shelled": "gun",
    "under_shells": "shell",
    "bombed": "shell",
    "strayed": "shell",
    "flew": "aircraft",
    "assaulted": "bugle",
}
"""Sound of an event, by its kind; those that are not here make none."""
AT_ONCE = 3
"""New sounds in one frame; the ear could not tell more apart."""
CHANNELS = 12


class Sounds:
    """All sounds of the game. Volume is 0 to 100."""

    def __init__(self, volume: int, muted: bool) -> None:
        self.volume, self.muted = volume, muted
        self.played: list[str] = []
        self._made: dict[str, pygame.Sound] | None = None
        self._dead = False
        self._film: tuple[int, float] = (0, 0.0)
        self._plots: tuple[int, int] = (0, 0)

    def set(self, volume: int, muted: bool) -> None:
        """Change the volume; what sounds now sounds on at the new one."""
        self.volume, self.muted = volume, muted
        if muted or not volume:
            self.silence()
        for sound in (self._made or {}).values():
            sound.set_volume(volume / 100)

    def silence(self) -> None:
        """Stop all sounds: none outlives its scene, and none is heard through a curtain."""
        if pygame.mixer.get_init():
            pygame.mixer.stop()

    def play(self, name: str) -> None:
        """Play a sound, unless it is switched off or there is no device."""
        if self.muted or not self.volume or self._dead:
            return
        if self._made is None or not pygame.mixer.get_init():
            self._open()
        if self._made is not None:
            self.played.append(name)
            self._made[name].play()

    def _open(self) -> None:
        """Open the device and make the sounds; without a device, be silent from now on."""
        self._made = None
        try:
            with _hushed():
                pygame.mixer.init(RATE, -16, 2, 512)
            pygame.mixer.set_num_channels(CHANNELS)
        except (pygame.error, NotImplementedError):
            self._dead = True
            return
        self._made = {name: pygame.sndarray.make_sound(samples(name)) for name in SOUNDS}
        self.set(self.volume, self.muted)

    # what is heard

    def heard(self, event: pygame.Event, scene: Scene) -> None:
        """A click for a press of the left button or of a key that presses buttons; not before a curtain."""
        pressed = event.type == pygame.MOUSEBUTTONDOWN and event.button == 1
        pressed |= event.type == pygame.KEYDOWN and event.key in PRESS
        if pressed and not _curtained(scene):
            self.play("click")

    def follow(self, scene: Scene) -> None:
        """What has begun in a film since the last frame; an order that has been given in a plot."""
        if not mapped(scene):
            return
        from game.ui.scenes.film import Film
        from game.ui.scenes.plot import PlotScene

        if isinstance(scene, Film):
            self._follow_film(scene)
        elif isinstance(scene, PlotScene):
            before, self._plots = self._plots, (id(scene), len(scene.session.plots))
            if before[0] == id(scene) and self._plots[1] > before[1]:
                self.play("pencil")

    def _follow_film(self, film: Film) -> None:
        player = film.player
        before, self._film = self._film, (id(film), player.at)
        if before[0] != id(film) or player.at <= before[1] or not player.playing:
            return
        cues = player.line.cues[player.line.begun(before[1]) : player.line.begun(player.at)]
        for name in list(dict.fromkeys(sound_of(cue) for cue in cues if sound_of(cue)))[:AT_ONCE]:
            self.play(name)


def _curtained(scene: Scene) -> bool:
    from game.ui.scenes.curtain import Curtain

    return isinstance(scene, Curtain)


def sound_of(cue: Cue) -> str:
    """The sound of an event; empty for none."""
    return FIRE[cue.event % len(FIRE)] if cue.kind == "fired" else HEARD.get(cue.kind, "")


@contextmanager
def _hushed() -> Iterator[None]:
    """Keep what the system's sound library says of a missing device off the player's terminal."""
    try:
        sys.stderr.flush()
        kept, away = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    except OSError:
        yield
        return
    try:
        os.dup2(away, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(away)
