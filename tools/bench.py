"""`make bench`: measure everything in tests/perf and print one table of ratios beside their goals.

A row is a ratio measured within this run; absolute times say little on a machine that does other things too.
With --write the table is kept in docs/benchmarks.md as well; what a run of some tests did not measure stays
there as it was. Other arguments go to pytest.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
HEADINGS = ("goal", "what", "beside", "ratio", "wanted", "met")
TITLE = """# Benchmarks

Made by `make bench ARGS=--write`. Each ratio is a median over rounds in which ours and the peer took turns;
only ratios count, and other work on the machine moves them by a factor of two and more. GDAL, scipy and
networkx are measured where they are installed (`make peers`; GDAL from the system's packages).
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One ratio and its goal; `ratio` None where the peer was not there."""

    number: str
    what: str
    beside: str
    ratio: float | None
    at_most: float | None
    at_least: float | None
    why: str

    @property
    def met(self) -> bool:
        """Whether the goal is reached, or there is none."""
        if self.ratio is None:
            return True
        low, high = self.at_least, self.at_most
        return (low is None or self.ratio >= low) and (high is None or self.ratio <= high)

    def verdict(self) -> str:
        """Met, or missed by how much and why."""
        goal = self.at_least if self.at_most is None else self.at_most
        if self.ratio is None:
            return f"not measured: {self.why}"
        if goal is None:
            return self.why
        if self.met:
            return "yes"
        above, below = (self.ratio, goal) if self.at_least is None else (goal, self.ratio)
        by = f", by a factor of {above / below:.2f}" if below else ""
        return f"no{by}" + (f": {self.why}" if self.why else "")

    def cells(self) -> tuple[str, ...]:
        """What stands in the table."""
        ratio = "-" if self.ratio is None else share(self.ratio)
        low, high = self.at_least, self.at_most
        wanted = f"<= {share(high)}" if high is not None else f">= {share(low)}" if low is not None else ""
        return self.number, self.what, self.beside, ratio, wanted, self.verdict()


def share(ratio: float | None) -> str:
    """A ratio as people read it: 0.13, 1.08, 1/4,200."""
    if ratio is None:
        return ""
    return f"1/{1 / ratio:,.0f}" if 0 < ratio < 0.02 else f"{ratio:.2f}"


def rows_of(report: dict[str, list[dict[str, dict[str, list[dict[str, object]]]]]]) -> Iterator[Row]:
    """Rows that the tests noted, by number."""
    noted = [row for test in report["benchmarks"] for row in test["extra_info"].get("rows", [])]
    for row in sorted(noted, key=lambda row: _order(str(row["number"]))):
        yield Row(**row)  # type: ignore[arg-type]


def _order(number: str) -> tuple[str, int]:
    name, _, place = number.partition("-")
    return name, int(place or 0)


def printed(rows: list[Row]) -> Table:
    """The table on the screen."""
    table = Table(*HEADINGS, title="Ratios measured in this run")
    for row in rows:
        table.add_row(*row.cells(), style=None if row.met else "yellow")
    return table


def markdown(rows: list[Row], before: str = "") -> str:
    """The same as a page; rows of the page before that were not measured again are kept."""
    cells = [row.cells() for row in rows]
    measured = {row[:3] for row in cells}
    cells += [old for old in _cells(before) if old[:3] not in measured]
    lines = [HEADINGS, tuple("---" for _ in HEADINGS), *sorted(cells, key=lambda row: _order(row[0]))]
    return TITLE + "\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cells(page: str) -> Iterator[tuple[str, ...]]:
    """Rows of a page, the headings left out."""
    for line in page.splitlines():
        row = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if line.startswith("|") and len(row) == len(HEADINGS) and "-" in row[0].strip("-"):
            yield row


def main(arguments: list[str]) -> int:
    write = "--write" in arguments
    rest = [argument for argument in arguments if argument != "--write"]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pytest", "tests/perf", "--benchmark-only", "-o", "addopts="]
        told = ["--benchmark-columns=median,iqr,rounds", f"--benchmark-json={report}"]
        code = subprocess.run([*command, *told, *rest], cwd=ROOT, check=False).returncode
        if not report.exists() or not report.stat().st_size:
            return code or 1
        rows = list(rows_of(json.loads(report.read_text(encoding="utf-8"))))
    Console().print(printed(rows))
    if write:
        before = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
        PAGE.write_text(markdown(rows, before), encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
