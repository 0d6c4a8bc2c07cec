"""Take the pictures of `docs/screenshots`: the game without a screen, driven by real events.

Run: `python tools/screenshots.py [names]`, or `make screenshots`. The battles have a fixed seed, so that the
same pictures come out again; where names of sets are given, those alone are taken.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy", PYGAME_HIDE_SUPPORT_PROMPT="1")

import pygame  # noqa: E402

from game.engine.preview import STAGES  # noqa: E402
from game.scenario.load import find_scenario  # noqa: E402
from game.store.record import Terms  # noqa: E402
from game.ui.games import Choice, begin  # noqa: E402
from game.ui.scenes.curtain import Curtain  # noqa: E402
from game.ui.scenes.film import Film  # noqa: E402
from game.ui.scenes.loading import Opening  # noqa: E402
from game.ui.scenes.menu import Menu  # noqa: E402
from game.ui.scenes.plot import PlotScene  # noqa: E402
from game.ui.scenes.review import Review  # noqa: E402
from tools.studio import SIZE, Studio  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
SEED = 1938
CTRL = pygame.KMOD_LCTRL
TURNS, NIGHT = 6, 2
"""Turns of the general attack that are reviewed; turns of the night assault until it is dark."""


def play(studio: Studio, scenario: str, players: tuple[str, str], *, tutorial: bool = False) -> None:
    """Begin a battle, with the tutor if he is wanted."""
    choice = Choice(find_scenario(scenario), players, Terms(SEED))
    opening = Opening(studio.app.ui, lambda progress: begin(choice, progress))
    opening.tutorial = tutorial
    studio.show(opening)


def plot_of(studio: Studio) -> PlotScene:
    """The plotting that is on the screen."""
    assert isinstance(studio.app.scene, PlotScene)
    return studio.app.scene


def at(scene: PlotScene, hex_: int) -> tuple[int, int]:
    """Pixel of a hex, brought into view."""
    scene.camera.center(*scene.table.centers[hex_])
    return scene.camera.to_window(*scene.table.centers[hex_])


def menu(studio: Studio) -> None:
    """The menu, and the page before a battle."""
    studio.show(Menu(studio.app.ui))
    for _ in range(5):
        studio.frame()
    studio.take("menu")
    studio.key(pygame.K_DOWN, pygame.K_DOWN, pygame.K_RETURN)
    studio.key(pygame.K_UP, *[pygame.K_BACKSPACE] * 12)
    for digit in str(SEED):
        studio.post(pygame.KEYDOWN, key=ord(digit), mod=0, unicode=digit, scancode=0)
    studio.key(pygame.K_DOWN)
    for _ in range(5):
        studio.frame()
    studio.take("set-up")


def pages(studio: Studio) -> None:
    """Settings, keys, the handbook."""
    studio.show(Menu(studio.app.ui))
    studio.key(pygame.K_F4)
    studio.take("settings")
    studio.key(pygame.K_TAB)
    studio.take("keys")
    studio.key(pygame.K_ESCAPE, pygame.K_F2)
    studio.take("handbook")
    studio.key(pygame.K_ESCAPE)


def tutorial(studio: Studio) -> None:
    """The first battle with the tutor beside it."""
    play(studio, "bezymyannaya", ("human", "greedy"), tutorial=True)
    studio.until(PlotScene)
    studio.key(pygame.K_F10)
    studio.key(pygame.K_n)
    studio.take("tutorial")
    studio.key(pygame.K_t)
    studio.take("in-words")
    studio.key(pygame.K_ESCAPE, pygame.K_F12)


def plotting(studio: Studio) -> None:
    """A regiment's orders, odds, line of sight, and the same screen in other sizes and colors."""
    play(studio, "offensive", ("human", "greedy"))
    studio.until(PlotScene)
    # The first turn lies in fog; in the second the sides have seen one another.
    commit(studio)
    studio.until(PlotScene)
    scene = plot_of(studio)
    unit, goal = attacker(scene)
    scene.table.select((unit,))
    here = scene.table.hex_of(unit)
    assert here is not None
    at(scene, here)
    studio.key(pygame.K_q, pygame.K_m)
    studio.point(at(scene, goal))
    studio.take("plot")
    studio.key(pygame.K_ESCAPE, pygame.K_a)
    studio.point(at(scene, goal))
    weighed(studio, scene)
    studio.take("odds")
    studio.point(at(scene, goal), 1)
    weighed(studio, scene)
    looks(studio, scene)
    studio.key(pygame.K_BACKSPACE, pygame.K_1)
    studio.point(at(scene, goal))
    studio.take("line-of-sight")


