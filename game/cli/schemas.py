"""`khasan schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typer

from game.scenario.faults import nearest
from game.scenario.load import MODELS
from game.scenario.models.common import File
from game.scenario.writing import write_text

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(model: type[File], kind: str) -> dict[str, Any]:
    """JSON Schema of one kind of file."""
    schema = {key: value for key, value in model.model_json_schema().items() if key != "title"}
    return {"$schema": DIALECT, "title": f"Khasan 1938: {kind} file", **_closed(schema)}


def _closed(node: Any) -> Any:
    """Keys that must fit a pattern: say that no others may stand, or an editor lets a misspelled id pass."""
    if isinstance(node, list):
        return [_closed(part) for part in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _closed(value) for key, value in node.items()}
    if isinstance(closed.get("patternProperties"), dict):
        closed.setdefault("additionalProperties", False)
    return closed


def run(kind: str | None, out: Path | None) -> None:
    """Print one schema, list the kinds, or write all schemas into a folder."""
    if kind is not None and kind not in MODELS:
        near = nearest(kind, MODELS)
        hint = f"; the nearest is {near!r}" if near else ""
        typer.echo(f"khasan schema: expected one of {', '.join(MODELS)}, found {kind!r}{hint}", err=True)
        raise typer.Exit(1)
    if out is not None:
        for name in [kind] if kind else MODELS:
            text = json.dumps(schema_of(MODELS[name], name), indent=2, ensure_ascii=False) + "\n"
            write_text(out / f"{name}.schema.json", text)
    elif kind is None:
        typer.echo("\n".join(MODELS))
    else:
        typer.echo(json.dumps(schema_of(MODELS[kind], kind), indent=2, ensure_ascii=False))
