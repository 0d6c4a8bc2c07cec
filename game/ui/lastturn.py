"""The dispatches of the last turn, for the log beside the orders."""

from __future__ import annotations

from game.analysis.film import reel_of
from game.ui.film import Timeline
from game.ui.film_cast import Cast
from game.ui.film_told import Told
from game.ui.film_words import Line
from game.ui.session import Session


def dispatches(session: Session) -> tuple[Line, ...]:
    """Lines of what the side before the screen learned of the last turn; none before the first is over."""
    game = session.game
    if not game.entries:
        return ()
    audience = None if session.open else session.side
    line = Timeline(reel_of(game, len(game.entries) - 1, audience), session.start.board)
    return Told(Cast(session.start, line), session.words).lines
