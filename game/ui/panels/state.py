"""The state of a unit in a game in play: its bars, and what is said of it line by line."""

from __future__ import annotations

from game.analysis import order_words
from game.analysis.own_words import doing, link, lost_in_words, missions, nerve, waiting
from game.engine.overlays import scarce
from game.engine.units import ONE
from game.i18n import text as _
from game.ui.kit.theme import Rgb, Theme
from game.ui.layers.works import level_word
from game.ui.panels.thin import thin
from game.ui.playtable import PlayTable

Bar = tuple[str, float, str, str]
"""Words, share, what it says, and its tone: a name of a color of the theme."""
STOCKS = ("small arms", "shells", "AT")
MOST_STOCK = 150
"""Hundredths of a unit of fire at which the bar is full."""


def state_bars(table: PlayTable, row: int) -> tuple[Bar, ...]:
    """Strength, suppression, cohesion, rest, ammunition and works of an own unit."""
    forces, counter = table.view.forces, table.counters[row]
    full = max(1, counter.establishment)
    men, down = int(forces.men[row]), int(forces.suppression[row]) / ONE
    whole, tired = int(forces.cohesion[row]) / ONE, int(forces.fatigue[row]) / ONE
    rounds, low = [int(n) for n in forces.ammunition[row]], scarce(table.view)
    best = max(rounds)
    works = int(forces.works[row])
    return (
        (_("Strength"), men / full, f"{thin(men)} / {thin(full)}", _fall(men / full)),
        (_("Suppression"), down, f"{round(100 * down)} %", _fall(1 - down)),
        (_("Cohesion"), whole, f"{round(100 * whole)} % {nerve(table.view, row)}", _fall(whole)),
        (_("Rest"), 1 - tired, f"{round(100 * (1 - tired))} %", _fall(1 - tired)),
        (_("Ammunition"), best / MOST_STOCK, _rounds(rounds), "good" if best >= low else "bad"),
        (_("Works"), works / (4 * ONE), level_word(works), "good"),
    )


def _fall(share: float) -> str:
    return "good" if share >= 0.66 else "warn" if share >= 0.33 else "bad"


def _rounds(rounds: list[int]) -> str:
    """Units of fire by kind of ammunition, those that there are."""
    told = [f"{n / 100:.1f}" for n in rounds if n]
    return _("{n} u/f", n=" · ".join(told)) if told else _("none")


def state_lines(table: PlayTable, row: int, theme: Theme) -> list[tuple[str, Rgb]]:
    """What it does, what waits, its missions, its orders of this turn, its link and its losses."""
    session, view = table.session, table.view
    assert session is not None
    names = session.names
    told: list[tuple[str, Rgb]] = [(doing(view, row, names), theme.text)]
    wait = waiting(view, row, names)
    told += [(wait, theme.brass)] if wait else []
    told += [(words, theme.text) for words in missions(view, row, names)]
    orders = [order_words.said(order, names) for order in session.plots if order.unit == row]
    told += [(_("This turn: {order}", order=words), theme.selection) for words in orders]
    cut = view.forces.delay[row] < 0
    told.append((link(view, row, names), theme.bad if cut else theme.muted))
    told.append((lost_in_words(view, row), theme.muted))
    if view.forces.cut[row]:
        told.append((_("No way back: surrounded"), theme.bad))
    return told


def contact_lines(table: PlayTable, row: int, theme: Theme) -> list[tuple[str, Rgb]]:
    """What is believed of an enemy, and that no more is known."""
    stays = _("He is reported to stay where he is, dug in.") if table.view.contacts.stays[row] else ""
    told: list[tuple[str, Rgb]] = [(table.contact(row), theme.text)]
    told += [(stays, theme.text)] if stays else []
    return [*told, (_("Nothing else is known of him."), theme.muted)]
