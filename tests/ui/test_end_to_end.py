"""The game in a real window on a virtual screen, driven by a real pointer and keyboard.

Needs Xvfb, xdotool and ImageMagick's `import`; skipped where one of them is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

TOOLS = ("Xvfb", "xdotool", "import")
PATIENCE_S = 90.0
pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS), reason=f"needs {', '.join(TOOLS)}"
)


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """Environment with a virtual screen of its own and no dummy drivers for pictures."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    env = {
        key: value for key, value in os.environ.items() if key not in ("SDL_VIDEODRIVER", "WAYLAND_DISPLAY")
    }
    try:
        yield env | {"DISPLAY": f":{number}", "SDL_AUDIODRIVER": "dummy"}
    finally:
        server.terminate()
        server.wait()


def xdo(env: dict[str, str], *words: str) -> str:
    return subprocess.run(
        ["xdotool", *words], env=env, capture_output=True, text=True, check=False
    ).stdout.strip()


def shot(env: dict[str, str], path: Path) -> pygame.Surface:
    subprocess.run(["import", "-window", "root", str(path)], env=env, check=True)
    return pygame.image.load(path)


def colors(picture: pygame.Surface, rect: pygame.Rect) -> int:
    """Distinct colors on a coarse grid: a blank window has one or two."""
    spots = ((x, y) for x in range(rect.left, rect.right, 7) for y in range(rect.top, rect.bottom, 7))
    return len({tuple(picture.get_at(spot)) for spot in spots})


def until(answers: object, text: str) -> None:
    """Wait until a question is answered with yes."""
    assert callable(answers)
    end = time.monotonic() + PATIENCE_S
    while not answers():
        assert time.monotonic() < end, f"waited in vain: {text}"
        time.sleep(0.2)


def test_opens_shows_the_map_and_leaves_by_keys(screen: dict[str, str], tmp_path: Path) -> None:
    folders = {"KHASAN_CACHE": "cache", "KHASAN_DATA": "games", "KHASAN_CONFIG": "config"}
    env = screen | {key: str(tmp_path / name) for key, name in folders.items()}
    command = [sys.executable, "-m", "game", "play", "bezymyannaya", "--size", "1280x800"]
    game = subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True)
    view, card = pygame.Rect(20, 80, 800, 400), pygame.Rect(945, 60, 330, 200)
    try:
        until(lambda: xdo(env, "search", "--class", "khasan") or game.poll() is not None, "the window")
        window = xdo(env, "search", "--class", "khasan").split("\n")[0]
        until(lambda: colors(shot(env, tmp_path / "a.png"), pygame.Rect(0, 0, 1280, 800)) > 20, "the set-up")
        xdo(env, "windowfocus", window, "mousemove", "300", "300")
        xdo(env, "key", "--delay", "100", "Return")
        until(lambda: colors(shot(env, tmp_path / "a.png"), view) > 300, "the map")
        xdo(env, "key", "--delay", "100", "Tab")
        until(lambda: colors(shot(env, tmp_path / "b.png"), card) > 40, "a unit card")
        for _ in range(12):
            # Deselect, back to the menu, out: each as soon as the game is ready for it.
            xdo(env, "key", "Escape")
            time.sleep(0.5)
            if game.poll() is not None:
                break
        assert game.wait(timeout=20) == 0
    finally:
        game.kill()
        _out, err = game.communicate()
    assert "Traceback" not in err, err
