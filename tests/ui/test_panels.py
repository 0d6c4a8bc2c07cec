"""The panels of the map table: dock, situation map, bar, cards and rail."""

from __future__ import annotations

import pygame
import pytest

from game.scenario.build import Start
from game.ui.kit.draw import Ui
from game.ui.kit.theme import STANDARD
from game.ui.panels.dock import PAGES
from game.ui.panels.rail import WIDTH, Rail
from game.ui.scenes.sheet import SheetScene
from ui.pilot import Pilot, scene_of, told, ui

# the dock


def test_tabs_turn_the_pages(pilot: Pilot, table: SheetScene, monkeypatch: pytest.MonkeyPatch) -> None:
    dock = table.dock
    for i, (title, page) in enumerate(PAGES):
        with told(monkeypatch) as lines:
            pilot.click(dock.buttons[i].rect.move(dock.rect.topleft).center)
            pilot.move((3, 3))
        assert dock.page == i
        words = " ".join(words for words, _ in lines)
        assert title in words
        said = [line for line in page(table.table) if isinstance(line, tuple)]
        first = next(text for line in said for text in line if text)
        assert first.split("\n")[0][:20] in words


def test_pages_scroll_by_wheel_and_keys(pilot: Pilot, table: SheetScene) -> None:
    dock = table.dock
    pilot.wheel(-1, dock.rect.center)
    assert 0 < dock.scroll.offset < dock.scroll.most
    pilot.wheel(-999)
    assert dock.scroll.offset == dock.scroll.most
    while table.focus is not dock:
        pilot.key(pygame.K_F6)
    pilot.key(pygame.K_HOME)
    assert dock.scroll.offset == 0
    pilot.key(pygame.K_DOWN)
    one = dock.scroll.offset
    pilot.key(pygame.K_PAGEDOWN)
    assert dock.scroll.offset > 2 * one > 0
    pilot.key(pygame.K_END)
    assert dock.scroll.offset == dock.scroll.most
    pilot.key(pygame.K_RIGHT)
    assert (dock.page, dock.scroll.offset) == (1, 0)
    pilot.key(pygame.K_LEFT, pygame.K_LEFT)
    assert dock.page == len(PAGES) - 1


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [200, 384, 600, 900, 1280])
def test_every_tab_can_be_reached_at_any_width(
    table: SheetScene, width: int, scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    dock = table.dock
    dock.ui = ui(scale)
    dock.place(pygame.Rect(0, 0, width, 176))
    with told(monkeypatch):
        dock.draw(pygame.Surface((1400, 200)))
    for button in dock.buttons:
        assert button.rect.width > 8
        assert button.rect.left >= 0
        assert button.rect.right <= width + dock.ui.dp(16)
    lefts = [button.rect.left for button in dock.buttons]
    assert lefts == sorted(set(lefts))


def test_the_hours_of_the_turn_stand_in_the_bar_with_large_letters(
    pilot: Pilot, hill: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the narrowest window the date is cut to its day before the hours give way."""
    scene = scene_of(hill)
    scene.ui = Ui(STANDARD, 1.0, 1.6)
    for panel in scene.panels:
        panel.ui = scene.ui
    for size, date in (((1024, 640), "29 July"), ((1920, 1080), "Friday 29 July 1938")):
        with told(monkeypatch) as lines:
            pilot.open(scene, size)
        words = [text for text, _ in lines]
        assert scene.table.bar.first_turn in words, size
        assert date in words, size


def test_the_calendar_names_every_day_with_its_weather(large: SheetScene) -> None:
    page = dict(line for line in PAGES[3][1](large.table) if isinstance(line, tuple))
    days = {turn.start.date() for turn in large.table.start.turns}
    assert list(page) == [f"{day.day} {day:%B}" for day in sorted(days)]
    records = large.table.start.bundle.environment.model.days
    for day in days:
        assert records[day.isoformat()].weather.en in page[f"{day.day} {day:%B}"]


# the situation map


def test_the_small_sheet_keeps_its_shape(table: SheetScene) -> None:
    for size in ((300, 380), (300, 200), (450, 300), (240, 900), (30, 30)):
        table.mini.place(pygame.Rect((0, 0), size))
        frame = table.mini.frame()
        if min(size) > 100:
            ratio = frame.width / frame.height
            assert ratio == pytest.approx(table.camera.width_m / table.camera.height_m, rel=0.03)
            assert pygame.Rect((0, 0), size).contains(frame)
        table.mini.draw(pygame.Surface((1000, 1000)))


def test_a_click_on_the_small_sheet_moves_the_view_there(pilot: Pilot, table: SheetScene) -> None:
    pilot.key(pygame.K_PLUS)
    frame = table.mini.frame().move(table.mini.rect.topleft)
    at = (frame.left + frame.width * 3 // 5, frame.top + frame.height * 2 // 5)
    pilot.click(at)
    x = (at[0] - frame.left) / frame.width * table.camera.width_m
    y = (at[1] - frame.top) / frame.height * table.camera.height_m
    assert (table.camera.x, table.camera.y) == pytest.approx((x, y))
    pilot.drag(at, (at[0] - 40, at[1] + 20))
    assert table.camera.x < x
    assert table.camera.y > y
    assert not table.mini.dragging
    middle = (table.camera.x, table.camera.y)
    pilot.move(frame.center)
    assert (table.camera.x, table.camera.y) == middle


def test_the_switches_of_the_small_map_work_by_click_and_by_key(pilot: Pilot, table: SheetScene) -> None:
    mini = table.mini
    for i, layer in enumerate(("relief", "grid", "names", "counters")):
        pilot.click(mini.buttons[i].rect.move(mini.rect.topleft).center)
        assert layer not in table.table.layers
        assert not mini.buttons[i].on
    pilot.click(mini.buttons[5].rect.move(mini.rect.topleft).center)
    assert table.table.style == "silhouette"
    mini.focused = True
    mini.at = 0
    for key in (pygame.K_RETURN, pygame.K_RIGHT, pygame.K_RIGHT, pygame.K_SPACE):
        assert mini.handle(pygame.Event(pygame.KEYDOWN, key=key, mod=0))
    assert table.table.layers == {"relief", "names"}
    mini.focused = False
    assert not mini.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0))


# the bar, the cards, the rail


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [320, 700, 1024, 1366, 1920])
def test_the_bar_keeps_its_words_clear_of_its_buttons(
    table: SheetScene, width: int, scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar = table.top
    bar.ui = ui(scale)
    bar.place(pygame.Rect(0, 0, width, bar.ui.dp(52)))
    with told(monkeypatch) as lines:
        bar.draw(pygame.Surface((2000, 120)))
    edge = min(button.rect.left for button in bar.buttons)
    words = {button.text for button in bar.buttons} | {button.key_text for button in bar.buttons}
    for text, place in lines:
        assert text in words or place.right <= max(edge, place.left + 1), text


def test_the_hex_card_tells_what_the_facts_say(
    pilot: Pilot, table: SheetScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    hex_ = next(iter(table.table.objectives))
    table.camera.center(*table.table.centers[hex_])
    with told(monkeypatch) as lines:
        pilot.move(table.camera.to_window(*table.table.centers[hex_]))
    facts = table.table.facts(hex_)
    words = " ".join(text for text, _ in lines)
    assert f"Hex {facts.label}" in words
    assert facts.title in words
    assert facts.lines[0][0] in words


def test_facts_keep_the_capitals_of_names(large: SheetScene) -> None:
    board = large.table.start.board
    told_lines = {
        line
        for h in range(len(large.table.centers))
        if board.edges[h].any()
        for line, _ in large.table.facts(h).lines
    }
    claims = [line for line in told_lines if "claimed by" in line.lower()]
    assert claims
    assert all("claimed by Japan" in line for line in claims)
    assert all(line[0].isupper() or not line[0].isalpha() for line in told_lines)


@pytest.mark.parametrize("height", [20, 120, 700])
@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_the_rail_opens_the_panel_by_click_and_by_key(
    height: int, scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts: list[int] = []
    opened = [False]
    rail = Rail(ui(scale), lambda: acts.append(1), lambda: opened[0])
    rail.place(pygame.Rect(0, 50, rail.ui.dp(WIDTH), height))
    window = pygame.Surface((200, 800))
    rail.draw(window)
    closed = pygame.image.tobytes(window, "RGB")
    opened[0] = True
    rail.draw(window)
    assert height < 300 or pygame.image.tobytes(window, "RGB") != closed
    for button in rail.buttons:
        at = button.rect.move(rail.rect.topleft).center
        rail.handle(pygame.Event(pygame.MOUSEBUTTONDOWN, pos=at, button=1))
        assert rail.rect.collidepoint(at) or height < 300
    count = len(acts)
    assert height < 300 or count == 2
    assert not rail.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0))
    rail.focused = True
    for key in (pygame.K_DOWN, pygame.K_RETURN, pygame.K_UP, pygame.K_SPACE):
        assert rail.handle(pygame.Event(pygame.KEYDOWN, key=key, mod=0))
    assert not rail.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_n, mod=0))
    assert len(acts) == count + 2
    rail.draw(window)
