"""The command line: thin wiring over the floors below; nothing heavy is imported before it is needed."""

from __future__ import annotations

import os
import sys

from game.scenario.faults import BadData


def main() -> None:
    """Run the command line; whatever goes wrong with files ends in one sentence and exit status 1."""
    from game.cli.app import app

    try:
        app()
    except BadData as bad:
        for fault in bad.faults:
            print(fault, file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output went away: nobody is left to be told.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except (OSError, MemoryError) as error:
        where = f"{error.filename}: " if isinstance(error, OSError) and error.filename else ""
        what = (error.strerror or str(error)) if isinstance(error, OSError) else "not enough memory"
        print(f"khasan: {where}{what}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
