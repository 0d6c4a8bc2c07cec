"""The command line: thin wiring over the floors below; nothing heavy is imported before it is needed."""

from __future__ import annotations

import io
import os
import sys

from game.scenario.faults import BadData


def main() -> None:
    """Run the command line; whatever goes wrong with files ends in one sentence and exit status 1."""
    _speak_utf8()
    try:
        from game.cli.app import app

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
    except ModuleNotFoundError as error:
        if (error.name or "game").partition(".")[0] == "game":
            raise
        print(f"khasan: the Python package {error.name!r} is missing; install khasan anew", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _speak_utf8() -> None:
    """Files and pipes get UTF-8 on every machine; a screen that lacks a letter shows a mark in its place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")
