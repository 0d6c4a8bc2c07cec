"""The sounds themselves: noise and tones shaped with numpy, the same everywhere and nobody's property."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from game.engine.dice import raw

RATE = 22_050
"""Samples in a second."""
LOUDEST = 0.85
"""Highest sample of every sound, of 1."""
Wave = NDArray[np.float64]


def noise(seconds: float, number: int) -> Wave:
    """White noise between -1 and 1; the same number gives the same noise."""
    bits = raw(np.array([1938, number], np.uint64), np.zeros(4, np.uint64), round(seconds * RATE))
    return np.asarray((bits >> np.uint64(40)).astype(np.float64) / 2**23 - 1)


def softened(wave: Wave, hertz: float) -> Wave:
    """A wave through a low-pass of one pole, by its spectrum."""
    parts = np.fft.rfft(wave)
    heard = np.fft.rfftfreq(wave.size, 1 / RATE)
    return np.asarray(np.fft.irfft(parts / (1 + 1j * heard / hertz), wave.size))


def fading(wave: Wave, rise: float, fall: float) -> Wave:
    """A wave that rises in `rise` seconds and dies away with the time constant `fall`; its end is silence."""
    time = np.arange(wave.size) / RATE
    shape = np.minimum(1.0, time / max(rise, 1 / RATE)) * np.exp(-time / fall)
    tail = np.minimum(1.0, np.arange(wave.size)[::-1] / (0.01 * RATE))
    return np.asarray(wave * shape * tail)


def tone(hertz: float, seconds: float, parts: tuple[float, ...]) -> Wave:
    """A note of a pitch with so much of each of its overtones."""
    time = np.arange(round(seconds * RATE)) / RATE
    waves = [share * np.sin(2 * np.pi * hertz * (n + 1) * time) for n, share in enumerate(parts)]
    return np.asarray(np.sum(waves, axis=0))


def laid(pieces: list[tuple[float, Wave]]) -> Wave:
    """Pieces laid over one another, each from its second on."""
    starts = [round(at * RATE) for at, _wave in pieces]
    whole = np.zeros(max(start + wave.size for start, (_at, wave) in zip(starts, pieces, strict=True)))
    for start, (_at, wave) in zip(starts, pieces, strict=True):
        whole[start : start + wave.size] += wave
    return whole


def _crack(number: int) -> Wave:
    sharp = noise(0.16, number)
    body = 0.5 * fading(softened(sharp, 500), 0.002, 0.05)
    return fading(sharp - softened(sharp, 900), 0.001, 0.022) + body


def rifles() -> Wave:
    """A ragged volley."""
    beats = (0.0, 0.07, 0.19, 0.26, 0.41, 0.45, 0.63)
    return laid([(at, _crack(n) * (1 - 0.09 * n)) for n, at in enumerate(beats)])


def machine_gun() -> Wave:
    """A burst of nine rounds at six hundred a minute."""
    return laid([(0.1 * n, _crack(20 + n) * (0.8 + 0.2 * (n % 2))) for n in range(9)])


def gun() -> Wave:
    """A field gun: a thump and its echo over the lake."""
    thump = fading(softened(noise(0.6, 40), 220), 0.003, 0.09)
    return laid([(0.0, thump), (0.34, 0.25 * softened(thump, 120))])


def shell() -> Wave:
    """A shell that bursts: a crack, then earth coming down."""
    crack, earth = fading(noise(0.25, 50), 0.001, 0.03), fading(softened(noise(1.2, 51), 340), 0.02, 0.28)
    return laid([(0.0, 0.5 * crack), (0.01, 2.4 * earth)])


def aircraft() -> Wave:
    """Engines that pass, two of them not quite in tune."""
    seconds = 1.8
    both = tone(87, seconds, (1, 0.6, 0.5, 0.3, 0.2)) + tone(91, seconds, (1, 0.5, 0.5, 0.2, 0.2))
    return np.asarray(softened(both, 700) * np.sin(np.pi * np.linspace(0, 1, both.size)) ** 2)


def bugle() -> Wave:
    """Three notes upward."""
    notes = ((0.0, 392.0, 0.16), (0.17, 523.25, 0.16), (0.34, 659.25, 0.45))
    brass = (1, 0.8, 0.6, 0.4, 0.25, 0.15)
    return laid([(at, fading(tone(hertz, long, brass), 0.02, 0.35)) for at, hertz, long in notes])


def click() -> Wave:
    """A button."""
    return fading(softened(noise(0.03, 60), 3000), 0.0005, 0.004)


def pencil() -> Wave:
    """A stroke of the pencil on the map: an order is written down."""
    stroke = noise(0.14, 61)
    return fading(softened(stroke - softened(stroke, 1500), 5000), 0.02, 0.05)


SOUNDS: dict[str, tuple[Callable[[], Wave], float]] = {
    "rifles": (rifles, 0.55),
    "machine_gun": (machine_gun, 0.6),
    "gun": (gun, 0.8),
    "shell": (shell, 1.0),
    "aircraft": (aircraft, 0.5),
    "bugle": (bugle, 0.35),
    "click": (click, 0.25),
    "pencil": (pencil, 0.3),
}
"""Every sound and how loud it is beside the others."""


def samples(name: str) -> NDArray[np.int16]:
    """A sound as samples int16[N, 2], both channels alike."""
    make, loud = SOUNDS[name]
    wave = make()
    scaled = np.rint(wave / np.abs(wave).max() * LOUDEST * loud * 32767).astype(np.int16)
    return np.ascontiguousarray(np.repeat(scaled[:, None], 2, axis=1))
