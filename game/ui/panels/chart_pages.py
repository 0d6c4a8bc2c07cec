"""What the pages of a review show: which curves, under which titles, in which inks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.analysis.curves import Curve, Curves
from game.analysis.dispatch_words import CAUSES
from game.analysis.report_table import WORDS
from game.analysis.why_words import FACTORS
from game.i18n import text as _
from game.ui.kit.theme import Rgb, Theme

CAUSE_INKS: tuple[Rgb, ...] = (
    (206, 164, 84),
    (196, 92, 60),
    (104, 182, 184),
    (140, 160, 92),
    (170, 120, 170),
    (150, 145, 130),
)


@dataclass(frozen=True, slots=True)
class Series:
    """A curve with its name and ink; `dashed` for the second of a kind."""

    name: str
    values: Curve
    ink: Rgb
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Curves under one title; or strips, where `strips` names who held what."""

    title: str
    series: tuple[Series, ...] = ()
    strips: tuple[tuple[str, tuple[str, ...]], ...] = ()


def _both(name: str, pair: tuple[Curve, Curve], theme: Theme) -> Chart:
    return Chart(
        name,
        (
            Series(_("USSR"), pair[0], theme.soviet.light),
            Series(_("Japan"), pair[1], theme.japanese.light, dashed=True),
        ),
    )


def _losses(curves: Curves, theme: Theme) -> tuple[Chart, ...]:
    by_side = []
    for side, title in enumerate((_("Soviet losses by cause"), _("Japanese losses by cause"))):
        series = [
            Series(_(CAUSES[cause]), pair[side], CAUSE_INKS[n])
            for n, (cause, pair) in enumerate(curves.lost.items())
            if pair[side][-1] > 0
        ]
        by_side.append(Chart(title, tuple(series)))
    return (_both(_("Men lost"), curves.men, theme), *by_side)


def _ground(curves: Curves, theme: Theme) -> tuple[Chart, ...]:  # noqa: ARG001
    return (Chart(_("Who held the hills"), strips=tuple(curves.held.items())),)


def _means(curves: Curves, theme: Theme) -> tuple[Chart, ...]:
    names = ("shells", "bombs", "tanks_out", "guns_lost", "aircraft")
    told = [name for name in names if any(pair[-1] for pair in curves.counts[name])]
    return tuple(_both(_(WORDS[name]), curves.counts[name], theme) for name in told or names[:1])


def _war(curves: Curves, theme: Theme) -> tuple[Chart, ...]:
    index = Series(_("Index"), curves.index, theme.brass)
    caused = _both("", curves.caused, theme).series
    return (Chart(_("Escalation, and what each side caused of it"), (index, *caused)),)


def _score(curves: Curves, theme: Theme) -> tuple[Chart, ...]:
    whole = Chart(_("Score, above zero for the USSR"), (Series(_("Score"), curves.score, theme.brass),))
    parts = tuple(
        Series(_(FACTORS[name]), values, CAUSE_INKS[n])
        for n, (name, values) in enumerate(curves.parts.items())
    )
    return (whole, Chart(_("Parts of the score"), parts))


PAGES: tuple[tuple[str, Callable[[Curves, Theme], tuple[Chart, ...]]], ...] = (
    ("Losses", _losses),
    ("Ground", _ground),
    ("Means", _means),
    ("Escalation", _war),
    ("Score", _score),
)
"""Pages of a review, each with what makes its charts."""
