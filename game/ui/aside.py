"""Work that takes longer than a frame, done on a thread beside the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Thread
from typing import TypeVar

T = TypeVar("T")
STEP_S = 0.02
"""Seconds that a step waits for the work: the window answers in between."""


def at_once(work: Callable[[], T]) -> Iterator[T | None]:
    """Do it now: there is one step, the result."""
    yield work()


def aside(work: Callable[[], T]) -> Iterator[T | None]:
    """Do it on a thread: None for each step while it goes on, then the result; its error is raised here.

    Who takes no more steps leaves it behind: the thread changes nothing, and does not keep the program alive.
    """
    results, errors = list[T](), list[BaseException]()

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:
            errors.append(error)

    thread = Thread(target=run, name="staff", daemon=True)
    thread.start()
    while thread.is_alive():
        yield None
        thread.join(STEP_S)
    if errors:
        raise errors[0]
    yield results[0]
