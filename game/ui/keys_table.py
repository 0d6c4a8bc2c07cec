"""Actions of the scenes with their keys and words, in the order in which help and settings show them."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

TABLE, PLOT, FILM, REVIEW, BEHIND = "table", "plot", "film", "review", "behind"
"""Scenes that have keys of their own: the open map table, plotting, the film, the review; and what is
behind every scene, the menu too."""
ALL = (TABLE, PLOT, FILM, REVIEW)
EVERY = (*ALL, BEHIND)
MAP = (TABLE, PLOT)
IN_GAME = (PLOT, FILM, REVIEW)


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does. `keys` without Ctrl unless `ctrl`; a fixed one has the same key for everybody."""

    id: str
    places: tuple[str, ...]
    keys: tuple[int, ...]
    words: str
    ctrl: bool = False
    fixed: bool = False

    @property
    def chords(self) -> tuple[tuple[int, bool], ...]:
        """Its keys, each with whether Ctrl is held."""
        return tuple((key, self.ctrl) for key in self.keys)


_PLUS = (pygame.K_PLUS, pygame.K_EQUALS, pygame.K_KP_PLUS)
_MINUS = (pygame.K_MINUS, pygame.K_KP_MINUS)
_ENTER = (pygame.K_RETURN, pygame.K_KP_ENTER)
_ARROWS = (pygame.K_LEFT, pygame.K_RIGHT, pygame.K_UP, pygame.K_DOWN)

