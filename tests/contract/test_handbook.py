"""The handbook: a page for every chapter that has a kernel, and no number that could drift from the rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from game import locate
from tools import print_handbook
from tools.print_handbook import Book, Mark

PAGES = print_handbook.pages()
KERNELS = {path.stem for path in (Path(locate.__file__).parent / "rules").glob("*.py")}
NAMES = {"sight": "los"}
"""Chapters whose kernel has another name."""


@pytest.fixture(scope="module")
def book() -> Book:
    return print_handbook.load_book()


def chapters(book: Book) -> set[str]:
    """Chapters of the ruleset that a kernel works by."""
    return {
        chapter
        for chapter in book.sources
        if KERNELS & {NAMES.get(chapter, chapter), f"{chapter}_table"} and chapter != "weapons"
    }


def rules_pages(book: Book) -> list[Path]:
    return [page for page in PAGES if page.stem in chapters(book)]


class TestPages:
    def test_every_chapter_with_a_kernel_has_a_page(self, book: Book) -> None:
        assert chapters(book) - {page.stem for page in PAGES} == set()

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
    def test_every_mark_names_a_number_of_the_rules(self, page: Path, book: Book) -> None:
        filled = print_handbook.fill(page.read_text(encoding="utf-8"), book)
        assert "<!--" not in filled

    def test_every_page_of_a_chapter_shows_its_numbers(self, book: Book) -> None:
        for page in rules_pages(book):
            marks = print_handbook.marks(page.read_text(encoding="utf-8"))
            assert any(mark.path.startswith(f"{page.stem}.") for mark in marks), page.name

    def test_no_table_of_numbers_is_typed_by_hand(self, book: Book) -> None:
        for page in rules_pages(book):
            for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
                if line.startswith("|"):
                    cells = [cell.strip() for cell in line.strip("|").split("|")]
                    bare = [cell for cell in cells if re.fullmatch(r"[-+]?\d+([.,]\d+)?", cell)]
                    assert not bare, f"{page.name}:{number}: {line}"

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
    def test_every_page_has_a_title(self, page: Path) -> None:
        assert page.read_text(encoding="utf-8").startswith("# ")


class TestPrinting:
    def test_marks_in_order(self) -> None:
        text = "Of <!-- value: fire.a0 --> men.\n\n<!--table: fire.equivalents-->\n"
        assert print_handbook.marks(text) == [Mark("value", "fire.a0"), Mark("table", "fire.equivalents")]

    def test_a_number_in_a_sentence(self, book: Book) -> None:
        trace = book.rules.where("fire.n0")
        told = print_handbook.fill("Beyond <!-- value: fire.n0 --> it grows.\n", book)
        assert told.startswith(
            f"Beyond {trace.value:g} {trace.unit} ({trace.low:g} to {trace.high:g}) it grows.\n"
        )

    def test_numbers_on_lines_of_their_own_make_one_table(self, book: Book) -> None:
        lines = print_handbook.fill("<!-- value: fire.a0 -->\n<!-- value: fire.n0 -->\n", book).splitlines()
        assert lines[0] == "| number | value | range | unit | source | tag |"
        assert lines[2].startswith("| casualties at a fully exposed dense target")
        assert lines[3].startswith("| visible men at which half the time goes into searching")

    def test_a_table_has_every_row_range_source_and_tag(self, book: Book) -> None:
        told = print_handbook.fill("<!-- table: fire.equivalents -->\n", book)
        lmg = book.rules.where("fire.equivalents.lmg.re")
        assert f"| lmg | {lmg.value:g} ({lmg.low:g}-{lmg.high:g}) | {lmg.source} | {lmg.tag} |" in told
        assert told.count("\n| ") >= len(book.rules.layouts["fire.equivalents"][0])

    def test_sources_are_explained(self, book: Book) -> None:
        told = print_handbook.fill("<!-- value: fire.a0 -->\n", book)
        assert "- **CM**: Combat model of this game" in told

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("<!-- value: fire.kapa -->", "no number 'fire.kapa' in the rules; the nearest is 'fire.kappa'"),
            ("<!-- table: fire.rang -->", "no number 'fire.rang' in the rules"),
            ("See <!-- table: fire.equivalents --> here.", "stands on a line of its own"),
            ("<!-- value fire.a0 -->", r"a mark reads <!-- value: chapter.name -->"),
        ],
    )
    def test_bad_marks_get_one_sentence(self, text: str, message: str, book: Book) -> None:
        with pytest.raises(ValueError, match=re.escape(message) if "chapter" in message else message):
            print_handbook.fill(text, book)

    def test_a_page_without_marks_stays_as_it_is(self, book: Book) -> None:
        assert print_handbook.fill("# Title\n\nWords.\n", book) == "# Title\n\nWords.\n"

    def test_command(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert print_handbook.main(["chance", "--into", str(tmp_path / "book")]) == 0
        assert "negative binomial" in (tmp_path / "book" / "chance.md").read_text(encoding="utf-8")
        assert print_handbook.main(["chance"]) == 0
        assert "# Chance" in capsys.readouterr().out
        assert print_handbook.main(["luck"]) == 1
        assert "no page 'luck' in the handbook; there are" in capsys.readouterr().err
