"""The map in words: a hex, a unit, what it can do and what became of it, for who does not see or point."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from game.engine.options import options_of
from game.i18n import plural
from game.i18n import text as _
from game.ui import keys, verbs
from game.ui.facts import SIDE_WORDS
from game.ui.film_words import Line
from game.ui.kit.theme import STANDARD
from game.ui.panels.state import contact_lines, state_bars, state_lines
from game.ui.playtable import PlayTable

Said = tuple[str, tuple[str, ...]]
"""A head and its sentences."""


def hex_words(table: PlayTable, hex_: int) -> Said:
    """What stands in a hex: the ground and everybody in it, as far as the side knows."""
    facts = table.facts(hex_)
    said = [f"{facts.title}.", *(f"{words}." for words, _warning in facts.lines)]
    around = neighbors(table, hex_)
    return _("Hex {label}", label=facts.label), (*said, *around)


def neighbors(table: PlayTable, hex_: int) -> tuple[str, ...]:
    """Who stands in the six hexes around, by direction."""
    told = []
    for side, other in enumerate(table.board.neighbor[hex_].tolist()):
        rows = table.stacks.get(other, ()) if other >= 0 else ()
        if rows:
            names = ", ".join(table.counters[row].name.en for row in rows)
            told.append(_("To the {side}: {names}.", side=_(SIDE_WORDS[side]), names=names))
    return tuple(told)


def unit_words(table: PlayTable, unit: int) -> Said:
    """A unit: where it is, how it is, what it does; of the enemy's what is believed."""
    counter = table.counters[unit]
    hex_ = table.hex_of(unit)
    where = _("Not on the map.") if hex_ is None else _("In hex {label}.", label=table.board.label(hex_))
    if not table.mine(unit):
        return counter.name.en, (where, *(words for words, _ink in contact_lines(table, unit, STANDARD)))
    bars = [f"{word}: {said}." for word, _share, said, _tone in state_bars(table, unit)]
    lines = [f"{words}." for words, _ink in state_lines(table, unit, STANDARD)]
    return counter.name.en, (where, *bars, *lines)


def able_words(table: PlayTable, unit: int) -> Said:
    """What a unit can be told, with the keys, and how far it can go."""
    view = table.view
    options = options_of(view, unit)
    told = [f"{verbs.title(v)} ({keys.cap(f'order.{v}')})" for v in verbs.TITLES if v in options.words]
    if not told:
        return _("It can do"), (_("Nothing now."),)
    far = int((options.minutes >= 0).sum())
    reach = plural("{n} hex can be reached in this turn.", "{n} hexes can be reached in this turn.", far)
    guns = len(options.targets)
    ranged = (plural("{n} hex lies in range.", "{n} hexes lie in range.", guns),) if guns else ()
    return _("It can do"), (", ".join(told) + ".", reach, *ranged)


def told_of(lines: Sequence[Line], hex_: int | None, unit: int | None) -> Said:
    """Dispatches of the last turn that concern the unit or the hex."""
    near = [line for line in lines if concerns(line, hex_, unit)]
    said = tuple(line.words for line in near) or (_("Nothing that you know of."),)
    return _("The last turn"), said


def concerns(line: Line, hex_: int | None, unit: int | None) -> bool:
    """Whether a line is about a unit, or happened in a hex."""
    return (unit is not None and line.unit == unit) or (hex_ is not None and line.hex == hex_)


def all_words(
    table: PlayTable, hex_: int | None, unit: int | None, lines: Sequence[Line]
) -> tuple[Said, ...]:
    """Everything of a hex and of a unit, in the order in which one would ask."""
    parts: list[Callable[[], Said]] = []
    if hex_ is not None:
        parts.append(lambda: hex_words(table, hex_))
    if unit is not None:
        parts.append(lambda: unit_words(table, unit))
        if table.mine(unit):
            parts.append(lambda: able_words(table, unit))
    if hex_ is not None or unit is not None:
        parts.append(lambda: told_of(lines, hex_, unit))
    return tuple(part() for part in parts)
