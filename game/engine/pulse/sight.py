"""Phase 2: who notices whom, what is reported, and what each side believes from now on."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.engine.acts import RECON
from game.engine.pulse.now import SEEN, Flags, Ints, Now, alive
from game.engine.state import State
from game.rules import beliefs, smoke, spotting
from game.rules.counter_battery import located
from game.rules.events import noticed
from game.rules.intelligence import Heard, best_of, from_air, heard, overflown, reported, signs
from game.rules.spotting_odds import at_least_one
from game.rules.spotting_pairs import Conditions, Marks, Watch, pair_up
from game.rules.tables import ONE, POSTURES

PRONE, TRENCH, BUNKER = (POSTURES.index(name) for name in ("prone", "trench", "bunker"))


def look(state: State, now: Now) -> None:
    """Spot, gather all reports and bring the beliefs up to date (rules spotting.*, intelligence.*)."""
    watching, conditions = _watch(state, now), _conditions(state, now)
    found = _spot(state, now, watching, conditions)
    now.spotted = found.grade
    side, units = now.setting.cadre.side, len(now.setting.cadre)
    reports = best_of(
        found.grade,
        reported("air", side, _from_air(state, now), now.dice.words("recon", units)),
        reported("located", side, _located(state, now), now.dice.words("counter_battery", units)),
        _radio(state, now).grade,
        signs(side, _given_away(state, now)),
    )
    before = state.beliefs
    state.beliefs = beliefs.update(
        now.setting.tables.beliefs,
        now.setting.board,
        before,
        _reports(state, reports),
        now.minutes,
        now.dice.words("beliefs", 2, units, beliefs.DRAWS),
        _searched(state, now, watching, conditions, reports),
    )
    _tell(state, now, found, reports, (before.confidence == 0) & (reports > 0))


def clear_air(state: State, now: Now) -> Ints:
    """Q10 of what smoke and dust let through in each hex, (B, H)."""
    screens = smoke.factor(state.ground.smoke, now.minutes, now.setting.tables.smoke)
    return np.asarray(screens * state.ground.dust.astype(np.int64) >> 10)


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


def _reports(state: State, grade: NDArray[np.uint8]) -> beliefs.Reports:
    forces = state.forces
    in_works = (forces.posture == TRENCH) | (forces.posture == BUNKER)
    return beliefs.Reports(grade, np.where(alive(forces), forces.hex, -1), forces.men, in_works)


def _from_air(state: State, now: Now) -> Ints:
    """Chance Q16 (B, U) that reconnaissance aircraft of the other side see each unit."""
    setting, flying = now.setting, now.flying
    table, cadre, forces = setting.tables.recon, setting.cadre, state.forces
    chance = np.zeros(forces.hex.shape, np.int64)
    eyes = flying.going & (flying.kind == RECON) & (flying.gate == 0)
    if not eyes.any():
        return chance
    covered = growth_dm(now, forces.hex) >= setting.tables.spotting.height[cadre.target, forces.posture]
    for side in (0, 1):
        aims = np.where(eyes & (cadre.side[flying.rows] == side), flying.hex, -1)
        looks = overflown(table, setting.board, aims, np.where(alive(forces), forces.hex, -1))
        seen = from_air(table, looks, forces.posture, covered, now.air.natural)
        chance = np.where(cadre.side == 1 - side, seen, chance)
    return chance


def _located(state: State, now: Now) -> Ints:
    """Chance Q16 (B, U) that a battery that fired in the pulse before is located (artillery.6)."""
    forces, cadre = state.forces, now.setting.cadre
    fired = forces.fired & (cadre.gun >= 0) & alive(forces)
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
    setting, cadre, old = now.setting, now.setting.cadre, state.beliefs
    table, chance = setting.tables.spotting, np.zeros(reports.shape, np.int64)
    silent = (old.hex >= 0) & (reports == 0)
    place = np.where(alive(state.forces), state.forces.hex, -1)
    for side in np.flatnonzero(silent.any(axis=(0, 2))):
        held = np.where(silent[:, side], old.hex[:, side], -1)
        marks = _believed(now, old, int(side), held)
        there = np.where(cadre.side == side, place, held).astype(np.int64)
        found = pair_up(table, setting.lines, cadre.side, there, watching, marks, conditions)
        logs = found.logs[0][:, side] * now.minutes // table.pulse_minutes
        chance[:, side] = np.where(silent[:, side], at_least_one(logs), 0)
    return chance


def _believed(now: Now, old: beliefs.Beliefs, side: int, held: NDArray[np.int32]) -> Marks:
    """Contacts as targets: lying still, or in works if they are taken to stay; the unknown as infantry."""
    table, cadre = now.setting.tables.spotting, now.setting.cadre
    still = np.zeros(held.shape, np.bool_)
    return spotting.marks(
        table,
        target=np.where(old.known[:, side], cadre.target, 0),
        posture=np.where(old.stays[:, side], TRENCH, PRONE),
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
