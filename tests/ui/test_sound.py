"""Sound: waves that are never clipped, films that are heard, curtains through which nothing is."""

from __future__ import annotations

import numpy as np
import pygame
import pytest
from film_field import fight

from game.ui import sound
from game.ui.scenes.curtain import Curtain
from game.ui.scenes.film import Film
from game.ui.scenes.menu import Menu
from game.ui.session import Session
from game.ui.sheetspec import spec_of
from game.ui.shell import Shell
from game.ui.sound import Sounds, sound_of
from game.ui.sound_waves import RATE, SOUNDS, noise, samples
from ui.pilot import Pilot, plain_terrain, ui
from ui.seats import ALONE, HOTSEAT, desk_of, session_of, sit


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_begins_and_ends_in_silence_and_is_never_clipped(name: str) -> None:
    wave = samples(name)
    assert wave.dtype == np.int16
    assert wave.ndim == 2
    assert np.array_equal(wave, samples(name))
    loudest = np.abs(wave.astype(np.int32)).max()
    assert 1000 < loudest < 32767
    assert np.abs(wave[-20:].astype(np.int32)).max() < loudest / 20
    assert 0.01 < len(wave) / RATE < 2.5


def test_noise_is_the_same_again_and_another_for_another_number() -> None:
    assert np.array_equal(noise(0.1, 3), noise(0.1, 3))
    assert not np.array_equal(noise(0.1, 3), noise(0.1, 4))
    assert abs(float(noise(1.0, 3).mean())) < 0.02


def film(pilot: Pilot, side: int | None = None) -> Film:
    world, game = fight()
    session = Session(world.start, game, ["greedy", "greedy"])
    scene = Film(ui(), plain_terrain(spec_of(world.start)), session, side, lambda: Menu(ui()))
    pilot.open(scene, (1280, 800))
    pilot.frame(0.0)
    return scene


def test_the_film_is_heard_and_only_what_it_shows(pilot: Pilot, shell: Shell) -> None:
    shown = film(pilot, 0)
    shown.player.speed = 4
    while shown.player.playing:
        pilot.frame(0.05)
    wanted = {sound_of(cue) for cue in shown.player.line.cues} - {""}
    assert wanted
    assert set(shell.sounds.played) == wanted


def test_a_film_at_rest_or_moved_by_hand_is_silent(pilot: Pilot, shell: Shell) -> None:
    film(pilot)
    pilot.key(pygame.K_END)
    pilot.key(pygame.K_HOME)
    pilot.key(pygame.K_PERIOD, pygame.K_PERIOD)
    assert not shell.sounds.played


def test_what_a_sound_tells_depends_on_nothing_that_is_hidden(pilot: Pilot) -> None:
    for cue in film(pilot).player.line.cues:
        assert (cue.kind in sound.HEARD or cue.kind == "fired") == bool(sound_of(cue))


def test_nothing_is_heard_before_a_curtain(
    pilot: Pilot, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[bool] = []
    monkeypatch.setattr(Sounds, "silence", lambda self: stopped.append(True))
    curtain = Curtain(desk_of(session_of(HOTSEAT)), 1)
    pilot.open(curtain, (1280, 800))
    pilot.frame()
    assert stopped
    pilot.click((3, 3))
    pilot.frame()
    assert not shell.sounds.played


def test_orders_are_pencilled_and_buttons_click(pilot: Pilot, shell: Shell) -> None:
    plot = sit(pilot, session_of(ALONE))
    pilot.frame()
    shell.sounds.played.clear()
    pilot.key(pygame.K_TAB, pygame.K_d)
    assert plot.session.plots
    assert shell.sounds.played == ["pencil"]
    pilot.click((3, 3))
    assert shell.sounds.played == ["pencil", "click"]


@pytest.mark.parametrize("changed", [{"muted": True}, {"volume": 0}])
def test_mute_and_volume_zero_are_silence(pilot: Pilot, shell: Shell, changed: dict[str, object]) -> None:
    shell.change(shell.settings.but(**changed))
    shell.sounds.play("gun")
    assert not shell.sounds.played


def test_the_key_mutes_and_is_remembered(pilot: Pilot, shell: Shell) -> None:
    pilot.open(Menu(shell.ui), (1280, 800))
    pilot.key(pygame.K_F8)
    assert shell.settings.muted
    assert Shell(shell.path).settings.muted


def test_without_a_device_there_is_silence_without_a_word(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def none(*_values: object) -> None:
        raise pygame.error("no device")

    monkeypatch.setattr(pygame.mixer, "init", none)
    monkeypatch.setattr(pygame.mixer, "get_init", lambda: None)
    sounds = Sounds(60, False)
    sounds.play("gun")
    sounds.play("shell")
    sounds.set(80, False)
    sounds.silence()
    assert not sounds.played
    assert capfd.readouterr() == ("", "")


def test_the_volume_reaches_the_device() -> None:
    sounds = Sounds(60, False)
    sounds.play("click")
    assert sounds._made is not None
    sounds.set(30, False)
    assert sounds._made["click"].get_volume() == pytest.approx(0.3, abs=0.02)
