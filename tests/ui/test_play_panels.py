"""Panels of a game in play: they say what the side knows, follow the turn, and tell nothing of the enemy."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pygame
import pytest
from builders import JAPANESE, SOVIET

from game.analysis.enemy_losses import enemy_losses
from game.engine.game import Game
from game.engine.known_score import known_score
from game.engine.orders import Dig, March
from game.engine.state import State
from game.ui.kit.widgets import Panel
from game.ui.panels.dock import GAME_PAGES, PAGES, Dock
from game.ui.panels.hex_card import HexCard
from game.ui.panels.page import Row, draw_row
from game.ui.panels.score import points
from game.ui.panels.thin import thin
from game.ui.panels.topbar import TopBar
from game.ui.panels.tree import TreePanel
from game.ui.panels.treerows import DONE, TROUBLE
from game.ui.panels.unit_card import UnitCard
from game.ui.panels.weather import wind_words
from game.ui.playtable import PlayTable
from game.ui.session import SIDES, Session
from game.ui.table import Table
from ui.film_games import greedy_game
from ui.pilot import Pilot, told, ui
from ui.seats import HOTSEAT, session_of
from ui.seats import table_of as seat
from ui.small_game import row, skirmish, table_of

TITLES = [title for title, _page in GAME_PAGES]


@pytest.fixture
def field(pilot: Pilot) -> PlayTable:
    """A small game after a turn."""
    return table_of(skirmish(wire={"0404-E": 1}))


def words(panel: Panel, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    panel.place(pygame.Rect((0, 0), size))
    panel._picture = None
    with told(monkeypatch) as lines:
        panel.draw(pygame.Surface(size))
    return [line for line, _ in lines]


def change(table: PlayTable, by: Callable[[State], None]) -> None:
    """Change the state by hand and let the table follow."""
    assert table.session is not None
    state = table.session.game.state.copy()
    by(state)
    table.session.game.state = state.seal()
    table.follow()


def card(table: PlayTable, name: str, monkeypatch: pytest.MonkeyPatch) -> str:
    table.select((row(table, name),))
    return "\n".join(words(UnitCard(ui(), table), (340, 900), monkeypatch))


def test_the_unit_card_tells_state_deeds_orders_link_and_losses(
    field: PlayTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    a = row(field, "a1")

    def hurt(state: State) -> None:
        state.forces.losses[0, a, :2] = (7, 5)
        state.forces.suppression[0, a] = 512
        state.forces.cohesion[0, a] = 700
        state.forces.nerve[0, a] = 1
        state.forces.ammunition[0, a] = (80, 0, 0)

    change(field, hurt)
    assert field.session is not None
    assert field.session.plot(Dig(unit=a)) is None
    said = card(field, "a1", monkeypatch)
    for part in ("50 %", "68 % shaken", "0.8 u/f", "Holds, ", "This turn: dig in", "Orders from hq"):
        assert part in said, part
    assert "small arms 7" in said
    assert "shells 5" in said
    field.session.unplot(0)
    assert "This turn" not in card(field, "a1", monkeypatch)


def test_what_waits_is_told_once_it_is_on_its_way(field: PlayTable, monkeypatch: pytest.MonkeyPatch) -> None:
    session = field.session
    assert session is not None
    way = tuple(field.board.hex_of(label) for label in ("0503", "0603"))
    late = session.view().minute + 150
    assert session.plot(March(unit=row(field, "a1"), route=way, start=late + 180)) is None
    session.game.commit(SOVIET)
    session.game.commit(JAPANESE)
    session.game.play()
    field.follow()
    assert "Ordered to march to 0603; begins at" in card(field, "a1", monkeypatch)


def test_the_card_of_an_enemy_holds_only_what_is_believed(
    field: PlayTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = card(field, "b1", monkeypatch)
    assert "enemy, as reported" in before
    assert "Nothing else is known of him." in before
    assert "Quality" not in before
    b = row(field, "b1")

    def bleed(state: State) -> None:
        state.forces.losses[0, b] = 9
        state.forces.suppression[0, b] = 900
        state.forces.ammunition[0, b] = 1
        state.forces.works[0, b] = 3000

    change(field, bleed)
    assert card(field, "b1", monkeypatch) == before


def test_the_hex_card_tells_holder_works_wire_and_smoke(
    field: PlayTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    hex_ = field.board.hex_of("0404")

    def burn(state: State) -> None:
        state.ground.smoke[0, hex_] = 95
        state.forces.works[0, row(field, "a2")] = 2048

    change(field, burn)
    field.hovered = hex_
    said = words(HexCard(ui(), field), (340, 400), monkeypatch)
    assert {"Held by Soviet troops", "Own works: fire trench", "Wire east", "Smoke for 10 min more"} <= set(
        said
    )
    field.hovered = field.board.hex_of("0803")
    assert "Held by Japanese troops" in words(HexCard(ui(), field), (340, 400), monkeypatch)


def test_the_bar_shows_the_turn_its_phase_the_tension_and_the_known_score(
    field: PlayTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = (lambda: None,) * 3
    bar = TopBar(ui(), field, nothing)
    said = words(bar, (1920, 52), monkeypatch)
    assert "2" in said
    assert "points, as you know" in said
    assert any(line.startswith("escalation, war at") for line in said)
    assert "men on the map" not in said
    assert "Plot" in said
    narrow = words(bar, (1100, 52), monkeypatch)
    assert "Plot" not in narrow
    before = bar.key()
    assert field.session is not None
    field.session.commit()
    assert bar.key() != before

    def agree(state: State) -> None:
        state.count.truce[0] = state.minute + 90

    change(field, agree)
    assert any(line.startswith("last shot at ") for line in words(bar, (1920, 52), monkeypatch))


@pytest.mark.parametrize("page", range(len(GAME_PAGES)))
def test_every_page_of_the_dock_tells_something_and_nothing_of_the_enemy(
    page: int, field: PlayTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    dock = Dock(ui(), field)
    dock.page = page
    before = words(dock, (900, 900), monkeypatch)
    assert TITLES[page] in before
    assert len(before) > len(TITLES) + 2
    foe = [row(field, "b1"), row(field, "b2")]

    def bleed(state: State) -> None:
        state.forces.losses[0, foe] = 9
        state.forces.ammunition[0, foe] = 1
        state.count.medical[0, :, JAPANESE] = 5
        state.count.tanks_out[0, JAPANESE] = 3
        enemy = np.asarray(field.session.game.setting.command.side == JAPANESE)  # type: ignore[union-attr]
        state.depots.stock[0, enemy] += 10**6
        state.depots.source[0, JAPANESE] += 10**6

    change(field, bleed)
    assert words(dock, (900, 900), monkeypatch) == before


def test_own_losses_reach_the_pages(field: PlayTable, monkeypatch: pytest.MonkeyPatch) -> None:
    dock = Dock(ui(), field)
    dock.page = TITLES.index("Losses")
    words(dock, (900, 900), monkeypatch)

    def bleed(state: State) -> None:
        state.forces.losses[0, row(field, "a1"), 1] = 31
        state.count.medical[0, 0, SOVIET] = (11, 17, 2, 3)
        state.count.shells[0, SOVIET] = 1234

    change(field, bleed)
    said = words(dock, (900, 900), monkeypatch)
    assert any(line.startswith("Losses: 31 men") for line in said)
    for part in ("11", "17", thin(1234), "Shells fired", "Killed"):
        assert part in said, part


def test_stores_tell_what_changed_since_the_turn_before(
    field: PlayTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = np.flatnonzero(field.view.services.own)[-1]

    def bring(state: State) -> None:
        state.depots.stock[0, own, 0] += 3_000_000

    change(field, bring)
    dock = Dock(ui(), field)
    dock.page = TITLES.index("Supply")
    said = " ".join(words(dock, (900, 900), monkeypatch))
    assert "since the last turn" in said


def test_the_tree_follows_strength_and_marks_orders_and_trouble(field: PlayTable) -> None:
    tree = TreePanel(ui(), field, lambda _row: None)
    a, mg = row(field, "a1"), row(field, "mg")
    before = {line.unit: line.men for line in tree.rows}
    assert tree.marks.of(a) == tree.marks.of(mg) == ""
    shown = tree.key()
    assert field.session is not None
    assert field.session.plot(Dig(unit=a)) is None
    assert tree.marks.of(a) == DONE
    assert tree.key() != shown

    def hurt(state: State) -> None:
        state.forces.men[0, a] -= 20
        state.forces.nerve[0, [a, mg]] = 2

    change(field, hurt)
    after = {line.unit: line.men for line in tree.rows}
    assert after[a] == before[a] - 20
    assert tree.marks.of(a) == tree.marks.of(mg) == TROUBLE
    tree.place(pygame.Rect(0, 0, 300, 600))
    field.session.unplot(0)
    window = pygame.Surface((300, 600))
    tree.draw(window)
    tones = {tuple(window.get_at((x, y))[:3]) for x in range(285, 298) for y in range(600)}
    assert ui().theme.warn in tones


def test_the_dock_before_a_game_keeps_its_pages(field: PlayTable) -> None:
    assert field.whole is not None
    assert Dock(ui(), Table(field.whole)).pages is PAGES
    assert Dock(ui(), field).pages is GAME_PAGES


def test_a_page_is_made_once_for_a_turn(field: PlayTable) -> None:
    dock = Dock(ui(), field)
    first = dock.lines()
    assert dock.lines() is first
    change(field, lambda state: None)
    assert dock.lines() is not first


def test_numbers_are_written_as_on_the_sheet() -> None:
    assert thin(1234567) == "1\u00a0234\u00a0567"
    assert thin(-12) == "−12"
    assert points(0) == "0.0"
    assert points(1500) == "USSR 1.5"
    assert points(-250) == "Japan 0.2"


def test_a_row_keeps_its_note_within_its_width(monkeypatch: pytest.MonkeyPatch, pilot: Pilot) -> None:
    target = pygame.Surface((500, 40))
    with told(monkeypatch) as lines:
        draw_row(target, ui(), Row("A name", "12", 0.5, "good", "a note " * 40), (10, 5), 480)
    assert max(place.right for _line, place in lines) <= 490


def test_the_wind_is_told_by_where_it_comes_from() -> None:
    assert wind_words(-1, 0) == "calm"
    assert wind_words(0, 1) == "light, from the west"
    assert wind_words(3, 2) == "fresh, from the south"
    assert wind_words(6, 3) == "strong, from the east"
    assert wind_words(9, 1) == "light, from the north"


def said(table: PlayTable) -> str:
    lines = [line for _title, page in GAME_PAGES for line in page(table) if not isinstance(line, Row)]
    return " ".join(part for line in lines for part in line)


@pytest.mark.parametrize("side", [0, 1])
def test_the_pages_of_a_player_say_nothing_of_the_other_sides_plan(side: int) -> None:
    session = session_of(HOTSEAT)
    session.side = side
    table = PlayTable(session.start, session, whole=session.start)
    table.follow()
    model = session.start.bundle.scenario.model
    told = said(table)
    own, other = (model.briefing[key].en for key in (SIDES[side], SIDES[1 - side]))  # type: ignore[index]
    assert own in told
    assert other not in told
    assert not any(secret.en in told for secret in model.invented)
    session.open = True
    told = said(table)
    assert own in told
    assert other in told
    assert model.invented[0].en in told


def after(game: Game) -> PlayTable:
    """The table of the Soviet side after a night assault."""
    start = seat("night-assault").start
    table = PlayTable(start, session=Session(start, game, ["human", "greedy"]), whole=start)
    table.follow()
    return table


def test_losses_of_the_enemy_are_marked_by_how_they_are_known() -> None:
    game = greedy_game("night-assault", 3)
    table = after(game)
    his = enemy_losses(game, SOVIET)
    page = dict(GAME_PAGES)["Losses"](table)
    rows = {line.label: line for line in page if isinstance(line, Row)}
    assert ("Losses of the enemy, as believed", "") in page
    assert rows["Assaults thrown back"].value == thin(his.seen["fell_back"])
    assert "reported" in rows["Assaults thrown back"].note
    assert rows["Men fewer than reported first"].value == thin(max(0, his.men))
    assert "estimated" in rows["Men fewer than reported first"].note


def test_the_score_shows_the_terms_that_only_the_end_can_count() -> None:
    game = greedy_game("night-assault", 3)
    table = after(game)
    page = dict(GAME_PAGES)["Score"](table)
    rows = [line for line in page if isinstance(line, Row) and line.value == "?"]
    terms, known = table.view.stakes.victory.terms, known_score(table.view)
    assert len(rows) == len(terms.names) - int(known.told.sum()) > 0
    enemy = [row for row in rows if row.label.endswith("(enemy)")]
    assert enemy
    assert all("estimated" in row.note or "reported" in row.note for row in enemy)
    assert page[0][0] == f"Score as far as you know: {points(known.total)}"  # type: ignore[index]
