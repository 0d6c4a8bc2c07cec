"""The one table of actions and keys: scenes answer to it, help and buttons show it, players change it.

A scene knows an action by the key that stands here. A player who has another key for it presses his own, and
`Keymap.translated` hands the scene the key of the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pygame

from game.i18n import text
from game.ui.keys_table import ACTIONS, POINTER, Action

NAMES: Mapping[str, int] = MappingProxyType(
    {name[2:].lower(): int(getattr(pygame, name)) for name in sorted(dir(pygame)) if name.startswith("K_")}
)
"""Keys by the names that a file of settings gives them."""
_WORDS: dict[int, str] = {code: name for name, code in NAMES.items()}
_CAPS = {
    "return": "Enter",
    "kp_enter": "Enter",
    "escape": "Esc",
    "slash": "/",
    "comma": ",",
    "period": ".",
    "leftbracket": "[",
    "rightbracket": "]",
    "plus": "+",
    "equals": "=",
    "minus": "-",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "delete": "Del",
    "backspace": "Back",
    "lshift": "Shift",
    "rshift": "Shift",
}
MODIFIERS = frozenset(
    NAMES[name]
    for name in (
        *("lshift", "rshift", "lctrl", "rctrl", "lalt", "ralt", "lmeta", "rmeta"),
        *("capslock", "numlock", "mode"),
    )
)
"""Keys that only change others."""
FIXED = MODIFIERS | {
    NAMES[name] for name in ("escape", "return", "kp_enter", "tab", "left", "right", "up", "down")
}
"""Keys that lists and fields need, and those that only change others: no action can be given one."""
CTRL = "ctrl+"
MENTION = re.compile(r"\[([a-z_.]+)\]")
"""An action in a text, shown as its key."""
BY_ID: Mapping[str, Action] = MappingProxyType({action.id: action for action in ACTIONS})
Chord = tuple[int, bool]
"""A key, and whether Ctrl is held with it."""


def chord_of(written: str) -> Chord | None:
    """The chord that a text like "ctrl+z" or "f5" names; None for none."""
    name = written.removeprefix(CTRL)
    return (NAMES[name], written != name) if name in NAMES else None


def written(chord: Chord) -> str:
    """A chord as a file of settings has it."""
    return (CTRL if chord[1] else "") + _WORDS.get(chord[0], "unknown")


def shown(chord: Chord) -> str:
    """A chord as it stands on a cap."""
    name = _WORDS.get(chord[0], "?")
    cap = _CAPS.get(
        name, name.upper() if len(name) == 1 or name[1:].isdigit() else name.replace("_", " ").capitalize()
    )
    return f"Ctrl {cap}" if chord[1] else cap


def meets(one: Action, other: Action) -> bool:
    """Whether two actions can be asked for in the same scene."""
    return bool(set(one.places) & set(other.places))


@dataclass(frozen=True)
class Keymap:
    """The player's own keys over those of the table: `own` by action."""

    own: Mapping[str, Chord]

    def chords(self, action: str) -> tuple[Chord, ...]:
        """The keys of an action now."""
        return (self.own[action],) if action in self.own else BY_ID[action].chords

    def cap(self, action: str) -> str:
        """Its first key as it stands on a cap."""
        return shown(self.chords(action)[0])

    def holder(self, chord: Chord, action: str) -> Action | None:
        """Another action of the same scenes that has a chord."""
        asked = BY_ID[action]
        rivals = (a for a in ACTIONS if a is not asked and meets(a, asked))
        return next((a for a in rivals if chord in self.chords(a.id)), None)

    def refused(self, action: str, chord: Chord) -> str:
        """Why an action cannot have a chord, in a sentence; empty when it can."""
        if BY_ID[action].fixed:
            return text("This key is the same for everybody.")
        if chord[0] in FIXED or chord[0] not in _WORDS:
            return text("{key} is needed by lists and fields; choose another key.", key=shown(chord))
        held = self.holder(chord, action)
        if held is None:
            return ""
        return text(
            "{key} is the key of: {what}. Change that first.", key=shown(chord), what=text(held.words)
        )

    def with_key(self, action: str, chord: Chord) -> Keymap:
        """The same with a key of the player's own; the table's key is no own one."""
        rest = {name: kept for name, kept in self.own.items() if name != action}
        return Keymap(rest if chord == BY_ID[action].chords[0] else rest | {action: chord})

    def without(self, action: str) -> Keymap:
        """The same with the table's key for an action."""
        return Keymap({name: kept for name, kept in self.own.items() if name != action})

    def faults(self) -> Iterable[tuple[str, str]]:
        """Actions whose keys cannot stand, each with the reason."""
        for action, chord in self.own.items():
            reason = self.refused(action, chord)
            if reason:
                yield action, reason

    def action(self, event: pygame.Event, places: Iterable[str]) -> Action | None:
        """What a pressed key asks for in a scene."""
        chord = (event.key, bool(event.mod & pygame.KMOD_CTRL))
        wanted = set(places)
        here = (a for a in ACTIONS if wanted & set(a.places))
        return next((a for a in here if chord in self.chords(a.id)), None)

    def translated(self, event: pygame.Event, places: Iterable[str]) -> pygame.Event | None:
        """The key that a scene knows for what was pressed; None for one that was taken from its action."""
        found = self.action(event, tuple(places)) if self.own else None
        if found is not None and found.id in self.own:
            return _pressed(event, BY_ID[found.id].chords[0])
        if found is None and self.own and self._freed(event, places):
            return None
        return event

    def _freed(self, event: pygame.Event, places: Iterable[str]) -> bool:
        """Whether a key would mean an action that has another key now."""
        return any(a.id in self.own for a in (TABLE.action(event, places),) if a is not None)


