"""What a file may refer to: the map, the ruleset and the forces beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from game.scenario.faults import BadData, Fault, nearest, shown
from game.scenario.load import Document, RulesetFiles, kind_of, load_as, load_ruleset
from game.scenario.models.common import File
from game.scenario.models.environment import Calendar, Environment
from game.scenario.models.mapfile import MapFile
from game.scenario.models.oob import Formation, OrderOfBattle, Unit
from game.scenario.models.ruleset import Kind, Kinds, Terrains, Weapon, Weapons
from game.scenario.reader import Loc, Tree

F = TypeVar("F", bound=File)


@dataclass
class Context:
    """Everything known in one folder; what cannot be read is told by its own faults and skipped here."""

    folder: Path
    ruleset_id: str = "standard"
    map_name: str | None = None
    forces_names: tuple[str, ...] | None = None
    troubles: list[Fault] = field(default_factory=list)

    def _beside(self, kind: str, model: type[F], names: tuple[str, ...] | None) -> tuple[Document[F], ...]:
        paths = (
            [self.folder / name for name in names]
            if names is not None
            else [p for p in sorted(self.folder.glob("*.y*ml")) if kind_of(p) == kind]
        )
        found: list[Document[F]] = []
        for path in paths:
            try:
                found.append(load_as(path, model))
            except BadData as bad:
                self.troubles += bad.faults
        return tuple(found)

    @cached_property
    def map(self) -> Document[MapFile] | None:
        """The map beside the file, if there is one that can be read."""
        names = (self.map_name,) if self.map_name else None
        return next(iter(self._beside("map", MapFile, names)), None)

    @cached_property
    def forces(self) -> tuple[Document[OrderOfBattle], ...]:
        """The orders of battle beside the file."""
        return self._beside("oob", OrderOfBattle, self.forces_names)

    @cached_property
    def environments(self) -> tuple[Document[Environment], ...]:
        """The environment files beside the file."""
        return self._beside("environment", Environment, None)

    @cached_property
    def calendars(self) -> tuple[Document[Calendar], ...]:
        """The calendars beside the file."""
        return self._beside("calendar", Calendar, None)

    @cached_property
    def ruleset(self) -> RulesetFiles | None:
        """The ruleset that the file plays by."""
        try:
            return load_ruleset(self.ruleset_id, self.folder)
        except BadData as bad:
            self.troubles += bad.faults
            return None

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """Unit kinds by id."""
        files = self.ruleset.of(Kinds) if self.ruleset else ()
        return {key: kind for d in files for key, kind in d.model.kinds.items()}

    @cached_property
    def weapons(self) -> dict[str, Weapon]:
        """Weapons by id."""
        files = self.ruleset.of(Weapons) if self.ruleset else ()
        return {key: weapon for d in files for key, weapon in d.model.weapons.items()}

    @cached_property
    def land(self) -> dict[str, bool]:
        """Terrain ids and whether one can stand there."""
        files = self.ruleset.of(Terrains) if self.ruleset else ()
        return {key: terrain.land for d in files for key, terrain in d.model.terrain.items()}

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Units of both sides by id."""
        return {key: unit for d in self.forces for key, unit in d.model.units.items()}

    @cached_property
    def formations(self) -> dict[str, Formation]:
        """Formations of both sides by id."""
        return {key: formation for d in self.forces for key, formation in d.model.formations.items()}


def unknown(
    tree: Tree, loc: Loc, what: str, name: str, valid: Mapping[str, object], *, key: bool = False
) -> Fault | None:
    """A fault when a name is not among the valid ones; nothing is said when none are known."""
    if not valid or name in valid:
        return None
    return tree.fault(loc, what, shown(name), nearest(name, valid), key=key)
