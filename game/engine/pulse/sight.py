"""Phase 2: who notices whom, what is reported, and what each side believes from now on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.engine.acts import NOWHERE, RECON
from game.engine.pulse.feints import mistaken, places
from game.engine.pulse.now import SEEN, Flags, Ints, Now, alive
from game.engine.state import State
from game.rules import beliefs, smoke, spotting
from game.rules.counter_battery import located
from game.rules.decoys import credible
from game.rules.events import noticed
from game.rules.intelligence import Heard, best_of, from_air, heard, overflown, reported, signs
from game.rules.spotting_odds import at_least_one
from game.rules.spotting_pairs import Conditions, Marks, Watch, pair_up
from game.rules.tables import ONE, POSTURES

BATTERIES = ("field_gun", "infantry_gun", "train")
"""Classes of target whose fire is shells enough to take bearings on; a rifle company's is not."""
PRONE, TRENCH, BUNKER = (POSTURES.index(name) for name in ("prone", "trench", "bunker"))


def look(state: State, now: Now) -> None:
    """Spot, gather all reports and bring the beliefs up to date (rules spotting.*, intelligence.*)."""
    watching, conditions = _watch(state, now), _conditions(state, now)
    found = _spot(state, now, watching, conditions)
    now.spotted = found.grade
    side, units = now.setting.cadre.side, len(now.setting.cadre)
    place, posture = np.where(alive(state.forces), state.forces.hex, -1), state.forces.posture
    heard_of = _reported(now, "located", _located(state, now), "counter_battery")
    real = best_of(
        found.grade,
        _reported(now, "air", _from_air(now, place, posture), "recon"),
        heard_of,
        _radio(state, now).grade,
        signs(side, _given_away(state, now)),
    )
    before = state.beliefs
    feints = _feints(state, now, watching, conditions, heard_of)
    false = np.where((real == 0) & credible(now.setting.board, before, feints.place), feints.grade, 0)
    reports = best_of(real, false)
    state.beliefs = beliefs.update(
        now.setting.tables.beliefs,
        now.setting.board,
        before,
        _reports(state, now, reports, np.where(false.any(axis=1), feints.place, NOWHERE)),
        now.minutes,
        now.dice.words("beliefs", 2, units, beliefs.DRAWS),
        _searched(state, now, watching, conditions, reports),
    )
    _tell(state, now, found, reports, (before.confidence == 0) & (reports > 0))


def _reported(now: Now, grade: str, chance: Ints, purpose: str) -> NDArray[np.uint8]:
    """Reports (B, 2, U) of one kind; where there is no chance of any, no dice are thrown."""
    games, units = chance.shape
    if not chance.any():
        return np.zeros((games, 2, units), np.uint8)
    return reported(grade, now.setting.cadre.side, chance, now.dice.words(purpose, units))


def clear_air(state: State, now: Now) -> Ints:
    """Q10 of what smoke and dust let through in each hex, (B, H)."""
    dust = state.ground.dust.astype(np.int64)
    if not state.ground.smoke.any():
        return dust
    return np.asarray(smoke.factor(state.ground.smoke, now.minutes, now.setting.tables.smoke) * dust >> 10)


def growth_dm(now: Now, hexes: ArrayLike) -> NDArray[np.int16]:
    """Decimeters of growth at hexes; those off the board count as the first."""
    terrain = now.setting.board.terrain[np.maximum(np.asarray(hexes), 0)]
    growth: NDArray[np.int16] = now.setting.tables.rules.terrain.concealment[terrain]
    return growth


def _watch(state: State, now: Now) -> Watch:
    forces = state.forces
    return spotting.watch(
        now.setting.tables.spotting,
        target=now.setting.cadre.target,
        posture=forces.posture,
        crest=now.setting.crest[np.maximum(forces.hex, 0)],
        suppression=forces.suppression,
    )


def _conditions(state: State, now: Now) -> Conditions:
    clear = clear_air(state, now)
    return Conditions(
        visibility=now.air.natural[:, None],
        air=now.air.clear,
        dark=now.air.night,
        minutes=now.minutes,
        clear=clear if (clear < ONE).any() else None,
    )


