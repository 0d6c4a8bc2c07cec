"""The situation map: the whole sheet small, square Soviet and round Japanese dots, the view as a frame."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial

import pygame

from game.i18n import text as _
from game.ui import keys
from game.ui.camera import Camera
from game.ui.kit.draw import Ui
from game.ui.kit.widgets import Button, ButtonPanel, released, ring
from game.ui.table import Table

SWITCH, GAP = 26, 5
"""Height of a switch and the room between two, in dp."""
LAYER_WORDS = {"relief": "Relief", "grid": "Grid", "names": "Names", "counters": "Counters", "fog": "Fog"}


class Minimap(ButtonPanel):
    """Picture of the sheet, layer switches and the style of counters."""

    def __init__(
        self, ui: Ui, table: Table, camera: Camera, sheet: pygame.Surface, changed: Callable[[str], None]
    ) -> None:
        super().__init__(ui)
        self.table, self.camera, self.sheet = table, camera, sheet
        self.dragging = False
        self.buttons = [Button(_(LAYER_WORDS[layer]), partial(changed, layer)) for layer in table.switches]
        self.buttons += [
            Button(_("Symbols"), lambda: changed("symbol")),
            Button(_("Silhouettes"), lambda: changed("silhouette"), key_of=partial(keys.cap, "style")),
        ]
        self._small: pygame.Surface | None = None
        self._framed: tuple[float, ...] = ()

    def key(self) -> Hashable:
        """What is known of the units, and the switches."""
        switches = (frozenset(self.table.layers), self.table.style, self.hovered(), self.at)
        return (self.table.version, switches, self.table.selected)

    def draw(self, window: pygame.Surface) -> None:
        """The panel as it is kept, and over it the frame of the view, which moves with every step."""
        super().draw(window)
        self._framed = self.camera.seen()
        if self.shown:
            frame = self.frame().move(self.rect.topleft)
            window.set_clip(self.rect)
            self._view(window, frame)
            pygame.draw.rect(window, self.ui.theme.brass, frame, 1)
            window.set_clip(None)
            if self.focused:
                ring(window, self.ui, self.rect)

    def stale(self) -> bool:
        """As every panel, and when the view has moved."""
        return super().stale() or (self.shown and self._framed != self.camera.seen())

    def frame(self) -> pygame.Rect:
        """Where the small sheet lies in the panel."""
        ui, pad = self.ui, self.ui.dp(14)
        below = ui.dp(8) + len(self._rows()) * ui.dp(SWITCH + GAP) + ui.dp(6)
        room = pygame.Rect(pad, ui.dp(32), self.rect.width - 2 * pad, self.rect.height - ui.dp(32) - below)
        scale = min(room.width / self.camera.width_m, room.height / self.camera.height_m)
        width, height = round(self.camera.width_m * scale), round(self.camera.height_m * scale)
        frame = pygame.Rect(0, room.top, max(1, width), max(1, height))
        frame.centerx = room.centerx
        return frame

    def paint(self, target: pygame.Surface) -> None:
        """Paint head, sheet, dots, switches."""
        ui, theme = self.ui, self.ui.theme
        target.fill(theme.panel)
        ui.heading(target, _("Situation map"), (ui.dp(14), ui.dp(8)), self.rect.width - ui.dp(28))
        frame = self.frame()
        if self._small is None or self._small.get_size() != frame.size:
            self._small = pygame.transform.smoothscale(self.sheet, frame.size)
        target.blit(self._small, frame)
        self._dots(target, frame)
        self._switches(target, frame.bottom + ui.dp(8))

    def _at(self, frame: pygame.Rect, x: float, y: float) -> tuple[int, int]:
        return (
            frame.left + round(frame.width * x / self.camera.width_m),
            frame.top + round(frame.height * y / self.camera.height_m),
        )

    def _dots(self, target: pygame.Surface, frame: pygame.Rect) -> None:
        theme, r = self.ui.theme, max(2, self.ui.dp(2.4))
        for hex_, rows in self.table.stacks.items():
            x, y = self._at(frame, *self.table.centers[hex_])
            side = self.table.counters[rows[0]].side
            if side == "soviet":
                pygame.draw.rect(target, theme.soviet.body, (x - r, y - r, 2 * r, 2 * r))
                pygame.draw.rect(target, theme.soviet.dark, (x - r, y - r, 2 * r, 2 * r), 1)
            else:
                pygame.draw.circle(target, theme.japanese.body, (x, y), r)
                pygame.draw.circle(target, theme.japanese.dark, (x, y), r, 1)

    def _view(self, target: pygame.Surface, frame: pygame.Rect) -> None:
        left, top, right, bottom = self.camera.seen()
        a, b = self._at(frame, left, top), self._at(frame, right, bottom)
        view = pygame.Rect(a, (b[0] - a[0], b[1] - a[1])).clip(frame)
        pygame.draw.rect(target, self.ui.theme.selection, view, max(2, self.ui.dp(2)))

    def _rows(self) -> list[list[Button]]:
        """The switches in as many rows as leave every word whole, then the styles of counters."""
        layers, styles = self.buttons[: len(self.table.switches)], self.buttons[len(self.table.switches) :]
        room = self.rect.width - 2 * self.ui.dp(14)
        wide = max(self.ui.width(button.text, "body", 13) for button in layers) + self.ui.dp(10 + GAP)
        most = max(1, min(len(layers), room // max(1, wide)))
        each = -(-len(layers) // -(-len(layers) // most))
        return [*(layers[i : i + each] for i in range(0, len(layers), each)), styles]

    def _switches(self, target: pygame.Surface, top: int) -> None:
        ui, pad, gap = self.ui, self.ui.dp(14), self.ui.dp(GAP)
        for row in self._rows():
            width = (self.rect.width - 2 * pad - (len(row) - 1) * gap) // len(row)
            for i, button in enumerate(row):
                button.rect = pygame.Rect(pad + i * (width + gap), top, width, ui.dp(SWITCH))
            top += ui.dp(SWITCH + GAP)
        on = [layer in self.table.layers for layer in self.table.switches]
        on += [style == self.table.style for style in ("symbol", "silhouette")]
        for button, lit in zip(self.buttons, on, strict=True):
            button.on = lit
        for i, button in enumerate(self.buttons):
            button.draw(target, ui, self.hover, 13, self.focused and i == self.at)

    def handle(self, event: pygame.Event) -> bool:
        """Drag the frame over the sheet, click the switches, walk over them with the arrows."""
        if event.type == pygame.KEYDOWN:
            return self.focused and self.walk(event.key)
        if released(event):
            self.dragging = False
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1 and self.rect.collidepoint(event.pos):
            self.dragging = self.frame().collidepoint(self.inside(event.pos))
        if self.dragging and hasattr(event, "pos"):
            frame, (x, y) = self.frame(), self.inside(event.pos)
            self.camera.center(
                (x - frame.left) / frame.width * self.camera.width_m,
                (y - frame.top) / frame.height * self.camera.height_m,
            )
            return True
        return super().handle(event)
