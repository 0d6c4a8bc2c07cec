"""The menu, its cards, and the loading of a scenario, driven by events."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pygame
import pytest

from game import locate
from game.scenario.build import Start
from game.scenario.ground import load_ground
from game.scenario.load import find_scenario, load_as
from game.scenario.models.scenario import Scenario
from game.ui.scenes import loading
from game.ui.scenes.cards import Card, draw_card, length
from game.ui.scenes.loading import Loading
from game.ui.scenes.menu import Menu
from game.ui.scenes.setup import Setup
from game.ui.scenes.sheet import SheetScene
from ui.pilot import Pilot, told, ui

SIZES = [(1920, 1080), (1600, 900), (1366, 768), (1024, 768), (1024, 640)]
SCENARIOS = ["bezymyannaya", "night-assault", "counter-attacks", "offensive", "campaign"]


@pytest.fixture
def menu(pilot: Pilot) -> Menu:
    scene = Menu(ui())
    pilot.open(scene)
    return scene


def test_there_is_a_card_for_every_scenario_shortest_first(menu: Menu) -> None:
    assert {card.path.stem for card in menu.cards} == set(SCENARIOS)
    minutes = [card.model.card.minutes for card in menu.cards if card.model]
    assert minutes == sorted(minutes)
    assert len(minutes) == len(SCENARIOS)
    assert menu.cards[0].model is not None
    assert menu.cards[0].model.card.tutorial


def test_cards_lie_apart_inside_the_window(pilot: Pilot, menu: Menu) -> None:
    for size in SIZES:
        pilot.size(size)
        pilot.frame()
        window = pygame.Rect((0, 0), size)
        assert all(window.contains(rect) for rect in menu.rects)
        assert menu.scroll.most == 0
        for above, below in zip(menu.rects, menu.rects[1:], strict=False):
            assert above.bottom < below.top


def test_the_pointer_lights_the_card_below_it(pilot: Pilot, menu: Menu) -> None:
    for i, rect in enumerate(menu.rects):
        pilot.move(rect.center)
        assert menu.cursor == i
    pilot.move((2, 2))
    assert menu.cursor == len(menu.rects) - 1
    lit = pilot.app.window.get_at((menu.rects[-1].left, menu.rects[-1].centery))[:3]
    assert lit == menu.ui.theme.brass
    dark = pilot.app.window.get_at((menu.rects[0].left, menu.rects[0].centery))[:3]
    assert dark == menu.ui.theme.line


def test_the_keys_walk_round_the_cards(pilot: Pilot, menu: Menu) -> None:
    seen = []
    for _ in menu.cards:
        seen.append(menu.cursor)
        pilot.key(pygame.K_DOWN)
    assert seen == list(range(len(menu.cards)))
    assert menu.cursor == 0
    pilot.key(pygame.K_UP)
    assert menu.cursor == len(menu.cards) - 1
    pilot.key(pygame.K_TAB)
    assert menu.cursor == 0
    pilot.key(pygame.K_TAB, mod=pygame.KMOD_SHIFT)
    assert menu.cursor == len(menu.cards) - 1
    pilot.key(pygame.K_HOME)
    assert menu.cursor == 0
    pilot.key(pygame.K_END)
    assert menu.cursor == len(menu.cards) - 1


@pytest.mark.parametrize("key", [pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE])
def test_enter_opens_the_lit_card(pilot: Pilot, menu: Menu, key: int) -> None:
    pilot.key(pygame.K_DOWN)
    pilot.key(key)
    assert pilot.scene(Setup).card == menu.cards[1]


def test_a_click_opens_its_card_and_nothing_beside_it(pilot: Pilot, menu: Menu) -> None:
    for button in (2, 3):
        pilot.click(menu.rects[2].center, button)
    pilot.click((3, 3))
    assert pilot.scene(Menu) is menu
    pilot.click(menu.rects[2].center)
    assert pilot.scene(Setup).card == menu.cards[2]


def test_escape_leaves_the_game(pilot: Pilot, menu: Menu) -> None:
    pilot.key(pygame.K_ESCAPE)
    assert pilot.app.scene is None


def test_the_menu_can_be_made_larger_and_smaller(pilot: Pilot, menu: Menu) -> None:
    pilot.key(pygame.K_PLUS, mod=pygame.KMOD_CTRL)
    assert menu.ui.scale == 1.1
    for _ in range(12):
        pilot.key(pygame.K_MINUS, mod=pygame.KMOD_CTRL)
    assert menu.ui.scale == 0.8
    pilot.key(pygame.K_0, mod=pygame.KMOD_CTRL)
    assert menu.ui.scale == 1.0


def test_cards_scroll_where_they_do_not_fit(pilot: Pilot) -> None:
    menu = Menu(ui(2.0))
    pilot.open(menu, (1024, 640))
    assert menu.scroll.most > 0
    for _ in menu.cards:
        assert menu.list.contains(menu.rects[menu.cursor])
        pilot.key(pygame.K_DOWN)
    pilot.wheel(-30, menu.list.center)
    assert menu.scroll.offset == menu.scroll.most
    assert menu.rects[-1].bottom == menu.list.bottom
    pilot.wheel(30, menu.list.center)
    assert menu.scroll.offset == 0
    hidden = menu.rects[-1].center
    assert not menu.list.collidepoint(hidden)
    pilot.click(hidden)
    assert pilot.scene(Menu) is menu


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", SIZES)
def test_no_word_leaves_its_card_or_is_cut_below(
    pilot: Pilot, size: tuple[int, int], scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    menu = Menu(ui(scale))
    with told(monkeypatch) as lines:
        pilot.open(menu, size)
    window = pygame.Rect((0, 0), size)
    boxes = [rect for rect in menu.rects if menu.list.contains(rect)]
    for words, place in lines:
        box = next((b for b in boxes if b.collidepoint(place.center)), None)
        assert window.contains(place) or box is None, words
        assert box is None or box.contains(place), words


@pytest.mark.parametrize("high", [40, 62, 76, 100, 118, 200])
@pytest.mark.parametrize("wide", [300, 600, 980])
def test_a_long_text_stays_in_its_card(wide: int, high: int, monkeypatch: pytest.MonkeyPatch) -> None:
    path = find_scenario("offensive")
    model = load_as(path, Scenario).model
    long = "Непрерывное наступление двух дивизий 張鼓峰 " * 12
    card = model.card.model_copy(update={"aim": model.card.aim.model_copy(update={"en": long})})
    names = {key: getattr(model, key).model_copy(update={"en": long}) for key in ("name", "subtitle")}
    wordy = model.model_copy(update={"card": card, **names})
    rect = pygame.Rect(20, 20, wide, high)
    for shown in (Card(path, wordy), Card(path, None, long)):
        with told(monkeypatch) as lines:
            draw_card(pygame.Surface((1024, 300)), ui(), shown, rect, True)
        assert lines
        assert all(rect.contains(place) for _, place in lines if place.width > 1)


@pytest.mark.parametrize("name", SCENARIOS)
def test_card_and_page_say_what_a_scenario_teaches(
    pilot: Pilot, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = find_scenario(name)
    model = load_as(path, Scenario).model
    taught = model.card.learning.en.split()
    picture = pygame.Surface((1400, 190))
    with told(monkeypatch) as lines:
        draw_card(picture, ui(), Card(path, model), picture.get_rect(), lit=False)
    assert " ".join(taught[:4]) in " ".join(words for words, _ in lines)
    pilot.open(Setup(ui(), Card(path, model)), (1920, 1080))
    with told(monkeypatch) as lines:
        pilot.size((1900, 1080))
        pilot.frame()
    assert " ".join(taught) in " ".join(words for words, _ in lines)


@pytest.mark.parametrize(
    ("minutes", "words"), [(5, "5 min"), (60, "1 h"), (150, "2 h 30 min"), (1800, "30 h")]
)
def test_length_in_words(minutes: int, words: str) -> None:
    assert length(minutes) == words


# broken files


def broken(folder: Path) -> None:
    """A folder with one scenario that can be opened and three that cannot."""
    good = find_scenario("bezymyannaya")
    (folder / "good.yaml").write_bytes(good.read_bytes())
    (folder / "no-form.yaml").write_text("kind: scenario\nname: [\n", encoding="utf-8")
    (folder / "no-shape.yaml").write_text("kind: scenario\nid: x\n", encoding="utf-8")
    (folder / "no-text.yaml").write_bytes(b"kind: scenario\n\xff\xfe")


def test_a_broken_scenario_shows_its_fault_and_cannot_be_opened(
    pilot: Pilot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(tmp_path)
    monkeypatch.setattr(locate, "scenarios", lambda: tmp_path)
    menu = Menu(ui())
    with told(monkeypatch) as lines:
        pilot.open(menu)
    assert [card.model is None for card in menu.cards] == [False, True, True, True]
    for i, card in enumerate(menu.cards[1:], 1):
        shown = " ".join(words for words, place in lines if menu.rects[i].contains(place))
        assert card.path.name in shown
        assert card.fault[:20] in shown
        assert "Traceback" not in card.fault
        pilot.click(menu.rects[i].center)
        pilot.key(pygame.K_RETURN)
        assert pilot.scene(Menu) is menu
        assert menu.cursor == i


def test_a_menu_without_any_scenario_is_only_left(
    pilot: Pilot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locate, "scenarios", lambda: tmp_path)
    menu = Menu(ui())
    pilot.open(menu)
    pilot.key(pygame.K_DOWN, pygame.K_RETURN, pygame.K_END)
    pilot.click((640, 400))
    assert pilot.scene(Menu) is menu
    pilot.key(pygame.K_ESCAPE)
    assert pilot.app.scene is None


# loading


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, cache: str) -> None:
    """Loading without the long work: the smallest step of zoom, no sight table."""
    monkeypatch.setattr(loading, "FIRST_STEP", 0)
    monkeypatch.setattr(loading, "vision_of", lambda *_: None)


@pytest.fixture
def read(quick: None, hill: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading with the scenario read before."""
    monkeypatch.setattr(loading, "sound_bundle", lambda _: hill.bundle)
    monkeypatch.setattr(loading, "build", lambda _: hill)


