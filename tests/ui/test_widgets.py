"""The kit: sizes, fields, scrolling, buttons, whose event it is."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import Any

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui.kit.draw import fair
from game.ui.kit.textfield import LONGEST
from game.ui.kit.widgets import Button, ButtonPanel, Panel, Scroll, TextField, deliver
from ui.pilot import told, ui


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
def test_sizes_never_vanish(scale: float) -> None:
    kit = ui(scale)
    assert kit.dp(0.1) == 1
    assert kit.dp(0) == 0
    assert kit.dp(100) == round(100 * scale)


@given(factors=st.lists(st.floats(0.01, 30), max_size=6))
def test_the_scale_stays_between_80_and_200_percent(factors: list[float]) -> None:
    kit = ui()
    for factor in factors:
        kit = kit.resized(factor)
        assert 0.8 <= kit.scale <= 2.0


# fields


def typed(field: TextField, text: str) -> None:
    field.type(pygame.Event(pygame.TEXTINPUT, text=text))


def press(field: TextField, *keys: int) -> None:
    for key in keys:
        field.type(pygame.Event(pygame.KEYDOWN, key=key, mod=0))


def test_a_field_takes_every_script_and_edits_in_the_middle() -> None:
    field = TextField("hint")
    for text in ("Заозёрная", " 張鼓峰", " 🙂"):
        typed(field, text)
    assert field.text == "Заозёрная 張鼓峰 🙂"
    press(field, pygame.K_BACKSPACE, pygame.K_BACKSPACE, pygame.K_HOME, pygame.K_DELETE)
    typed(field, "З")
    assert field.text == "Заозёрная 張鼓峰"
    press(field, pygame.K_END, pygame.K_LEFT, pygame.K_BACKSPACE)
    assert field.text == "Заозёрная 張峰"
    field.clear()
    assert (field.text, field.cursor) == ("", 0)


def test_a_field_ignores_unfinished_input_and_unprintable_characters() -> None:
    field = TextField("hint")
    assert not field.type(pygame.Event(pygame.TEXTEDITING, text="はさ", start=0, length=2))
    assert not field.type(pygame.Event(pygame.KEYUP, key=pygame.K_a, mod=0))
    assert not field.type(pygame.Event(pygame.KEYDOWN, key=pygame.K_F3, mod=0))
    typed(field, "a\x00\n\tb\u202e")
    assert field.text == "ab"
    typed(field, "x" * 1000)
    assert len(field.text) == LONGEST


@given(
    acts=st.lists(
        st.one_of(
            st.text(st.sampled_from("aé張 "), max_size=3),
            st.sampled_from(
                [
                    pygame.K_BACKSPACE,
                    pygame.K_DELETE,
                    pygame.K_LEFT,
                    pygame.K_RIGHT,
                    pygame.K_HOME,
                    pygame.K_END,
                ]
            ),
        ),
        max_size=30,
    )
)
def test_the_cursor_stays_in_the_text(acts: list[str | int]) -> None:
    field = TextField("hint")
    for act in acts:
        if isinstance(act, str):
            typed(field, act)
        else:
            press(field, act)
        assert 0 <= field.cursor <= len(field.text)


@given(
    text=st.text(st.sampled_from("aW張й "), max_size=60), back=st.integers(0, 60), room=st.integers(5, 200)
)
def test_the_cursor_of_a_long_text_stays_in_view(text: str, back: int, room: int) -> None:
    field, kit = TextField("hint", text, max(0, len(text) - back)), ui()
    start = field.first(kit, room)
    assert 0 <= start <= field.cursor
    assert start == field.cursor or kit.width(text[start : field.cursor], "body", 14) <= room


def test_a_focused_field_shows_a_cursor() -> None:
    field, rect = TextField("hint", "abc", 3), pygame.Rect(2, 2, 200, 28)
    shots = []
    for focused in (False, True):
        target = pygame.Surface((210, 34))
        field.draw(target, ui(), rect, focused)
        shots.append(pygame.surfarray.array3d(target).astype(int))
    x = 2 + 28 + ui().width("abc", "body", 14)
    assert (shots[1][x, 8:24] > shots[0][x, 8:24] + 60).all()


# scrolling

sizes = st.integers(0, 5000)


@given(full=sizes, shown=sizes, moves=st.lists(st.integers(-9000, 9000), max_size=8))
def test_scrolling_keeps_its_limits(full: int, shown: int, moves: list[int]) -> None:
    scroll = Scroll()
    scroll.measure(full, shown)
    for by in moves:
        scroll.move(by)
        assert 0 <= scroll.offset <= scroll.most == max(0, full - shown)
    scroll.measure(full // 2, shown)
    assert 0 <= scroll.offset <= scroll.most


@given(full=st.integers(1, 5000), shown=st.integers(1, 900), spot=st.floats(0, 1), length=st.integers(1, 60))
def test_what_is_asked_for_comes_into_view(full: int, shown: int, spot: float, length: int) -> None:
    scroll = Scroll(offset=full // 3)
    scroll.measure(full, shown)
    top = int(spot * max(0, full - length))
    scroll.show(top, min(full, top + length))
    assert scroll.offset <= top
    if length <= shown:
        assert min(full, top + length) <= scroll.offset + shown


@given(
    full=st.integers(1, 5000),
    shown=st.integers(0, 900),
    offset=st.integers(0, 5000),
    high=st.integers(1, 900),
)
def test_the_knob_stays_in_its_track(full: int, shown: int, offset: int, high: int) -> None:
    scroll, track = Scroll(offset), pygame.Rect(5, 7, 40, high)
    scroll.measure(full, shown)
    knob = scroll.knob(track, ui())
    assert (knob is None) == (full <= shown)
    if knob is not None:
        assert track.top <= knob.top
        assert knob.bottom <= track.bottom


def test_the_knob_is_dragged_from_end_to_end() -> None:
    scroll, track, kit = Scroll(), pygame.Rect(0, 0, 100, 200), ui()
    scroll.measure(1000, 200)
    press_ = pygame.Event(pygame.MOUSEBUTTONDOWN, button=1)
    assert not scroll.handle(press_, (50, 10), track, kit)
    assert scroll.handle(press_, (97, 10), track, kit)
    motion = pygame.Event(pygame.MOUSEMOTION, buttons=(1, 0, 0))
    assert scroll.handle(motion, (40, 500), track, kit)
    assert scroll.offset == scroll.most
    assert scroll.handle(motion, (40, -50), track, kit)
    assert scroll.offset == 0
    assert not scroll.handle(pygame.Event(pygame.MOUSEBUTTONUP, button=1), (40, 0), track, kit)
    assert not scroll.handle(motion, (97, 100), track, kit)
    assert scroll.handle(press_, (97, 10), track, kit)
    free = pygame.Event(pygame.MOUSEMOTION, buttons=(0, 0, 0))
    assert not scroll.handle(free, (97, 100), track, kit), "a release that was missed"
    assert scroll.offset == 0


# panels and buttons


class Card(ButtonPanel):
    """A panel with two buttons that notes what reaches it."""

    def __init__(self, rect: pygame.Rect) -> None:
        super().__init__(ui())
        self.pressed: list[str] = []
        self.seen: list[int] = []
        self.left = self.paints = 0
        self.buttons = [Button(word, partial(self.pressed.append, word)) for word in ("one", "two")]
        for i, button in enumerate(self.buttons):
            button.rect = pygame.Rect(5, 5 + 30 * i, 80, 25)
        self.place(rect)

    def key(self) -> Hashable:
        return self.hovered()

    def paint(self, target: pygame.Surface) -> None:
        self.paints += 1
        target.fill(self.ui.theme.panel)

    def handle(self, event: pygame.Event) -> bool:
        self.seen.append(event.type)
        return super().handle(event)

    def elsewhere(self) -> None:
        self.left += 1


def at(kind: int, pos: tuple[int, int], **more: Any) -> pygame.Event:
    return pygame.Event(kind, pos=pos, **more)


def test_a_press_goes_to_the_topmost_panel_only() -> None:
    upper, lower = Card(pygame.Rect(0, 0, 100, 100)), Card(pygame.Rect(0, 0, 200, 100))
    assert deliver((upper, lower), at(pygame.MOUSEBUTTONDOWN, (10, 10), button=1))
    assert (upper.pressed, lower.pressed) == (["one"], [])
    assert (upper.left, lower.left) == (0, 1)
    assert deliver((upper, lower), at(pygame.MOUSEBUTTONDOWN, (150, 10), button=1))
    assert not deliver((upper, lower), at(pygame.MOUSEBUTTONDOWN, (500, 10), button=1))
    assert upper.left == 2


def test_movement_and_release_reach_every_panel() -> None:
    cards = (Card(pygame.Rect(0, 0, 100, 100)), Card(pygame.Rect(0, 0, 100, 100)))
    for kind in (pygame.MOUSEMOTION, pygame.MOUSEBUTTONUP):
        assert deliver(cards, at(kind, (10, 10), button=1))
        assert all(kind in card.seen for card in cards)


def test_the_wheel_belongs_to_the_panel_below_the_pointer() -> None:
    card, wheel = Card(pygame.Rect(0, 0, 100, 100)), pygame.Event(pygame.MOUSEWHEEL, x=0, y=1)
    assert not deliver((card,), wheel)
    deliver((card,), at(pygame.MOUSEMOTION, (50, 50)))
    assert deliver((card,), wheel)
    card.place(pygame.Rect(0, 0, 0, 0))
    assert not deliver((card,), wheel)
    assert not card.shown


def test_only_the_left_button_presses() -> None:
    card = Card(pygame.Rect(50, 50, 100, 100))
    for button in (2, 3, 4, 5):
        card.handle(at(pygame.MOUSEBUTTONDOWN, (60, 60), button=button))
    assert card.pressed == []
    card.handle(at(pygame.MOUSEBUTTONDOWN, (60, 90), button=1))
    assert card.pressed == ["two"]


def test_the_keyboard_walks_over_the_buttons_and_presses() -> None:
    card = Card(pygame.Rect(0, 0, 100, 100))
    for key in (
        pygame.K_RETURN,
        pygame.K_RIGHT,
        pygame.K_SPACE,
        pygame.K_RIGHT,
        pygame.K_LEFT,
        pygame.K_KP_ENTER,
    ):
        assert card.walk(key)
    assert card.pressed == ["one", "two", "two"]
    assert not card.walk(pygame.K_a)
    card.buttons = []
    assert not card.walk(pygame.K_RETURN)


def test_a_panel_is_painted_again_only_when_its_key_changes() -> None:
    card, window = Card(pygame.Rect(0, 0, 100, 100)), pygame.Surface((200, 200))
    for _ in range(3):
        card.draw(window)
    assert card.paints == 1
    card.handle(at(pygame.MOUSEMOTION, (10, 10)))
    card.draw(window)
    card.handle(at(pygame.MOUSEMOTION, (12, 12)))
    card.draw(window)
    assert card.paints == 2
    card.place(pygame.Rect(0, 0, 120, 100))
    card.draw(window)
    assert card.paints == 3


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_the_ring_around_the_focus_is_at_least_two_pixels(scale: float) -> None:
    card, window = Card(pygame.Rect(10, 10, 100, 100)), pygame.Surface((200, 200))
    card.ui = ui(scale)
    shots = []
    for focused in (False, True):
        card.focused = focused
        card.draw(window)
        shots.append(pygame.surfarray.array3d(window).astype(int))
    changed = (shots[0] != shots[1]).any(axis=2)
    ring = np.zeros_like(changed)
    width = max(2, round(2 * scale))
    ring[10:110, 10:110] = True
    ring[10 + width : 110 - width, 10 + width : 110 - width] = False
    assert (changed == ring).all()
    assert tuple(shots[1][10, 10]) == card.ui.theme.selection


@pytest.mark.parametrize("key_text", ["", "F5", "Ctrl Shift F12"])
@pytest.mark.parametrize("width", [1, 12, 40, 80, 200])
def test_a_button_of_any_width_keeps_its_words_inside(
    width: int, key_text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    button = Button("Silhouettes", lambda: None, key_text, rect=pygame.Rect(20, 20, width, 26))
    with told(monkeypatch) as lines:
        button.draw(pygame.Surface((300, 60)), ui(), None, focused=True)
    assert all(button.rect.left <= r.left and r.right <= button.rect.right for t, r in lines if r.width > 1)
    assert width < 40 or any(text == "Silhouettes" for text, _ in lines)


class Blank(Panel):
    def key(self) -> str:
        return ""

    def paint(self, target: pygame.Surface) -> None:
        target.fill("white")


def test_a_panel_without_a_place_has_nothing_to_show() -> None:
    panel = Blank(ui())
    panel.draw(pygame.Surface((10, 10)))
    assert not panel.shown


@pytest.mark.parametrize(
    ("wishes", "room", "found"),
    [
        ([10, 20, 30], 100, [10, 20, 30]),
        ([10, 90, 90], 100, [10, 45, 45]),
        ([90, 10, 90], 60, [25, 10, 25]),
        ([40, 40], 0, [0, 0]),
    ],
)
def test_short_words_keep_their_width_and_long_ones_share(
    wishes: list[int], room: int, found: list[int]
) -> None:
    assert fair(wishes, room) == found