def _spot(state: State, now: Now, watching: Watch, conditions: Conditions) -> spotting.Spotted:
    setting, forces = now.setting, state.forces
    table, cadre = setting.tables.spotting, setting.cadre
    stealth = setting.tables.march.mode_detection[state.acts.mode]
    target = spotting.marks(
        table,
        target=cadre.target,
        posture=forces.posture,
        moving=forces.moved,
        firing=forces.fired,
        growth_dm=growth_dm(now, forces.hex),
        stealth=np.where(forces.moved, stealth, ONE),
    )
    place = np.where(alive(forces), forces.hex, -1)
    words = now.dice.words("sight", 2, len(cadre))
    return spotting.spot(table, setting.lines, cadre.side, place, watching, target, conditions, words)


def _reports(state: State, now: Now, grade: NDArray[np.uint8], feint: Ints) -> beliefs.Reports:
    """What is told of whom; of those who are feigned, at `feint`, what the decoy shows: a battery in pits."""
    forces, false = state.forces, feint >= 0
    in_works = (forces.posture == TRENCH) | (forces.posture == BUNKER)
    place = np.where(false, feint, np.where(alive(forces), forces.hex, -1))
    return beliefs.Reports(
        grade, place, np.where(false, now.setting.cadre.establishment, forces.men), in_works | false
    )


@dataclass(frozen=True, slots=True, eq=False)
class Feints:
    """What decoys show: `place` (B, U) of the decoy that feigns each battery, and `grade` uint8 (B, 2, U) of
    the report of it.
    """

    place: NDArray[np.int32]
    grade: NDArray[np.uint8]


def _feints(
    state: State, now: Now, watching: Watch, conditions: Conditions, located_: NDArray[np.uint8]
) -> Feints:
    """Reports of decoys (works.5): seen like guns that nobody hides, and taken for one heard near by."""
    cadre, place = now.setting.cadre, places(state)
    if not (place >= 0).any():
        return Feints(place, np.zeros_like(located_))
    eye, air = now.dice.words("decoy", 2, len(cadre)).swapaxes(0, 1)
    still, open_ = np.zeros(place.shape, np.bool_), np.full(place.shape, PRONE)
    marks = spotting.marks(
        now.setting.tables.spotting,
        target=cadre.target,
        posture=open_,
        moving=still,
        firing=still,
        growth_dm=growth_dm(now, place),
    )
    seen = _noticed(state, now, place, marks, watching, conditions)
    grade = best_of(
        reported("seen", cadre.side, seen, eye),
        reported("air", cadre.side, _from_air(now, place, open_), air),
        mistaken(state, now, place, located_),
    )
    return Feints(place, grade)


def _from_air(now: Now, place: NDArray[np.int32], posture: NDArray[np.integer]) -> Ints:
    """Chance Q16 (B, U) that reconnaissance aircraft of the other side see each unit at its place."""
    setting, flying = now.setting, now.flying
    table, cadre = setting.tables.recon, setting.cadre
    chance = np.zeros(place.shape, np.int64)
    eyes = flying.going & (flying.kind == RECON) & (flying.gate == 0)
    if not eyes.any():
        return chance
    covered = growth_dm(now, place) >= setting.tables.spotting.height[cadre.target, posture]
    for side in (0, 1):
        aims = np.where(eyes & (cadre.side[flying.rows] == side), flying.hex, -1)
        looks = overflown(table, setting.board, aims, place)
        seen = from_air(table, looks, posture, covered, now.air.natural)
        chance = np.where(cadre.side == 1 - side, seen, chance)
    return chance


def _located(state: State, now: Now) -> Ints:
    """Chance Q16 (B, U) that a battery that fired in the pulse before is located (artillery.6)."""
    forces, cadre, classes = state.forces, now.setting.cadre, now.setting.tables.spotting.classes
    battery = np.isin(cadre.target, [classes.index(name) for name in BATTERIES])
    fired = forces.fired & battery & (cadre.gun >= 0) & alive(forces)
    watched = now.spotted[:, 1 - cadre.side, np.arange(len(cadre))] == SEEN
    return np.where(fired, located(fired, watched, now.minutes, now.setting.tables.batteries), 0)


