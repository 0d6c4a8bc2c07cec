"""The commands and their options."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from game import __version__

app = typer.Typer(
    name="khasan",
    help="Khasan 1938: the battle of Lake Khasan (Changkufeng), 29 July - 11 August 1938.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

studies = typer.Typer(
    name="study",
    help="Try the rules against the record.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(studies)

Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]

Seed = Annotated[int, typer.Option(help="Seed of the dice, 0 to 18446744073709551615.")]


class SideChoice(StrEnum):
    """Whose forces to show."""

    soviet = "soviet"
    japanese = "japanese"
    both = "both"


class ExportForm(StrEnum):
    """How a game is exported."""

    text = "text"
    json = "json"
    csv = "csv"


class Example(StrEnum):
    """Which worked example to tell."""

    fire = "fire"
    stakes = "stakes"


def _version(wanted: bool) -> None:
    if wanted:
        print(f"khasan {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Read, check and show the battle."""


@app.command("play")
def play(
    scenario: Annotated[str | None, typer.Argument(help="Scenario id or file to open at once.")] = None,
    size: Annotated[
        str | None, typer.Option(help="Size of the window, WIDTHxHEIGHT; else by the screen.")
    ] = None,
    full_screen: Annotated[bool, typer.Option("--full-screen", help="Fill the screen.")] = False,
) -> None:
    """Open the game's window."""
    from game.cli import play as command

    command.run(scenario, size, full_screen)


@app.command("list")
def list_scenarios(
    folder: Annotated[Path | None, typer.Option(help="Folder to look in instead of the shipped one.")] = None,
    json: Json = False,
) -> None:
    """List the scenarios."""
    from game.cli import listing

    listing.run(folder, json)


@app.command("check")
def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; the shipped data when none.")
    ] = None,
    json: Json = False,
) -> None:
    """Check YAML files: every fault with file, line, column, key, what was expected and what was found."""
    from game.cli import checking

    checking.run(paths or [], json)


@app.command("schema")
def schema(
    kind: Annotated[str | None, typer.Argument(help="Kind of file; the kinds are listed when none.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write all schemas into this folder.")] = None,
) -> None:
    """Print the JSON Schema of a kind of file, so that an editor can complete and check the YAML."""
    from game.cli import schemas

    schemas.run(kind, out)


@app.command("map")
def map_picture(
    scenario: Annotated[str, typer.Argument(help="Scenario id or file.")],
    out: Annotated[Path, typer.Option(help="PNG file to write.")],
    size: Annotated[str, typer.Option(help="Size of the picture, WIDTHxHEIGHT.")] = "1920x1080",
    layers: Annotated[str | None, typer.Option(help="Layers to draw, by comma; all when not given.")] = None,
    language: Annotated[str, typer.Option(help="Second language of the names: ru, ja, fi or none.")] = "ru",
    silhouettes: Annotated[bool, typer.Option("--silhouettes", help="Counters with silhouettes.")] = False,
) -> None:
    """Draw the map of a scenario with its counters into a picture. Needs no screen."""
    from game.cli import picture

    picture.run(scenario, out, size, layers, language, silhouettes)


@app.command("oob")
def oob(
    scenario: Annotated[str, typer.Argument(help="Scenario id or file.")],
    side: Annotated[SideChoice, typer.Option(help="Whose forces.")] = SideChoice.both,
    with_options: Annotated[str, typer.Option("--with", help="Optional units or formations, by comma.")] = "",
    json: Json = False,
) -> None:
    """Show the order of battle as a tree with strengths."""
    from game.cli import oob as command

    command.run(scenario, side.value, with_options, json)


@app.command("simulate")
def simulate(
    scenario: Annotated[str, typer.Argument(help="Scenario id or file.")],
    soviet: Annotated[
        str, typer.Option(help="Who commands the USSR: an agent (line, staff:bold ...) or a plan file.")
    ] = "greedy",
    japanese: Annotated[str, typer.Option(help="Who commands Japan, likewise.")] = "greedy",
    seed: Seed = 1938,
    runs: Annotated[int, typer.Option(help="Games to play, each under the next seed.")] = 1,
    jobs: Annotated[int, typer.Option(help="Processes side by side; they change no result.")] = 1,
    weather: Annotated[
        str, typer.Option(help="recorded, or drawn where the record is a guess.")
    ] = "recorded",
    historical: Annotated[
        bool, typer.Option("--historical", help="The cease-fire comes at the hour of the record.")
    ] = False,
    save: Annotated[Path | None, typer.Option(help="New game file to write the game into.")] = None,
    json: Json = False,
) -> None:
    """Let agents play whole games; print hills, losses, means and score, or their spread over many games."""
    from game.cli import simulate as command

    command.run(scenario, (soviet, japanese), (weather, historical), (seed, runs, jobs), save, json)


