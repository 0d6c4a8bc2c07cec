"""The tables of a ladder."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from game.analysis.ladder.chances import Estimate
from game.analysis.ladder.climb import Ladder
from game.analysis.ladder.report import Report
from game.analysis.ladder.standings import Standing
from game.analysis.ladder.targets import Finding
from game.cli.console import console
from game.i18n import plural, text

QUARTERS = ("0", "¼", "½", "¾", "1")
"""What `BY_GAMES` of a pair is called in the head of a column."""
SHOWN = 8
"""Digits of a digest that have room."""


def show(ladder: Ladder, found: Report) -> None:
    """Print everything."""
    out = console()
    agents, scenarios = ", ".join(ladder.agents), ", ".join(ladder.scenarios)
    title = text(
        "Pairs of {agents} on {scenarios}, from seed {seed} on",
        agents=agents,
        scenarios=scenarios,
        seed=ladder.seed,
    )
    out.print(Text(title, style="bold"))
    for table in (_strength(found), _games(found), _ratings(found), _paces(found)):
        out.print(table)
    for line in [*_tests(found), *_targets(found)]:
        out.print(Text(line))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, box=SIMPLE_HEAD, title_justify="left", padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _strength(found: Report) -> Table:
    heads = ("pairs", "w-d-l", "share, %", "Elo", "margin")
    table = _table(text("Who beats whom"), *(text(head) for head in heads))
    for line, label, style in _labelled(found):
        won = f"{line.wins}-{line.draws}-{line.losses}"
        strength = (percent(line.share, 0), whole(line.elo), f"{line.margin:+.1f}")
        table.add_row(label, str(line.pairs), won, *strength, style=style)
    return table


def _games(found: Report) -> Table:
    heads = (text("as USSR"), text("as Japan"), "  ".join(QUARTERS), text("s a game"), text("digest"))
    table = _table(text("Their games: mean score, results of two, time"), *heads)
    for line, label, style in _labelled(found):
        scores = (f"{score:+.1f}" for score in line.sides)
        games, took = "  ".join(map(str, line.games)), f"{found.seconds(line):.2f}"
        table.add_row(label, *scores, games, took, line.digest[:SHOWN], style=style)
    return table


def _labelled(found: Report) -> Iterator[tuple[Standing, str, str]]:
    """Lines of each pairing, all scenarios together under its name, then each; and how they are shown."""
    for agents in dict.fromkeys(line.agents for line in found.standings):
        *each, last = [line for line in found.standings if line.agents == agents]
        yield last, " - ".join(agents), "bold"
        for line in each:
            yield line, f"  {line.scenario}", ""


def _ratings(found: Report) -> Table:
    table = _table(text("Ratings"), text("Elo"))
    for name, rating in found.ratings.items():
        # Where all pairs came out the same the bootstrap has nothing to draw, which does not make it exact.
        alike = rating.value and rating.low == rating.high
        table.add_row(name, text("{elo} (all pairs alike)", elo=whole(rating)) if alike else whole(rating))
    return table


def _paces(found: Report) -> Table:
    heads = (text("turns"), text("half below, ms"), text("95 % below, ms"))
    table = _table(text("Time for the orders of a turn"), *heads)
    for pace in found.paces():
        numbers = (str(pace.turns), f"{pace.p50:,.0f}", f"{pace.p95:,.0f}")
        label, style = (f"  {pace.scenario}", "") if pace.scenario else (pace.agent, "bold")
        table.add_row(label, *numbers, style=style)
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


def percent(share: Estimate, digits: int = 1) -> str:
    """A share and its interval in per cent."""
    value, low, high = (f"{100 * n:.{digits}f}" for n in (share.value, share.low, share.high))
    return f"{value} ({low} - {high})"


def whole(rating: Estimate) -> str:
    """A rating and its interval in whole points."""
    value, low, high = (_signed(n) for n in (rating.value, rating.low, rating.high))
    return value if value == low == high else f"{value} ({low} - {high})"


def _signed(number: float) -> str:
    if abs(number) == inf:
        return "+∞" if number > 0 else "-∞"
    return f"{round(number):+d}" if round(number) else "0"
