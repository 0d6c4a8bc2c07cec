"""Engagements of artillery and bombers: what shells and bombs cost men in trenches and out of them."""

from __future__ import annotations

import numpy as np

from game.analysis.engagement_bench import Bench, Floats, Ints, Measure, counted
from game.analysis.engagement_ground import BELT, LINE, belt, by_kind, ground
from game.rules import air, artillery, dispersion
from game.rules.artillery_table import ShellTable
from game.rules.chance import Bits
from game.rules.tables import ONE, POSTURES

SQUARE_METERS = 10_000
"""In a hectare."""
BOMBER, BOMB = "sb", "fab_50"


def casualties(bench: Bench, check: int) -> tuple[Measure, ...]:
    """Shells for each casualty on a belt of trenches, with few, with an average number of, with many men."""
    bound = bench.rules.where("checks.belt_men")
    cases = (
        (round(bound.low), "checks.shells_thin"),
        (round(bound.high), "checks.shells_dense"),
        (round(bound.value), "checks.shells_per_casualty"),
    )
    return tuple(
        counted(
            f"shells a casualty, {men:,} men in the belt",
            path,
            _battle(bench, men, bench.words(check, step, _hexes(bench))),
        )
        for step, (men, path) in enumerate(cases)
    )


def _hexes(bench: Bench) -> int:
    return round(bench.number("belt_area") * SQUARE_METERS / bench.shells.hex_area)


def _battle(bench: Bench, men: int, bits: Bits) -> Floats:
    """All shells of the battle over those that a belt of trenches loses (B)."""
    hexes = _hexes(bench)
    into = bench.number("shells") * bench.number("shells_on_trenches")
    kinds, each = by_kind(
        bench, round(into * bench.shells.hex_area / (bench.number("belt_area") * SQUARE_METERS))
    )
    landed = np.zeros((hexes, len(bench.shells.names)), np.int64)
    landed[:, kinds] = each << 16
    lost = _lost(landed, np.arange(hexes), _spread(men, hexes), "trench", bits, bench.shells)
    ratio: Floats = bench.number("shells") / np.maximum(lost, 1)
    return ratio


def _spread(men: int, hexes: int) -> Ints:
    """Men of a force, as even as whole men allow."""
    return np.diff(np.arange(hexes + 1) * men // hexes)


def _lost(landed: Ints, hexes: Ints, men: Ints, posture: str, bits: Bits, table: ShellTable) -> Ints:
    """Men lost by all hexes together (B)."""
    stance = np.full(len(hexes), POSTURES.index(posture))
    told = artillery.shell(landed, hexes, men, stance, np.full(len(hexes), ONE), bits, table)
    return np.asarray(told.result.sum(axis=-1, dtype=np.int64))


def preparation(bench: Bench, check: int) -> tuple[Measure, ...]:
    """The 45-minute preparation on a battalion in trenches, in scrapes, prone."""
    landed = belt(bench, bench.whole("preparation_shells"))
    men = _spread(bench.whole("battalion_men"), len(BELT))
    return tuple(
        counted(
            f"share of a battalion lost, {where}",
            f"checks.preparation_{posture}",
            _lost(landed, np.array(BELT), men, posture, bench.words(check, step, len(BELT)), bench.shells)
            / men.sum(),
        )
        for step, (posture, where) in enumerate(
            (("trench", "in trenches"), ("scrape", "in scrapes"), ("prone", "prone in the open"))
        )
    )


def bombs(bench: Bench, check: int) -> tuple[Measure, ...]:
    """A thousand bombs on a battalion in trenches, and caught in the open."""
    table, count = bench.air, len(BELT)
    kind, bomb = table.types.index(BOMBER), table.bombs.index(BOMB)
    share = air.pattern(np.full(count, kind), np.full(count, LINE), table)
    each = _spread(bench.whole("bombs_dropped"), count)
    landed = dispersion.land(ground(), BELT, share, each, np.full(count, bomb), len(table.bombs)).rounds
    men, hexes = _spread(bench.whole("battalion_men"), count), np.array(BELT)
    dug = _lost(landed, hexes, men, "trench", bench.words(check, 0, count), table.kinds)
    bare = _lost(landed, hexes, men, "advance", bench.words(check, 1, count), table.kinds)
    return (
        counted("men lost to the bombs in trenches", "checks.bombs_trench", dug),
        counted("share of a battalion lost in the open", "checks.bombs_open", bare / men.sum()),
    )
