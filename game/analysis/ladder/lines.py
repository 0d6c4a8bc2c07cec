"""A pair as a line of the ladder's file, and back."""

from __future__ import annotations

from typing import Any

from game.analysis.ladder.arena import Clock, Record
from game.analysis.ladder.pairs import Pair


def as_line(record: Record, texts: str) -> dict[str, Any]:
    """A record for JSON, with the fingerprint of the scenario's files."""
    pair, clock = record.pair, record.clock
    return {
        "agents": pair.agents,
        "scenario": pair.scenario,
        "seed": pair.seed,
        "scores": pair.scores,
        "won": pair.won,
        "over": pair.over,
        "digests": pair.digests,
        "texts": texts,
        "measured": {"turns": clock.turns, "seconds": clock.seconds},
    }


def as_record(data: dict[str, Any]) -> Record:
    """The record of a line; raises `KeyError`, `TypeError` or `ValueError` for what is none."""
    pair = Pair(
        _two(data["agents"], str),
        _is(data["scenario"], str),
        _is(data["seed"], int),
        _two(data["scores"], int),
        _two(data["won"], float),
        _two(data["over"], str),
        _two(data["digests"], str),
    )
    told = _is(data["measured"], dict)
    turns = {name: tuple(_is(ms, int) for ms in spent) for name, spent in _is(told["turns"], dict).items()}
    return Record(pair, Clock(turns, _is(told["seconds"], float)))


def _is(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(value)
    return value


def _two(values: Any, kind: type) -> Any:
    one, other = _is(values, list)
    return _is(one, kind), _is(other, kind)
