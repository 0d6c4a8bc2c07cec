"""The light of the hour: day, twilight, night and fog are told apart; counters stay as they are."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pygame
import pytest
from film_field import fight
from numpy.typing import NDArray

import game.ui.scenes.film as filming
import game.ui.scenes.review as reviewing
from game.engine.clock import LIGHTS
from game.engine.view import View
from game.ui.camera import Camera
from game.ui.kit.theme import HIGH_CONTRAST, STANDARD, contrast
from game.ui.layers.hour import draw_hour, words_of
from game.ui.panels.bar import bar_now
from game.ui.panels.weather_icon import draw_weather
from game.ui.scenes.film import Film
from game.ui.scenes.menu import Menu
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.review import Review
from game.ui.session import Session
from game.ui.sheetspec import spec_of
from ui.pilot import Pilot, plain_terrain, told, ui
from ui.seats import ALONE, session_of, sit

PAPER, INK = (233, 218, 182), (43, 37, 30)
HOURS = tuple((light, fog) for light in range(len(LIGHTS)) for fog in (False, True))
DAY, DUSK, DARK = (LIGHTS.index(light) for light in ("day", "dusk", "night_dark"))


def lit(light: int, fog: bool, color: tuple[int, int, int] = PAPER, gentle: bool = False) -> pygame.Surface:
    sheet, camera = pygame.Surface((600, 400)), Camera(8000, 8000, 200)
    camera.view = pygame.Rect(0, 0, 600, 400)
    camera.center(4000, 4000)
    sheet.fill(color)
    draw_hour(sheet, camera, light, fog, gentle)
    return sheet


def mean(surface: pygame.Surface, where: pygame.Rect | None = None) -> NDArray[np.float64]:
    pixels = pygame.surfarray.array3d(surface)
    if where is not None:
        pixels = pixels[where.left : where.right, where.top : where.bottom]
    return np.asarray(pixels.reshape(-1, 3).mean(axis=0), np.float64)


def light_of(color: NDArray[np.float64]) -> float:
    return float(color @ (0.2126, 0.7152, 0.0722))


def test_any_two_lights_differ_by_more_than_a_shade() -> None:
    colors = {hour: mean(lit(*hour)) for hour in HOURS}
    for one, other in combinations(("day", "dusk", "night_dark"), 2):
        pair = [colors[LIGHTS.index(light), False] for light in (one, other)]
        assert np.abs(pair[0] - pair[1]).max() > 40, (one, other)
    for light in range(len(LIGHTS)):
        clear, foggy = lit(light, False), lit(light, True)
        assert np.abs(mean(clear) - mean(foggy)).max() > 18, LIGHTS[light]


def test_night_is_half_as_light_as_day_and_the_moon_is_seen() -> None:
    nights = [LIGHTS.index(f"night_{moon}") for moon in ("dark", "half_moon", "full_moon")]
    lights = [light_of(mean(lit(night, False))) for night in nights]
    day = light_of(mean(lit(DAY, False)))
    assert lights == sorted(lights)
    assert lights[0] < 0.5 * day
    assert lights[-1] < 0.65 * day
    dusk = mean(lit(DUSK, False))
    assert lights[-1] < light_of(dusk) < day
    assert dusk[0] - dusk[2] > 1.4 * (PAPER[0] - PAPER[2]), "twilight is warm"
    night = mean(lit(DARK, False))
    assert night[2] > night[0], "night is blue"


def test_fog_hides_what_is_drawn_on_the_sheet_and_has_banks() -> None:
    drawn = [np.abs(mean(lit(DAY, fog)) - mean(lit(DAY, fog, INK))).max() for fog in (False, True)]
    assert drawn[1] < 0.55 * drawn[0]
    assert np.ptp(pygame.surfarray.array3d(lit(DAY, True, INK))[..., 1].astype(int)) > 60


def test_fog_ends_where_the_sheet_does() -> None:
    desk, camera = pygame.Surface((600, 400)), Camera(2000, 1000, 200, step=0)
    camera.view = pygame.Rect(0, 0, 600, 400)
    camera.center(1000, 500)
    draw_hour(desk, camera, DAY, True)
    left, top = camera.to_window(0, 0)
    right, low = camera.to_window(2000, 1000)
    sheet = pygame.Rect(left, top, right - left, low - top)
    assert 0 < sheet.width < 600
    lit_up = pygame.surfarray.array3d(desk).max(axis=2) > 0
    xs, ys = np.nonzero(lit_up)
    found = pygame.Rect(int(xs.min()), int(ys.min()), int(np.ptp(xs)) + 1, int(np.ptp(ys)) + 1)
    assert sheet.inflate(4, 4).contains(found)
    assert found.inflate(4, 4).contains(sheet)


@pytest.mark.parametrize("light", range(len(LIGHTS)))
def test_ink_is_read_on_paper_in_every_light(light: int) -> None:
    paper, ink = (tuple(int(n) for n in mean(lit(light, False, c))) for c in (PAPER, INK))
    assert contrast(paper, ink) > 2.4  # type: ignore[arg-type]


def test_strong_contrast_keeps_the_sheet_lighter_by_night() -> None:
    plain, gentle = (light_of(mean(lit(DARK, False, gentle=g))) for g in (False, True))
    assert gentle > 1.3 * plain
    assert HIGH_CONTRAST.strong
    assert not STANDARD.strong


def night(view: View) -> View:
    return replace(view, public=replace(view.public, light=DARK))


def test_night_falls_over_the_plotting_and_its_counters_stay_as_they_are(
    pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = sit(pilot, session_of(ALONE), (1600, 900))
    row = next(r for r in range(len(scene.play.counters)) if scene.play.mine(r) and scene.table.hex_of(r))
    hex_ = scene.table.hex_of(row)
    assert hex_ is not None
    scene.camera.center(*scene.table.centers[hex_])
    seen = []
    for change in (lambda view: replace(view, public=replace(view.public, light=DAY, fog=False)), night):
        view = change(scene.session.view())
        monkeypatch.setattr(Session, "view", lambda _self, _view=view: _view)
        scene.play.follow()
        scene.mosaic.clear()
        with told(monkeypatch) as words:
            scene.draw(pilot.app.window)
        assert words_of(view.public.light, view.public.fog) in [word for word, _ in words]
        box = pygame.Rect(0, 0, 16, 8)
        box.center = scene.camera.to_window(*scene.table.centers[hex_])
        seen.append((light_of(mean(pilot.app.window, scene.camera.view)), mean(pilot.app.window, box)))
    assert seen[1][0] < 0.7 * seen[0][0]
    assert np.allclose(seen[0][1], seen[1][1])
    assert isinstance(scene, PlotScene)


def test_the_bar_of_a_film_tells_the_light_of_the_moment(pilot: Pilot) -> None:
    start = session_of(ALONE, "night-assault").start
    view = session_of(ALONE, "night-assault").view()
    told = []
    for hour, light in ((20, "day"), (23, "night_dark")):
        minute = view.minute // (24 * 60) * 24 * 60 + hour * 60
        then = replace(view, minute=minute, public=replace(view.public, light=LIGHTS.index(light)))
        bar = bar_now(start, then)
        told.append((bar.light.split(" ")[0], bar.night))
    assert told == [("Daylight", False), ("Night", True)]


def test_by_night_the_weather_has_a_moon_in_the_place_of_the_sun() -> None:
    pictures = []
    for night in (False, True):
        target = pygame.Surface((60, 60))
        draw_weather(target, ui(), "clear", (30, 30), night)
        pictures.append(pygame.surfarray.array3d(target))
    yellow, pale = (picture[picture.sum(axis=2) > 300].mean(axis=0) for picture in pictures)
    assert yellow[2] < 0.5 * yellow[0]
    assert pale[2] > 0.8 * pale[0]


def dark(window: pygame.Surface, camera: Camera, _light: int, fog: bool, gentle: bool) -> None:
    draw_hour(window, camera, DARK, fog, gentle)


@pytest.mark.parametrize("kind", [Film, Review])
def test_night_falls_over_film_and_review(pilot: Pilot, kind: type, monkeypatch: pytest.MonkeyPatch) -> None:
    world, game = fight()
    session, menu = Session(world.start, game, ["greedy", "greedy"]), Menu(ui())
    terrain = plain_terrain(spec_of(world.start))
    scene = (
        Film(ui(), terrain, session, 0, lambda: menu)
        if kind is Film
        else Review(ui(), terrain, session, lambda: menu)
    )
    pilot.open(scene, (1600, 900))
    view = scene.camera.view
    corner = pygame.Rect(view.left + 40, view.bottom - 100, 120, 50)
    before = light_of(mean(pilot.app.window, corner))
    for module in (filming, reviewing):
        monkeypatch.setattr(module, "draw_hour", dark)
    scene.draw(pilot.app.window)
    assert light_of(mean(pilot.app.window, corner)) < 0.6 * before