def _radio(state: State, now: Now) -> Heard:
    """Headquarters that the listening services place (intelligence.5)."""
    cadre, tables = now.setting.cadre, now.setting.tables
    # One that is not on the map yet is somewhere, and no bearing on it crosses another here.
    sends = now.setting.stakes.radio & alive(state.forces)
    told = heard(tables.beliefs, cadre.side, sends, now.minutes, now.dice.words("radio", len(cadre)))
    now.log.explain(
        "radio",
        told.grade.any(axis=1),
        base=told.account.base,
        factors=told.account.factors,
        expected=told.account.expected,
        draw=told.account.draw,
        result=told.account.result,
        target=np.arange(len(cadre)),
    )
    return told


def _given_away(state: State, now: Now) -> Flags:
    """Units that the events of the record give away (intelligence.6)."""
    events, forces = now.setting.stakes.events, state.forces
    place = np.where(alive(forces), forces.hex, -1)
    side = now.setting.cadre.side
    return noticed(events, now.minute, now.end, side, place, forces.moved, now.air.natural)


def _searched(
    state: State, now: Now, watching: Watch, conditions: Conditions, reports: NDArray[np.uint8]
) -> Ints:
    """Chance Q16 (B, 2, U) to have seen a contact, of which nothing is heard, where it is believed.

    It is reckoned from the belief alone: where the unit really is has no part in it.
    """
    old, chance = state.beliefs, np.zeros(reports.shape, np.int64)
    # Each unit is a contact of the other side alone.
    mine = (slice(None), 1 - now.setting.cadre.side, np.arange(reports.shape[-1]))
    held = np.where(reports[mine] == 0, old.hex[mine], NOWHERE)
    if (held >= 0).any():
        marks = _believed(now, old.known[mine], old.stays[mine], held)
        chance[mine] = _noticed(state, now, held, marks, watching, conditions)
    return chance


def _noticed(
    state: State,
    now: Now,
    held: NDArray[np.int32],
    marks: Marks,
    watching: Watch,
    conditions: Conditions,
) -> Ints:
    """Chance Q16 (B, U) that the other side would see such targets at the hexes `held`, -1 for none."""
    setting, cadre, table = now.setting, now.setting.cadre, now.setting.tables.spotting
    place, there = np.where(alive(state.forces), state.forces.hex, -1).astype(np.int64), held.astype(np.int64)
    found = pair_up(table, setting.lines, cadre.side, place, watching, marks, conditions, there)
    logs = found.logs[0][:, 1 - cadre.side, np.arange(held.shape[-1])]
    return np.where(held >= 0, at_least_one(logs * now.minutes // table.pulse_minutes), 0)


def _believed(now: Now, known: Flags, stays: Flags, held: NDArray[np.int32]) -> Marks:
    """Contacts as targets: lying still, or in works if they are taken to stay; the unknown as infantry."""
    table, cadre = now.setting.tables.spotting, now.setting.cadre
    still = np.zeros(held.shape, np.bool_)
    return spotting.marks(
        table,
        target=np.where(known, cadre.target, 0),
        posture=np.where(stays, TRENCH, PRONE),
        moving=still,
        firing=still,
        growth_dm=growth_dm(now, held),
    )


def _tell(state: State, now: Now, found: spotting.Spotted, reports: NDArray[np.uint8], gained: Flags) -> None:
    """Events of contacts gained, and why those that were spotted were."""
    units = np.arange(len(now.setting.cadre))
    for side in (0, 1):
        told = state.beliefs
        by_eye = reports[:, side] == found.grade[:, side]
        now.log.tell(
            "spotted",
            gained[:, side],
            seen=1 << side,
            other=np.where(by_eye & (reports[:, side] == SEEN), found.source[:, side], -1),
            detail=reports[:, side],
            amount=told.strength[:, side],
            hex=told.hex[:, side],
            unit=units,
        )
        now.log.explain(
            "spotting",
            gained[:, side] & by_eye & (found.source[:, side] >= 0),
            base=found.base[:, side],
            factors=found.factors[:, side],
            expected=found.expected[:, side],
            draw=found.draw[:, side],
            result=found.grade[:, side],
            source=found.source[:, side],
            target=units,
            hex=told.hex[:, side],
        )
