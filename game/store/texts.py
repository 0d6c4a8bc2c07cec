"""The texts that a game is played with: a scenario, and every file of it and of its ruleset."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from game import locate
from game.scenario.check import sound_bundle
from game.scenario.faults import BadData, Fault
from game.scenario.load import Bundle, Document, load_bundle
from game.scenario.models.common import File
from game.store.faults import bad, told

BATTLE, RULES = "battle", "rulesets"
_FORBIDDEN = set('<>:"|?*\\')
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
"""Names that one system takes for something else than a file."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Bytes of each file by name, as "battle/campaign.yaml" and "rulesets/standard/fire.yaml"; `scenario`
    is the name of the scenario among them.
    """

    scenario: str
    files: Mapping[str, bytes]

    def digest(self) -> str:
        """Fingerprint of all names and bytes."""
        total = hashlib.sha256(self.scenario.encode())
        for name in sorted(self.files):
            total.update(f"\0{name}\0{len(self.files[name])}\0".encode() + self.files[name])
        return total.hexdigest()


def gather(path: Path) -> Texts:
    """Texts of a scenario on the disk; raises `BadData` with the faults of all of them."""
    bundle = load_bundle(path)
    folder, rules = path.parent, bundle.ruleset.index.path.parent
    files = dict[str, bytes]()
    for document in _documents(bundle):
        home, first = (
            (rules, f"{RULES}/{rules.name}") if document.path.is_relative_to(rules) else (folder, BATTLE)
        )
        inner = document.path.resolve().relative_to(home.resolve()).as_posix()
        files[f"{first}/{inner}"] = document.path.read_bytes()
    return Texts(f"{BATTLE}/{path.name}", files)


def _documents(bundle: Bundle) -> Iterator[Document[File]]:
    yield from (bundle.scenario, bundle.map, bundle.environment, bundle.calendar, *bundle.forces)  # type: ignore[misc]
    yield bundle.ruleset.index  # type: ignore[misc]
    yield from bundle.ruleset.documents


def bundle_of(texts: Texts, path: Path) -> Bundle:
    """The files of a game as the loader gives them, checked like any other; no other file is read.

    Raises
    ------
    BadData
        With the faults of the texts, told as parts of the game file `path`.
    """
    with _laid_out(texts, path) as folder:
        try:
            bundle = (load_bundle if _shipped(texts) else sound_bundle)(folder / texts.scenario)
        except BadData as fault:
            raise BadData(_retold(f, folder, path) for f in fault.faults) from None
        if not bundle.ruleset.index.path.resolve().is_relative_to(folder.resolve()):
            raise bad(path, "the texts of its ruleset", f"none of {bundle.scenario.model.ruleset!r}", "files")
    return bundle


def _shipped(texts: Texts) -> bool:
    """Whether these are texts of the program itself in their own places, which `khasan check` has seen."""
    root = locate.scenarios()
    homes = [path for path in root.iterdir() if path.is_dir() and path.name != RULES]
    return any(all(_same(root, home, name, raw) for name, raw in texts.files.items()) for home in homes)


def _same(root: Path, home: Path, name: str, raw: bytes) -> bool:
    first, _, rest = name.partition("/")
    path = home / rest if first == BATTLE else root / name
    try:
        return path.is_file() and path.read_bytes() == raw
    except OSError:
        return False


@contextmanager
def _laid_out(texts: Texts, path: Path) -> Iterator[Path]:
    """The texts as files of a private folder that goes away again."""
    for name in texts.files:
        if not plain(name):
            raise bad(path, "names of files in folders of the game", repr(name[:60]), "files")
    if len({name.casefold() for name in texts.files}) < len(texts.files):
        raise bad(path, "names that differ by more than their case", "two that do not", "files")
    if texts.scenario not in texts.files:
        raise bad(path, "the text of its scenario", f"none of {texts.scenario[:60]!r}", "files")
    with ExitStack() as stack:
        with told(path):
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="khasan-"))
            # Rulesets are looked for in the folders above as well: those must be ours too.
            root = Path(folder).resolve() / "game" / "files"
            for name, raw in texts.files.items():
                target = root / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(raw)
        yield root


def plain(name: str) -> bool:
    """Whether a name stays below its folder on every machine."""
    parts = name.split("/")
    ordinary = name.isprintable() and not set(name) & _FORBIDDEN and len(parts) <= 6
    return ordinary and all(_usual(part) for part in parts)


def _usual(part: str) -> bool:
    edges = bool(part) and part[0] not in ". " and part[-1] not in ". "
    return edges and part.partition(".")[0].casefold() not in _DEVICES


def _retold(fault: Fault, folder: Path, path: Path) -> Fault:
    """A fault of a text, told as a part of the game file."""
    name = fault.file
    for start in (str(folder), locate.shown(folder)):
        if name.startswith(start):
            name = PurePosixPath(Path(name[len(start) + 1 :])).as_posix()
    return replace(fault, file=f"{locate.shown(path)}:{name}")
