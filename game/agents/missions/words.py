"""What becomes of missions, in sentences."""

from __future__ import annotations

from game.agents.missions.book import DELAYED, DONE, FRESH, STARTED, Book
from game.i18n import text
from game.scenario.plans.mission import Mission, Plan

REASONS = {
    "hour": "its time is over",
    "taken": "the place is taken",
    "arrived": "everybody is there",
    "flown": "everything has flown",
    "condition": "its condition is met",
    "loss": "it has lost too many men",
    "odds": "too few for those believed there",
    "far": "the units are still on their way",
    "way": "no way leads there that one order can hold",
    "nobody": "nobody of it can be used yet",
    "weather": "the weather does not let aircraft fly",
}
DOINGS = {
    "attack": "attack",
    "defend": "defend",
    "delay": "delay the enemy",
    "screen": "screen",
    "support": "support",
    "reserve": "stand in reserve",
    "withdraw": "withdraw",
    "march": "march",
    "dig": "dig in",
    "bombard": "bombard",
    "air": "fly",
    "recon": "look",
    "engineer": "work",
    "relieve": "relieve",
}


def said(mission: Mission) -> str:
    """A mission in a few words: "40 RD: attack, Zaozernaya"."""
    where = ", ".join(goal.name for goal in mission.goals)
    return f"{mission.id} {mission.who}: {text(DOINGS[mission.kind])}" + (f", {where}" if where else "")


def changes(plan: Plan, before: Book, after: Book) -> list[str]:
    """A sentence for each mission that has begun, ended, or is late for another reason than before."""
    told: list[str] = []
    for mission in plan.missions:
        old, new = before.get(mission.id, FRESH), after[mission.id]
        if (old.state, old.why) != (new.state, new.why):
            told.append(_change(said(mission), new.state, new.why))
    return told


def _change(what: str, state: str, why: str) -> str:
    reason = text(REASONS[why]) if why in REASONS else ""
    if state == STARTED:
        return text("{what}: begins.", what=what)
    if state == DELAYED:
        return text("{what}: waits, {why}.", what=what, why=reason)
    if state == DONE:
        return text("{what}: done, {why}.", what=what, why=reason)
    return text("{what}: given up, {why}.", what=what, why=reason)
