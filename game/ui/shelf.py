"""What lies on the disk to go on with: games, saves and copies of turns, and what each says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import pygame

from game.i18n import text as _
from game.scenario.faults import BadData
from game.store.beside import card_of
from game.store.opening import journal
from game.store.record import Record, load_record
from game.store.saved import HUMAN
from game.ui.choices import LEADERS
from game.ui.copies import turns_of
from game.ui.folders import GAME, SAVE, TURN, Item
from game.ui.panels.review_top import hour
from game.ui.scenes.cards import cards
from game.ui.snapshot import read_picture

KINDS = {GAME: "Game", SAVE: "Save", TURN: "Turn's start"}


@dataclass(frozen=True, slots=True)
class Label:
    """What a file says of itself; `fault` is the sentence on one that cannot be read.

    `shut` tells that two players share the game: then there is no picture, for it would show one the other's
    troops.
    """

    name: str
    fault: str = ""
    battle: str = ""
    now: str = ""
    who: str = ""
    saved: float = 0.0
    shut: bool = False
    picture: pygame.Surface | None = None


def label_of(item: Item) -> Label:
    """Read a file, and say what it is."""
    try:
        record = load_record(item.path)
    except BadData as bad:
        return Label(item.path.stem, str(bad.faults[0]))
    card, last = record.card, record.turns[-1]
    people = [record.player(side, last.turn) for side in (0, 1)]
    return Label(
        name=(card.note if card is not None else "") or _name(item, last.turn),
        battle=_battle(record),
        now=_now(record),
        who=_who(people),
        saved=card.saved if card is not None else item.written,
        shut=people == [HUMAN, HUMAN] and last.end is None,
        picture=read_picture(card.picture if card is not None else _last_picture(item)),
    )


def remove(item: Item) -> str:
    """Delete a file for good; one sentence when that fails."""
    try:
        item.path.unlink()
        journal(item.path).unlink(missing_ok=True)
    except OSError as error:
        return _("{name} could not be deleted: {why}", name=item.path.name, why=error.strerror or str(error))
    return ""


def size(item: Item) -> str:
    """The size in words."""
    if item.size >= 10**6:
        return _("{n} MB", n=f"{item.size / 1e6:.1f}")
    return _("{n} kB", n=-(-item.size // 1000))


def moment(seconds: float) -> str:
    """A time of today's calendar in words; nothing for one that there cannot be."""
    try:
        return f"{datetime.fromtimestamp(seconds):%Y-%m-%d %H:%M}"
    except (OverflowError, OSError, ValueError):
        return ""


def _last_picture(item: Item) -> bytes:
    """The picture of the last turn of a game of which a copy was kept."""
    try:
        card = next((card_of(path) for path in reversed(turns_of(item.path.stem))), None)
    except BadData:
        return b""
    return card.picture if card is not None else b""


def _name(item: Item, turn: int) -> str:
    return _("Start of turn {n}", n=turn + 1) if item.kind == TURN else item.path.stem


def _battle(record: Record) -> str:
    stem = Path(record.texts.scenario).stem
    return _names().get(stem, stem)


@cache
def _names() -> dict[str, str]:
    """Names of the shipped scenarios by their files."""
    return {card.path.stem: card.model.name.en for card in cards() if card.model is not None}


def _now(record: Record) -> str:
    last = record.turns[-1]
    state = _("over") if last.end is not None else hour(last.minute)
    return _("turn {n}, {state}", n=last.turn + 1, state=state)


def _who(people: list[str]) -> str:
    leaders = [_(LEADERS.get(who, who)) for who in people]
    return _("USSR: {soviet}; Japan: {japanese}", soviet=leaders[0], japanese=leaders[1])
