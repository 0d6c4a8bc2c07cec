"""Game files of this user: beginning one, and going on with one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from game.analysis.commanders import cast, with_plans
from game.analysis.thoughts import all_kept
from game.scenario.faults import BadData
from game.store import saved
from game.store.copies import take_up
from game.store.record import Record, Terms, load_record
from game.store.saved import UMPIRE, Saved
from game.store.texts import gather
from game.ui.folders import fresh
from game.ui.session import Session

Progress = Callable[[int, int], None]
OPEN = "The fog is off."
"""Note of the umpire in a game that is played without fog."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen before a game: scenario, who plays, and under which terms.

    `players` by side: `HUMAN`, an agent, or the path of a plan file.
    """

    path: Path
    players: tuple[str, str]
    terms: Terms
    side: int = 0
    open: bool = False


def begin(choice: Choice, progress: Progress | None = None) -> Session:
    """Begin a game; raises `BadData` for a scenario that cannot be played or a folder not to be written."""
    texts, players = with_plans(gather(choice.path), choice.players, choice.path)
    path = fresh(choice.path.stem)
    game = saved.create(path, texts, choice.terms, players, progress=progress)
    try:
        _check(game, players, texts.files)
        if choice.open:
            game.note(UMPIRE, OPEN)
    except BaseException:
        game.close()
        path.unlink(missing_ok=True)
        raise
    session = _session(game, players, choice.terms.seed, choice.side, choice.open)
    session.plans = texts.files
    return session


def _check(game: Saved, players: tuple[str, str], files: Mapping[str, bytes]) -> None:
    """Refuse a game that a staff leads which there is not; raises `BadData`."""
    for side, who in enumerate(players):
        if who != saved.HUMAN and not game.game.over:
            cast(side, who, files, game.table.start)


def go_on(path: Path, progress: Progress | None = None) -> Session:
    """Take up the game of a file; that of a copy begins a file of its own. Raises `BadData`."""
    record = load_record(path)
    if record.card is None:
        return _taken_up(record, path, progress)
    out = fresh(Path(record.texts.scenario).stem)
    take_up(path, out, f"{path.name}, turn {len(record.turns)}")
    try:
        return _taken_up(record, out, progress)
    except BaseException:
        out.unlink(missing_ok=True)
        raise


def _taken_up(record: Record, path: Path, progress: Progress | None) -> Session:
    turn = len(record.turns) - 1
    players = (record.player(0, turn), record.player(1, turn))
    fogless = any(note.side == UMPIRE and note.text == OPEN for note in record.notes)
    game = saved.open_game(path, progress=progress)
    try:
        _check(game, players, record.texts.files)
    except BadData:
        game.close()
        raise
    side = next((s for s in (0, 1) if players[s] == saved.HUMAN), 0)
    session = _session(game, players, record.terms.seed, side, fogless)
    session.watched = [session.turn, session.turn]
    session.thoughts, session.led = all_kept(record), record.led
    session.memos, session.plans = [game.memo(0), game.memo(1)], record.texts.files
    session.bookmarks = {(mark.turn, mark.side, mark.event): mark for mark in record.bookmarks}
    return session


def _session(game: Saved, players: tuple[str, str], seed: int, side: int, fogless: bool) -> Session:
    return Session(game.table.start, game.game, list(players), game, seed, side, fogless)
