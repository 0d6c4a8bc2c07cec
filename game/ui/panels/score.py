"""The page of the score: its parts as far as the side knows, escalation with the price of acts, the truce."""

from __future__ import annotations

from collections.abc import Iterator

from game.analysis.dispatch import clock
from game.analysis.enemy_losses import enemy_losses
from game.engine.known_score import KnownScore, known_score
from game.i18n import text as _
from game.scenario.models.scenario import Scenario
from game.ui.panels.page import BAD, GOOD, JAPANESE, PLAIN, SOVIET, WARN, Line, Row
from game.ui.panels.thin import thin
from game.ui.playtable import PlayTable
from game.ui.session import SIDES

POINT = 1000
TENSE, GRAVE = 40, 75
"""Points of the index from which the tone changes."""


def score_page(table: PlayTable) -> list[Line]:
    """All lines of the page."""
    return [*_points(table), *_tension(table), *_truce(table)]


def _model(table: PlayTable) -> Scenario:
    return table.start.bundle.scenario.model


def points(thousandths: int) -> str:
    """Thousandths of a point as they are told, with the side they speak for."""
    shown = f"{abs(thousandths) / POINT:.1f}"
    return shown if not thousandths else f"{_side(thousandths)} {shown}"


def _side(thousandths: int) -> str:
    return _("USSR") if thousandths > 0 else _("Japan")


def tone_of(thousandths: int) -> str:
    """Tone of a number of points: the color of the side they speak for."""
    return PLAIN if not thousandths else SOVIET if thousandths > 0 else JAPANESE


def _points(table: PlayTable) -> Iterator[Line]:
    told, victory = known_score(table.view), _model(table).victory
    yield (_("Score as far as you know: {points}", points=points(told.total)), "")
    for i, objective in enumerate(victory.objectives):
        paid, most = int(told.ground[i]), int(told.most[i])
        note = _("{most} to who holds it at the end", most=f"{most / POINT:.1f}") + f" [{objective.source}]"
        yield Row(objective.name.en, points(paid), abs(paid) / max(1, most), tone_of(paid), note)
    yield from _own_losses(table, told)
    yield from _other_terms(table, told)
    yield ("", _("Average holding and tasks are counted when the battle ends."))


def _own_losses(table: PlayTable, told: KnownScore) -> Iterator[Line]:
    terms, names = table.view.stakes.victory.terms, _model(table).victory.terms
    for i, term in enumerate(terms.names):
        if told.told[i]:
            paid = int(told.terms[i])
            men = _("{lost} of {n} men", lost=thin(told.lost), n=thin(told.brought))
            note = _("{n} tanks", n=told.tanks) if told.tanks_term[i] else men
            name = names[term].name.en if term in names else term
            note += f" [{names[term].source}]" if term in names else ""
            yield Row(name, points(paid), None, tone_of(paid), note)


def _other_terms(table: PlayTable, told: KnownScore) -> Iterator[Line]:
    """The terms that a side cannot reckon: the enemy's losses, with what is reported of them, and time."""
    session, terms, names = table.session, table.view.stakes.victory.terms, _model(table).victory.terms
    assert session is not None
    rest = [i for i in range(len(terms.names)) if not told.told[i]]
    if not rest or session.open:
        return
    his = enemy_losses(session.game, table.view.side)
    yield (_("Counted when the battle ends, and not in the sum above"), "")
    for i in rest:
        term = terms.names[i]
        name = names[term].name.en if term in names else term
        each = f"{abs(int(terms.points[i])) / POINT:g}"
        per = names[term].per if term in names else ""
        note = _("{n} points for each {per}", n=each, per=per)
        if told.tanks_term[i]:
            note += " · " + _("reported: {n}", n=thin(his.seen["knocked_out"]))
        elif told.men_term[i]:
            taken, men = thin(his.seen["surrendered"]), thin(max(0, his.men))
            note += " · " + _("counted: {taken} prisoners, estimated: {men} men", taken=taken, men=men)
        whose = _("enemy") if told.tanks_term[i] or told.men_term[i] else _("time")
        yield Row(f"{name} ({whose})", "?", None, PLAIN, note)


def _tension(table: PlayTable) -> Iterator[Line]:
    """The index, who caused it, what each act costs, and what has been bought."""
    public, stakes, model = table.view.public, table.view.stakes.escalation, _model(table).escalation
    index, war = public.index / POINT, stakes.war_at / POINT
    tone = BAD if index >= GRAVE else WARN if index >= TENSE else GOOD
    yield (_("Escalation: general war at {n}", n=f"{war:g}"), "")
    caused = [f"{int(n) / POINT:.1f}" for n in public.caused]
    note = _("USSR {soviet}, Japan {japanese}", soviet=caused[0], japanese=caused[1])
    yield Row(_("Index"), f"{index:.1f}", public.index / max(1, stakes.war_at), tone, note)
    for i, act in enumerate(stakes.acts):
        side, row = SIDES[int(stakes.side[i])], model.acts.get(act)
        per = row.per if row is not None else ""
        told = _("a {per}", per=per) + (_(", forbidden by your superiors") if stakes.forbidden[i] else "")
        told += f" [{row.source}]" if row is not None else ""
        name = row.name.en if row is not None else act
        yield Row(name, f"+ {int(stakes.points[i]) / POINT:g}", None, side, told)
    for i, release in enumerate(stakes.releases):
        known = model.releases.get(release)
        name = known.name.en if known is not None else release
        each = _("one for each {n} points of the other side", n=f"{int(stakes.each[i]) / POINT:g}")
        yield Row(name, str(int(public.releases[i])), None, SIDES[int(stakes.buyer[i])], each)


def _truce(table: PlayTable) -> Iterator[Line]:
    """What is known of a cease-fire."""
    public, model = table.view.public, _model(table).truce
    if public.over >= 0:
        yield (_("The battle is over."), "")
    elif public.truce >= 0:
        yield (_("Cease-fire agreed: last shot at {hour}", hour=clock(public.truce)), "")
    elif model is not None:
        yield (_("Cease-fire"), _("Not before {day}.", day=f"{model.earliest:%d.%m. %H:%M}"))
        yield ("", model.about.en)
