"""Faults of a plan, each at its place in the file; reading goes on after one to find the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from game.scenario.faults import Fault
from game.scenario.plans.fields import Shared, Texts
from game.scenario.plans.misread import Misread
from game.scenario.reader import Loc, Tree, path_text

T = TypeVar("T")


@dataclass(slots=True)
class Telling:
    """The faults found so far in one file."""

    tree: Tree
    faults: list[Fault] = field(default_factory=list)

    def tell(self, loc: Loc, expected: str, found: str = "", nearest: str = "") -> None:
        """One more fault."""
        self.faults.append(self.tree.fault(self._real(loc), expected, found, nearest))

    def told(self, loc: Loc) -> bool:
        """Whether there is a fault at a path or below it already."""
        return any(fault.key.startswith(path_text(loc)) for fault in self.faults)

    def read(self, loc: Loc, reader: Callable[[str], tuple[T, ...]], text: str) -> tuple[T, ...]:
        """What a reader makes of a text; nothing where it makes a fault."""
        try:
            return reader(text)
        except Misread as wrong:
            self.tell(loc, wrong.expected, wrong.found, wrong.nearest)
            return ()

    def each(
        self, loc: Loc, reader: Callable[[str], tuple[T, ...]], texts: Texts
    ) -> list[tuple[str, tuple[T, ...]]]:
        """The same for every text of a list."""
        return [(text, self.read((*loc, n), reader, text)) for n, text in enumerate(texts)]

    def _real(self, loc: Loc) -> Loc:
        """The part of a path that the file has: a list of one may stand there as its item."""
        data, real = self.tree.data, list[str | int]()
        for part in loc:
            if isinstance(part, int) and not isinstance(data, list):
                continue
            if part not in (range(len(data)) if isinstance(data, list) else data):
                break
            real.append(part)
            data = data[part]
        return tuple(real)


def by_key(value: Shared) -> dict[str, Texts]:
    """A value for all as a value for the formation "" of nobody's name."""
    return value if isinstance(value, dict) else {"": value}
