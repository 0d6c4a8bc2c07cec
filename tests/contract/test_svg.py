"""Our SVG stays within what pygame's reader draws right, and every arm of the data has its figure."""

from __future__ import annotations

from itertools import product
from xml.etree import ElementTree

import pytest
import yaml

from game import locate
from game.ui.counters import body, states
from game.ui.counters.face import SIDES, STATES, Face
from game.ui.counters.silhouettes import SILHOUETTES, profile
from game.ui.counters.symbols import SYMBOLS, figure
from game.ui.kit import svg
from game.ui.kit.theme import STANDARD, THEMES

ARMS = (
    "infantry",
    "machine_gun",
    "infantry_gun",
    "border_guard",
    "field_artillery",
    "howitzer",
    "mountain_artillery",
    "heavy_artillery",
    "mortar",
    "anti_tank",
    "tank",
    "flame_tank",
    "bridge_tank",
    "armored_car",
    "self_propelled_gun",
    "cavalry",
    "motor_rifle",
    "reconnaissance",
    "engineers",
    "anti_aircraft",
    "at_rifle",
    "supply",
    "headquarters",
    "armored_train",
    "patrol_boat",
    "bomber",
    "heavy_bomber",
    "fighter",
    "assault_aircraft",
)
DRAWN = {"svg", "g", "path", "rect", "circle", "line", "linearGradient", "stop"}


def drawings() -> list[tuple[str, str]]:
    """Every drawing the counters can be put together from."""
    made = [(f"symbol {name}", figure(name, "#000000")) for name in SYMBOLS]
    made += [(f"silhouette {name}", profile(name, "#ffffff", "#000000", left=True)) for name in SILHOUETTES]
    made += [(f"mark {name}", content) for name, content in states.MARKS.items()]
    for side, theme in product(SIDES, THEMES.values()):
        face = Face(side, "tank", "division", "1", "2", "guns", "P", (2, 4), 3, frozenset(STATES))
        for layout in (body.SMALL, body.MIDDLE, body.FULL):
            parts = body.plates(face, layout, theme) + body.marks(face, layout, theme)
            made.append((f"{side} {theme.name}", parts + states.over(face, theme, signs=True)))
    return made


@pytest.mark.parametrize(("name", "content"), drawings())
def test_drawings_use_only_what_the_reader_draws(name: str, content: str) -> None:
    assert svg.faults(content) == []
    tree = ElementTree.fromstring(svg.document(content, 0, 0, 64, 64))
    names = {element.tag.rsplit("}", 1)[-1] for element in tree.iter()}
    assert names <= DRAWN, f"{name} uses {names - DRAWN}"


@pytest.mark.parametrize(
    "content",
    [
        "<text>a</text>",
        "< use href='#a'/>",
        "<image/>",
        "<g><pattern/></g>",
        "<filter/>",
        "<clipPath/>",
        "<mask/>",
        "<symbol/>",
        "<path clip-path='url(#a)'/>",
        "<path style='mask: url(#a)'/>",
        "<path fill='currentColor'/>",
    ],
)
def test_forbidden_parts_are_found(content: str) -> None:
    assert svg.faults(content)


def test_a_clean_drawing_has_no_faults() -> None:
    assert svg.faults("<g><path d='M0 0H3'/><linearGradient id='a'/></g>") == []


def test_each_arm_has_a_symbol_and_a_silhouette() -> None:
    assert set(ARMS) <= set(SYMBOLS)
    assert set(SYMBOLS) == set(SILHOUETTES)


def test_no_color_word_is_left_in_a_finished_drawing() -> None:
    for name in SYMBOLS:
        assert "INK" not in figure(name, "#000000")
        assert not {"INK", "GAP"} & set(profile(name, "#fff", "#000").replace('"', " ").split())


def test_each_unit_kind_of_the_rulesets_has_its_figure() -> None:
    paths = sorted((locate.scenarios() / "rulesets").glob("*/kinds.yaml"))
    assert paths
    for path in paths:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        named = {kind["symbol"] for kind in _rows(content) if "symbol" in kind}
        assert named
        assert named <= set(SYMBOLS), f"{path.name} names {named - set(SYMBOLS)}"


def _rows(content: object) -> list[dict[str, object]]:
    """All mappings in a file that name a symbol."""
    if isinstance(content, dict):
        inner = [row for value in content.values() for row in _rows(value)]
        return [content, *inner] if "symbol" in content else inner
    if isinstance(content, list):
        return [row for value in content for row in _rows(value)]
    return []


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_figures_stay_in_their_boxes(symbol: str) -> None:
    """Drawn with a wide margin, nothing may lie more than the width of a stroke outside the box."""
    ink = "#ff0000"
    for content, width, height in ((figure(symbol, ink), 30, 20), (profile(symbol, ink, "#000"), 60, 34)):
        scale, pad = 4, 10
        size = ((width + 2 * pad) * scale, (height + 2 * pad) * scale)
        drawn = svg.draw(svg.document(content, -pad, -pad, width + 2 * pad, height + 2 * pad), size)
        room = drawn.get_bounding_rect(min_alpha=40)
        slack = 1.5 * scale
        assert room.left >= pad * scale - slack
        assert room.top >= pad * scale - slack
        assert room.right <= (pad + width) * scale + slack
        assert room.bottom <= (pad + height) * scale + slack


def test_proportions_are_kept() -> None:
    drawn = svg.draw(svg.document("<rect width='10' height='10'/>", 0, 0, 10, 10), (64, 40))
    assert drawn.get_size() == (40, 40)


def test_pictures_are_kept() -> None:
    document = svg.document(figure("tank", svg.hexcode(STANDARD.symbol_ink)), 0, 0, 30, 20)
    assert svg.picture(document, (30, 20)) is svg.picture(document, (30, 20))


def test_profiles_turn_to_the_enemy_but_the_question_mark_stays() -> None:
    assert profile("tank", "#fff", "#000", left=True) != profile("tank", "#fff", "#000")
    assert profile("unknown", "#fff", "#000", left=True) == profile("unknown", "#fff", "#000")
