"""An event as a sentence of a dispatch, in the reader's language: who, whom, where, how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from game.analysis import dispatch_words as words
from game.analysis.why import Names, figure
from game.analysis.why_stakes import names_of
from game.engine import acts, notation
from game.engine.log import KINDS
from game.i18n import plural, preferred, text
from game.rules.artillery_table import MISSIONS
from game.rules.barrage import REFUSALS
from game.rules.beliefs_table import GRADES
from game.rules.escalation import POINT
from game.rules.fire_table import CAUSES
from game.rules.movement import STOPS
from game.rules.works_table import TASKS
from game.scenario.build import Start


def _by(rows: Sequence[str], said: dict[str, str]) -> tuple[str, ...]:
    return tuple(said.get(row, row) for row in rows)


WHAT: dict[str, tuple[str, ...]] = {
    "halted": _by(STOPS, words.STOPS),
    "lost": _by(CAUSES, words.CAUSES),
    "shelled": _by(MISSIONS, words.MISSIONS),
    "flew": _by(acts.FLIGHTS, words.FLIGHTS),
    "spotted": _by(GRADES, words.GRADES),
    "seized": words.SIDES,
    "dug": words.LEVELS,
    "task_done": _by(TASKS, words.TASKS),
    "refused": _by(REFUSALS, words.REFUSALS),
    "war": words.SIDES,
    "order_begun": _by(acts.ACTS, words.ACTS),
}
"""What the detail of an event means, by kind: the words in the order of the engine's rows."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What everything in the events of a scenario is called: units, hexes, stakes, and the news."""

    names: Names
    news: tuple[str, ...]


def scene_of(start: Start) -> Scene:
    """Names of all that the events of this start speak of, in the reader's language."""
    language, events = preferred(), start.bundle.scenario.model.events.values()
    news = tuple(f"{e.name.get(language).rstrip('.')}. {e.text.get(language).strip()}" for e in events)
    return Scene(names_of(start), news)


def sentence(event: np.void, scene: Scene) -> str:
    """What happened.

    Parameters
    ----------
    event : EVENT
        One row of a log.
    scene : Scene
        Names for its numbers.

    Returns
    -------
    str
        As "1st Company lost 3 men in 2337: shells." without the hour.
    """
    kind, amount = KINDS[int(event["kind"])], int(event["amount"])
    phrase, values = words.PHRASES[kind], _values(event, kind, scene)
    named = "other" if kind == "spotted" else "unit"
    if phrase.alone and int(event[named]) < 0:
        return text(phrase.alone, **values, n=amount)
    if phrase.many:
        return plural(phrase.one, phrase.many, amount, **values)
    return text(phrase.one, **values, n=amount)


def dispatch(event: np.void, scene: Scene) -> str:
    """The same with its hour: "16:30 1st Company lost ..."."""
    return f"{clock(int(event['minute']))} {sentence(event, scene)}"


def clock(minute: int) -> str:
    """Hour of the day of a minute, "16:30"."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def _values(event: np.void, kind: str, scene: Scene) -> dict[str, object]:
    detail, amount, names = int(event["detail"]), int(event["amount"]), scene.names
    values: dict[str, object] = {
        "unit": names.unit(int(event["unit"])),
        "other": names.unit(other) if (other := int(event["other"])) >= 0 else text("a target unknown"),
        "hex": names.hex(int(event["hex"])),
        "m": detail,
        "what": text(_pick(WHAT.get(kind, ()), detail, "nobody")),
    }
    if kind == "moved":
        values["place"] = names.hex(detail)
    elif kind == "escalated":
        values |= {"points": figure(amount, POINT), "act": _stake(scene, "act", detail)}
    elif kind == "released":
        values["release"] = _stake(scene, "release", detail)
    elif kind == "news":
        values["news"] = _pick(scene.news, detail, "")
    elif kind == "truce":
        values["hour"] = notation.hour(amount)
    return values


def _stake(scene: Scene, kind: str, row: int) -> str:
    return _pick(scene.names.stakes.get(kind, ()), row, text("something"))


def _pick(of: Sequence[str], row: int, none: str) -> str:
    return of[row] if 0 <= row < len(of) else none
