"""The tooltip of a hex: in the window, off the hex that it speaks of, and off the panels, at every size."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest

import game.ui.scenes.sheet_picture as picture
from game.ui.layers.marks import hex_spot
from game.ui.layers.tooltip import draw_tooltip
from ui.pilot import At, Pilot, told, ui
from ui.seats import ALONE, session_of, sit


@pytest.mark.parametrize("text", [1.0, 1.6, 2.0])
@pytest.mark.parametrize("size", [(1024, 640), (1280, 800), (1920, 1080)])
def test_a_tip_lies_in_the_window_and_off_its_hex(
    pilot: Pilot, size: At, text: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = sit(pilot, session_of(ALONE), size)
    scene.ui = replace(ui(), text_scale=text)
    for panel in scene.panels:
        panel.ui, panel.rect = scene.ui, pygame.Rect(0, 0, 0, 0)
    own = [row for row in range(len(scene.play.counters)) if scene.play.mine(row)]
    scene.table.select((next(row for row in own if scene.table.hex_of(row) is not None),))
    boxes: list[pygame.Rect | None] = []
    monkeypatch.setattr(picture, "draw_tooltip", lambda *values: boxes.append(draw_tooltip(*values)))
    scene.draw(pilot.app.window)
    view = scene.camera.view
    over = [p.rect for p in scene.panels if p.shown and p.rect.colliderect(view)]
    clear = 0
    for x in range(view.left + 20, view.right - 10, view.width // 5):
        for y in range(view.top + 20, view.bottom - 10, view.height // 3):
            if any(rect.collidepoint(x, y) for rect in over):
                continue
            pilot.move((x, y))
            boxes.clear()
            pilot.frame(0.4)
            assert boxes
            box = boxes[-1]
            assert box is not None
            assert pilot.app.window.get_rect().contains(box)
            assert view.contains(box)
            assert scene.table.hovered is not None
            spot = hex_spot(scene.camera, scene.table, scene.table.hovered).clip(view)
            assert not box.colliderect(spot) or text > 1.5, (x, y)
            clear += not any(rect.colliderect(box) for rect in over)
    assert clear > 5 or text > 1


def test_a_tip_keeps_off_the_words_of_what_is_aimed(pilot: Pilot, monkeypatch: pytest.MonkeyPatch) -> None:
    """They tell the price of the order: hour of arrival and escalation."""
    scene = sit(pilot, session_of(ALONE), (1600, 900))
    scene.table.step(1)
    scene.go(scene.table.selected)
    pilot.key(pygame.K_m)
    boxes: list[pygame.Rect | None] = []
    monkeypatch.setattr(picture, "draw_tooltip", lambda *values: boxes.append(draw_tooltip(*values)))
    view, told_of = scene.camera.view, 0
    for x in range(view.left + 60, view.right - 60, view.width // 6):
        for y in (view.top + 40, view.centery, view.bottom - 60):
            pilot.move((x, y))
            pilot.frame(0.4)
            for tag in scene.tags:
                told_of += tag.width > 0
                assert boxes[-1] is not None
                assert not boxes[-1].colliderect(tag), (x, y)
    assert told_of > 8


def test_no_tip_ripens_below_a_menu(pilot: Pilot) -> None:
    scene = sit(pilot, session_of(ALONE), (1600, 900))
    pilot.move(scene.camera.view.center)
    pilot.key(pygame.K_PERIOD)
    assert scene.menu is not None
    pilot.frame(0.4)
    assert not scene.tip
    pilot.key(pygame.K_ESCAPE)
    pilot.frame(0.4)
    assert scene.tip


def test_odds_are_read_in_the_lowest_window(pilot: Pilot) -> None:
    scene = sit(pilot, session_of(ALONE), (1024, 640))
    scene.table.step(1)
    scene.go(scene.table.selected)
    pilot.key(pygame.K_m)
    pilot.move(scene.camera.view.move(60, 60).center)
    scene.layout((1024, 640))
    assert scene.odds.asked
    assert scene.odds.rect.height >= scene.ui.dp(170)


def test_the_tip_has_the_words_of_the_hex(pilot: Pilot, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = sit(pilot, session_of(ALONE), (1024, 640))
    pilot.move(scene.camera.view.center)
    with told(monkeypatch) as words:
        pilot.frame(0.4)
    assert scene.table.hovered is not None
    facts = scene.table.facts(scene.table.hovered)
    said = [text for text, _ in words]
    assert f"Hex {facts.label}" in said
    assert facts.lines[0][0][:12] in " ".join(said)
