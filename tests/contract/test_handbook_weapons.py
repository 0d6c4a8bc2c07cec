"""Assault, armor, artillery and air: every number of these chapters stands on a page of the handbook."""

from __future__ import annotations

import pytest

from tools import print_handbook
from tools.print_handbook import load_book

CHAPTERS = ("assault", "armor", "artillery", "air")
BOOK = load_book()
SHOWN = {
    mark.path
    for page in print_handbook.pages()
    for mark in print_handbook.marks(page.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_table_is_printed(chapter: str) -> None:
    assert [name for name in BOOK.rules.layouts if name.startswith(f"{chapter}.") and name not in SHOWN] == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_single_number_is_printed(chapter: str) -> None:
    singles = [path for path in BOOK.rules.numbers if path.startswith(f"{chapter}.") and path.count(".") == 1]
    assert [path for path in singles if path not in SHOWN] == []
    assert len(singles) > 10
