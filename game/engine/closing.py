"""What is settled when a turn ends: links, rallies, stores, stakes, the truce, and each morning."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from game.engine.clock import DAY
from game.engine.log import Log
from game.engine.logistics import deliver
from game.engine.pulse.now import Now, air_of, alive, begin
from game.engine.pulse.tanks import fleet_of
from game.engine.pulse.upkeep import stakes_of
from game.engine.seeing import MAN_DM, learn_ground
from game.engine.setting import Dice, Fate, Setting
from game.engine.state import ENDS, ON, State
from game.rules import air_defense, armor_ground, medical, victory_turn
from game.rules.command import by_relays, links, order_delay
from game.rules.command_net import NOBODY, answering, means, radios, staff_at
from game.rules.escalation import DEEDS, bought
from game.rules.events import acts_of, happening
from game.rules.fire_table import CAUSES
from game.rules.leaders import link_without
from game.rules.los import STANDING
from game.rules.morale import ROUTED, rally, state_of
from game.rules.truce import last_shot

Ints = NDArray[np.int64]
MORNING = 360
"""Minute of the day at which a day of fighting begins."""
OTHER = CAUSES.index("other")


def close(setting: Setting, fate: Fate, before: State, log: Log, batch: int = 0) -> State:
    """Settle a turn; the state handed back stands at the start of the next."""
    state = before.copy()
    start = int(setting.calendar.turn_start[state.turn])
    now = begin(setting, fate, state, state.minute - start, log, batch)
    now.dice = Dice(fate.seeds, state.turn, state.minute, batch, fate.pooled)
    # Stores came up in the light of the turn that ends, not of the one to come.
    now.air = air_of(setting, fate, start, now.minutes)
    log.minute = state.minute
    _rally(state, now)
    _stakes(state, now, start)
    deliver(state, now, start)
    _rest_aircraft(state, now)
    _mend(state, now)
    if state.minute % DAY == MORNING:
        _morning(state, now)
    link(setting, fate, state, state.ground.under_fire)
    state.ground.under_fire = np.zeros_like(state.ground.under_fire)
    if state.turn + 1 < len(setting.calendar):
        state.turn += 1
    else:
        state.count.over = np.where(state.count.over == ON, ENDS.index("calendar"), state.count.over).astype(
            np.int8
        )
    learn(setting, fate, state)
    return state.seal()


def learn(setting: Setting, fate: Fate, state: State) -> None:
    """What each side sees now, and so knows of the ground."""
    last = min(state.minute, int(setting.calendar.turn_end[-1]) - 1)
    learn_ground(setting, state, air_of(setting, fate, last, 0).natural)


def link(setting: Setting, fate: Fate, state: State, shells: NDArray[np.integer]) -> None:
    """Command links, and how long a changed order takes to arrive (command.1 to command.5)."""
    forces, cadre, table = state.forces, setting.cadre, setting.tables.command
    there = alive(forces)
    above = answering(setting.command, there)
    place = np.where(there, forces.hex, -1)
    fallen = np.take_along_axis(
        np.broadcast_to(shells, (state.games, shells.shape[-1])), np.maximum(place, 0), axis=-1
    )
    last = min(state.minute, int(setting.calendar.turn_end[-1]) - 1)
    sees = _sees(setting, place, above, air_of(setting, fate, last, 0).natural)
    radio = np.broadcast_to(radios(table, cadre.mobility, cadre.post), place.shape)
    joins = means(table, setting.board, place, above, forces.in_place, fallen, sees, radio, ~forces.cut)
    told = links(joins, table)
    worth = link_without(told.worth, forces.vacant, setting.tables.morale)
    forces.link = np.where(there, worth, forces.link).astype(np.int16)
    staff = staff_at(setting.command, state.minute)[cadre.formation]
    pulses = order_delay(by_relays(told.link, joins), joins.meters, staff, False, table).pulses
    pulse = min(int(setting.calendar.pulse[state.turn]), 30)
    delay = np.where(pulses < 0, -1, pulses * pulse)
    forces.delay = np.where(there, delay, 0).astype(np.int16)


def _sees(setting: Setting, place: Ints, above: NDArray[np.int16], natural: Ints) -> NDArray[np.bool_]:
    """Whether each unit and its headquarters see each other."""
    chief = np.maximum(above, 0).astype(np.int64)
    post = np.take_along_axis(place, chief, axis=-1)
    both = (place >= 0) & (post >= 0) & (above != NOBODY)
    here, there = np.maximum(place, 0), np.maximum(post, 0)
    near = setting.board.meters(here, there) <= natural[:, None]
    tall = setting.sight.visible(STANDING, here, there, MAN_DM)
    back = setting.sight.visible(STANDING, there, here, MAN_DM)
    return np.asarray(both & near & ((tall & back) | (here == there)))


def _rally(state: State, now: Now) -> None:
    """Routed units that rally (morale.2)."""
    forces, table = state.forces, now.setting.tables.morale
    lead = np.where(forces.vacant == 0, forces.lead, 0)
    units = np.arange(len(now.setting.cadre))
    told = rally(forces.nerve, forces.cohesion, lead, now.dice.words("morale", units.size), table)
    up = told.rallied & alive(forces)
    forces.cohesion = np.where(up, told.cohesion, forces.cohesion).astype(np.int16)
    forces.nerve = state_of(forces.cohesion, forces.nerve == ROUTED, up, table)
    now.log.tell("rallied", up, seen=1 << now.setting.cadre.side, unit=units, hex=forces.hex)
    account = told.account
    now.log.explain(
        "rally",
        alive(forces) & (account.expected > 0),
        base=account.base,
        factors=account.factors,
        expected=account.expected,
        draw=account.draw,
        result=account.result,
        target=units,
    )


def _stakes(state: State, now: Now, start: int) -> None:
    """Escalation, releases, war and the cease-fire (victory.3 to victory.7)."""
    setting, count = now.setting, state.count
    stakes = setting.stakes
    news = happening(stakes.events, start, state.minute, setting.historical)
    done = count.done + acts_of(stakes.events, news) + _requests(state, setting)
    told = victory_turn.close_turn(
        stakes,
        victory_turn.Held(state.ground.control, state.tally),
        stakes_of(state.forces, state, setting.cadre.side),
        count.caused,
        done,
        state.minute,
        now.dice.words("truce", 1)[:, 0],
        setting.historical,
    )
    before = count.caused
    state.tally, count.caused = told.tally, told.escalated.caused
    count.done = np.zeros_like(count.done)
    count.cover = np.zeros_like(count.cover)
    count.loser = told.lost_by
    _tell_stakes(state, now, news, told, before)
    _agree(state, now, told)


def _requests(state: State, setting: Setting) -> Ints:
    """Aircraft asked for over the field count as flights, once a turn (victory.7)."""
    table = setting.stakes.escalation
    asked = state.count.cover[:, table.side]
    return np.where(asked & (table.deed == _FLIGHT), 1, 0).astype(np.int64)


_FLIGHT = DEEDS.index("flight")


def _tell_stakes(
    state: State, now: Now, news: NDArray[np.bool_], told: victory_turn.Closed, before: Ints
) -> None:
    games = state.games
    events = now.setting.stakes.events
    rows = np.arange(len(events.names))
    bits = events.to[:, 0] * 1 + events.to[:, 1] * 2
    now.log.tell("news", np.broadcast_to(news, (games, len(rows))), seen=bits, detail=rows)
    acts = np.arange(before.shape[-1])
    rose = told.escalated.caused - before
    now.log.tell("escalated", rose > 0, seen=3, detail=acts, amount=rose)
    more = np.asarray(told.releases, np.int64) - bought(now.setting.stakes.escalation, before)
    now.log.tell("released", more > 0, seen=3, detail=np.arange(more.shape[-1]), amount=more)
    account = told.escalated.account
    now.log.explain(
        "escalation",
        rose > 0,
        base=account.base,
        factors=account.factors,
        expected=account.expected,
        result=account.result,
        target=acts,
    )


def _agree(state: State, now: Now, told: victory_turn.Closed) -> None:
    """The cease-fire and war: what ends the battle."""
    count, setting = state.count, now.setting
    table = setting.stakes.truce
    one = np.ones((state.games, 1), np.bool_)
    if told.truce is not None and table is not None:
        agreed = np.asarray(told.truce.agreed) & (count.truce < 0)
        last = last_shot(table, state.minute, setting.historical)
        count.truce = np.where(agreed, last, count.truce).astype(np.int32)
        now.log.tell("truce", one & agreed[:, None], seen=3, amount=last)
        account = told.truce.account
        now.log.explain(
            "truce",
            one & (np.asarray(account.base) != 0)[:, None],
            base=np.asarray(account.base)[:, None],
            factors=np.asarray(account.factors)[:, None],
            expected=np.asarray(account.expected)[:, None],
            draw=np.asarray(account.draw)[:, None],
            result=np.asarray(account.result)[:, None],
        )
    silent = (count.truce >= 0) & (count.truce <= state.minute + _NEXT)
    war = (count.loser >= 0) & (count.over == ON)
    now.log.tell("war", one & war[:, None], seen=3, detail=count.loser[:, None])
    over = np.where(war, ENDS.index("war"), np.where(silent, ENDS.index("truce"), ON))
    count.over = np.where(count.over == ON, over, count.over).astype(np.int8)


_NEXT = 180
"""Minutes of a turn: a battle whose last shot falls within the next turn is over."""


def _rest_aircraft(state: State, now: Now) -> None:
    """Aircraft come nearer to their next flight (air.5)."""
    whole = now.minutes // 30 * 30
    state.air.resting = air_defense.rested(state.air.resting, whole)


def _mend(state: State, now: Now) -> None:
    """Bogged tanks pulled out by night, knocked-out ones mended (armor.8)."""
    setting, forces = now.setting, state.forces
    table, rows = setting.tables.armor, setting.armored
    if not rows.size:
        return
    quiet = (~forces.fired & ~forces.moved & (forces.suppression == 0))[:, rows] & alive(forces)[:, rows]
    units, kinds = len(setting.cadre), len(table.vehicles)
    fleet = fleet_of(state, now)
    told = armor_ground.repair(
        fleet, quiet, now.minutes, now.dice.words("repair", units, kinds, 2)[:, rows], table
    )
    fleet = told.vehicles.astype(np.int64)
    for side in (0, 1):
        mine = setting.cadre.side[rows] == side
        off = told.lost[:, mine].sum(axis=(-1, -2))
        state.count.tanks_burnt[:, side] += off.astype(np.int32)
    if state.minute % DAY == MORNING:
        words = now.dice.words("recovery", units, kinds)[:, rows]
        out = armor_ground.recover(fleet, quiet & (setting.cadre.side[rows] == 0), words, table)
        fleet = out.vehicles.astype(np.int64)
        number = out.moved.sum(axis=-1)
        now.log.tell(
            "recovered",
            number > 0,
            seen=1 << setting.cadre.side[rows],
            unit=rows,
            hex=forces.hex[:, rows],
            amount=number,
        )
        now.log.explain(
            "recovery",
            out.account.expected > 0,
            **out.account.columns(),
            target=rows[:, None],
            hex=forces.hex[:, rows, None],
        )
    mine_now = forces.vehicles[:, rows]
    mine_now[:, :, table.vehicle_rows] = fleet
    forces.vehicles[:, rows] = mine_now


def _morning(state: State, now: Now) -> None:
    """The sick, who comes back from the aid posts, and the strength with which the day begins."""
    forces, setting = state.forces, now.setting
    side, table = setting.cadre.side, setting.tables.medical
    units = np.arange(len(setting.cadre))
    fit = np.where(alive(forces), forces.men, 0)
    told = medical.fall_sick(fit, side, now.dice.words("sickness", units.size), table)
    forces.men = np.maximum(forces.men - told.sick, 0).astype(np.int16)
    now.log.tell("sick", told.sick > 0, seen=1 << side, unit=units, hex=forces.hex, amount=told.sick)
    now.log.explain(
        "sickness", told.account.expected > 0, **told.account.columns(), target=units, hex=forces.hex
    )
    wards = medical.admit(state.wards, told.sick, np.zeros_like(told.sick))
    wards, back = medical.end_of_day(wards)
    home = np.where(alive(forces), back, 0)
    forces.men = (forces.men + home).astype(np.int16)
    now.log.tell("returned", home > 0, seen=1 << side, unit=units, hex=forces.hex, amount=home)
    state.wards = wards
    nobody = np.zeros_like(told.sick)
    day = min(state.minute // DAY, state.count.medical.shape[1] - 1)
    counts = (nobody, nobody, back, told.sick)
    state.count.medical = medical.book(state.count.medical, day, side, counts)
    forces.strength = forces.men.copy()
    state.air.flown = np.zeros_like(state.air.flown)
