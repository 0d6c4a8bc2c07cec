"""Write the golden games of `tests/golden` anew: whole games between agents as readable text.

Run: `python -m tools.regolden [--check]`. A change of rules changes them; look at the difference before you
commit it. `--check` writes nothing and exits with 1 where a file would change.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from game.analysis.campaign import Match, stage_of
from game.analysis.chronicle import chronicle
from game.analysis.chronicle_text import lines
from game.analysis.commanders import shipped
from game.analysis.recorded import play_into
from game.store.record import load_record

HISTORY = "history"
FOLDER = Path(__file__).resolve().parent.parent / "tests" / "golden"


@dataclass(frozen=True, slots=True)
class Golden:
    """A golden game: scenario, agents or `HISTORY` for the shipped orders of a side, seed."""

    scenario: str
    soviet: str
    japanese: str
    seed: int

    @property
    def path(self) -> Path:
        """Its file."""
        return FOLDER / f"{self.scenario}-{self.soviet}-{self.japanese}-{self.seed}.txt"

    @property
    def match(self) -> Match:
        """What is played."""
        soviet, japanese = (
            shipped(side) if name == HISTORY else name
            for side, name in enumerate((self.soviet, self.japanese))
        )
        return Match(self.scenario, (soviet, japanese))


GAMES = (
    Golden("bezymyannaya", "greedy", "greedy", 29),
    Golden("bezymyannaya", HISTORY, HISTORY, 37),
    Golden("night-assault", "reactive", "greedy", 31),
)


def told(golden: Golden) -> str:
    """The text of a golden game in English: orders, reasons, dispatches, scores; the digest at the end."""
    os.environ["KHASAN_LANGUAGE"] = "en"
    stage = stage_of(golden.match)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "golden.khasan"
        figures = play_into(path, stage, golden.seed)
        text = "\n".join(lines(chronicle(load_record(path))))
    return f"{text}\n\ndigest {figures.digest}\n"


def main() -> int:
    """Write or check every file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    changed = []
    for golden in GAMES:
        text = told(golden)
        if not golden.path.exists() or golden.path.read_text("utf-8") != text:
            changed.append(golden.path)
            if not check:
                golden.path.write_text(text, "utf-8", newline="\n")
    for path in changed:
        print(f"{'differs' if check else 'written'}: {path.name}")
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
