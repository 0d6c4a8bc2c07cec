"""Who is meant: one name, all of a kind, or all of a kind in a formation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from game.scenario.faults import shown
from game.scenario.models.common import Side
from game.scenario.plans.arms import AIRCRAFT, arm_of
from game.scenario.plans.misread import Misread
from game.scenario.plans.names import Named, Names

_ALL_IN = re.compile(r"(?:all|everything|everybody)\s+(?:in|of)\s+(?P<whole>.+)", re.IGNORECASE)
_KIND_IN = re.compile(r"(?:all\s+)?(?P<kind>.+?)\s+(?:in|of|with)\s+(?:the\s+)?(?P<whole>.+)", re.IGNORECASE)
_LEAD = re.compile(r"^(?:all|every|the)\s+", re.IGNORECASE)
WANTED = "a unit or formation of the order of battle"
KIND_WANTED = "all in 40 RD, all batteries, sappers of 40 RD"


@dataclass(frozen=True, slots=True)
class Troops:
    """Who is meant by the names of one side."""

    names: Names
    side: Side

    def of(self, text: str) -> tuple[str, ...]:
        """Ids of the units that a phrase means; raises `Misread`."""
        if text.lower() in ("all", "everybody", "all units"):
            return self.names.of(self.side)
        whole = _ALL_IN.fullmatch(text)
        if whole:
            return self._one(whole["whole"]).units
        hits = self.names.find(text, self.side)
        return self._only(text, hits).units if len(hits) == 1 else self._phrase(text, hits)

    def _phrase(self, text: str, hits: tuple[Named, ...]) -> tuple[str, ...]:
        found = _KIND_IN.fullmatch(text)
        if found and self._arms(found["kind"]):
            return self._kind(found["kind"], self._one(found["whole"]), text)
        bare = _LEAD.sub("", text)
        if self._arms(bare):
            return self._pick(self.names.of(self.side), self._arms(bare), text)
        if bare != text:
            return self.of(bare)
        return self._trailing(text) or self._only(text, hits).units

    def _trailing(self, text: str) -> tuple[str, ...]:
        """A formation and a kind after it: 75 Inf engineers."""
        words = text.split()
        for cut in range(1, len(words)):
            hits = self.names.find(" ".join(words[:cut]), self.side)
            if len(hits) == 1 and self._arms(" ".join(words[cut:])):
                return self._kind(" ".join(words[cut:]), hits[0], text)
        return ()

    def _arms(self, word: str) -> frozenset[str]:
        return arm_of(word, set(self.names.symbols.values()))

    def _kind(self, kind: str, whole: Named, text: str) -> tuple[str, ...]:
        return self._pick(whole.units, self._arms(kind), text)

    def _pick(self, units: tuple[str, ...], arms: frozenset[str], text: str) -> tuple[str, ...]:
        found = tuple(unit for unit in units if self.names.symbols[unit] in arms)
        if not found:
            raise Misread("troops of that kind there", f"none for {shown(text)}")
        return found

    def _one(self, text: str) -> Named:
        return self._only(text, self.names.find(text, self.side))

    def _only(self, text: str, hits: tuple[Named, ...]) -> Named:
        if len(hits) == 1:
            return hits[0]
        if hits:
            several = ", ".join(hit.name for hit in hits[:3]) + (" and more" if len(hits) > 3 else "")
            raise Misread("a name that means one only", f"{shown(text)}, which may be {several}")
        other = self.names.find(text)
        if other:
            raise Misread(f"{WANTED} on the {self.side} side", f"{shown(text)}, which is {other[0].side}")
        raise Misread(WANTED, shown(text), self.names.nearest(text, self.side))


def flying(names: Names, units: tuple[str, ...], *, wanted: bool) -> tuple[str, ...]:
    """The aircraft of some units, or all but the aircraft."""
    return tuple(unit for unit in units if (names.symbols[unit] in AIRCRAFT) == wanted)
