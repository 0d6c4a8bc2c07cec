"""The playhead of a film: running or at rest, at a speed, by pulse and by event."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from game.ui.film import Timeline
from game.ui.speeds import SPEEDS

NEAR = 1e-6


@dataclass(slots=True)
class Player:
    """Where a film stands. `at` is in seconds of the film at single speed."""

    line: Timeline
    at: float = 0.0
    speed: int = 1
    playing: bool = True
    rushing: bool = False
    """Whether a key is held that makes it run as fast as it can."""

    @property
    def pace(self) -> int:
        """How fast it runs now."""
        return SPEEDS[-1] if self.rushing else self.speed

    @property
    def over(self) -> bool:
        """Whether the film has come to its end."""
        return self.at >= self.line.length

    def advance(self, seconds: float) -> bool:
        """Let time pass; true when the picture changes."""
        if not self.playing:
            return False
        self.at = min(self.line.length, self.at + seconds * self.pace)
        self.playing = not self.over
        return True

    def toggle(self) -> None:
        """Pause or go on; from the end, begin again."""
        if self.over:
            self.at = 0.0
        self.playing = not self.playing

    def faster(self, by: int) -> None:
        """The next speed up or down."""
        n = min(len(SPEEDS) - 1, max(0, SPEEDS.index(self.speed) + by))
        self.speed = SPEEDS[n]

    def seek(self, at: float) -> None:
        """Go to a time and rest there."""
        self.at, self.playing = min(self.line.length, max(0.0, at)), False

    def skip(self) -> None:
        """Go to the end."""
        self.seek(self.line.length)

    def back(self) -> None:
        """Go to the beginning."""
        self.seek(0.0)

    def step_pulse(self, by: int) -> None:
        """Go to the start of the next pulse, or of this one and then the one before."""
        starts = [span.start for span in self.line.spans] + [self.line.length]
        self.seek(_beside(starts, self.at, by))

    def step_event(self, by: int) -> None:
        """Go to the moment at which the next or the last event shows best."""
        self.seek(_beside([0.0, *self.line.beats, self.line.length], self.at, by))

    def show(self, event: int) -> None:
        """Go to an event of the reel."""
        cue = next((cue for cue in self.line.cues if cue.event == event), None)
        if cue is not None:
            self.seek(cue.start + 0.4 * (cue.stop - cue.start))


def _beside(moments: list[float], at: float, by: int) -> float:
    """The moment after, or before, a time."""
    if by > 0:
        n = bisect_right(moments, at + NEAR)
        return moments[min(n, len(moments) - 1)]
    return moments[max(0, bisect_left(moments, at - NEAR) - 1)]
