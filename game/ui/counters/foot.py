"""Silhouettes of arms that fight on foot or mounted, and of the services; a 60 x 34 box, facing right."""

from __future__ import annotations

from game.ui.counters.strokes import disc, gap, hole, line, moved, seam, solid, turned, tyre

_RIFLE = (
    solid(
        "M-29 .1C-27.5 -.9 -22 -1.6 -17.6 -1.8L-13.6 -2.2 -11.4 -1.5 8 -1.7 8.2 -1.3 20.5 -1.1 20.5 -1.9"
        " 21.4 -1.9 21.4 -1 30.4 -.75 30.4 -.45 21.4 0 8.4 .5 -1 1.2 -10.6 1.9"
        "C-14 2.4 -17 2 -19.4 2.9 -22.6 4.2 -26 5.2 -28.4 5.4z"
    )
    + line("M-12.6 1.9C-12.9 4.1 -9.4 4.3 -8.6 1.7", 0.9)
    + line("M-12 -2.2L-12.8 -4.2", 1.1, "round")
)
_SABRE = (
    solid("M-17 -1.2C-6 -2.4 12 -3 27 -7.6 15 -.4 0 1.6 -17 1.4z")
    + line("M-17.4 -3.4V3.2", 2)
    + line("M-17.8 3C-20 5.6 -25 5.4 -27.4 1.6", 1.3)
    + solid("M-18 -1.2L-26.4 -1C-28.4 -1 -28.4 1.8 -26.6 2.2L-18 1.4z")
)
_SPADE = (
    solid("M-27 -1.1H7V1.1H-27z")
    + line("M-27.4 -3.4V3.4", 2.3, "round")
    + solid("M6 -2.2L9 -5.4H18C23 -4.4 27 -1.6 28.6 0 27 1.6 23 4.4 18 5.4H9L6 2.2z")
    + seam("M11 0H19", 1)
)
_PICK = (
    solid("M-28 -1.4L20 -1.2V1.2L-28 1.6C-29.6 1.4 -29.6 -1.2 -28 -1.4z")
    + solid("M18.4 -2H23.4V2H18.4z")
    + solid("M19 -1.4C18.6 -7.4 15.8 -11.4 11.6 -14.2 18.4 -12.8 22.4 -8.6 23.4 -1.4z")
    + solid("M19 1.4C18.6 7 16 11 12.8 14L15.4 15.2C20 12 22.8 7.6 23.4 1.4z")
)
_HELMET = solid("M-4.4 2.2C-4.8 -2.2 -2.6 -4.6 0 -4.6S4.8 -2.2 4.4 2.2L5.2 3H-5.2z")
_SOLDIER = _HELMET + solid("M-2.6 2.4H2.6V5C2.6 6 4.6 6.4 5.4 7.6V11H-5.4V7.6C-4.6 6.4 -2.6 6 -2.6 5z")
_LORRY_FRONT = solid(
    "M37 11H45.6C46.6 11 47 11.4 47.3 12.2L49 16.6 56.4 17.4C57.4 17.6 58 18.2 58 19.2V26.4H37z"
) + gap("M39.4 13H44.8L46.4 17.2H39.4z")
_LORRY_WHEELS = tyre(13, 27.6, 5.4) + tyre(49, 27.6, 5.4)

_CROSSED = turned(f'<g transform="scale(.95 .95)">{_RIFLE}</g>', -29, 30, 17.4)
_CROSSED += turned(f'<g transform="scale(-.95 .95)">{_RIFLE}</g>', 29, 30, 17.4)
_POST = (
    gap("M24.6 34V4L30 -.6 35.4 4V34z")
    + solid("M26 34V4.6L30 1 34 4.6V34z")
    + seam("M25 14.4L35 8.6M25 21.4L35 15.6M25 28.4L35 22.6", 2.5)
)

