"""Ratios measured within one run, and the rows they make in the table of `make bench`.

A row is added with one line: `row(benchmark, "CMB-1", "draws of losses", "numpy", ratio, at_most=0.1)`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

from pytest_benchmark.fixture import BenchmarkFixture

Work = Callable[[], object]
Result = TypeVar("Result")
ROUNDS = 9
PEERS = Path(__file__).parents[2] / ".peers"
"""Where `make peers` puts what is only measured against."""


def seconds(work: Work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def cpu_seconds(work: Work) -> float:
    """Of this thread alone, for shares of a limit: what others take of the processor is not ours."""
    started = time.thread_time()
    work()
    return time.thread_time() - started


def compare(*works: Work, rounds: int = ROUNDS) -> list[list[float]]:
    """Seconds of each of the works, round by round, after one round to warm up."""
    return [[seconds(work) for work in works] for _ in range(rounds + 1)][1:]


def median_ratio(table: list[list[float]], a: int, b: int) -> float:
    """Median over rounds of the time of one work over that of another in the same round."""
    return median(row[a] / row[b] for row in table)


def ratio(ours: Work, theirs: Work, rounds: int = ROUNDS) -> float:
    return median_ratio(compare(ours, theirs, rounds=rounds), 0, 1)


def cpu_ratio(ours: Work, theirs: Work, rounds: int = ROUNDS) -> float:
    """The same in time of this thread alone: a long frame is interrupted by others more than a short copy."""
    for work in (ours, theirs):
        work()
    return median(cpu_seconds(ours) / cpu_seconds(theirs) for _ in range(rounds))


def few(benchmark: BenchmarkFixture, work: Callable[[], Result], rounds: int = 1) -> Result:
    """Run something that takes long only so many times."""
    result: Result = benchmark.pedantic(work, rounds=rounds)  # type: ignore[no-untyped-call]
    return result


def row(
    benchmark: BenchmarkFixture,
    number: str,
    what: str,
    beside: str,
    ratio: float | None,
    *,
    at_most: float | None = None,
    at_least: float | None = None,
    why: str = "",
) -> None:
    """Add a row: what was measured beside what, and the goal; `ratio` None where the peer is not there."""
    rows = benchmark.extra_info.setdefault("rows", [])
    rows.append(
        {
            "number": number,
            "what": what,
            "beside": beside,
            "ratio": ratio,
            "at_most": at_most,
            "at_least": at_least,
            "why": why,
        }
    )


def installed(name: str) -> bool:
    """Whether a peer can be imported, from what `make peers` installed too, which stands last on the path."""
    if PEERS.is_dir() and str(PEERS) not in sys.path:
        sys.path.append(str(PEERS))
    return find_spec(name) is not None


def system_python() -> str | None:
    """The system's Python if it has GDAL, which comes with the system's packages and not from an index."""
    found = shutil.which("python3", path=os.defpath)
    if found is None:
        return None
    asked = subprocess.run([found, "-c", "import osgeo"], capture_output=True, check=False)
    return found if asked.returncode == 0 else None


def run_outside(python: str, script: Path, *arguments: Any) -> str:
    """What a script prints under another Python."""
    command = [python, str(script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout
