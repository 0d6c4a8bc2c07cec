"""No screen, no sound, no greeting, before pygame is imported anywhere; and how many examples laws get."""

from __future__ import annotations

import os

import pytest
from hypothesis import is_hypothesis_test, settings
from rehearsing import own_plans, short_rehearsals  # noqa: F401  fixtures

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"

SOAK = "soak"
LONGER = 20
"""How many times the examples of `make test` a soak runs."""

# A green run stays green: the same examples every time, however slow the machine. A soak looks for new ones.
settings.register_profile("test", derandomize=True, deadline=None)
settings.register_profile(SOAK, derandomize=False, deadline=None, print_blob=True)
settings.load_profile("test")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Under the soak profile, more examples for every law, whatever number it names itself.

    Tests that are marked soak say themselves how long they run.
    """
    if config.getoption("--hypothesis-profile") != SOAK:
        return
    tests = [item for item in items if isinstance(item, pytest.Function)]
    for law in {test.function for test in tests if test.get_closest_marker(SOAK) is None}:
        if is_hypothesis_test(law):
            known = law._hypothesis_internal_use_settings
            law._hypothesis_internal_use_settings = settings(known, max_examples=LONGER * known.max_examples)
