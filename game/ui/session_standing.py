"""Where a game at this machine stands: who plays each side, who sits before the screen, what is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from game.agents.base import Agent
from game.analysis.dispatch import Scene as Words
from game.analysis.dispatch import scene_of
from game.analysis.thoughts import Thoughts
from game.analysis.why import Names
from game.engine.game import Game
from game.engine.orders import Order
from game.engine.view import View
from game.scenario.build import Start
from game.store.beside import Bookmark
from game.store.saved import HUMAN, Saved

SIDES = ("soviet", "japanese")
Plots = tuple[Order, ...]
Led = tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...]]


@dataclass(eq=False)
class Standing:
    """A game in play, and where its players stand in it.

    Attributes
    ----------
    start : Start
        The scenario that is played, for words and pictures.
    game : Game
        Never handed to a player's scene as a whole: `view`, `film` and `plots` are what a side may know.
    players : list of str
        By side: `HUMAN` or the name of an agent.
    saved : Saved or None
        The game's file; None once it could not be written.
    side : int
        The side before the screen.
    open : bool
        Whether the fog is lifted, for a teacher.
    watched : list of int
        By side: turns of which the film has been shown.
    trouble : str
        One sentence on why the game or the copy of its turn is not being saved; empty when it is.
    copied : int
        The last turn of which a copy was made, or tried.
    bookmarks : dict
        By turn, side and number of the event: of both sides, for `Marking` to choose from.
    marked : int
        Counts the changes of bookmarks.
    source : Path or None
        The file of a game that is only looked at.
    lost : Saved or None
        The game with the file that could not be written; `recover` writes another one.
    plans : dict
        Texts of the game file by name, for staffs that carry out a plan.
    memos : list of str
        By side: what its staff wrote down for the next turn.
    thoughts : dict
        By turn and side: what its staff meant and expected, for the review.
    led : tuple
        By side: who led it before, each with his first turn.
    """

    start: Start
    game: Game
    players: list[str]
    saved: Saved | None = None
    seed: int = 0
    side: int = 0
    open: bool = False
    watched: list[int] = field(default_factory=lambda: [0, 0])
    trouble: str = ""
    copied: int = -1
    bookmarks: dict[tuple[int, int, int], Bookmark] = field(default_factory=dict)
    marked: int = 0
    source: Path | None = None
    lost: Saved | None = None
    plans: Mapping[str, bytes] = field(default_factory=dict)
    _staffs: dict[int, tuple[str, Agent]] = field(default_factory=dict)
    memos: list[str] = field(default_factory=lambda: ["", ""])
    thoughts: dict[tuple[int, int], Thoughts] = field(default_factory=dict)
    led: Led = ((), ())
    _past: list[Plots] = field(default_factory=list)
    _future: list[Plots] = field(default_factory=list)
    _view: tuple[object, int, bool, View] | None = None

    # who plays

    @property
    def humans(self) -> tuple[int, ...]:
        """Sides that people play."""
        return tuple(side for side in (0, 1) if self.players[side] == HUMAN)

    @property
    def turn(self) -> int:
        """The open turn, counted from 0."""
        return len(self.game.entries)

    @property
    def due(self) -> int | None:
        """The side whose player must come, to see the last turn or to plot; None for neither."""
        for side in self.humans:
            if self.unseen(side) or not (self.game.over or self.game.committed[side]):
                return side
        return None

    def unseen(self, side: int) -> bool:
        """Whether the film of the last turn is still to be shown to a side."""
        return self.watched[side] < self.turn

    @cached_property
    def words(self) -> Words:
        """Names of all that events of this game speak of."""
        return scene_of(self.start)

    @property
    def names(self) -> Names:
        """What units, hexes and stakes are called."""
        return self.words.names