def _pressed(event: pygame.Event, chord: Chord) -> pygame.Event:
    """The event of another key; Shift and Alt stay as they are."""
    mod = event.mod & ~pygame.KMOD_CTRL | (pygame.KMOD_LCTRL if chord[1] else 0)
    return pygame.Event(pygame.KEYDOWN, key=chord[0], mod=mod, unicode="", scancode=0)


TABLE = Keymap(MappingProxyType({}))
"""The keys as they are shipped."""
_in_force = TABLE


def use(keymap: Keymap) -> None:
    """Put a player's keys in force, for the caps on buttons and the page of help."""
    global _in_force  # noqa: PLW0603  (one player, one keyboard)
    _in_force = keymap


def cap(action: str) -> str:
    """The key of an action in force, as it stands on a cap."""
    return _in_force.cap(action)


def filled(words: str) -> str:
    """A text that names actions in square brackets, with their keys in force."""
    return MENTION.sub(lambda found: cap(found[1]), words)


def press(action: str) -> None:
    """Ask for an action as its key would: for buttons of what is done behind the scenes."""
    key, held = _in_force.chords(action)[0]
    mod = pygame.KMOD_LCTRL if held else 0
    pygame.event.post(pygame.Event(pygame.KEYDOWN, key=key, mod=mod, unicode="", scancode=0))


def codes(prefix: str) -> dict[str, int]:
    """First keys of the table for the actions whose ids begin so, by what follows in the id."""
    return {a.id.removeprefix(prefix): a.chords[0][0] for a in ACTIONS if a.id.startswith(prefix)}


def rows(place: str) -> tuple[tuple[str, str], ...]:
    """Caps and words of what pointer and keys in force do in a scene, for the page of help."""
    told = [(a, _in_force.chords(a.id)) for a in ACTIONS if place in a.places]
    return (*POINTER[place], *((caps(chords), a.words) for a, chords in told))


def caps(chords: tuple[Chord, ...]) -> str:
    """Chords as they stand on one cap; four arrows in a word."""
    if len(chords) == 4:
        return ("Ctrl " if chords[0][1] else "") + text("arrows")
    return ", ".join(dict.fromkeys(map(shown, _first(chords))))


def _first(chords: tuple[Chord, ...]) -> tuple[Chord, ...]:
    """Those that are worth showing: not the same key once more on the pad or below Shift."""
    return (chords[0], *(c for c in chords[1:] if c[0] != pygame.K_EQUALS and "kp_" not in _WORDS[c[0]]))
