"""The steps that lead a beginner through his first battle."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from game.scenario.models.common import File, Id, Model, Name, Prose, Seq

Until = Literal[
    "read",
    "selected",
    "pointed",
    "marching",
    "undone",
    "aiming",
    "digging",
    "committed",
    "film",
    "asked",
    "next_turn",
]
"""What a step waits for: a press of its button, or something that the player has done."""


class Step(Model):
    """One step: what it is called, what to do, and what shows that it was done.

    A key is written as its action in square brackets, as [order.dig], and shown as the player has set it.
    """

    id: Id
    title: Name
    text: Prose
    until: Until


class Tutorial(File):
    """The steps in their order, and the scenario that they belong to."""

    kind: Literal["tutorial"]
    scenario: Id
    steps: Annotated[Seq[Step], Field(min_length=1, max_length=40)]