def load(pilot: Pilot, path: Path, at_share: Callable[[float], None] = lambda _: None) -> list[float]:
    """Load a scenario; the shares of the bar in the order in which they were shown."""
    scene, shares = Loading(ui(), path), [0.0]
    real = scene.draw

    def draw(window: pygame.Surface) -> None:
        real(window)
        shares.append(scene.share)
        at_share(scene.share)

    scene.draw = draw  # type: ignore[method-assign]
    pilot.open(scene)
    for _ in range(3):
        pilot.frame()
    return shares


@pytest.mark.usefixtures("quick")
def test_loading_goes_forward_and_ends_on_the_map_table(pilot: Pilot) -> None:
    shares = load(pilot, find_scenario("bezymyannaya"))
    scene = pilot.scene(SheetScene)
    assert shares == sorted(shares)
    assert len(set(shares)) > 4
    assert 0.9 < shares[-1] <= 1.0
    assert scene.table.start.bundle.scenario.model.id == "bezymyannaya"


@pytest.mark.usefixtures("quick")
def test_every_step_of_the_bar_is_within_it() -> None:
    scene = Loading(ui(), find_scenario("bezymyannaya"))
    for share in (0.3, -1.0, 0.1, 7.0):
        before = scene.share
        scene.progress(share, "work")
        assert before <= scene.share <= 1.0
    assert [low for low, _ in loading.STAGES[1:]] == [high for _, high in loading.STAGES[:-1]]


