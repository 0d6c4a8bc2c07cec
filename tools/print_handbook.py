"""Print the handbook with the numbers of the rules; `game/analysis/handbook.py` says how they get there.

python tools/print_handbook.py                     all pages, to the screen
python tools/print_handbook.py fire armor          these pages
python tools/print_handbook.py --into build/book   one file a page, into a folder
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from game.analysis.handbook import Book, Mark, fill, load_book, marks  # noqa: E402
from game.analysis.handbook_pages import pages  # noqa: E402

__all__ = ["Book", "Mark", "fill", "load_book", "main", "marks", "pages"]


def _chosen(names: list[str]) -> list[Path]:
    known = {page.stem: page for page in pages()}
    missing = [name for name in names if name not in known]
    if missing:
        raise ValueError(f"no page {missing[0]!r} in the handbook; there are {', '.join(known)}")
    return [known[name] for name in names] if names else list(known.values())


def main(arguments: list[str] | None = None) -> int:
    """Print the pages; 1 with one sentence where a page cannot be filled."""
    parser = argparse.ArgumentParser(description="Print the handbook with the numbers of the rules in it.")
    parser.add_argument("pages", nargs="*", help="names of pages, as fire; all when none is given")
    parser.add_argument("--into", type=Path, help="folder to write into, one file a page")
    options = parser.parse_args(arguments)
    try:
        book = load_book()
        for page in _chosen(options.pages):
            filled = fill(page.read_text(encoding="utf-8"), book)
            if options.into is None:
                print(filled)
            else:
                options.into.mkdir(parents=True, exist_ok=True)
                (options.into / page.name).write_text(filled, encoding="utf-8")
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
