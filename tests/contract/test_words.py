"""Every code that the engine can say has its sentence, and every sentence can be filled in."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from game.engine.notation import UnreadableError
from game.engine.orders import Rejection
from game.words import REJECTIONS, UNREADABLE, refused, unreadable

ENGINE = Path(__file__).parents[2] / "game" / "engine"
NUMBERS = ("unit", "hex", "most", "meters", "limit", "aircraft", "share")


def said(name: str) -> dict[str, set[str]]:
    """Codes given to the calls of a name in the engine, with the keys of their values."""
    found: dict[str, set[str]] = {}
    for path in sorted(ENGINE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name):
                continue
            code = node.args[0] if node.args else None
            if isinstance(code, ast.Constant):
                keys = {k.arg for k in node.keywords if k.arg}
                if len(node.args) > 1 and isinstance(node.args[1], ast.Dict):
                    keys |= {k.value for k in node.args[1].keys if isinstance(k, ast.Constant)}  # type: ignore[misc]
                found.setdefault(str(code.value), set()).update(keys)
    return found


def holes(sentence: str) -> set[str]:
    """Names that a sentence wants filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_the_engine_says_no_code_without_a_sentence_and_no_sentence_is_idle() -> None:
    assert set(said("Rejection")) == set(REJECTIONS)


@pytest.mark.parametrize("code", sorted(REJECTIONS))
def test_a_refusal_gives_what_its_sentence_names(code: str) -> None:
    given = said("Rejection")[code]
    assert holes(REJECTIONS[code]) <= given
    values = {key: 0 if key in NUMBERS else "that" for key in given}
    words = refused(Rejection(code, values), ["1st Company"], ["0101"])
    assert "{" not in words
    assert "1st Company" in words or "unit" not in holes(REJECTIONS[code])


@pytest.mark.parametrize("code", sorted(UNREADABLE))
def test_an_unreadable_text_is_answered_in_a_sentence(code: str) -> None:
    values = dict.fromkeys(holes(UNREADABLE[code]), "that")
    assert "{" not in unreadable(UnreadableError(code, **values))
    assert "Did you mean 'this'?" in unreadable(UnreadableError(code, **values, near="this"))


def test_fixed_codes_of_the_reader_have_sentences() -> None:
    assert set(said("UnreadableError")) <= set(UNREADABLE)
