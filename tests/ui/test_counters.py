"""Counters: sides told apart by shape and color, detail by size, symbols, states, caching, themes."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_benchmark.fixture import BenchmarkFixture

from game.ui.counters.body import STYLES
from game.ui.counters.counter import GHOST, margin, render_box, render_counter, render_dot
from game.ui.counters.face import BEARERS, ECHELONS, SIDES, STATES, Face
from game.ui.counters.symbols import SYMBOLS
from game.ui.kit.theme import HIGH_CONTRAST, STANDARD, THEMES, Theme, contrast, mix, rgb

Pixels = npt.NDArray[np.int16]


def pixels(picture: pygame.Surface) -> Pixels:
    """Color and opacity of each pixel over a grey ground, shape (w, h, 4)."""
    ground = pygame.Surface(picture.get_size())
    ground.fill((128, 128, 128))
    ground.blit(picture, (0, 0))
    color = pygame.surfarray.array3d(ground)
    alpha = pygame.surfarray.array_alpha(picture)
    return np.dstack([color, alpha]).astype(np.int16)


def same(one: Face, other: Face, size: int, style: str = "symbol") -> bool:
    return np.array_equal(
        pixels(render_counter(one, size, style)), pixels(render_counter(other, size, style))
    )


def near(color: Pixels, wanted: tuple[int, int, int], tolerance: int = 24) -> bool:
    return bool(np.abs(color[:3] - np.array(wanted)).max() <= tolerance)


PLAIN = Face("soviet", "infantry")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("size", [18, 46, 92])
def test_all_symbols_look_different(style: str, side: str, size: int) -> None:
    drawn = {symbol: pixels(render_counter(Face(side, symbol), size, style)) for symbol in SYMBOLS}
    for (one, a), (other, b) in combinations(drawn.items(), 2):
        changed = int((np.abs(a - b).max(axis=2) > 40).sum())
        assert changed > 0.006 * size * size, f"{one} and {other} look alike at {size} px"


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda t: t.name)
@pytest.mark.parametrize("side", SIDES)
def test_the_body_has_the_color_of_its_side(side: str, theme: Theme) -> None:
    picture = pixels(render_counter(Face(side, "infantry"), 64, theme=theme))
    spot = picture[margin(64) + 10, margin(64) + 46]
    assert near(spot, theme.side(side).body, 30)
    assert spot[3] == 255


@pytest.mark.parametrize("size", [16, 30, 46, 92])
def test_the_corner_is_square_for_one_side_and_round_for_the_other(size: int) -> None:
    edge, part = margin(size), max(3, round(size * 0.12))
    filled = []
    for side in SIDES:
        corner = pixels(render_counter(Face(side, "infantry"), size))[
            edge : edge + part, edge : edge + part, 3
        ]
        filled.append(float((corner > 200).mean()))
    assert filled[0] > filled[1] + 0.1


@pytest.mark.parametrize("px", [6, 8, 11, 24])
def test_the_dot_is_a_square_or_a_disc(px: int) -> None:
    square, disc = (pixels(render_dot(side, px)) for side in SIDES)
    assert near(square[px // 2, px // 2], STANDARD.soviet.body)
    assert near(disc[px // 2, px // 2], STANDARD.japanese.body)
    filled, round_one = (int((p[:, :, 3] > 127).sum()) for p in (square, disc))
    assert filled > round_one
    assert disc[0, 0, 3] < 64


def test_detail_grows_with_size() -> None:
    symbol = Face("soviet", "tank")
    marked = Face("soviet", "infantry", echelon="battalion", steps=(2, 4))
    counted = Face("soviet", "infantry", count="112", letter="P")
    named = Face("soviet", "infantry", label="2/118")
    for other, first in ((symbol, 12), (marked, 24), (counted, 40), (named, 46)):
        assert same(PLAIN, other, first - 1), f"{other} shows too early"
        assert not same(PLAIN, other, first), f"{other} does not show at {first} px"


@pytest.mark.parametrize("size", [9, 18, 30, 46, 92])
def test_the_body_lies_in_the_middle_of_its_margin(size: int) -> None:
    assert render_counter(PLAIN, size).get_size() == (size + 2 * margin(size),) * 2


@pytest.mark.parametrize("style", STYLES)
def test_equal_faces_share_one_picture(style: str) -> None:
    face = Face("japanese", "mortar", "platoon", "3/75", "24", states=frozenset({"done", "suppressed"}))
    again = Face("japanese", "mortar", "platoon", "3/75", "24", states=frozenset({"suppressed", "done"}))
    assert render_counter(face, 46, style) is render_counter(again, 46, style)
    assert render_counter(face, 46, style) is not render_counter(face, 47, style)
    assert render_counter(face, 46, style) is not render_counter(face, 46, style, HIGH_CONTRAST)


@pytest.mark.parametrize("style", STYLES)
def test_states_bearers_and_echelons_all_look_different(style: str) -> None:
    faces = [Face("soviet", "infantry", count="9", states=frozenset({state})) for state in STATES]
    faces += [Face("soviet", "infantry", count="9", bearer=bearer) for bearer in BEARERS]
    faces += [Face("soviet", "infantry", echelon, count="9") for echelon in ECHELONS]
    faces += [Face("soviet", "infantry", count="9", stack=n) for n in (2, 3, 4)]
    for one, other in combinations(faces, 2):
        assert not same(one, other, 46, style), f"{one} and {other} look alike"


def test_a_done_unit_is_greyer_and_has_lost_a_corner() -> None:
    edge, size = margin(64), 64
    plain, done = (
        pixels(render_counter(Face("soviet", "infantry", states=frozenset(s)), size)) for s in ((), ("done",))
    )
    corner = edge + size - 5
    assert plain[corner, corner, 3] == 255
    assert done[corner, corner, 3] < 200
    assert near(done[edge + 10, edge + 46], mix(STANDARD.soviet.body, (110, 110, 110), 0.45), 30)


def test_rings_have_their_colors_and_the_target_has_ticks() -> None:
    edge, size = margin(64), 64
    chosen = pixels(render_counter(Face("soviet", "infantry", states=frozenset({"selected"})), size))
    aimed = pixels(render_counter(Face("soviet", "infantry", states=frozenset({"target"})), size))
    assert near(chosen[edge + 32, edge - 2], STANDARD.selection)
    assert near(aimed[edge + 20, edge - 2], STANDARD.target)
    assert near(aimed[edge + 32, edge - 8], STANDARD.target, 60)
    assert not near(chosen[edge + 32, edge - 8], STANDARD.selection, 60)


def test_an_unconfirmed_contact_is_pale_everywhere() -> None:
    ghost = Face("japanese", "unknown", count="~80", states=frozenset({"unconfirmed"}))
    assert pixels(render_counter(ghost, 46))[:, :, 3].max() <= GHOST


def test_strength_bars_grow_from_below() -> None:
    def light(full: int) -> npt.NDArray[np.bool_]:
        face = Face("soviet", "infantry", steps=(full, 4))
        column = pixels(render_counter(face, 64))[margin(64) + 57, margin(64) + 13 : margin(64) + 39, :3]
        return np.asarray(column.min(axis=1) > 170)

    lengths = [int(light(full).sum()) for full in range(5)]
    assert lengths[0] == 0
    assert all(a < b for a, b in pairwise(lengths))
    assert light(1)[-3]
    assert not light(1)[3]


@pytest.mark.parametrize("count", ["123456789", "~12000", "WWWWWW"])
@pytest.mark.parametrize("bearer", ["men", "guns"])
def test_long_texts_stay_on_the_body(count: str, bearer: str) -> None:
    edge, size = margin(46), 46
    long = Face("soviet", "infantry", label="III/118 Rifle Regiment", count=count, bearer=bearer, letter="QQ")
    drawn, bare = pixels(render_counter(long, size)), pixels(render_counter(PLAIN, size))
    changed = np.argwhere((drawn != bare).any(axis=2))
    assert changed.min() >= edge
    assert changed.max() < edge + size


@given(
    face=st.builds(
        Face,
        side=st.sampled_from(SIDES),
        symbol=st.sampled_from(sorted(SYMBOLS)),
        echelon=st.sampled_from(["", *ECHELONS]),
        label=st.text(max_size=8),
        count=st.text(max_size=6),
        bearer=st.sampled_from(BEARERS),
        letter=st.text(max_size=2),
        steps=st.integers(0, 12).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        stack=st.integers(1, 12),
        states=st.frozensets(st.sampled_from(STATES)),
    ),
    size=st.integers(-3, 120),
    style=st.sampled_from(STYLES),
    theme=st.sampled_from(list(THEMES.values())),
)
def test_every_face_has_a_picture(face: Face, size: int, style: str, theme: Theme) -> None:
    picture = render_counter(face, size, style, theme)
    shown = max(3, size)
    assert picture.get_width() == shown + 2 * margin(shown)
    center = picture.get_width() // 2
    assert picture.get_at((center, center)).a > 100


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"side": "finnish"}, "no side 'finnish' for a counter; known are soviet, japanese"),
        ({"symbol": "elephant"}, "no symbol 'elephant' for a counter; known are infantry"),
        ({"echelon": "horde"}, "no echelon 'horde'"),
        ({"bearer": "horses"}, "no bearer 'horses'"),
        ({"states": frozenset({"asleep"})}, "no state 'asleep'"),
        ({"steps": (5, 4)}, "cannot show 5 full steps out of 4"),
    ],
)
def test_a_face_that_cannot_be_drawn_is_refused(wrong: dict[str, object], message: str) -> None:
    given_face: dict[str, object] = {"side": "soviet", "symbol": "infantry", **wrong}
    with pytest.raises(ValueError, match=message):
        Face(**given_face)  # type: ignore[arg-type]


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(ValueError, match="no counter style 'cubist'; known are symbol, silhouette"):
        render_counter(PLAIN, 46, "cubist")


def test_a_bare_box_fits_its_room() -> None:
    box = render_box("tank", (26, 18))
    assert box.get_width() <= 26
    assert box.get_height() <= 18
    assert render_box("tank", (26, 18)) is box


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda t: t.name)
def test_letters_can_be_read_on_their_grounds(theme: Theme) -> None:
    assert contrast(theme.text, theme.panel) >= 7
    for color in (theme.muted, theme.brass, theme.good, theme.warn, theme.bad):
        assert contrast(color, theme.panel) >= 4.5
    for side in SIDES:
        assert contrast(theme.side(side).ink, theme.side(side).body) >= 5.4
    assert contrast(theme.ink_on_brass, theme.brass) >= 4.5
    assert all(contrast(theme.ivory, outcome) >= 4.4 for outcome in theme.outcomes)


def test_the_strong_theme_parts_the_sides_by_lightness() -> None:
    strong = contrast(HIGH_CONTRAST.soviet.body, HIGH_CONTRAST.japanese.body)
    assert strong > 4
    assert strong > 2 * contrast(STANDARD.soviet.body, STANDARD.japanese.body)


def test_a_third_side_has_no_colors() -> None:
    with pytest.raises(ValueError, match="no side 'neutral'"):
        STANDARD.side("neutral")


def test_colors_are_the_ones_of_the_design() -> None:
    assert STANDARD.soviet.body == rgb("#A8382C") == (168, 56, 44)
    assert STANDARD.japanese.body == rgb("#2D4870")


def test_building_a_counter_is_quick(benchmark: BenchmarkFixture) -> None:
    numbers = iter(range(10**9))
    benchmark(lambda: render_counter(Face("soviet", "infantry", "company", "2/118", str(next(numbers))), 46))
    assert benchmark.stats is not None
    assert benchmark.stats.stats.median < 0.001
