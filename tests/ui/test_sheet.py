"""The printed sheet on a small invented piece of ground: what is painted where, labels, and the cache."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray

from game.scenario.ground import Feature, Ground
from game.ui.kit.theme import SHEET
from game.ui.sheet import brush, cache, contours, field, grid, labels, lines, poster, shapes, style
from game.ui.sheet.bake import ALL, LAYERS, Place, SheetSpec, bake, paint, view_of
from game.ui.sheet.style import Scale
from game.ui.sheet.survey import Survey, survey

SPEC = SheetSpec(2000.0, 1700.0, 8, 7, 250.0)
SCALE = 0.2
LAKE = np.array([[1150.0, 500], [1500, 450], [1650, 800], [1400, 1150], [1120, 900], [1150, 500]])
MARSH = np.array([[100.0, 1200], [700, 1200], [700, 1650], [100, 1650], [100, 1200]])
BORDER = np.array([[900.0, -300], [880, 300], [930, 900], [900, 2000]])
ROAD = np.array([[1800.0, -300], [1780, 500], [1820, 2000]])
CLAIM = np.array([[1900.0, -300], [1890, 500], [1900, 2000]])
Pixels = NDArray[np.int16]


def _feature(kind: str, shape: str, line: NDArray[np.float64], status: str = "measured") -> Feature:
    return Feature(kind, kind, shape, (line,), status, 100, "test", {"en": kind.title()})


def _ground(*, hill_m: float = 90.0, flat: bool = False) -> Ground:
    x = -500.0 + 50.0 * np.arange(61)
    y = -500.0 + 50.0 * np.arange(55)
    far = (x[None, :] - 450) ** 2 + (y[:, None] - 600) ** 2
    heights = np.full(far.shape, 6.0) if flat else 6.0 + hill_m * np.exp(-far / (2 * 260.0**2))
    features = (
        _feature("lake", "polygon", LAKE),
        _feature("marsh", "polygon", MARSH, "derived"),
        _feature("border", "line", BORDER),
        _feature("road", "line", ROAD, "reconstructed"),
        _feature("claim", "line", CLAIM, "reconstructed"),
    )
    return Ground(np.round(heights * 10).astype(np.int16), -500.0, -500.0, 50, features)


GROUND = _ground()
PLACES = (
    Place(450.0, 600.0, "hill", "Round Hill", "Круглая", 96.0, "measured"),
    Place(1380.0, 800.0, "lake", "Lake", "озеро", None, "measured"),
    Place(400.0, 1400.0, "village", "Reedham", None, None, "reconstructed"),
)


@pytest.fixture(scope="module")
def known() -> Survey:
    return survey(GROUND, SPEC)


def _pixels(surface: pygame.Surface) -> Pixels:
    """Colors as int16[width, height, 3]."""
    return pygame.surfarray.array3d(surface).astype(np.int16)


def _baked(*layers: str, scale: float = SCALE, **more: object) -> Pixels:
    return _pixels(bake(GROUND, SPEC, PLACES, scale, frozenset(layers), **more))  # type: ignore[arg-type]


def _close(pixels: Pixels, color: tuple[int, int, int], reach: int = 24) -> NDArray[np.bool_]:
    return np.asarray(np.abs(pixels - np.array(color)).max(axis=2) <= reach)


def _changed(layer: str, *below: str) -> NDArray[np.bool_]:
    """Pixels that a layer paints over others."""
    return np.asarray((_baked(*below, layer) != _baked(*below)).any(axis=2))


def _near(line: NDArray[np.float64], reach_m: float, scale: float = SCALE) -> NDArray[np.bool_]:
    """Pixels within a distance of a line, as bool[width, height]."""
    x = (np.arange(round(SPEC.width_m * scale)) + 0.5) / scale
    y = (np.arange(round(SPEC.height_m * scale)) + 0.5) / scale
    best = np.full((len(x), len(y)), np.inf)
    for ax, ay in shapes.resampled(line, 5.0):
        best = np.minimum(best, np.hypot(x[:, None] - ax, y[None, :] - ay))
    return np.asarray(best <= reach_m)


def test_the_same_ground_gives_the_same_bytes() -> None:
    first, second = (bake(_ground(), SPEC, PLACES, SCALE) for _ in range(2))
    assert pygame.image.tobytes(first, "RGB") == pygame.image.tobytes(second, "RGB")


def test_size_follows_the_scale() -> None:
    assert bake(GROUND, SPEC, (), 0.1, frozenset()).get_size() == (200, 170)


def test_a_window_is_cut_from_the_same_picture() -> None:
    whole = _baked(*LAYERS)
    part = _baked(*LAYERS, window=(400.0, 300.0, 1400.0, 1100.0))
    cut = whole[80:280, 60:220]
    assert part.shape == cut.shape
    assert int(np.abs(part - cut).max()) <= 3, "only the rounding of shares may differ"


def test_bands_leave_no_seams(known: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _pixels(paint(known, view_of(SPEC, SCALE), PLACES))
    monkeypatch.setattr("game.ui.sheet.bake.BAND_ROWS", 37)
    assert int(np.abs(_pixels(paint(known, view_of(SPEC, SCALE), PLACES)) - whole).max()) <= 3


def test_water_colors_fill_the_lake_and_nothing_else() -> None:
    wet = _changed("water", "relief")
    inside = shapes.inside(
        field.Grid(np.zeros((340, 400), np.float32), 2.5, 2.5, 5.0), [shapes.rounded(LAKE, 14, True)]
    )
    lake = inside.T
    middle = _baked("water")[270, 160]
    assert np.abs(middle - np.array(SHEET.deep_water)).max() < 25
    assert wet[lake].mean() > 0.99
    assert wet[~lake & ~_near(shapes.rounded(LAKE, 14, True), 15.0)].mean() == 0


def test_no_contour_runs_across_the_lake() -> None:
    high = survey(_ground(hill_m=400.0), SPEC)
    points = np.concatenate([line for found in high.contours.values() for line in found])
    assert len(points) > 100
    assert float(field.at_points(high.water, points).max()) < 0


def test_contours_lie_at_their_height(known: Survey) -> None:
    assert {10, 50, 90} <= known.contours.keys()
    for level, found in known.contours.items():
        at = np.concatenate(found)[::7]
        heights = [float(known.heights.sample(p[:1], p[1:])[0, 0]) for p in at]
        assert np.allclose(heights, level, atol=0.6)


def test_flat_ground_has_no_contours() -> None:
    assert not any(survey(_ground(flat=True), SPEC).contours.values())


def test_the_border_is_drawn_on_the_border() -> None:
    drawn = _changed("border")
    assert drawn[_near(BORDER, 4.0)].mean() > 0.6
    assert not drawn[~_near(BORDER, 90.0)].any()


def test_the_band_lies_on_the_soviet_side() -> None:
    drawn = _changed("border")
    row = 85
    x = round(float(np.interp(row / SCALE, BORDER[:, 1], BORDER[:, 0])) * SCALE)
    assert drawn[x + 3 : x + 9, row].all(), "the band lies to the east"
    assert not drawn[x - 9 : x - 3, row].any(), "and not to the west"


def test_the_claimed_line_does_not_look_like_the_border() -> None:
    claim = _baked("claim")[_near(CLAIM, 6.0)]
    assert _close(claim[None], style.CLAIM, 30).any()
    assert not _close(claim[None], SHEET.border, 30).any()


def test_marsh_stays_in_the_marsh() -> None:
    wet = _changed("marsh")
    x, y = np.nonzero(wet)
    assert len(x) >= 40
    assert x.min() / SCALE > 0
    assert x.max() / SCALE < 780
    assert y.min() / SCALE > 1120


@pytest.mark.parametrize("layer", sorted(ALL - {"cover", "railway"}))
def test_every_layer_paints_something(layer: str) -> None:
    below = ("contours",) if layer == "heights" else ()
    assert _changed(layer, *below).any()


def test_hexes_cover_the_board_once() -> None:
    strokes = grid.outlines(SPEC, Scale(SCALE))
    edges = [
        tuple(sorted((tuple(np.round(a, 2)), tuple(np.round(b, 2)))))
        for line in strokes[0].lines
        for a, b in pairwise(line)
    ]
    assert len(edges) == len(set(edges)), "no side is drawn twice"
    rows, cols = SPEC.rows, SPEC.cols
    assert len(edges) == 3 * rows * cols + 2 * rows + 2 * cols - 1


def test_hexes_vanish_before_they_turn_to_gray() -> None:
    assert grid.outlines(SPEC, Scale(0.03)) == []


def test_names_keep_off_the_counters(known: Survey) -> None:
    scale = Scale(SCALE)
    free = labels.place_labels(known, PLACES[:1], scale, frozenset({"labels"}))
    avoid = [one.rect.inflate(-4, -4) for one in free]
    moved = labels.place_labels(known, PLACES[:1], scale, frozenset({"labels"}), avoid)
    assert free
    assert moved
    assert all(one.rect.inflate(-4, -8).collidelist(avoid) < 0 for one in moved)


def test_a_name_without_room_is_left_out(known: Survey) -> None:
    everywhere = [pygame.Rect(0, 0, 400, 340)]
    assert labels.place_labels(known, PLACES, Scale(SCALE), ALL, everywhere) == []


def test_where_two_languages_find_no_room_the_first_stands_alone(known: Survey) -> None:
    hill = Place(700.0, 250.0, "hill", "Hill", "Сопка", None, "measured")
    scale, layers = Scale(SCALE), frozenset({"labels"})
    (both,) = labels.place_labels(known, (hill,), scale, layers)
    high = both.rect.height * 2 // 3
    strip = pygame.Rect(both.rect.left - 40, both.rect.top, both.rect.width + 80, high)
    walls = [
        pygame.Rect(0, 0, 900, strip.top),
        pygame.Rect(0, strip.bottom, 900, 900),
        pygame.Rect(0, 0, strip.left, 900),
        pygame.Rect(strip.right, 0, 900, 900),
    ]
    (alone,) = labels.place_labels(known, (hill,), scale, layers, walls)
    assert alone.rect.height < both.rect.height


def test_the_more_important_name_gets_the_room(known: Survey) -> None:
    at = (700.0, 250.0)
    hill = Place(*at, "hill", "Hill", None, None, "measured")
    hamlet = Place(*at, "locality", "Locality", None, None, "measured")
    narrow = [pygame.Rect(0, 0, 400, 36), pygame.Rect(0, 62, 400, 300), pygame.Rect(0, 30, 132, 40)]
    narrow.append(pygame.Rect(196, 30, 300, 40))
    both = labels.place_labels(known, (hamlet, hill), Scale(SCALE), frozenset({"labels"}), narrow)
    alone = labels.place_labels(known, (hill,), Scale(SCALE), frozenset({"labels"}), narrow)
    assert len(both) == len(alone) == 1
    assert both[0].rect == alone[0].rect


def test_names_do_not_stand_on_each_other(known: Survey) -> None:
    crowd = [Place(700.0 + 40 * k, 300.0 + 25 * k, "hill", f"Hill {k}", None, 50.0 + k) for k in range(8)]
    prints = labels.place_labels(known, crowd, Scale(SCALE), frozenset({"labels", "heights"}))
    cores = [one.rect.inflate(-4, -8) for one in prints]
    assert all(a.collidelist(cores[:k] + cores[k + 1 :]) < 0 for k, a in enumerate(cores))


def test_one_language_means_one_line() -> None:
    two = _baked("labels", languages=("en", "ru"))
    assert (two != _baked("labels", languages=("en",))).any()
    assert (_baked("labels", languages=("en", "none")) == _baked("labels", languages=("en",))).all()


@pytest.mark.parametrize(
    ("layers", "scale", "window", "word"),
    [
        (frozenset({"rivers"}), SCALE, None, "no layer 'rivers'"),
        (ALL, 0.0, None, "scale"),
        (ALL, float("nan"), None, "scale"),
        (ALL, SCALE, (5000.0, 0.0, 6000.0, 100.0), "window"),
    ],
)
def test_bad_wishes_get_one_sentence(
    layers: frozenset[str], scale: float, window: tuple[float, float, float, float] | None, word: str
) -> None:
    with pytest.raises(ValueError, match=word):
        bake(GROUND, SPEC, (), scale, layers, window=window)


def test_ground_without_features_is_painted() -> None:
    bare = Ground(GROUND.heights, GROUND.x0, GROUND.y0, GROUND.cell_m, ())
    assert bake(bare, SPEC, PLACES, 0.1).get_size() == (200, 170)


def test_progress_is_told_in_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.ui.sheet.bake._", lambda words: f"<{words}>")
    told: set[str] = set()
    bake(GROUND, SPEC, PLACES, SCALE, progress=lambda _, what: told.add(what))
    assert told == {"<Working out the ground>", "<Drawing the sheet>"}


def test_progress_rises_to_one() -> None:
    seen: list[float] = []
    bake(GROUND, SPEC, PLACES, SCALE, progress=lambda share, _: seen.append(share))
    assert seen == sorted(seen)
    assert seen[0] == 0.0
    assert seen[-1] == 1.0


def test_no_screen_is_needed() -> None:
    script = (
        "import os, pygame; os.environ['SDL_VIDEODRIVER'] = 'dummy'\n"
        "from tests.ui.test_sheet import GROUND, SPEC, PLACES, bake\n"
        "picture = bake(GROUND, SPEC, PLACES, 0.1)\n"
        "assert not pygame.display.get_init(), 'no screen was opened'\n"
        "print(picture.get_size())\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=root
    )
    assert done.returncode == 0, done.stderr
    assert "(200, 170)" in done.stdout


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KHASAN_CACHE", str(tmp_path))
    return tmp_path / "sheet"


@pytest.fixture
def bakes(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Scales that were really baked."""
    done: list[float] = []

    def counted(*args: object) -> pygame.Surface:
        done.append(float(str(args[3])))
        return bake(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(cache, "bake", counted)
    return done


def _kept() -> pygame.Surface:
    return cache.load_or_bake(GROUND, SPEC, PLACES, 0.05)


def test_the_second_time_comes_from_the_disk(folder: Path, bakes: list[float]) -> None:
    first, second = _kept(), _kept()
    assert bakes == [0.05]
    assert pygame.image.tobytes(first, "RGB") == pygame.image.tobytes(second, "RGB")
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("damage", [b"", b"not a picture", None])
def test_a_broken_file_is_painted_anew(folder: Path, bakes: list[float], damage: bytes | None) -> None:
    _kept()
    (file,) = folder.iterdir()
    if damage is None:
        pygame.image.save(pygame.Surface((3, 3)), file)
    else:
        file.write_bytes(damage)
    assert _kept().get_size() == (100, 85)
    assert len(bakes) == 2
    _kept()
    assert len(bakes) == 2, "the broken file was replaced"


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    block = tmp_path / "file"
    block.write_text("in the way")
    monkeypatch.setenv("KHASAN_CACHE", str(block))
    assert _kept().get_size() == (100, 85)


def test_every_choice_has_its_own_picture() -> None:
    def named(ground: Ground = GROUND, *, scale: float = SCALE, layers: frozenset[str] = ALL) -> str:
        return cache.key(ground, SPEC, PLACES, scale, layers, ("en", "ru"))

    other = _ground(hill_m=91.0)
    moved = replace(GROUND, features=(replace(GROUND.features[0], lines=(LAKE + 1.0,)), *GROUND.features[1:]))
    names = [named(), named(other), named(moved), named(scale=0.1), named(layers=ALL - {"hexes"})]
    names.append(cache.key(GROUND, SPEC, PLACES[:1], SCALE, ALL, ("en", "ru")))
    names.append(cache.key(GROUND, SPEC, PLACES, SCALE, ALL, ("en", "ja")))
    assert len(set(names)) == len(names)
    assert named() == named(_ground())


def test_old_pictures_are_removed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT_FILES", 2)
    for k in range(4):
        cache.load_or_bake(GROUND, SPEC, (), 0.05 + 0.01 * k, frozenset())
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("size", [(900, 600), (700, 900)])
def test_a_poster_has_the_size_asked_for(size: tuple[int, int]) -> None:
    picture = poster.poster(GROUND, SPEC, PLACES, size)
    assert picture.get_size() == size
    plan = poster.layout(SPEC, size)
    assert picture.get_rect().contains(plan.map)
    assert picture.get_rect().contains(plan.text)
    assert not plan.map.colliderect(plan.text)


def test_a_poster_too_small_says_so() -> None:
    with pytest.raises(ValueError, match="640 x 480"):
        poster.poster(GROUND, SPEC, PLACES, (320, 200))


def test_furrows_leave_level_ground_alone(known: Survey) -> None:
    flat = survey(_ground(flat=True), SPEC)
    xs, ys = np.arange(0.0, 2000.0, 40.0), np.arange(0.0, 1700.0, 40.0)
    assert np.allclose(flat.furrows.sample(xs, ys), flat.heights.sample(xs, ys), atol=0.05)
    rough = np.abs(known.furrows.sample(xs, ys) - known.heights.sample(xs, ys))
    assert 0.1 < float(rough.max()) < 3 * sum(depth for _, _, depth in brush.FURROWS)


def test_contour_numbers_stand_on_index_contours(known: Survey) -> None:
    steep = survey(_ground(hill_m=200.0), SPEC)
    found = contours.numbers(steep)
    assert found
    for level, at, angle in found:
        assert level % style.INDEX_STEP_M == 0
        assert abs(float(steep.heights.sample(at[:1], at[1:])[0, 0]) - level) < 3
        assert abs(angle) <= np.pi / 2 + 1e-9


def test_crosses_and_ticks_follow_the_line(known: Survey) -> None:
    crosses = lines.claim(known, Scale(SCALE))[-1].lines
    middles = np.array([cross.mean(axis=0) for cross in crosses])
    x = np.interp(middles[:, 1], CLAIM[:, 1], CLAIM[:, 0])
    assert np.abs(middles[:, 0] - x).max() < 6
