"""Shipped plans are sound in every scenario; the handbook of orders says what is so; the schema agrees."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from command_line import Khasan
from plan_field import begun, ids, names

from game import locate
from game.cli.schemas import schema_of
from game.scenario.check import check_paths
from game.scenario.load import kind_of, scenario_paths, yaml_files
from game.scenario.models.common import SIDES, Side
from game.scenario.models.plan import PlanFile
from game.scenario.plans.condition import LIGHTS, MAX_DEPTH, MAX_LENGTH, WORDS
from game.scenario.plans.condition_parser import read as read_condition
from game.scenario.plans.misread import Misread
from game.scenario.plans.mission import Kind
from game.scenario.plans.orders import STANDING
from game.scenario.plans.places import AREA_M
from game.scenario.plans.printer import print_plan
from game.scenario.plans.resolve import read_plan, resolve
from game.scenario.plans.tactics import TACTICS
from game.scenario.plans.who import Troops
from game.scenario.reader import parse, read
from game.scenario.validate import shape

ROOT = Path(locate.__file__).parents[1]
HANDBOOK = (ROOT / "docs" / "plans.md").read_text("utf-8")
PLANS = [path for path in yaml_files(locate.scenarios()) if kind_of(path) == "plan"]
BAD = Path(__file__).parent / "bad_plans"
BLOCKS = re.findall(r"```yaml\n(.*?)```", HANDBOOK, re.DOTALL)
EXAMPLES = {path.stem: path for path in PLANS if path.parent.name == "examples"}
SHAPES = [
    "id-words",
    "side",
    "no-author",
    "unknown-key",
    "do",
    "who-number",
    "who-empty",
    "where-number",
    "tactic",
    "task",
    "support-role",
    "fires-kind",
    "flight-many",
    "priority",
    "orders-none",
    "rules-list",
    "condition-empty",
    "condition-long",
    "at-when-unquoted",
]


@cache
def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema_of(PlanFile, "plan"))


def complaints(data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator().iter_errors(data)]


def test_there_are_plans() -> None:
    assert len(PLANS) >= 4
    assert {read_plan(path).model.plan.side for path in PLANS} == set(SIDES)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_shipped_plan_is_sound(path: Path) -> None:
    assert [str(fault) for fault in check_paths([path])[1]] == []
    assert complaints(read(path).data) == []


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_shipped_plan_reads_back_as_it_is_printed(path: Path) -> None:
    model = read_plan(path).model
    text = print_plan(model)
    assert shape(PlanFile, parse(text, path.name)) == model
    assert complaints(parse(text, path.name).data) == []


@pytest.mark.parametrize("scenario", scenario_paths())
@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_shipped_plan_resolves_in_every_scenario(path: Path, scenario: str) -> None:
    """Every order is there or told to be left out; its rows are units of the side and hexes of the board."""
    start, document = begun(scenario), read_plan(path)
    found = resolve(document, start)
    kept = [mission.id for mission in found.plan.missions]
    left = {out.order for out in found.left_out}
    assert kept == [order.id for order in document.model.orders if order.id not in left]
    for mission in found.plan.missions:
        assert mission.units
        assert {int(start.units.side[row]) for row in mission.units} == {found.plan.side}
        assert all(0 <= h < start.board.hexes for h in mission.hexes)
        assert all(set(goal.units) <= set(mission.units) for goal in mission.goals)
        assert {called for _, called in mission.branches} <= set(kept)
        assert not mission.start.after or mission.start.after in kept


@pytest.mark.parametrize("name", SHAPES)
def test_the_schema_refuses_a_slip_of_shape(name: str) -> None:
    assert complaints(read(BAD / f"{name}.yaml").data) != []


def test_the_schema_takes_the_good_plan(khasan: Khasan) -> None:
    assert complaints(read(BAD / "00-good.yaml").data) == []
    code, out, _ = khasan("check", str(BAD / "00-good.yaml"), str(BAD / "do.yaml"))
    assert code == 1
    assert out.count("\n") == 1


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_the_blocks_of_the_handbook_are_sound(block: str, tmp_path: Path) -> None:
    """A whole file is checked as one; orders are those of the example files, word for word."""
    if block.startswith("format:"):
        (tmp_path / "plan.yaml").write_text(block, "utf-8")
        assert check_paths([tmp_path / "plan.yaml"])[1] == []
        return
    orders = parse(block, "block").data
    files = [read(path).data["orders"] for path in EXAMPLES.values()]
    assert any(all(order in file for order in orders) for file in files)


def test_the_handbook_shows_the_six_examples() -> None:
    shown = re.findall(r"^- id: (\w+)$", HANDBOOK, re.MULTILINE)
    assert shown == ["J1", "J2", "S1", "S2", "S3", "S4", "S4b"]
    written = [order["id"] for path in EXAMPLES.values() for order in read(path).data["orders"]]
    assert sorted(written) == sorted(shown)


def test_the_handbook_names_every_word() -> None:
    words = {*Kind.__args__, *TACTICS, *LIGHTS, *STANDING}  # type: ignore[attr-defined]
    for word in (*words, *WORDS, *schema_of(PlanFile, "plan")["$defs"]["Order"]["properties"]):
        assert re.search(rf"\b{word}\b", HANDBOOK), word
    assert f"at most {MAX_LENGTH} characters and twelve levels" in HANDBOOK
    assert (MAX_DEPTH, AREA_M) == (12, 500)


def table(title: str) -> list[str]:
    """What stands in the first column of the table of a chapter."""
    chapter = HANDBOOK.partition(f"\n## {title}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.*?`) \|", chapter, re.MULTILINE)
    return [text for row in rows for text in re.findall(r"`(.*?)`", row)]


@pytest.mark.parametrize("text", table("Who"))
def test_the_names_of_the_handbook_are_found(text: str) -> None:
    assert any(known(text, side) for side in SIDES)


def known(text: str, side: Side) -> bool:
    try:
        return bool(Troops(names(), side).of(text))
    except Misread:
        return False


@pytest.mark.parametrize("text", table("Conditions"))
def test_the_conditions_of_the_handbook_are_read(text: str) -> None:
    assert read_condition(text)


def test_examples_say_what_the_handbook_says_of_them() -> None:
    plan = resolve(read_plan(EXAMPLES["six-orders-soviet"]), begun()).plan
    first, march, air, attack, again = plan.missions
    assert len(first.goals) == 3 * 2, "three hills by two axes"
    assert march.priority == 2
    assert {begun().roster.counters[row].kind for row in air.units} == {
        "su_bomber_squadron",
        "su_heavy_bomber_squadron",
        "su_fighter_squadron",
    }
    assert (attack.fires[0].end - attack.fires[0].start, attack.branches[0][1]) == (45, "S4b")
    assert again.start.called
    japanese = resolve(read_plan(EXAMPLES["six-orders-japanese"]), begun()).plan
    assert [(role, ids(rows)) for role, rows in japanese.missions[0].aid] == [
        ("cut_wire", ["19er-1"]),
        ("on_call", ["75ir-rg"]),
    ]
    assert japanese.missions[1].start.after == "J1"
