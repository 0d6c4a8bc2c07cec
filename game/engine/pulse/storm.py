"""Phase 6: assaults: final fire, close combat, who goes in, who gives way and where to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.acts import NOWHERE
from game.engine.pulse.arming import Arms
from game.engine.pulse.assault_field import Field, approach_of, attackers, defenders, field_of, surprised
from game.engine.pulse.assault_outcome import enter, give_losses, retire
from game.engine.pulse.assault_told import explain
from game.engine.pulse.assaulting import targets
from game.engine.pulse.final import final, use_up
from game.engine.pulse.now import Now
from game.engine.state import State
from game.rules.assault import AssaultResult, assault, deal, words
from game.rules.assault_gather import SIDES


def make_ready(state: State, now: Now) -> None:
    """Mark who goes in before the fire: he fires no more from where he lay, and tanks go with him."""
    now.assaulting |= targets(state, now) >= 0


def storm(state: State, now: Now, arms: Arms) -> None:
    """Resolve the assaults of the pulse (rules assault.*)."""
    target = targets(state, now)
    now.assaulting |= target >= 0
    if not (target >= 0).any():
        return
    field = field_of(state, now, target)
    _count(state, now, target)
    if not field.found.hex.size:
        return
    told = _fight(state, now, arms, field)
    give_losses(state, now, field, told)
    explain(now, field, told)
    retire(state, now, field, told)
    enter(state, now, field, told)


def _count(state: State, now: Now, target: NDArray[np.int32]) -> None:
    """Assaults ordered, by side: every hex that a side goes for counts once in a pulse."""
    for side in (0, 1):
        mine = np.where(now.setting.cadre.side == side, target, NOWHERE)
        for_hex = np.zeros((state.games, now.setting.board.hexes), np.bool_)
        game, unit = np.nonzero(mine >= 0)
        for_hex[game, mine[game, unit]] = True
        state.count.assaults[:, side] += for_hex.sum(axis=-1)


def _fight(state: State, now: Now, arms: Arms, field: Field) -> AssaultResult:
    table, found = now.setting.tables.assault, field.found
    each, rest = words(table)
    bits = now.dice.at("assault", found.replica, found.hex, (now.setting.board.hexes, SIDES * each + rest))
    surprise = surprised(now, field)
    fire, shots = final(state, now, arms, field, surprise)
    told = assault(
        attackers(state, now, arms, field),
        defenders(state, now, arms, field),
        approach_of(state, now, field),
        fire,
        deal(bits, table),
        now.setting.tables.fire_law,
        table,
    )
    use_up(now, arms, shots, told.approached.tenths)
    return told
