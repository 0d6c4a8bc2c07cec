"""What stands beside the map: title, scale bar, the meaning of every sign, what is measured."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.i18n import text as _
from game.ui.kit import fonts
from game.ui.kit.theme import SHEET, Rgb
from game.ui.sheet.samples import SAMPLES, Bench
from game.ui.sheet.style import PX_PER_M_ONE, SECOND, Scale

ROW, SAMPLE_WIDTH, SAMPLE_HEIGHT = 33, 62, 26


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of paper to write on; `unit` is the size of one point of the design in pixels."""

    surface: pygame.Surface
    unit: float

    def px(self, size: float) -> int:
        """Pixels of a size of the design."""
        return max(1, round(size * self.unit))

    def write(
        self,
        text: str,
        at: tuple[float, float],
        role: str = "serif",
        size: float = 15,
        color: Rgb = SHEET.ink,
        align: float = 0.0,
        spacing: float = 0.0,
    ) -> int:
        """One line at a place in pixels; gives the y below it."""
        picture = fonts.render(text, role, size * self.unit, color, spacing=spacing * self.unit)
        self.surface.blit(picture, (round(at[0] - align * picture.get_width()), round(at[1])))
        return round(at[1]) + picture.get_height()

    def prose(self, text: str, rect: pygame.Rect, role: str, size: float, color: Rgb) -> int:
        """A paragraph broken into lines that fit a rectangle; gives the y below it."""
        y, line = rect.top, ""
        for word in [*text.split(), ""]:
            longer = f"{line} {word}".strip()
            too_long = fonts.measure(longer, role, size * self.unit)[0] > rect.width
            if line and (too_long or not word):
                y = self.write(line, (rect.left, y), role, size, color)
                longer = word
            line = longer
        return y


def legend_rows(contour_m: int) -> tuple[tuple[str, str], ...]:
    """Name of a sample and what it means, in the reader's language."""
    return (
        ("hill", _("Height in meters, position measured")),
        ("hill-reconstructed", _("Height, position reconstructed")),
        ("contours", _("Contours every {n} m, strong every 50 m", n=contour_m)),
        ("village", _("Village, position measured")),
        ("village-reconstructed", _("Village or post, position reconstructed")),
        ("station", _("Railway station")),
        ("marker", _("Border marker of 1886")),
        ("road", _("Road")),
        ("road-reconstructed", _("Road, course reconstructed")),
        ("track", _("Track")),
        ("railway", _("Railway")),
        ("border", _("Border; the band lies on the Soviet side")),
        ("border-1938", _("Another course of the border before 1991")),
        ("claim", _("Line claimed by Japan")),
        ("water", _("Lake or river")),
        ("marsh", _("Marsh or wet ground")),
        ("sand", _("Sand, shifting bars")),
        ("scrub", _("Scrub on slopes (after the relief)")),
    )


def notes() -> tuple[str, ...]:
    """What a careful reader must know about this sheet."""
    return (
        _("Names in italics: position reconstructed; a question mark: one candidate of several."),
        _("The lakes are true in place, area, length and width; their outlines follow the relief."),
        _("Spurs in the shading are brushwork; contours come from the height model alone."),
        _("Roads, tracks and the railway are drawn after texts and the lie of the ground."),
    )


def credits_of_map() -> tuple[str, ...]:
    """Whom the map owes its data to."""
    return (
        _("Heights: Viewfinder Panoramas, J. de Ferranti"),
        _("Border and river © OpenStreetMap contributors"),
        _("Coast: GSHHG"),
    )


def draw_title(page: Page, left: int, top: int, width: int, told: tuple[str, ...] = ()) -> int:
    """Title block with lines of what the sheet shows; gives the y below it."""
    size = 40.0
    title = _("Lake Khasan")
    while fonts.measure(title.upper(), "title", size * page.unit, spacing=3 * page.unit)[0] > width:
        size *= 0.92
    y = page.write(title.upper(), (left, top), "title", size, spacing=3)
    y = page.write(_("in the manner of a 1:25,000 sheet"), (left, y + page.px(2)), "serif-italic", 21, SECOND)
    for line in told or (_("The ground of July and August 1938"),):
        y = page.write(line, (left, y), "serif", 16, SECOND)
    return _rule(page, left, y + page.px(12), width)


def _rule(page: Page, left: int, y: int, width: int) -> int:
    """A thick and a thin rule."""
    pygame.draw.rect(page.surface, SHEET.ink, (left, y, width, page.px(3)))
    pygame.draw.rect(page.surface, SHEET.ink, (left, y + page.px(6), width, page.px(1)))
    return y + page.px(20)


def draw_scale_bar(page: Page, left: int, top: int, width: int, px_per_m: float) -> int:
    """A bar of black and white kilometers; gives the y below it."""
    most = width / px_per_m
    total = max((n for n in (500, 1000, 2000, 3000, 4000, 5000) if n <= most * 0.92), default=500)
    step = {500: 100, 1000: 250, 2000: 500}.get(total, 1000)
    high = page.px(7)
    y = top + page.px(22)
    for k, start in enumerate(range(0, total, step)):
        x0, x1 = (left + round(m * px_per_m) for m in (start, start + step))
        fill = SHEET.ink if k % 2 == 0 else SHEET.halo
        pygame.draw.rect(page.surface, fill, (x0, y, x1 - x0, high))
        page.write(str(start), (x0, top), "serif", 13, align=0.5 if start else 0.0)
    full = pygame.Rect(left, y, round(total * px_per_m), high)
    pygame.draw.rect(page.surface, SHEET.ink, full, page.px(1))
    page.write(_("{n} m", n=total), (full.right, top), "serif", 13, align=0.5)
    return y + high + page.px(16)


def draw_legend(page: Page, rect: pygame.Rect, unit_of_signs: float, contour_m: int) -> int:
    """Every sign with its meaning, in as many columns as fit the width; gives the y below it."""
    rows = legend_rows(contour_m)
    columns = 1 if rect.height >= page.px(ROW) * len(rows) else max(1, min(3, rect.width // page.px(330)))
    deep = -(-len(rows) // columns)
    step = min(page.px(ROW + 6), max(page.px(ROW), rect.height // deep))
    bench = Bench(Scale(PX_PER_M_ONE * unit_of_signs), page.px(SAMPLE_WIDTH), page.px(SAMPLE_HEIGHT))
    for k, (name, meaning) in enumerate(rows):
        column, row = divmod(k, deep)
        x = rect.left + column * (rect.width // columns)
        y = rect.top + row * step
        page.surface.blit(SAMPLES[name](bench), (x, y))
        frame = pygame.Rect(x, y, bench.width, bench.height)
        pygame.draw.rect(page.surface, SECOND, frame, page.px(1))
        room = rect.width // columns - bench.width - page.px(16)
        size = 15.0
        while size > 9 and fonts.measure(meaning, "serif", size * page.unit)[0] > room:
            size -= 0.5
        middle = y + (bench.height - fonts.line_height("serif", size * page.unit)) / 2
        page.write(meaning, (frame.right + page.px(11), middle), "serif", size)
    return rect.top + deep * step


def draw_notes(page: Page, rect: pygame.Rect) -> int:
    """Notes and credits in small type; gives the y below them."""
    y = rect.top
    for note in notes():
        room = pygame.Rect(rect.left, y, rect.width, 1)
        y = page.prose(note, room, "serif-italic", 13, SHEET.ink) + page.px(3)
    y += page.px(8)
    for credit in credits_of_map():
        y = page.write(credit, (rect.left, y), "serif", 12, SECOND)
    return y
