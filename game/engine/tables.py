"""Every frozen table of the rules in one place, made once from a ruleset."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.rules.air_table import AirTable, freeze_air
from game.rules.armor_table import ArmorTable, freeze_armor
from game.rules.artillery_table import BatteryTable, ShellTable, freeze_batteries, freeze_shells
from game.rules.assault_table import AssaultTable, freeze_assault
from game.rules.beliefs_table import BeliefTable, freeze_beliefs
from game.rules.chance import LossLaw, loss_law
from game.rules.command_table import CommandTable, freeze_command
from game.rules.fire_table import FireTable, freeze_fire
from game.rules.intelligence import ReconTable, freeze_recon
from game.rules.medical_table import MedicalTable, freeze_medical
from game.rules.morale_table import MoraleTable, freeze_morale
from game.rules.movement_table import MarchTable, freeze_march
from game.rules.quality import QualityTable, freeze_quality
from game.rules.ruleset import Ruleset
from game.rules.smoke import SmokeTable, freeze_smoke
from game.rules.spotting_table import SpottingTable, freeze_spotting
from game.rules.supply_table import SupplyTable, freeze_supply
from game.rules.works_table import WorksTable, freeze_works


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """The tables of one ruleset; `lead` int64[Q] is the Q10 worth of leaders by grade (units.2)."""

    rules: Ruleset
    fire: FireTable
    fire_law: LossLaw
    assault: AssaultTable
    morale: MoraleTable
    shells: ShellTable
    batteries: BatteryTable
    smoke: SmokeTable
    air: AirTable
    armor: ArmorTable
    spotting: SpottingTable
    beliefs: BeliefTable
    recon: ReconTable
    march: MarchTable
    works: WorksTable
    supply: SupplyTable
    command: CommandTable
    medical: MedicalTable
    quality: QualityTable
    lead: NDArray[np.int64]


def freeze_tables(rules: Ruleset) -> Tables:
    """Compile every chapter; raises `ValueError` where a number is missing."""
    return Tables(
        rules=rules,
        fire=freeze_fire(rules),
        fire_law=loss_law(rules, "fire"),
        assault=freeze_assault(rules),
        morale=freeze_morale(rules),
        shells=freeze_shells(rules),
        batteries=freeze_batteries(rules),
        smoke=freeze_smoke(rules),
        air=freeze_air(rules),
        armor=freeze_armor(rules),
        spotting=freeze_spotting(rules),
        beliefs=freeze_beliefs(rules),
        recon=freeze_recon(rules),
        march=freeze_march(rules),
        works=freeze_works(rules),
        supply=freeze_supply(rules),
        command=freeze_command(rules),
        medical=freeze_medical(rules),
        quality=freeze_quality(rules),
        lead=rules.table("units", "quality").column("lead"),
    )
