"""The sentence of each kind of event, and the words for what an event says of itself in a number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """Sentence of a kind of event.

    `one` and `many` go by the amount; `alone` stands where no unit is named. Named values: {unit}, {other},
    {hex}, {n} the amount, {m} the detail, {what} the word of the detail, and what `dispatch` fills in more.
    """

    one: str
    many: str = ""
    alone: str = ""


PHRASES = {
    "moved": Phrase("{unit} went from {place} to {hex}."),
    "halted": Phrase("{unit} halted in {hex}: {what}."),
    "entered": Phrase(
        "{unit} came onto the map in {hex} with {n} man.", "{unit} came onto the map in {hex} with {n} men."
    ),
    "left": Phrase("{unit} left the battle from {hex}."),
    "fired": Phrase("{unit} fired at {other} in {hex}."),
    "lost": Phrase("{unit} lost {n} man in {hex}: {what}.", "{unit} lost {n} men in {hex}: {what}."),
    "shelled": Phrase(
        "{unit} fired {n} round at {hex}: {what}.",
        "{unit} fired {n} rounds at {hex}: {what}.",
    ),
    "bombed": Phrase("{unit} dropped {n} bomb on {hex}.", "{unit} dropped {n} bombs on {hex}."),
    "flew": Phrase(
        "{n} aircraft of {unit} flew to {hex}: {what}.", "{n} aircraft of {unit} flew to {hex}: {what}."
    ),
    "turned_back": Phrase(
        "{n} aircraft of {unit} turned back before {hex}.", "{n} aircraft of {unit} turned back before {hex}."
    ),
    "aircraft_lost": Phrase(
        "{unit} lost {n} aircraft over {hex}; damaged: {m}.",
        "{unit} lost {n} aircraft over {hex}; damaged: {m}.",
    ),
    "knocked_out": Phrase(
        "{n} vehicle of {unit} was knocked out in {hex}; burnt out: {m}.",
        "{n} vehicles of {unit} were knocked out in {hex}; burnt out: {m}.",
    ),
    "bogged": Phrase(
        "{n} vehicle of {unit} bogged down in {hex}.", "{n} vehicles of {unit} bogged down in {hex}."
    ),
    "recovered": Phrase(
        "{n} vehicle of {unit} in {hex} was recovered or repaired.",
        "{n} vehicles of {unit} in {hex} were recovered or repaired.",
    ),
    "guns_lost": Phrase("{unit} lost {n} gun in {hex}.", "{unit} lost {n} guns in {hex}."),
    "assaulted": Phrase("{unit} went in to assault {hex}."),
    "repulsed": Phrase("{unit} was repulsed before {hex}."),
    "captured": Phrase("{unit} took {hex}.", alone="{hex} was taken."),
    "fell_back": Phrase("{unit} was thrown back from {hex}."),
    "retreated": Phrase("{unit} retreated to {hex}."),
    "surrendered": Phrase(
        "{n} man of {unit} was taken prisoner in {hex}.", "{n} men of {unit} were taken prisoner in {hex}."
    ),
    "routed": Phrase("{unit} is in rout in {hex}."),
    "rallied": Phrase("{unit} has rallied in {hex}."),
    "shaken": Phrase("{unit} wavers in {hex}."),
    "leader_lost": Phrase("{unit} lost its leader in {hex}."),
    "destroyed": Phrase("{unit} is no more."),
    "spotted": Phrase(
        "{other} reported {unit} in {hex}: {what}.", alone="{unit} was reported in {hex}: {what}."
    ),
    "seized": Phrase("{hex} is held by {what}."),
    "dug": Phrase("{unit} has dug in deeper in {hex}: {what}."),
    "task_done": Phrase("{unit} finished its work in {hex}: {what}."),
    "refused": Phrase("{unit} did not fire at {hex}: {what}."),
    "released": Phrase("Released for use: {release}."),
    "escalated": Phrase("The danger of war grew by {points}: {act}."),
    "news": Phrase("{news}"),
    "truce": Phrase("A cease-fire is agreed; the last shot falls at {hour}."),
    "war": Phrase("The fighting has become a general war; it is lost by {what}."),
    "smoke": Phrase("Smoke lies on {hex}."),
    "strayed": Phrase(
        "{n} round of {unit} fell beside its aim, in {hex}.",
        "{n} rounds of {unit} fell beside their aim, in {hex}.",
    ),
    "crossed": Phrase("{unit} crossed the river and stands in {hex}."),
    "sick": Phrase("{n} man of {unit} fell sick.", "{n} men of {unit} fell sick."),
    "returned": Phrase(
        "{n} man came back to {unit} from the surgeons.", "{n} men came back to {unit} from the surgeons."
    ),
    "cut_off": Phrase("{unit} is cut off in {hex}."),
    "broke_off": Phrase("{unit} broke off in {hex}: it had lost as many as it was told to bear."),
    "order_begun": Phrase("{unit} in {hex} began to carry out its order: {what}."),
    "under_shells": Phrase(
        "{n} shell fell on {hex}, from guns unseen.", "{n} shells fell on {hex}, from guns unseen."
    ),
}
"""By kind of event (`engine.log.KINDS`)."""
SIDES = ("the USSR", "Japan", "both sides")
STOPS = {
    "moving": "on the way",
    "arrived": "it has arrived",
    "time": "no time was left",
    "stack": "no room ahead",
    "enemy": "the enemy stands ahead",
    "contact": "the enemy is beside it",
    "road": "the road is taken",
    "closed": "the way is closed",
}
CAUSES = {
    "small_arms": "small arms",
    "artillery": "shells",
    "air": "attack from the air",
    "tank": "tanks",
    "close_combat": "close combat",
    "other": "other causes",
}
MISSIONS = {
    "prepare": "preparation",
    "accompany": "support of an attack",
    "defensive": "defensive fire",
    "interdict": "interdiction",
    "counter_battery": "against batteries",
    "smoke": "smoke",
    "harass": "harassing fire",
}
FLIGHTS = {"bomb": "bombing", "strafe": "strafing", "recon": "reconnaissance"}
GRADES = {
    "none": "nothing certain",
    "sign": "by signs",
    "radio": "by its radio",
    "sound": "by sound",
    "flash": "by its flashes",
    "air": "from the air",
    "located": "located as it fired",
    "seen": "seen",
}
LEVELS = ("no works", "scrapes", "fire trenches", "full trenches", "overhead cover")
TASKS = {
    "wire": "wire",
    "clear": "a gap in the wire",
    "track": "a track",
    "ford": "a ford",
    "decoy": "a decoy",
    "boats": "boats",
    "ferry": "a ferry",
    "bridge": "a bridge",
}
REFUSALS = {
    "": "no reason",
    "guns.none": "it has no guns for it",
    "range.near": "too near",
    "range.far": "too far",
    "ammunition.none": "no shells",
    "link.cut": "no link to the guns",
    "aim.night": "the aim cannot be laid by night",
    "aim.unregistered": "the aim is not registered",
    "aim.unsuitable": "the mission does not suit the aim",
    "friends.near": "own troops are too near",
}
ACTS = {
    "hold": "to hold",
    "march": "to march",
    "assault": "to assault",
    "dig": "to dig in",
    "task": "engineers' work",
    "withdraw": "to withdraw",
    "rally": "to rest",
    "cross": "to cross the river",
}
