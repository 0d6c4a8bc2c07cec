"""The pages of the handbook with the numbers of the rules in them, and what is found in them."""

from __future__ import annotations

from functools import cache

from game.analysis.behind import behind
from game.analysis.handbook import fill, load_book, page_for
from game.analysis.handbook_pages import pages
from game.ui.kit.markdown import HEAD, Block, blocks


@cache
def book(language: str) -> dict[str, tuple[Block, ...]]:
    """Every page with its numbers filled in, by its name; English where a language has none."""
    filler = load_book()
    files = pages(language) or pages()
    return {page.stem: blocks(fill(page.read_text(encoding="utf-8"), filler)) for page in files}


def title_of(name: str, page: tuple[Block, ...]) -> str:
    """The head of a page, else its name."""
    return next((block.text for block in page if block.kind == HEAD), name)


def page_of(scene: object) -> str:
    """The page on the rule under the cursor of a film's "why"; empty for none."""
    from game.ui.scenes.film import Film

    if not isinstance(scene, Film) or scene.asked is None:
        return ""
    reel = scene.told.reel
    rows = behind(reel.events[scene.asked], reel.shot_of(scene.asked).rows)
    return page_for(rows[min(scene.why.cursor, len(rows) - 1)]) if len(rows) else ""


def hits(page: tuple[Block, ...], wanted: str) -> int:
    """How often a page has what is searched for, whatever the case of its letters."""
    sought = wanted.casefold()
    return sum(text.casefold().count(sought) for block in page for text in _said(block)) if sought else 0


def _said(block: Block) -> tuple[str, ...]:
    """Every text of a block."""
    return (block.text, *(cell for row in block.rows for cell in row))
