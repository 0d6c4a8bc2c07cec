"""All bookmarks of a reader while a battle is on: each with its line as the log of its turn tells it."""

from __future__ import annotations

from dataclasses import dataclass

from game.analysis.film import moment_of
from game.ui.bookmarks import Marking, Spot
from game.ui.film import Timeline
from game.ui.film_cast import Cast
from game.ui.film_told import Told
from game.ui.film_words import Line
from game.ui.session import Session


@dataclass(frozen=True, slots=True)
class Marked:
    """A bookmark: its turn and its number in the log of the reader, the line there, and the note."""

    spot: Spot
    line: Line
    note: str


def marked(marking: Marking) -> tuple[Marked, ...]:
    """Every bookmark that the reader sees, in the order of the battle."""
    session, audience = marking.session, marking.audience()
    return tuple(Marked(spot, line_of(session, spot, audience), mark.text) for spot, mark in marking.spots())


def line_of(session: Session, spot: Spot, side: int | None) -> Line:
    """A line of the log of a turn, in the words of who knew no more than a side did in that pulse."""
    reel, event = moment_of(session.game, *spot, side)
    cast = Cast(session.start, Timeline(reel, session.start.board))
    return Told(cast, session.words).lines[event]
