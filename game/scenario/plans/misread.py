"""A piece of a plan that cannot be read: what was expected, what was found, what comes nearest."""

from __future__ import annotations


class Misread(Exception):  # noqa: N818  (it is what is wrong, not an error of ours)
    """Raised by the readers of single values; `at` is the way from the value to the piece that is wrong."""

    def __init__(
        self, expected: str, found: str = "", nearest: str = "", at: tuple[str | int, ...] = ()
    ) -> None:
        super().__init__(expected)
        self.expected, self.found, self.nearest, self.at = expected, found, nearest, at
