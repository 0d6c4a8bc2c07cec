"""Where the known enemy could come."""

from __future__ import annotations

import numpy as np
from builders import JAPANESE, SOVIET, unit, world

from game.engine.enemy_reach import enemy_reach
from game.engine.options import reachable

ROWS = 10


def test_the_reach_is_that_of_the_enemy_who_is_known_and_rested() -> None:
    drawing = "\n".join(["." * 30] * ROWS)
    w = world(drawing, unit("a", "su_rifle_company", "0404"), unit("b", "jp_rifle_company", "0504"))
    after = w.pulses()[-1]
    told = enemy_reach(w.view(SOVIET, after))
    true = reachable(w.view(JAPANESE, after), w.row("b"))
    near = true >= 0
    assert int(told[w.hex("0504")]) == 0
    assert near.any()
    assert (told[near] >= 0).all()
    assert (told[near] <= true[near]).all(), "nobody knows how tired he is"


def test_of_an_enemy_nobody_has_seen_nothing_is_shown() -> None:
    drawing = "\n".join(["." * 12 + "^" + "." * 17] * ROWS)
    heights = "\n".join([" ".join(["10"] * 12 + ["90"] + ["10"] * 17)] * ROWS)
    own = unit("a", "su_rifle_company", "0104")
    hidden = [
        world(drawing, own, unit("b", "jp_rifle_company", place), heights=heights, sees=400)
        for place in ("2804", "2507")
    ]
    reaches = [enemy_reach(w.view(SOVIET)) for w in hidden]
    assert np.array_equal(reaches[0], reaches[1])
    assert (reaches[0] < 0).all()
