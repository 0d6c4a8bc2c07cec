"""The hex card: what the ground below the pointer is, who stands there, and how well its shape is known."""

from __future__ import annotations

from collections.abc import Hashable

import pygame

from game.i18n import text as _
from game.ui.facts import SIDE_WORDS
from game.ui.kit.draw import Ui
from game.ui.kit.links import LinkPanel
from game.ui.layers.works import level_word
from game.ui.playtable import PlayTable
from game.ui.table import Table

HOLDERS = {-1: "Held by nobody you know of", 0: "Held by Soviet troops", 1: "Held by Japanese troops"}


class HexCard(LinkPanel):
    """Facts of the hovered hex, or of the selected unit's hex when the pointer is elsewhere."""

    def __init__(self, ui: Ui, table: Table) -> None:
        super().__init__(ui)
        self.table = table

    def _hex(self) -> int | None:
        if self.table.hovered is not None:
            return self.table.hovered
        return None if self.table.selected is None else self.table.hex_of(self.table.selected)

    def key(self) -> Hashable:
        """The hex shown."""
        return (self._hex(), self.table.language, self.table.version)

    def paint(self, target: pygame.Surface) -> None:
        """Paint label and height, terrain, sides, ways and stack."""
        ui, theme = self.ui, self.ui.theme
        target.fill(theme.panel)
        pad, width = ui.dp(12), self.rect.width - 2 * ui.dp(12)
        if ui.dp(8) + ui.line_height("narrow-bold", 14) > self.rect.height:
            return
        hex_ = self._hex()
        y = ui.heading(target, _("Ground"), (pad, ui.dp(8)), width)
        if hex_ is None:
            ui.text(target, _("Point at a hex of the map."), (pad, y), "body", 15, theme.muted)
            return
        facts = self.table.facts(hex_)
        if y + ui.line_height("title", 18) > self.rect.height:
            return
        drawn = ui.text(target, _("Hex {label}", label=facts.label), (pad, y), "title", 18, theme.text)
        ui.text(
            target,
            facts.title,
            (drawn.right + ui.dp(10), y + ui.dp(3)),
            "body",
            15,
            theme.text,
            width=self.rect.width - pad - drawn.right - ui.dp(10),
        )
        y = drawn.bottom + ui.dp(4)
        live = self.table if isinstance(self.table, PlayTable) else None
        known = () if live is None else ground_lines(live, hex_)
        for line, warning in (*known, *facts.lines):
            box = pygame.Rect(pad, y, width, max(0, self.rect.height - y))
            y = ui.prose(target, line, box, "body", 14, theme.warn if warning else theme.muted, 1.15) + ui.dp(
                2
            )


def ground_lines(table: PlayTable, hex_: int) -> tuple[tuple[str, bool], ...]:
    """The ground of a hex in play as the side knows it: holder, works, wire, smoke; true for warnings."""
    view = table.view
    holder = int(view.ground.control[hex_])
    told = [(_(HOLDERS[holder]), holder == 1 - view.side)]
    here = view.own & (view.forces.hex == hex_)
    if here.any():
        works = level_word(int(view.forces.works[here].max()))
        told.append((_("Own works: {works}", works=works), False))
    belts = [_(SIDE_WORDS[side]) for side in range(6) if view.ground.wire[hex_, side]]
    if belts:
        told.append((_("Wire {sides}", sides=", ".join(belts)), True))
    if view.ground.decoys[hex_]:
        told.append((_("Decoy battery"), False))
    smoke = int(view.ground.smoke[hex_])
    if smoke:
        told.append((_("Smoke for {n} min more", n=-(-smoke // 10)), True))
    return tuple(told)
