"""The tutor of the first battle: a step at a time beside the scene. He shows and waits, and blocks no key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pygame

from game import locate
from game.i18n import preferred
from game.i18n import text as _
from game.scenario.faults import BadData
from game.scenario.load import load_as
from game.scenario.models.tutorial import Step, Tutorial
from game.ui import keys
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button

if TYPE_CHECKING:
    from game.ui.app import Scene

WIDE, PAD, HIGH = 470, 14, 30


def steps() -> tuple[Step, ...]:
    """The shipped steps; none where their file cannot be read."""
    try:
        return load_as(locate.scenarios() / "khasan_1938" / "tutorial.yaml", Tutorial).model.steps
    except (BadData, OSError):
        return ()


def words_of(step: Step) -> str:
    """The text of a step with the player's keys in it."""
    return keys.filled(step.text.get(preferred()).strip())


class Tutor:
    """Where a beginner is in the steps.

    A step whose task is done leads to the next by itself, but only when that was done while it was shown: who
    goes back can read in peace.
    """

    def __init__(self, told: tuple[Step, ...]) -> None:
        self.steps, self.at = told, 0
        self.rect = pygame.Rect(0, 0, 0, 0)
        self.hover: tuple[int, int] | None = None
        self.gone = False
        self._before: int | None = None
        acts: tuple[tuple[str, Callable[[], None], str], ...] = (
            (_("Back"), self.back, "tutor.back"),
            (_("Next"), self.on, "tutor.next"),
            (_("Leave"), self.leave, "tutor.close"),
        )
        self.buttons = [Button(word, act, keys.cap(key)) for word, act, key in acts]
        self.acts = {key: act for _word, act, key in acts}

    @staticmethod
    def beside(scene: Scene, now: Tutor | None) -> Tutor | None:
        """The tutor of a scene: a new one where the battle for beginners begins, none in the menu."""
        from game.ui.scenes.menu import Menu

        if getattr(scene, "tutorial", False):
            told = steps()
            return Tutor(told) if told else None
        return None if isinstance(scene, Menu) or (now is not None and now.gone) else now

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.steps[self.at]

    def go(self, to: int) -> None:
        """Go to a step; past the last one the tutor leaves."""
        self.gone = to >= len(self.steps)
        self.at = max(0, min(len(self.steps) - 1, to))
        self._before = None

    def back(self) -> None:
        """The step before."""
        self.go(self.at - 1)

    def on(self) -> None:
        """The next step, whether this one was done or not."""
        self.go(self.at + 1)

    def leave(self) -> None:
        """Away."""
        self.gone = True

    def handle(self, event: pygame.Event) -> bool:
        """Clicks in the box and the tutor's own keys; everything else is the scene's."""
        if self.gone:
            return False
        if event.type == pygame.MOUSEMOTION:
            self.hover = event.pos
        elif event.type == pygame.MOUSEBUTTONDOWN and self.rect.collidepoint(event.pos):
            hit = next((b for b in self.buttons if b.rect.collidepoint(event.pos)), None)
            if hit is not None and event.button == 1:
                hit.act()
            return True
        elif event.type == pygame.KEYDOWN:
            return self._key(event)
        return False

    def _key(self, event: pygame.Event) -> bool:
        found = keys.TABLE.action(event, ("behind",))
        act = self.acts.get(found.id) if found else None
        if act is not None:
            act()
        return act is not None

    def update(self, scene: Scene) -> bool:
        """See whether the step has been done; true when another one is to be shown."""
        if self.gone:
            return False
        from game.ui.tutor_signs import SIGNS

        sign = SIGNS[self.step.until](scene)
        if self._before is not None and sign and sign != self._before:
            self.on()
            return True
        self._before = sign
        return False

    # drawing

    def draw(self, window: pygame.Surface, ui: Ui, scene: Scene) -> None:
        """The box over the map of a scene that has one."""
        view = getattr(getattr(scene, "camera", None), "view", None)
        covered = getattr(scene, "help", False) or getattr(scene, "question", None) is not None
        if self.gone or view is None or covered:
            self.rect = pygame.Rect(0, 0, 0, 0)
            return
        theme, pad = ui.theme, ui.dp(PAD)
        wide = min(ui.dp(WIDE), view.width - 2 * pad)
        lines = ui.wrapped(words_of(self.step), "body", 15, wide - 2 * pad)
        line = round(ui.line_height("body", 15) * 1.15)
        head = ui.line_height("title", 19)
        high = 3 * pad + head + line * len(lines) + ui.dp(HIGH)
        self.rect = pygame.Rect(view.left + pad, view.bottom - pad - high, wide, high)
        self.rect.top = max(self.rect.top, view.top + pad)
        plate = pygame.Surface(self.rect.size, pygame.SRCALPHA)
        pygame.draw.rect(plate, (*theme.panel, 244), plate.get_rect(), border_radius=ui.dp(6))
        window.blit(plate, self.rect)
        pygame.draw.rect(window, theme.brass, self.rect, max(1, ui.dp(2)), border_radius=ui.dp(6))
        self._words(window, ui, lines, line)
        self._buttons(window, ui)

    def _words(self, window: pygame.Surface, ui: Ui, lines: tuple[str, ...], line: int) -> None:
        theme, pad = ui.theme, ui.dp(PAD)
        left, top, width = self.rect.left + pad, self.rect.top + pad, self.rect.width - 2 * pad
        title = self.step.title.get(preferred())
        drawn = ui.text(window, title, (left, top), "title", 19, theme.text, width=width - ui.dp(60))
        count = _("{n} of {all}", n=self.at + 1, all=len(self.steps))
        ui.text(window, count, (left + width, top + ui.dp(4)), "narrow", 14, theme.muted, align=1.0)
        for n, words in enumerate(lines):
            y = drawn.bottom + ui.dp(4) + n * line
            ui.text(window, words, (left, y), "body", 15, theme.text)

    def _buttons(self, window: pygame.Surface, ui: Ui) -> None:
        pad, gap = ui.dp(PAD), ui.dp(8)
        wide = (self.rect.width - 2 * pad - 2 * gap) // 3
        top = self.rect.bottom - pad - ui.dp(HIGH)
        for n, button in enumerate(self.buttons):
            button.rect = pygame.Rect(self.rect.left + pad + n * (wide + gap), top, wide, ui.dp(HIGH))
            button.draw(window, ui, self.hover, 14)
