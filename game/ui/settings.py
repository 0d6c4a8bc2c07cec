"""What a player has set up for himself: one small file, strictly read, written whole or not at all."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import Field, model_validator

from game import locate
from game.i18n import text as _
from game.scenario.faults import BadData
from game.scenario.models.common import File, located
from game.scenario.reader import read
from game.scenario.validate import shape
from game.scenario.writing import write_text
from game.ui import keys
from game.ui.glossary import find
from game.ui.kit.draw import Ui
from game.ui.kit.theme import theme_of
from game.ui.speeds import SPEEDS

Percent = Annotated[int, Field(ge=80, le=200)]
Larger = Annotated[int, Field(ge=100, le=200)]
Place = Literal["right-foot", "right-head", "left-foot", "left-head", "below-left", "below-right"]
Level = Annotated[int, Field(ge=0, le=100)]
Copies = Annotated[int, Field(ge=0, le=50)]
ASIDE = ".damaged"
"""What is put behind the name of a file that cannot be read."""


class Settings(File):
    """Everything that can be set; what a file leaves out is as it was shipped.

    `sized` says that the scale was chosen, by the player or once by the size of the screen. `speed` is
    a speed of the film, 0 for showing its end at once. `copies` are the turns of a game of which copies are
    kept. `own_keys` are keys by action.
    """

    kind: Literal["settings"] = "settings"
    scale: Percent = 100
    sized: bool = False
    text: Percent = 100
    contrast: bool = False
    safe_sides: bool = False
    calm: bool = False
    terms: bool = True
    full_screen: bool = False
    names: Literal["ru", "ja", "fi", "none"] = "ru"
    speed: int = 1
    confirm: bool = True
    commit_place: Place = "right-foot"
    commit_size: Larger = 100
    copies: Copies = 5
    volume: Level = 60
    muted: bool = False
    own_keys: dict[str, str] = Field(default_factory=dict, alias="keys")

    @model_validator(mode="after")
    def _real(self) -> Self:
        """Speeds that the film has; actions and keys that there are, and no key twice."""
        if self.speed not in (0, *SPEEDS):
            known = ", ".join(map(str, (0, *SPEEDS)))
            raise located(("speed",), f"one of {known}", str(self.speed))
        for action, name in self.own_keys.items():
            if action not in keys.BY_ID:
                raise located(("keys", action), "an action of the table of keys", repr(action))
            if keys.chord_of(name) is None:
                raise located(("keys", action), "the name of a key", repr(name))
        for action, reason in self.keymap.faults():
            raise located(("keys", action), "a key that is free", reason)
        return self

    @property
    def keymap(self) -> keys.Keymap:
        """The player's keys."""
        found = {action: keys.chord_of(name) for action, name in self.own_keys.items()}
        return keys.Keymap({action: chord for action, chord in found.items() if chord is not None})

    @property
    def ui(self) -> Ui:
        """How large and in which colors everything is drawn."""
        theme = theme_of(contrast=self.contrast, safe_sides=self.safe_sides)
        return Ui(theme, self.scale / 100, self.text / 100, find if self.terms else None)

    def but(self, **values: Any) -> Settings:
        """The same with other values, which are checked; a scale that is given is chosen."""
        if "scale" in values:
            values.setdefault("sized", True)
        return Settings.model_validate(self.model_dump(by_alias=True) | values)

    def with_keys(self, keymap: keys.Keymap) -> Settings:
        """The same with other keys."""
        return self.but(keys={action: keys.written(chord) for action, chord in keymap.own.items()})


SHIPPED = Settings(format=1, id="settings")
"""As they are before anybody has changed them."""


USUAL_SCREEN, MILD = (1920, 1080), 0.8
"""The screen for which sizes are drawn, and how much of its growth a larger one hands on."""


def proposed(screen: tuple[int, int]) -> int:
    """The scale in percent, by tens, that suits a screen of so many pixels."""
    growth = min(now / usual for now, usual in zip(screen, USUAL_SCREEN, strict=True))
    return min(200, max(SHIPPED.scale, round(10 * math.pow(growth, MILD)) * 10))


def place() -> Path:
    """The file of this user."""
    return locate.config() / "settings.yaml"


def load(path: Path) -> tuple[Settings, str]:
    """The settings of a file, and one sentence when they could not be had; that file is put aside.

    No file is no fault: then they are as shipped.
    """
    if not path.exists():
        return SHIPPED, ""
    try:
        found = shape(Settings, read(path))
        assert isinstance(found, Settings)
        return found, ""
    except BadData as bad:
        told = str(bad.faults[0])
    except OSError as error:
        told = error.strerror or str(error)
    return SHIPPED, _("Your settings could not be read and are as shipped: {why}", why=told) + _aside(path)


def _aside(path: Path) -> str:
    """Move a file out of the way; where to, in words."""
    away = path.with_name(path.name + ASIDE)
    try:
        path.replace(away)
    except OSError:
        return ""
    return " " + _("The old file is kept as {name}.", name=away.name)


def save(path: Path, settings: Settings) -> str:
    """Write what differs from what was shipped; one sentence when that fails."""
    own = settings.model_dump(by_alias=True)
    was = SHIPPED.model_dump(by_alias=True)
    head = {name: own[name] for name in ("format", "kind", "id")}
    data = head | {name: value for name, value in own.items() if value != was[name]}
    try:
        write_text(path, yaml.safe_dump(data, sort_keys=False))
    except OSError as error:
        return _("Your settings could not be kept: {why}", why=error.strerror or str(error))
    return ""
