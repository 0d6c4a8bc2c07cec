"""Ids of formations and labels of places in the sentences of a staff, as the names that players know."""

from __future__ import annotations

import re
from itertools import pairwise

from game.analysis.why import Names

WORD = re.compile(r"[\w-]+(?:, [\w-]+)*")
LABEL = re.compile(r"(?<![\w-])(?:\d{4}|\d{6})(?![\w-])")


def named(sentence: str, names: Names) -> str:
    """A sentence with ids as names, and the place it speaks of first as "2336 (Zaozernaya)".

    A staff knows only a view, in which there are ids and labels alone. Names hold commas themselves, so a
    list of them is told with semicolons.
    """

    def spelled(found: re.Match[str]) -> str:
        words = found[0].split(", ")
        told = names.called.get(words[0], words[0])
        for before, word in pairwise(words):
            gap = "; " if {before, word} <= names.called.keys() else ", "
            told += gap + names.called.get(word, word)
        return told

    def placed(found: re.Match[str]) -> str:
        name = names.places.get(found[0])
        return f"{found[0]} ({name})" if name else found[0]

    # The place first: a name may hold four figures as well.
    return WORD.sub(spelled, LABEL.sub(placed, sentence, count=1))
