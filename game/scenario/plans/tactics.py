"""The names of the tactics that an order may ask for."""

from __future__ import annotations

from typing import Literal, get_args

Tactic = Literal[
    "frontal",
    "barrage",
    "converging",
    "night_infiltration",
    "tank_led",
    "bound",
    "feint",
    "crest_line",
    "reverse_slope",
    "at_ambush",
    "fire_sack",
    "counter_attack",
    "elastic",
    "registered_fires",
    "counter_battery",
    "interdict",
    "smoke_screen",
    "air_on_reserves",
    "road_march",
    "relief",
]
TACTICS: tuple[Tactic, ...] = get_args(Tactic)
