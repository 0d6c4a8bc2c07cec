"""What a scenario is played for, and what its record brings: the tables of victory, escalation and events."""

from __future__ import annotations

from game.rules.victory_stakes import Stakes

__all__ = ["Stakes"]
