"""A chronicle as a log of dispatches for people to read, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from game.analysis.chronicle import Chronicle, Turn
from game.analysis.dispatch import clock, sentence
from game.analysis.named import named
from game.engine.notation import hour
from game.i18n import plural, text

SIDES = ("USSR", "Japan")
MONTHS = {7: "{day} July, {clock}", 8: "{day} August, {clock}"}


def lines(told: Chronicle) -> Iterator[str]:
    """The whole game, each line printable whatever the file holds."""
    for line in _lines(told):
        yield "".join(letter if letter.isprintable() else "?" for letter in line)


def date(minute: int) -> str:
    """A minute as "6 August, 16:30"; other months, which only odd scenarios reach, in figures."""
    month, day = (int(part) for part in hour(minute).partition("/")[0].split("-"))
    message = MONTHS.get(month, "{day}. {month}., {clock}")
    return text(message, day=day, month=month, clock=clock(minute))


def _lines(told: Chronicle) -> Iterator[str]:
    record, terms = told.record, told.record.terms
    yield told.title
    yield text(
        "Seed {seed}, weather {weather}, khasan {program}.",
        seed=terms.seed,
        weather=text(terms.weather),
        program=terms.program,
    )
    if terms.origin:
        yield text("A branch of {origin}.", origin=terms.origin)
    for turn in told.turns:
        yield ""
        yield from _turn(told, turn)
    for rewind in record.rewinds:
        yield ""
        yield text(
            "The umpire went back from turn {turn} to turn {back}: {why}",
            turn=rewind.turn + 1,
            back=rewind.back_to + 1,
            why=rewind.why,
        )
        for undone in rewind.undone:
            for side, orders in enumerate(undone.orders):
                if orders:
                    yield text("  undone, turn {n}, {side}:", n=undone.turn + 1, side=text(SIDES[side]))
                yield from (f"    {line}" for line in orders)


def _turn(told: Chronicle, turn: Turn) -> Iterator[str]:
    row = turn.row
    yield text("Turn {n}, {date}", n=row.turn + 1, date=date(row.minute))
    for side, orders in enumerate(row.orders):
        yield text("  {side} ({who}) orders:", side=text(SIDES[side]), who=turn.players[side])
        yield from (f"    {line}" for line in orders)
        names = told.scene.names
        yield from (text("    why: {reason}", reason=named(reason, names)) for reason in row.reasons[side])
        if not orders:
            yield text("    nothing new")
    for n, (events, pulse) in enumerate(zip(turn.pulses, row.pulses, strict=True)):
        yield f"  {clock(pulse.minute)}"
        yield from (f"    {sentence(event, told.scene)}" for event in events)
        if not len(events):
            yield text("    nothing to report")
        yield from (f"      {line}" for line in (turn.why[n] if turn.why else ()))
    if row.end is not None:
        yield from _sums(told, turn)
    for note in told.record.notes:
        if note.turn == row.turn:
            who = text(SIDES[note.side]) if note.side >= 0 else text("umpire")
            yield from (text("  note, {who}: {line}", who=who, line=line) for line in note.text.splitlines())


def _sums(told: Chronicle, turn: Turn) -> Iterator[str]:
    row = turn.row
    before = told.turns[row.turn - 1].row.lost if row.turn else (0, 0)
    for side, name in enumerate(SIDES):
        yield plural(
            "  {side} lost {n} man in this turn, {total} in all.",
            "  {side} lost {n} men in this turn, {total} in all.",
            row.lost[side] - before[side],
            side=text(name),
            total=row.lost[side],
        )
    for hill, (soviet, japanese, nobody) in turn.held.items():
        yield text("  {hill}: {who}.", hill=hill, who=_holder(soviet, japanese, nobody))
    yield text("  Score {score} (from -100 for Japan to +100 for the USSR).", score=f"{row.score / 100:+.2f}")


def _holder(soviet: int, japanese: int, nobody: int) -> str:
    """Who holds a hill; one that is shared is told in hexes."""
    if not japanese and not nobody:
        return text("the USSR")
    if not soviet and not nobody:
        return text("Japan")
    if not soviet and not japanese:
        return text("nobody")
    return text(
        "shared, {soviet} hexes to the USSR, {japanese} to Japan, {nobody} to nobody",
        soviet=soviet,
        japanese=japanese,
        nobody=nobody,
    )
