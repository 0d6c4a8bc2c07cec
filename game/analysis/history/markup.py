"""Markup for the report: elements as text, everything in them escaped; well-formed as XML too."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

VOID = ("meta", "path", "line", "rect", "circle", "polygon", "polyline", "br")
Point = tuple[float, float]


class Raw(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, /, *inside: str, **marks: object) -> Raw:
    """An element; `class_` is its class, other underscores are hyphens, marks that are None are left out."""
    head = name + "".join(f' {_key(k)}="{escape(str(v))}"' for k, v in marks.items() if v is not None)
    if name in VOID and not inside:
        return Raw(f"<{head}/>")
    return Raw(f"<{head}>{join(inside)}</{name}>")


def join(parts: Iterable[str]) -> Raw:
    """Elements and plain words one after another."""
    return Raw("".join(part if isinstance(part, Raw) else escape(part, quote=False) for part in parts))


def table(head: Iterable[str], rows: Iterable[Iterable[str]], numbers: Iterable[int] = ()) -> Raw:
    """A table; `numbers` are columns that stand right."""
    right = set(numbers)

    def cells(kind: str, row: Iterable[str]) -> Raw:
        marked = [tag(kind, cell, class_="n" if n in right else None) for n, cell in enumerate(row)]
        return tag("tr", *marked)

    body = tag("tbody", *(cells("td", row) for row in rows))
    return tag("div", tag("table", tag("thead", cells("th", head)), body), class_="wide")


def svg(width: float, height: float, *inside: str, label: str, class_: str = "") -> Raw:
    """A drawing that scales with the page; `label` says to a reader of the page what it shows."""
    box = f"0 0 {width:g} {height:g}"
    mark = {"role": "img", "aria_label": label, "class_": class_ or None}
    space = {"xmlns": "http://www.w3.org/2000/svg", "viewBox": box, "width": f"{width:g}"}
    return tag("svg", *inside, **space, height=f"{height:g}", **mark)


def path_of(points: Iterable[Point], closed: bool = False) -> str:
    """The way of a line through points."""
    steps = [f"{x:.0f},{y:.0f}" if abs(x) > 999 else f"{x:.1f},{y:.1f}" for x, y in points]
    return "M" + "L".join(steps) + ("Z" if closed else "")


def _key(name: str) -> str:
    return name.rstrip("_").replace("_", "-")
