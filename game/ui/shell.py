"""What surrounds every scene: the player's settings and keys, pages over a scene, sound, and the tutor."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

import pygame

from game.i18n import text as _
from game.ui import copies, keys, settings
from game.ui.dress import dress, introduce, places_of_keys, typing
from game.ui.glosses import DELAY, Glosses
from game.ui.keys_table import BEHIND
from game.ui.kit.draw import Ui
from game.ui.settings import Settings
from game.ui.sound import Sounds
from game.ui.tutor import Tutor

if TYPE_CHECKING:
    from game.ui.app import Scene


class Shell:
    """Between the loop and its scene. `told`: one sentence about the settings; `screen` opens the window."""

    def __init__(self, path: Path, screen: Callable[[bool], object] = lambda _full: None) -> None:
        self.path, self.screen = path, screen
        self.settings, self.told = settings.load(path)
        self.sounds = Sounds(self.settings.volume, self.settings.muted)
        self.tutor: Tutor | None = None
        self.glosses = Glosses()
        self._scene: Scene | None = None
        self._met: WeakSet[Scene] = WeakSet()
        keys.use(self.settings.keymap)
        copies.use(self.settings.copies)

    @property
    def ui(self) -> Ui:
        """How large and in which colors everything is drawn."""
        return self.settings.ui

    def change(self, wanted: Settings) -> None:
        """Put other settings in force and keep them; what cannot be kept is told and still holds."""
        was, self.settings = self.settings, wanted
        keys.use(wanted.keymap)
        copies.use(wanted.copies)
        self.sounds.set(wanted.volume, wanted.muted)
        if was.full_screen != wanted.full_screen:
            with warnings.catch_warnings():
                # A screen that gives another size than was asked for is no news for the player.
                warnings.simplefilter("ignore", RuntimeWarning)
                self.screen(wanted.full_screen)
        if was != wanted:
            self.told = settings.save(self.path, wanted)

    def propose(self, screen: tuple[int, int]) -> None:
        """Choose the scale by the size of the screen, once, while nobody has chosen one."""
        now, scale = self.settings, settings.proposed(screen)
        if now.sized or now.scale != settings.SHIPPED.scale or scale == now.scale:
            return
        self.change(now.but(scale=scale))
        wide, high = screen
        words = _("For a screen of {wide} x {high} the interface is drawn at {n} %; {key} changes that.")
        told = words.format(wide=wide, high=high, n=scale, key=keys.cap("settings"))
        self.told = self.told or told

    # events

    def handle(self, event: pygame.Event, scene: Scene) -> Scene | None:
        """Keys of every scene first, then the tutor's buttons, then the scene with the keys that it knows."""
        known: pygame.Event | None = event
        if event.type == pygame.KEYDOWN:
            page = self._key(event, scene)
            if page is not None:
                return page
            known = event if typing(scene) else self.settings.keymap.translated(event, places_of_keys(scene))
        spot = self.glosses.handle(event, scene)
        if spot is not None:
            self.glosses.over, self.glosses.rested = spot, DELAY
            return self._handbook(scene)
        if known is None or (self.tutor is not None and self._taught(self.tutor, known)):
            return scene
        self.sounds.heard(known, scene)
        return self._arrived(scene.handle(known), scene)

    def _taught(self, tutor: Tutor, event: pygame.Event) -> bool:
        """Whether the tutor has taken an event; once he is sent away he is no more."""
        taken = tutor.handle(event)
        self.tutor = None if tutor.gone else tutor
        return taken

    def _key(self, event: pygame.Event, scene: Scene) -> Scene | None:
        """The page that a key opens over a scene, or the scene itself for a key that is done with."""
        found = self.settings.keymap.action(event, (BEHIND,))
        act = {
            "handbook": self._handbook,
            "terms": self._terms,
            "settings": self._settings,
            "mute": self._mute,
            "full": self._full,
        }.get(found.id if found else "")
        return act(scene) if act is not None and not getattr(scene, "page", False) else None

    def _handbook(self, scene: Scene) -> Scene:
        from game.ui.book import page_of
        from game.ui.glossary import PAGE
        from game.ui.scenes.handbook import Handbook

        spot = self.glosses.shown
        self.glosses.clear()
        wanted = (page_of(scene), "") if spot is None else (PAGE, spot.link.key)
        return self._arrived(Handbook(self.ui, scene, *wanted), scene) or scene

    def _terms(self, scene: Scene) -> Scene:
        self.glosses.next(scene)
        return scene

    def _settings(self, scene: Scene) -> Scene:
        from game.ui.scenes.settings import SettingsScene

        return self._arrived(SettingsScene(self, scene), scene) or scene

    def _mute(self, scene: Scene) -> Scene:
        self.change(self.settings.but(muted=not self.settings.muted))
        return scene

    def _full(self, scene: Scene) -> Scene:
        self.change(self.settings.but(full_screen=not self.settings.full_screen))
        return scene

    def _arrived(self, scene: Scene | None, before: Scene) -> Scene | None:
        """Dress a scene that has just come, and learn the size that the one before has been given."""
        self._learn(before)
        if scene is not None and scene is not before:
            self.meet(scene)
        return scene

    def _learn(self, scene: Scene) -> None:
        scale = round(getattr(scene, "ui", self.ui).scale * 100)
        if scale != self.settings.scale and not getattr(scene, "page", False):
            self.change(self.settings.but(scale=scale))

    def meet(self, scene: Scene) -> None:
        """A scene comes on: silence, the player's sizes and colors, and the tutor if it is his battle."""
        self._scene = scene
        self.glosses.clear()
        self.sounds.silence()
        dress(scene, self.ui)
        introduce(scene, self.settings, fresh=scene not in self._met)
        self._met.add(scene)
        self.tutor = Tutor.beside(scene, self.tutor)

    # time and drawing

    def update(self, seconds: float, scene: Scene) -> bool:
        """Let time pass for a scene; true when something is to be drawn."""
        if scene is not self._scene:
            self.meet(scene)
        changed = scene.update(seconds)
        self.sounds.follow(scene)
        changed = self.glosses.update(seconds) or changed
        return (self.tutor is not None and self.tutor.update(scene)) or changed

    def draw(self, window: pygame.Surface, scene: Scene) -> None:
        """The scene, and over it the tutor and what a term means."""
        scene.draw(window)
        if self.tutor is not None:
            self.tutor.draw(window, self.ui, scene)
        self.glosses.draw(window, self.ui)

    @property
    def over(self) -> bool:
        """Whether something lies over the scene that is not its own."""
        return self.tutor is not None or self.glosses.shown is not None
