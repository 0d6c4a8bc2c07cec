"""Questions that take longer than a frame, answered beside it, better and better; the last one asked counts.

A preview is asked on a thread of its own, which gives way between the pulses; the window never waits for it.
The answers are the same whoever asks and whenever: previews have dice of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from threading import Condition, Thread

from game.engine.preview import Preview

Steps = Iterator[Preview | None]


class Oracle:
    """One question at a time; a new one takes the place of the old. `version` grows with every answer."""

    def __init__(self) -> None:
        self.version = 0
        self._key: Hashable = None
        self._make: Callable[[], Steps] | None = None
        self._answer: Preview | None = None
        self._done = True
        self._lock = Condition()
        self._thread: Thread | None = None

    def ask(self, key: Hashable, make: Callable[[], Steps]) -> None:
        """Ask; the same key again asks nothing new."""
        with self._lock:
            if key == self._key:
                return
            self._key, self._make, self._answer, self._done = key, make, None, False
            self.version += 1
            self._lock.notify_all()
        if self._thread is None or not self._thread.is_alive():
            self._thread = Thread(target=self._work, name="odds", daemon=True)
            self._thread.start()

    def forget(self) -> None:
        """Ask nothing more."""
        with self._lock:
            if self._key is not None:
                self.version += 1
            self._key = self._make = self._answer = None
            self._done = True
            self._lock.notify_all()

    @property
    def answer(self) -> Preview | None:
        """The best answer so far."""
        return self._answer

    @property
    def done(self) -> bool:
        """Whether no better answer will come."""
        return self._done

    def wait(self, seconds: float, *, best: bool = False) -> bool:
        """Wait for an answer, or for the best one; false when the time was over first."""

        def ready() -> bool:
            return self._done or (self._answer is not None and not best)

        with self._lock:
            return self._lock.wait_for(ready, seconds)

    # on the thread

    def _work(self) -> None:
        """Answer questions until nobody has asked for a while."""
        while True:
            with self._lock:
                if not self._lock.wait_for(lambda: self._make is not None, IDLE_S):
                    self._thread = None
                    return
                key, make = self._key, self._make
                self._make = None
            assert make is not None
            self._go_on(key, make())

    def _go_on(self, key: Hashable, steps: Steps) -> None:
        """Take the steps of one question as long as it is the one asked."""
        try:
            for step in steps:
                with self._lock:
                    if self._key is not key:
                        return
                    if step is not None:
                        self._answer = step
                        self.version += 1
                        self._lock.notify_all()
        finally:
            with self._lock:
                if self._key is key:
                    self._done = True
                    self.version += 1
                    self._lock.notify_all()


IDLE_S = 20.0
"""Seconds without a question after which the thread ends."""
