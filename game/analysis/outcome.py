"""How a battle ended: the score, what it is called, what it is made of, and why it ended."""

from __future__ import annotations

from dataclasses import dataclass

from game.analysis.report_table import ENDS
from game.analysis.why import Names
from game.analysis.why import sentence as reason
from game.engine import state as states
from game.engine.game import Game
from game.i18n import preferred, text
from game.rules.account import Account
from game.rules.victory import SCORE_TERMS, Score
from game.rules.victory_rows import score_rows
from game.rules.victory_turn import Reckoning
from game.scenario.build import Start

HUNDREDTHS = 100
PARTS = {
    "at_end": "Ground held at the end",
    "average": "Ground held on the average",
    "losses_and_time": "Losses and time",
    "tasks": "Tasks",
}
"""What the parts of a score are called."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end in words: `score` in points, positive for the USSR; `parts` label and points; `reasons` the
    sentences behind them.
    """

    ending: str
    level: str
    score: float
    parts: tuple[tuple[str, float], ...]
    reasons: tuple[str, ...]


def outcome_of(game: Game, start: Start, names: Names) -> Outcome:
    """The outcome of a game that is over, or were it to end now."""
    reckoning = _alone(game)
    levels = start.bundle.scenario.model.victory.levels
    over = int(game.state.count.over[0])
    terms = reckoning.score.account.factors.tolist()
    rows = score_rows(game.setting.stakes, reckoning, game.state.minute)
    return Outcome(
        ending=text(ENDS[states.ENDS[over]]) if over != states.ON else text("The battle goes on."),
        level=levels[int(reckoning.score.level)].name.get(preferred()),
        score=int(reckoning.score.total) / HUNDREDTHS,
        parts=tuple((text(PARTS[name]), n / 1000) for name, n in zip(SCORE_TERMS, terms, strict=False)),
        reasons=tuple(reason(row, names) for row in rows),
    )


def _alone(game: Game) -> Reckoning:
    """The reckoning of the one game, without the axis of games."""
    told = game.reckoning()
    score = Score(told.score.total[0], told.score.level[0], _first(told.score.account))
    ground, average, terms, tasks = (_first(part) for part in told.parts)
    return Reckoning((ground, average, terms, tasks), score)


def _first(account: Account) -> Account:
    return Account(**{name: column[0] for name, column in account.columns().items()})
