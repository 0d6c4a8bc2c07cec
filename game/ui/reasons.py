"""Why the selected units can or cannot be told something: one sentence, from the view of their side."""

from __future__ import annotations

from dataclasses import dataclass

from game.engine.orders.base import on_map, own_and_ready
from game.i18n import text
from game.ui.controller import Controller

UNFIT = {
    "assault": "Only infantry and tanks assault.",
    "bombard": "It has no guns that fire indirectly.",
    "fly": "It has no aircraft.",
    "work": "Only men on foot build.",
    "cross": "No crossing of the river is open to your side.",
    "request": "There is nothing to ask for now.",
}
"""Why a unit that can be used is not offered a verb."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether it can be, and what is told of it: when they would be there, or why not."""

    possible: bool
    told: str = ""


def in_place(control: Controller, verb: str) -> Answer:
    """Whether the selected units can be told a verb at all."""
    if verb in control.offered():
        return Answer(True)
    unit, view = control.lead, control.view
    if verb == "request":
        return Answer(False, text(UNFIT[verb]))
    if unit is None or own_and_ready(view, unit) is not None:
        return Answer(False, control.unable())
    if view.cadre.flies[unit] and verb != "fly":
        return Answer(False, text("Squadrons only fly."))
    found = on_map(view, unit)
    if found is not None and verb != "fly":
        return Answer(False, control.session.refused(found))
    return Answer(False, text(UNFIT.get(verb, "The selected units cannot do that.")))


def at_hex(control: Controller, verb: str, hex_: int) -> Answer:
    """Whether the first of the selected units that can be told a verb could carry it out at a hex."""
    answer = in_place(control, verb)
    if not answer.possible:
        return answer
    orders = control.orders(verb, hex_, first=True)
    if not orders:
        return Answer(False, text("They stand there already."))
    return Answer(orders[0].check(control.view) is None, control.aimed(orders))
