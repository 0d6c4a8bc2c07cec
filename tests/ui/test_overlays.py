"""Overlays of the map: a key for each, one at a time, the legend always there, and nothing but the view."""

from __future__ import annotations

import numpy as np
import pygame
import pytest
from builders import JAPANESE, SOVIET

from game.engine.orders import Dig
from game.engine.state import State
from game.ui.camera import Camera
from game.ui.keys import BY_ID
from game.ui.layers.legend import OVERLAYS, Overlays, draw_legend
from game.ui.layers.overlay import Overlay
from game.ui.playtable import PlayTable
from game.ui.sheetspec import spec_of
from ui.pilot import Pilot, told, ui
from ui.seats import changed
from ui.small_game import row, skirmish, table_of

SIZE = (900, 600)
NAMES = [kind.word for kind in OVERLAYS]


@pytest.fixture
def field(pilot: Pilot) -> PlayTable:
    """A small game after a turn, with a unit selected and the pointer beside it."""
    table = table_of(skirmish(wire={"0404-E": 1}))
    table.selected = row(table, "a1")
    table.hovered = table.board.hex_of("1203")
    return table


def camera(table: PlayTable, step: int = 4) -> Camera:
    spec = spec_of(table.start)
    made = Camera(spec.width_m, spec.height_m, spec.across_m, step=step)
    made.view = pygame.Rect((0, 0), SIZE)
    made.center(*table.centers[table.board.hex_of("0703")])
    return made


def press(overlays: Overlays, key: int, mod: int = 0) -> bool:
    return overlays.handle(pygame.Event(pygame.KEYDOWN, key=key, mod=mod, unicode=""))


def picture(overlays: Overlays, table: PlayTable, step: int = 4) -> pygame.Surface:
    window = pygame.Surface(SIZE)
    window.fill((233, 218, 182))
    overlays.below(window, camera(table, step), table, ui())
    overlays.above(window, camera(table, step), table, ui())
    return window


def unlike(a: pygame.Surface, b: pygame.Surface) -> int:
    """Pixels that differ."""
    left, right = (pygame.surfarray.array3d(one).astype(int) for one in (a, b))
    return int((np.abs(left - right).max(axis=-1) > 8).sum())


def by_name(overlays: Overlays, name: str) -> Overlay:
    return next(overlay for overlay in overlays.all if overlay.word == name)


