"""The whole study as plain data: what `--json` prints, and all that the report is drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from game import __version__
from game.analysis.history import figures as beside
from game.analysis.history.bench import Bench
from game.analysis.history.control import Agreement, agreement
from game.analysis.history.missions import courses
from game.analysis.history.notes import ABORTED, SERIES, STRUCK, UNORDERED
from game.analysis.history.runs import Run
from game.analysis.history.scope import days_of
from game.analysis.history.statistics import spread
from game.analysis.measures import DAY, INDEX
from game.engine.notation import hour
from game.engine.units import LOSS_CAUSES, SIDES
from game.scenario.arrays import minute

FORMAT = 1
SHARE_DIGITS = 4
Data = dict[str, Any]


def document(bench: Bench, runs: Sequence[Run]) -> Data:
    """Everything of a study. Nothing in it depends on how the games were shared out among processes."""
    record, calendar = bench.scope.record, bench.stage.setting.calendar
    begin, end = int(calendar.turn_start[0]), int(calendar.turn_end[-1])
    whole, values = bench.scope.whole, beside.values_of([run.numbers() for run in runs])
    hills = agreement(bench.scope, runs, begin, end)
    told = beside.figures(record, values, whole)
    return {
        "format": FORMAT,
        "method": _method(bench, runs, begin, end),
        "table": beside.table(record, values, len(runs), hills, whole),
        "figures": told,
        "coverage": beside.coverage(told),
        "control": _control(bench, hills),
        "phases": _phases(bench, runs, hills),
        "days": _days(bench, runs, begin, end),
        "series": _series(bench, runs),
        "moments": _moments(bench, runs),
        "strike": _strike(bench, runs),
        "road": _road(bench, runs),
        "missions": _missions(bench, runs),
        "endings": dict(Counter(run.figures.over for run in runs)),
        "numbers": {name: asdict(found) for name, own in values.items() if (found := spread(own))},
        "values": {f.measure: values[f.measure] for f in record.figures.values() if f.measure in values},
        "sources": dict(record.sources),
        "games": [run.as_data() for run in runs],
    }


def _method(bench: Bench, runs: Sequence[Run], begin: int, end: int) -> Data:
    scenario, match = bench.stage.bundle.scenario.model, bench.study.match
    return {
        "program": __version__,
        "scenario": bench.stage.setting.scenario,
        "name": scenario.name.en,
        "whole": bench.scope.whole,
        "commanders": dict(zip(SIDES, (who.name for who in bench.commanders), strict=True)),
        "left_out": dict(zip(SIDES, (dict(who.left_out) for who in bench.commanders), strict=True)),
        "runs": len(runs),
        "seeds": [runs[0].figures.seed, runs[-1].figures.seed],
        "weather": match.weather,
        "historical": match.historical,
        "begin": begin,
        "end": end,
    }


def _control(bench: Bench, found: Agreement) -> Data:
    record = bench.scope.record.control
    days = [
        {
            "hill": day.hill,
            "name": day.name,
            "minute": day.minute,
            "day": day.record.day,
            "record": day.record.holds,
            "other": day.record.other,
            "certainty": day.record.certainty,
            "note": day.record.note,
            "held": day.held,
            "agreement": day.agreement,
            "other_agreement": day.other,
        }
        for day in found.days
    ]
    hills = [{"id": h.id, "name": h.name, "agreement": found.of(h.id)} for h in bench.scope.hills]
    told = {"about": record.about, "source": list(record.source), "hills": hills, "days": days}
    return told | {"overall": found.overall, "worst": found.worst}


def _phases(bench: Bench, runs: Sequence[Run], found: Agreement) -> list[Data]:
    """Agreement on each hill in each stretch of the battle, and the men lost in it."""
    rows = []
    for phase in bench.scope.record.phases:
        begin, end = minute(phase.start), minute(phase.end)
        hills = {hill.id: found.within(phase, hill.id) for hill in bench.scope.hills}
        if all(part is None for part in hills.values()):
            continue
        lost = np.array([(run.lost(end) - run.lost(begin)).sum(axis=1) for run in runs])
        men = {side: _spread(lost[:, row]) for row, side in enumerate(SIDES)}
        name = phase.name.en
        rows.append({"id": phase.id, "name": name, "begin": begin, "end": end, "hills": hills, "lost": men})
    return rows


def _days(bench: Bench, runs: Sequence[Run], begin: int, end: int) -> list[Data]:
    """Men lost each day by side and cause; no record of it is public."""
    rows = []
    for midnight in days_of(bench.scope, begin, end):
        lost = np.array([run.lost(midnight) - run.lost(midnight - DAY) for run in runs])
        men = {
            side: {cause: _spread(lost[:, row, n]) for n, cause in enumerate(LOSS_CAUSES)}
            | {"all": _spread(lost[:, row].sum(axis=1))}
            for row, side in enumerate(SIDES)
        }
        rows.append({"minute": midnight, "day": hour(midnight - DAY).partition("/")[0], "lost": men})
    return rows


def _spread(values: Any) -> Data | None:
    found = spread([float(n) for n in values])
    return asdict(found) if found else None


def _series(bench: Bench, runs: Sequence[Run]) -> Data:
    """Turn by turn 5, 50 and 95 per cent of what is counted: `index` in points, `road` in parts of it."""
    calendar, corps = bench.stage.setting.calendar, int(bench.scope.corps.sum())
    scale = {"index": INDEX, "road": max(1, corps)}
    rows = np.stack([run.turns(len(calendar)) for run in runs])
    told: Data = {"minutes": calendar.turn_end.tolist()}
    for column, name in enumerate(SERIES):
        low, middle, high = np.percentile(rows[:, :, column], (5, 50, 95), axis=0) / scale.get(name, 1)
        told[name] = {"low": low.tolist(), "median": middle.tolist(), "high": high.tolist()}
    return told


def _moments(bench: Bench, runs: Sequence[Run]) -> list[Data]:
    """At each moment the part of the games in which each side holds a hex, by its label; and the record."""
    board, rows = bench.stage.setting.board, []
    for at, line in bench.scope.moments.items():
        held = np.stack([run.map(at) for run in runs])
        parts: Data = {
            side: {
                board.label(int(h)): round(float(part[h]), SHARE_DIGITS)
                for part in [(held == row).mean(axis=0)]
                for h in np.flatnonzero(part)
            }
            for row, side in enumerate(SIDES)
        }
        told = line.model_dump(mode="json", exclude={"name", "at"})
        rows.append({"minute": at, "name": line.name.en, "record": told, "held": parts})
    return rows


def _strike(bench: Bench, runs: Sequence[Run]) -> Data:
    record, count = bench.scope.record.strike, Counter(run.notes.strike for run in runs)
    told: Data = {"name": record.name.en, "note": record.note, "source": list(record.source)}
    told["certainty"] = record.certainty
    return told | {state: count[state] for state in (ABORTED, STRUCK, UNORDERED)}


def _road(bench: Bench, runs: Sequence[Run]) -> Data:
    record, scope = bench.scope.record.road, bench.scope
    came = [run.notes.came / DAY for run in runs if run.notes.came >= 0]
    told: Data = {"name": record.name.en, "note": record.note, "source": list(record.source)}
    told |= {"certainty": record.certainty, "men": int(scope.corps.sum()), "complete": record.complete}
    return told | {"games": len(runs), "came": len(came), "days": _spread(came)}


def _missions(bench: Bench, runs: Sequence[Run]) -> dict[str, list[Data]]:
    """Every order of both plans that falls into the games: planned, begun, late and why, done, given up."""
    end = int(bench.stage.setting.calendar.turn_end[-1])
    told: dict[str, list[Data]] = {}
    games = [run.missions for run in runs]
    for side, (name, who) in enumerate(zip(SIDES, bench.commanders, strict=True)):
        told[name] = [
            asdict(course)
            | {"never": course.never, "begun": _spread(course.begun), "ended": _spread(course.ended)}
            | {"words": _once(who.words.get(course.id, ""))}
            for course in courses({n: hour for n, hour in who.hours.items() if hour < end}, games, side)
        ]
    return told


def _once(words: str) -> str:
    """An order in words with each place named once: many units go to the same."""
    return ", ".join(dict.fromkeys(words.split(", ")))
