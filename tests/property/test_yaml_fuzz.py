"""Shipped files with random damage are read, or refused with sentences; nothing else ever comes out.

A few hundred damages run with every test; tens of thousands behind `make soak`.
"""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game import locate
from game.scenario.check import check_paths
from game.scenario.load import yaml_files

SMALL = 40_000
WORDS = (
    "no",
    "17:00",
    "&a",
    "*a",
    "!!python/name:os.system",
    "- ",
    ": ",
    "{",
    "]",
    '"',
    "\t",
    "0101",
    "-1",
    "1e9",
    "#",
    "\x00",
)


@functools.cache
def texts() -> tuple[tuple[Path, str], ...]:
    """Shipped files that are small enough to be read thousands of times."""
    files = [(path, path.read_text("utf-8")) for path in yaml_files(locate.scenarios())]
    return tuple((path, text) for path, text in files if len(text) < SMALL)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, str]:
    """A shipped file's name and its text after one to three damages."""
    path, text = draw(st.sampled_from(texts()))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(0, len(text) - 1)))
        length = draw(st.integers(0, 30))
        text = text[:at] + draw(st.sampled_from(("", *WORDS)) | st.text(max_size=5)) + text[at + length :]
    return path.name, text


def check_refused_or_read(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    count, faults = check_paths([path])
    assert count == 1
    assert all(str(fault) and fault.expected for fault in faults)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damaged())
def test_damaged_files(tmp_path: Path, case: tuple[str, str]) -> None:
    check_refused_or_read(tmp_path, *case)


@pytest.mark.soak
@settings(max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damaged())
def test_many_damaged_files(tmp_path: Path, case: tuple[str, str]) -> None:
    check_refused_or_read(tmp_path, *case)
