"""Writing the report: the page and the data that it is drawn from, each whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from game.analysis.history.bench import Bench
from game.analysis.history.page import page
from game.scenario.build import build
from game.scenario.writing import write_text

PAGE, DATA = "report.html", "report.json"


def write(folder: Path, bench: Bench, told: dict[str, Any]) -> None:
    """Write both into a folder; raises `OSError` where that cannot be done."""
    drawn = page(told, build(bench.stage.bundle))
    write_text(folder / DATA, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    write_text(folder / PAGE, drawn)
