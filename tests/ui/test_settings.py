"""Settings: a file that is read strictly and never in the way; what is set holds at once and later on."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest
from film_field import fight

from game.ui import app as loop
from game.ui import keys, settings, settings_rows
from game.ui.app import Scene
from game.ui.keys_table import ACTIONS
from game.ui.kit.theme import HIGH_CONTRAST, STANDARD, contrast, luminance, theme_of
from game.ui.scenes.film import Film
from game.ui.scenes.menu import Menu
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.settings import KEYS, SettingsScene
from game.ui.session import Session
from game.ui.settings import SHIPPED
from game.ui.sheetspec import spec_of
from game.ui.shell import Shell
from ui.pilot import Pilot, plain_terrain, told, ui
from ui.seats import ALONE, CTRL, session_of, sit

HEAD = "format: 1\nkind: settings\nid: settings\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.yaml"


@pytest.fixture
def shell(pilot: Pilot, file: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The shell around the application for one test; afterwards the table's keys hold again."""
    made = Shell(file)
    monkeypatch.setattr(pilot.app, "shell", made)
    monkeypatch.setattr(keys, "_in_force", keys._in_force)
    return made


@pytest.fixture
def page(pilot: Pilot, shell: Shell) -> SettingsScene:
    """The page of settings, opened from the menu by its key."""
    pilot.open(Menu(shell.ui), (1280, 800))
    pilot.key(pygame.K_F4)
    return pilot.scene(SettingsScene)


def line(page: SettingsScene, field: str) -> tuple[int, int]:
    """A place that goes to the next value of a setting."""
    n = [row.field for row in settings_rows.ROWS].index(field)
    return page.list.right - 20, page.list.top + n * page._step() + 5


# the page


def test_hints_name_the_players_keys(pilot: Pilot, page: SettingsScene, shell: Shell) -> None:
    shell.change(shell.settings.with_keys(keys.TABLE.with_key("mute", (pygame.K_F3, False))))
    hints = [keys.filled(row.hint) for row in settings_rows.ROWS]
    assert "F3 does the same." in hints
    assert not any(keys.MENTION.search(hint) for hint in hints)
    mentioned = [name for row in settings_rows.ROWS for name in keys.MENTION.findall(row.hint)]
    assert set(mentioned) <= set(keys.BY_ID)
    page.at = [row.field for row in settings_rows.ROWS].index("muted")
    with told(pytest.MonkeyPatch()) as lines:
        pilot.key(pygame.K_F1)
    assert any("F3 does the same." in words for words, _ in lines)


# the size at the first start


@pytest.mark.parametrize(
    ("screen", "scale"),
    [((1366, 768), 100), ((1920, 1080), 100), ((2560, 1440), 130), ((3840, 2160), 170), ((7680, 4320), 200)],
)
def test_a_scale_is_proposed_by_the_screen_and_kept(file: Path, screen: tuple[int, int], scale: int) -> None:
    shell = Shell(file)
    shell.propose(screen)
    assert shell.settings.scale == scale
    assert (f"{scale} %" in shell.told and "F4" in shell.told) == (scale != 100)
    assert Shell(file).settings.scale == scale
    assert not Shell(file).told


def test_a_size_that_was_chosen_is_never_proposed_again(file: Path) -> None:
    shell = Shell(file)
    shell.propose((3840, 2160))
    shell.change(shell.settings.but(scale=100))
    again = Shell(file)
    again.propose((3840, 2160))
    assert (again.settings.scale, again.told) == (100, "")


def test_other_settings_do_not_stand_in_the_way_of_a_proposal(file: Path) -> None:
    shell = Shell(file)
    shell.change(shell.settings.but(muted=True))
    again = Shell(file)
    again.propose((3840, 2160))
    assert (again.settings.scale, again.settings.muted) == (170, True)


