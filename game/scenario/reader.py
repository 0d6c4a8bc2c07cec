"""Strict YAML: plain data, with the line and column of every key and value.

The files are meant for people, so the corners of YAML where two readers disagree are refused with a
sentence instead of being read in one way or the other: `no` as false, `17:00` as 1020, keys given twice,
aliases, tags, merge keys. Nothing in a file can build an object, and nothing in it can grow: size, depth and
number of values are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from game import locate
from game.scenario import kept
from game.scenario.faults import BadData, Fault, nearest, shown

MAX_BYTES = 4_000_000
MAX_DEPTH = 24
MAX_VALUES = 400_000

Loc = tuple[str | int, ...]
Mark = tuple[int, int]

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?([0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})([eE][-+][0-9]{1,3})?")
_CLOCKLIKE = re.compile(r"[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9]*)?")
_ODD_NUMBER = re.compile(
    r"[-+]?(0[0-9]+|0[xob][0-9a-fA-F_]+|[0-9][0-9_]*_[0-9_.]*|[0-9]{19,}|[0-9.]+[eE][-+]?[0-9]+"
    r"|\.(inf|Inf|INF)|\.(nan|NaN|NAN))"
)
_QUOTES = ", in which a text with ': ' stands in quotes"
_TRUTHS = {"yes", "no", "on", "off", "y", "n"}


@dataclass(slots=True)
class Tree:
    """Plain data of one file and the marks of its keys and values by path.

    A tree whose data were kept has the `text` instead of marks, and finds them when first asked for one.
    """

    file: str
    data: Any = None
    text: str = ""
    values: dict[Loc, Mark] = field(default_factory=dict)
    keys: dict[Loc, Mark] = field(default_factory=dict)

    def mark(self, loc: Loc, *, key: bool = False) -> Mark:
        """Mark of the value (or key) at a path, else of the nearest thing above it."""
        if self.text:
            again = parse(self.text, self.file)
            self.values, self.keys, self.text = again.values, again.keys, ""
        if key and loc in self.keys:
            return self.keys[loc]
        while loc and loc not in self.values:
            loc = loc[:-1]
        return self.values.get(loc, (1, 1))

    def fault(
        self, loc: Loc, expected: str, found: str = "", nearest_name: str = "", *, key: bool = False
    ) -> Fault:
        """A fault at a path of this file."""
        line, column = self.mark(loc, key=key)
        return Fault(self.file, line, column, path_text(loc), expected, found, nearest_name)


def path_text(loc: Loc) -> str:
    """A path as people write it: units.kanda.weapons or turns[3].pulse."""
    text = ""
    for part in loc:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text if len(text) <= 120 else text[:117] + "..."


@dataclass(slots=True)
class _Frame:
    loc: Loc
    into: Any
    key: Any = None
    has_key: bool = False


def read_text(path: Path) -> str:
    """Text of a file, or the fault that keeps it from being one."""
    name = locate.shown(path)
    try:
        if not path.is_file():
            raise BadData([Fault(name, 0, 0, "", "a file", "a folder" if path.is_dir() else "nothing there")])
        if path.stat().st_size > MAX_BYTES:
            size = f"{path.stat().st_size / 1e6:.1f} MB"
            raise BadData([Fault(name, 0, 0, "", f"a file of at most {MAX_BYTES // 10**6} MB", size)])
        raw = path.read_bytes()
    except OSError as error:
        raise BadData(
            [Fault(name, 0, 0, "", "a file that can be read", error.strerror or str(error))]
        ) from None
    return decoded(raw, name)


def decoded(raw: bytes, name: str) -> str:
    """Text of the bytes of a file; raises `BadData` where they are none."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        fault = Fault(name, line, column, "", "text in UTF-8", f"the byte 0x{raw[error.start]:02x}")
        raise BadData([fault]) from None


def read(path: Path) -> Tree:
    """Read a file strictly; raises `BadData` with one fault for the first thing that is not plain YAML.

    What has been read before comes from the cache (`kept`).
    """
    text, file = read_text(path), locate.shown(path)
    place = kept.path_of(text)
    data = kept.recall(place)
    if data is not None:
        return Tree(file, data, text)
    tree = parse(text, file)
    kept.keep(place, tree.data)
    return tree


