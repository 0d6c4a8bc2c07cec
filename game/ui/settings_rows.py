"""The lines of the page of settings: what each is called, which values it has, and what it does."""

from __future__ import annotations

from dataclasses import dataclass

from game.i18n import plural
from game.i18n import text as _
from game.ui.panels.commit import PLACES
from game.ui.settings import Settings
from game.ui.speeds import SPEEDS

SCALES = tuple(range(80, 201, 10))
VOLUMES = tuple(range(0, 101, 10))
COPIES = (0, 1, 2, 3, 5, 10, 20)
LARGER = (100, 125, 150, 175, 200)
TRUTHS = (False, True)


@dataclass(frozen=True, slots=True)
class Row:
    """One setting: its field, what it is called, its values in their order, and a hint."""

    field: str
    label: str
    values: tuple[object, ...]
    hint: str


ROWS = (
    Row(
        "scale",
        "Size of the interface",
        SCALES,
        "Everything but the map, which has its own zoom. At first it is chosen by the size of the screen.",
    ),
    Row("text", "Size of the text", SCALES, "The letters alone, on top of the size of the interface."),
    Row("contrast", "Strong contrast", TRUTHS, "Black panels, white letters, light counters for Japan."),
    Row(
        "safe_sides",
        "Sides for color-blind eyes",
        TRUTHS,
        "Orange and sky blue in the place of red and indigo. Star and disc tell the sides apart too.",
    ),
    Row(
        "calm",
        "Less motion",
        TRUTHS,
        "The film waits for you: [film.after] and [film.before] go by events, and the map does not glide.",
    ),
    Row(
        "terms",
        "Terms underlined",
        TRUTHS,
        "Words of the glossary in panels: the pointer at rest or [terms] tells what they mean.",
    ),
    Row("full_screen", "Full screen", TRUTHS, "[full] does the same."),
    Row("names", "Second names", ("ru", "ja", "fi", "none"), "Names of places and units below the English."),
    Row(
        "speed",
        "Speed of the film",
        (*SPEEDS, 0),
        "At once shows how it ended; the film can be gone back in.",
    ),
    Row("confirm", "Ask before a turn is closed", TRUTHS, "Only when units are left without orders."),
    Row(
        "copies",
        "Copies of turns",
        COPIES,
        "So many of the last turns of a game are kept and can be gone back to: Ctrl+O.",
    ),
    Row(
        "commit_place",
        "Button that commits",
        PLACES,
        "In a window without a left column, or without cards, it lies below the map.",
    ),
    Row("commit_size", "Size of that button", LARGER, "How high it is; its letters grow with it."),
    Row("volume", "Volume", VOLUMES, "Every sound has its line in the log."),
    Row("muted", "Mute", TRUTHS, "[mute] does the same."),
)
SAVED = "Games need no setting: every order is in the file of the game as soon as it is given."
PLACE_WORDS = {
    "right-foot": "right, at the foot",
    "right-head": "right, at the head",
    "left-foot": "left, at the foot",
    "left-head": "left, at the head",
    "below-left": "below the map, left",
    "below-right": "below the map, right",
}
NAMES = {"ru": "Russian", "ja": "Japanese", "fi": "Finnish", "none": "none"}


def value_of(settings: Settings, row: Row) -> str:
    """The value of a line in words."""
    value = getattr(settings, row.field)
    if isinstance(value, bool):
        return _("on") if value else _("off")
    if row.field == "names":
        return _(NAMES[value])
    if row.field == "commit_place":
        return _(PLACE_WORDS[value])
    if row.field == "speed":
        return _("{n} x", n=value) if value else _("at once")
    if row.field == "copies":
        return plural("{n} turn", "{n} turns", value) if value else _("none")
    return _("{n} %", n=value)


def changed(settings: Settings, row: Row, by: int) -> Settings:
    """The settings with the next or previous value of a line; scales and volume end at their ends."""
    value = getattr(settings, row.field)
    if row.values in (SCALES, VOLUMES):
        least, most = (SCALES if row.values is SCALES else VOLUMES)[:: len(row.values) - 1]
        # A scale that was set by the keys lies between two steps: go to the next one.
        step = (value // 10 + 1 if by > 0 else -(-value // 10) - 1) * 10
        return settings.but(**{row.field: max(least, min(most, step))})
    if value not in row.values:
        # A number that the file alone can give: go on from the one below it.
        value = max(known for known in row.values if known < value)  # type: ignore[type-var]
    return settings.but(**{row.field: row.values[(row.values.index(value) + by) % len(row.values)]})
