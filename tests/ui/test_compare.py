"""Two units beside each other: what differs is marked, and of the enemy nothing but what is believed."""

from __future__ import annotations

import pygame
import pytest

from game.engine.state import State
from game.ui.panels.compare import ComparePanel
from game.ui.panels.compare_facts import WORDS, better, facts_of
from game.ui.playtable import PlayTable
from game.ui.scenes.plot import PlotScene
from ui.pilot import Pilot, told, ui
from ui.seats import ALONE, CTRL, changed, session_of, sit, spot
from ui.small_game import row, skirmish, table_of

OPEN = frozenset({"Seen", "Men", "Now"})
"""Lines in which something may be known of an enemy."""


@pytest.fixture
def corps(pilot: Pilot) -> PlotScene:
    return sit(pilot, session_of(ALONE, "offensive"), (1920, 1080))


def hurt(change: object = None) -> PlayTable:
    """The small game with one company worn."""
    made = skirmish()
    table = table_of(made)
    assert table.session is not None

    def wear(state: State) -> None:
        state.forces.men[0, row(table, "a1")] = 40
        state.forces.suppression[0, row(table, "a1")] = 500
        # What nobody on the other side can know.
        state.forces.suppression[0, row(table, "b1")] = 900 if change else 0
        state.forces.ammunition[0, row(table, "b1")] = 7 if change else 100

    worn = PlayTable(made.start, session=changed(table.session, wear), whole=made.start)
    worn.follow()
    return worn


def test_every_unit_has_the_same_lines(pilot: Pilot) -> None:
    table = hurt()
    for name in ("a1", "gun", "hq", "b1"):
        assert tuple(fact.word for fact in facts_of(table, row(table, name))) == WORDS


def test_the_better_one_is_told_line_by_line(pilot: Pilot) -> None:
    table = hurt()
    worn, fresh = (facts_of(table, row(table, name)) for name in ("a1", "a2"))
    order = {one.word: better(one, two) for one, two in zip(worn, fresh, strict=True)}
    assert order["Men"] == -1
    assert order["Suppression"] == -1
    assert order["Works"] == -1
    assert order["Quality"] == 0
    assert order["Now"] == 0


def test_of_an_enemy_only_what_is_believed_is_told(pilot: Pilot, monkeypatch: pytest.MonkeyPatch) -> None:
    told_of = []
    for change in (None, True):
        table = hurt(change)
        foe = row(table, "b1")
        facts = facts_of(table, foe)
        assert {fact.said for fact in facts if fact.word not in OPEN} == {"?"}
        assert all(fact.value is None for fact in facts if fact.word != "Men")
        panel = ComparePanel(ui(), table)
        table.select((foe,))
        panel.pin()
        table.select((row(table, "a1"),))
        panel.place(pygame.Rect(0, 0, 400, 640))
        with told(monkeypatch) as lines:
            panel.draw(pygame.Surface((400, 640)))
        told_of.append([line for line, _ in lines])
    assert told_of[0] == told_of[1]
    assert any(line.startswith("~") for line in told_of[0])


def test_a_key_pins_the_selected_unit_and_the_pointer_compares(
    pilot: Pilot, corps: PlotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilot.key(pygame.K_n)
    first = corps.table.selected
    pilot.key(pygame.K_k, mod=CTRL)
    assert corps.compare.pinned == first
    assert corps.compare.shown
    assert corps.compare.other() is None
    hex_ = next(h for h, rows in corps.table.stacks.items() if first not in rows and corps.play.mine(rows[0]))
    there = spot(corps, hex_)
    with told(monkeypatch) as lines:
        pilot.move(there)
    other = corps.compare.other()
    assert other == corps.table.stacks[hex_][0]
    words = " ".join(line for line, _ in lines)
    assert corps.table.counters[other].name.en.split(",")[0] in words
    pilot.click(there)
    pilot.move((2, 2))
    assert corps.compare.other() == corps.table.selected
    pilot.key(pygame.K_k, mod=CTRL)
    assert corps.compare.pinned == corps.table.selected
    pilot.key(pygame.K_k, mod=CTRL)
    assert not corps.compare.shown


def test_differences_are_drawn(pilot: Pilot) -> None:
    table = hurt()
    pictures = []
    for other in ("a2", "a1"):
        panel = ComparePanel(ui(), table)
        panel.opened, panel.pinned = True, row(table, "a1")
        table.select((row(table, other),))
        panel.place(pygame.Rect(0, 0, 400, 640))
        picture = pygame.Surface((400, 640))
        panel.draw(picture)
        pictures.append(picture)
    brass, warn = ui().theme.brass, ui().theme.warn
    edge = [pictures[0].get_at((5, y))[:3] for y in range(640)]
    assert edge.count(brass) > 20
    assert brass not in [pictures[1].get_at((5, y))[:3] for y in range(640)]
    inks = {pictures[0].get_at((x, y))[:3] for x in range(120, 400) for y in range(130, 500)}
    assert warn in inks