def parse(text: str, file: str) -> Tree:
    """Build the tree of a text event by event, without recursion."""
    tree = Tree(file)
    try:
        _Builder(tree).run(yaml.parse(text, Loader=_PARSER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = ", ".join(str(part) for part in (error.context, error.problem) if part)
        wanted = "well-formed YAML" + (_QUOTES if "mapping values are not allowed" in said else "")
        raise BadData([Fault(file, line, column, "", wanted, said)]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        code = error.character if isinstance(error.character, int) else ord(str(error.character)[:1] or " ")
        said = f"the character U+{code:04X}"
        raise BadData([Fault(file, line, 1, "", "characters that can be printed", said)]) from None
    if tree.data is None:
        raise BadData([Fault(file, 1, 1, "", "a mapping of keys to values", "an empty file")])
    return tree


class _Builder:
    """Turns parser events into a tree, refusing what the module head lists."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.frames: list[_Frame] = []
        self.count = 0
        self.done = False

    def run(self, events: Iterator[Any]) -> None:
        for event in events:
            self._refuse_extras(event)
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.MappingStartEvent):
                self._open(event, {})
            elif isinstance(event, yaml.SequenceStartEvent):
                self._open(event, [])
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self.frames.pop()
            elif isinstance(event, yaml.DocumentStartEvent) and self.done:
                self._stop(event, "one document in a file", "a second one")

    def _stop(self, event: Any, expected: str, found: str, near: str = "") -> None:
        mark = event.start_mark
        key = path_text(self._here()) if self.frames else ""
        raise BadData([Fault(self.tree.file, mark.line + 1, mark.column + 1, key, expected, found, near)])

    def _refuse_extras(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._stop(event, "values written out", f"the alias *{event.anchor}")
        if getattr(event, "anchor", None):
            self._stop(event, "values written out", f"the anchor &{event.anchor}")
        if getattr(event, "tag", None) and not isinstance(event, yaml.DocumentStartEvent):
            self._stop(event, "plain values", f"the tag {shown(event.tag)}")

    def _here(self) -> Loc:
        frame = self.frames[-1]
        if isinstance(frame.into, list):
            return (*frame.loc, len(frame.into))
        return (*frame.loc, frame.key) if frame.has_key else frame.loc

    def _open(self, event: Any, into: Any) -> None:
        if len(self.frames) >= MAX_DEPTH:
            self._stop(event, f"at most {MAX_DEPTH} levels of nesting", "more")
        loc = self._here() if self.frames else ()
        if self.frames and isinstance(self.frames[-1].into, dict) and not self.frames[-1].has_key:
            self._stop(event, "a key of plain text", "a mapping" if into == {} else "a list")
        self._place(event, into)
        self.frames.append(_Frame(loc, into))

    def _scalar(self, event: Any) -> None:
        frame = self.frames[-1] if self.frames else None
        if frame is not None and isinstance(frame.into, dict) and not frame.has_key:
            self._key(frame, event)
            return
        value = event.value if event.style in ("'", '"', "|", ">") else self._plain(event)
        self._place(event, value)

    def _key(self, frame: _Frame, event: Any) -> None:
        if event.value == "<<" and not event.style:
            self._stop(event, "keys written out", "the merge key <<")
        if event.value in frame.into:
            first = self.tree.keys[(*frame.loc, event.value)][0]
            self._stop(event, "each key once", f"{shown(event.value)} again, first given in line {first}")
        frame.key, frame.has_key = event.value, True
        mark = event.start_mark
        self.tree.keys[(*frame.loc, event.value)] = (mark.line + 1, mark.column + 1)

    def _place(self, event: Any, value: Any) -> None:
        self.count += 1
        if self.count > MAX_VALUES:
            self._stop(event, f"at most {MAX_VALUES} values in a file", "more")
        mark = (event.start_mark.line + 1, event.start_mark.column + 1)
        if not self.frames:
            self.tree.data, self.done = value, True
            self.tree.values[()] = mark
            return
        self.tree.values[self._here()] = mark
        frame = self.frames[-1]
        if isinstance(frame.into, list):
            frame.into.append(value)
        else:
            frame.into[frame.key], frame.has_key = value, False

    def _plain(self, event: Any) -> Any:
        text: str = event.value
        if text in ("true", "false"):
            return text == "true"
        if text in ("", "~", "null"):
            return None
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
        self._refuse_doubtful(event, text)
        return text

    def _refuse_doubtful(self, event: Any, text: str) -> None:
        if text.lower() in _TRUTHS or (text.lower() in ("true", "false") and text not in ("true", "false")):
            meant = nearest(text.lower(), ("true", "false")) or (
                "true" if text.lower() in ("yes", "y", "on") else "false"
            )
            self._stop(
                event,
                f'true, false or a text in quotes ("{text}")',
                f"{text}, which readers take for a truth value",
                meant,
            )
        if _CLOCKLIKE.fullmatch(text):
            self._stop(event, f'an hour in quotes ("{text}")', f"{text}, which readers take for a number")
        if _ODD_NUMBER.fullmatch(text):
            self._stop(event, f'a plain number, or a text in quotes ("{text[:20]}")', shown(text))
