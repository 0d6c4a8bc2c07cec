"""A small game at the screen: a session and its table over a field drawn in letters."""

from __future__ import annotations

from builders import JAPANESE, SOVIET, World, unit, world

from game.store.saved import HUMAN
from game.ui.playtable import PlayTable
from game.ui.session import Session

FIELD = "\n".join(["." * 24] * 8)


def skirmish(**more: object) -> World:
    """A battalion's part against an outpost, with guns, a headquarters and the enemy in sight."""
    return world(
        FIELD,
        unit("a1", "su_rifle_company", "0403", of="regiment"),
        unit("a2", "su_rifle_company", "0404", of="regiment", works=2),
        unit("mg", "su_mg_company", "0303"),
        unit("gun", "su_field_battery", "0103"),
        unit("hq", "su_regiment_hq", "0202", of="regiment"),
        unit("b1", "jp_rifle_company", "0803", works=2),
        unit("b2", "jp_mg_company", "1404"),
        posts={"regiment": "hq"},
        crest=("0803",),
        **more,
    )


def table_of(w: World, side: int = SOVIET, turns: int = 1) -> PlayTable:
    """The table of a side after some turns in which nobody was ordered anything."""
    game = w.game()
    for _ in range(turns):
        game.commit(SOVIET)
        game.commit(JAPANESE)
        game.play()
    session = Session(w.start, game, [HUMAN, HUMAN], None, 1, side)
    table = PlayTable(w.start, session=session, whole=w.start)
    table.follow()
    return table


def row(table: PlayTable, name: str) -> int:
    """Row of a unit by its id."""
    assert table.session is not None
    return table.session.game.setting.cadre.ids.index(name)
