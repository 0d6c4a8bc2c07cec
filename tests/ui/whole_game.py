"""A player who goes with posted events from the menu through a whole game and back to the menu."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pygame

from game.engine.orders import Order
from game.ui.choices import LABELS
from game.ui.playtable import PlayTable
from game.ui.scenes.curtain import Curtain
from game.ui.scenes.film import Film
from game.ui.scenes.loading import Opening
from game.ui.scenes.menu import Menu
from game.ui.scenes.over import Over
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.resolving import Resolving
from game.ui.scenes.review import Review
from game.ui.scenes.setup import Setup
from game.ui.session import Session
from ui.pilot import At, Pilot, ui
from ui.seats import commit, spot

SIZE = (1600, 900)
SEED = 7
PATIENCE = 4000
"""Frames that a game may take to load or a turn to resolve."""


@dataclass
class Player:
    """Hands, and what they have done: orders by turn, lines of the log that were asked about, films."""

    pilot: Pilot
    given: dict[int, tuple[Order, ...]] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    films: int = 0

    def begin(self, name: str) -> Session:
        """From the menu over the card of a scenario and its set-up to the first plotting."""
        menu = Menu(ui())
        self.pilot.open(menu, SIZE)
        while menu.cards[menu.cursor].path.stem != name:
            self.pilot.key(pygame.K_DOWN)
        self.pilot.key(pygame.K_RETURN)
        self._number(self.pilot.scene(Setup), SEED)
        self.pilot.key(pygame.K_RETURN)
        self._wait(Opening)
        return self.pilot.scene(PlotScene).session

    def _number(self, setup: Setup, seed: int) -> None:
        """Type the number of the luck, so that every run plays the same game."""
        while tuple(LABELS)[setup.at] != "seed":
            self.pilot.key(pygame.K_DOWN)
        while setup.values["seed"]:
            self.pilot.key(pygame.K_BACKSPACE)
        self.pilot.key(ord(str(seed)), unicode=str(seed))
        assert setup.values["seed"] == seed

    def _wait(self, *kinds: type[object]) -> None:
        """Let frames pass while something is being worked out, without a hand on anything."""
        for _ in range(PATIENCE):
            if not isinstance(self.pilot.app.scene, kinds):
                return
            self.pilot.frame()
        raise AssertionError(f"waited in vain for the end of {type(self.pilot.app.scene).__name__}")

    # a turn

    def turn(self, orders: int = 0) -> None:
        """Give some orders, commit, see the film, and come to the next plotting or the end."""
        scene = self.pilot.scene(PlotScene)
        session, number = scene.session, scene.session.turn
        self._plot(scene, orders)
        self.given[number] = session.plots
        commit(self.pilot)
        self._wait(Resolving, Curtain)
        assert session.game.entries[number].orders[session.side] == self.given[number]
        self._film(self.pilot.scene(Film))
        assert session.turn == number + 1

    def _plot(self, scene: PlotScene, wanted: int) -> None:
        """Go through the units by Tab: the first ones march by key and click, every third digs in."""
        for n in range(3 * wanted):
            if len(scene.session.plots) >= wanted:
                return
            self.pilot.key(pygame.K_TAB)
            if n % 3 == 2:
                self.pilot.key(pygame.K_d)
            else:
                self._march(scene)
            self.pilot.key(pygame.K_ESCAPE) if scene.controller.verb else None

    def _march(self, scene: PlotScene) -> None:
        """Order a march to the farthest hex that lies within a few hexes and this turn."""
        self.pilot.key(pygame.K_m)
        minutes, unit = scene.controller.reach(), scene.controller.lead
        if minutes is not None and unit is not None:
            aim = near_reach(scene.play, unit, minutes)
            if aim is not None:
                self.pilot.click(spot(scene, aim))

    def _film(self, film: Film) -> None:
        """Let it run a little, stop, ask why of a line of the log by a click, go to the end and on."""
        self.films += 1
        self.pilot.frame()
        self.pilot.key(pygame.K_SPACE, pygame.K_END)
        assert film.player.over
        self.pilot.frame()
        at = line_of(film)
        if at is not None:
            self.pilot.click(at)
            assert film.asked is not None
            self.asked.append(film.asked)
            assert film.why.rect.width > 0
            self.pilot.key(pygame.K_ESCAPE)
        self.pilot.key(pygame.K_RETURN)

    # the end

    def end(self) -> Menu:
        """From the end of the battle through the review, turn by turn, and back to the menu."""
        over = self.pilot.scene(Over)
        self.pilot.key(pygame.K_r)
        review = self.pilot.scene(Review)
        turns = len(over.desk.session.game.entries)
        for turn in range(1, turns + 1):
            self.pilot.key(pygame.K_RIGHT)
            assert review.turn == turn
        self.pilot.key(pygame.K_LEFT, pygame.K_RETURN)
        self.pilot.scene(Film)
        self.pilot.key(pygame.K_END, pygame.K_RETURN)
        assert self.pilot.scene(Review).turn == turns
        self.pilot.key(pygame.K_b, pygame.K_ESCAPE)
        self.pilot.scene(Over)
        self.pilot.key(pygame.K_ESCAPE)
        return self.pilot.scene(Menu)


def near_reach(table: PlayTable, unit: int, minutes: np.ndarray) -> int | None:
    """The farthest hex within two hexes' width that a unit reaches in this turn."""
    here = table.hex_of(unit)
    if here is None:
        return None
    x, y = table.centers[here]
    away = np.hypot(table.spots[: len(minutes), 0] - x, table.spots[: len(minutes), 1] - y)
    fit = np.flatnonzero((minutes >= 0) & (minutes < 10**6) & (away > 1) & (away < 2.2 * table.board.scale))
    return int(fit[away[fit].argmax()]) if len(fit) else None


def line_of(film: Film) -> At | None:
    """Where a line of the film's log can be clicked; None when nothing has happened."""
    log = film.log
    return (log.rect.left + 240, log.rect.top + log.head + 12) if log.shown_lines() else None
