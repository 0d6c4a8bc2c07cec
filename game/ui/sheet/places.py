"""Named places of the sheet, and what is printed as their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from game.scenario.ground import Feature
from game.ui.sheet.field import F64

SETTLED = ("village", "border_post")
HEIGHTS = ("hill", "ridge")


@dataclass(frozen=True, slots=True)
class Place:
    """A place: sheet meters, kind, name, the same in a second language, height, how its position is known."""

    x: float
    y: float
    kind: str
    name: str
    second: str | None = None
    height_m: float | None = None
    status: str = "measured"

    @property
    def measured(self) -> bool:
        """Whether its position was measured, not fitted from texts."""
        return self.status.startswith("measured")

    @property
    def at(self) -> F64:
        """Where it is."""
        return np.array([self.x, self.y])


def points_of(features: Iterable[Feature], languages: Sequence[str] = ("en", "ru")) -> list[Place]:
    """The points among drawn features as places, for use without a gazetteer."""
    return [_place(feature, languages) for feature in features if feature.shape == "point"]


def named(name: dict[str, str], languages: Sequence[str]) -> tuple[str, str | None]:
    """A name in the first language that has one, and in the second if it reads differently."""
    first = next(
        (name[code] for code in (*languages[:1], "en") if code in name), next(iter(name.values()), "")
    )
    second = next((name[code] for code in languages[1:] if code in name and name[code] != first), None)
    return first, second


def shown_name(place: Place) -> tuple[str, str | None]:
    """The name as it is printed, and the second; empty where the place has no proper name.

    A name that only describes ("Hill west of the river") is no name: such a height gets its sign and number.
    What stands in brackets behind the name of a candidate gives way to the question mark of the sheet.
    """
    if place.kind == "ridge" or (place.kind == "hill" and _descriptive(place.name)):
        return "", None
    if place.status != "candidate":
        return place.name, place.second
    return (f"{place.name.split(' (')[0]}?", f"{place.second.split(' (')[0]}?" if place.second else None)


def _descriptive(name: str) -> bool:
    """Whether a name goes on in small letters after its first word: a description."""
    words = name.split()
    return len(words) > 2 and words[1][0].islower()


def _place(feature: Feature, languages: Sequence[str]) -> Place:
    first, second = named(feature.name, languages)
    x, y = feature.lines[0][0].tolist()
    return Place(x, y, feature.kind, first, second, None, feature.status)
