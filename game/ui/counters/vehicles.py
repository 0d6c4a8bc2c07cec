"""Silhouettes of tanks, cars, trains and boats; a 60 x 34 box, facing right."""

from __future__ import annotations

from game.ui.counters.guns import barrel, cradle
from game.ui.counters.strokes import disc, gap, line, seam, solid, track, turned, tyre

_HULL = "M4 20.6L7 16.4H19L20.4 15H44L52.4 17.6 56.4 20.6V23H4z"
_TURRET = "M22.6 15.4L23.4 7.6C23.4 6.4 24.2 5.8 25.4 5.8H37C38.4 5.8 39 6.4 39.2 7.6L40.4 15.4z"
_CHASSIS = solid(_HULL) + track(3, 57, 22.2, 10.8, 7)
_COUPOLA = solid("M25.6 3.6H32V6.4H25.6z")
_FLAME = (
    "M50.6 12.6C53.2 9.4 54.6 9.6 56.2 6 57 8.4 56.8 9.4 56.4 10.6 57.8 9.8 58.8 9 59.4 7.6"
    " 60.2 12 58.6 15.6 55.4 16 53 16.2 51.4 15 50.6 12.6z"
)
_SAIL = solid(
    "M3 27.4H7.4L9.6 31.4 6.6 31.4zM2 23.4H57.6C56.4 27 54 29.6 50.4 31.4H9C5 29.4 2.8 26.6 2 23.4z"
)


VEHICLES: dict[str, str] = {
    "tank": (
        _CHASSIS
        + solid(_TURRET)
        + _COUPOLA
        + seam("M21 15.8H43", 0.8)
        + solid("M39 8.4H43V12.6H39zM42 9.3H58.4V11.5H42z")
    ),
    "flame_tank": (
        _CHASSIS
        + solid(_TURRET)
        + seam("M21 15.8H43", 0.8)
        + solid("M39 8.6H42.4V13H39zM42 9.8H50.6V11.8H42zM4.6 9.6H17.6V16.8H4.6z")
        + seam("M11 9V16.4", 0.8)
        + solid(_FLAME)
    ),
    "bridge_tank": (
        _CHASSIS
        + line("M15.4 17L20 8.6M38 16L33.4 8.6", 1.8)
        + line("M2 4.2H58V9.6H2z", 1.5)
        + line("M2 9.6L9 4.2 16 9.6 23 4.2 30 9.6 37 4.2 44 9.6 51 4.2 58 9.6", 1.2)
    ),
    "self_propelled_gun": (
        _CHASSIS
        + turned(barrel(27, 4) + cradle(27, 4), -14, 24, 10.4)
        + solid("M26 15.6L28.4 3.6 32 4.4 34 15.6zM10 12.6H19V16.6H10z")
        + seam("M21 15.8H43", 0.8)
    ),
    "armored_car": (
        solid("M3 24.4L5 17.4H12L15.4 12.4H38L42.4 17.2 54 18.4C56.4 18.8 57.4 20 57.4 22V25.4H3z")
        + gap("M35 14.6H37.4L39.6 17.2H35z")
        + solid("M18.4 13L19.4 5.8H30.6L32 13z")
        + solid("M31 7.6H47V9.8H31z")
        + seam("M17 12.7H34", 0.8)
        + tyre(10.4, 27.2, 5.2)
        + tyre(22.4, 27.2, 5.2)
        + tyre(48, 27.2, 5.2)
    ),
    "armored_train": (
        solid("M1.4 12.6H58.6V25H1.4z")
        + seam("M30 12V25.4", 1.6)
        + seam("M2 21.4H58", 0.8)
        + gap("M5 15.6H8V18H5zM21.6 15.6H24.6V18H21.6zM35.4 15.6H38.4V18H35.4zM52 15.6H55V18H52z")
        + solid("M9 12.8V8.2C9 6.4 10 5.6 11.6 5.6H17.4C19 5.6 20 6.4 20 8.2V12.8z")
        + solid("M19.6 7.6H30V9.6H19.6z")
        + solid("M40 12.8V8.2C40 6.4 41 5.6 42.6 5.6H48.4C50 5.6 51 6.4 51 8.2V12.8z")
        + solid("M50.6 7.6H60V9.6H50.6z")
        + disc(7, 27.6, 3)
        + disc(14.4, 27.6, 3)
        + disc(21.8, 27.6, 3)
        + disc(38.2, 27.6, 3)
        + disc(45.6, 27.6, 3)
        + disc(53, 27.6, 3)
        + line("M0 32.4H60", 1.8)
    ),
    "patrol_boat": (
        solid("M2 21.4H40L58.6 19.2C57 24.6 53.6 28.4 49.4 30.4H8.4C5 28.4 3 25.4 2 21.4z")
        + solid("M16 21.8V14.6H21V10.4H31.4L33 14.6H36V21.8z")
        + gap("M23 12.2H29.8L30.8 14.6H23z")
        + line("M26 10.8V1.4M22 5.4H30", 1.3)
        + solid("M25.4 .8L16.6 3 25.4 5.2z")
        + solid("M43 21.4V17.4H47.6V20.8z")
        + line("M46 18.2L55.4 15.6", 1.6)
        + line("M7 21V16.4M11 21V17.6", 1.6)
        + line("M1 33Q5 30.8 9 33T17 33T25 33T33 33T41 33T49 33T57 33", 1.4)
    ),
}
"""Profiles of vehicles, trains and boats."""
