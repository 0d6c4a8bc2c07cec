"""`khasan map`."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from game.cli.play import parse_size
from game.scenario.build import build
from game.scenario.check import sound_bundle
from game.scenario.faults import BadData, Fault, nearest
from game.scenario.load import find_scenario
from game.scenario.models.common import LANGUAGES
from game.scenario.writing import write_bytes

SUFFIXES = (".png",)


def run(name: str, out: Path, size: str, layers: str | None, language: str, silhouettes: bool) -> None:
    """Draw the map of a scenario into a picture file."""
    wanted = parse_size(size)
    if out.suffix.lower() not in SUFFIXES:
        raise BadData([Fault("--out", 0, 0, "", "a file name that ends in .png", repr(str(out)))])
    if language not in (*LANGUAGES, "none"):
        near = nearest(language, LANGUAGES)
        raise BadData([Fault("--language", 0, 0, "", "ru, ja, fi, en or none", repr(language), near)])
    start = build(sound_bundle(find_scenario(name)))
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    from game.ui.picture import LAYERS, picture_bytes

    chosen = frozenset(LAYERS) if layers is None else _layers(layers, LAYERS)
    style = "silhouette" if silhouettes else "symbol"
    write_bytes(out, picture_bytes(start, wanted, chosen, language, style))
    typer.echo(f"{out}: {wanted[0]} x {wanted[1]} pixels")


def _layers(text: str, known: tuple[str, ...]) -> frozenset[str]:
    """Layers named by comma; raises `BadData` naming the nearest for an unknown one."""
    chosen = [part.strip() for part in text.split(",") if part.strip()]
    faults = [
        Fault("--layers", 0, 0, "", f"layers of {', '.join(known)}", repr(part), nearest(part, known))
        for part in chosen
        if part not in known
    ]
    if faults:
        raise BadData(faults)
    return frozenset(chosen)
