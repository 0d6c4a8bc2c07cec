"""How much staffs rehearse in tests: a staff's own plan alone, or a short rehearsal of whole plans."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.agents.staff import choice
from game.agents.staff.levels import LEVELS


@pytest.fixture
def own_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a staff has thought out by itself; what rehearsals overrule is for the tests of the choice."""
    for name, level in LEVELS.items():
        monkeypatch.setitem(LEVELS, name, replace(level, budget=0))


@pytest.fixture
def short_rehearsals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole plans in four battles each, and no changes of single formations: the same ways, sooner gone."""
    for name, level in LEVELS.items():
        monkeypatch.setitem(LEVELS, name, replace(level, looks=level.looks._replace(first=choice.LEAST)))
    monkeypatch.setattr(choice, "VARIED", 0)
