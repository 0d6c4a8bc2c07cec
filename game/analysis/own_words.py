"""An own unit in words: what it is doing, what waits, how it is linked, what it has lost, how it holds."""

from __future__ import annotations

from game.analysis import dispatch_words
from game.analysis.dispatch import clock
from game.analysis.why import Names
from game.engine.acts import ACTS, FLIGHTS, FREE, NOWHERE, POLICIES
from game.engine.orders.acts import MODES
from game.engine.units import LOSS_CAUSES, NEVER
from game.engine.view import View
from game.i18n import plural, text
from game.rules.artillery_table import MISSIONS
from game.rules.assault_table import STATES
from game.rules.tables import POSTURES
from game.rules.works_table import TASKS

DOING = {
    "hold": "Holds",
    "march": "Marches to {hex}",
    "assault": "Goes to assault {hex}",
    "dig": "Digs in",
    "task": "Builds {task}",
    "withdraw": "Withdraws to {hex}",
    "rally": "Rests and rallies",
    "cross": "Crosses the river at {hex}",
}
WAITING = {
    "hold": "to hold",
    "march": "to march to {hex}",
    "assault": "to assault {hex}",
    "dig": "to dig in",
    "task": "to build {task}",
    "withdraw": "to withdraw to {hex}",
    "rally": "to rest and rally",
    "cross": "to cross the river at {hex}",
}
GAITS = {"column": "in column", "advance": "advancing", "rush": "in rushes", "stealth": "stealthily"}
FIRE = {
    "free": "fires at will",
    "overwatch": "on overwatch",
    "harass": "fires slowly",
    "silent": "holds fire",
}
LYING = {
    "column": "in column",
    "advance": "on the move",
    "prone": "lying down",
    "scrape": "in scrapes",
    "trench": "in trenches",
    "bunker": "under overhead cover",
    "riding": "mounted",
}
NERVES = {"steady": "steady", "shaken": "shaken", "broken": "broken", "routed": "in rout"}
MOVES = ("march", "assault", "withdraw", "cross")


def doing(view: View, unit: int, names: Names) -> str:
    """What the unit does now, how it lies, and how it fires."""
    told = [_act(view, unit, names, later=False), text(LYING[POSTURES[int(view.forces.posture[unit])]])]
    policy, aim = int(view.fires.policy[unit]), int(view.fires.aim[unit])
    if policy != FREE:
        told.append(text(FIRE[POLICIES[policy]]))
    if aim != NOWHERE:
        told.append(text("first at {hex}", hex=names.hex(aim)))
    return ", ".join(told)


def waiting(view: View, unit: int, names: Names) -> str:
    """The order that is on its way to the unit; empty where none is."""
    start = int(view.later.start[unit])
    if start >= NEVER:
        return ""
    act = _act(view, unit, names, later=True)
    return text("Ordered {act}; begins at {hour}", act=act, hour=clock(start))


def _act(view: View, unit: int, names: Names, *, later: bool) -> str:
    acts = view.later if later else view.acts
    word = ACTS[int(acts.act[unit])]
    route = acts.route[unit]
    goal = int(route[route >= 0][-1]) if (route >= 0).any() else int(acts.target[unit])
    if goal < 0:
        goal = int(view.forces.hex[unit])
    row = int(acts.task[unit])
    task = text(dispatch_words.TASKS[TASKS[row]]) if row >= 0 else ""
    said = text((WAITING if later else DOING)[word], hex=names.hex(goal), task=task)
    mode = MODES[int(acts.mode[unit])]
    return (
        text("{act} {gait}", act=said, gait=text(GAITS[mode]))
        if word in MOVES and mode != "advance"
        else said
    )


def missions(view: View, unit: int, names: Names) -> tuple[str, ...]:
    """Fire missions and flights that the unit still has before it."""
    told, rows = [], view.missions
    for n in range(rows.kind.shape[-1]):
        left, end = int(rows.rounds[unit, n]), int(rows.end[unit, n])
        if rows.kind[unit, n] >= 0 and left > 0 and end > view.minute:
            kind = text(dispatch_words.MISSIONS[MISSIONS[int(rows.kind[unit, n])]])
            hex_ = names.hex(int(rows.hex[unit, n]))
            hours = text("{a}-{b}", a=clock(max(view.minute, int(rows.start[unit, n]))), b=clock(end))
            told.append(
                plural(
                    "{kind} on {hex}: {n} round, {hours}",
                    "{kind} on {hex}: {n} rounds, {hours}",
                    left,
                    kind=kind,
                    hex=hex_,
                    hours=hours,
                )
            )
    flights = view.flights
    if flights.aircraft[unit] > 0:
        kind = text(dispatch_words.FLIGHTS[FLIGHTS[int(flights.kind[unit])]])
        told.append(
            text(
                "{kind} over {hex} from {hour} on",
                kind=kind,
                hex=names.hex(int(flights.hex[unit])),
                hour=clock(int(flights.at[unit])),
            )
        )
    return tuple(told)


def nerve(view: View, unit: int) -> str:
    """How it holds together, in a word."""
    return text(NERVES[STATES[int(view.forces.nerve[unit])]])


def link(view: View, unit: int, names: Names) -> str:
    """Whom it answers to and how long a changed order takes."""
    post, minutes = int(view.services.post[unit]), int(view.forces.delay[unit])
    above = names.unit(post) if post >= 0 and post != unit else text("headquarters off the map")
    if view.forces.hex[unit] < 0:
        return text("Not on the map")
    if minutes < 0:
        return text("Cut off from {post}: no order comes", post=above)
    if not minutes:
        return text("Orders from {post} come at once", post=above)
    return plural(
        "Orders from {post} take {n} minute", "Orders from {post} take {n} minutes", minutes, post=above
    )


def losses(view: View, unit: int) -> tuple[tuple[str, int], ...]:
    """Men lost by cause, the worst first; causes without losses are left out."""
    lost = view.forces.losses[unit].tolist()
    told = [(text(dispatch_words.CAUSES[cause]), n) for cause, n in zip(LOSS_CAUSES, lost, strict=True) if n]
    return tuple(sorted(told, key=lambda one: -one[1]))


def lost_in_words(view: View, unit: int) -> str:
    """The same in a line."""
    told = losses(view, unit)
    if not told:
        return text("No losses")
    parts = ", ".join(text("{cause} {n}", cause=cause, n=n) for cause, n in told)
    return text("Lost {n}: {parts}", n=sum(n for _, n in told), parts=parts)
