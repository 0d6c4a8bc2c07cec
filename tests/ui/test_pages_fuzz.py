"""Pages over a scene under a hail of keys, clicks and sizes: they stay in the window, and lead back."""

from __future__ import annotations

import pygame
import pytest

from game.engine.dice import below, draws
from game.ui.scenes.handbook import Handbook
from game.ui.scenes.menu import Menu
from game.ui.scenes.settings import SettingsScene
from game.ui.shell import Shell
from ui.pilot import Pilot

SIZES = ((1024, 640), (640, 480), (1280, 800), (300, 200))
KEYS = (
    *(pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT, pygame.K_TAB, pygame.K_RETURN),
    *(pygame.K_HOME, pygame.K_END, pygame.K_PAGEUP, pygame.K_PAGEDOWN, pygame.K_BACKSPACE),
    *(pygame.K_DELETE, pygame.K_F3, pygame.K_SLASH, pygame.K_SPACE, pygame.K_q, pygame.K_F8, pygame.K_F12),
)


@pytest.mark.parametrize(("key", "kind"), [(pygame.K_F4, SettingsScene), (pygame.K_F2, Handbook)])
@pytest.mark.parametrize("seed", range(2))
def test_nothing_that_is_pressed_breaks_a_page(
    pilot: Pilot, shell: Shell, key: int, kind: type, seed: int
) -> None:
    menu = Menu(shell.ui)
    pilot.open(menu, (1024, 640))
    pilot.key(key)
    assert isinstance(pilot.app.scene, kind)
    rolls = below(draws(seed, "study", 0, 0, (160, 4)), 10_000).tolist()
    for what, one, two, three in rolls:
        if what < 6000:
            pilot.key(KEYS[one % len(KEYS)], mod=pygame.KMOD_LCTRL if two < 800 else 0)
        elif what < 9000:
            pilot.click((one % 1300, two % 820))
        elif what < 9500:
            pilot.wheel(1 if one % 2 else -1, (two % 1300, three % 820))
        elif what < 9700:
            pilot.size(SIZES[one % len(SIZES)])
        else:
            pilot.write("ab"[one % 2])
        if pilot.app.scene is menu:
            # A click on the button that closes has led back.
            pilot.key(key)
    for _ in range(4):
        pilot.key(pygame.K_ESCAPE)
        if pilot.app.scene is menu:
            break
    assert pilot.app.scene is menu
    assert Shell(shell.path).settings == shell.settings
