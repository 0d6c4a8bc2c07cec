"""Play points of the open numbers' ranges by the historical orders; tell which the record allows.

    python tools/calibrate_history.py --out points.json                 200 points, 8 games each
    python tools/calibrate_history.py --out points.json --points 20     few of them

It can be stopped at any time: the file has every point that was played, and the same command goes on
behind the last one. The same points, games and seed give the same file. Nothing is changed in the rules.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from game.analysis.campaign import Match  # noqa: E402
from game.analysis.commanders import shipped  # noqa: E402
from game.analysis.history import matching  # noqa: E402
from game.analysis.history.bench import Study, bench_of  # noqa: E402
from game.analysis.history.figures import values_of  # noqa: E402
from game.analysis.history.play import simulate  # noqa: E402
from game.analysis.history.scope import load_record  # noqa: E402
from game.scenario.compile import compile_ruleset  # noqa: E402
from game.scenario.faults import BadData  # noqa: E402
from game.scenario.load import load_ruleset  # noqa: E402
from game.scenario.models.history import History  # noqa: E402
from game.scenario.writing import write_text  # noqa: E402

Data = dict[str, Any]


def attempt(match: Match, record: History, moved: tuple[tuple[str, float], ...], given: Data) -> Data:
    """Play one point and measure it."""
    bench = bench_of(Study(match, record, moved))
    seeds = [given["seed"] + n for n in range(given["games"])]
    jobs = given["jobs"]
    runs = simulate(bench, seeds, jobs=jobs, batch=-(-len(seeds) // jobs))
    found = matching.distances(record, values_of([run.numbers() for run in runs]), len(runs))
    return {
        "moved": dict(moved),
        "implausibility": matching.implausibility(found),
        "demands": {d.what: {"found": d.found, "off": d.off} for d in found},
    }


def resumed(path: Path, terms: Data) -> list[Data]:
    """What was played before; raises `SystemExit` for a file of other terms."""
    if not path.exists():
        return []
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        same, trials = data["terms"] == terms, list(data["trials"])
    except (OSError, ValueError, KeyError, TypeError):
        raise SystemExit(f"{path}: not a file of this tool") from None
    if not same:
        raise SystemExit(f"{path}: played with other points, games, seed or commanders; name a new file")
    return trials


def table(trials: Sequence[Data]) -> str:
    """Points in the order of their distance, and the ranges of those that are kept, in Markdown."""
    ranked = sorted(enumerate(trials, 1), key=lambda pair: pair[1]["implausibility"])
    kept = [trial for _, trial in ranked if trial["implausibility"] < matching.KEPT]
    lines = [f"Of {len(trials)} points {len(kept)} are kept (below {matching.KEPT:g}).", ""]
    lines += ["| point | implausibility | worst demand | found |", "| - | - | - | - |"]
    for number, trial in ranked:
        what, worst = max(trial["demands"].items(), key=lambda pair: pair[1]["off"])
        lines.append(f"| {number} | {trial['implausibility']:.2f} | {what} | {_number(worst['found'])} |")
    lines += ["", "| number | all points | kept points |", "| - | - | - |"]
    return "\n".join([*lines, *_ranges(trials, kept)])


def _number(found: float | None) -> str:
    return "-" if found is None else f"{found:.3g}"


def _ranges(trials: Sequence[Data], kept: Sequence[Data]) -> list[str]:
    rows = []
    for path in trials[0]["moved"] if trials else ():
        spans = [[trial["moved"][path] for trial in some] for some in (trials, kept)]
        cells = [f"{min(span):.4g} - {max(span):.4g}" if span else "-" for span in spans]
        rows.append(f"| {path} | {cells[0]} | {cells[1]} |")
    return rows


def main(words: Sequence[str] | None = None) -> int:
    """Play what is still to be played, and print the table."""
    parser = argparse.ArgumentParser(description="Match the open numbers to the public record.")
    parser.add_argument("--out", type=Path, required=True, help="file of the points, taken up where it ends")
    parser.add_argument("--points", type=int, default=200, help="points of the hypercube")
    parser.add_argument("--games", type=int, default=8, help="games of each point")
    parser.add_argument("--seed", type=int, default=1938)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes side by side")
    parser.add_argument("--scenario", default="campaign")
    parser.add_argument("--soviet", default=shipped(0), help="plan file or agent")
    parser.add_argument("--japanese", default=shipped(1), help="plan file or agent")
    given = vars(parser.parse_args(words))
    try:
        trials = play(given)
    except (BadData, OSError) as fault:
        print(fault, file=sys.stderr)
        return 1
    print(table(trials))
    return 0


def play(given: Data) -> list[Data]:
    """All points, those that a file already has and the others."""
    if min(given[name] for name in ("points", "games", "jobs")) < 1:
        raise SystemExit("points, games and jobs: a whole number above 0")
    out: Path = given["out"]
    sides = (given["soviet"], given["japanese"])
    names = [Path(name).name for name in sides]
    terms = {name: given[name] for name in ("points", "games", "seed", "scenario")} | {"sides": names}
    trials = resumed(out, terms)
    record, rules = load_record().model, compile_ruleset(load_ruleset("standard").models())
    match = Match(given["scenario"], sides, "recorded", historical=True)
    for point in matching.hypercube(given["points"], given["seed"])[len(trials) :]:
        trials.append(attempt(match, record, matching.moved(rules, point), given))
        write_text(out, json.dumps({"terms": terms, "trials": trials}, indent=1) + "\n")
        print(f"\rpoint {len(trials)} of {given['points']}", end="", file=sys.stderr, flush=True)
    return trials


if __name__ == "__main__":
    sys.exit(main())
