"""The table of `make bench`: what it says of a ratio and its goal."""

from __future__ import annotations

import pytest

from tools.bench import Row, markdown, rows_of, share


def row(ratio: float | None, *, at_most: float | None = None, at_least: float | None = None) -> Row:
    return Row("LOS-9", "sight table", "GDAL", ratio, at_most, at_least, "because")


@pytest.mark.parametrize(
    ("one", "met", "says"),
    [
        (row(0.4, at_most=0.5), True, "yes"),
        (row(1.0, at_most=0.5), False, "no, by a factor of 2.00: because"),
        (row(0.2, at_least=0.4), False, "no, by a factor of 2.00: because"),
        (row(None, at_most=0.5), True, "not measured: because"),
        (row(0.4), True, "because"),
        (row(0, at_most=0), True, "yes"),
        (row(3, at_most=0), False, "no: because"),
    ],
)
def test_a_verdict(one: Row, met: bool, says: str) -> None:
    assert (one.met, one.verdict()) == (met, says)


def test_small_ratios_are_told_as_parts() -> None:
    assert [share(r) for r in (1 / 4200, 0.13, 1.08, None)] == ["1/4,200", "0.13", "1.08", ""]


def test_rows_come_by_number_from_all_tests() -> None:
    def told(number: str) -> dict[str, object]:
        names = ("what", "beside", "ratio", "at_most", "at_least", "why")
        return {"number": number, **dict(zip(names, ("w", "b", 1.0, None, 0.5, ""), strict=True))}

    report = {
        "benchmarks": [
            {"extra_info": {"rows": [told("LOS-10"), told("LOS-9")]}},
            {"extra_info": {}},
            {"extra_info": {"rows": [told("CMB-1")]}},
        ]
    }
    rows = list(rows_of(report))  # type: ignore[arg-type]
    assert [one.number for one in rows] == ["CMB-1", "LOS-9", "LOS-10"]
    assert markdown(rows).splitlines()[-1] == "| LOS-10 | w | b | 1.00 | >= 0.50 | yes |"


def test_what_was_not_measured_again_stays_on_the_page() -> None:
    def one(number: str, ratio: float) -> Row:
        return Row(number, "w", "b", ratio, None, 0.5, "")

    page = markdown([one("CMB-1", 1.0), one("LOS-9", 1.0), one("LOS-10", 1.0)])
    again = markdown([one("LOS-9", 0.9)], page)
    assert [line.split("|")[1].strip() for line in again.splitlines()[-3:]] == ["CMB-1", "LOS-9", "LOS-10"]
    assert again == page.replace("LOS-9 | w | b | 1.00", "LOS-9 | w | b | 0.90")
