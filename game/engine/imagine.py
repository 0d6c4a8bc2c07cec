"""A possible battle from what a side knows: the enemy as he is believed to be, drawn within the errors."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import NOWHERE
from game.engine.cadre import Cadre
from game.engine.clock import Weather
from game.engine.dice import draws
from game.engine.setting import Fate, Setting
from game.engine.state import ON, Air, Count, Depots, Forces, State, Terrain, spread
from game.engine.units import NEVER
from game.engine.view import View
from game.rules import medical
from game.rules.beliefs import blank, moved
from game.rules.chance import normal
from game.rules.supply_table import STORES
from game.rules.tables import ONE, POSTURES
from game.rules.victory_tally import no_tally

Ints = NDArray[np.int64]
PRONE, TRENCH = POSTURES.index("prone"), POSTURES.index("trench")
FULL = 100
DAYS = 15
MOST = 4096
"""Samples of one repetition at most, so that no two samples share a seed."""
USUAL_MEN = 100
"""Men of a contact of which no strength is told."""


@dataclass(frozen=True, slots=True, eq=False)
class Imagined:
    """A setting whose enemy rows hold only what is known, its games, and their luck."""

    setting: Setting
    state: State
    fate: Fate


def imagined(setting: Setting, view: View, samples: int, seed: int, batch: int = 0) -> Imagined:
    """Possible battles in which every own unit is as it is and every contact somewhere near its place.

    `batch` numbers repetitions of the same question, each with contacts and luck of its own; the first
    sample of batch 0 has the contacts where they are believed to be.
    """
    cadre = _cadre(view)
    known = replace(
        setting,
        cadre=cadre,
        stakes=view.stakes,
        piercing=_rows(setting, view),
        armored=_armor(cadre),
        aerials=setting.aerials & view.own,
        guns=setting.guns & view.own[:, None],
        flak=_flak(setting, view, cadre),
    )
    one = _state(setting, view)
    state = spread(one, samples)
    _scatter(state, view, seed, batch)
    seeds = tuple(seed + batch * MOST + k for k in range(samples))
    return Imagined(known, state.seal(), Fate(seeds, (_weather(view),) * samples, pooled=True))


def _rows(setting: Setting, view: View) -> Ints:
    """Own units with weapons against armor; what the enemy's have is not known row by row."""
    return setting.piercing[view.own[setting.piercing]]


def _armor(cadre: Cadre) -> Ints:
    return np.flatnonzero(cadre.tanks)


def _flak(setting: Setting, view: View, cadre: Cadre) -> Ints:
    """Anti-aircraft guns: the own ones, and those that contacts of their kind have."""
    usual = np.where(view.tables.air.ceiling >= 0, view.tables.rules.kinds.armament[cadre.kind], 0)
    return np.where(view.own[:, None], setting.flak, usual).astype(np.int64)


def _cadre(view: View) -> Cadre:
    """The view's cadre with the unknown taken for riflemen of the other side."""
    kinds, cadre = view.tables.rules.kinds, view.cadre
    enemy = ~view.own
    rifle = int(np.flatnonzero((kinds.side != view.side) & (kinds.target == 0))[0])
    kind = np.where(cadre.kind < 0, rifle, cadre.kind)
    usual = enemy & (cadre.kind < 0)
    return replace(
        cadre,
        kind=kind,
        mobility=kinds.mobility[kind].astype(np.int64),
        branch=kinds.branch[kind].astype(np.int64),
        target=kinds.target[kind].astype(np.int64),
        quality=np.where(enemy, _MIDDLE, cadre.quality),
        formation=np.where(enemy, 0, cadre.formation),
        foot=np.where(usual, True, cadre.foot),
        gun=np.where(enemy, -1, cadre.gun),
        arrive=np.where(enemy, 0, cadre.arrive),
        release=np.where(enemy, NEVER, cadre.release),
        leave=np.where(enemy, NEVER, cadre.leave),
    )


_MIDDLE = 3


def _state(setting: Setting, view: View) -> State:
    units, hexes = len(view.cadre), view.board.hexes
    empty = medical.empty_wards((units,), view.tables.medical)
    ground, wire = view.ground, whole_belts(view)
    return State(
        turn=view.turn,
        minute=view.minute,
        forces=believed(view),
        ground=Terrain(
            control=ground.control.astype(np.int8),
            smoke=ground.smoke.astype(np.int32),
            dust=np.full(hexes, ONE, np.int16),
            wire=wire,
            ways=ground.ways.astype(np.uint8),
            under_fire=np.zeros(hexes, np.int32),
            crossings=setting.crossings.kind.copy(),
            known=np.stack([ground.control] * 2).astype(np.int8),
            seen=np.zeros((2, hexes), np.bool_),
            belts=np.stack([wire] * 2),
            paths=np.stack([ground.ways] * 2).astype(np.uint8),
            decoys=np.where(ground.decoys, view.side, NOWHERE).astype(np.int8),
            feigned=np.full(hexes, NOWHERE, np.int32),
        ),
        beliefs=blank((2, units)),
        acts=view.acts,
        later=view.later,
        fires=view.fires,
        missions=view.missions,
        flights=view.flights,
        wards=empty,
        air=Air(view.air.resting, view.air.flown, view.air.bombs),
        depots=_depots(setting),
        tally=no_tally(view.stakes.victory),
        count=_count(view),
    )


