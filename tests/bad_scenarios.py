"""Scenarios with one slip: single edits of a shipped scenario, and the sentence that each must be given.

The sign » in the new text, or else the text in `mark`, is the place that the sentence must name; it is taken
out before the file is written.
"""

from __future__ import annotations

from dataclasses import dataclass

NAME = "bezymyannaya"
SIGN = "»"
ESCALATION = "\nescalation:\n"
LEVCHENKO = '        at: "2827"\n        men: 80\n'
NUMBER = "a number of the ruleset, chapter.value or chapter.table.row.column"


@dataclass(frozen=True, slots=True)
class Case:
    """One edit, and what is said of it."""

    name: str
    old: str
    new: str
    said: str
    mark: str = ""


def overlay(number: str) -> str:
    return f"\noverlay:\n  rules:\n    {number}\n{ESCALATION[1:]}"


CASES = (
    Case(
        "unit-unknown",
        "      59bd-chernopyatko:\n",
        "      »59bd-chernopyatka:\n",
        "setup.soviet.units.59bd-chernopyatka: expected the id of a soviet unit, found '59bd-chernopyatka'"
        "; the nearest is '59bd-chernopyatko'",
    ),
    Case(
        "unit-of-the-other-side",
        "      59bd-chernopyatko:\n",
        "      »75ir-3:\n",
        "setup.soviet.units.75ir-3: expected the id of a soviet unit, found '75ir-3'"
        "; the nearest is '95rr-3'",
    ),
    Case(
        "unit-in-the-lake",
        'at: "2128"',
        'at: »"2940"',
        "setup.soviet.units.59bd-makhalin.at: expected a hex of land, found 2940, which is lake",
    ),
    Case(
        "unit-in-the-river",
        'at: "2128"',
        'at: »"0608"',
        "setup.soviet.units.59bd-makhalin.at: expected a hex of land, found 0608, which is river",
    ),
    Case(
        "unit-off-the-map",
        'at: "2128"',
        'at: »"5701"',
        "setup.soviet.units.59bd-makhalin.at: expected a hex from 0101 to 5655, found '5701'",
    ),
    Case(
        "label-in-other-digits",
        'at: "2128"',
        'at: »"२१२८"',
        "setup.soviet.units.59bd-makhalin.at: "
        "expected a hex label of four digits in quotes, like \"1207\", found '२१२८'",
    ),
    Case(
        "label-without-quotes",
        'at: "2128"',
        "at: »2128",
        "setup.soviet.units.59bd-makhalin.at: expected text in quotes, found 2128",
    ),
    Case(
        "label-too-short",
        'at: "2128"',
        'at: »"212"',
        'setup.soviet.units.59bd-makhalin.at: expected a hex label of four digits in quotes, like "1207"'
        ", found '212'",
    ),
    Case(
        "placed-twice",
        LEVCHENKO,
        '        »at: "2827"\n        enter: {entry: posyet-road, time: "1938-07-29T10:00"}\n',
        "setup.soviet.units.119rr-2: expected either `at` or `enter`, not both",
    ),
    Case(
        "entry-of-the-other-side",
        LEVCHENKO,
        '        enter: {entry: »kojo-bank, time: "1938-07-29T10:00"}\n',
        "setup.soviet.units.119rr-2.enter.entry: expected a soviet entry of the map"
        ", found 'kojo-bank' of the other side",
    ),
    Case(
        "entry-unknown",
        LEVCHENKO,
        '        enter: {entry: »posyet-rode, time: "1938-07-29T10:00"}\n',
        "setup.soviet.units.119rr-2.enter.entry: expected the id of an entry of the map, found 'posyet-rode'"
        "; the nearest is 'posyet-road'",
    ),
    Case(
        "entry-in-another-mode",
        LEVCHENKO,
        '        enter: {entry: posyet-road, time: "1938-07-29T10:00", mode: »rail}\n',
        "setup.soviet.units.119rr-2.enter.mode: expected one of the modes of 'posyet-road': column, advance"
        ", found 'rail'",
    ),
    Case(
        "comes-after-the-end",
        LEVCHENKO,
        '        enter: {entry: posyet-road, time: »"1938-07-30T06:00"}\n',
        "setup.soviet.units.119rr-2.enter.time: expected units that come before the scenario ends"
        ", found '119rr-2', which comes at 1938-07-30T06:00",
    ),
    Case(
        "came-before-the-start",
        LEVCHENKO,
        '        enter: {entry: posyet-road, time: »"1938-07-29T08:00"}\n',
        "setup.soviet.units.119rr-2.enter.time: expected a start hex for a unit that is there already"
        ", found '119rr-2', which came at 1938-07-29T08:00",
    ),
    Case(
        "hour-that-is-not",
        LEVCHENKO,
        '        enter: {entry: posyet-road, time: »"1938-07-32T08:00"}\n',
        "setup.soviet.units.119rr-2.enter.time: expected a date and hour that exist"
        ", like \"1938-08-06T16:00\", found '1938-07-32T08:00'",
    ),
    Case(
        "men-beyond-the-columns",
        "men: 80",
        "men: »40000",
        "setup.soviet.units.119rr-2.men: expected a number of at most 32767, found 40000",
    ),
    Case(
        "weapons-beyond-the-columns",
        "men: 80",
        "weapons: {mosin: »40000}",
        "setup.soviet.units.119rr-2.weapons.mosin: expected a number of at most 32767, found 40000",
    ),
    Case(
        "weapon-unknown",
        "men: 80",
        "weapons: {»mosn: 80}",
        "setup.soviet.units.119rr-2.weapons.mosn: expected the id of a weapon, found 'mosn'"
        "; the nearest is 'mosin'",
    ),
    Case(
        "tank-among-the-weapons",
        "men: 80",
        "weapons: {»t26: 1}",
        "setup.soviet.units.119rr-2.weapons.t26: expected this under `vehicles`, found 't26' under `weapons`",
    ),
    Case(
        "formation-unknown",
        '"59bd-batarshin", "119rr-2"]',
        '"59bd-batarshin", "119rr-2", »"119rr-iv"]',
        "setup.soviet.formations[5]: expected the id of a soviet formation or unit, found '119rr-iv'"
        "; the nearest is '119rr-i'",
    ),
    Case(
        "formation-of-the-other-side",
        '"59bd-batarshin", "119rr-2"]',
        '"59bd-batarshin", "119rr-2", »ka]',
        "setup.soviet.formations[5]: expected the id of a soviet formation or unit, found 'ka'",
    ),
    Case(
        "unit-placed-and-not-in-play",
        '"59bd-batarshin", "119rr-2"]',
        '"59bd-batarshin"]',
        "setup.soviet.units.119rr-2: expected a unit of the formations in play, found '119rr-2'",
        mark="119rr-2:",
    ),
    Case(
        "wire-malformed",
        "    control: {bezymyannaya: soviet",
        "    wire: {»2337-X: 1}\n    control: {bezymyannaya: soviet",
        "setup.soviet.wire.2337-X: expected a hexside like \"1207-NE\", found '2337-X'",
    ),
    Case(
        "wire-in-other-digits",
        "    control: {bezymyannaya: soviet",
        '    wire: {»"²²²²-W": 1}\n    control: {bezymyannaya: soviet',
        "setup.soviet.wire.²²²²-W: expected a hexside like \"1207-NE\", found '²²²²-W'",
    ),
    Case(
        "wire-over-the-edge",
        "    control: {bezymyannaya: soviet",
        "    wire: {»0101-W: 1}\n    control: {bezymyannaya: soviet",
        "setup.soviet.wire.0101-W: expected a side between two hexes of the map, found '0101-W'",
    ),
    Case(
        "wire-off-the-map",
        "    control: {bezymyannaya: soviet",
        "    wire: {»9901-W: 1}\n    control: {bezymyannaya: soviet",
        "setup.soviet.wire.9901-W: expected a side between two hexes of the map, found '9901-W'",
    ),
    Case(
        "control-of-an-unknown-place",
        "control: {bezymyannaya:",
        "control: {»bezymyanaya:",
        "setup.soviet.control.bezymyanaya: expected the id of a place of the map, found 'bezymyanaya'"
        "; the nearest is 'bezymyannaya'",
    ),
    Case(
        "control-by-nobody",
        "control: {bezymyannaya: soviet",
        "control: {bezymyannaya: »russian",
        "setup.soviet.control.bezymyannaya: expected one of 'soviet' or 'japanese', found 'russian'",
    ),
    Case(
        "objective-hex-in-the-lake",
        'hexes: ["2128", "2228", "2229"]',
        'hexes: ["2128", »"2940", "2229"]',
        "victory.objectives[1].hexes[2]: expected a hex of land, found 2940, which is lake",
    ),
    Case(
        "objective-hex-off-the-map",
        'hexes: ["2128", "2228", "2229"]',
        'hexes: ["2128", "2228", »"2200"]',
        "victory.objectives[1].hexes[3]: expected a hex from 0101 to 5655, found '2200'",
    ),
    Case(
        "objective-counts-too-late",
        "    - place: bezymyannaya\n",
        '    - place: bezymyannaya\n      from: »"1938-08-01T06:00"\n',
        "victory.objectives[1].from: expected an hour inside the scenario, found 1938-08-01T06:00",
    ),
    Case(
        "task-of-an-unknown-unit",
        'units: ["59bd-makhalin"], least: 6',
        'units: [»"59bd-makhaln"], least: 6',
        "victory.conditions.the-post.checks[2].units[1]: expected the id of a unit, found '59bd-makhaln'"
        "; the nearest is '59bd-makhalin'",
    ),
    Case(
        "task-of-a-place-without-objective",
        "place: bezymyannaya, least: 6",
        "place: »zaozernaya, least: 6",
        "victory.conditions.the-post.checks[1].place: expected the place of an objective, found 'zaozernaya'",
    ),
    Case(
        "task-after-the-end",
        'place: bezymyannaya, by: "1938-07-29T17:00"',
        'place: bezymyannaya, by: »"1938-08-29T17:00"',
        "victory.conditions.cleared.checks[1].by: expected an hour inside the scenario"
        ", found 1938-08-29T17:00",
    ),
    Case(
        "levels-that-do-not-fall",
        "- least: 50",
        "- least: 5",
        "victory: expected levels from the highest score down to -100",
        mark="about:\n    en: >-\n      A place counts",
    ),
    Case(
        "event-outside-the-hours",
        'time: "1938-07-29T10:30"',
        'time: »"1938-08-29T10:30"',
        "events.digging-seen.time: expected an hour inside the scenario, found 1938-08-29T10:30",
    ),
    Case(
        "zone-with-an-unknown-act",
        "act: japanese-pursuit",
        "act: »japanese-persuit",
        "zones.claimed-line.act: expected the id of an act of escalation, found 'japanese-persuit'"
        "; the nearest is 'japanese-pursuit'",
    ),
    Case(
        "zone-with-a-release-that-is-not-there",
        "    act: japanese-pursuit\n",
        "    act: japanese-pursuit\n    release: »soviet-air\n",
        "zones.claimed-line.release: expected a release that `escalation.releases` lists, found 'soviet-air'",
    ),
    Case(
        "event-with-an-unknown-act",
        "    mark: rec\n    source: S\n  digging-seen:",
        "    mark: rec\n    act: »japanese-aircrafts\n    source: S\n  digging-seen:",
        "events.villages-emptied.act: expected the id of an act of escalation, found 'japanese-aircrafts'"
        "; the nearest is 'japanese-aircraft'",
    ),
    Case(
        "notice-at-an-unknown-place",
        "places: [fangchuan, ",
        "places: [»fangchuang, ",
        "events.villages-emptied.notice.places[1]: expected the id of a place of the map, found 'fangchuang'"
        "; the nearest is 'fangchuan'",
    ),
    Case(
        "notice-that-outlasts-the-scenario",
        "      places: [fangchuan, ",
        '      until: »"1938-08-09T12:00"\n      places: [fangchuan, ',
        "events.villages-emptied.notice.until: expected an hour inside the scenario, found 1938-08-09T12:00",
    ),
    Case(
        "notice-of-nowhere",
        "      places: [fangchuan, yangguanping, sand-islands, hill-141]\n",
        "",
        "events.villages-emptied.notice: expected `places` or `ways` where something is noticed",
        mark="side: soviet\n      within_m",
    ),
    Case(
        "overlay-of-no-number",
        ESCALATION,
        overlay("»fire.ao: {value: 0.5, low: 0.4, high: 0.6}"),
        f"overlay.rules.fire.ao: expected {NUMBER}, found 'fire.ao'; the nearest is 'fire.a0'",
    ),
    Case(
        "overlay-low-above-value",
        ESCALATION,
        overlay("fire.a0: »{value: 0.5, low: 0.6, high: 0.7}"),
        "overlay.rules.fire.a0: expected low <= value <= high, found 0.6, 0.5, 0.7",
    ),
    Case(
        "overlay-that-does-not-fit",
        ESCALATION,
        overlay("kinds.su_rifle_company.men: {value: »90000, low: 100, high: 90000}"),
        "overlay.rules.kinds.su_rifle_company.men.value: expected a number that the rules can use"
        ", found 90000: men does not fit 16 bits",
    ),
    Case(
        "overlay-of-infinity",
        ESCALATION,
        overlay("fire.a0: {value: 0.5, low: 0.4, high: ».inf}"),
        "overlay.rules.fire.a0.high: expected a plain number, or a text in quotes (\".inf\"), found '.inf'",
    ),
    Case(
        "start-before-the-calendar",
        'start: "1938-07-29T09:00"',
        'start: »"1938-07-28T09:00"',
        "start: expected hours inside the calendar (1938-07-29 to 1938-08-11)"
        ", found 1938-07-28T09:00 to 1938-07-30T06:00",
    ),
    Case(
        "start-after-end",
        'start: "1938-07-29T09:00"',
        'start: "1938-07-30T09:00"',
        "expected `end` later than `start`",
        mark="format: 1",
    ),
    Case(
        "briefing-missing",
        "briefing:\n  soviet:\n",
        "briefing:\n  »sovjet:\n",
        "briefing.sovjet: expected one of 'soviet' or 'japanese', found 'sovjet'; the nearest is 'soviet'",
    ),
    Case(
        "key-unknown",
        "      59bd-chernopyatko:\n        at:",
        "      59bd-chernopyatko:\n        »hex:",
        "setup.soviet.units.59bd-chernopyatko.hex: expected one of the keys ammunition, at, enter, facing, "
        "fatigue, leader, men, note, optional, present, quality, release, vehicles, weapons, works"
        ", found 'hex'",
    ),
    Case(
        "objective-of-an-unknown-place",
        "    - place: bezymyannaya\n",
        "    - place: »bezymyanaya\n",
        "victory.objectives[1].place: expected the id of a place of the map, found 'bezymyanaya'"
        "; the nearest is 'bezymyannaya'",
    ),
    Case(
        "file-that-is-not-there",
        "map: map.yaml",
        "map: »maps.yaml",
        "map: expected a file that is there, found 'maps.yaml'; the nearest is 'map.yaml'",
    ),
    Case(
        "file-in-another-folder",
        "map: map.yaml",
        "map: »../rulesets/standard/fire.yaml",
        "map: expected a file in the same folder, found '../rulesets/standard/fire.yaml'",
    ),
    Case(
        "forces-of-the-wrong-kind",
        "forces: [oob_soviet.yaml, oob_japanese.yaml]",
        "forces: [oob_soviet.yaml, »map.yaml]",
        "forces[2]: expected a file of kind 'oob', found 'map.yaml' of kind 'map'",
    ),
    Case(
        "forces-of-one-side",
        "forces: [oob_soviet.yaml, oob_japanese.yaml]",
        "forces: »[oob_soviet.yaml]",
        "forces: expected an order of battle of the japanese side, found none",
    ),
    Case(
        "id-not-the-name-of-the-file",
        "id: bezymyannaya",
        "id: »nameless-hill",
        "id: expected 'bezymyannaya', the name of the file, found 'nameless-hill'",
    ),
    Case(
        "ruleset-unknown",
        "ruleset: standard",
        "ruleset: »standart",
        "ruleset: expected the id of a ruleset, found 'standart'; the nearest is 'standard'",
    ),
)
