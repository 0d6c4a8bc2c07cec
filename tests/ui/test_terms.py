"""Terms of the glossary in panels: underlined, explained at rest and by a key, a click leads to them."""

from __future__ import annotations

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui.glossary import entries, entry, find
from game.ui.kit.links import LinkPanel
from game.ui.kit.tips import place_tip
from game.ui.kit.widgets import Panel
from game.ui.scenes.handbook import Handbook
from game.ui.scenes.plot import PlotScene
from game.ui.scenes.settings import SettingsScene
from game.ui.shell import Shell
from ui.pilot import At, Pilot, told
from ui.seats import ALONE, CTRL, session_of, sit


def scene(pilot: Pilot, size: At = (1600, 900)) -> PlotScene:
    """The plotting with an own unit selected."""
    made = sit(pilot, session_of(ALONE), size)
    own = [row for row in range(len(made.play.counters)) if made.play.mine(row)]
    made.table.select((next(row for row in own if made.table.hex_of(row) is not None),))
    pilot.move((3, 3))
    made.draw(pilot.app.window)
    return made


def term(panel: LinkPanel, key: str) -> pygame.Rect:
    link = next(link for link in panel.links if link.key == key)
    return link.rect.move(panel.rect.topleft)


# the glossary


def test_every_entry_has_a_meaning_and_its_forms_are_its_own() -> None:
    known = entries("en")
    assert {"Suppression", "Cohesion", "Works", "Rifle equivalent", "Link"} <= set(known)
    forms = [form.casefold() for one in known.values() for form in one.forms]
    assert len(forms) == len(set(forms))
    assert all(len(one.words) > 40 and "Also:" not in one.words for one in known.values())


def test_terms_are_found_as_whole_words_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHASAN_LANGUAGE", "en")
    line = "Cohesion fell; 6.2 rifle equivalents against networks and a link, suppressed."
    assert [(line[s.start : s.stop], s.key) for s in find(line)] == [
        ("Cohesion", "Cohesion"),
        ("rifle equivalents", "Rifle equivalent"),
        ("link", "Link"),
        ("suppressed", "Suppression"),
    ]
    assert find("linkage, workshop") == ()


# in panels


def test_the_unit_card_marks_each_term_once_where_it_stands(pilot: Pilot, shell: Shell) -> None:
    made = scene(pilot)
    found = [link.key for link in made.unit.links]
    assert {"Suppression", "Cohesion"} <= set(found)
    assert len(found) == len(set(found))
    for link in made.unit.links:
        assert pygame.Rect((0, 0), made.unit.rect.size).contains(link.rect)
        low = link.rect.move(made.unit.rect.topleft)
        row = [pilot.app.window.get_at((x, low.bottom - 2))[:3] for x in range(low.left, low.right)]
        assert made.ui.theme.brass in row


