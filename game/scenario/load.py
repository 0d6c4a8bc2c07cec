"""Finding and reading files: documents, rulesets, and the bundle of files that one scenario is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from game import locate
from game.scenario.faults import BadData, Fault, nearest, shown
from game.scenario.models.common import File
from game.scenario.models.environment import Calendar, Environment
from game.scenario.models.history import History
from game.scenario.models.mapfile import MapFile
from game.scenario.models.oob import OrderOfBattle
from game.scenario.models.plan import PlanFile
from game.scenario.models.ruleset import Kinds, Rules, Ruleset, Terrains, Weapons
from game.scenario.models.scenario import Scenario
from game.scenario.models.tutorial import Tutorial
from game.scenario.reader import Tree, read
from game.scenario.validate import shape

F = TypeVar("F", bound=File)
G = TypeVar("G", bound=File)

MODELS: dict[str, type[File]] = {
    "scenario": Scenario,
    "map": MapFile,
    "oob": OrderOfBattle,
    "environment": Environment,
    "calendar": Calendar,
    "ruleset": Ruleset,
    "weapons": Weapons,
    "kinds": Kinds,
    "terrain": Terrains,
    "rules": Rules,
    "tutorial": Tutorial,
    "plan": PlanFile,
    "history": History,
}
_HEAD = re.compile(rb"^kind:[ \t]*['\"]?([a-z]+)", re.MULTILINE)
HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Document(Generic[F]):
    """One file that has the right shape, with the marks of its lines."""

    path: Path
    tree: Tree
    model: F


@dataclass(frozen=True, slots=True)
class RulesetFiles:
    """The files of one ruleset."""

    id: str
    index: Document[Ruleset]
    documents: tuple[Document[File], ...]

    def models(self) -> dict[str, File]:
        """Models of all documents by id."""
        return {d.model.id: d.model for d in self.documents}

    def of(self, kind: type[G]) -> tuple[Document[G], ...]:
        """Documents of one kind of file."""
        return tuple(d for d in self.documents if isinstance(d.model, kind))  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Bundle:
    """All files that one scenario is made of."""

    scenario: Document[Scenario]
    map: Document[MapFile]
    forces: tuple[Document[OrderOfBattle], ...]
    environment: Document[Environment]
    calendar: Document[Calendar]
    ruleset: RulesetFiles


def kind_of(path: Path) -> str:
    """Kind that a file says it is, from its first lines; empty when it does not say."""
    try:
        with path.open("rb") as file:
            found = _HEAD.search(file.read(HEAD_BYTES))
    except OSError:
        return ""
    return found.group(1).decode() if found else ""


def load(path: Path) -> Document[File]:
    """Read any file of ours; raises `BadData` with all its faults of form and shape."""
    tree = read(path)
    if not isinstance(tree.data, dict):
        raise BadData([tree.fault((), "a mapping of keys to values", shown(tree.data))])
    kind = tree.data.get("kind")
    if "kind" not in tree.data:
        raise BadData([tree.fault((), f"the key 'kind', one of {', '.join(MODELS)}", "none of that name")])
    if not isinstance(kind, str) or kind not in MODELS:
        near = nearest(kind, MODELS)
        raise BadData([tree.fault(("kind",), f"one of {', '.join(MODELS)}", shown(kind), near)])
    return Document(path, tree, shape(MODELS[kind], tree))


def load_as(path: Path, kind: type[F]) -> Document[F]:
    """Read a file that must be of one kind."""
    document = load(path)
    if not isinstance(document.model, kind):
        wanted = next(name for name, model in MODELS.items() if model is kind)
        raise BadData([document.tree.fault(("kind",), repr(wanted), shown(document.tree.data["kind"]))])
    return document  # type: ignore[return-value]


def yaml_files(folder: Path) -> list[Path]:
    """YAML files below a folder, in a fixed order."""
    return sorted(p for p in folder.rglob("*") if p.suffix in (".yaml", ".yml") and p.is_file())


def scenario_paths(folder: Path | None = None) -> dict[str, Path]:
    """Scenarios below a folder (the shipped ones by default) by the id of their file name."""
    files = yaml_files(folder or locate.scenarios())
    return {path.stem: path for path in files if kind_of(path) == "scenario"}


def find_scenario(name: str) -> Path:
    """Path of a scenario given by id or by file; raises `BadData` naming the nearest id."""
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        return path
    known = scenario_paths()
    if name in known:
        return known[name]
    what = f"a scenario file or one of {', '.join(known)}"
    fault = Fault("scenario", 0, 0, "", what, shown(name), nearest(name, known))
    raise BadData([fault])


def ruleset_folder(name: str, near: Path | None = None) -> Path:
    """Folder of a ruleset: beside the files that name it, else the shipped one."""
    for root in [*([near, *near.parents[:2]] if near else []), locate.scenarios()]:
        if (root / "rulesets" / name / "ruleset.yaml").is_file():
            return root / "rulesets" / name
    return locate.scenarios() / "rulesets" / name


def load_ruleset(name: str, near: Path | None = None) -> RulesetFiles:
    """Read every file of a ruleset; raises `BadData` with the faults of all of them."""
    folder = ruleset_folder(name, near)
    index = load_as(folder / "ruleset.yaml", Ruleset)
    faults: list[Fault] = []
    documents: list[Document[File]] = []
    for i, file in enumerate(index.model.files):
        try:
            documents.append(load(inside(folder, file, index.tree, ("files", i))))
        except BadData as bad:
            faults += bad.faults
    if faults:
        raise BadData(faults)
    return RulesetFiles(name, index, tuple(documents))


def inside(folder: Path, name: str, tree: Tree, loc: tuple[str | int, ...]) -> Path:
    """Path of a file named in another file; it must lie in the same folder or below and be there."""
    try:
        path = locate.under(folder, name)
    except (ValueError, OSError):
        raise BadData([tree.fault(loc, "a file in the same folder", shown(name))]) from None
    if not path.is_file():
        beside = [str(p.relative_to(folder)) for p in yaml_files(folder)]
        raise BadData([tree.fault(loc, "a file that is there", shown(name), nearest(name, beside))])
    return path


def load_bundle(path: Path) -> Bundle:
    """Read a scenario and every file it names; raises `BadData` with the faults of all of them."""
    scenario = load_as(path, Scenario)
    model, faults, parts = scenario.model, list[Fault](), dict[str, Document[File]]()
    for key, name, loc, kind in _parts(model):
        try:
            parts[key] = load_as(_named(path.parent, name, scenario.tree, loc, kind), kind)
        except BadData as bad:
            faults += bad.faults
    try:
        _check_ruleset(scenario)
        ruleset = load_ruleset(model.ruleset, path.parent)
    except BadData as bad:
        faults += bad.faults
    if faults:
        raise BadData(faults)
    forces = tuple(parts[f"forces.{i}"] for i in range(len(model.forces)))
    return Bundle(scenario, parts["map"], forces, parts["environment"], parts["calendar"], ruleset)  # type: ignore[arg-type]


def _named(folder: Path, name: str, tree: Tree, loc: tuple[str | int, ...], model: type[File]) -> Path:
    """Path of a file of one kind named in another file; a file of another kind is the naming file's fault."""
    path = inside(folder, name, tree, loc)
    wanted, found = next(kind for kind, m in MODELS.items() if m is model), kind_of(path)
    if found in MODELS and found != wanted:
        raise BadData([tree.fault(loc, f"a file of kind {wanted!r}", f"{name!r} of kind {found!r}")])
    return path


def _check_ruleset(scenario: Document[Scenario]) -> None:
    """A ruleset that is nowhere is told where it is named."""
    name, near = scenario.model.ruleset, scenario.path.parent
    if not ruleset_folder(name, near).is_dir():
        beside = [p.name for p in ruleset_folder(name, near).parent.glob("*") if p.is_dir()]
        fault = scenario.tree.fault(("ruleset",), "the id of a ruleset", shown(name), nearest(name, beside))
        raise BadData([fault])


def _parts(model: Scenario) -> Iterator[tuple[str, str, tuple[str | int, ...], type[File]]]:
    yield "map", model.map, ("map",), MapFile
    yield "environment", model.environment, ("environment",), Environment
    yield "calendar", model.calendar, ("calendar",), Calendar
    for i, name in enumerate(model.forces):
        yield f"forces.{i}", name, ("forces", i), OrderOfBattle
