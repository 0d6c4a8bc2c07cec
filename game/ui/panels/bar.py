"""Words of the top bar: what the scenario's first turn looks like."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from game.analysis.dispatch import clock
from game.engine.clock import GROUNDS, LIGHTS
from game.engine.view import View
from game.i18n import text as _
from game.scenario.build import Start, minute


@dataclass(frozen=True, slots=True)
class Bar:
    """Words of the bar, made once for a scenario."""

    title: str
    subtitle: str
    turns: int
    start: datetime
    first_turn: str
    light: str
    weather: str
    icon: str
    ground: str
    soviet: int
    japanese: int
    turn: int = 1
    night: bool = False


def bar_of(start: Start) -> Bar:
    """The bar of a scenario at its first turn."""
    model = start.bundle.scenario.model
    turn = start.turns[0]
    sky = start.bundle.environment.model.days[f"{turn.start:%Y-%m-%d}"].sky
    hour = f"{turn.start:%H:%M}"
    men = dict.fromkeys(("soviet", "japanese"), 0)
    for counter in start.roster.on_map():
        men[counter.side] += counter.men
    row = start.weather.row(minute(turn.start))
    kind = tuple(start.bundle.environment.model.weather.values())[int(start.weather.kind[row])]
    return Bar(
        title="Lake Khasan 1938",
        subtitle=f"{model.name.en} · {model.subtitle.en}",
        turns=len(start.turns),
        start=turn.start,
        first_turn=f"{hour}-{turn.end:%H:%M}",
        light=_light(hour, sky.civil_dawn, sky.sunrise, sky.sunset, sky.civil_dusk),
        weather=kind.name.en.capitalize(),
        icon=tuple(start.bundle.environment.model.weather)[int(start.weather.kind[row])],
        night=not sky.civil_dawn <= hour < sky.civil_dusk,
        ground=_(
            "Visibility {meters} m · ground {ground}",
            meters=rounded(int(start.weather.visibility[row])),
            ground=_(GROUNDS[int(start.weather.ground[row])]),
        ),
        soviet=men["soviet"],
        japanese=men["japanese"],
    )


def bar_now(start: Start, view: View) -> Bar:
    """The bar in play: the open turn, the light and weather of now, the men of both sides as far as known."""
    turn, now = start.turns[view.turn], view.public
    environment = start.bundle.environment.model
    sky = environment.days[f"{turn.start:%Y-%m-%d}"].sky
    names = tuple(environment.weather)
    return replace(
        bar_of(start),
        start=turn.start,
        first_turn=f"{turn.start:%H:%M}-{turn.end:%H:%M}",
        light=_light(clock(view.minute), sky.civil_dawn, sky.sunrise, sky.sunset, sky.civil_dusk),
        weather=environment.weather[names[now.weather]].name.en.capitalize(),
        icon=names[now.weather],
        night=LIGHTS[now.light].startswith("night"),
        ground=_(
            "Visibility {meters} m · ground {ground}",
            meters=rounded(now.clear),
            ground=_(GROUNDS[now.ground]),
        ),
        turn=view.turn + 1,
    )


def rounded(meters: int) -> int:
    """Meters as far as anyone could tell them: two figures."""
    unit = int("1" + "0" * max(0, len(str(meters)) - 2))
    return round(meters / unit) * unit


def _light(hour: str, dawn: str, sunrise: str, sunset: str, dusk: str) -> str:
    """The light at an hour and when it changes next; hours written "HH:MM" compare as text."""
    if hour < dawn:
        return _("Night · sunrise {hour}", hour=sunrise)
    if hour < sunrise:
        return _("Dawn · sunrise {hour}", hour=sunrise)
    if hour < sunset:
        return _("Daylight · sunset {hour}", hour=sunset)
    return _("Dusk · dark {hour}", hour=dusk) if hour < dusk else _("Night · sunrise next morning")
