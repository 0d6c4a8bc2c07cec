"""The page of own losses: by cause, by formation, in machines, and what the medical service counts."""

from __future__ import annotations

from collections.abc import Iterator

from game.analysis import dispatch_words
from game.engine.rolls import rolls
from game.engine.services import TOLLS
from game.engine.units import LOSS_CAUSES
from game.i18n import text as _
from game.ui.panels.page import BAD, GOOD, PLAIN, WARN, Line, Row
from game.ui.panels.thin import thin
from game.ui.playtable import PlayTable

MOST = 8
"""Formations shown, the worst hit."""
TOLL_WORDS = {
    "tanks_out": "Tanks out of action",
    "tanks_burnt": "of them burnt out",
    "guns_lost": "Guns lost",
    "aircraft": "Aircraft shot down",
    "damaged": "Aircraft damaged",
    "shells": "Shells fired",
    "sorties": "Sorties flown",
    "bombs": "Bombs dropped",
    "turned_back": "Flights turned back",
}
MEDICAL = ("Killed", "Wounded", "Returned to duty", "Sick")
LEGEND = "From the rolls of your own units; nothing here is known of the enemy."


def losses_page(table: PlayTable) -> list[Line]:
    """All lines of the page."""
    return [*_causes(table), *_medical(table), *_formations(table), *_machines(table)]


def _causes(table: PlayTable) -> Iterator[Line]:
    told = rolls(table.view)
    share = f"{told.percent:.1f}"
    yield (_("Losses: {n} men, {share} % of those who took part", n=thin(told.total), share=share), "")
    for cause, number in sorted(zip(LOSS_CAUSES, told.causes.tolist(), strict=True), key=lambda one: -one[1]):
        words = _(dispatch_words.CAUSES[cause]).capitalize()
        yield Row(words, thin(number), number / max(1, told.total), BAD if number else PLAIN)


def _medical(table: PlayTable) -> Iterator[Line]:
    told = table.view.services.medical.sum(axis=0).tolist()
    yield (_("Medical service"), "")
    for words, number in zip(MEDICAL, told, strict=True):
        yield Row(_(words), thin(number))


def _formations(table: PlayTable) -> Iterator[Line]:
    """Own formations by the share of men that they have lost."""
    told, names = rolls(table.view), table.start.roster.formations
    worst = told.worst(MOST)
    if worst:
        yield (_("By formation"), "")
    for row in worst:
        part = told.share(row)
        tone = BAD if part >= 0.3 else WARN if part >= 0.1 else GOOD
        left = _("{men} men left", men=thin(int(told.left[row])))
        name = names[table.view.cadre.formations[row]].name.en
        yield Row(name, thin(int(told.lost[row])), part, tone, left)


def _machines(table: PlayTable) -> Iterator[Line]:
    told = dict(zip(TOLLS, table.view.services.toll.tolist(), strict=True))
    shown = [(name, number) for name, number in told.items() if number]
    if shown:
        yield (_("Machines and shells"), "")
    for name, number in shown:
        yield Row(_(TOLL_WORDS[name]), thin(number))
    yield ("", _(LEGEND))
