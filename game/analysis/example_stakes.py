"""A worked example of the stakes: the last turn of 10 August in the campaign, settled and scored.

The ground is that of the handbook's example: the crest of Zaozernaya is shared, Machine-gun Hill has been
Japanese all along, all else has been Soviet since noon of 6 August. The tables are those of the campaign.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.analysis.why import Names
from game.analysis.why_stakes import names_of
from game.engine.dice import draws
from game.engine.units import OFF_BOARD
from game.rules.ledger import Rows
from game.rules.victory import force
from game.rules.victory_rows import score_rows, turn_rows
from game.rules.victory_stakes import Stakes
from game.rules.victory_table import JAPANESE, SOVIET
from game.rules.victory_tally import after_pulse, no_tally
from game.rules.victory_turn import Forces, Held, close_turn, deeds_of_pulse, reckon
from game.scenario.build import Start
from game.scenario.compile_scenario import compile_scenario

WEST, KOREA, FORWARD = "1831", "0447", ("95rr-1", "95rr-2")
"""A hex west of the border, one on the Korean bank, and the two companies that went over the crest."""
DIVIDED = ("2337", "2338", "2942")
"""Hexes that are Japanese still: half of the crest, and Machine-gun Hill."""
TAKEN, BEGUN, END = (8 * 24 + 12) * 60, (2 * 24 + 6) * 60, (12 * 24 + 21) * 60
TURN, PULSE = 60, 300
BEFORE = {
    "soviet-west-of-border": 14_400,
    "bombs-on-korea": 16_500,
    "korea-guns": 9_750,
    "japanese-diversions": 6_000,
}
"""Thousandths that each act has caused before the turn, about what the acts on record come to."""
LOST = 9
"""One man in so many is lost of each unit."""


def example_stakes(start: Start, seed: int) -> tuple[Rows, Names]:
    """Ledger of the turn and of the score after it, and what everything in it is called."""
    stakes = compile_scenario(start)
    held, forces = _held(start, stakes), _forces(start)
    caused = np.array([BEFORE.get(act, 0) for act in stakes.escalation.acts], np.int64)
    done = _deeds(start, stakes, forces)
    bits = draws(seed, "truce", TURN, 0, 1)[0]
    turn = close_turn(stakes, held, forces, caused, done, END, bits)
    now = reckon(stakes, Held(held.holder, turn.tally), forces, turn.lost_by)
    rows = np.concatenate([turn_rows(turn, PULSE), score_rows(stakes, now, PULSE)])
    return rows, names_of(start)


def _held(start: Start, stakes: Stakes) -> Held:
    """Who holds what, and for how long it has been so."""
    before = np.full_like(stakes.control, JAPANESE)
    holder = np.full_like(stakes.control, SOVIET)
    holder[[start.board.hex_of(label) for label in DIVIDED]] = JAPANESE
    tally = after_pulse(no_tally(stakes.victory), stakes.victory, before, BEGUN, TAKEN, True)
    return Held(holder, after_pulse(tally, stakes.victory, holder, TAKEN, END, True))


def _forces(start: Start) -> Forces:
    """All that ever came, a ninth of it lost; two companies west of the border, the rest off the scene."""
    units = start.units
    names = [counter.id for counter in start.roster.counters]
    at = np.full(len(units), OFF_BOARD, np.int32)
    at[[names.index(name) for name in FORWARD]] = start.board.hex_of(WEST)
    lost = units.men // LOST
    every, none = np.ones(len(units), np.bool_), np.zeros(2, np.int64)
    losses = force(units.men - lost, lost, units.side, every)
    return Forces(at, units.men - lost, at >= 0, losses, np.array([88, 0]), none)


def _deeds(start: Start, stakes: Stakes, forces: Forces) -> NDArray[np.int64]:
    """Two raids on the Korean bank, one west of the border, and the heavy guns in Korea."""
    korea, west = start.board.hex_of(KOREA), start.board.hex_of(WEST)
    at = np.where(stakes.heavy & (stakes.side == JAPANESE), korea, forces.hex)
    raids = np.array([korea, korea, west])
    return deeds_of_pulse(stakes, at, stakes.heavy, np.full(3, SOVIET), raids, np.ones(3, np.bool_))
