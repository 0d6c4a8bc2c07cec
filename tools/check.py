"""Everything a submission must pass besides the tests: format, lint, types, floors, data."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

STEPS: tuple[tuple[str, list[str]], ...] = (
    ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
    ("lint", [str(BIN / "ruff"), "check", "--quiet", "."]),
    ("types", [sys.executable, "-m", "mypy"]),
    ("floors", [str(BIN / "lint-imports"), "--no-cache"]),
    ("data", [str(BIN / "khasan"), "check"]),
)


def main() -> int:
    """Run each step; exit 1 when one fails."""
    failed = []
    for name, command in STEPS:
        print(f"-- {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
    print(f"check failed: {', '.join(failed)}" if failed else "check passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
