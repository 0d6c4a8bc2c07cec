"""The unit card: counter, names, what it has, where it stands or when it comes, and how firm all that is."""

from __future__ import annotations

from collections.abc import Hashable

import pygame

from game.i18n import text as _
from game.scenario.models.common import MARK_WORDS
from game.scenario.models.oob import Formation
from game.scenario.roster import AIRCRAFT, FIELD_GUNS, TANKS, Counter
from game.ui import keys
from game.ui.counters.counter import render_counter
from game.ui.faces import face_of
from game.ui.kit.draw import Ui
from game.ui.kit.links import LinkPanel
from game.ui.kit.theme import Rgb
from game.ui.kit.widgets import Scroll
from game.ui.panels.state import contact_lines, state_bars, state_lines
from game.ui.playtable import PlayTable
from game.ui.table import Table

LONGEST = 1100
"""Height in dp that no card reaches."""
GRADES = {"a": "A", "a_minus": "A-", "b_plus": "B+", "b": "B", "b_minus": "B-", "c_plus": "C+", "c": "C"}
STATS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("HMG", ("hmg",)),
    ("LMG", ("lmg",)),
    ("Guns", (*FIELD_GUNS, "mortar", "anti_aircraft")),
    ("AT guns", ("anti_tank_gun", "anti_tank_rifle")),
    ("Armor", (*TANKS, "armored_car", "armored_train")),
)


