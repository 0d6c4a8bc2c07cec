"""The tables of a ladder."""

from __future__ import annotations

from math import inf

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from game.analysis.ladder.chances import Estimate
from game.analysis.ladder.climb import Ladder
from game.analysis.ladder.pairs import BY_GAMES
from game.analysis.ladder.report import Report
from game.analysis.ladder.standings import Standing
from game.analysis.ladder.targets import Finding
from game.cli.console import console
from game.i18n import plural, text


def show(ladder: Ladder, found: Report) -> None:
    """Print everything."""
    out = console()
    title = text("Pairs of {agents}, from seed {seed} on", agents=", ".join(ladder.agents), seed=ladder.seed)
    out.print(Text(title, style="bold"))
    out.print(_standings(found))
    out.print(_ratings(found))
    out.print(_paces(found))
    for line in [*_tests(found), *_targets(found)]:
        out.print(Text(line))


def _table(title: str, left: tuple[str, ...], right: tuple[str, ...]) -> Table:
    table = Table(title=title, box=SIMPLE_HEAD, title_justify="left", padding=(0, 1, 0, 0))
    for column in left:
        table.add_column(column, no_wrap=True)
    for column in right:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _standings(found: Report) -> Table:
    numbers = ("pairs", "won", "drawn", "lost", "share, %", "Elo", "points a game", "as USSR", "as Japan")
    games = text("games {shares}", shares=" ".join(f"{share:g}" for share in BY_GAMES))
    heads = (*(text(word) for word in numbers), games, text("s a game"), text("digest"))
    table = _table(text("Who beats whom"), (text("agents"), text("scenario")), heads)
    for line in found.standings:
        cells = _cells(line)
        style = "" if line.scenario else "bold"
        table.add_row(*cells, f"{found.seconds(line):.2f}", line.digest, style=style)
    return table


def _cells(line: Standing) -> tuple[str, ...]:
    return (
        " - ".join(line.agents),
        line.scenario or text("all"),
        *map(str, (line.pairs, line.wins, line.draws, line.losses)),
        percent(line.share),
        whole(line.elo),
        f"{line.margin:+.1f}",
        *(f"{score:+.1f}" for score in line.sides),
        " ".join(map(str, line.games)),
    )


def _ratings(found: Report) -> Table:
    table = _table(text("Ratings"), (text("agent"),), (text("Elo"),))
    for name, rating in found.ratings.items():
        table.add_row(name, whole(rating))
    return table


def _paces(found: Report) -> Table:
    heads = (text("turns"), text("half below, ms"), text("95 % below, ms"))
    table = _table(text("Time for the orders of a turn"), (text("agent"), text("scenario")), heads)
    for pace in found.paces():
        numbers = (str(pace.turns), f"{pace.p50:,.0f}", f"{pace.p95:,.0f}")
        table.add_row(
            pace.agent, pace.scenario or text("all"), *numbers, style="" if pace.scenario else "bold"
        )
    return table


def _tests(found: Report) -> list[str]:
    words = {
        True: "better by 30 Elo rather than by 0",
        False: "better by 0 Elo rather than by 30",
        None: "still open",
    }
    told = "{one} against {other}: {verdict}, log likelihood ratio {ratio} after {pairs} pairs."
    return [
        text(
            told,
            one=agents[0],
            other=agents[1],
            verdict=text(words[test.better]),
            ratio=f"{test.ratio:+.2f}",
            pairs=test.pairs,
        )
        for agents, test in found.tests.items()
    ]


def _targets(found: Report) -> list[str]:
    return [target(finding) for finding in found.targets]


def target(finding: Finding) -> str:
    """A target in a sentence: what is wanted, what was found, whether it is met."""
    one, other = finding.target.agents
    wanted = text("{one} beats {other}: {least:.0%} wanted", one=one, other=other, least=finding.target.least)
    if finding.target.surely:
        wanted += text(", surely more than {surely:.0%}", surely=finding.target.surely)
    if finding.won is None:
        return text("{wanted}; not played.", wanted=wanted)
    pairs = plural("{n} pair", "{n} pairs", finding.pairs)
    found = text("{percent} % of {pairs}", percent=percent(finding.won), pairs=pairs)
    return text("{wanted}; {found}: {verdict}.", wanted=wanted, found=found, verdict=_verdict(finding))


def _verdict(finding: Finding) -> str:
    if finding.lacking:
        return text("open, for want of {scenarios}", scenarios=", ".join(finding.lacking))
    return text("met") if finding.met else text("not met")


def percent(share: Estimate) -> str:
    """A share and its interval in per cent."""
    return f"{100 * share.value:.1f} ({100 * share.low:.1f} - {100 * share.high:.1f})"


def whole(rating: Estimate) -> str:
    """A rating and its interval in whole points."""
    value, low, high = (_signed(n) for n in (rating.value, rating.low, rating.high))
    return value if value == low == high else f"{value} ({low} - {high})"


def _signed(number: float) -> str:
    if abs(number) == inf:
        return "+∞" if number > 0 else "-∞"
    return f"{round(number):+d}" if round(number) else "0"
