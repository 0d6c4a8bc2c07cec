"""What the troops of a battle may be called: units and formations by id, names and what follows of them.

A name is looked up among the names as the files have them first, then among those made of a unit and the
formation above it ("10/75", "I/75 Inf", "75 RG"), then among both without the words for sizes ("40 Rifle").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from game.scenario.models.common import Side
from game.scenario.models.oob import Formation, OrderOfBattle, Unit
from game.scenario.models.ruleset import Kind
from game.scenario.plans.canon import ECHELONS, Tokens, canon, loosened
from game.scenario.roster import chain_of

_WHOLE = ("regiment", "brigade", "division", "corps", "army", "front")
"""Formations at which the names of the units below end: 10/75 is of the regiment, not of the division."""
_ROMAN: dict[Tokens, str] = {("i",): "1", ("ii",): "2", ("iii",): "3", ("iv",): "4"}
SIZES = ECHELONS - {"group", "party", "det"}
RANKS = 4


@dataclass(frozen=True, slots=True)
class Named:
    """One unit or formation that a name may mean, and the units that it is made of."""

    id: str
    name: str
    side: Side
    units: tuple[str, ...]


@dataclass(slots=True)
class Names:
    """All names of both sides; `symbols` of units by id."""

    named: dict[str, Named] = field(default_factory=dict)
    symbols: dict[str, str] = field(default_factory=dict)
    index: tuple[dict[Tokens, set[str]], ...] = field(
        default_factory=lambda: tuple(defaultdict(set) for _ in range(RANKS))
    )
    spelled: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, set[str]] = field(default_factory=dict)

    def find(self, text: str, side: Side | None = None) -> tuple[Named, ...]:
        """What a name may mean on a side: nothing, one thing, or several between which it does not tell."""
        keys = {canon(text), canon(text, brackets=False)}
        for rank, table in enumerate(self.index):
            found = {id_ for key in keys for id_ in self._entries(table, key, loose=rank > 1)}
            hits = [self.named[id_] for id_ in sorted(found) if side in (None, self.named[id_].side)]
            if hits:
                return tuple(hits)
        return ()

    def _entries(self, table: dict[Tokens, set[str]], key: Tokens, *, loose: bool) -> set[str]:
        """What stands under a name; without the words for sizes, only what is of the sizes that it says."""
        if not loose:
            return table.get(key, set())
        said = SIZES & set(key)
        return {id_ for id_ in table.get(loosened(key), ()) if said <= self.sizes[id_]}

    def nearest(self, text: str, side: Side) -> str:
        """The name of a side most like a text."""
        valid = [key for key, id_ in self.spelled.items() if self.named[id_].side == side]
        close = get_close_matches(" ".join(text.casefold().split()), valid, n=1, cutoff=0.6)
        return self.named[self.spelled[close[0]]].name if close else ""

    def of(self, side: Side) -> tuple[str, ...]:
        """All units of a side."""
        return tuple(id_ for id_ in self.symbols if self.named[id_].side == side)


def names_of(forces: Iterable[OrderOfBattle], kinds: Mapping[str, Kind]) -> Names:
    """The names of all forces of a battle."""
    names = Names()
    for oob in forces:
        below = _below(oob)
        for key, formation in oob.formations.items():
            _enter(
                names, Named(key, formation.name.en, oob.side, tuple(below[key])), [key, formation.name.en]
            )
        for key, unit in oob.units.items():
            names.symbols[key] = kinds[unit.kind].symbol if unit.kind in kinds else ""
            _enter(names, Named(key, unit.name.en, oob.side, (key,)), [key, unit.name.en, unit.short])
        _index(names, oob)
    return names


def _below(oob: OrderOfBattle) -> dict[str, list[str]]:
    below: dict[str, list[str]] = {key: [] for key in oob.formations}
    for key, unit in oob.units.items():
        for formation in chain_of(oob.formations, unit.of):
            below[formation].append(key)
    return below


def _enter(names: Names, named: Named, spellings: list[str]) -> None:
    names.named[named.id] = named
    for spelling in spellings:
        names.spelled.setdefault(spelling.casefold(), named.id)


def _index(names: Names, oob: OrderOfBattle) -> None:
    called: dict[str, set[Tokens]] = {}
    for key in _from_above(oob.formations):
        formation = oob.formations[key]
        heads = _parts(formation.name.en) | _ending(key)
        above = chain_of(oob.formations, formation.under) if formation.under else ()
        tails = _tails(oob.formations, above, called)
        made = _made(heads, tails)
        own = {canon(key), canon(formation.name.en, brackets=False)} | _numbered(key, formation)
        called[key] = own if formation.echelon in _WHOLE else own | made
        _put(names, key, _plain(key, formation) | own, made, heads | {canon(key)[:1]})
        for form in _made(_arabic(formation.name.en), tails | {loosened(tail) for tail in tails}):
            names.index[1][form].add(key)
    for key, unit in oob.units.items():
        heads = _heads(unit.name.en, unit.short) | _ending(key)
        made = _made(heads, _tails(oob.formations, chain_of(oob.formations, unit.of), called))
        _put(names, key, _plain(key, unit) | {canon(unit.short)}, made, heads)


def _from_above(formations: Mapping[str, Formation]) -> list[str]:
    return sorted(formations, key=lambda key: len(chain_of(dict(formations), key)))


def _plain(key: str, thing: Formation | Unit) -> set[Tokens]:
    words = [key, *(word for word in thing.name.model_dump().values() if word)]
    return {form for word in words for form in (canon(word), canon(word, brackets=False)) if form}


def _heads(name: str, short: str) -> set[Tokens]:
    """What stands before the formation in a name: "10th Company", "10", "RG"; none in a name without one."""
    head, comma, _ = name.partition(", ")
    heads = {canon(head, brackets=False)} if comma else set()
    before, slash, _ = short.partition("/")
    return heads | ({canon(before)} if slash else set())


def _ending(key: str) -> set[Tokens]:
    """What an id says of its own after that of the formation above: rb of 2mb-rb."""
    _, dash, own = key.rpartition("-")
    return {canon(own)} if dash else set()


def _parts(name: str) -> set[Tokens]:
    """What a formation is called within the one above: I, I Battalion, Reconnaissance Battalion."""
    words = canon(name.partition(", ")[0], brackets=False)
    if words[:1] in _ROMAN:
        return {words, words[:1]}
    return {words, words[1:]} - {()} if words[0].isdigit() else {words}


def _arabic(name: str) -> set[Tokens]:
    """1st Battalion for I Battalion; the number alone is the company's."""
    words = canon(name.partition(", ")[0], brackets=False)
    return {(_ROMAN[words[:1]], *words[1:])} if words[:1] in _ROMAN else set()


