"""Luck in words: what was lost, what was to be expected, and how many battles would have been milder."""

from __future__ import annotations

from collections.abc import Iterator

from game.analysis.luck import GROUPS, Luck, Weighed
from game.analysis.why import ordinal
from game.i18n import text

WORDS = {
    "fire": "men to direct fire",
    "shells": "men to shells",
    "air": "men to aircraft",
    "assault": "men in assaults",
    "armor": "vehicles to fire and sappers",
    "bogging": "vehicles stuck fast",
    "aircraft": "aircraft shot down",
    "nerve": "units that gave way",
    "leaders": "leaders fallen",
    "sickness": "men fallen sick",
}
"""What each group counts."""
SIDES = ("The USSR", "Japan")
WHOLE = (
    "{side} lost {came} men in battle where {expected} were to be expected, {low} to {high} in eight of ten "
    "such battles: the {nth} percentile, {verdict}."
)
NONE = "{side}: nothing was drawn yet."
LUCKY, UNLUCKY = 25, 75


def verdict(weighed: Weighed) -> str:
    """Good, ordinary or bad luck, in a word."""
    percentile = weighed.percentile
    if percentile is None:
        return text("no draw")
    if percentile <= LUCKY:
        return text("good luck")
    return text("bad luck") if percentile >= UNLUCKY else text("ordinary luck")


def whole(luck: Luck, side: int, turns: int) -> str:
    """All men of a side in one sentence."""
    men, name = luck.men(side, turns), text(SIDES[side])
    if men.percentile is None:
        return text(NONE, side=name)
    low, high = men.likely
    return text(
        WHOLE,
        side=name,
        came=round(men.came),
        expected=f"{men.expected:.1f}",
        low=round(low),
        high=round(high),
        nth=ordinal(men.percentile),
        verdict=verdict(men),
    )


def lines(luck: Luck, turns: int) -> Iterator[tuple[str, Weighed, Weighed]]:
    """Groups in which anything could have happened by now, with both sides."""
    for group in GROUPS:
        pair = luck.weighed(group, 0, turns), luck.weighed(group, 1, turns)
        if any(one.spread > 0 or one.came for one in pair):
            yield text(WORDS[group]), *pair


def told(luck: Luck, turns: int) -> tuple[str, ...]:
    """The whole page as sentences, for who does not see tables."""
    said = [whole(luck, side, turns) for side in (0, 1)]
    for words, *pair in lines(luck, turns):
        sides = [_one(text(SIDES[side]), weighed) for side, weighed in enumerate(pair)]
        said.append(text("{what}: {sides}.", what=words[0].upper() + words[1:], sides="; ".join(sides)))
    return tuple(said)


def _one(side: str, weighed: Weighed) -> str:
    return text(
        "{side} {came}, expected {expected}, {verdict}",
        side=side,
        came=round(weighed.came),
        expected=f"{weighed.expected:.1f}",
        verdict=verdict(weighed),
    )
