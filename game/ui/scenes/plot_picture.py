"""What the plotting draws on the map: fog and reach, orders, overlays, and what a click would mean."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

import pygame

from game.ui import verbs
from game.ui.camera import Camera
from game.ui.layers.fog import draw_fog
from game.ui.layers.hour import draw_hour, draw_sign
from game.ui.layers.mosaic import Mark
from game.ui.layers.plots import draw_plots, draw_tag, draw_tentative, plot_marks
from game.ui.layers.reach import Reached, draw_reach
from game.ui.panels.odds import pill
from game.ui.scenes.plot_layout import PlotLayout


class PlotPicture(PlotLayout):
    """The plotting with its drawing."""

    def resize(self, factor: float) -> None:
        """Change the scale of the interface, for the scenes that follow too."""
        super().resize(factor)
        self.desk.ui = self.ui

    def about(self) -> Hashable:
        """As on the map table, and the overlay under the counters."""
        under = self.overlays.on if self.whole_view() else None
        return (super().about(), self.session.open, under and (under.word, under.about(self.play)))

    def whole_view(self) -> bool:
        """An overlay under the counters is painted for the view as a whole."""
        return self.overlays.on is not None and not self.overlays.on.above

    def marks(self) -> list[Mark]:
        """The selected units, where they can come to, and orders."""
        plots, step = self.session.plots, self.camera.step
        minutes = self.controller.reach()
        if self._reach is None or self._reach.minutes is not minutes:
            self._reach = None if minutes is None else Reached(minutes)
        about = (self._reach, plots, step, self.play.version)
        if self._marks is None or self._marks[0] != about:
            reach = [] if self._reach is None else [self._reach.mark(self.camera, self.play)]
            self._marks = (about, reach + plot_marks(self.camera, self.play, plots))
        return super().marks() + self._marks[1]

    def below(self, picture: pygame.Surface, camera: Camera, marks: tuple[Hashable, ...]) -> None:
        """The light of the hour, fog, objectives, names and reach, under the counters."""
        now = self.play.view.public
        draw_hour(picture, camera, now.light, now.fog, self.ui.theme.strong)
        if "fog" in self.table.layers and not self.session.open:
            draw_fog(picture, camera, self.play, self.ui.theme)
        self.letter(picture, camera, now.light)
        self.overlays.below(picture, camera, self.play, self.ui)
        for reach in marks:
            if isinstance(reach, Reached):
                draw_reach(picture, camera, self.play, self.ui, reach.minutes)

    def upon(self, picture: pygame.Surface, camera: Camera, marks: tuple[Hashable, ...]) -> None:
        """Orders, over the counters."""
        draw_plots(picture, camera, self.play, self.ui, marks)

    def above(self, window: pygame.Surface) -> None:
        """The sign of the light, what a click would order now, and what is weighed."""
        draw_sign(window, self.camera, self.ui, self.play.view.public)
        self.tags = []
        tentative = self.controller.tentative(self.table.hovered)
        draw_tentative(window, self.camera, self.play, self.ui, tentative)
        if self.controller.verb is not None and self.table.hovered is not None:
            stays = self.table.hovered == self.table.hex_of(self.controller.lead or 0)
            words = (
                "" if stays and self.controller.verb in verbs.MARCHES else self.controller.aimed(tentative)
            )
            cost = self.controller.price(self.table.hovered)
            told = f"{words} · {cost}" if cost else words
            self._tag(window, self.table.hovered, told)
        odds = self.odds.odds()
        if odds is not None and self.controller.verb is None:
            self._tag(window, odds.goal, pill(odds))
        self.overlays.above(window, self.camera, self.play, self.ui)

    def _tag(self, window: pygame.Surface, hex_: int, words: str) -> None:
        """Words above a hex, which a tip does not cover."""
        self.tags.append(draw_tag(window, self.camera, self.play, self.ui, hex_, words))

    def covered(self) -> bool:
        """As on the map table, and while a question or a menu lies open."""
        return super().covered() or self.asked is not None

    def lively(self) -> Hashable:
        """The overlay, what is aimed and where, and the odds; None while there is none of them."""
        overlay, control = self.overlays.on, self.controller
        if control.verb is None and overlay is None and not self.odds.asked:
            return None
        aimed = (control.verb, control.via, control.terms.state(), self.table.hovered)
        shown = overlay and (overlay.word, overlay.about(self.play))
        return (shown, aimed, self.play.chosen, self.session.plots, self.odds.oracle.version)

    def draw(self, window: pygame.Surface) -> None:
        """As the map table, and over everything what is asked."""
        super().draw(window)
        if self.asked is not None:
            self.asked.ui = replace(self.ui)
            self.asked.draw(window)
