"""Lines of text in the kit: breaking them, cutting them, prose in a box."""

from __future__ import annotations

import re

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui.kit import fonts
from game.ui.kit.wrap import CLOSING, OPENING, wrap
from ui.pilot import told, ui

LETTERS = st.text(st.sampled_from("abc mn, WAV.йЖё張鼓峰、。（」ハッー\n-  🙂"), max_size=60)
ROLE, PX = "body", 15


@given(text=LETTERS, width=st.integers(1, 240))
def test_no_line_is_wider_than_the_width_unless_it_is_one_character(text: str, width: int) -> None:
    for line in wrap(text, ROLE, PX, width):
        assert len(line) <= 1 or fonts.measure(line, ROLE, PX)[0] <= width


@given(text=LETTERS, width=st.integers(-5, 240))
def test_wrapping_loses_no_letter_and_makes_none(text: str, width: int) -> None:
    assert re.sub(r"\s", "", "".join(wrap(text, ROLE, PX, width))) == re.sub(r"\s", "", text)


@given(
    words=st.lists(st.text(st.sampled_from("abcdeй"), min_size=1, max_size=6), min_size=1, max_size=12),
    width=st.integers(90, 400),
)
def test_words_that_fit_a_line_are_kept_whole(words: list[str], width: int) -> None:
    lines = wrap(" ".join(words), ROLE, PX, width)
    assert [word for line in lines for word in line.split()] == words
    assert all(line == line.strip() for line in lines)


@given(text=LETTERS, width=st.integers(20, 300))
def test_empty_lines_come_only_from_empty_paragraphs(text: str, width: int) -> None:
    empty = sum(not line for line in wrap(text, ROLE, PX, width))
    assert empty == sum(not part.strip() for part in text.strip().split("\n"))


def test_japanese_breaks_between_characters_but_not_before_a_full_stop() -> None:
    text = "張鼓峰の頂上に立つ。沙草峰「ハサン」へ、歩兵第七十五聯隊は前進した。"
    for width in range(40, 200, 7):
        lines = wrap(text, ROLE, PX, width)
        assert "".join(lines) == text
        assert len(lines) > 1
        for line in lines:
            assert line[0] not in CLOSING
            assert line[-1] not in OPENING
    sizes = [fonts.measure(line, ROLE, PX)[0] for line in wrap("張" * 30, ROLE, PX, 100)]
    assert len(set(sizes[:-1])) == 1


@given(text=LETTERS, width=st.integers(-10, 200), spacing=st.sampled_from([0.0, 1.0]))
def test_a_cut_line_never_exceeds_the_width(text: str, width: int, spacing: float) -> None:
    kit = ui()
    shown = kit.fitted(text, ROLE, PX, width, spacing)
    assert shown == "" or kit.width(shown, ROLE, PX, spacing) <= width
    if shown != text:
        assert shown == "" or (shown.endswith("...") and text.startswith(shown[:-3]))


@given(
    text=st.text(st.sampled_from("abc de張。\n"), max_size=80),
    width=st.integers(30, 200),
    height=st.integers(0, 160),
)
def test_prose_stays_in_its_box(text: str, width: int, height: int) -> None:
    with pytest.MonkeyPatch.context() as patch, told(patch) as lines:
        target, box = pygame.Surface((260, 220)), pygame.Rect(20, 20, width, height)
        below = ui().prose(target, text, box)
    assert all(rect.top >= box.top and rect.bottom <= box.bottom for _, rect in lines)
    assert all(rect.left == box.left for _, rect in lines)
    assert below >= max((rect.bottom for _, rect in lines), default=box.top) - 1


def test_prose_says_that_more_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    target, kit = pygame.Surface((300, 300)), ui()
    words = "one two three four five six seven eight nine ten"
    with told(monkeypatch) as all_of_it:
        full = kit.prose(target, words, pygame.Rect(0, 0, 100, 300))
    with told(monkeypatch) as part:
        assert kit.prose(target, words, pygame.Rect(0, 0, 100, 45)) == full
    assert not any(text.endswith("...") for text, _ in all_of_it)
    assert len(part) == 2
    assert part[-1][0].endswith("...")


def test_the_place_of_a_text_does_not_depend_on_the_clip() -> None:
    target, kit = pygame.Surface((200, 50)), ui()
    free = kit.text(target, "Zaozernaya", (150, 40))
    target.set_clip((0, 0, 10, 10))
    assert kit.text(target, "Zaozernaya", (150, 40)) == free