def weighed(studio: Studio, scene: PlotScene) -> None:
    """Let the odds come to their last answer; they are worked out beside the loop."""
    for _ in range(1500):
        studio.frame(0.05)
        pygame.time.wait(20)
        odds = scene.odds.odds()
        if odds is not None and odds.samples >= sum(STAGES):
            return


def looks(studio: Studio, scene: PlotScene) -> None:
    """The same screen small, large, and in strong contrast with colors for every eye."""
    for name, size in (("1024x640", (1024, 640)), ("3840x2160", (3840, 2160))):
        studio.size(size)
        if size[0] > 3000:
            studio.key(*[pygame.K_EQUALS] * 6, mod=CTRL)
        studio.take(name)
        studio.key(pygame.K_0, mod=CTRL)
    studio.size(SIZE)
    shell = studio.app.shell
    assert shell is not None
    was = shell.settings
    shell.change(was.but(contrast=True, safe_sides=True))
    studio.key(pygame.K_F4, pygame.K_ESCAPE)
    assert studio.app.scene is scene
    studio.take("high-contrast")
    shell.change(was)
    studio.key(pygame.K_F4, pygame.K_ESCAPE)


def attacker(scene: PlotScene) -> tuple[int, int]:
    """The own rifle company that is nearest to a known enemy or an objective, and that hex."""
    view, board = scene.play.view, scene.play.board
    known = [int(hex_) for hex_ in view.contacts.hex.tolist() if hex_ >= 0] or list(scene.table.objectives)
    best = (10**9, -1, -1)
    for unit in range(len(scene.table.counters)):
        here = scene.table.hex_of(unit)
        if here is None or not view.ready[unit] or not view.cadre.foot[unit]:
            continue
        for goal in known:
            best = min(best, (int(board.meters(here, goal)), unit, goal))
    return best[1], best[2]


def film(studio: Studio) -> None:
    """A film by day, one at night, and the curtain between two players."""
    play(studio, "night-assault", ("greedy", "greedy"))
    for _ in range(NIGHT):
        studio.until(PlotScene)
        commit(studio)
    studio.until(Film)
    shown(studio, "night")
    play(studio, "offensive", ("human", "human"))
    studio.until(Curtain)
    studio.take("curtain")


def shown(studio: Studio, name: str) -> None:
    """A film stopped in the middle of its fire."""
    scene = studio.app.scene
    assert isinstance(scene, Film)
    lost = [cue for cue in scene.player.line.cues if cue.kind == "lost"]
    if lost:
        worst = max(lost, key=lambda cue: cue.amount)
        scene.player.show(worst.event)
        scene.ask(worst.event)
        scene.camera.center(*worst.place)
    studio.take(name)


def review(studio: Studio) -> None:
    """A battle between two staffs: its film as an umpire sees it, and its review."""
    play(studio, "offensive", ("greedy", "greedy"))
    for _ in range(TURNS):
        studio.until(PlotScene)
        commit(studio)
    studio.until(Film)
    shown(studio, "film")
    scene = studio.app.scene
    assert isinstance(scene, Film)
    studio.show(Review(studio.app.ui, scene.terrain, scene.session, lambda: Menu(studio.app.ui)))
    studio.key(pygame.K_END)
    studio.take("review")


def commit(studio: Studio) -> None:
    """Close the turn, whoever is idle."""
    studio.key(pygame.K_RETURN, mod=CTRL)
    if isinstance(studio.app.scene, PlotScene) and studio.app.scene.question is not None:
        studio.key(pygame.K_RETURN)


SETS: dict[str, Callable[[Studio], None]] = {
    "menu": menu,
    "pages": pages,
    "tutorial": tutorial,
    "plotting": plotting,
    "film": film,
    "review": review,
}


def wanted(names: list[str]) -> Iterator[Callable[[Studio], None]]:
    """The sets that are asked for, all when none is."""
    for name in names or SETS:
        if name not in SETS:
            raise SystemExit(f"there is no set of pictures {name!r}; there are {', '.join(SETS)}")
        yield SETS[name]


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description="Take the pictures of docs/screenshots.")
    parser.add_argument(
        "names", nargs="*", help=f"sets of pictures: {', '.join(SETS)}; all when none is given"
    )
    sets = list(wanted(parser.parse_args().names))
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(KHASAN_DATA=folder, KHASAN_CONFIG=folder, KHASAN_LANGUAGE="en")
        studio = Studio(FOLDER, Path(folder))
        for take in sets:
            take(studio)
    pygame.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
