"""`khasan why`: the ledger of a worked example, one sentence an effect."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import typer

from game.analysis.example import example
from game.analysis.example_stakes import example_stakes
from game.analysis.why import Names, sentence
from game.cli.options import SEEDS, whole_number
from game.rules import ledger
from game.rules.ledger import Rows
from game.scenario.build import build
from game.scenario.compile import compile_ruleset
from game.scenario.load import find_scenario, load_bundle, load_ruleset


def run(what: str, seed: int, as_json: bool) -> None:
    """Print the sentences, or the rows with them, of the example of fire or that of the stakes."""
    whole_number("--seed", seed, *SEEDS)
    rows, names = _stakes(seed) if what == "stakes" else _fire(seed)
    if as_json:
        data = {"seed": seed, "effects": [_as_data(row, names) for row in rows]}
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for row in rows:
        typer.echo(sentence(row, names))


def _fire(seed: int) -> tuple[Rows, Names]:
    return example(compile_ruleset(load_ruleset("standard").models()), seed)


def _stakes(seed: int) -> tuple[Rows, Names]:
    return example_stakes(build(load_bundle(find_scenario("campaign"))), seed)


def _as_data(row: np.void, names: Names) -> dict[str, Any]:
    """One row in ordinary numbers; None for a source, a hex or a draw that it does not have."""
    rule = ledger.RULES[int(row["rule"])]
    drawn, source, place = int(row["draw"]), int(row["source"]), int(row["hex"])

    def plain(column: str, unit: str) -> float:
        return int(row[column]) / ledger.UNITS[unit]

    return {
        "rule": rule.id,
        "form": rule.form,
        "source": names.unit(source) if source >= 0 else None,
        "target": names.target(rule, int(row["target"])),
        "hex": names.hex(place) if place >= 0 else None,
        "base": plain("base", rule.unit_of_base),
        "factors": {
            name: int(value) / ledger.UNITS["q10"]
            for name, value in zip(rule.factors, row["factors"], strict=False)
        },
        "expected": plain("expected", rule.unit_of_expected),
        "draw": drawn / 1000 if drawn != ledger.UNDRAWN else None,
        "result": plain("result", rule.unit_of_result),
        "sentence": sentence(row, names),
    }