FOOT: dict[str, str] = {
    "infantry": _CROSSED,
    "machine_gun": (
        solid("M26 9.4H50.4C51.6 9.4 52.4 10.2 52.4 11.6V14.4C52.4 15.8 51.6 16.6 50.4 16.6H26z")
        + solid("M52 11.8H58.4V14.2H52z")
        + seam("M31 9V17M35.4 9V17M39.8 9V17M44.2 9V17M48.6 9V17", 0.8)
        + solid("M10.4 7.6H25V18.4H10.4z")
        + seam("M13 10.4H22.4M25.4 7V19", 1)
        + solid("M16 4.6H19.6V8H16z")
        + line("M10.8 9.2L6.4 8.8V17L10.8 16.6", 1.7)
        + solid("M20 18H28L30 22H18z")
        + line("M24 20.4L8.6 32M25 20.4L41 32M24.4 20.4L27 32.4", 2.3, "round")
        + line("M5.6 32.2H11M38.6 32.2H44M24.4 32.6H29.6", 1.8, "round")
    ),
    "border_guard": _CROSSED + _POST,
    "mortar": (
        turned(
            solid("M-17.6 -3.1H18.6V3.1H-17.6C-19.4 3.1 -20.4 1.6 -20.4 0S-19.4 -3.1 -17.6 -3.1z"),
            -58,
            25.4,
            17.6,
        )
        + turned(solid("M14.6 -3.9H17V3.9H14.6z"), -58, 25.4, 17.6)
        + line("M31.4 11L45 32M31.4 11L37.4 32.2", 2, "round")
        + line("M35.6 24.6L41.4 26.6", 1.5)
        + line("M27.4 12.8L32.6 14.4", 2.6)
        + solid("M5.6 31L10 29H21L24 33.4H4.6z")
        + turned(
            solid("M-5 -2.1C-2 -2.7 2 -2.4 5.2 0 2 2.4 -2 2.7 -5 2.1L-7.6 1.1V2.9H-10V-2.9H-7.6V-1.1z"),
            -58,
            51.6,
            9.4,
        )
    ),
    "at_rifle": (
        solid("M22 10.2H54V12.4H22z")
        + solid("M53 9.2H59.4V13.4H53z")
        + seam("M55.4 9V14M57.4 9V14", 0.7)
        + solid(
            "M12 8.8H31V14.2H22.4L21 20H17L17.8 14.2H14.4C11 14.6 8 16.6 4.6 18.6H2.2V11.6"
            "C5.6 10 8.6 9 12 8.8z"
        )
        + solid("M20.6 3.6H26V9.2H20.6z")
        + line("M27.4 8.8L29 6.4H35", 1.3)
        + line("M41 12L34.6 30.4M41 12L48.6 30.4", 1.8, "round")
        + line("M32.6 31H36.2M47 31H50.6", 1.6, "round")
        + line("M6 18L6.4 30.4M4.4 31H9", 1.5, "round")
    ),
    "cavalry": turned(_SABRE, -24, 31, 18.4)
    + turned(f'<g transform="scale(-1 1)">{_SABRE}</g>', 24, 29, 18.4),
    "motor_rifle": (
        moved(_SOLDIER, 8.6, 8, 0.9)
        + moved(_SOLDIER, 19.2, 8, 0.9)
        + moved(_SOLDIER, 29.8, 8, 0.9)
        + line("M14 19L16.6 1M24.6 19L27.2 1M35 19L37.2 2.4", 1.1)
        + gap("M2 15H38V17H2z")
        + solid("M3 16.4H36V26.4H3z")
        + seam("M3 20H36", 0.9)
        + _LORRY_FRONT
        + solid("M3 24.4H57V27H3z")
        + _LORRY_WHEELS
    ),
    "supply": (
        solid("M3 8.4C3 5.8 5 4.4 8 4.4H30.4C33.4 4.4 35.4 5.8 35.4 8.4V22H3z")
        + seam("M11 4V22M19.2 4V22M27.4 4V22", 1)
        + seam("M2 19.4H36", 0.9)
        + solid("M3 21H36V26.4H3z")
        + _LORRY_FRONT
        + solid("M3 24.4H57V27H3z")
        + _LORRY_WHEELS
    ),
    "reconnaissance": (
        solid(
            "M14.2 3.4H22.6L24 8 26 11.4V30C26 31.6 25 32.6 23.4 32.6H8"
            "C6.4 32.6 5.4 31.6 5.4 30 5.4 22 9.4 13 12.8 8z"
        )
        + solid(
            "M45.8 3.4H37.4L36 8 34 11.4V30C34 31.6 35 32.6 36.6 32.6H52"
            "C53.6 32.6 54.6 31.6 54.6 30 54.6 22 50.6 13 47.2 8z"
        )
        + solid("M25 10.4H35V14.2H25zM25 18.6H35V23.4H25z")
        + disc(30, 21, 3.1)
        + hole(30, 21, 1.1)
        + seam("M11.8 9.4H25.4M48.2 9.4H34.6", 1.1)
        + seam("M6.4 27.6H26M53.6 27.6H34", 1.1)
    ),
    "engineers": (
        turned(f'<g transform="scale(-.84 .84)">{_PICK}</g>', 33, 31, 19)
        + turned(f'<g transform="scale(.96 .96)">{_SPADE}</g>', -31, 29.6, 17.4)
    ),
    "headquarters": (
        solid("M13 1.6H15.6V33.6H13z")
        + disc(14.3, 1.8, 2)
        + solid(
            "M15.6 4C22 1.6 27 3 32.4 5.2S44 8.4 50.6 5L46.6 13.4 50.6 22C44 25.4 38 24.2 32.4 22"
            "S22 18.8 15.6 21.2z"
        )
        + gap(
            "M31.4 7.4L33.3 11.6 37.9 12 34.4 15 35.5 19.4 31.6 17.1 27.7 19.5 28.7 15.1 25.2 12.1 29.7 11.7z"
        )
        + line("M8.6 33H20", 2)
    ),
    "unknown": (
        line("M21.4 11C21.4 5.4 25 2.8 30 2.8S38.8 5.8 38.8 10.6C38.8 17 30 16.6 30 23.4", 4.6)
        + disc(30, 30, 3)
    ),
}
"""Profiles of arms on foot or mounted, and of the services."""
