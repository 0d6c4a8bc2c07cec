"""What can be done with a hex and who stands there: the lines of the menu of the context, and why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from game.i18n import plural
from game.i18n import text as _
from game.ui import verbs
from game.ui.reasons import at_hex, in_place

if TYPE_CHECKING:
    from game.ui.scenes.plot_menu import PlotMenu

UNITS = 8
"""Units of a stack that have a line of their own."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line: what it says and does, the action whose key does the same; without an act, why it cannot be."""

    words: str
    act: Callable[[], object] | None
    action: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """Lines under a head."""

    head: str
    items: tuple[Item, ...]


def columns(scene: PlotMenu, hex_: int) -> tuple[Column, ...]:
    """Orders, and beside them who is there and what the map can show."""
    return (_orders(scene, hex_), Column(_("Here"), (*_units(scene, hex_), *_map(scene, hex_))))


def _orders(scene: PlotMenu, hex_: int) -> Column:
    """Every verb: aimed at the hex, or begun when the selected units stand there themselves."""
    control, number = scene.controller, len(scene.play.orders_go_to())
    head = plural("Orders to {n} unit", "Orders to {n} units", number) if number else _("Orders")
    own = control.lead is not None and scene.table.hex_of(control.lead) == hex_
    items = []
    for verb in verbs.TITLES:
        aimed = verb in verbs.AIMED and not own
        answer = at_hex(control, verb, hex_) if aimed else in_place(control, verb)
        words = _("{verb} here", verb=verbs.title(verb)) if aimed else verbs.title(verb)
        act = partial(control.give, verb, hex_) if aimed else scene.chosen_verb(verb)
        items.append(Item(words, act if answer.possible else None, f"order.{verb}", answer.told))
    plots = [order for order in scene.session.plots if order.unit in scene.table.chosen]
    if plots:
        items.append(Item(_("Take back the orders"), scene.take_back, "withdraw"))
    return Column(head, tuple(items))


def _units(scene: PlotMenu, hex_: int) -> list[Item]:
    """The card of each unit, and the stack as a whole."""
    table, rows = scene.play, scene.table.stacks.get(hex_, ())
    items = []
    for row in rows[:UNITS]:
        told = "" if table.mine(row) else _("enemy, as reported")
        act = partial(table.select, (row,))
        items.append(Item(table.counters[row].name.en, act, told=told))
    own = tuple(row for row in rows if table.mine(row))
    if len(own) > 1:
        words = plural("Select the {n} unit here", "Select all {n} units here", len(own))
        items.append(Item(words, partial(table.select, own)))
        items.append(Item(_("List of the stack"), partial(scene.list_of, own), "stack"))
    if rows:
        items.append(Item(_("Pin, to compare with others"), partial(scene.pin, rows[0]), "compare"))
    return items


def _map(scene: PlotMenu, hex_: int) -> list[Item]:
    """What the map can show of the hex."""
    return [
        Item(_("What is here, in words"), partial(scene.read_hex, hex_), "words"),
        Item(_("What is seen from here"), partial(scene.see_from, hex_), "observe"),
        Item(_("Center here"), partial(scene.camera.center, *scene.table.centers[hex_])),
    ]
