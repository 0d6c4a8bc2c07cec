"""Whole numbers as they are printed on the sheet: thousands apart by a narrow gap."""

from __future__ import annotations

SPACE = "\u00a0"
"""A space that never breaks a line; the fonts have no thin one, and this is thin in the narrow faces."""


def thin(number: int) -> str:
    """A whole number with gaps between its thousands and a true minus sign."""
    return f"{number:,}".replace(",", SPACE).replace("-", "−")
