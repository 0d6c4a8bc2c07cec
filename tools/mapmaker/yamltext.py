"""Writes the parts of a YAML file the way a person would: short things on a line, long texts folded."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

WIDTH = 100


def scalar(value: Any) -> str:
    """A plain value; texts in double quotes unless they are bare words."""
    if isinstance(value, str):
        bare = value.isascii() and value.replace("-", "").replace("_", "").isalpha() and value.islower()
        return (
            value
            if bare and value not in ("null", "true", "false", "yes", "no", "on", "off")
            else _quoted(value)
        )
    return json.dumps(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value)


def entry(key: str, value: Any, indent: int) -> list[str]:
    """Lines of one key and its value: on one line where it fits, else wrapped."""
    pad = " " * indent
    line = f"{pad}{key}: {flow(value)}"
    if len(line) <= WIDTH:
        return [line]
    if isinstance(value, str):
        return [f"{pad}{key}: >-", *_fold(value, indent + 2)]
    if isinstance(value, Mapping):
        return [f"{pad}{key}:", *(line for k, v in value.items() for line in entry(k, v, indent + 2))]
    return [f"{pad}{key}: [", *wrapped(value, indent + 2), f"{pad}]"]


def wrapped(items: Sequence[Any], indent: int) -> list[str]:
    """Items of a list, as many to a line as fit."""
    pad = " " * indent
    text = ", ".join(flow(item).replace(" ", "\0") for item in items)
    lines = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return [pad + line.replace("\0", " ") for line in lines]


def _fold(text: str, indent: int) -> list[str]:
    pad = " " * indent
    lines = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    return [pad + line for line in lines]


def block(key: str, rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """A mapping of records, each under its id."""
    lines = [f"{key}:"]
    for name, row in rows.items():
        lines.append(f"  {name}:")
        lines += [line for k, v in row.items() if v is not None for line in entry(k, v, 4)]
    return lines


def texts(key: str, items: Sequence[str]) -> list[str]:
    """A list of long texts."""
    return [f"{key}:", *(line for item in items for line in ("  - >-", *_fold(item, 4)))]
