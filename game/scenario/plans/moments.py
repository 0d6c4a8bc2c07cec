"""Hours and conditions of a plan as minutes of the engine and rows of its arrays."""

from __future__ import annotations

from dataclasses import dataclass

from game.scenario.arrays import minute
from game.scenario.plans.condition import Ask
from game.scenario.plans.hours import Hour
from game.scenario.plans.mission import Test, Until, When
from game.scenario.plans.places import Places
from game.scenario.plans.setting import Ground
from game.scenario.plans.telling import Telling
from game.scenario.plans.who import Troops
from game.scenario.reader import Loc

H_WANTED = "the key 'h_hour' under 'plan', since H stands here"


@dataclass(frozen=True, slots=True)
class Moments:
    """Reads hours and conditions; `h` is the minute of H, None where the plan names none."""

    ground: Ground
    troops: Troops
    telling: Telling
    h: int | None

    @property
    def places(self) -> Places:
        """Names of the map and of the plan."""
        return self.ground.places

    def minute(self, hour: Hour, loc: Loc) -> int:
        """Minute of a clock hour or of H; 0 with a fault where H has no hour."""
        if hour.kind == "clock":
            return minute(hour.moment)
        if self.h is None:
            self.telling.tell(loc, H_WANTED, "none of that name")
            return 0
        return max(0, self.h + hour.minutes)

    def when(self, value: Hour | Ask | None, loc: Loc) -> When:
        """When an order begins."""
        if value is None:
            return When()
        if isinstance(value, Ask):
            return When(test=self.test(value, (*loc, "when")))
        if value.kind == "after":
            return When(after=value.order, plus=value.minutes)
        return When(minute=self.minute(value, loc))

    def until(self, value: Hour | Ask | None, loc: Loc) -> Until:
        """How long an order holds."""
        if value is None or (isinstance(value, Hour) and value.kind == "forever"):
            return Until()
        if isinstance(value, Ask):
            return Until(test=self.test(value, (*loc, "when")))
        if value.kind == "taken":
            return Until(taken=True)
        return Until(lasts=value.minutes) if value.kind == "start" else Until(minute=self.minute(value, loc))

    def test(self, ask: Ask, loc: Loc) -> Test:
        """A condition with rows for names."""
        if ask.parts:
            return Test(ask.word, parts=tuple(self.test(part, loc) for part in ask.parts))
        if ask.lights:
            return Test(ask.word, compare="in", values=ask.lights)
        value = ask.value if ask.hour is None else self.minute(ask.hour, loc)
        units: tuple[int, ...] = ()
        hexes: tuple[int, ...] = ()
        if ask.word in ("loss", "ammo"):
            units = self._rows(ask.args[0], loc)
        elif ask.args:
            hexes = self.telling.read(loc, self.places.of, ask.args[-1])
        return Test(ask.word, units, hexes, ask.compare, value)

    def _rows(self, text: str, loc: Loc) -> tuple[int, ...]:
        found = self.telling.read(loc, self.troops.of, text)
        return tuple(self.ground.rows[unit] for unit in found if unit in self.ground.rows)
