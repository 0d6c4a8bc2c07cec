"""Numbers of anti-tank fire: the chance of a knock-out for each gun, vehicle, face and step of range.

Built once from the ruleset, with decimals where a processor's erf could be in doubt: P(hit) by the error
function over a hull of a given size, P(pierced) by a logistic curve around the plate, P(out if pierced).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from functools import partial
from math import erf as float_erf
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from game.rules.fire_table import between, crew, stock_of
from game.rules.fixed import CERTAIN, logistic
from game.rules.fixed_tables import rounded
from game.rules.ruleset import Ruleset
from game.rules.tables import ABSENT, ONE, Grid, seal

Ints = NDArray[np.int64]

FACES = ("front", "side")
STANDS = ("moving", "still")
GROUNDS = ("firm", "marsh", "causeway", "ford")
"""What a vehicle enters, for bogging; a causeway is a track laid by sappers."""

_DIGITS = 28
_FLAME = ("flame_tank",)
_TANKS = ("tank", "flame_tank", "bridge_tank")


@dataclass(frozen=True, slots=True, eq=False)
class ArmorTable:
    """Anti-tank fire, G kinds of gun, V kinds of vehicle, B steps of range.

    Attributes
    ----------
    guns, vehicles : tuple of str
        Weapon ids; `gun_rows`, `vehicle_rows` int16 are their rows in the weapon table.
    step : int
        Meters of a step of range.
    knock : int64[2, B, G, V, 2]
        Q16 chance that a shot knocks out, by face, step, gun, vehicle and stand (armor.2 to armor.4).
    pace : int64[G]
        Thousandths of a round a minute (armor.1).
    load : int64[G]
        Rounds of a unit of fire.
    stock : int8[G]
        Row of `STOCKS` (fire.9).
    scarce : int
        Hundredths of a unit of fire below which fire falls off (fire.1).
    fatigue : int
        Q10 of the rate of fire that full fatigue takes (morale.4).
    view : int64[2]
        Q10 share of the pulse with a target in view: broken ground, open ground (armor.1).
    crew : int64[V]
        Men in a vehicle.
    burnt, leader, mended, recovery : int
        Q16: a vehicle knocked out burns; the leader's is hit first; one not burnt can be repaired; a bogged
        one is recovered in a night (armor.4, armor.8).
    crew_lost : int64[V]
        Q16 that a man of a burnt vehicle is lost (armor.4).
    mending : int
        Minutes that a repair takes in the mean (armor.8).
    bog : int64[V, 4]
        Q16 by ground entered, in the order of `GROUNDS` (armor.5).
    close : int64[2]
        Q16 that a tank falls to an assault party in `close_minutes`, by day and by night (armor.6).
    close_minutes : int
    escorted : int
        Q10 of that chance among own infantry.
    shock : int64[2]
        Q10 of cohesion lost in a pulse: tanks, flame tanks (morale.5).
    frightful, flames : bool[V]
        Vehicles that count as tanks, as flame tanks.
    shells : tuple of str
        Shells of indirect fire that harm armor; `shell_area` int64[S, 2] tenths of a square meter a round:
        direct hit, track cut (armor.7).
    """

    guns: tuple[str, ...]
    vehicles: tuple[str, ...]
    gun_rows: NDArray[np.int16]
    vehicle_rows: NDArray[np.int16]
    step: int
    knock: Ints
    pace: Ints
    load: Ints
    stock: NDArray[np.int8]
    scarce: int
    fatigue: int
    view: Ints
    crew: Ints
    burnt: int
    leader: int
    mended: int
    recovery: int
    crew_lost: Ints
    mending: int
    bog: Ints
    close: Ints
    close_minutes: int
    escorted: int
    shock: Ints
    frightful: NDArray[np.bool_]
    flames: NDArray[np.bool_]
    shells: tuple[str, ...]
    shell_area: Ints

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)


def freeze_armor(rules: Ruleset) -> ArmorTable:
    """Numbers of anti-tank fire from the chapters armor, fire, spotting and morale."""
    weapons, plate = rules.weapons, rules.table("armor", "plate")
    gunnery = rules.table("armor", "gunnery")
    guns = [weapons.names.index(name) for name in gunnery.rows]
    vehicles = [weapons.names.index(name) for name in plate.rows]
    classes = [weapons.classes[weapons.weapon_class[row]] for row in vehicles]
    area = rules.table("armor", "shell_area")
    men = np.array([crew(weapons, row) for row in vehicles], np.int64)
    burnt = rules.value("armor", "burnt", bits=16)
    return ArmorTable(
        guns=gunnery.rows,
        vehicles=plate.rows,
        gun_rows=np.array(guns, np.int16),
        vehicle_rows=np.array(vehicles, np.int16),
        step=round(rules.where("fire.range_step").value),
        knock=_knock(rules, plate, gunnery),
        pace=weapons.column("rate_practical")[guns] * 1000 // ONE,
        load=weapons.column("load_rounds")[guns] // ONE,
        stock=np.array([_stock(rules, row) for row in guns], np.int8),
        scarce=round(rules.where("fire.ammunition_full").value * 100),
        fatigue=rules.value("morale", "fatigue_effect"),
        view=np.array([rules.value("armor", key) for key in ("view_broken", "view_open")], np.int64),
        crew=men,
        burnt=burnt,
        leader=rules.value("armor", "leader_first", bits=16),
        mended=min(rules.value("armor", "repairable", bits=16) * CERTAIN // (CERTAIN - burnt), CERTAIN),
        recovery=rules.value("armor", "recovery", bits=16),
        crew_lost=np.minimum(rules.value("armor", "crew_loss", bits=16) // np.maximum(men, 1), CERTAIN),
        mending=round(rules.where("armor.repair_hours").value * 60),
        bog=_bog(rules, plate.rows),
        close=np.array(
            [rules.value("armor", key, bits=16) for key in ("close_day", "close_night")], np.int64
        ),
        close_minutes=round(rules.where("spotting.pulse_minutes").value),
        escorted=rules.value("armor", "close_escorted"),
        shock=np.array([-rules.value("morale", key) for key in ("shock_tank", "shock_flame")], np.int64),
        frightful=np.array([name in _TANKS for name in classes]),
        flames=np.array([name in _FLAME for name in classes]),
        shells=area.rows,
        shell_area=area.cells * 10 // ONE,
    )


def _knock(rules: Ruleset, plate: Grid, gunnery: Grid) -> Ints:
    """Q16 of one shot, [face, step, gun, vehicle, stand]."""
    hit, depth = _hit(rules, gunnery.rows), _depth(rules)
    width = rules.value("armor", "penetration_width")
    plates = np.stack([plate.column(face) for face in FACES])
    over = depth.T[None, :, :, None] - plates[:, None, None, :]
    pierced = logistic((over << 10) // width)
    out = rules.table("armor", "gunnery", bits=16).column("out")
    still = rules.value("armor", "stationary")
    stands = np.stack([hit, np.minimum(hit * still >> 10, CERTAIN)], axis=-1).transpose(1, 0, 2)
    knock: Ints = (pierced[..., None] * stands[None, :, :, None, :] >> 16) * out[:, None, None] >> 16
    # The last step holds all ranges beyond the tables.
    knock[:, -1] = 0
    return knock


def _hit(rules: Ruleset, guns: tuple[str, ...]) -> Ints:
    """Q16 chance to hit a moving hull, [gun, step]: most x erf(half / (s x 2^0.5))^2 (armor.2)."""
    number = {key: Decimal(str(rules.where(f"armor.{key}").value)) for key in _HIT_KEYS}
    steps, step = round(rules.where("fire.range_bins").value), round(rules.where("fire.range_step").value)
    rows = []
    for gun in guns:
        sigma = Decimal(str(rules.where(f"armor.gunnery.{gun}.sigma").value))
        slope = number["spread"] * sigma * step / 1000
        wide = [number["hull_half"] / (slope * i + number["spread_base"]) for i in range(steps)]
        about = np.array([float_erf(float(half) / sqrt(2)) ** 2 for half in wide])
        most = number["hit_most"] * CERTAIN
        rows.append(rounded(about * float(most), partial(_share, wide, most)))
    return np.stack(rows)


def _share(wide: list[Decimal], most: Decimal, step: int) -> Decimal:
    """One value of it, not rounded; `wide` are the deviations that half a hull spans at each step."""
    with localcontext(Context(prec=_DIGITS)):
        return erf(wide[step] / Decimal(2).sqrt()) ** 2 * most


_HIT_KEYS = ("hit_most", "hull_half", "spread", "spread_base")


def erf(x: Decimal) -> Decimal:
    """Error function of a number that is not negative, to 15 places: 1 beyond 6, else its rising series."""
    if x > 6:
        return Decimal(1)
    # exp(-x^2) x sum of 2^n x^(2n+1) / (1 x 3 x ... x (2n+1)): no term is negative, so nothing cancels.
    square = x * x
    term = total = x
    n = 1
    while term > total * Decimal("1e-18"):
        term = term * 2 * square / (2 * n + 1)
        total += term
        n += 1
    return total * 2 * (-square).exp() / _ROOT_PI


_ROOT_PI = Decimal("1.7724538509055160272981674833411451827975")


def _depth(rules: Ruleset) -> Ints:
    """Q10 millimeters pierced, [gun, step]: level before the first column, in the last slope after it."""
    table = rules.table("armor", "penetration")
    known = [int(column) for column in table.columns]
    steps, step = round(rules.where("fire.range_bins").value), round(rules.where("fire.range_step").value)
    meters = np.arange(steps, dtype=np.int64) * step
    rows = []
    for name in rules.table("armor", "gunnery").rows:
        values = [int(cell) for cell in table.cells[table.rows.index(name)]]
        rise, run = values[-2] - values[-1], known[-1] - known[-2]
        beyond = np.maximum(meters - known[-1], 0) * rise // run
        rows.append(np.maximum(between(meters, known, values) - beyond, 0))
    return np.stack(rows)


def _stock(rules: Ruleset, weapon: int) -> int:
    """Row of `STOCKS` that a weapon fires from."""
    name = rules.weapons.classes[rules.weapons.weapon_class[weapon]]
    return stock_of(rules.table("fire", "consumption"), name)


def _bog(rules: Ruleset, vehicles: tuple[str, ...]) -> Ints:
    """Q16 by vehicle and `GROUNDS`; nothing for vehicles that cannot enter such ground."""
    table = rules.table("armor", "bog", bits=16)
    cells = np.zeros((len(vehicles), len(GROUNDS)), np.int64)
    for row, name in enumerate(vehicles):
        if name in table.rows:
            cells[row, 1:] = [table.at(name, ground) for ground in GROUNDS[1:]]
    if (cells == ABSENT).any():
        raise ValueError("armor.bog: a chance for each ground")
    return cells
