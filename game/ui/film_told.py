"""What is told of a film in words: the log, and why an event came out as it did."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

import numpy as np

from game.analysis.behind import behind
from game.analysis.dispatch import Scene, sentence
from game.analysis.film import Shot
from game.analysis.numbers import Origin, origins, told
from game.analysis.results import Results, results_of
from game.analysis.untold import note
from game.analysis.why import Names
from game.analysis.why import sentence as why
from game.i18n import text
from game.ui.film_cast import Cast
from game.ui.film_words import Line, lines_of
from game.ui.panels.why import Question, Reason


class Told:
    """The words of a film. Units of the enemy are named as far as the audience knew them in that pulse."""

    def __init__(self, cast: Cast, scene: Scene) -> None:
        self.cast, self.scene = cast, scene
        self.reel = cast.line.reel
        self.sides = tuple(0 if counter.side == "soviet" else 1 for counter in cast.start.roster.counters)
        self._scenes: dict[int, Scene] = {}
        self._begun: tuple[int, tuple[Line, ...], Results] | None = None

    def scene_of(self, shot: Shot) -> Scene:
        """Names for the numbers in the events of a pulse."""
        if id(shot) not in self._scenes:
            before, after = self.cast.names(shot.before), self.cast.names(shot.after)
            units = [b if k else a for a, b, k in zip(after, before, shot.before.known.tolist(), strict=True)]
            names = Names(units, self.scene.names.hexes, self.scene.names.stakes)
            self._scenes[id(shot)] = replace(self.scene, names=names)
        return self._scenes[id(shot)]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The whole log of the film."""
        found: list[Line] = []
        for shot in self.reel.shots:
            told_now = lines_of(shot.events, self.scene_of(shot), self.sides)
            found += [replace(line, event=line.event + len(found)) for line in told_now]
        return tuple(found)

    def question(self, event: int | None) -> Question | None:
        """An event of the film, and why it came out so."""
        if event is None:
            return None
        shot, row = self.reel.shot_of(event), self.reel.events[event]
        scene = self.scene_of(shot)
        reasons = tuple(self._reason(found, scene) for found in behind(row, shot.rows))
        untold = "" if reasons else note(row, shot.before.view, self.reel.side)
        return Question((id(self.reel), event), sentence(row, scene), reasons, untold)

    def _reason(self, row: np.void, scene: Scene) -> Reason:
        parts = origins(row, self.cast.start.ruleset)
        return Reason(
            why(row, scene.names), tuple((_part(part), tuple(map(told, part.numbers))) for part in parts)
        )

    def log(self, at: float) -> tuple[Line, ...]:
        """The lines of what has begun by a time."""
        return self._so_far(at)[1]

    def results(self, at: float) -> Results:
        """What the film came to by a time."""
        return self._so_far(at)[2]

    def _so_far(self, at: float) -> tuple[int, tuple[Line, ...], Results]:
        """Number of events begun, their lines and their sums; made anew when another has begun."""
        number = self.cast.line.begun(at)
        if self._begun is None or self._begun[0] != number:
            shown = sorted(cue.event for cue in self.cast.line.cues[:number])
            sums = results_of(self.reel.events[np.array(shown, np.int64)], np.asarray(self.sides, np.int8))
            self._begun = (number, tuple(self.lines[event] for event in shown), sums)
        return self._begun


def _part(part: Origin) -> str:
    return text("{what}: {value}", what=part.words, value=part.value)
