"""Who needs a look: in trouble, held back, without orders; nothing of the enemy."""

from __future__ import annotations

import numpy as np
from builders import SOVIET, unit, world

from game.engine.orders import Dig
from game.engine.readiness import TROUBLES, held, troubled, troubles, waiting
from game.engine.state import State
from game.engine.view import View

FIELD = "\n".join(["." * 24] * 8)
w = world(
    FIELD,
    unit("rifles", "su_rifle_company", "0403"),
    unit("mg", "su_mg_company", "0404"),
    unit("guns", "su_field_battery", "0303"),
    unit("fresh", "su_rifle_company", "0405"),
    unit("foe", "jp_rifle_company", "0603"),
)


def names(flags: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> set[str]:
    return {w.setting.cadre.ids[row] for row in np.flatnonzero(flags)}


def harmed() -> View:
    def harm(state: State) -> None:
        forces = state.forces
        forces.nerve[0, w.row("rifles")] = 1
        forces.suppression[0, w.row("mg")] = 500
        forces.ammunition[0, w.row("guns")] = 0
        forces.nerve[0, w.row("foe")] = 3

    return w.changed(harm).view(SOVIET)


def test_nobody_is_in_trouble_before_the_battle() -> None:
    assert not troubled(w.view(SOVIET)).any()


def test_every_trouble_has_its_own_flag() -> None:
    told = dict(zip(TROUBLES, troubles(harmed()), strict=True))
    assert names(told["broken"]) == {"rifles"}
    assert names(told["suppressed"]) == {"mg"}
    assert names(told["ammunition"]) == {"guns"}
    assert names(told["cut off"]) == set()
    assert names(troubled(harmed())) == {"rifles", "mg", "guns"}


def test_who_has_an_order_or_was_passed_over_does_not_wait() -> None:
    view = w.view(SOVIET)
    assert names(waiting(view, ())) == {"rifles", "mg", "guns", "fresh"}
    assert names(waiting(view, (Dig(unit=w.row("mg")),))) == {"rifles", "guns", "fresh"}
    assert names(waiting(view, (), (w.row("fresh"),))) == {"rifles", "mg", "guns"}


def test_who_cannot_be_used_yet_is_held_and_does_not_wait() -> None:
    late = world(
        FIELD,
        unit("now", "su_rifle_company", "0403"),
        unit(
            "later", "su_rifle_company", "0404", release={"time": "1938-08-07T06:00", "reason": {"en": "x"}}
        ),
        unit("foe", "jp_rifle_company", "0603"),
    )
    view = late.view(SOVIET)
    assert [late.setting.cadre.ids[row] for row in np.flatnonzero(held(view))] == ["later"]
    assert [late.setting.cadre.ids[row] for row in np.flatnonzero(waiting(view, ()))] == ["now"]