def _numbered(key: str, formation: Formation) -> set[Tokens]:
    """Number and size alone: 40th Division, 118th Regiment."""
    words = canon(key)
    sizes = [word for word in canon(formation.name.en) if word in SIZES]
    return {(words[0], sizes[-1])} if words[0].isdigit() and sizes and "," not in formation.name.en else set()


def _tails(
    formations: Mapping[str, Formation], chain: tuple[str, ...], called: Mapping[str, set[Tokens]]
) -> set[Tokens]:
    """Names of the formations that a unit may be told by, the numbers of regiments among them."""
    tails: set[Tokens] = set()
    for key in chain:
        number = canon(key)[:1]
        whole = formations[key].echelon in _WHOLE
        tails |= called[key] | ({number} if whole and number and number[0].isdigit() else set())
        if whole:
            break
    return tails


def _made(heads: set[Tokens], tails: set[Tokens]) -> set[Tokens]:
    return {joined for head in heads for tail in tails for joined in (head + tail, tail + head)}


def _put(names: Names, key: str, plain: set[Tokens], made: set[Tokens], heads: set[Tokens]) -> None:
    loose = {loosened(form) for form in plain | made}
    alone = heads | {loosened(form) for form in heads if len(form) > 1}
    names.sizes[key] = {word for form in plain | heads for word in form if word in SIZES}
    for table, forms in zip(names.index, (plain, made, loose, alone), strict=True):
        for form in forms:
            table[form].add(key)
