"""Find the numbers of the rules that bring the engagements nearest to what is published of them.

    python tools/calibrate.py                            the tables of docs/calibration.md, in Markdown
    python tools/calibrate.py --points 50 --replicas 60  the same, quick and rough

The same points, replicas and seed give the same tables. Nothing is written and no rule is changed: what is
taken over into the ruleset is decided by hand and said in its notes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from game.analysis.calibration import Trial, Workshop, descend, hypercube, moved, pulls  # noqa: E402
from game.analysis.calibration_knobs import KNOBS  # noqa: E402
from game.scenario.load import load_ruleset  # noqa: E402

BEST = 20
"""Trials of the hypercube that count as the best."""
STRONG = 0.25
"""Rank correlations that are told."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["-"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def cube(shop: Workshop, points: int) -> tuple[Trial, ...]:
    """All trials of the hypercube."""
    trials = []
    for number, values in enumerate(hypercube(points, shop.seed), 1):
        trials.append(shop.attempt(values))
        print(f"\rtrial {number} of {points}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return tuple(trials)


def told_of_cube(trials: Sequence[Trial]) -> str:
    """What the hypercube shows: what hangs on what, how near it comes, where the best trials lie."""
    by_knob = pulls(trials)
    strong = [
        (what, ", ".join(f"{name} {r:+.2f}" for name, r in _strongest(row) if abs(r) >= STRONG))
        for what, row in by_knob.items()
    ]
    good = sorted(trials, key=lambda trial: trial.all_in_all)[:BEST]
    spans = [
        (knob.name, f"{knob.stops[0]:g} - {knob.stops[-1]:g}", f"{knob.study:g}", _span(good, knob.name))
        for knob in KNOBS
    ]
    inside = sum(trial.worst <= 1 for trial in trials)
    best = good[0]
    return "\n\n".join(
        (
            table(("target", "what it hangs on (rank correlation)"), strong),
            f"Of {len(trials)} trials {inside} have no target farther off than its margin. The best has "
            f"{best.all_in_all:.2f} all in all and {best.worst:.2f} for its worst target.",
            table(("number", "range", "design study", f"middle half of the best {len(good)}"), spans),
        )
    )


def _strongest(row: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(row.items(), key=lambda pair: -abs(pair[1]))


def _span(trials: Sequence[Trial], knob: str) -> str:
    places = sorted(trial.values[knob] for trial in trials)
    quarter = len(places) // 4
    return f"{places[quarter]:.3g} - {places[-1 - quarter]:.3g}"


def told_of_moves(steps: Sequence[Trial]) -> str:
    """Each move and what it brought."""
    rows = []
    for number, step in enumerate(steps):
        places = ", ".join(f"{knob.name} {place:g}" for knob, place in moved(step.values))
        rows.append((str(number), places or "-", f"{step.all_in_all:.2f}", f"{step.worst:.2f}"))
    return table(("move", "numbers off the design study's", "all in all", "worst"), rows)


def told_of_targets(trials: dict[str, Trial]) -> str:
    """Every target under several sets of numbers."""
    first = next(iter(trials.values()))
    rows = []
    for row, target in enumerate(first.targets):
        told = target.published
        cells = [
            f"{t.targets[row].measure.mean:.3g} ({t.targets[row].implausibility:.1f})"
            for t in trials.values()
        ]
        rows.append((target.measure.what, f"{told.value:g} ({told.low:g} - {told.high:g})", *cells))
    return table(("target", "published", *trials), rows)


def main(words: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Find the numbers that fit the engagements best.")
    parser.add_argument("--points", type=int, default=200, help="trials of the hypercube")
    parser.add_argument("--replicas", type=int, default=200, help="replicas of an engagement in each trial")
    parser.add_argument("--seed", type=int, default=1938)
    given = parser.parse_args(words)
    shop = Workshop(load_ruleset("standard").models(), given.replicas, given.seed)
    steps = tuple(descend(shop))
    ends = {
        "design study": steps[0],
        "after the moves": steps[-1],
        "the rules as they stand": shop.measured(shop.plain, {}),
    }
    print(f"Points {given.points}, replicas {given.replicas}, seed {given.seed}.\n")
    print(told_of_cube(cube(shop, given.points)), told_of_moves(steps), told_of_targets(ends), sep="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
