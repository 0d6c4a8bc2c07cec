"""The small picture of a copy: where the troops stand that the player knows of; and reading one again."""

from __future__ import annotations

from io import BytesIO

import pygame

from game.ui.camera import SHEET_M
from game.ui.kit.theme import STANDARD
from game.ui.playtable import PlayTable
from game.ui.session import Session

SIZE = (240, 204)
DOT = 3
EDGE_M = 900
"""Ground in meters that is shown around the outermost troops."""
_HEAD = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
_MOST = 512
"""Pixels to a side, in a picture that a file may bring."""


def public(session: Session, umpire: bool = False) -> bool:
    """Whether everybody who sees the list of copies may see what the one before the screen sees.

    The list lies open to both players of a machine, and an umpire looks at what a player must not know.
    """
    if session.game.over or not session.humans:
        return True
    return len(session.humans) == 1 and not umpire


def picture_of(session: Session, sheet: pygame.Surface, umpire: bool = False) -> bytes:
    """A picture of the situation as the side before the screen knows it; empty where not all may see that.

    `sheet` is the whole sheet, small; with `umpire` he looks on who sees everything.
    """
    if not public(session, umpire):
        return b""
    table = PlayTable(session.start, session, whole=session.start)
    table.follow()
    frame = _frame([table.centers[hex_] for hex_ in (*table.stacks, *table.objectives)])
    picture = _part(sheet, frame)
    _dots(picture, table, frame)
    kept = BytesIO()
    pygame.image.save(picture, kept, "picture.png")
    return kept.getvalue()


def read_picture(data: bytes) -> pygame.Surface | None:
    """A picture from a file; None for none, and for what is no PNG of a modest size."""
    wide, high = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    if not data.startswith(_HEAD) or not (0 < wide <= _MOST and 0 < high <= _MOST):
        return None
    try:
        return pygame.image.load(BytesIO(data), "picture.png")
    except pygame.error:
        return None


def _frame(spots: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Left, top, width and height in meters around some places, in the shape of the picture."""
    if not spots:
        return 0.0, 0.0, *SHEET_M
    xs, ys = [x for x, _y in spots], [y for _x, y in spots]
    wide, high = (max(axis) - min(axis) + 2 * EDGE_M for axis in (xs, ys))
    share = SIZE[0] / SIZE[1]
    wide = min(max(wide, high * share), SHEET_M[0], SHEET_M[1] * share)
    high = wide / share
    left = (max(xs) + min(xs) - wide) / 2
    top = (max(ys) + min(ys) - high) / 2
    return min(max(left, 0), SHEET_M[0] - wide), min(max(top, 0), SHEET_M[1] - high), wide, high


def _part(sheet: pygame.Surface, frame: tuple[float, float, float, float]) -> pygame.Surface:
    """A part of the sheet in the size of the picture."""
    scale = sheet.get_width() / SHEET_M[0], sheet.get_height() / SHEET_M[1]
    rect = pygame.Rect(*(round(value * scale[i % 2]) for i, value in enumerate(frame)))
    part = pygame.Surface(SIZE)
    inside = sheet.subsurface(rect.clip(sheet.get_rect())).convert(24)
    part.blit(pygame.transform.smoothscale(inside, SIZE), (0, 0))
    return part


def _dots(picture: pygame.Surface, table: PlayTable, frame: tuple[float, float, float, float]) -> None:
    """Square Soviet and round Japanese dots, rings about what is played for."""
    scale, theme = SIZE[0] / frame[2], STANDARD

    def at(hex_: int) -> tuple[int, int]:
        x, y = table.centers[hex_]
        return round((x - frame[0]) * scale), round((y - frame[1]) * scale)

    for hex_ in table.objectives:
        pygame.draw.circle(picture, theme.trench_edge, at(hex_), DOT + 4, 3)
        pygame.draw.circle(picture, theme.selection, at(hex_), DOT + 3, 1)
    for hex_, rows in table.stacks.items():
        x, y = at(hex_)
        if table.counters[rows[0]].side == "soviet":
            box = (x - DOT, y - DOT, 2 * DOT, 2 * DOT)
            pygame.draw.rect(picture, theme.soviet.body, box)
            pygame.draw.rect(picture, theme.soviet.dark, box, 1)
        else:
            pygame.draw.circle(picture, theme.japanese.body, (x, y), DOT)
            pygame.draw.circle(picture, theme.japanese.dark, (x, y), DOT, 1)
