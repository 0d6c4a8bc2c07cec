"""The odds panel: it asks for what is aimed or ordered, answers beside the frame, and opens its sources."""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Event

import pygame
import pytest

from game.analysis.odds import Odds
from game.engine.orders import Assault, Hold, Order
from game.engine.preview import STAGES, Preview
from game.ui.oracle import Oracle
from game.ui.panels.odds import OddsPanel, goal_of, pill
from game.ui.playtable import PlayTable
from ui.pilot import Pilot, told, ui
from ui.small_game import row, skirmish, table_of

AIMED: list[tuple[Order, ...]] = []
PLACE = pygame.Rect(0, 0, 340, 620)


@pytest.fixture
def field(pilot: Pilot) -> PlayTable:
    """A table with an assault in reach; nothing is aimed yet."""
    AIMED[:] = [()]
    return table_of(skirmish())


@pytest.fixture
def panel(field: PlayTable) -> OddsPanel:
    """The panel at its place."""
    made = OddsPanel(ui(), field, lambda: AIMED[0])
    made.place(PLACE)
    return made


def assault(table: PlayTable) -> tuple[Order, ...]:
    way = tuple(table.board.hex_of(label) for label in ("0503", "0603", "0703", "0803"))
    return (Assault(unit=row(table, "a1"), route=way),)


def settled(panel: OddsPanel) -> Odds:
    panel.poll()
    assert panel.oracle.wait(60, best=True)
    odds = panel.odds()
    assert odds is not None
    return odds


def words(panel: OddsPanel, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    with told(monkeypatch) as lines:
        panel.draw(pygame.Surface((340, 620)))
    return [line for line, _ in lines]


def test_without_an_order_it_says_how_to_get_an_answer(
    panel: OddsPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert any("Aim an assault" in line for line in words(panel, monkeypatch))
    assert panel.oracle.done
    assert panel.odds() is None


def test_what_is_aimed_is_answered_in_bars_words_losses_and_sources(
    panel: OddsPanel, field: PlayTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    AIMED[0] = assault(field)
    odds = settled(panel)
    lines = words(panel, monkeypatch)
    assert odds.samples == sum(STAGES)
    for outcome in odds.outcomes:
        assert outcome.words in lines
        assert any(line.startswith(f"{round(100 * outcome.share)} %") for line in lines)
    assert any(line.startswith(f"{odds.samples} of {odds.samples} trials") for line in lines)
    assert field.board.label(odds.goal) in lines
    assert any("[" in line and "." in line for line in lines)
    assert pill(odds).startswith(odds.outcomes[0].words)
    assert goal_of(AIMED[0]) == odds.goal


def test_orders_of_the_selected_units_are_answered_when_nothing_is_aimed(
    panel: OddsPanel, field: PlayTable
) -> None:
    assert field.session is not None
    order = assault(field)[0]
    assert field.session.plot(order) is None
    panel.poll()
    assert panel.oracle.done
    field.selected = row(field, "a1")
    assert settled(panel).units == (row(field, "a1"),)
    field.selected = row(field, "mg")
    assert panel.poll()
    assert panel.odds() is None


def test_a_refused_order_or_a_rest_asks_nothing(panel: OddsPanel, field: PlayTable) -> None:
    AIMED[0] = (Hold(unit=row(field, "a1")),)
    panel.poll()
    assert panel.oracle.done
    AIMED[0] = (Assault(unit=row(field, "b1"), route=(0,)),)
    panel.poll()
    assert panel.oracle.done


def test_a_click_and_a_key_open_the_sources_and_the_wheel_scrolls(
    panel: OddsPanel, field: PlayTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    AIMED[0] = assault(field)
    settled(panel)
    short = words(panel, monkeypatch)
    press = {"pos": (100, 400), "button": 1}
    assert panel.handle(pygame.Event(pygame.MOUSEBUTTONDOWN, press))
    assert panel.opened
    opened = words(panel, monkeypatch)
    assert len("".join(opened)) > len("".join(short))
    assert any("judged by the makers" in line or "from a source" in line for line in opened)
    panel.handle(pygame.Event(pygame.MOUSEMOTION, pos=(100, 400), rel=(0, 0), buttons=(0, 0, 0)))
    panel.handle(pygame.Event(pygame.MOUSEWHEEL, x=0, y=-2))
    assert panel.scroll.offset > 0
    panel.focused = True
    assert panel.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_RETURN))
    assert not panel.opened
    before = panel.scroll.offset
    panel.draw(pygame.Surface((340, 620)))
    panel.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_UP))
    assert panel.scroll.offset < max(before, 1)


def test_a_new_question_takes_the_place_of_the_old_and_nothing_waits() -> None:
    """The steps of the first question never end; asking again comes back at once and is answered."""
    oracle, seen = Oracle(), Event()

    def forever() -> Iterator[Preview | None]:
        while True:
            seen.set()
            time.sleep(0.001)
            yield None

    def nothing() -> Iterator[Preview | None]:
        yield None

    oracle.ask("first", forever)
    assert seen.wait(10)
    assert not oracle.done
    version = oracle.version
    oracle.ask("second", nothing)
    assert oracle.wait(10, best=True)
    assert oracle.done
    assert oracle.version > version
    oracle.ask("second", forever)
    assert oracle.done
    oracle.forget()
    assert oracle.answer is None
