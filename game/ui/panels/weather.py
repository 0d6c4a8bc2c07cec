"""The page of weather and light: the hour, what one sees, the ground, and the turns to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from game.analysis.dispatch import clock
from game.engine.clock import GROUNDS, LIGHTS, UNLIMITED
from game.i18n import text as _
from game.ui.panels.page import BAD, GOOD, WARN, Line, Row
from game.ui.panels.thin import thin
from game.ui.playtable import PlayTable

LIGHT_WORDS = {
    "day": "daylight",
    "dusk": "dusk or dawn",
    "night_dark": "dark night",
    "night_half_moon": "night with a half moon",
    "night_full_moon": "night with a full moon",
}
FORCES = ("calm", "light", "fresh", "strong")
FROM = ("west", "south-west", "south", "south-east", "east", "north-east", "north", "north-west")
"""Where a wind comes from by eighths of the circle that it blows to, counter-clockwise from east."""
FAR = 4000
"""Meters of sight at which the bar is full."""


def weather_page(table: PlayTable) -> list[Line]:
    """All lines of the page."""
    return [*_now(table), *_days(table)]


def _now(table: PlayTable) -> Iterator[Line]:
    view, sky = table.view, table.view.public
    kinds = tuple(table.start.bundle.environment.model.weather.values())
    light = _(LIGHT_WORDS[LIGHTS[sky.light]])
    kind = kinds[sky.weather].name.en
    yield (
        _("{hour}: {weather}, {light}", hour=clock(view.minute), weather=kind.capitalize(), light=light),
        "",
    )
    tone = GOOD if sky.natural >= 1500 else WARN if sky.natural >= 500 else BAD
    yield Row(_("One sees a standing man at"), _("{m} m", m=thin(sky.natural)), sky.natural / FAR, tone)
    yield Row(
        _("Through the air alone, in full light"), _("{m} m", m=thin(sky.clear)), sky.clear / FAR, tone, " "
    )
    ceiling = _("no low cloud") if sky.ceiling >= UNLIMITED else _("{m} m", m=thin(sky.ceiling))
    yield Row(_("Clouds"), ceiling)
    yield Row(_("Ground"), _(GROUNDS[sky.ground]))
    yield Row(_("Wind"), wind_words(sky.wind, sky.strength))
    if sky.fog:
        yield Row(_("Fog"), _("lies on the ground"), None, BAD)
    yield Row(_("Next sunset"), _hour(view.sky.next_sunset(view.minute), view.minute))


def wind_words(toward: int, strength: int) -> str:
    """The wind by its force and where it comes from; `toward` in twelfths of the circle, as in a `View`."""
    if toward < 0 or not strength:
        return _("calm")
    eighth = round(toward * 8 / 12) % 8
    return _("{force}, from the {side}", force=_(FORCES[strength]), side=_(FROM[eighth]))


def _hour(minute: int, now: int) -> str:
    """An hour, and how long it is until then."""
    left = minute - now
    return _("{hour}, in {h} h {m} min", hour=clock(minute), h=left // 60, m=left % 60)


def _days(table: PlayTable) -> Iterator[Line]:
    """The calendar of the battle: turns by day, the open one marked."""
    days: dict[date, list[str]] = {}
    for i, turn in enumerate(table.start.turns):
        hours = f"{turn.start:%H:%M}-{turn.end:%H:%M}" + (_(" (night)") if turn.night else "")
        mark = _("[now] ") if i == table.view.turn else ""
        days.setdefault(turn.start.date(), []).append(mark + hours)
    for day, spans in days.items():
        yield (f"{day.day} {day:%B}", ", ".join(spans))
