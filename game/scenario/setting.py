"""From the start of a scenario to what the engine plays with: the setting, and the state at first."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import NOWHERE, free_fire, no_acts, no_flights, no_missions, nothing_later
from game.engine.cadre import Cadre
from game.engine.prices import Prices
from game.engine.setting import Fate, Setting
from game.engine.state import ON, Air, Count, Depots, Forces, State, Terrain, spread
from game.engine.tables import Tables, freeze_tables
from game.engine.units import OFF_BOARD
from game.rules import air_defense, medical
from game.rules.beliefs import blank
from game.rules.columns import passable
from game.rules.escalation_cover import freeze_cover
from game.rules.los import Progress
from game.rules.morale import state_of
from game.rules.movement_cost import entry_cost
from game.rules.movement_table import ADVANCE
from game.rules.supply_table import STORES
from game.rules.tables import ONE
from game.rules.victory_tally import no_tally
from game.rules.visibility import draw_lines
from game.scenario.build import Start
from game.scenario.compile_scenario import compile_scenario
from game.scenario.ground import load_ground
from game.scenario.load import Bundle
from game.scenario.vision import vision_of
from game.scenario.weather import Choice, weather_of

FOOT = ("infantry", "carried", "horse")
ENGINEERS = ("sapper", "engineer", "bridge")
HEADQUARTERS = "headquarters"
POINTS = 4
"""Registered points that a battery keeps."""
DAYS = 15
"""Days of the medical accounts: all of the environment."""
WEIGHT_OF_STORES = 1_000_000
GUN_CLASSES = (
    "field_gun",
    "howitzer",
    "heavy_howitzer",
    "heavy_gun",
    "mountain_gun",
    "infantry_gun",
    "battalion_gun",
    "anti_tank_gun",
    "anti_aircraft",
    "mortar",
)
MACHINE_GUNS = ("hmg", "lmg")
FOG = "fog"


def setting_of(start: Start, *, historical: bool = False, progress: Progress | None = None) -> Setting:
    """Compile a start for play; the sight table comes from the cache or takes some seconds."""
    tables = freeze_tables(start.ruleset)
    board = start.board
    sight = vision_of(board, load_ground(), start.ruleset, progress).table
    squadrons = np.flatnonzero(_mobile(start, "air"))
    cost = entry_cost(
        tables.march, board.neighbor, board.height, board.terrain, board.ways, board.edges, 0, board.scale
    )
    armored = (start.units.vehicles[:, tables.armor.vehicle_rows].sum(axis=(1, 2)) > 0) & ~_mobile(
        start, "air"
    )
    aircraft = start.units.vehicles[squadrons, :, 0].argmax(axis=1)
    weapons = start.ruleset.weapons
    return Setting(
        scenario=start.bundle.scenario.model.id,
        board=board,
        lines=draw_lines(board, sight),
        sight=sight,
        calendar=start.calendar,
        sky=start.sky,
        tables=tables,
        cadre=cadre_of(start, tables, armored),
        stakes=(stakes := compile_scenario(start)),
        prices=Prices(board, tables.march),
        command=start.command,
        crossings=start.crossings,
        supply=start.supply,
        crest=_crest(stakes.victory.ground.hexes, board.hexes),
        foggy=np.array([FOG in name for name in start.bundle.environment.model.weather]),
        veils=start.veils,
        enterable=passable(cost[ADVANCE], board.neighbor),
        squadrons=squadrons,
        armored=np.flatnonzero(armored),
        piercing=np.flatnonzero(start.units.weapons[:, tables.armor.gun_rows].sum(axis=1) > 0),
        aircraft=aircraft,
        air_type=np.array([tables.air.types.index(weapons.names[row]) for row in aircraft], np.int64),
        crew=np.maximum(weapons.column("crew")[aircraft], ONE) >> 10,
        aerials=armored & (_lines_of(start) > 0),
        guns=_chief_gun(start),
        flak=np.where(tables.air.ceiling >= 0, start.units.weapons, 0).astype(np.int64),
        home=_homes(start),
        gunners=_armed_with(start, MACHINE_GUNS),
        train=start.train,
        roads=start.entry_road,
        cover=freeze_cover(start.ruleset),
        historical=historical,
    )


def _mobile(start: Start, mobility: str) -> NDArray[np.bool_]:
    kinds = start.ruleset.kinds
    names = start.ruleset.movement.mobilities
    return np.asarray(kinds.mobility[start.units.kind] == names.index(mobility))


def cadre_of(start: Start, tables: Tables, armored: NDArray[np.bool_]) -> Cadre:
    """The columns of the units that never change."""
    units, kinds = start.units, start.ruleset.kinds
    kind = units.kind.astype(np.int64)
    mobility = kinds.mobility[kind].astype(np.int64)
    names = np.array([counter.kind for counter in start.roster.counters])
    on_foot = np.isin(mobility, [start.ruleset.movement.mobilities.index(name) for name in FOOT])
    shells, vehicles = tables.batteries, units.vehicles[..., 0]
    both = np.where(shells.shell >= 0, units.weapons.astype(np.int64) + vehicles, 0)
    reach = np.where(both > 0, shells.far, -1)
    target = kinds.target[kind].astype(np.int64)
    post = target == tables.spotting.classes.index(HEADQUARTERS)
    return Cadre(
        ids=tuple(counter.id for counter in start.roster.counters),
        side=units.side.astype(np.int64),
        kind=kind,
        formation=units.formation.astype(np.int64),
        quality=units.quality.astype(np.int64),
        mobility=mobility,
        branch=kinds.branch[kind].astype(np.int64),
        target=target,
        entry=units.entry.astype(np.int64),
        arrive=units.arrive.astype(np.int64),
        release=units.release.astype(np.int64),
        leave=units.leave.astype(np.int64),
        establishment=units.establishment.astype(np.int64),
        gun=np.where(both.sum(axis=1) > 0, reach.argmax(axis=1), -1).astype(np.int64),
        foot=on_foot & ~post,
        tanks=armored,
        flies=_mobile(start, "air"),
        sappers=np.array([any(word in name for word in ENGINEERS) for name in names]),
        post=post,
        formations=start.formations,
    )


def _lines_of(start: Start) -> NDArray[np.int64]:
    """Soviet vehicles with an aerial round the turret in each unit: those of the leaders (armor.4)."""
    soviet = start.units.side == 0
    return np.where(soviet, start.units.vehicles[..., 0].sum(axis=1), 0).astype(np.int64)


def _crest(hexes: NDArray[np.int32], count: int) -> NDArray[np.bool_]:
    out = np.zeros(count, np.bool_)
    out[hexes] = True
    return out


def _chief_gun(start: Start) -> NDArray[np.bool_]:
    """The gun of which each unit has most, bool[U, W]."""
    weapons = start.ruleset.weapons
    is_gun = np.array([weapons.classes[row] in GUN_CLASSES for row in weapons.weapon_class])
    count = np.where(is_gun, start.units.weapons, 0)
    best = np.zeros(count.shape, np.bool_)
    best[np.arange(len(count)), count.argmax(axis=1)] = count.max(axis=1) > 0
    return best


def _armed_with(start: Start, classes: tuple[str, ...]) -> NDArray[np.bool_]:
    weapons = start.ruleset.weapons
    rows = np.array([weapons.classes[row] in classes for row in weapons.weapon_class])
    return np.asarray((start.units.weapons[:, rows] > 0).any(axis=1))


def _homes(start: Start) -> NDArray[np.int64]:
    """Corners of the map over which aircraft come: the Soviet ones north-east, the others south-west."""
    board = start.board
    return np.array([board.cols - 1, (board.rows - 1) * board.cols], np.int64)


def fate_of(bundle: Bundle, seeds: tuple[int, ...], choice: Choice = "recorded") -> Fate:
    """Seeds and weathers of some games of a scenario."""
    environment = bundle.environment.model
    return Fate(seeds, tuple(weather_of(environment, seed, choice) for seed in seeds))


def first_state(start: Start, setting: Setting, games: int = 1) -> State:
    """The state at the first minute, so many times."""
    units, mode = len(start.units), setting.tables.march.modes.index("advance")
    shape = (units,)
    tables, stakes = setting.tables, setting.stakes
    one = State(
        turn=0,
        minute=int(start.calendar.turn_start[0]),
        forces=_forces(start, setting),
        ground=_ground(start, setting),
        beliefs=blank((2, units)),
        acts=no_acts(shape, mode),
        later=nothing_later(shape, mode),
        fires=free_fire(shape),
        missions=no_missions(shape),
        flights=no_flights(shape),
        wards=medical.empty_wards(shape, tables.medical),
        air=_air(start, setting),
        depots=_depots(start),
        tally=no_tally(stakes.victory),
        count=_count(setting),
    )
    return spread(one, games).seal()


def _forces(start: Start, setting: Setting) -> Forces:
    units, count = start.units, len(start.units)

    def zeros(kind: type, *wide: int) -> NDArray[np.generic]:
        return np.zeros((count, *wide), kind)

    cadre, tables = setting.cadre, setting.tables
    lead = tables.lead[cadre.quality]
    no = np.zeros(count, np.bool_)
    taken = {
        name: getattr(units, name).copy()
        for name in ("hex", "men", "losses", "weapons", "vehicles", "ammunition", "suppression", "cohesion")
    }
    taken |= {name: getattr(units, name).copy() for name in ("fatigue", "link", "works")}
    weight = np.where(cadre.sappers, WEIGHT_OF_STORES, 0)
    return Forces(
        **taken,
        strength=units.men.copy(),
        lead=lead.astype(np.int16),
        posture=start.posture.copy(),
        facing=start.facing.copy(),
        nerve=state_of(units.cohesion, no, no, tables.morale),
        vacant=zeros(np.int8),
        mute=zeros(np.int8),
        carried=zeros(np.int32),
        loose=zeros(np.int32),
        heat=zeros(np.int32),
        aim=np.full(count, NOWHERE, np.int32),
        in_place=np.where(units.hex != OFF_BOARD, 720, 0).astype(np.int32),
        points=np.full((count, POINTS), NOWHERE, np.int32),
        moved=no.copy(),
        fired=no.copy(),
        stood=units.hex != OFF_BOARD,
        gone=no.copy(),
        marched=no.copy(),
        road=np.full(count, -1, np.int32),
        came=zeros(np.int32),
        given=zeros(np.int64, 2),
        ferried=zeros(np.int32),
        dug=zeros(np.int32),
        done=zeros(np.int32),
        stores=weight.astype(np.int32),
        captured=zeros(np.int16),
        cut=no.copy(),
        delay=np.zeros(count, np.int16),
    )


def _ground(start: Start, setting: Setting) -> Terrain:
    hexes = start.board.hexes
    return Terrain(
        control=setting.stakes.control.astype(np.int8).copy(),
        smoke=np.zeros(hexes, np.int32),
        dust=np.full(hexes, ONE, np.int16),
        wire=start.wire.astype(np.int8),
        ways=start.board.ways.copy(),
        under_fire=np.zeros(hexes, np.int32),
        crossings=setting.crossings.kind.copy(),
        known=np.full((2, hexes), NOWHERE, np.int8),
        seen=np.zeros((2, hexes), np.bool_),
        # A side knows its own wire, also where nobody stands to see it.
        belts=np.stack(
            [np.where((setting.stakes.control == side)[:, None], start.wire, 0) for side in (0, 1)]
        ).astype(np.int8),
        paths=np.stack([start.board.ways] * 2),
        decoys=np.full(hexes, NOWHERE, np.int8),
        feigned=np.full(hexes, NOWHERE, np.int32),
    )


def _air(start: Start, setting: Setting) -> Air:
    table = setting.tables.air
    squadrons = len(setting.squadrons)
    load = table.load.max(axis=0)
    count = start.units.vehicles[setting.squadrons, setting.aircraft, 0].sum()
    return Air(
        resting=air_defense.no_rest(squadrons, table),
        flown=np.zeros(squadrons, np.int16),
        bombs=np.where(load > 0, load * count * 4, 0).astype(np.int32),
    )


def _depots(start: Start) -> Depots:
    formations = len(start.formations)
    plenty = np.full((2, len(STORES)), 10**11, np.int64)
    stock = np.zeros((formations, len(STORES)), np.int64)
    none = np.array(0, np.int64)
    return Depots(plenty, stock, np.full(formations, ONE, np.int32), none, none.copy(), none.copy())


def _count(setting: Setting) -> Count:
    acts = len(setting.stakes.escalation.acts)
    names = {field.name for field in fields(Count)}
    small = {
        name: np.zeros(2, np.int32)
        for name in names
        if name not in ("caused", "done", "medical", "assaults", "cover", "truce", "over", "loser", "shots")
    }
    return Count(
        **small,
        caused=np.zeros(acts, np.int64),
        done=np.zeros(acts, np.int64),
        medical=medical.no_tally((), DAYS),
        assaults=np.zeros(2, np.int64),
        cover=np.zeros(2, np.bool_),
        truce=np.array(-1, np.int32),
        over=np.array(ON, np.int8),
        loser=np.array(-1, np.int8),
        shots=np.array(False),
    )