def test_a_large_screen_gets_a_larger_window_too(
    pilot: Pilot, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[object] = []

    def window(size: object, _full: bool) -> pygame.Surface:
        sizes.append(size)
        return pilot.app.window

    monkeypatch.setattr(loop, "desktop", lambda: (3840, 2160))
    monkeypatch.setattr(loop, "open_window", window)
    for wanted in (None, (1280, 800)):
        loop.opened(wanted, False, Shell(file))
    assert sizes == [(2720, 1530), (1280, 800)]


# the file


def test_no_file_is_no_fault(file: Path) -> None:
    assert settings.load(file) == (SHIPPED, "")


def test_what_is_written_reads_back(file: Path) -> None:
    own = SHIPPED.but(scale=150, names="ja", speed=0, keys={"order.dig": "f3", "undo": "ctrl+u"}, muted=True)
    assert settings.save(file, own) == ""
    assert settings.load(file) == (own, "")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("scale: 900", "settings.yaml:4:8: scale: expected a number of at most 200, found 900"),
        ("scael: 90", "the nearest is 'scale'"),
        ("speed: 3", "speed: expected one of 0, 1, 2, 4, 8, 16, found 3"),
        ("muted: no", "expected true, false"),
        ("keys: {order.dance: p}", "an action of the table of keys"),
        ("keys: {order.dig: hyper}", "the name of a key"),
        ("keys: {order.dig: f}", "F is the key of: order: fire"),
        ("keys: {order.dig: escape}", "needed by lists and fields"),
        ("\x00\x01", "expected characters that can be printed"),
        ("{{{", "settings.yaml"),
    ],
)
def test_a_damaged_file_is_told_in_one_sentence_and_put_aside(file: Path, lines: str, said: str) -> None:
    file.parent.mkdir()
    file.write_text(HEAD + lines)
    found, sentence = settings.load(file)
    assert found == SHIPPED
    assert said in sentence
    assert "\n" not in sentence
    assert not file.exists()
    assert file.with_name("settings.yaml.damaged").read_text() == HEAD + lines
    assert settings.load(file) == (SHIPPED, "")


def test_a_file_that_is_a_folder_and_one_that_cannot_be_written_are_sentences_too(file: Path) -> None:
    file.mkdir(parents=True)
    assert settings.load(file)[0] == SHIPPED
    blocked = file.parent / "plain" / "settings.yaml"
    blocked.parent.write_text("not a folder")
    assert "could not be kept" in settings.save(blocked, SHIPPED.but(scale=120))


