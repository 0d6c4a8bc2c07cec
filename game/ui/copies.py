"""Copies of the game that is played: those that a player saves, and those of the last turns."""

from __future__ import annotations

import re
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from game.i18n import text as _
from game.scenario.faults import BadData
from game.store.beside import BY_HAND, BY_ITSELF, Card
from game.store.copies import set_aside
from game.store.schema import SUFFIX
from game.ui.folders import SAVES, TURNS, folder, fresh

if TYPE_CHECKING:
    from game.ui.session import Session

_kept = 5


def use(number: int) -> None:
    """How many copies of turns are kept of a game; none for 0."""
    global _kept  # noqa: PLW0603  (one player, one setting)
    _kept = number


def save(session: Session, note: str, side: int, picture: bytes, source: Path | None = None) -> str:
    """Save a copy of a game with a note; one sentence when that fails, and then nothing has changed.

    `source` is the file of a game that is only looked at. A game whose file failed gets a new one first.
    """
    if session.saved is None and session.lost is not None:
        try:
            session.recover(fresh(_plain(session.lost.path.stem)))
        except BadData as bad:
            return _("No copy was saved: {why}", why=str(bad.faults[0]))
    game = session.saved.path if session.saved is not None else source
    if game is None:
        return session.trouble or _("This game has no file that could be copied.")
    card = Card(BY_HAND, note, int(time.time()), side, picture)
    try:
        set_aside(game if session.saved is None else session.saved.connection, _free(game.stem), card)
    except BadData as bad:
        return _("No copy was saved: {why}", why=str(bad.faults[0]))
    return ""


def keep_turn(session: Session, picture: bytes) -> None:
    """Keep a copy of the turn that begins, and let go of the oldest; what fails is told in `trouble`.

    A copy that is there already is that of the turn's start, and stays.
    """
    saved = session.saved
    assert saved is not None
    session.copied = session.turn
    out = folder(TURNS) / f"{saved.path.stem} turn {session.turn + 1:04}{SUFFIX}"
    try:
        if not out.exists():
            set_aside(saved.connection, out, Card(BY_ITSELF, "", int(time.time()), -1, picture))
        _rotate(saved.path.stem)
        session.uncopied("")
    except BadData as bad:
        session.uncopied(str(bad.faults[0]))


def wanted(session: Session) -> bool:
    """Whether the turn that is open has yet to be copied."""
    return _kept > 0 and session.saved is not None and not session.game.over and session.copied < session.turn


def turns_of(stem: str) -> list[Path]:
    """Copies of the turns of a game, the first turn first."""
    shape = re.compile(re.escape(stem) + r" turn \d{4}" + re.escape(SUFFIX))
    try:
        return sorted(path for path in folder(TURNS).iterdir() if shape.fullmatch(path.name))
    except OSError:
        return []


def _rotate(stem: str) -> None:
    """Let go of all but the last turns; one that cannot be removed stays."""
    for path in turns_of(stem)[:-_kept]:
        try:
            path.unlink()
        except OSError:
            continue


def _plain(stem: str) -> str:
    """The name of a game without its hour."""
    return re.sub(r" \d{4}-\d\d-\d\d \d\d-\d\d-\d\d( \(\d+\))?$", "", stem)


def _free(stem: str) -> Path:
    """A name that is not taken: that of the game, and the hour."""
    hour = f"{datetime.now():%Y-%m-%d %H-%M-%S}"
    names = (f"{_plain(stem)} {hour}{'' if n == 0 else f' ({n})'}{SUFFIX}" for n in range(1000))
    return next(folder(SAVES) / name for name in names if not (folder(SAVES) / name).exists())