EVERYWHERE = (
    Action("help", ALL, (pygame.K_F1,), "the keys of this scene; ? too"),
    Action("handbook", EVERY, (pygame.K_F2,), "the handbook"),
    Action("terms", EVERY, (pygame.K_g,), "what the next underlined word means", ctrl=True),
    Action("settings", EVERY, (pygame.K_F4,), "settings"),
    Action("mute", EVERY, (pygame.K_F8,), "sound on or off"),
    Action("full", EVERY, (pygame.K_F11,), "full screen or window"),
    Action("back", ALL, (pygame.K_ESCAPE,), "deselect, then close, then go back", fixed=True),
    Action("panels", ALL, (pygame.K_F6,), "from the map to the panels, with Shift back; arrows work there"),
    Action("zoom.in", ALL, _PLUS, "nearer; the wheel zooms at the pointer"),
    Action("zoom.out", ALL, _MINUS, "farther"),
    Action("larger", ALL, _PLUS, "larger interface", ctrl=True),
    Action("smaller", ALL, _MINUS, "smaller interface", ctrl=True),
    Action("zoom.reset", ALL, (pygame.K_1,), "the map in its usual size", ctrl=True),
    Action("plain", ALL, (pygame.K_0,), "interface in its usual size", ctrl=True),
    Action("style", ALL, (pygame.K_c,), "symbols or silhouettes"),
)
KEEPING = (
    Action("save", IN_GAME, (pygame.K_s,), "save a copy with a note", ctrl=True),
    Action("load", IN_GAME, (pygame.K_o,), "games, saves and copies of turns", ctrl=True),
    Action("bookmark", IN_GAME, (pygame.K_d,), "bookmark the line of the log, with a note", ctrl=True),
    Action(
        "bookmark.next", IN_GAME, (pygame.K_b,), "to the next bookmark, with Shift the one before", ctrl=True
    ),
)
TUTOR = (
    Action("tutor.back", EVERY, (pygame.K_F9,), "tutorial: the step before"),
    Action("tutor.next", EVERY, (pygame.K_F10,), "tutorial: the next step"),
    Action("tutor.close", EVERY, (pygame.K_F12,), "tutorial: leave it"),
)
ON_MAP = (
    Action("pan", (*MAP, FILM), _ARROWS, "move the map; dragging with the right button too", fixed=True),
    Action("next", MAP, (pygame.K_n, pygame.K_TAB), "next unit, with Shift the one before"),
    Action("center", MAP, (pygame.K_HOME,), "center on the selected unit"),
    Action("whole", ALL, (pygame.K_F5,), "the whole sheet"),
    Action("find", MAP, (pygame.K_SLASH,), "find a unit or leader"),
    Action("find.ctrl", MAP, (pygame.K_f,), "the same", ctrl=True),
    Action("grid", MAP, (pygame.K_g,), "grid and numbers"),
    Action("names", MAP, (pygame.K_l,), "names of places", ctrl=True),
    Action("objective", MAP, (pygame.K_j,), "to the next objective", ctrl=True),
    Action("counters", MAP, (pygame.K_h,), "hide or show the counters"),
    Action("observe", MAP, (pygame.K_l,), "what is seen from the unit or the hex below the pointer"),
    Action("words", (PLOT,), (pygame.K_t,), "hex and unit in words; then the arrows go from hex to hex"),
    Action("copy", (PLOT,), (pygame.K_c,), "copy these words", ctrl=True),
)
PLOTTING = (
    Action("commit", (PLOT,), _ENTER, "commit the turn", ctrl=True, fixed=True),
    Action("menu", (PLOT,), (pygame.K_PERIOD, pygame.K_MENU), "what can be done here: the menu of the hex"),
    Action(
        "stack", (PLOT,), (pygame.K_COMMA,), "the list of the stack, with the keyboard; from it, close it"
    ),
    Action(
        "compare", (PLOT,), (pygame.K_k,), "pin the unit, to compare it with others; again, close", ctrl=True
    ),
    Action("bookmark.all", (PLOT,), (pygame.K_m,), "the bookmarks of all turns", ctrl=True),
    Action("undo", (PLOT,), (pygame.K_u,), "undo"),
    Action("undo.ctrl", (PLOT,), (pygame.K_z,), "the same", ctrl=True),
    Action("redo", (PLOT,), (pygame.K_r,), "redo"),
    Action("redo.ctrl", (PLOT,), (pygame.K_y,), "the same", ctrl=True),
    Action(
        "done", (PLOT,), (pygame.K_SPACE,), "leave it without orders, on to the next; with Shift it holds"
    ),
    Action("dispatches", (PLOT,), (pygame.K_j,), "the dispatches of the last turn, and back"),
    Action("through", (PLOT,), (pygame.K_p,), "while a hex is wanted: the way leads through this one"),
    Action("formation", (PLOT,), (pygame.K_q,), "select its formation; again, the one above"),
    Action("withdraw", (PLOT,), (pygame.K_BACKSPACE, pygame.K_DELETE), "take back the unit's orders"),
)
ORDERS = (
    Action("order.march", (PLOT,), (pygame.K_m,), "order: march"),
    Action("order.assault", (PLOT,), (pygame.K_a,), "order: assault"),
    Action("order.withdraw", (PLOT,), (pygame.K_w,), "order: withdraw"),
    Action("order.defend", (PLOT,), (pygame.K_k,), "order: defend a place"),
    Action("order.hold", (PLOT,), (pygame.K_s,), "order: hold"),
    Action("order.dig", (PLOT,), (pygame.K_d,), "order: dig in"),
    Action("order.rest", (PLOT,), (pygame.K_z,), "order: rest and rally"),
    Action("order.fire", (PLOT,), (pygame.K_f,), "order: fire"),
    Action("order.bombard", (PLOT,), (pygame.K_b,), "order: bombard"),
    Action("order.fly", (PLOT,), (pygame.K_i,), "order: fly"),
    Action("order.work", (PLOT,), (pygame.K_e,), "order: engineers build"),
    Action("order.cross", (PLOT,), (pygame.K_x,), "order: cross the river"),
    Action("order.request", (PLOT,), (pygame.K_y,), "order: ask for aircraft"),
)
OVERLAYS = (
    Action("overlay.next", (PLOT,), (pygame.K_F7,), "next overlay, with Shift the one before"),
    Action("overlay.sight", (PLOT,), (pygame.K_1,), "line of sight"),
    Action("overlay.visible", (PLOT,), (pygame.K_2, pygame.K_v), "visible ground"),
    Action("overlay.ranges", (PLOT,), (pygame.K_3,), "ranges of weapons"),
    Action("overlay.danger", (PLOT,), (pygame.K_4,), "fire of the enemy"),
    Action("overlay.links", (PLOT,), (pygame.K_5,), "command"),
    Action("overlay.ammunition", (PLOT,), (pygame.K_6,), "ammunition"),
    Action("overlay.works", (PLOT,), (pygame.K_7,), "works and wire"),
    Action("overlay.elevation", (PLOT,), (pygame.K_8,), "elevation"),
    Action("overlay.control", (PLOT,), (pygame.K_9,), "who holds the ground"),
    Action("overlay.contacts", (PLOT,), (pygame.K_0,), "contacts by age"),
    Action("overlay.formation", (PLOT,), (pygame.K_o,), "the formation of the unit"),
    Action(
        "overlay.attention",
        (PLOT,),
        (pygame.K_n,),
        "who needs a look: no orders, held, in trouble",
        ctrl=True,
    ),
    Action("overlay.reach", (PLOT,), (pygame.K_v,), "where the enemy could come", ctrl=True),
)
IN_FILM = (
    Action("film.run", (FILM,), (pygame.K_SPACE,), "stop or go on"),
    Action("film.before", (FILM,), (pygame.K_COMMA,), "the event before"),
    Action("film.after", (FILM,), (pygame.K_PERIOD,), "the next event"),
    Action("film.pulse.before", (FILM,), (pygame.K_PAGEUP,), "the pulse before"),
    Action("film.pulse.after", (FILM,), (pygame.K_PAGEDOWN,), "the next pulse"),
    Action("film.first", (FILM,), (pygame.K_HOME,), "to the beginning"),
    Action("film.last", (FILM,), (pygame.K_END,), "to the end"),
    Action("film.slower", (FILM,), (pygame.K_LEFTBRACKET,), "slower"),
    Action("film.faster", (FILM,), (pygame.K_RIGHTBRACKET,), "faster"),
    Action(
        "film.rush", (FILM,), (pygame.K_LSHIFT, pygame.K_RSHIFT), "while held: as fast as can be", fixed=True
    ),
    Action("film.leave", (FILM,), _ENTER, "go on", fixed=True),
    Action("film.why", (FILM,), (pygame.K_w,), "why the last event came out so"),
    Action("film.follow", (FILM,), (pygame.K_f,), "the map follows the action"),
    Action("film.trails", (FILM,), (pygame.K_t,), "trails of those who went"),
    Action("film.rest", (FILM,), (pygame.K_r,), "results stay on the map at the end"),
)
IN_REVIEW = (
    Action("review.step", (REVIEW,), (pygame.K_LEFT, pygame.K_RIGHT), "turn before, next turn", fixed=True),
    Action("review.pan", (REVIEW,), _ARROWS, "move the map", ctrl=True, fixed=True),
    Action("review.first", (REVIEW,), (pygame.K_HOME,), "the first turn"),
    Action("review.last", (REVIEW,), (pygame.K_END,), "the last turn"),
    Action("review.play", (REVIEW,), (*_ENTER, pygame.K_SPACE), "the film of the turn", fixed=True),
    Action("review.believe", (REVIEW,), (pygame.K_b,), "as it was, or as a side believed it"),
    Action("review.thoughts", (REVIEW,), (pygame.K_t,), "what the staffs thought, beside what was true"),
    Action("review.copy", (REVIEW,), (pygame.K_c,), "copy these words", ctrl=True),
    Action("review.soviet", (REVIEW,), (pygame.K_1,), "take command of the USSR from here"),
    Action("review.japanese", (REVIEW,), (pygame.K_2,), "take command of Japan from here"),
)
ACTIONS: tuple[Action, ...] = (
    *EVERYWHERE,
    *KEEPING,
    *ON_MAP,
    *PLOTTING,
    *ORDERS,
    *OVERLAYS,
    *IN_FILM,
    *IN_REVIEW,
    *TUTOR,
)
POINTER: dict[str, tuple[tuple[str, str], ...]] = {
    TABLE: (
        ("click", "select a counter; again, the next in its stack"),
        ("right drag", "move the map; middle click centers"),
    ),
    PLOT: (
        ("click", "select; with Ctrl more, with Shift the stack"),
        ("right click", "the order that fits the place; with Shift, or held, the menu of the hex"),
        ("right drag", "move the map; middle click centers"),
        ("arrows", "while a hex is wanted: go to it, Enter gives the order"),
        ("Space, A", "in the list of the stack: check a unit, check all"),
        ("Shift click", "while a hex is wanted: the way leads through it"),
        ("Shift 1-7", "how far the unit comes in that many turns"),
        ("S, U, B", "in the log: one side, one unit, all bookmarks; Del takes one away"),
    ),
    FILM: (
        ("click", "a label or a line: why; a counter: choose the unit"),
        ("right drag", "move the map"),
        ("S, U, B", "in the log: one side, one unit, bookmarks; Del takes one away"),
    ),
    REVIEW: (
        ("click", "choose a unit; again, the next in its stack"),
        ("right drag", "move the map"),
        ("S, U, B", "in the log: one side, one unit, bookmarks; Del takes one away"),
    ),
}
"""What the pointer does, and keys that panels have for themselves: never another's."""