@pytest.mark.parametrize("name", NAMES)
def test_every_overlay_has_a_key_a_picture_and_a_legend(
    name: str, field: PlayTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    overlays = Overlays()
    overlay, bare = by_name(overlays, name), picture(overlays, field)
    key, ctrl = BY_ID[overlay.action].chords[0]
    legend = bare.copy()
    draw_legend(legend, legend.get_rect(), overlay, field, ui())
    assert press(overlays, key, pygame.KMOD_CTRL if ctrl else 0)
    assert overlays.on is overlay
    with told(monkeypatch) as lines:
        shown = picture(overlays, field)
    words = " ".join(line for line, _ in lines)
    assert name in words
    for entry in overlay.legend(field, ui()):
        assert entry.words.split()[0] in words
    assert unlike(legend, shown) > 100
    assert unlike(legend, bare) > 1000
    assert press(overlays, key, pygame.KMOD_CTRL if ctrl else 0)
    assert overlays.on is None
    assert unlike(bare, picture(overlays, field)) == 0


def test_keys_are_all_different() -> None:
    assert len({kind.action for kind in OVERLAYS}) == len(OVERLAYS)
    assert len({kind.word for kind in OVERLAYS}) == len(OVERLAYS)


def test_one_at_a_time_and_f7_goes_round() -> None:
    overlays = Overlays()
    press(overlays, pygame.K_1)
    press(overlays, pygame.K_8)
    assert overlays.on is by_name(overlays, "Elevation")
    assert press(overlays, pygame.K_v)
    assert overlays.on is by_name(overlays, "Visible ground")
    seen = []
    for _ in range(len(OVERLAYS) + 1):
        press(overlays, pygame.K_F7)
        seen.append(overlays.on)
    assert set(seen) == {None, *overlays.all}
    press(overlays, pygame.K_F7, pygame.KMOD_SHIFT)
    assert overlays.on is seen[-2]
    assert not press(overlays, pygame.K_1, pygame.KMOD_CTRL)
    assert not press(overlays, pygame.K_m)


def test_a_steady_frame_paints_nothing_anew(field: PlayTable, monkeypatch: pytest.MonkeyPatch) -> None:
    overlays, painted = Overlays(), []
    for overlay in overlays.all:
        real = type(overlay).paint

        def count(self: Overlay, *values: object, real: object = real) -> None:
            painted.append(self.word)
            real(self, *values)  # type: ignore[operator]

        monkeypatch.setattr(type(overlay), "paint", count)
    for overlay in overlays.all:
        overlays.on = overlay
        first = picture(overlays, field)
        assert unlike(first, picture(overlays, field)) == 0
    assert painted == NAMES
    overlays.on = by_name(overlays, "Line of sight")
    field.hovered = field.board.hex_of("0602")
    picture(overlays, field)
    assert len(painted) == len(NAMES) + 1


@pytest.mark.parametrize("name", NAMES)
def test_what_a_side_does_not_know_changes_no_pixel_and_no_word(
    name: str, field: PlayTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The enemy bleeds, moves his guns' rounds and digs deeper out of sight: the picture stays the same."""
    overlays = Overlays()
    overlays.on = by_name(overlays, name)
    with told(monkeypatch) as before:
        one = picture(overlays, field)
    session = field.session
    assert session is not None
    state = session.game.state.copy()
    foe = session.game.setting.cadre.side == JAPANESE
    for column in ("ammunition", "fatigue", "works", "delay", "stores"):
        array = getattr(state.forces, column)
        array[0, foe] = array[0, foe] // 2 + 7
    session.game.state = state.seal()
    field.follow()
    with told(monkeypatch) as after:
        other = picture(overlays, field)
    assert unlike(one, other) == 0
    assert [line for line, _ in before] == [line for line, _ in after]


def test_small_hexes_get_spots_in_the_place_of_labels(
    field: PlayTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    overlays = Overlays()
    overlays.on = by_name(overlays, "Ammunition")
    with told(monkeypatch) as far:
        picture(overlays, field, step=0)
    with told(monkeypatch) as near:
        picture(overlays, field, step=4)
    assert len(near) > len(far)


def test_ranges_and_formation_ask_for_an_own_unit(field: PlayTable) -> None:
    field.selected = row(field, "b1")
    for name in ("Weapon ranges", "Formation"):
        entries = by_name(Overlays(), name).legend(field, ui())
        assert [entry.words for entry in entries] == ["Select one of your units"]


def test_the_other_side_has_its_own_pictures() -> None:
    w = skirmish()
    one, two = table_of(w, SOVIET), table_of(w, JAPANESE)
    overlays = Overlays()
    overlays.on = by_name(overlays, "Enemy fire")
    assert unlike(picture(overlays, one), picture(overlays, two)) > 200


def test_the_signs_of_who_needs_a_look_go_when_he_has_orders(
    pilot: Pilot, field: PlayTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    overlays = Overlays()
    press(overlays, pygame.K_n, pygame.KMOD_CTRL)
    with told(monkeypatch) as lines:
        before = picture(overlays, field)
    words = [line for line, _ in lines]
    assert "Without orders: 5 in all" in words
    assert words.count("1 ?") == 5
    assert field.session is not None
    field.session.plot(Dig(unit=row(field, "a1")))
    field.passed.add(row(field, "mg"))
    with told(monkeypatch) as lines:
        after = picture(overlays, field)
    assert [line for line, _ in lines].count("1 ?") == 3
    assert unlike(before, after) > 50


def test_what_a_unit_suffers_from_stands_below_it_in_letters(
    pilot: Pilot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = skirmish()
    table = table_of(made)
    assert table.session is not None

    def harm(state: State) -> None:
        state.forces.suppression[0, row(table, "a1")] = 600
        state.forces.ammunition[0, row(table, "a1")] = 0
        state.forces.suppression[0, row(table, "b1")] = 900

    hurt = PlayTable(made.start, session=changed(table.session, harm), whole=made.start)
    hurt.follow()
    overlays = Overlays()
    press(overlays, pygame.K_n, pygame.KMOD_CTRL)
    with told(monkeypatch) as lines:
        picture(overlays, hurt)
    assert [line for line, _ in lines if line.startswith("! ")] == ["! AS"]