class UnitCard(LinkPanel):
    """Everything known of the selected unit."""

    def __init__(self, ui: Ui, table: Table) -> None:
        super().__init__(ui)
        self.table = table
        self.scroll = Scroll()
        self._shown: int | None = None

    def key(self) -> Hashable:
        """The selected unit, the style of counters and how far the card is scrolled."""
        table, plots = self.table, () if self.table.session is None else self.table.session.plots
        look = (table.style, table.language, self.scroll.offset, keys.cap("next"))
        return (table.selected, look, table.version, plots)

    def handle(self, event: pygame.Event) -> bool:
        """The wheel scrolls a card that is longer than its place."""
        taken = super().handle(event)
        if event.type == pygame.MOUSEWHEEL and taken:
            self.scroll.move(-event.y * self.ui.dp(44))
        return taken

    def scrolled(self) -> int:
        """How far the card is scrolled."""
        return self.scroll.offset

    def paint(self, target: pygame.Surface) -> None:
        """Paint the card, or how to get one."""
        ui, theme = self.ui, self.ui.theme
        target.fill(theme.panel)
        pad = ui.dp(12)
        row = self.table.selected
        if row is None:
            y = ui.heading(target, _("Unit"), (pad, ui.dp(10)), self.rect.width - 2 * pad)
            box = pygame.Rect(pad, y, self.rect.width - 2 * pad, max(0, self.rect.height - y))
            hint = _(
                "Click a counter on the map or a line of the order of battle. {key} goes from unit to unit.",
                key=keys.cap("next"),
            )
            ui.prose(target, hint, box, "body", 15, theme.muted)
            return
        if row != self._shown:
            self._shown, self.scroll.offset = row, 0
        longest = round(self.ui.dp(LONGEST) * max(1.0, self.ui.text_scale**2))
        card = pygame.Surface((self.rect.width, longest))
        card.fill(theme.panel)
        bottom = self._card(card, self.table.counters[row], pad)
        self.scroll.measure(bottom, self.rect.height)
        target.blit(card, (0, -self.scroll.offset))
        self.scroll.draw(target, ui, target.get_rect())

    def _card(self, target: pygame.Surface, counter: Counter, pad: int) -> int:
        """Paint the whole card; gives the y of its end."""
        y = self._head(target, counter, pad)
        y = self._stats(target, counter, pad, y)
        y = self._bars(target, counter, pad, y)
        return self._lines(target, counter, pad, y)

    def _head(self, target: pygame.Surface, counter: Counter, pad: int) -> int:
        ui, theme = self.ui, self.ui.theme
        tops, high = self._head_lines()
        card = pygame.Rect(pad, pad, self.rect.width - 2 * pad, high)
        ui.box(target, card, theme.card, theme.line)
        face = face_of(counter, self.table.start.roster.classes)
        picture = render_counter(face, ui.dp(92), self.table.style, theme)
        target.blit(picture, picture.get_rect(center=(card.left + ui.dp(56), card.centery)))
        x, room = card.left + ui.dp(112), card.width - ui.dp(120)
        first, second = _titles(counter.name.en)
        ui.text(target, first, (x, card.top + tops[0]), "title", 19, theme.text, width=room)
        ui.text(target, second, (x, card.top + tops[1]), "body", 15, theme.text, width=room)
        native = counter.name.get(self.table.language if counter.side == "soviet" else "ja")
        if native != counter.name.en:
            ui.text(target, native, (x, card.top + tops[2]), "body-italic", 14, theme.muted, width=room)
        formations = self.table.start.roster.formations
        above = _above(counter, formations)
        ui.text(target, above, (x, card.top + tops[3]), "body", 14, theme.muted, width=room)
        self._chips(target, counter, (x, card.top + tops[4]), room)
        return card.bottom + ui.dp(8)

    def _head_lines(self) -> tuple[list[int], int]:
        """Heights in the head of its two lines of name, the native one, what is above, and the chips."""
        ui = self.ui
        steps = (("title", 19, 26), ("body", 15, 20), ("body-italic", 14, 19), ("body", 14, 21))
        tops = [ui.dp(7)]
        for role, size, step in steps:
            tops.append(tops[-1] + max(ui.dp(step), ui.line_height(role, size)))
        return tops, max(ui.dp(116), tops[-1] + ui.row(18, "narrow", 13) + ui.dp(5))

    def _chips(self, target: pygame.Surface, counter: Counter, at: tuple[int, int], room: int) -> None:
        ui, theme = self.ui, self.ui.theme
        live, row = self._live(), self.table.selected
        if live is not None and not live.mine(row):
            words = [(_("enemy, as reported"), theme.warn)]
        else:
            words = [(_("Quality {grade}", grade=GRADES[counter.quality]), theme.good)]
            words.append((_("on the map"), theme.good) if counter.hex else (_("to come"), theme.warn))
        if counter.optional:
            words.append((_("optional"), theme.warn))
        if counter.source.mark not in ("rec", "V"):
            words.append((counter.source.mark, theme.brass))
        x = at[0]
        for word, color in words:
            width = ui.width(word, "narrow", 13) + ui.dp(14)
            if x + width > at[0] + room:
                break
            chip = pygame.Rect(x, at[1], width, ui.row(18, "narrow", 13))
            ui.box(target, chip, theme.bar, theme.line, 9)
            ui.text(target, word, (chip.centerx, chip.top + ui.dp(1)), "narrow", 13, color, align=0.5)
            x = chip.right + ui.dp(5)

    def _stats(self, target: pygame.Surface, counter: Counter, pad: int, y: int) -> int:
        ui, theme = self.ui, self.ui.theme
        classes = self.table.start.roster.classes
        cells = [(_("Men"), counter.men)] + [
            (_(word), counter.count(classes, *kinds)) for word, kinds in STATS
        ]
        planes = counter.count(classes, *AIRCRAFT)
        if planes:
            cells[-1] = (_("Aircraft"), planes)
        gap = ui.dp(6)
        width, step = (self.rect.width - 2 * pad - 2 * gap) // 3, ui.row(40, "narrow-bold", 20) + gap
        for i, (word, number) in enumerate(cells):
            cell = pygame.Rect(pad + (i % 3) * (width + gap), y + (i // 3) * step, width, step - gap)
            ui.box(target, cell, theme.card, theme.line)
            top = cell.centery - ui.line_height("body", 14) // 2
            room = width - ui.dp(22) - max(ui.dp(24), ui.width(str(number), "narrow-bold", 20))
            ui.text(target, word, (cell.left + ui.dp(8), top), "body", 14, theme.muted, width=room)
            ink = theme.text if number else theme.dim
            top = cell.centery - ui.line_height("narrow-bold", 20) // 2
            ui.text(target, str(number), (cell.right - ui.dp(9), top), "narrow-bold", 20, ink, align=1.0)
        return y + 2 * step + ui.dp(4)

    def _live(self) -> PlayTable | None:
        """The table of a game in play."""
        return self.table if isinstance(self.table, PlayTable) else None

    def _bars(self, target: pygame.Surface, counter: Counter, pad: int, y: int) -> int:
        ui, theme, live, row = self.ui, self.ui.theme, self._live(), self.table.selected
        if live is not None and row is not None:
            for word, share, said, tone in state_bars(live, row) if live.mine(row) else ():
                self._bar(target, (word, share, said), (pad, y), getattr(theme, tone))
                y += ui.row(22, "body", 14)
            return y + ui.dp(6)
        full = max(1, counter.establishment)
        bars = (
            (_("Strength"), counter.men / full, f"{counter.men} / {counter.establishment}"),
            (_("Rest"), 1 - counter.fatigue, f"{round(100 * (1 - counter.fatigue))} %"),
            (_("Ammunition"), counter.ammunition, f"{counter.ammunition:.1f} u/f"),
            (_("Works"), counter.works / 4, _works(counter.works)),
        )
        for word, share, said in bars:
            good = (
                theme.good
                if share >= 0.66 or word == _("Works")
                else theme.warn
                if share >= 0.33
                else theme.bad
            )
            self._bar(target, (word, share, said), (pad, y), good)
            y += ui.row(22, "body", 14)
        return y + ui.dp(6)

    def _bar(
        self, target: pygame.Surface, told: tuple[str, float, str], at: tuple[int, int], ink: Rgb
    ) -> None:
        """Words, a bar and what it says."""
        ui, (word, share, said), (x, y) = self.ui, told, at
        left = max(ui.dp(92), ui.width(_("Ammunition"), "body", 14) + ui.dp(8))
        drawn = ui.text(target, word, (x, y), "body", 14, ui.theme.muted)
        room = self.rect.width - x - drawn.right - ui.dp(8)
        number = ui.fitted(said, "narrow-bold", 14, room)
        right = self.rect.width - x - max(ui.dp(98), ui.width(number, "narrow-bold", 14) + ui.dp(8))
        bar = pygame.Rect(x + left, y + drawn.height // 2 - ui.dp(4), right - x - left, ui.dp(8))
        if bar.width > ui.dp(8):
            ui.bar(target, bar, share, ink)
        ui.text(target, number, (self.rect.width - x, y), "narrow-bold", 14, ui.theme.text, align=1.0)

    def _lines(self, target: pygame.Surface, counter: Counter, pad: int, y: int) -> int:
        ui, width = self.ui, self.rect.width - 2 * pad
        y = ui.heading(target, _("Arms and orders"), (pad, y), width)
        for words, ink in self._said(counter):
            box = pygame.Rect(pad, y, width, max(0, target.get_height() - y))
            y = ui.prose(target, words, box, "body", 14, ink, 1.15) + ui.dp(4)
        return y

    def _said(self, counter: Counter) -> list[tuple[str, Rgb]]:
        theme, live, row = self.ui.theme, self._live(), self.table.selected
        if live is not None and row is not None:
            if not live.mine(row):
                return contact_lines(live, row, theme)
            return [*state_lines(live, row, theme), *self._known(counter)]
        return self._known(counter)

    def _known(self, counter: Counter) -> list[tuple[str, Rgb]]:
        """What the order of battle says."""
        theme, names = self.ui.theme, self.table.start.roster.arms
        arms = [f"{n} x {names[k].en}" for k, n in (*counter.weapons.items(), *counter.vehicles.items()) if n]
        said: list[tuple[str, Rgb]] = [(", ".join(arms) or _("no arms listed"), theme.text)]
        if counter.leader:
            rank = f"{counter.leader.rank} " if counter.leader.rank else ""
            said.append((_("Leader: ") + rank + counter.leader.name.en, theme.text))
        if counter.enter:
            entry = self.table.start.bundle.map.model.entries[counter.enter.entry]
            said.append((f"{_('Comes')} {counter.enter.time:%d %b %H:%M}: {entry.name.en}", theme.warn))
        if counter.release:
            said.append(
                (
                    f"{_('Held until')} {counter.release.time:%d %b %H:%M}: {counter.release.reason.en}",
                    theme.warn,
                )
            )
        keys = ", ".join(counter.source.keys)
        said.append((f"{_('Source')} {keys}: {MARK_WORDS[counter.source.mark]}", theme.muted))
        if counter.note:
            said.append((counter.note, theme.muted))
        return said


def _titles(name: str) -> tuple[str, str]:
    """A unit's name in two lines, broken at its first comma."""
    first, _comma, second = name.partition(", ")
    return first, second


def _above(counter: Counter, formations: dict[str, Formation]) -> str:
    """Division or other formation well above the unit."""
    chain = [formations[key] for key in counter.chain]
    high = (f for f in chain if f.echelon in ("division", "brigade", "corps"))
    return next(high, chain[-1]).name.en


def _works(level: float) -> str:
    """Entrenchment in words."""
    words = (_("none"), _("scrapes"), _("fire trench"), _("full trench"), _("bunkers"))
    return words[min(4, int(level))]
