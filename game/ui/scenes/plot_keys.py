"""The page of keys of the plotting."""

from __future__ import annotations

PLOT_KEYS: tuple[tuple[str, str], ...] = (
    ("click", "select a counter; with Ctrl more of them, with Shift the whole stack"),
    ("Q", "the formation of the selected unit; again the one above it; in the tree the line"),
    ("Tab, N", "next own unit, with Shift the one before"),
    ("right click", "the order that fits the place: march, assault, fire, fly"),
    ("M A W X", "march, assault, withdraw, cross the river: then a hex"),
    ("K", "defend a place: units spread over it and dig in"),
    ("S D Z", "hold, dig in, rest"),
    ("F", "how to fire: a hex to fire at first, or F again for none"),
    ("B I E", "bombard, fly, engineers' work"),
    ("arrows, Enter", "while a hex is wanted: move the cursor, give the order; else move the map"),
    ("Shift click, P", "while a hex is wanted: the way leads through this one"),
    ("F6", "to the settings, the orders, the tree and so on; arrows change them"),
    ("Backspace", "withdraw the orders of the selected units"),
    ("U R", "undo, redo; Ctrl Z and Ctrl Y too"),
    ("J", "the dispatches of the last turn, and back"),
    ("Space", "this unit needs no order: go to the next without one"),
    ("Ctrl Enter", "commit the turn"),
    ("F7, 1-9", "overlays of the map; V the ground seen, L the line of sight"),
    ("G H C", "grid, counters, symbols or silhouettes"),
    ("wheel, + -", "zoom; F5 the whole sheet, Home the selected unit; right or middle drag moves"),
    ("Ctrl F, /", "find a unit or leader"),
    ("Esc", "leave off aiming, deselect, then back to the menu: the game is kept"),
)