def whole_belts(view: View) -> NDArray[np.int8]:
    """Belts int8[H, 6] as the side knows them, the same from both hexes of a side.

    One of the two may have been seen when the belts were whole and the other not: they are taken to stand.
    """
    wire, neighbor = view.ground.wire.astype(np.int8), view.board.neighbor
    across = wire[np.maximum(neighbor, 0), (np.arange(6) + 3) % 6]
    return np.asarray(np.where(neighbor >= 0, np.maximum(wire, across), wire), np.int8)


def believed(view: View) -> Forces:
    """Own columns as they are; contacts with the weapons of their kind, in proportion to their men."""
    told, kinds = view.contacts, view.tables.rules.kinds
    enemy = (~view.own) & (told.hex >= 0)
    cadre = _cadre(view)
    kind = cadre.kind
    usual = np.maximum(kinds.men[kind].astype(np.int64), 1)
    men = np.where(told.men >= 0, told.men, np.minimum(usual, USUAL_MEN))
    men = np.where(enemy, np.clip(men, 1, 4000), view.forces.men)
    share = np.minimum(men * ONE // usual, 2 * ONE)
    armament = kinds.armament[kind].astype(np.int64) * share[:, None] >> 10
    moves = np.zeros(armament.shape, np.bool_)
    moves[:, view.tables.armor.vehicle_rows] = True
    weapons = np.where(enemy[:, None] & ~moves, armament, view.forces.weapons)
    vehicles = view.forces.vehicles.copy()
    vehicles[..., 0] = np.where(enemy[:, None] & moves, armament, vehicles[..., 0])
    stays = told.stays
    base = view.forces
    return replace(
        base,
        hex=np.where(enemy, told.hex, np.where(view.own, base.hex, -1)).astype(np.int32),
        men=men.astype(np.int16) * (enemy | view.own),
        strength=np.where(enemy, men, base.strength).astype(np.int16),
        weapons=weapons.astype(np.int16),
        vehicles=vehicles.astype(np.int16),
        ammunition=np.where(enemy[:, None], FULL, base.ammunition).astype(np.int16),
        cohesion=np.where(enemy, ONE * 9 // 10, base.cohesion).astype(np.int16),
        lead=np.where(enemy, ONE // 2, base.lead).astype(np.int16),
        works=np.where(enemy & stays, 2 * ONE, base.works).astype(np.int16),
        posture=np.where(enemy, np.where(stays, TRENCH, PRONE), base.posture).astype(np.int8),
        facing=np.where(enemy, -1, base.facing).astype(np.int8),
        link=np.where(enemy, ONE, base.link).astype(np.int16),
        gone=np.where(view.own, base.gone, ~enemy),
    )


def _scatter(state: State, view: View, seed: int, batch: int) -> None:
    """Draw the contacts' places within their errors, in each sample anew but the first of all."""
    error = view.contacts.error.astype(np.int64)
    enemy = (~view.own) & (view.contacts.hex >= 0) & (error > 0)
    if not enemy.any():
        return
    rows = np.flatnonzero(enemy)
    words = draws(seed, "preview", view.turn, 0, (state.games, rows.size, 2), batch=batch)
    off = normal(words, error[rows][:, None])
    if batch == 0:
        off[0] = 0
    place = np.broadcast_to(view.contacts.hex[rows], off.shape[:2])
    state.forces.hex[:, rows] = moved(view.board, place, off[..., 0], off[..., 1])


def _depots(setting: Setting) -> Depots:
    formations, classes = len(setting.cadre.formations), len(STORES)
    return Depots(
        np.zeros((2, classes), np.int64),
        np.zeros((formations, classes), np.int64),
        np.full(formations, ONE, np.int32),
        *(np.array(0, np.int64) for _ in range(3)),
    )


def _count(view: View) -> Count:
    acts = len(view.stakes.escalation.acts)
    pair = np.zeros(2, np.int32)
    return Count(
        caused=np.zeros(acts, np.int64),
        done=np.zeros(acts, np.int64),
        shells=pair.copy(),
        sorties=pair.copy(),
        bombs=pair.copy(),
        turned_back=pair.copy(),
        aircraft=pair.copy(),
        damaged=pair.copy(),
        tanks_out=pair.copy(),
        tanks_burnt=pair.copy(),
        guns_lost=pair.copy(),
        medical=medical.no_tally((), DAYS),
        assaults=np.zeros(2, np.int64),
        cover=np.zeros(2, np.bool_),
        truce=np.array(-1, np.int32),
        over=np.array(ON, np.int8),
        loser=np.array(-1, np.int8),
        shots=np.array(False),
    )


def _weather(view: View) -> Weather:
    """The weather of the hour, taken to last: what comes is not known."""
    sky, step = view.public, 30
    steps = int(view.calendar.turn_end[-1]) // step + 1

    def all_day(value: int, kind: type) -> NDArray[np.generic]:
        return np.full(steps, value, kind)

    return Weather(
        step=step,
        kind=all_day(sky.weather, np.int8),  # type: ignore[arg-type]
        air=all_day(sky.clear, np.int32),  # type: ignore[arg-type]
        visibility=all_day(sky.natural, np.int32),  # type: ignore[arg-type]
        ceiling=all_day(sky.ceiling, np.int32),  # type: ignore[arg-type]
        ground=all_day(sky.ground, np.int8),  # type: ignore[arg-type]
        wind=all_day(sky.wind, np.int8),  # type: ignore[arg-type]
        strength=all_day(sky.strength, np.int8),  # type: ignore[arg-type]
    )
