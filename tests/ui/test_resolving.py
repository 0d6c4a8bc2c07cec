"""A staff that thinks long: the window answers meanwhile, and who leaves loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pygame
import pytest

from game.agents.base import Agent, Plan
from game.agents.registry import agent
from game.engine.orders import Order
from game.engine.view import View
from game.scenario.load import find_scenario
from game.store.record import Terms, load_record
from game.store.saved import Saved
from game.ui.aside import aside, at_once
from game.ui.folders import files
from game.ui.games import Choice, begin, go_on
from game.ui.scenes.resolving import Resolving
from game.ui.session import Session
from ui.pilot import Pilot
from ui.seats import SEED, desk_of, session_of


class Slow:
    """A staff that thinks until it is told to come to an end."""

    name = "slow"

    def __init__(self, real: Agent) -> None:
        self.real, self.began, self.go_on = real, Event(), Event()

    def choose(self, view: View, memo: str = "") -> Plan:
        self.began.set()
        assert self.go_on.wait(30)
        return self.real.choose(view, memo)


@pytest.fixture
def session() -> Iterator[Session]:
    """A game with a file, in which the player has committed."""
    made = begin(Choice(find_scenario("bezymyannaya"), ("human", "greedy"), Terms(SEED)))
    made.commit()
    yield made
    made.close()


@pytest.fixture
def slow(session: Session) -> Iterator[Slow]:
    """The slow staff that leads the other side."""
    staff = Slow(agent("greedy", SEED))
    session._staffs[1] = ("greedy", staff)
    yield staff
    staff.go_on.set()


def test_the_window_answers_while_a_staff_thinks(pilot: Pilot, session: Session, slow: Slow) -> None:
    scene = Resolving(desk_of(session))
    pilot.open(scene)
    for _ in range(5):
        pilot.frame()
    assert slow.began.wait(5)
    pilot.move((10, 10))
    assert pilot.app.scene is scene
    assert session.game.committed == [True, False]
    assert scene.done == 0
    slow.go_on.set()
    while pilot.app.scene is scene:
        pilot.frame()
    assert session.turn == 1
    assert scene.done >= 2


def test_who_closes_the_window_meanwhile_finds_the_turn_as_it_was(
    pilot: Pilot, session: Session, slow: Slow
) -> None:
    pilot.open(Resolving(desk_of(session)))
    for _ in range(3):
        pilot.frame()
    assert slow.began.wait(5)
    pilot.post(pygame.QUIT)
    pilot.frame()
    assert pilot.app.scene is None
    session.close()
    (file,) = files()
    before = file.read_bytes()
    slow.go_on.set()
    again = go_on(file)
    try:
        assert again.game.committed == [True, False]
        assert again.game.plots[1] == []
        list(again.think())
        list(again.resolve())
    finally:
        again.close()
    assert file.read_bytes() != before
    record = load_record(file)
    assert len(record.played) == 1
    assert record.turns[0].reasons[1]


@pytest.mark.parametrize("run", [at_once, aside])
def test_a_staff_orders_the_same_beside_the_window_as_at_once(run: object) -> None:
    made = session_of(("line", "greedy"))
    told = [side for side in made.think(run) if side is not None]  # type: ignore[arg-type]
    assert told == [0, 1]
    other = session_of(("line", "greedy"))
    assert list(other.think()) == [0, 1]
    assert made.game.plots == other.game.plots
    assert made.thoughts == other.thoughts
    assert made.thoughts[0, 1].reasons


def test_a_fault_of_the_work_comes_to_who_asked() -> None:
    def broken() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        list(aside(broken))


def test_work_beside_the_window_gives_its_result_last() -> None:
    *waits, last = aside(lambda: 7)
    assert last == 7
    assert set(waits) <= {None}


def test_many_orders_of_a_staff_are_one_step_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    made = begin(Choice(find_scenario("bezymyannaya"), ("greedy", "human"), Terms(SEED)))
    steps, real = list[int](), Saved._write_orders

    def counted(saved: Saved, side: int, orders: tuple[Order, ...]) -> None:
        steps.append(len(orders))
        real(saved, side, orders)

    monkeypatch.setattr(Saved, "_write_orders", counted)
    list(made.think())
    made.close()
    assert steps == [len(made.game.plots[0])]
    assert steps[0] > 1