@app.command("ladder")
def ladder(
    agents: Annotated[str, typer.Option(help="Agents by comma; all when not given.")] = "",
    scenarios: Annotated[str, typer.Option(help="Scenario ids or files by comma; all when not given.")] = "",
    pairs: Annotated[
        int | None,
        typer.Option(help="Pairs of each two agents on each scenario, 10 unless given.", show_default=False),
    ] = None,
    seed: Seed = 1938,
    jobs: Annotated[int, typer.Option(help="Processes side by side; they change no result.")] = 1,
    out: Annotated[Path | None, typer.Option(help="New file for a line of JSON a finished pair.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with that file.")] = False,
    sprt: Annotated[
        bool,
        typer.Option("--sprt", help="Stop when the first of two is surely better by 30 Elo, or by none."),
    ] = False,
    json: Json = False,
) -> None:
    """Let agents play mirrored pairs of games, sides swapped; print who beats whom, ratings and targets."""
    from game.cli import ladder as command

    command.run((agents, scenarios), (pairs, seed, jobs), (out, resume), sprt, json)


@app.command("history")
def history(
    scenario: Annotated[str, typer.Argument(help="Scenario id or file.")] = "campaign",
    soviet: Annotated[
        str | None, typer.Option(help="Plan file or agent of the USSR; the historical orders when none.")
    ] = None,
    japanese: Annotated[str | None, typer.Option(help="The same of Japan.")] = None,
    seed: Seed = 1938,
    runs: Annotated[int, typer.Option(help="Games to play, each under the next seed.")] = 20,
    jobs: Annotated[
        int | None,
        typer.Option(help="Processes side by side, all cores when none; they change no result."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for report.html and report.json.")] = None,
    table: Annotated[bool, typer.Option("--table", help="The table of plausibility alone.")] = False,
    json: Json = False,
) -> None:
    """Play the historical orders of both sides many times and set what comes of it beside the record."""
    from game.cli import history as command

    command.run(scenario, (soviet, japanese), (seed, runs, jobs), out, json, table)


@app.command("why")
def why(
    what: Annotated[Example, typer.Argument(help="A pulse of fire, or the stakes of a turn.")] = Example.fire,
    seed: Seed = 1938,
    json: Json = False,
) -> None:
    """Tell a worked example effect by effect: what was multiplied, what was expected, what was drawn."""
    from game.cli import why as command

    command.run(what.value, seed, json)


GameFile = Annotated[Path, typer.Argument(help="Game file (.khasan).")]


@app.command("info")
def info(file: GameFile, json: Json = False) -> None:
    """Say what a game file holds."""
    from game.cli import info as command

    command.run(file, json)


@app.command("replay")
def replay(
    file: GameFile,
    verify: Annotated[
        bool,
        typer.Option("--verify", help="Name the first entry that comes out otherwise than the file says."),
    ] = False,
    json: Json = False,
    film: Annotated[bool, typer.Option("--film", help="Open the window on the review of the game.")] = False,
    size: Annotated[str | None, typer.Option(help="Size of that window, WIDTHxHEIGHT.")] = None,
) -> None:
    """Play a game file again from its orders, turn by turn."""
    from game.cli import replay as command

    if film:
        command.watch(file, size)
    else:
        command.run(file, verify, json)


@app.command("export")
def export(
    file: GameFile,
    form: Annotated[ExportForm, typer.Option("--format", help="Form of the export.")] = ExportForm.text,
    why: Annotated[bool, typer.Option("--why", help="Play it again and add the ledger.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write into this new file.")] = None,
) -> None:
    """Print a whole game: orders, events, losses, hills, score, digests."""
    from game.cli import export as command

    command.run(file, form.value, why, out)


WHO = "human, an agent, or a plan file; as before when none."


@app.command("branch")
def branch(
    file: GameFile,
    turn: Annotated[int, typer.Option(help="Turn to begin at, counted from 1.")],
    out: Annotated[Path, typer.Option(help="New game file.")],
    soviet: Annotated[str | None, typer.Option(help=f"Who leads the USSR from there on: {WHO}")] = None,
    japanese: Annotated[str | None, typer.Option(help="Who leads Japan, likewise.")] = None,
) -> None:
    """Begin a new game file at a turn of another one, and let others lead from there on."""
    from game.cli import branch as command

    command.run(file, turn, out, (soviet, japanese))


@app.command("thoughts")
def thoughts(
    file: GameFile,
    turn: Annotated[int | None, typer.Option(help="This turn alone, counted from 1.")] = None,
    side: Annotated[SideChoice, typer.Option(help="Whose staff.")] = SideChoice.both,
    umpire: Annotated[
        bool, typer.Option("--umpire", help="Of a battle that people still fight, for who may see it all.")
    ] = False,
    json: Json = False,
) -> None:
    """Tell what the staffs meant and expected, turn by turn, beside what was true."""
    from game.cli import thoughts as command

    command.run(file, turn, side.value, umpire, json)


@studies.callback()
def _studies() -> None:
    """Try the rules against the record."""


@studies.command("engagements")
def study_engagements(
    replicas: Annotated[int, typer.Option(help="How often each engagement is run, 20 to 20000.")] = 1000,
    seed: Seed = 1938,
    json: Json = False,
) -> None:
    """Run recorded engagements through the rules and set the results beside the published numbers."""
    from game.cli import study as command

    command.engagements(replicas, seed, json)
