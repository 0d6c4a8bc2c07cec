"""What shows that a step of the tutorial has been done, read off the scene that is on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.engine.orders import Dig, March

if TYPE_CHECKING:
    from game.ui.app import Scene
    from game.ui.scenes.film import Film
    from game.ui.scenes.plot import PlotScene


def _plot(scene: Scene) -> PlotScene | None:
    from game.ui.scenes.plot import PlotScene

    return scene if isinstance(scene, PlotScene) else None


def _film(scene: Scene) -> Film | None:
    from game.ui.scenes.film import Film

    return scene if isinstance(scene, Film) else None


def _selected(scene: Scene) -> bool:
    plot = _plot(scene)
    return plot is not None and bool(plot.play.orders_go_to())


def _pointed(scene: Scene) -> int:
    """The hex that is pointed at, counted from 1; 0 for none, and for where the chosen unit stands."""
    plot = _plot(scene)
    if plot is None or plot.table.hovered is None:
        return 0
    unit = plot.table.selected
    here = None if unit is None else plot.table.hex_of(unit)
    return 0 if plot.table.hovered == here else plot.table.hovered + 1


def _ordered(kind: type) -> Callable[[Scene], bool]:
    def sign(scene: Scene) -> bool:
        plot = _plot(scene)
        return plot is not None and any(isinstance(order, kind) for order in plot.session.plots)

    return sign


def _undone(scene: Scene) -> bool:
    plot = _plot(scene)
    return plot is not None and not plot.session.plots


def _aiming(scene: Scene) -> bool:
    plot = _plot(scene)
    return plot is not None and plot.controller.verb == "assault" and plot.table.hovered is not None


def _committed(scene: Scene) -> bool:
    from game.ui.scenes.resolving import Resolving

    return isinstance(scene, Resolving) or _film(scene) is not None or _next_turn(scene)


def _asked(scene: Scene) -> bool:
    film = _film(scene)
    return film is not None and film.asked is not None


def _next_turn(scene: Scene) -> bool:
    plot = _plot(scene)
    return plot is not None and plot.session.turn > 0


SIGNS: dict[str, Callable[[Scene], int]] = {
    "read": lambda _scene: False,
    "selected": _selected,
    "pointed": _pointed,
    "marching": _ordered(March),
    "undone": _undone,
    "aiming": _aiming,
    "digging": _ordered(Dig),
    "committed": _committed,
    "film": lambda scene: _film(scene) is not None,
    "asked": _asked,
    "next_turn": _next_turn,
}
"""By what a step waits for: 0 while it has not been done; another number than before once it has."""
