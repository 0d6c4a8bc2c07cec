"""Laws of engineers' work: more fire never digs faster, stores are used exactly, nothing shrinks."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from march_field import HEXES, NEAR, RULES

from game.grid.axial import opposite
from game.rules.works import DEEPEST, dig, trench_share
from game.rules.works_table import TASKS, freeze_works
from game.rules.works_tasks import toil, with_belts, with_ways

TABLE = freeze_works(RULES)
Q10 = st.integers(0, 1024)
TON = 1_000_000


@st.composite
def diggers(draw: st.DrawFn) -> dict[str, np.ndarray]:
    """Six units that dig, or some of them."""

    def column(elements: st.SearchStrategy[int]) -> np.ndarray:
        return draw(hnp.arrays(np.int64, 6, elements=elements))

    return {
        "progress": column(st.integers(0, DEEPEST)),
        "carry": column(st.integers(0, 1000)),
        "terrain": column(st.integers(0, len(RULES.terrain.names) - 1)),
        "under_fire": column(Q10),
        "night": column(st.integers(0, 1)) > 0,
        "fatigue": column(Q10),
        "sappers": column(st.integers(0, 1)) > 0,
        "stores": column(st.integers(0, 20 * TON)),
        "minutes": column(st.sampled_from([0, 10, 30, 60, 120, 1000])),
    }


@given(diggers())
@settings(max_examples=80)
def test_works_only_grow(state: dict[str, np.ndarray]) -> None:
    found = dig(TABLE, **state)
    assert (found.progress >= state["progress"]).all()
    assert (found.progress <= DEEPEST).all()
    assert ((found.used >= 0) & (found.used <= state["stores"])).all()
    assert (found.carry >= 0).all()
    deeper = np.maximum(found.progress - np.maximum(state["progress"], 3072), 0)
    assert (found.used * 1024 >= deeper.astype(np.int64) * TABLE.overhead - 1024).all()


@given(diggers(), Q10)
@settings(max_examples=80)
def test_more_fire_night_and_fatigue_never_dig_faster(state: dict[str, np.ndarray], more: int) -> None:
    easy = dig(TABLE, **state).worked
    for worse in (
        {"under_fire": np.maximum(state["under_fire"], more)},
        {"night": np.ones(6, bool)},
        {"fatigue": np.maximum(state["fatigue"], more)},
        {"sappers": np.zeros(6, bool)},
    ):
        assert (dig(TABLE, **{**state, **worse}).worked <= easy).all()


@given(diggers())
@settings(max_examples=40)
def test_longer_digging_is_never_worse(state: dict[str, np.ndarray]) -> None:
    longer = dig(TABLE, **{**state, "minutes": state["minutes"] + 60})
    assert (longer.progress >= dig(TABLE, **state).progress).all()


@given(diggers(), diggers())
@settings(max_examples=40)
def test_a_batch_digs_like_its_parts(one: dict[str, np.ndarray], two: dict[str, np.ndarray]) -> None:
    both = dig(TABLE, **{key: np.stack([one[key], two[key]]) for key in one})
    for b, state in enumerate((one, two)):
        alone = dig(TABLE, **state)
        assert (both.progress[b] == alone.progress).all()
        assert (both.carry[b] == alone.carry).all()
        assert (both.factors[b] == alone.factors).all()


@given(st.integers(0, DEEPEST), st.integers(0, DEEPEST))
def test_deeper_works_cover_no_less(one: int, two: int) -> None:
    less, more = trench_share(TABLE, [min(one, two), max(one, two)]).tolist()
    assert 0 <= less <= more <= 1024


@given(
    st.integers(-1, len(TASKS) - 1),
    st.integers(0, 1 << 20),
    st.integers(0, 200),
    st.booleans(),
    Q10,
    st.booleans(),
    Q10,
    st.integers(0, 50 * TON),
    st.sampled_from([0, 30, 120, 3000]),
)
def test_tasks(
    task: int,
    done: int,
    men: int,
    sappers: bool,
    fire: int,
    night: bool,
    tired: int,
    stores: int,
    minutes: int,
) -> None:
    found = toil(TABLE, [task], [done], [men], [sappers], [fire], [night], [tired], [stores], [minutes])
    assert found.used[0] in (0, int(TABLE.stores[max(task, 0)]))
    assert found.used[0] <= stores
    assert found.finished[0] or found.done[0] >= done
    assert not (found.finished[0] and found.done[0])
    quiet = toil(TABLE, [task], [done], [men], [sappers], [0], [False], [0], [stores], [minutes])
    assert quiet.finished[0] or quiet.done[0] >= found.done[0]


@given(st.lists(st.tuples(st.integers(0, HEXES - 1), st.integers(0, 5), st.integers(-1, 1)), max_size=12))
def test_belts_lie_the_same_from_both_hexes(changes: list[tuple[int, int, int]]) -> None:
    hexes, sides, more = (list(part) for part in zip(*changes, strict=True)) if changes else ([], [], [])
    belts = with_belts(TABLE, np.ones((HEXES, 6), np.int8), NEAR, hexes, sides, more)
    assert ((belts >= 0) & (belts <= TABLE.belts)).all()
    inside = NEAR >= 0
    assert (belts == np.where(inside, belts[NEAR, opposite(np.arange(6))], belts)).all()
    ways = with_ways(np.zeros((HEXES, 6), np.uint8), NEAR, hexes, [True] * len(hexes))
    assert (ways == np.where(inside, ways[NEAR, opposite(np.arange(6))], ways)).all()
