"""The staffs of a game at this machine: who commands what nobody plays, and what he makes of a turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from game.agents.base import Agent, Plan
from game.analysis.commanders import cast
from game.analysis.thoughts import Thoughts
from game.store.saved import HUMAN
from game.ui.aside import at_once
from game.ui.session_file import Filed

Run = Callable[[Callable[[], Plan]], Iterator[Plan | None]]
"""How a staff is had think: `at_once` or `aside`."""


class Staffed(Filed):
    """A game in which agents lead the sides that nobody at this machine plays."""

    def think(self, run: Run = at_once) -> Iterator[int | None]:
        """Let the agents give their orders and commit; the sides that are done, one by one.

        `run` has them think, at once or beside the window; None tells that one is still at it. Nothing is
        written before he has come to an end, so who leaves in the middle finds the turn as it was.
        """
        for side in (0, 1):
            if self.players[side] == HUMAN or self.game.committed[side] or self.game.over:
                continue
            for n in reversed(range(len(self.game.plots[side]))):
                # Left over from a program that was closed while the staff was writing.
                self._drop(side, n)
            for plan in run(partial(self._choose, side)):
                if plan is not None:
                    self._issue(side, plan)
                yield None if plan is None else side

    def leader(self, turn: int, side: int) -> str:
        """Who led a side in a turn."""
        return next((who for first, who in reversed(self.led[side]) if first <= turn), self.players[side])

    def _choose(self, side: int) -> Plan:
        return self._staff(side).choose(self.game.view(side), self.memos[side])

    def _issue(self, side: int, plan: Plan) -> None:
        """Orders, memo and thoughts of an agent, and the turn closed for its side."""
        self._order_all(side, plan.orders)
        self.memos[side] = plan.memo
        self.thoughts[self.turn, side] = Thoughts(plan.reasons, plan.estimates)
        self._explain(side, plan)
        self._commit(side)

    def _staff(self, side: int) -> Agent:
        """Who commands a side that nobody at this machine plays; made once for a name."""
        who = self.players[side]
        if self._staffs.get(side, ("",))[0] != who:
            self._staffs[side] = (who, cast(side, who, self.plans, self.start).agent(self.seed))
        return self._staffs[side][1]
