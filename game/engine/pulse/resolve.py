"""The pulse: its phases in their fixed order, on the state at its start."""

from __future__ import annotations

import numpy as np

from game.engine.log import Log
from game.engine.pulse import coming, ferry, fire, flights, guns, march, sight, storm, strain, tanks, upkeep
from game.engine.pulse.arming import arm
from game.engine.pulse.now import begin
from game.engine.setting import Fate, Setting
from game.engine.state import State
from game.rules.tables import ONE


def pulse(setting: Setting, fate: Fate, before: State, minutes: int, log: Log, batch: int = 0) -> State:
    """Resolve one pulse.

    Parameters
    ----------
    setting : Setting
        What the games are played with.
    fate : Fate
        Seed and weather of each game.
    before : State
        B games at the start of the pulse; it is not changed.
    minutes : int
        Length of the pulse, a multiple of 3.
    log : Log
        Gets the events and the ledger.
    batch : int
        Number of a repetition under the same seeds, for previews.

    Returns
    -------
    State
        The games at the end of the pulse, sealed.

    Notes
    -----
    Section 11 of the study. All losses of a phase come together, so neither side's rows go first.
    """
    state = before.draft()
    now = begin(setting, fate, state, minutes, log, batch)
    coming.come(state, now)
    coming.begin_acts(state, now)
    now.flying = flights.take_off(state, now)
    sight.look(state, now)
    state.ground.dust = np.full_like(state.ground.dust, ONE)
    now.arms = arm(state, now)
    place = state.forces.hex.copy()
    passing = march.march(state, now, now.arms)
    ferry.cross(state, now)
    coming.stand(state, now)
    storm.make_ready(state, now)
    guns.shell(state, now, place)
    flights.strike(state, now, place)
    fire.direct(state, now, now.arms, passing)
    tanks.fight(state, now)
    storm.storm(state, now, now.arms)
    strain.strain(state, now)
    upkeep.keep_up(state, now)
    state.minute = now.end
    return state.seal()
