"""Orders of both sides of every game of a batch, and what their commanders note of their missions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.agents.base import Agent
from game.agents.missions.book import read
from game.analysis.history.missions import changes
from game.analysis.history.notes import Notes
from game.engine.orders import Order
from game.engine.pulse.now import air_of
from game.engine.setting import Fate, Setting
from game.engine.state import State
from game.engine.view import public, view


@dataclass(frozen=True, slots=True)
class Desk:
    """One game: who commands, what each wants to read next turn, and what is noted."""

    agents: list[Agent]
    memos: list[str]
    notes: Notes


def choose(setting: Setting, fate: Fate, state: State, desks: Sequence[Desk]) -> list[list[Order]]:
    """Orders for the turn, each side from its own view."""
    air = air_of(setting, fate, min(state.minute, int(setting.calendar.turn_end[-1]) - 1), 0)
    given: list[list[Order]] = []
    for game, desk in enumerate(desks):
        known = public(setting, state, air, game)
        orders: list[Order] = []
        for side, who in enumerate(desk.agents):
            before = desk.memos[side]
            plan = who.choose(view(setting, state, side, known, game), before)
            orders += plan.orders
            desk.notes.missions += changes(side, read(before), read(plan.memo), state.minute)
            desk.memos[side] = plan.memo
        given.append(orders)
    return given
