"""The handbook in the game: every page is laid out in any window, is searched, and leads on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pygame
import pytest
from film_field import fight

from game.analysis.handbook import page_for
from game.analysis.handbook_pages import pages
from game.rules import ledger
from game.ui.book import book, title_of
from game.ui.kit.markdown import CODE, HEAD, ITEM, PROSE, TABLE, blocks, plain
from game.ui.page_layout import lay_out
from game.ui.scenes.film import Film
from game.ui.scenes.handbook import FIRST, Handbook
from game.ui.scenes.menu import Menu
from game.ui.session import Session
from game.ui.sheetspec import spec_of
from game.ui.shell import Shell
from ui.pilot import Pilot, plain_terrain, told, ui

PAGE = """# A head

Some *words* in **two**
lines with a `term`. <!-- gone -->

- one
  and more
- two

| a | b \\| c |
| --- | --- |
| 1 | 2 |

```
code: *kept*
```
"""


@pytest.fixture
def handbook(pilot: Pilot, shell: Shell) -> Handbook:
    """The handbook, opened from the menu by a click on its button."""
    menu = Menu(shell.ui)
    pilot.open(menu, (1280, 800))
    pilot.click(next(b for b in menu.buttons if b.text == "Handbook").rect.center)
    pilot.frame()
    return pilot.scene(Handbook)


def test_markdown_becomes_blocks_without_marks() -> None:
    found = blocks(PAGE)
    assert [block.kind for block in found] == [HEAD, PROSE, ITEM, ITEM, TABLE, CODE]
    assert found[1].text == "Some words in two lines with a term."
    assert found[2].text == "one and more"
    assert found[4].rows == (("a", "b | c"), ("1", "2"))
    assert found[5].text == "code: *kept*"


@pytest.mark.parametrize("text", ["2 * 3 * 4", "a_b_c", "x*y"])
def test_what_is_no_emphasis_stays(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize("name", [page.stem for page in pages()])
@pytest.mark.parametrize(("width", "scale"), [(300, 2.0), (900, 1.0)])
def test_every_page_fits_its_column(name: str, width: int, scale: float) -> None:
    kit = ui(scale)
    page = lay_out(book("en")[name], kit, width, tuple(book("en")))
    assert page.texts
    assert page.height > page.texts[-1].y
    for line in page.texts:
        # A table of many columns has cells that hold one letter at least, however narrow the column.
        room = width if line.size != 14 else width + kit.width("MM", line.role, line.size)
        assert line.x + kit.width(line.words, line.role, line.size) <= room or len(line.words) <= 1
    for link in page.links:
        assert link.page in book("en")


def test_no_mark_of_a_number_is_left_and_the_numbers_are_those_of_the_rules() -> None:
    for name, page in book("en").items():
        said = [block.text + " ".join(cell for row in block.rows for cell in row) for block in page]
        assert not any("<!--" in text for text in said), name
    assert any("rifle equivalents" in block.text for block in book("en")["fire"])


def test_searching_goes_from_hit_to_hit_over_all_pages(pilot: Pilot, handbook: Handbook) -> None:
    assert handbook.name == FIRST
    pilot.write("/dead ground")
    seen = []
    for _ in range(4):
        pilot.key(pygame.K_RETURN)
        seen.append((handbook.name, handbook.hit))
        lines = [t for t in handbook.laid().texts if "dead ground" in t.words.casefold()]
        assert lines
        top = lines[handbook.hit].y - handbook.scroll.offset
        assert 0 <= top <= handbook.body.height
    assert seen[0][0] == "sight" or handbook.hits(seen[0][0])


def test_a_search_in_vain_moves_nothing(pilot: Pilot, handbook: Handbook) -> None:
    pilot.write("/xyzzy")
    pilot.key(pygame.K_RETURN)
    assert (handbook.name, handbook.scroll.offset) == (FIRST, 0)


def test_links_are_followed_by_keys_and_by_the_pointer_and_back_again(
    pilot: Pilot, handbook: Handbook
) -> None:
    pilot.key(pygame.K_TAB)
    first = handbook.laid().links[0]
    pilot.key(pygame.K_RETURN)
    assert handbook.name == first.page
    pilot.key(pygame.K_BACKSPACE)
    assert handbook.name == FIRST
    at = (handbook.body.left + first.x + 2, handbook.body.top + first.y + 5 - handbook.scroll.offset)
    pilot.click(at)
    assert handbook.name == first.page


def test_pages_are_turned_by_arrows_and_by_clicks_on_the_list(
    pilot: Pilot, handbook: Handbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    with told(monkeypatch) as lines:
        pilot.key(pygame.K_RIGHT)
    n = handbook.names.index(FIRST) + 1
    assert handbook.name == handbook.names[n]
    assert title_of(handbook.name, handbook.book[handbook.name]) in [words for words, _ in lines]
    pilot.click((handbook.list.left + 5, handbook.list.top + 3))
    assert handbook.name == handbook.names[0]


def test_escape_leaves_the_field_then_the_handbook(pilot: Pilot, handbook: Handbook) -> None:
    pilot.key(pygame.K_SLASH, pygame.K_ESCAPE)
    assert pilot.scene(Handbook) is handbook
    pilot.key(pygame.K_ESCAPE)
    assert isinstance(pilot.app.scene, Menu)


def test_it_opens_at_the_rule_of_the_reason_that_is_read(pilot: Pilot, shell: Shell) -> None:
    world, game = fight()
    session = Session(world.start, game, ["greedy", "greedy"])
    film = Film(ui(), plain_terrain(spec_of(world.start)), session, None, lambda: Menu(ui()))
    pilot.open(film, (1600, 900))
    lost = next(cue.event for cue in film.player.line.cues if cue.kind == "lost")
    film.ask(lost)
    pilot.frame()
    assert film.told.question(lost).reasons  # type: ignore[union-attr]
    pilot.key(pygame.K_F2)
    assert pilot.scene(Handbook).name in ("fire", "artillery", "assault", "medical")
    pilot.key(pygame.K_ESCAPE)
    assert pilot.scene(Film) is film


def test_every_rule_of_the_ledger_has_a_page_or_none() -> None:
    rows = np.zeros(len(ledger.RULES), ledger.LEDGER)
    rows["rule"] = np.arange(len(ledger.RULES))
    found = {rule.id: page_for(row) for rule, row in zip(ledger.RULES, rows, strict=True)}
    assert set(found.values()) <= {page.stem for page in pages()} | {""}
    assert found["fire"] == "fire"
    assert found["bombs"] == "air"


def test_titles_of_pages_are_whole_with_large_letters(pilot: Pilot, monkeypatch: pytest.MonkeyPatch) -> None:
    kit = replace(ui(), text_scale=1.6)
    scene = Handbook(kit, Menu(kit), FIRST, "")
    with told(monkeypatch) as lines:
        pilot.open(scene, (1280, 760))
    said = {words for words, _ in lines}
    assert {title_of(name, scene.book[name]) for name in scene.names} <= said
