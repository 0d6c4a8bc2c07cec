"""Where trees and tables are printed."""

from __future__ import annotations

import sys

from rich.console import Console

WIDEST = 400


def console() -> Console:
    """As wide as the terminal; into a file or a pipe no line is cut or wrapped."""
    return Console() if sys.stdout.isatty() else Console(width=WIDEST)
