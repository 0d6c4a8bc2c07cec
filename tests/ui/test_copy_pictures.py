"""The small pictures of copies: they show what a player knows, and nobody what he must not."""

from __future__ import annotations

import numpy as np
import pytest

from game.engine.state import State
from game.store.record import load_record
from game.ui import copies
from game.ui.scenes.load import Load
from game.ui.snapshot import SIZE, picture_of, read_picture
from ui.copying import SHEET, kept, read, save, shown, started
from ui.pilot import Pilot, ui
from ui.seats import ALONE, HOTSEAT, changed, session_of, sit

pytestmark = pytest.mark.usefixtures("quick")


class TestPictures:
    """Whoever may see the list may see every picture in it."""

    def test_two_battles_that_differ_in_hidden_things_alone_have_the_same_picture(self) -> None:
        session = session_of(ALONE)
        cadre, own = session.game.setting.cadre, session.view()
        hidden = np.flatnonzero(
            (cadre.side == 1) & (own.contacts.hex < 0) & (session.game.state.forces.hex[0] >= 0)
        )
        assert len(hidden)

        def away(state: State) -> None:
            state.forces.hex[0, hidden] = 5

        assert picture_of(changed(session, away), SHEET) == picture_of(session, SHEET)

    def test_it_shows_where_the_own_troops_are(self) -> None:
        session = session_of(ALONE)
        mine = np.flatnonzero(session.view().own)

        def away(state: State) -> None:
            state.forces.hex[0, mine[0]] += 2

        assert picture_of(changed(session, away), SHEET) != picture_of(session, SHEET)
        picture = read_picture(picture_of(session, SHEET))
        assert picture is not None
        assert picture.get_size() == SIZE

    def test_a_game_of_two_players_has_none(self, pilot: Pilot, monkeypatch: pytest.MonkeyPatch) -> None:
        session = started(HOTSEAT)
        sit(pilot, session)
        save(pilot, "mine")
        session.close()
        cards = [load_record(path).card for path in (*kept("saves"), *kept("turns"))]
        assert [card.picture for card in cards if card] == [b"", b""]
        pilot.open(Load(ui()))
        read(pilot)
        assert "two players" in shown(pilot, monkeypatch)

    def test_one_that_a_file_brings_for_two_players_is_not_shown(self, pilot: Pilot) -> None:
        alone, two = session_of(ALONE), started(HOTSEAT)
        copies.save(two, "", 0, picture_of(alone, SHEET))
        two.close()
        pilot.open(Load(ui()))
        scene = read(pilot)
        label = scene.told[kept("saves")[0]]
        assert label.shut

    def test_what_is_no_small_picture_is_none(self) -> None:
        good = picture_of(session_of(ALONE), SHEET)
        assert read_picture(good) is not None
        for data in (b"", good[:40], b"GIF89a" + good[6:], good[:16] + b"\0\0\xff\xff" + good[20:]):
            assert read_picture(data) is None