def test_a_pointer_at_rest_tells_what_a_term_means_beside_its_panel(
    pilot: Pilot, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = scene(pilot)
    place = term(made.unit, "Cohesion")
    with told(monkeypatch) as words:
        pilot.move(place.center)
        pilot.frame(0.2)
        assert "Cohesion" not in [text for text, rect in words if not made.unit.rect.colliderect(rect)]
        pilot.frame(0.2)
    meant = entry("Cohesion")
    assert meant is not None
    tip = next(rect for text, rect in words if text == "Click, or F2: the glossary")
    assert any(meant.words.startswith(text.rstrip(".")) for text, _rect in words if len(text) > 20)
    assert not tip.colliderect(made.unit.rect)
    plate = [rect for text, rect in words if text == "Cohesion"][-1]
    assert not plate.colliderect(made.unit.rect)
    pilot.move((3, 3))
    assert shell.glosses.shown is None


def test_the_window_is_whole_again_once_the_meaning_goes(pilot: Pilot, shell: Shell) -> None:
    made = scene(pilot)
    pilot.move((3, 3))
    before = pygame.surfarray.array3d(pilot.app.window)
    pilot.move(term(made.unit, "Suppression").center)
    pilot.frame(0.5)
    shown = pygame.surfarray.array3d(pilot.app.window)
    assert (before != shown).any()
    pilot.move((3, 3))
    assert (pygame.surfarray.array3d(pilot.app.window) == before).all()


def test_a_click_leads_to_the_entry_and_back(pilot: Pilot, shell: Shell) -> None:
    made = scene(pilot)
    pilot.click(term(made.unit, "Suppression").center)
    book = pilot.scene(Handbook)
    assert book.name == "glossary"
    head = next(t for t in book.laid().texts if t.words == "Suppression")
    assert book.scroll.offset in (head.y, book.scroll.most)
    assert 0 <= head.y - book.scroll.offset < book.body.height
    pilot.key(pygame.K_ESCAPE)
    assert pilot.app.scene is made


def test_keys_go_from_term_to_term_and_lead_to_the_glossary(
    pilot: Pilot, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = scene(pilot)
    spots = [spot.link.key for spot in shell.glosses.spots(made)]
    pilot.key(pygame.K_g, mod=CTRL)
    assert shell.glosses.shown is not None
    assert shell.glosses.shown.link.key == spots[0]
    pilot.key(pygame.K_g, mod=CTRL)
    assert shell.glosses.shown.link.key == spots[1]
    pilot.key(pygame.K_F2)
    assert pilot.scene(Handbook).name == "glossary"
    pilot.key(pygame.K_ESCAPE)
    for _spot in spots:
        pilot.key(pygame.K_g, mod=CTRL)
    assert shell.glosses.shown is not None
    pilot.key(pygame.K_g, mod=CTRL)
    assert shell.glosses.shown is None
    pilot.key(pygame.K_g, mod=CTRL)
    pilot.key(pygame.K_n)
    assert shell.glosses.shown is None, "any other key ends it"


def test_the_lines_can_be_switched_off(pilot: Pilot, shell: Shell) -> None:
    made = scene(pilot)
    pilot.key(pygame.K_F4)
    page = pilot.scene(SettingsScene)
    shell.change(shell.settings.but(terms=False))
    pilot.key(pygame.K_ESCAPE)
    assert page is not pilot.app.scene
    pilot.frame()
    made.draw(pilot.app.window)
    assert made.unit.links == ()
    pilot.key(pygame.K_g, mod=CTRL)
    assert shell.glosses.shown is None


def test_terms_below_another_panel_or_a_page_are_not_there(pilot: Pilot, shell: Shell) -> None:
    made = scene(pilot)
    place = term(made.unit, "Suppression")
    over: Panel = made.top
    over.rect = made.unit.rect.copy()
    assert shell.glosses._at(made, place.center) is None
    made.help = 1
    assert list(shell.glosses.spots(made)) == []


# where tips lie

ROOM = pygame.Rect(0, 0, 1024, 640)
places = st.builds(
    pygame.Rect,
    st.integers(0, 1000),
    st.integers(0, 620),
    st.integers(4, 340),
    st.integers(4, 300),
)


@given(about=places, size=st.tuples(st.integers(20, 2000), st.integers(20, 2000)))
def test_a_tip_stays_in_the_window(about: pygame.Rect, size: At) -> None:
    assert ROOM.contains(place_tip(size, ROOM, about.clip(ROOM)))


@given(about=places, size=st.tuples(st.integers(20, 330), st.integers(20, 300)))
def test_a_tip_never_covers_what_it_speaks_of_where_there_is_room(about: pygame.Rect, size: At) -> None:
    about = about.clip(ROOM)
    room = max(about.left, ROOM.right - about.right) >= size[0] + 8
    room |= max(about.top, ROOM.bottom - about.bottom) >= size[1] + 8
    tip = place_tip(size, ROOM, about)
    assert not room or not tip.colliderect(about)


def test_a_tip_keeps_clear_of_others_as_far_as_it_can() -> None:
    about, card = pygame.Rect(500, 300, 60, 60), pygame.Rect(560, 0, 464, 640)
    tip = place_tip((200, 100), ROOM, about, (card,))
    assert not tip.colliderect(card)
    assert not tip.colliderect(about)
