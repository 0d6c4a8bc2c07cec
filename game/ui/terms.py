"""The settings of the orders that are about to be given: mode, hours, conditions, rounds and so on."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from game.engine import groups
from game.i18n import text
from game.ui import verbs
from game.ui.session import Session
from game.ui.settings_words import said


class Terms:
    """What each setting stands at; it stays from order to order. `lead` is the unit that they are about."""

    def __init__(self, session: Session, lead: Callable[[], int | None]) -> None:
        self.session, self.lead = session, lead
        self._values: dict[str, Any] = {}

    def state(self) -> Hashable:
        """All that was set, to compare."""
        return tuple(sorted(self._values.items(), key=lambda pair: pair[0]))

    def lines(self, names: Sequence[str]) -> tuple[verbs.Setting, ...]:
        """Some settings as they are shown."""
        view, unit = self.session.view(), self.lead()
        return tuple(
            verbs.Setting(name, text(verbs.LABELS[name]), said(name, self.value(name), view, unit))
            for name in names
        )

    def value(self, name: str) -> Any:
        """What a setting stands at; the ordinary where the unit cannot do what was set before."""
        known = self._choices(name)
        value = self._values.get(name, verbs.FIRST.get(name, known[0]))
        return value if value in known else known[0]

    def told(self, *names: str) -> dict[str, Any]:
        """Some settings by name, as orders take them."""
        return {name: self.value(name) for name in names}

    def change(self, name: str, by: int) -> None:
        """Go to the next or previous value of a setting."""
        known = self._choices(name)
        self._values[name] = known[(known.index(self.value(name)) + by) % len(known)]

    def _choices(self, name: str) -> tuple[object, ...]:
        view, unit = self.session.view(), self.lead()
        if name in verbs.CHOICES:
            return verbs.CHOICES[name]
        if name in ("start", "end"):
            return (0, *groups.marks(view)[1:])
        if name == "bomb":
            return ("",) if unit is None else (*groups.bombs(view, unit), "")
        if name == "aircraft":
            return (0,) if unit is None else (0, *range(1, groups.fit(view, unit)))
        return ("",) if unit is None else groups.tasks(view, unit) or ("",)
