"""From plain data to a model: every fault of shape as one sentence with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from game.scenario.faults import BadData, Fault, nearest, shown
from game.scenario.models import common
from game.scenario.models.common import File
from game.scenario.plans.hours import ORDER_ID
from game.scenario.reader import Loc, Tree

PATTERNS: dict[str, str] = {
    common.ID: "an id of small letters, digits, '-', '_' and '.'",
    r"^[0-9]{4}$": 'a hex label of four digits in quotes, like "1207"',
    common.CLOCK: 'an hour in quotes, like "06:05"',
    common.MOMENT: 'a date and hour in quotes, like "1938-08-06T16:00"',
    rf"^{ORDER_ID}$": "an id of letters, digits, '-', '_' and '.', like S4",
    r"^[0-9]{4}-(E|NE|NW|W|SW|SE)$": 'a hexside, like "1207-NE"',
    r"^[0-9a-f]{64}$": "a sha256 of 64 digits and letters",
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": 'a date, like "1938-08-06"',
}
TYPES: dict[str, str] = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "string_type": "text",
    "bool_type": "true or false",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "tuple_type": "a list",
    "list_type": "a list",
    "datetime_type": PATTERNS[common.MOMENT],
    "none_required": "nothing",
}
LIMITS: dict[str, str] = {
    "greater_than_equal": "a number of at least {ge}",
    "greater_than": "a number above {gt}",
    "less_than_equal": "a number of at most {le}",
    "less_than": "a number below {lt}",
    "string_too_short": "a text of at least {min_length} characters",
    "string_too_long": "a text of at most {max_length} characters",
    "too_short": "at least {min_length} of them",
    "too_long": "at most {max_length} of them",
    "multiple_of": "a multiple of {multiple_of}",
}

_SCHEMAS: dict[type[File], dict[str, Any]] = {}


def shape(model: type[File], tree: Tree) -> File:
    """The model of a tree; raises `BadData` with every fault of shape."""
    if not isinstance(tree.data, dict):
        raise BadData([tree.fault((), "a mapping of keys to values", shown(tree.data))])
    try:
        return model.model_validate(tree.data)
    except ValidationError as error:
        raise BadData(_fault(model, tree, detail) for detail in error.errors(include_url=False)) from None


def _fault(model: type[File], tree: Tree, error: ErrorDetails) -> Fault:
    loc = _real(tree.data, error["loc"])
    if error["type"] == "missing":
        return _missing(tree, loc, str(error["loc"][-1]))
    if error["type"] == "extra_forbidden":
        known = sorted(_at(model, loc[:-1]).get("properties", {}))
        listed = f"one of the keys {', '.join(known)}" if known else "a known key"
        return tree.fault(loc, listed, shown(str(loc[-1])), nearest(loc[-1], known), key=True)
    if error["type"] == "located":
        context = error["ctx"]
        return tree.fault((*loc, *context["at"]), context["expected"], context["found"], context["nearest"])
    if error["loc"] and error["loc"][-1] == "[key]":
        return tree.fault(loc, _expected(error), shown(str(loc[-1])), _close(error), key=True)
    close = _close(error)
    told = "found" in _expected(error) or (
        error["type"] == "value_error" and isinstance(error["input"], dict)
    )
    found = "" if told else shown(error["input"])
    return tree.fault(loc, _expected(error), found, close)


def _missing(tree: Tree, loc: Loc, name: str) -> Fault:
    holder: Any = tree.data
    for part in loc:
        holder = holder[part]
    like = nearest(name, holder) if isinstance(holder, dict) else ""
    return tree.fault(loc, f"the key {name!r}", "none of that name", like)


def _real(data: Any, loc: tuple[int | str, ...]) -> Loc:
    """The part of pydantic's path that exists in the file: names of union branches fall out."""
    real: list[int | str] = []
    for part in loc:
        inside = isinstance(data, Mapping) and part in data
        if inside or (isinstance(data, list) and isinstance(part, int) and part < len(data)):
            real.append(part)
            data = data[part]
    return tuple(real)


def _expected(error: ErrorDetails) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind in TYPES:
        quotes = isinstance(error["input"], int | float) and kind == "string_type"
        return TYPES[kind] + (" in quotes" if quotes else "")
    if kind in LIMITS:
        return LIMITS[kind].format(**context)
    if kind == "string_pattern_mismatch":
        return PATTERNS.get(context["pattern"], f"a text that fits {context['pattern']}")
    if kind == "literal_error":
        several = " or " in context["expected"]
        return f"one of {context['expected']}" if several else str(context["expected"])
    if kind == "value_error":
        return str(context["error"])
    return error["msg"][:1].lower() + error["msg"][1:]


def _close(error: ErrorDetails) -> str:
    if error["type"] != "literal_error":
        return ""
    words = str(error.get("ctx", {}).get("expected", "")).replace(" or ", ", ").split(", ")
    return nearest(error["input"], [word.strip("'") for word in words])


def _at(model: type[File], loc: Loc) -> dict[str, Any]:
    """The JSON Schema node that describes a path."""
    if model not in _SCHEMAS:
        _SCHEMAS[model] = model.model_json_schema()
    root = _SCHEMAS[model]
    node = root
    for part in loc:
        node = _step(root, node, part)
    return _resolved(root, node)


def _resolved(root: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in node:
        return _resolved(root, root["$defs"][node["$ref"].rsplit("/", 1)[-1]])
    for option in node.get("anyOf", ()):
        solved = _resolved(root, option)
        if "properties" in solved or "additionalProperties" in solved or "items" in solved:
            return solved
    return node


def _step(root: dict[str, Any], node: dict[str, Any], part: int | str) -> dict[str, Any]:
    node = _resolved(root, node)
    if isinstance(part, int):
        inner = node.get("items", {})
    else:
        inner = node.get("properties", {}).get(part) or node.get("additionalProperties", {})
        if not inner:
            inner = next(iter(node.get("patternProperties", {}).values()), {})
    return inner if isinstance(inner, dict) else {}
