"""A game set up from the texts and terms of a file: what the engine needs, and the texts of orders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from game.engine import turn as turns
from game.engine.game import Game, reckon
from game.engine.notation import UnreadableError, read, write
from game.engine.orders import Order, Rejection
from game.engine.setting import Fate, Setting
from game.engine.state import State
from game.rules.los import Progress
from game.scenario.build import Start, build
from game.scenario.handicap import OPTIONS
from game.scenario.load import Bundle
from game.scenario.roster import build_roster
from game.scenario.setting import fate_of, first_state, setting_of
from game.store.faults import bad
from game.store.record import Record, Terms
from game.words import refused, unreadable

SIDES = ("soviet", "japanese")


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """What stays the same while a game is played. `first` is the state before the first turn."""

    start: Start
    setting: Setting
    fate: Fate
    first: State

    @property
    def size(self) -> tuple[int, int]:
        """Numbers of units and of hexes."""
        return len(self.setting.cadre), self.setting.board.hexes

    def game(self) -> Game:
        """The game before its first turn."""
        return Game(self.setting, self.fate, self.first)

    def write(self, order: Order) -> str:
        """Text of an order."""
        return write(order, self.setting.board, self.setting.cadre.ids)

    def read(self, line: str) -> Order:
        """The order that a text stands for; raises `UnreadableError`."""
        return read(line, self.setting.board, self.setting.cadre.ids)

    def orders(self, lines: list[str], path: Path, turn: int, side: int) -> tuple[Order, ...]:
        """Orders of a side in a turn; raises `BadData` naming the first text that is none."""
        found = []
        for n, line in enumerate(lines):
            try:
                found.append(self.read(line))
            except UnreadableError as error:
                raise bad(
                    path, "an order", f"{line[:60]!r}. {unreadable(error)}", place(turn, side, n)
                ) from None
        return tuple(found)

    def refused(self, rejection: Rejection) -> str:
        """Why an order was refused, with ids and labels."""
        board = self.setting.board
        labels = [board.label(row) for row in range(board.hexes)]
        return refused(rejection, self.setting.cadre.ids, labels)


def place(turn: int, side: int, n: int) -> str:
    """An order as sentences name it: turns count from 1, as people do."""
    return f"turn {turn + 1}, {SIDES[side]} order {n + 1}"


def set_up(bundle: Bundle, terms: Terms, path: Path, progress: Progress | None = None) -> Table:
    """Set the table; raises `BadData` for an option that the scenario does not know."""
    start = start_of(bundle, terms, path)
    setting = setting_of(start, historical=terms.historical, progress=progress)
    fate = fate_of(bundle, (terms.seed,), terms.weather)
    return Table(start, setting, fate, turns.first(setting, fate, first_state(start, setting)))


def start_of(bundle: Bundle, terms: Terms, path: Path) -> Start:
    """What a game begins with; raises `BadData` for an option that the scenario does not know."""
    options = frozenset(terms.options)
    _check_options(bundle, options, path)
    return build(bundle, options, terms.seed, terms.weather)


def table_of(record: Record, progress: Progress | None = None) -> Table:
    """The table of a game file."""
    return set_up(record.bundle(), record.terms, record.path, progress)


def sums(table: Table, state: State) -> tuple[int, tuple[int, int]]:
    """Score in hundredths, and men lost by both sides, of a state of one game."""
    lost = state.forces.losses[0].sum(axis=1)
    side = table.setting.cadre.side
    score = int(reckon(table.setting, state).score.total[0])
    return score, (int(lost[side == 0].sum()), int(lost[side == 1].sum()))


def _check_options(bundle: Bundle, options: frozenset[str], path: Path) -> None:
    roster = build_roster(bundle, options)
    known = {counter.id for counter in roster.counters} | set(roster.formations) | set(OPTIONS)
    for option in sorted(options - known):
        raise bad(
            path,
            "optional units or formations of the scenario, or a handicap",
            repr(option[:60]),
            "game.options",
        )
