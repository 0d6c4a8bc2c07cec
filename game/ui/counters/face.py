"""What a counter says: a small value that the picture is made from and cached by."""

from __future__ import annotations

from dataclasses import dataclass

from game.ui.counters.symbols import SYMBOLS

SIDES = ("soviet", "japanese")

ECHELONS: dict[str, tuple[str, int]] = {
    "squad": ("dot", 1),
    "section": ("dot", 2),
    "platoon": ("dot", 3),
    "company": ("bar", 1),
    "battalion": ("bar", 2),
    "regiment": ("bar", 3),
    "brigade": ("cross", 1),
    "division": ("cross", 2),
    "corps": ("cross", 3),
    "army": ("cross", 4),
}
"""Size of a unit: which mark stands above its box, and how many."""

STATES = ("selected", "target", "done", "suppressed", "entrenched", "unconfirmed")
"""What a counter can show about its unit, each by shape as well as by color."""

BEARERS = ("men", "guns", "tanks", "vehicles", "aircraft", "vessels")
"""What the number at the bottom counts; all but men put a small mark beside it."""


def _known(what: str, given: str, known: tuple[str, ...]) -> None:
    """Refuse a word that has no picture."""
    if given not in known:
        raise ValueError(f"there is no {what} '{given}' for a counter; known are {', '.join(known)}")


@dataclass(frozen=True, slots=True)
class Face:
    """Everything a counter shows.

    `count` is the line at the bottom, the men or guns still in action ("112", "~80", "?"); `bearer` says
    what it counts; `letter` is a one- or two-letter state beside it. `steps` are strength bars: full ones,
    and how many in all. `symbol` names an arm of `symbols.SYMBOLS`.
    """

    side: str
    symbol: str
    echelon: str = ""
    label: str = ""
    count: str = ""
    bearer: str = "men"
    letter: str = ""
    steps: tuple[int, int] = (0, 0)
    stack: int = 1
    states: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _known("side", self.side, SIDES)
        _known("symbol", self.symbol, tuple(SYMBOLS))
        _known("bearer", self.bearer, BEARERS)
        if self.echelon:
            _known("echelon", self.echelon, tuple(ECHELONS))
        for state in sorted(self.states):
            _known("state", state, STATES)
        full, total = self.steps
        if not 0 <= full <= total:
            raise ValueError(f"a counter cannot show {full} full steps out of {total}")
