"""What became of the orders of a plan: one row for each mission and each thing that happened to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from game.agents.missions.book import ABORTED, DELAYED, DONE, FRESH, NEVER, STARTED, Book, read


@dataclass(frozen=True, slots=True)
class MissionRow:
    """A mission came to a state at a minute, and why (a code of its commander, "" for no reason)."""

    side: int
    id: str
    state: str
    minute: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """A mission over many games.

    `planned` minute of its plan or -1 (it follows something else); `started`, `done`, `aborted`, `delayed` in
    how many games; `begun` and `ended` minutes; `reasons` why it was late or over, and in how many games.
    """

    id: str
    planned: int
    games: int
    started: int
    delayed: int
    done: int
    aborted: int
    begun: tuple[int, ...]
    ended: tuple[int, ...]
    reasons: Mapping[str, int]

    @property
    def never(self) -> int:
        """Games in which it did not begin."""
        return self.games - self.started


def changes(side: int, before: Book, after: Book, minute: int) -> list[MissionRow]:
    """What happened to missions between two books; one that was over at once had begun too."""
    rows: list[MissionRow] = []
    for name, entry in after.items():
        was = before.get(name, FRESH)
        if (entry.state, entry.why) == (was.state, was.why):
            continue
        if was.began == NEVER and entry.began != NEVER:
            rows.append(MissionRow(side, name, STARTED, entry.began))
        if entry.state != STARTED:
            when = entry.ended if entry.closed else minute
            rows.append(MissionRow(side, name, entry.state, when, entry.why))
    return rows


def reported(before: Sequence[str], after: Sequence[str], minute: int) -> list[MissionRow]:
    """What happened to the missions of both sides, from what their commanders had and have noted."""
    pairs = enumerate(zip(before, after, strict=True))
    return [row for side, (old, new) in pairs for row in changes(side, read(old), read(new), minute)]


def courses(
    planned: Mapping[str, int], games: Sequence[Sequence[MissionRow]], side: int
) -> tuple[Course, ...]:
    """Every mission of a side's plan over many games, in the order of the plan."""
    return tuple(_course(name, minute, games, side) for name, minute in planned.items())


def _course(name: str, planned: int, games: Sequence[Sequence[MissionRow]], side: int) -> Course:
    own = [[row for row in rows if row.side == side and row.id == name] for rows in games]
    first = [{row.state: row.minute for row in reversed(rows)} for rows in own]
    reasons = Counter(why for rows in own for why in {row.why for row in rows if row.why})
    return Course(
        id=name,
        planned=planned,
        games=len(games),
        started=sum(STARTED in row for row in first),
        delayed=sum(DELAYED in row for row in first),
        done=sum(DONE in row for row in first),
        aborted=sum(ABORTED in row for row in first),
        begun=tuple(row[STARTED] for row in first if STARTED in row),
        ended=tuple(row[end] for row in first for end in (DONE, ABORTED) if end in row),
        reasons=dict(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))),
    )