@pytest.mark.usefixtures("quick")
def test_a_faulty_scenario_leads_back_to_the_menu_with_its_sentence(
    pilot: Pilot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(tmp_path)
    load(pilot, tmp_path / "no-shape.yaml")
    menu = pilot.scene(Menu)
    assert "no-shape.yaml" in menu.message
    assert "expected" in menu.message
    with told(monkeypatch) as lines:
        menu.draw(pilot.app.window)
    assert any("no-shape.yaml" in words for words, _ in lines)


@pytest.mark.usefixtures("quick")
def test_a_missing_file_leads_back_to_the_menu(pilot: Pilot, tmp_path: Path) -> None:
    load(pilot, tmp_path / "nowhere.yaml")
    assert "nowhere.yaml" in pilot.scene(Menu).message


@pytest.mark.usefixtures("read")
@pytest.mark.parametrize("content", [None, b"", b"not an archive"])
def test_damaged_terrain_leads_back_to_the_menu(
    pilot: Pilot, tmp_path: Path, content: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "heights.npz"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setattr(loading, "load_ground", lambda: load_ground(path))
    load(pilot, find_scenario("bezymyannaya"))
    assert ("heights.npz" if content is None else "assets/terrain") in pilot.scene(Menu).message


@pytest.mark.usefixtures("read")
def test_closing_the_window_while_loading_leaves_the_game(pilot: Pilot) -> None:
    shares = load(pilot, find_scenario("bezymyannaya"), lambda _: pilot.post(pygame.QUIT))
    assert pilot.app.scene is None
    assert max(shares) < 0.5


@pytest.mark.usefixtures("read")
def test_escape_while_loading_goes_back_to_the_menu(pilot: Pilot) -> None:
    pressed: list[float] = []

    def escape(share: float) -> None:
        if share > 0 and not pressed:
            pressed.append(share)
            pilot.post(pygame.KEYDOWN, key=pygame.K_ESCAPE, mod=0)

    load(pilot, find_scenario("bezymyannaya"), escape)
    assert pilot.scene(Menu).message == ""


def test_the_bar_fills_with_the_share(pilot: Pilot) -> None:
    scene = Loading(ui(), find_scenario("bezymyannaya"))
    pilot.open(scene)
    filled = []
    for share in (0.0, 0.5, 1.0):
        scene.share = share
        scene.draw(pilot.app.window)
        row = pygame.surfarray.array3d(pilot.app.window)[:, 400]
        filled.append(int((row == np.array(scene.ui.theme.brass)).all(axis=1).sum()))
    assert filled[0] == 0
    assert filled[1] == pytest.approx(filled[2] / 2, abs=2)
    assert filled[2] == pytest.approx(420, abs=4)
