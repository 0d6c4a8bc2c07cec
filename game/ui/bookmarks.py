"""Bookmarks in a log: who sees which, and by what number an event is found again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from game.engine.game import Game
from game.store.beside import Bookmark
from game.store.saved import UMPIRE
from game.ui.session import Session

Spot = tuple[int, int]
"""A turn, and the number of an event in the log of an audience."""


class Marking:
    """The bookmarks of a log for one reader.

    Parameters
    ----------
    reader : int
        The side that reads: it sees and changes its own bookmarks. The umpire (-1) sees all of them.
    audience : int or None
        Whose log it is: the events that this side has learned of, or all of them.
    turn : callable
        Gives the turn that the log tells of.
    """

    def __init__(
        self, session: Session, reader: int, audience: Callable[[], int | None], turn: Callable[[], int]
    ) -> None:
        self.session, self.reader, self.audience, self.turn = session, reader, audience, turn

    @property
    def version(self) -> int:
        """Another number whenever a bookmark has changed."""
        return self.session.marked

    def at(self, event: int) -> Bookmark | None:
        """The bookmark on an event of the log: the reader's own goes before those of others."""
        whole = self._number(event)
        sides = (self.reader, 0, 1) if self.reader == UMPIRE else (self.reader,)
        kept = self.session.bookmarks
        return next((kept[key] for side in sides if (key := (self.turn(), side, whole)) in kept), None)

    def put(self, event: int, words: str) -> None:
        """Mark an event, or change what is noted there."""
        self.session.mark(Bookmark(self.turn(), self.reader, self._number(event), words))

    def drop(self, event: int) -> None:
        """Take the reader's own bookmark away."""
        mark = self.at(event)
        if mark is not None and mark.side == self.reader:
            self.session.unmark(mark)

    def beside(self, turn: int, event: int, by: int) -> Spot | None:
        """The next bookmark after a place in the logs of all turns, or the last one before it.

        The event is given and told by its number in the log of the audience; from -1 it is before the first.
        """
        spots = [spot for spot, _mark in self.spots()]
        later = [spot for spot in spots if spot > (turn, event)]
        earlier = [spot for spot in spots if spot < (turn, event)]
        return next(iter(later), None) if by > 0 else next(reversed(earlier), None)

    def spots(self) -> list[tuple[Spot, Bookmark]]:
        """All bookmarks that the reader sees and the audience can place, in the order of the battle."""
        found = [(spot, mark) for mark in self._seen() if (spot := self._spot(mark)) is not None]
        return sorted(found, key=lambda one: one[0])

    def _seen(self) -> list[Bookmark]:
        kept = self.session.bookmarks.values()
        return [mark for mark in kept if self.reader in (UMPIRE, mark.side)]

    def _number(self, event: int) -> int:
        """The number of an event among all of its turn."""
        return int(_learned(self.session.game, self.turn(), self.audience())[event])

    def _spot(self, mark: Bookmark) -> Spot | None:
        """Where a bookmark stands in the log; None where the audience has not learned of it."""
        if mark.turn >= len(self.session.game.entries):
            return None
        learned = _learned(self.session.game, mark.turn, self.audience())
        n = int(np.searchsorted(learned, mark.event))
        return (mark.turn, n) if n < len(learned) and int(learned[n]) == mark.event else None


@lru_cache(maxsize=64)
def _learned(game: Game, turn: int, side: int | None) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Numbers of the events of a turn that a side has learned of, or of all."""
    seen = np.concatenate([pulse.events["seen"] for pulse in game.entries[turn].pulses])
    return np.flatnonzero(seen & (1 << side)) if side is not None else np.arange(len(seen))
