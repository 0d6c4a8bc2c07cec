"""Where is meant: a hex, a place or way of the map, a name of the plan's own, a line, an area."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import pairwise

import numpy as np

from game.grid.axial import line
from game.grid.board import Board
from game.scenario.faults import shown
from game.scenario.models.mapfile import MapFile
from game.scenario.plans.misread import Misread

Hexes = tuple[int, ...]
Key = tuple[str, ...]

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_LABEL = re.compile(r"\d{4}|\d{6}")
_LINE = re.compile(r"line\s+(.+)", re.IGNORECASE)
_AREA = re.compile(
    r"area\s+(?P<place>.+?)(?:\s+(?P<number>\d{1,4}(?:\.\d)?)\s*(?P<unit>m|km))?", re.IGNORECASE
)
_DASH = re.compile(r"\s+[-\u2013\u2014]\s+")
_GENERIC = {"hill", "height", "heights", "crest", "top", "summit", "hilltop"}
AREA_M, MAX_AREA_M = 500, 5000
WANTED = "a place of the map or of this plan, a hex label, line A - B or area A 500 m"


def key_of(text: str, *, brackets: bool = True) -> Key:
    """A name of a place as it is looked up."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = plain if brackets else re.sub(r"\([^()]*\)", " ", plain)
    return tuple(word for word in _TOKEN.findall(plain) if word != "the")


def _loose(key: Key) -> Key:
    return tuple(word for word in key if word not in _GENERIC) or key


@dataclass(slots=True)
class Places:
    """Names of a map and of a plan with the hexes that they mean."""

    board: Board
    exact: dict[Key, Hexes] = field(default_factory=dict)
    loose: dict[Key, Hexes] = field(default_factory=dict)
    unknown: dict[Key, str] = field(default_factory=dict)
    own: dict[Key, Hexes] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    def of(self, text: str) -> Hexes:
        """Hexes of a place, in order; raises `Misread`."""
        key = key_of(text)
        if key in self.own:
            return self.own[key]
        if _LABEL.fullmatch(text):
            return (self._hex(text),)
        along, area = _LINE.fullmatch(text), _AREA.fullmatch(text)
        if along and key not in self.exact:
            return self._line(_DASH.split(along[1]), text)
        if area and key not in self.exact:
            return self._area(area)
        found = self.exact.get(key) or self.loose.get(_loose(key)) or self.own.get(_loose(key))
        return found or self._lost(text)

    def name(self, text: str, hexes: Hexes) -> None:
        """A name of the plan's own for some hexes."""
        self.own[key_of(text)] = hexes
        self.shown[" ".join(text.casefold().split())] = text

    def _hex(self, label: str) -> int:
        try:
            return self.board.hex_of(label)
        except ValueError as error:
            raise Misread("a hex of the board", str(error)) from None

    def _line(self, parts: list[str], text: str) -> Hexes:
        if len(parts) < 2:
            raise Misread("two places or more with ' - ' between, like line A - B", shown(text))
        ends = [self.of(part)[0] for part in parts]
        along = [h for a, b in pairwise(ends) for h in self._straight(a, b)]
        return tuple(dict.fromkeys(along))

    def _straight(self, a: int, b: int) -> Iterator[int]:
        labels = {tuple(place): h for h, place in enumerate(self.board.qr.tolist())}
        for place in line(self.board.qr[a], self.board.qr[b]).tolist():
            if tuple(place) in labels:
                yield labels[tuple(place)]

    def _area(self, found: re.Match[str]) -> Hexes:
        meters = float(found["number"] or AREA_M) * (1000 if (found["unit"] or "").lower() == "km" else 1)
        if meters > MAX_AREA_M:
            raise Misread(f"an area of at most {MAX_AREA_M} m around a place", f"{meters:g} m")
        middle = np.array(self.of(found["place"]))
        near = self.board.meters(middle[:, None], np.arange(self.board.hexes)[None, :]).min(axis=0)
        return tuple(int(h) for h in np.flatnonzero(near <= meters))

    def _lost(self, text: str) -> Hexes:
        key = key_of(text)
        if key in self.unknown:
            raise Misread("a place whose position is known", f"{shown(text)}: {self.unknown[key]}")
        close = get_close_matches(" ".join(text.casefold().split()), self.shown, n=1, cutoff=0.6)
        raise Misread(WANTED, shown(text), self.shown[close[0]] if close else "")


def places_of(map_file: MapFile, board: Board) -> Places:
    """The names of a map: places first, then ways, crossings, and where troops come in."""
    places = Places(board)
    for name, labels in _named(map_file):
        hexes = tuple(h for h in (map_file.number(label) for label in labels) if h is not None)
        for key in {key_of(name), key_of(name, brackets=False)} - {()}:
            if hexes:
                places.exact.setdefault(key, hexes)
                places.loose.setdefault(_loose(key), hexes)
        places.shown.setdefault(name.casefold(), name)
    for id_, lost in map_file.unplaced.items():
        for name in (id_, *lost.name.model_dump().values(), *lost.aliases):
            if name:
                places.unknown.setdefault(key_of(name), lost.reason)
    return places


def _named(map_file: MapFile) -> Iterator[tuple[str, tuple[str, ...]]]:
    for id_, place in map_file.places.items():
        for name in (*place.name.model_dump().values(), *place.aliases, id_):
            if name:
                yield name, (place.hex,)
    for id_, way in map_file.ways.items():
        yield from ((name, way.hexes) for name in (*way.name.model_dump().values(), id_) if name)
    for id_, crossing in map_file.crossings.items():
        yield from ((name, crossing.banks) for name in (*crossing.name.model_dump().values(), id_) if name)
    for id_, entry in map_file.entries.items():
        if not entry.off_map:
            yield from ((name, entry.hexes) for name in (*entry.name.model_dump().values(), id_) if name)
