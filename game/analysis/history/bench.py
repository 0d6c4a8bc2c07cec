"""A study made ready: the scenario compiled with its commanders, and what is looked for in its games."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from game.analysis.campaign import Match, Stage, hills_of
from game.analysis.commanders import Commander, commander
from game.analysis.history.scope import Scope, scope_of
from game.scenario.build import build
from game.scenario.load import Bundle, find_scenario, load_bundle
from game.scenario.models.common import Number
from game.scenario.models.history import History
from game.scenario.models.scenario import Overlay
from game.scenario.setting import first_state, setting_of


@dataclass(frozen=True, slots=True)
class Study:
    """What is played: the match, with commanders for agents, the record beside it, numbers moved by path."""

    match: Match
    record: History
    moved: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """A study made ready."""

    study: Study
    stage: Stage
    scope: Scope
    commanders: tuple[Commander, Commander]


def bench_of(study: Study) -> Bench:
    """Load and compile; raises `BadData`."""
    match = study.match
    bundle = changed(load_bundle(find_scenario(match.scenario)), dict(study.moved))
    start = build(bundle)
    setting = setting_of(start, historical=match.historical)
    stage = Stage(match, bundle, setting, first_state(start, setting), hills_of(bundle, setting))
    soviet, japanese = (commander(side, name, start) for side, name in enumerate(match.agents))
    return Bench(study, stage, scope_of(stage, study.record), (soviet, japanese))


def changed(bundle: Bundle, moved: Mapping[str, float]) -> Bundle:
    """A scenario whose rules have some numbers elsewhere, as if it said so itself."""
    if not moved:
        return bundle
    model = bundle.scenario.model
    numbers = {path: Number(value=n, low=n, high=n, tag="calibrated") for path, n in moved.items()}
    overlay = Overlay(rules={**model.overlay.rules, **numbers})
    document = replace(bundle.scenario, model=model.model_copy(update={"overlay": overlay}))
    return replace(bundle, scenario=document)
