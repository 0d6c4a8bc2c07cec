"""Handicaps: what a side is given less of, for a class or for uneven players; chosen openly before a game.

They stand among the options of a game, so its file says so to everybody, and both sides read them in their
briefing. None of them changes a rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from game.i18n import text
from game.scenario.models.common import SIDES, Side

What = Literal["ammunition", "quality"]
STEPS: dict[What, tuple[int, ...]] = {"ammunition": (75, 50), "quality": (1, 2)}
"""Per cent of the ammunition that units begin with; grades that all units are worse."""
WORD = "handicap"
SIDE_WORDS = {"soviet": "USSR", "japanese": "Japan"}


@dataclass(frozen=True, slots=True)
class Handicap:
    """One: of which side, what, and how much."""

    side: Side
    what: What
    step: int

    @property
    def option(self) -> str:
        """As it stands among the options of a game."""
        return f"{WORD}:{self.side}:{self.what}:{self.step}"

    @property
    def words(self) -> str:
        """Without the side: "three quarters of the ammunition" and the like."""
        told = {
            ("ammunition", 75): text("three quarters of the ammunition"),
            ("ammunition", 50): text("half of the ammunition"),
            ("quality", 1): text("all troops one grade worse"),
            ("quality", 2): text("all troops two grades worse"),
        }
        return told[self.what, self.step]

    @property
    def told(self) -> str:
        """With the side."""
        return text("{side}: {what}", side=text(SIDE_WORDS[self.side]), what=self.words)


EVERY = tuple(Handicap(side, what, step) for side in SIDES for what, steps in STEPS.items() for step in steps)
OPTIONS = {handicap.option: handicap for handicap in EVERY}


def chosen(options: frozenset[str]) -> tuple[Handicap, ...]:
    """The handicaps among some options, in a fixed order."""
    return tuple(handicap for handicap in EVERY if handicap.option in options)
