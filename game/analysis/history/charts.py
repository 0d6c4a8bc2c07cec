"""Drawings of numbers: strips of a figure over the games, curves over the turns, hills day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.analysis.history import words
from game.analysis.history.marks import Scale, bar, diamond, tick, tick_h, word
from game.analysis.history.markup import Raw, path_of, svg, tag
from game.analysis.history.page_style import FAINT, INK, JAPANESE, RECORD, SOVIET
from game.engine.notation import hour
from game.i18n import text

Data = dict[str, Any]
STRIP = (420.0, 30.0)
CHART = (520.0, 250.0)
LEFT, RIGHT, TOP, BOTTOM = 62.0, 20.0, 12.0, 28.0
DAY = 1440
LINES = {"s": SOVIET, "j": JAPANESE, "n": INK}


def strip(row: Data, values: Sequence[float]) -> Raw:
    """The games as dots, their middle 90 per cent as a bar, and where the record falls."""
    width, height = STRIP
    low, high = row["low"], row["high"]
    ends = [*values, low, high]
    least, most = min(ends), max(ends)
    scale = Scale(least, most, 8, width - 8)
    found, middle = row["games"], height / 2
    parts = [bar(scale(found["low"]), scale(found["high"]), middle - 3, 6, FAINT, "faintfill", 0.45)]
    for n, value in enumerate(sorted(values)):
        parts.append(
            tag("circle", cx=f"{scale(value):.1f}", cy=f"{middle + (n % 5 - 2) * 2.4:.1f}", r=1.6, fill=FAINT)
        )
    at = scale(found["median"])
    parts.append(tick(at, middle - 8, middle + 8, INK, "ink", 2))
    parts.append(bar(scale(low), scale(high), 1, height - 2, RECORD, "r-fill", 0.3))
    record = scale(row["value"] if row["value"] is not None else (low + high) / 2)
    parts.append(diamond(record, middle))
    label = text("{name}: record {record}", name=row["name"], record=words.recorded(row))
    return svg(width, height, *parts, label=label)


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve of a chart: its name, `series` of the document, letter of its color, the record at the end."""

    name: str
    series: Data
    letter: str
    record: tuple[float, float] | None = None


def chart(
    title: str, minutes: Sequence[int], begin: int, curves: Sequence[Curve], span: tuple[int, int] | None
) -> Raw:
    """Medians with their middle 90 per cent over the turns.

    Bars at the right are the record of what has a figure at the end; `span` minutes between which the record
    has it come about.
    """
    width, height = CHART
    top = _round_up(max(_highest(curve) for curve in curves))
    x = Scale(begin, minutes[-1], LEFT, width - RIGHT)
    y = Scale(0, top, height - BOTTOM, TOP)
    parts = [*_grid(x, y, top, minutes[-1], begin)]
    if span:
        tall = height - BOTTOM - TOP
        parts.append(bar(x(span[0]), x(span[1]), TOP, tall, RECORD, "r-fill", 0.2))
    for curve in curves:
        parts += _curve(curve, [begin, *minutes], x, y)
    label = text("{title}, turn by turn", title=title)
    names = [tag("span", _legend(curve), class_=f"key {curve.letter}") for curve in curves]
    return tag(
        "figure",
        tag("h3", title),
        svg(width, height, *parts, label=label),
        tag("figcaption", *names),
    )


def _legend(curve: Curve) -> str:
    told = f"{curve.name}: {words.number(curve.series['median'][-1])}"
    if curve.record is None:
        return told + ". "
    return told + text(", record {span}. ", span=words.span(*curve.record))


def _highest(curve: Curve) -> float:
    return float(max([*curve.series["high"], *(curve.record or ())]))


def _curve(curve: Curve, minutes: Sequence[int], x: Scale, y: Scale) -> list[Raw]:
    ink, low, high = LINES[curve.letter], curve.series["low"], curve.series["high"]
    band = [(x(m), y(v)) for m, v in zip(minutes, [0, *high], strict=True)]
    band += [(x(m), y(v)) for m, v in reversed(list(zip(minutes, [0, *low], strict=True)))]
    middle = [(x(m), y(v)) for m, v in zip(minutes, [0, *curve.series["median"]], strict=True)]
    fill, line = f"{curve.letter}-fill", f"{curve.letter}-line"
    if curve.letter == "n":
        fill, line = "inkfill", "ink"
    parts = [
        tag("path", d=path_of(band, True), fill=ink, fill_opacity=0.16, class_=fill),
        tag("path", d=path_of(middle), fill="none", stroke=ink, stroke_width=2, class_=line),
    ]
    if curve.record:
        least, most = (y(n) for n in curve.record)
        at = x(minutes[-1]) + 6
        parts.append(bar(at, at + 8, most - 1.5, max(3.0, least - most + 3), ink, fill, 1))
    return parts


def _grid(x: Scale, y: Scale, top: float, end: int, begin: int) -> list[Raw]:
    parts = []
    for n in range(5):
        value = top * n / 4
        at = y(value)
        parts.append(tick_h(x.start, x.end, at))
        parts.append(word(words.number(value), x.start - 6, at + 4, "end"))
    step = DAY * max(1, -(-(end - begin) // (7 * DAY)))
    for minute in range(-(-begin // DAY) * DAY, end + 1, step):
        parts.append(tick(x(minute), y.start, y.start + 4, FAINT, "axis", 1))
        parts.append(word(_date(minute), x(minute), y.start + 17, "middle"))
    return parts


def _date(minute: int) -> str:
    return _short(f"1938-{hour(minute).partition('/')[0]}")


def _short(day: str) -> str:
    """A day "1938-08-06" as "6.8."."""
    _, month, number = day.split("-")
    return f"{int(number)}.{int(month)}."


def hills(days: Sequence[Data], name: str) -> Raw:
    """A hill day by day: who holds it in how many games, and below the record."""
    width, height = CHART[0], 190.0
    each = (width - LEFT - RIGHT) / max(1, len(days))
    parts = [word(text("games"), LEFT - 6, 70, "end"), word(text("record"), LEFT - 6, 152, "end")]
    for n, day in enumerate(days):
        left = LEFT + n * each
        top = TOP
        for who, ink, class_, part in _stack(day["held"]):
            tall = 118 * part
            parts.append(bar(left, left + each - 3, top, tall, ink, class_, _density(who)))
            top += tall
        ink, class_ = _ink(day["record"])
        parts.append(bar(left, left + each - 3, 138, 20, ink, class_, _density(day["record"])))
        parts.append(word(_short(day["day"]), left + each / 2, 176, "middle", 10))
    label = text("{name}: who holds it at 24:00", name=name)
    return tag("figure", tag("h3", name), svg(width, height, *parts, label=label))


def _stack(held: dict[str, float]) -> list[tuple[str, str, str, float]]:
    return [(who, *_ink(who), part) for who, part in held.items() if part]


def _ink(who: str) -> tuple[str, str]:
    inks = {"S": (SOVIET, "s-fill"), "J": (JAPANESE, "j-fill"), "S/J": (INK, "inkfill")}
    return inks.get(who, (FAINT, "faintfill"))


def _density(who: str) -> float:
    return 0.35 if who in ("S/J", "-") else 0.9


def _round_up(value: float) -> float:
    """The next number of one or two digits that four lines divide well."""
    if value <= 0:
        return 1.0
    power = 10 ** float(np.floor(np.log10(value)))
    return next(float(n * power) for n in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10) if n * power >= value)
