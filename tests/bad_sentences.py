"""A folder of bad files and the sentences that each of them is refused with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from game.scenario.check import check_paths


@dataclass(frozen=True)
class Refused:
    """Files of a folder, and `expected.txt` beside them with a line for each fault of each."""

    folder: Path

    @property
    def files(self) -> list[Path]:
        """The bad ones; those that begin with 00 are sound."""
        return sorted(path for path in self.folder.glob("*.yaml") if not path.name.startswith("00-"))

    @property
    def told(self) -> Path:
        """Where the sentences stand."""
        return self.folder / "expected.txt"

    def expected(self) -> dict[str, list[str]]:
        """Sentences by name of the file."""
        lines: dict[str, list[str]] = {}
        for line in self.told.read_text("utf-8").splitlines():
            lines.setdefault(line.split(":", 1)[0], []).append(line)
        return lines

    def regold(self) -> None:
        """Write the sentences anew."""
        lines = [line for path in self.files for line in said(path)]
        self.told.write_text("\n".join(lines) + "\n", "utf-8")


def said(path: Path) -> list[str]:
    """What is said of a file now."""
    return [str(fault.in_file(path.name)) for fault in check_paths([path])[1]]
