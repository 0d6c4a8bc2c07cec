"""The page of supply and road: stores with the formations, what came, what lies at the railhead."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from game.engine.overlays import scarce
from game.engine.rolls import firing_stock, rolls, services_before
from game.engine.services import Services
from game.i18n import text as _
from game.ui.panels.page import BAD, GOOD, PLAIN, WARN, Line, Row
from game.ui.panels.thin import thin
from game.ui.playtable import PlayTable

STORES = ("shells", "AT rounds", "cartridges", "engineer stores", "food")
"""Classes of stores in the order of `Services.stock`."""
TON, ONE = 1_000_000, 1024
FULL, HALF = 1000, 512
"""Q10 of the rations from which a formation counts as fed, and as half fed."""


def supply_page(table: PlayTable) -> list[Line]:
    """All lines of the page."""
    return [*_ammunition(table), *_railhead(table), *_formations(table)]


def _ammunition(table: PlayTable) -> Iterator[Line]:
    """Own units by how much they have left to fire."""
    numbers, low = firing_stock(table.view), scarce(table.view)
    words = (_("Units with enough to fire"), _("Scarce: their fire falls off"), _("All but out of it"))
    yield (_("Ammunition: fire falls off below {n} units of fire", n=f"{low / 100:.2g}"), "")
    for said, number, tone in zip(words, numbers, (GOOD, WARN, BAD), strict=True):
        yield Row(said, str(number), number / max(1, sum(numbers)), tone if number else PLAIN)


def _railhead(table: PlayTable) -> Iterator[Line]:
    """What lies ready behind, and the state of the road."""
    source = table.view.services.source
    yield (
        _("At the railhead"),
        ", ".join(_tons(n, i) for i, n in enumerate(source.tolist()) if n > 0) or "-",
    )


def _formations(table: PlayTable) -> Iterator[Line]:
    """Stores with each formation on the map, its rations, and what changed in the last turn."""
    told, before = table.view.services, _before(table)
    names, view = table.start.roster.formations, table.view
    yield (_("With the formations"), "")
    for row in np.flatnonzero(rolls(view).present).tolist():
        stock = told.stock[row]
        fed = int(told.fed[row])
        tone = GOOD if fed >= FULL else WARN if fed >= HALF else BAD
        parts = [_tons(n, i) for i, n in enumerate(stock.tolist()) if n >= TON // 10]
        note = (", ".join(parts) or _("no stores")) + _change(stock, before, row)
        label = names[view.cadre.formations[row]].name.en
        yield Row(label, _("rations {n} %", n=round(100 * fed / ONE)), fed / ONE, tone, note)


def _before(table: PlayTable) -> Services | None:
    """Services at the start of the turn before; None in the first turn."""
    session = table.session
    return None if session is None else services_before(session.game, table.view.side)


def _change(stock: NDArray[np.int64], before: Services | None, row: int) -> str:
    """What came or went in the last turn, in tons of all classes."""
    if before is None:
        return ""
    net = (int(stock.sum()) - int(before.stock[row].sum())) / TON
    if abs(net) < 0.05:
        return ""
    sign = "+" if net > 0 else "−"
    return _(" ({sign}{n} t since the last turn)", sign=sign, n=f"{abs(net):.1f}")


def _tons(grams: int, row: int) -> str:
    tons = grams / TON
    shown = thin(round(tons)) if tons >= 10 else f"{tons:.1f}"
    return _("{what} {n} t", what=_(STORES[row]), n=shown)