def test_the_menu_tells_what_was_wrong(pilot: Pilot, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.parent.mkdir()
    file.write_text(HEAD + "scale: 900")
    shell = Shell(file)
    with told(monkeypatch) as lines:
        pilot.open(Menu(shell.ui, shell.told), (1280, 800))
    assert any("Your settings could not be read" in words for words, _ in lines)


# the page


def test_a_setting_holds_at_once_and_after_a_new_start(pilot: Pilot, page: SettingsScene, file: Path) -> None:
    pilot.click(line(page, "contrast"))
    assert page.ui.theme is HIGH_CONTRAST
    pilot.key(pygame.K_ESCAPE)
    assert pilot.scene(Menu).ui.theme is HIGH_CONTRAST
    assert Shell(file).ui.theme is HIGH_CONTRAST


def test_arrows_go_through_all_settings_and_stop_at_the_ends(pilot: Pilot, page: SettingsScene) -> None:
    for _ in range(15):
        pilot.key(pygame.K_RIGHT)
    assert page.shell.settings.scale == 200
    for _ in range(15):
        pilot.key(pygame.K_LEFT)
    assert page.shell.settings.scale == 80
    for row in settings_rows.ROWS[1:]:
        before = getattr(page.shell.settings, row.field)
        pilot.key(pygame.K_DOWN, pygame.K_RIGHT)
        assert getattr(page.shell.settings, row.field) != before, row.field


@pytest.mark.parametrize("size", [(1024, 640), (1920, 1080)])
@pytest.mark.parametrize("scale", [80, 200])
def test_the_line_under_the_cursor_is_always_in_view(
    pilot: Pilot, page: SettingsScene, size: tuple[int, int], scale: int
) -> None:
    page.shell.change(page.shell.settings.but(scale=scale))
    page.ui = page.shell.ui
    pilot.size(size)
    pilot.frame()
    pilot.key(pygame.K_TAB)
    for _ in range(page.count + 3):
        pilot.key(pygame.K_DOWN)
        top = page.at * page._step() - page.scroll.offset
        assert 0 <= top <= page.list.height
    assert page.at == page.count - 1


def test_as_shipped_brings_everything_back_but_the_keys(pilot: Pilot, page: SettingsScene) -> None:
    own = page.shell.settings.but(scale=130, volume=10, keys={"order.dig": "f3"})
    page.shell.change(own)
    pilot.click(page.buttons[2].rect.center)
    assert page.shell.settings == SHIPPED.but(keys={"order.dig": "f3"})


def test_the_scale_that_keys_have_set_is_kept(pilot: Pilot, shell: Shell, file: Path) -> None:
    pilot.open(Menu(shell.ui), (1280, 800))
    pilot.key(pygame.K_PLUS, mod=CTRL)
    assert settings.load(file)[0].scale == 110


# keys


def test_a_new_key_is_taken_and_one_in_use_is_refused_in_words(pilot: Pilot, page: SettingsScene) -> None:
    pilot.key(pygame.K_TAB)
    assert page.tab == KEYS
    page.at = [a.id for a in ACTIONS].index("order.dig")
    pilot.key(pygame.K_RETURN, pygame.K_f)
    assert "order: fire" in page.message
    assert not page.shell.settings.own_keys
    pilot.key(pygame.K_RETURN)
    pilot.key(pygame.K_F3, mod=CTRL)
    assert page.shell.settings.own_keys == {"order.dig": "ctrl+f3"}
    pilot.key(pygame.K_DELETE)
    assert not page.shell.settings.own_keys


def test_escape_leaves_the_old_key(pilot: Pilot, page: SettingsScene) -> None:
    pilot.key(pygame.K_TAB, pygame.K_RETURN)
    assert page.waiting
    pilot.key(pygame.K_ESCAPE)
    assert not page.waiting
    assert pilot.scene(SettingsScene) is page


# in a game


@pytest.fixture
def plot(pilot: Pilot, shell: Shell) -> PlotScene:
    return sit(pilot, session_of(ALONE))


def test_settings_open_over_a_game_and_the_game_goes_on_as_it_was(pilot: Pilot, plot: PlotScene) -> None:
    pilot.key(pygame.K_TAB, pygame.K_d)
    before = plot.session.plots
    pilot.key(pygame.K_F4)
    page = pilot.scene(SettingsScene)
    pilot.click(line(page, "safe_sides"))
    pilot.click(line(page, "names"))
    pilot.key(pygame.K_ESCAPE)
    assert pilot.scene(PlotScene) is plot
    assert plot.session.plots == before
    assert plot.ui.theme is theme_of(safe_sides=True)
    assert all(panel.ui is plot.ui for panel in plot.panels)
    assert plot.table.language == "ja"


def test_a_turn_is_closed_unasked_for_who_wants_it_so(pilot: Pilot, plot: PlotScene, shell: Shell) -> None:
    pilot.key(pygame.K_RETURN, mod=CTRL)
    assert plot.question is not None
    pilot.key(pygame.K_ESCAPE)
    shell.change(shell.settings.but(confirm=False))
    pilot.key(pygame.K_F4, pygame.K_ESCAPE)
    pilot.key(pygame.K_RETURN, mod=CTRL)
    assert plot.question is None
    assert plot.session.closed


def film(pilot: Pilot) -> Film:
    world, game = fight()
    session = Session(world.start, game, ["greedy", "greedy"])
    scene: Scene = Film(ui(), plain_terrain(spec_of(world.start)), session, None, lambda: Menu(ui()))
    pilot.open(scene, (1280, 800))
    pilot.move((5, 5))
    return pilot.scene(Film)


def test_the_film_has_the_speed_that_is_set(pilot: Pilot, shell: Shell) -> None:
    shell.change(shell.settings.but(speed=4))
    assert film(pilot).player.speed == 4


def test_a_film_shown_at_once_stands_at_its_end(pilot: Pilot, shell: Shell) -> None:
    shell.change(shell.settings.but(speed=0))
    assert film(pilot).player.over


def test_less_motion_lets_the_film_rest(pilot: Pilot, shell: Shell) -> None:
    shell.change(shell.settings.but(calm=True))
    shown = film(pilot)
    for _ in range(5):
        pilot.frame(0.5)
    assert shown.player.at == 0
    assert not shown.following


# colors


@pytest.mark.parametrize("strong", [False, True])
def test_safe_sides_differ_in_lightness_and_their_letters_can_be_read(strong: bool) -> None:
    theme = theme_of(contrast=strong, safe_sides=True)
    assert contrast(theme.soviet.body, theme.japanese.body) >= 3
    for side in (theme.soviet, theme.japanese):
        assert contrast(side.body, side.ink) >= 4.5
    assert luminance(theme.soviet.light) != pytest.approx(luminance(theme.japanese.light), abs=0.05)
    assert theme_of() is STANDARD
