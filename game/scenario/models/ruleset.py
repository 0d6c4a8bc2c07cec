"""The ruleset: weapons, unit kinds, terrain and every table a historian could dispute."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from game.scenario.models.common import File, Id, Mark, Model, Name, Number, Seq, Side, Tag, Text

WeaponClass = Literal[
    "rifle",
    "lmg",
    "hmg",
    "discharger",
    "mortar",
    "infantry_gun",
    "battalion_gun",
    "anti_tank_gun",
    "anti_tank_rifle",
    "field_gun",
    "howitzer",
    "heavy_howitzer",
    "heavy_gun",
    "mountain_gun",
    "anti_aircraft",
    "tank",
    "flame_tank",
    "bridge_tank",
    "armored_car",
    "self_propelled_gun",
    "armored_train",
    "boat",
    "lorry",
    "tractor",
    "bomber",
    "heavy_bomber",
    "fighter",
    "assault_aircraft",
]
Mobility = Literal[
    "infantry", "carried", "horse_artillery", "horse", "lorry", "tractor", "t26", "bt", "rail", "boat", "air"
]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
"""A name inside a ruleset: no dot, because "chapter.table.row.column" is how a number is found."""
EchelonMark = Literal["squad", "platoon", "company", "battalion", "regiment", "brigade", "division", "corps"]


class Units(Model):
    """Units of the numbers of a file, by field."""

    unit: Text
    about: Text


class Weapon(Model):
    """A weapon, vehicle or aircraft with its numbers; each has a range, a source and a tag."""

    name: Name
    weapon_class: Annotated[WeaponClass, Field(alias="class")]
    side: Side
    shell: Annotated[Key | None, Field(description="row of artillery.lethal_area")] = None
    numbers: dict[Key, Number]
    used: Literal["rec", "org", "possible", "no"]
    source: Text
    tag: Tag
    mark: Mark
    note: Text | None = None


class Weapons(File):
    """The table of weapons."""

    kind: Literal["weapons"]
    units: dict[Key, Units]
    weapons: dict[Key, Weapon]

    @model_validator(mode="after")
    def _units_known(self) -> Self:
        for name, weapon in self.weapons.items():
            for key, number in weapon.numbers.items():
                if number.unit is None and key not in self.units:
                    raise ValueError(f"a unit for {key!r} of {name!r}, there or in the file's `units`")
        return self


class Kind(Model):
    """A kind of unit: how it moves, what it looks like, what it has by the table."""

    name: Name
    side: Side
    symbol: Id
    echelon: EchelonMark
    mobility: Mobility
    branch: Annotated[Key, Field(description="row of units.branch")]
    men: Number
    weapons: dict[Key, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    vehicles: dict[Key, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)
    target: Annotated[Key, Field(description="row of spotting.detection")]
    source: Text
    tag: Tag
    mark: Mark
    note: Text | None = None


class Kinds(File):
    """The table of unit kinds; numbers of men are counted in men."""

    kind: Literal["kinds"]
    kinds: dict[Key, Kind]


class Terrain(Model):
    """A class of ground: what it does; minutes to enter stand in the movement table."""

    name: Name
    letter: Annotated[str, Field(min_length=1, max_length=1)]
    land: bool
    cover: Number
    concealment_m: Number
    dig_rate: Number
    source: Text
    tag: Tag
    note: Text | None = None


class Terrains(File):
    """The table of terrain; the order of rows is the order of the numbers on the board."""

    kind: Literal["terrain"]
    units: dict[Key, Units]
    terrain: dict[Key, Terrain]

    @model_validator(mode="after")
    def _letters_differ(self) -> Self:
        letters = [row.letter for row in self.terrain.values()]
        if len(set(letters)) != len(letters):
            raise ValueError(f"a letter of its own for each terrain, found {' '.join(letters)}")
        missing = {"cover", "concealment_m", "dig_rate"} - self.units.keys()
        if missing:
            raise ValueError(f"a unit for {', '.join(sorted(missing))}")
        return self


class Row(Model):
    """One row of a table: as many numbers as the table has columns; null where a thing is impossible."""

    value: Seq[float | None]
    low: Seq[float | None]
    high: Seq[float | None]
    source: Text
    tag: Tag
    note: Text | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not len(self.value) == len(self.low) == len(self.high):
            raise ValueError("`value`, `low` and `high` of the same length")
        for low, value, high in zip(self.low, self.value, self.high, strict=True):
            if (low is None) != (value is None) or (high is None) != (value is None):
                raise ValueError("null in `value`, `low` and `high` at the same places")
            if low is not None and value is not None and high is not None and not low <= value <= high:
                raise ValueError(f"low <= value <= high, found {low:g}, {value:g}, {high:g}")
        return self


class Table(Model):
    """A table of numbers: named columns, named rows; `column_units` where a column has a unit of its own."""

    about: Text
    unit: Text
    columns: Seq[Key]
    column_units: dict[Key, Text] = Field(default_factory=dict)
    rows: dict[Key, Row]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(set(self.columns)) != len(self.columns):
            raise ValueError("columns that all differ")
        strange = self.column_units.keys() - set(self.columns)
        if strange:
            raise ValueError(f"`column_units` for columns of the table, found {', '.join(sorted(strange))}")
        for name, row in self.rows.items():
            if len(row.value) != len(self.columns):
                raise ValueError(
                    f"{len(self.columns)} numbers in row {name!r}, one a column, found {len(row.value)}"
                )
        return self


class Value(Number):
    """A single number of the rules; unit, source and tag are required here."""

    unit: Text
    source: Text
    tag: Tag
    about: Text


class Rules(File):
    """One chapter of the rules: single values and tables."""

    kind: Literal["rules"]
    values: dict[Key, Value] = Field(default_factory=dict)
    tables: dict[Key, Table] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        twice = self.values.keys() & self.tables.keys()
        if twice:
            raise ValueError(f"each value and table named once, found twice: {', '.join(sorted(twice))}")
        return self


class Ruleset(File):
    """The list of files that make one ruleset."""

    kind: Literal["ruleset"]
    name: Name
    files: Seq[Text]
