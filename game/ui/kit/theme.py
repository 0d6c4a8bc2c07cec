"""Every color of the game: desk and panels, map inks, sides, states; standard and strong theme."""

from __future__ import annotations

from dataclasses import dataclass, replace

Rgb = tuple[int, int, int]


def rgb(code: str) -> Rgb:
    """A color from its hexadecimal form, `#A8382C`."""
    red, green, blue = bytes.fromhex(code.removeprefix("#"))
    return red, green, blue


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """A color on the way from one to the other: 0 the first, 1 the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def scaled(color: Rgb, factor: float) -> Rgb:
    """A color made lighter (above 1) or darker, never past white."""
    red, green, blue = (max(0, min(255, round(part * factor))) for part in color)
    return red, green, blue


def luminance(color: Rgb) -> float:
    """Relative luminance, 0 black to 1 white (WCAG 2.1, definition of relative luminance)."""
    parts = [part / 255 for part in color]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio of two colors, 1 to 21 (WCAG 2.1, success criterion 1.4.3)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@dataclass(frozen=True, slots=True)
class Side:
    """Colors of one army: counter body, its edge, a light tone for the log, letters, nation mark, map dot."""

    body: Rgb
    dark: Rgb
    light: Rgb
    ink: Rgb
    mark: Rgb
    rim: Rgb


SOVIET = Side(
    body=rgb("#A8382C"),
    dark=rgb("#621C16"),
    light=rgb("#E29684"),
    ink=rgb("#F6EDD6"),
    mark=rgb("#E4B54C"),
    rim=rgb("#621C16"),
)
JAPANESE = Side(
    body=rgb("#2D4870"),
    dark=rgb("#162640"),
    light=rgb("#96B2D6"),
    ink=rgb("#F6EDD6"),
    mark=rgb("#E2432F"),
    rim=rgb("#F6EDD6"),
)
ORANGE = Side(
    body=rgb("#9C3F00"),
    dark=rgb("#4C1D00"),
    light=rgb("#F2A261"),
    ink=rgb("#FFFFFF"),
    mark=rgb("#FFD98A"),
    rim=rgb("#FFFFFF"),
)
SKY = Side(
    body=rgb("#A6D3F2"),
    dark=rgb("#0B2F4F"),
    light=rgb("#A6D3F2"),
    ink=rgb("#0B2440"),
    mark=rgb("#0B4F8A"),
    rim=rgb("#FFFFFF"),
)
"""Orange and sky blue differ in hue for most color-blind eyes, and in lightness for every eye."""
STRAW = Side(
    body=rgb("#F0DE9E"),
    dark=rgb("#182442"),
    light=rgb("#F0DE9E"),
    ink=rgb("#182442"),
    mark=rgb("#B4231A"),
    rim=rgb("#FFFFFF"),
)


@dataclass(frozen=True, slots=True)
class MapInks:
    """Colors of the printed sheet."""

    paper_low: Rgb
    paper_middle: Rgb
    paper_high: Rgb
    contour: Rgb
    index_contour: Rgb
    water: Rgb
    deep_water: Rgb
    shore: Rgb
    marsh: Rgb
    marsh_ink: Rgb
    wood: Rgb
    tree: Rgb
    road_casing: Rgb
    road: Rgb
    border: Rgb
    ink: Rgb
    halo: Rgb
    shade: Rgb
    hex_line: Rgb
    reach: Rgb
    reach_edge: Rgb
    unseen: Rgb
    attack: Rgb


SHEET = MapInks(
    paper_low=rgb("#EEE7D0"),
    paper_middle=rgb("#E9DAB6"),
    paper_high=rgb("#D8BE92"),
    contour=rgb("#9E6B3E"),
    index_contour=rgb("#7E4E2A"),
    water=rgb("#BED6DB"),
    deep_water=rgb("#A0C2CD"),
    shore=rgb("#346A82"),
    marsh=rgb("#DDE4D0"),
    marsh_ink=rgb("#4D8399"),
    wood=rgb("#CBD4A8"),
    tree=rgb("#607842"),
    road_casing=rgb("#5C4634"),
    road=rgb("#F6E4B4"),
    border=rgb("#7A2452"),
    ink=rgb("#2B251E"),
    halo=rgb("#F4ECD6"),
    shade=rgb("#5C5462"),
    hex_line=rgb("#463422"),
    reach=rgb("#1A7A70"),
    reach_edge=rgb("#0C5C56"),
    unseen=rgb("#3A2E48"),
    attack=rgb("#C42C1E"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Theme:
    """All colors at once. Themes are compared by identity, so that they are cheap cache keys."""

    name: str
    # desk and panels
    bar: Rgb
    panel: Rgb
    card: Rgb
    pressed: Rgb
    chosen: Rgb
    line: Rgb
    text: Rgb
    muted: Rgb
    dim: Rgb
    brass: Rgb
    ink_on_brass: Rgb
    # messages and states
    good: Rgb
    warn: Rgb
    bad: Rgb
    selection: Rgb
    target: Rgb
    trench: Rgb
    trench_edge: Rgb
    outcomes: tuple[Rgb, ...]
    # symbols
    ivory: Rgb
    symbol_ink: Rgb
    soviet: Side
    japanese: Side
    map: MapInks

    @property
    def strong(self) -> bool:
        """Whether it is a theme of strong contrast."""
        return self.bar == HIGH_CONTRAST.bar

    def side(self, name: str) -> Side:
        """Colors of an army by name; ValueError for a third one."""
        if name == "soviet":
            return self.soviet
        if name == "japanese":
            return self.japanese
        raise ValueError(f"there is no side '{name}'; known are soviet, japanese")


STANDARD = Theme(
    name="standard",
    bar=rgb("#20211F"),
    panel=rgb("#272825"),
    card=rgb("#343530"),
    pressed=rgb("#4E4324"),
    chosen=rgb("#4A3A1C"),
    line=rgb("#4A4940"),
    text=rgb("#ECE4D0"),
    muted=rgb("#A8A08D"),
    dim=rgb("#767165"),
    brass=rgb("#CDA454"),
    ink_on_brass=rgb("#2A2113"),
    good=rgb("#68B6B8"),
    warn=rgb("#E2A848"),
    bad=rgb("#E47A62"),
    selection=rgb("#FFC83D"),
    target=rgb("#E0382A"),
    trench=rgb("#CDA454"),
    trench_edge=rgb("#4A3410"),
    outcomes=(rgb("#80342A"), rgb("#8A6636"), rgb("#467476"), rgb("#286066")),
    ivory=rgb("#F6EDD6"),
    symbol_ink=rgb("#221C16"),
    soviet=SOVIET,
    japanese=JAPANESE,
    map=SHEET,
)
HIGH_CONTRAST = replace(
    STANDARD,
    name="high-contrast",
    bar=rgb("#000000"),
    panel=rgb("#0C0C0B"),
    card=rgb("#1C1C1A"),
    pressed=rgb("#5A4A12"),
    chosen=rgb("#5A4200"),
    line=rgb("#8C8A7C"),
    text=rgb("#FFFFFF"),
    muted=rgb("#D6D0BE"),
    dim=rgb("#A8A28F"),
    brass=rgb("#FFCC5C"),
    ink_on_brass=rgb("#000000"),
    good=rgb("#7FDFE2"),
    warn=rgb("#FFC252"),
    bad=rgb("#FF9C86"),
    selection=rgb("#FFD84A"),
    target=rgb("#FF3B2A"),
    ivory=rgb("#FFFFFF"),
    symbol_ink=rgb("#000000"),
    japanese=STRAW,
)
_SAFE = {
    base.name: replace(base, name=f"{base.name}, safe sides", soviet=ORANGE, japanese=SKY)
    for base in (STANDARD, HIGH_CONTRAST)
}


def theme_of(*, contrast: bool = False, safe_sides: bool = False) -> Theme:
    """The theme of two choices: strong contrast, and sides in colors for every eye. One object for each."""
    base = HIGH_CONTRAST if contrast else STANDARD
    return _SAFE[base.name] if safe_sides else base


THEMES: dict[str, Theme] = {theme.name: theme for theme in (STANDARD, HIGH_CONTRAST)}
