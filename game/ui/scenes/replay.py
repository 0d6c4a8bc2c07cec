"""Replaying a game file: choosing it, opening its review, and taking command in it at any turn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pygame

from game.analysis.thoughts import all_kept, fought
from game.i18n import text as _
from game.scenario.faults import BadData
from game.store.branch import branch
from game.store.record import load_record
from game.store.resume import resume
from game.store.saved import HUMAN, open_game
from game.store.table import table_of
from game.ui.app import Scene
from game.ui.choices import OPPONENT
from game.ui.folders import GAME, Item, fresh
from game.ui.games import Progress, go_on
from game.ui.kit.draw import Ui
from game.ui.scenes.load import Load
from game.ui.scenes.loading import STAGES, Loading
from game.ui.scenes.review import Review
from game.ui.session import Session
from game.ui.table import Table


class Replays(Load):
    """The list of game files; the one that is chosen is looked back upon."""

    title = "Replay a game"
    how = "Enter or click opens the review, which shows everything of both sides. Del deletes. Esc goes back."

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.warned: Path | None = None

    def found(self) -> tuple[Item, ...]:
        """Games alone: a copy is a part of one."""
        return tuple(item for item in super().found() if item.kind == GAME)

    def _open(self, line: int) -> None:
        """A battle that people still fight is opened for an umpire, who says twice that he is one."""
        path, self.at = self.items[line].path, line
        if self.warned != path and unfinished(path):
            self.warned = path
            self.warning = _("This battle is not over: only an umpire may see it all. Once more opens it.")
            return
        self.next = Replaying(self.ui, path, lambda: Replays(self.ui))

    def handle(self, event: pygame.Event) -> Scene | None:
        """As in the list; the warning goes with the line."""
        follow = super().handle(event)
        if self.warned is not None and (not self.items or self.items[self.at].path != self.warned):
            self.warned, self.warning = None, ""
        return follow


class Replaying(Loading):
    """Reads a game file, writes nothing into it but bookmarks, and opens its review; `follow` comes after."""

    def __init__(self, ui: Ui, path: Path, follow: Callable[[], Scene | None]) -> None:
        super().__init__(ui, path)
        self.follow = follow
        self.what = _("Reading the game")

    def _next(self) -> Scene:
        """The review of the game."""
        self.part = STAGES[1]
        session = session_of(self.path, self._sighting)
        terrain, _small, _vision = self._sheet(Table(session.start))
        return Review(self.ui, terrain, session, self.follow, self.path)


def unfinished(path: Path) -> bool:
    """Whether people still fight the battle of a file; one that cannot be read tells so when it is opened."""
    try:
        return fought(load_record(path))
    except BadData:
        return False


def session_of(path: Path, progress: Progress | None = None) -> Session:
    """The game of a file, to look at; raises `BadData`."""
    record = load_record(path)
    table = table_of(record, progress)
    turn = len(record.turns) - 1
    players = [record.player(side, turn) for side in (0, 1)]
    session = Session(table.start, resume(record, table), players, seed=record.terms.seed, open=True)
    session.bookmarks = {(mark.turn, mark.side, mark.event): mark for mark in record.bookmarks}
    session.source, session.thoughts, session.led = path, all_kept(record), record.led
    return session


def command(path: Path, turn: int, side: int) -> Callable[[Progress], Session]:
    """Takes command of a side at the start of a turn: a new game, beside the one that it begins like."""

    def take(progress: Progress) -> Session:
        out = fresh(f"{path.stem}, {_('turn {n}', n=turn + 1)}")
        branch(path, turn, out)
        with open_game(out, progress=progress) as saved:
            players = load_record(out)
            other = players.player(1 - side, turn)
            saved.take_over(side, HUMAN)
            if other == HUMAN:
                saved.take_over(1 - side, OPPONENT)
        return go_on(out, progress)

    return take
