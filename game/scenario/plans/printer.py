"""Writes a plan back as a file that reads to the same plan."""

from __future__ import annotations

import re
from typing import Any

from game.scenario.models.plan import PlanFile

WIDTH = 108
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 /._+-]*[A-Za-z0-9_+]|[A-Za-z]")
_TRUTHS = {"yes", "no", "on", "off", "y", "n", "true", "false", "null"}


def print_plan(plan: PlanFile) -> str:
    """The text of a plan file; reading it gives the same plan."""
    data = plan.model_dump(by_alias=True, exclude_defaults=True)
    head = {key: data.pop(key) for key in ("format", "kind", "id")}
    return "".join(f"{key}: {_flow(value)}\n" for key, value in head.items()) + _block(data, 0)


def _block(data: dict[str, Any], indent: int) -> str:
    """Every key on a line of its own; what hangs below a key brings its own indent."""
    return "".join(" " * indent + "".join(_lines(key, value, indent)) for key, value in data.items())


def _lines(key: str, value: Any, indent: int) -> list[str]:
    """A key and its value on one line where there is room, else the value's parts below it."""
    name, short = _scalar(key), _flow(value)
    if not isinstance(value, dict | list | tuple) or not value:
        return [f"{name}: {short}\n"]
    items = isinstance(value, list | tuple) and all(isinstance(part, dict) for part in value)
    if key != "orders" and len(name) + len(short) + indent <= WIDTH:
        return [f"{name}: {short}\n"]
    if items:
        return [f"{name}:\n", *(_item(part, indent + 2) for part in value)]
    if isinstance(value, dict):
        return [f"{name}:\n", _block(value, indent + 2)]
    return [f"{name}:\n", *(" " * (indent + 2) + f"- {_flow(part)}\n" for part in value)]


def _item(data: dict[str, Any], indent: int) -> str:
    return " " * indent + "- " + _block(data, indent + 2).lstrip(" ")


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_flow(part) for part in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """A value as YAML has it; whatever could be read in two ways stands in quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _TRUTHS and " -" not in text:
        return text
    return '"' + "".join(_letter(letter) for letter in text) + '"'


def _letter(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    return letter if letter.isprintable() else f"\\U{ord(letter):08x}"
