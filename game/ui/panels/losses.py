"""The page of losses: own ones by cause, formation and machine; the enemy's as counted or reported."""

from __future__ import annotations

from collections.abc import Iterator

from game.analysis import dispatch_words
from game.analysis.enemy_losses import enemy_losses
from game.engine.rolls import rolls
from game.engine.services import TOLLS
from game.engine.units import LOSS_CAUSES
from game.i18n import plural
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
LEGEND = "Your own losses are from the rolls. Of the enemy's you know what was counted, reported or reckoned."
HIS = {
    "surrendered": ("Prisoners", "counted"),
    "knocked_out": ("Vehicles out of action", "reported by who saw it"),
    "guns_lost": ("Guns lost", "reported by who saw it"),
    "aircraft_lost": ("Aircraft shot down", "reported by who saw it"),
    "destroyed": ("Units wiped out", "reported by who saw it"),
    "routed": ("Units seen in rout", "reported, each time"),
    "repulsed": ("Assaults beaten off", "reported, by units"),
    "fell_back": ("Assaults thrown back", "reported, by units"),
}
"""Words and standing of what is seen of the enemy's losses."""


def losses_page(table: PlayTable) -> list[Line]:
    """All lines of the page."""
    return [*_causes(table), *_medical(table), *_formations(table), *_machines(table), *_enemy(table)]


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


def _enemy(table: PlayTable) -> Iterator[Line]:
    """The enemy's losses as far as they are known, each with how well."""
    session = table.session
    assert session is not None
    if session.open:
        return
    told = enemy_losses(session.game, table.view.side)
    yield (_("Losses of the enemy, as believed"), "")
    for kind, (words, standing) in HIS.items():
        if told.seen[kind]:
            yield Row(_(words), thin(told.seen[kind]), note=_(standing))
    if told.units:
        note = plural("estimated from reports on {n} unit", "estimated from reports on {n} units", told.units)
        yield Row(_("Men fewer than reported first"), thin(max(0, told.men)), note=note)
    if not told.any:
        yield ("", _("Nothing was counted or reported so far."))
    yield ("", _(LEGEND))
