"""A setting as one side knows it: what is played for it to rehearse on, with the enemy's rows empty."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from game.engine.cadre import Cadre
from game.engine.setting import Setting
from game.rules.command_net import NOBODY
from game.rules.victory_stakes import Stakes


def blinded(setting: Setting, side: int, cadre: Cadre, stakes: Stakes) -> Setting:
    """The setting with nothing of the enemy's units in it.

    Parameters
    ----------
    setting : Setting
        What is played with.
    side : int
        Row of SIDES of who may read it.
    cadre, stakes
        Those of his view.

    Returns
    -------
    Setting
        Map, rules, calendar and own units as they are; rows of the enemy tell that they are his and no more.
    """
    own = setting.cadre.side == side
    flies = own[setting.squadrons]
    net = setting.command
    mine = net.side == side
    return replace(
        setting,
        cadre=cadre,
        stakes=stakes,
        command=replace(
            net,
            post=np.where(mine, net.post, NOBODY).astype(np.int16),
            staff=np.where(mine, net.staff, 0).astype(np.int8),
            settles=np.where(mine, net.settles, 0).astype(np.int32),
            superiors=np.where(own[:, None], net.superiors, NOBODY).astype(np.int16),
        ),
        aircraft=np.where(flies, setting.aircraft, 0),
        air_type=np.where(flies, setting.air_type, 0),
        crew=np.where(flies, setting.crew, 0),
        armored=setting.armored[own[setting.armored]],
        piercing=setting.piercing[own[setting.piercing]],
        aerials=setting.aerials & own,
        guns=setting.guns & own[:, None],
        flak=np.where(own[:, None], setting.flak, 0),
        gunners=setting.gunners & own,
        train=np.where(own, setting.train, -1).astype(np.int8),
    )
