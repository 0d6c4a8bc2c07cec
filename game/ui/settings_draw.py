"""The lines of the page of settings as they are drawn: a setting with its value, an action with its key."""

from __future__ import annotations

import pygame

from game.i18n import text as _
from game.ui.keys import Keymap, caps
from game.ui.keys_table import Action
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import keycap

SCENES = {"table": "open map", "plot": "plotting", "film": "film", "review": "review"}


def draw_setting(
    window: pygame.Surface, ui: Ui, rect: pygame.Rect, label: str, value: str, *, lit: bool
) -> None:
    """What is set, and what it stands at between the marks of before and after."""
    theme, y = ui.theme, _box(window, ui, rect, lit)
    at = (rect.left + ui.dp(14), y)
    ui.text(window, label, at, "body", 16, theme.muted, width=rect.width // 2 - ui.dp(30))
    for x, sign in ((rect.centerx + ui.dp(8), "‹"), (rect.right - ui.dp(14), "›")):
        ui.text(window, sign, (x, y), "narrow-bold", 17, theme.brass, align=0.5)
    ui.text(window, value, (rect.right - rect.width // 4, y), "body-bold", 16, theme.text, align=0.5)


def draw_key(
    window: pygame.Surface,
    ui: Ui,
    rect: pygame.Rect,
    action: Action,
    keymap: Keymap,
    *,
    lit: bool,
    asked: bool,
) -> None:
    """What an action does, in which scenes, and its key: the player's own in brass, a fixed one dim."""
    theme, y = ui.theme, _box(window, ui, rect, lit)
    right = rect.right - ui.dp(14)
    if asked:
        ui.text(window, _("press a key"), (right, y), "body-italic", 15, theme.brass, align=1.0)
    else:
        keycap(window, ui, caps(keymap.chords(action.id)), (right, rect.centery))
    ink = theme.dim if action.fixed else theme.brass if action.id in keymap.own else theme.text
    room = rect.width // 2
    ui.text(window, _(action.words), (rect.left + ui.dp(14), y), "body", 16, ink, width=room)
    middle = rect.left + room + ui.dp(24)
    where = ", ".join(_(SCENES[place]) for place in action.places if place in SCENES)
    ui.text(window, where, (middle, y), "narrow", 14, theme.muted, width=max(0, right - middle - ui.dp(110)))


def _box(window: pygame.Surface, ui: Ui, rect: pygame.Rect, lit: bool) -> int:
    """The box of a line, lit below the cursor; gives the y of its words."""
    theme = ui.theme
    ui.box(window, rect, theme.card if lit else theme.panel, theme.brass if lit else theme.line)
    return rect.centery - ui.line_height("body", 16) // 2
