"""Bookmarks of the log: the ribbon before a line, the note behind it, and the field that it is written in."""

from __future__ import annotations

import pygame

from game.i18n import text as _
from game.store.beside import LONGEST, Bookmark
from game.ui.bookmarks import Marking
from game.ui.kit.draw import Ui
from game.ui.kit.textfield import TextField
from game.ui.kit.widgets import Button

WIDE = 16
"""Width in dp of the column of ribbons."""
ENTER = (pygame.K_RETURN, pygame.K_KP_ENTER)
NAMES = ("USSR", "Japan")


class Marks:
    """What a log panel does with bookmarks; without `marking` it has none."""

    def __init__(self, marking: Marking | None) -> None:
        self.marking = marking
        self.field = TextField("", lens=False, longest=LONGEST)
        self.event: int | None = None
        """The event whose note is being written."""

    def key(self) -> tuple[object, ...]:
        """What the picture of them depends on."""
        version = -1 if self.marking is None else self.marking.version
        return (version, self.event, self.field.text, self.field.cursor)

    def at(self, event: int) -> Bookmark | None:
        """The bookmark on an event."""
        return None if self.marking is None else self.marking.at(event)

    def own(self, mark: Bookmark) -> bool:
        """Whether the reader may change a bookmark."""
        return self.marking is not None and mark.side == self.marking.reader

    def press(self, event: int) -> None:
        """Mark an event and ask for a note; one without a note loses its mark, a note can be changed."""
        mark = self.at(event)
        if mark is not None and self.own(mark) and not mark.text:
            self.drop(event)
        else:
            self.write(event)

    def write(self, event: int) -> None:
        """Mark an event, and open the field for its note."""
        if self.marking is None:
            return
        mark = self.at(event)
        words = mark.text if mark is not None and self.own(mark) else ""
        if mark is None or not self.own(mark):
            self.marking.put(event, "")
        self.event, self.field.text, self.field.cursor = event, words, len(words)

    def drop(self, event: int) -> None:
        """Take the bookmark away."""
        if self.marking is not None:
            self.marking.drop(event)

    def keep(self) -> None:
        """Keep what was written, and close the field."""
        if self.event is not None and self.marking is not None:
            mark, words = self.at(self.event), self.field.text.strip()
            if mark is None or mark.text != words:
                self.marking.put(self.event, words)
        self.event = None

    def type(self, event: pygame.Event) -> bool:
        """While the field is open every key is its own: Enter keeps the note, Esc leaves it as it was."""
        if self.event is None or event.type not in (pygame.KEYDOWN, pygame.TEXTINPUT):
            return False
        if event.type == pygame.KEYDOWN and event.key in ENTER:
            self.keep()
        elif event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE:
            self.event = None
        else:
            self.field.type(event)
        return True

    # drawing

    def draw(self, target: pygame.Surface, ui: Ui, row: pygame.Rect, event: int) -> None:
        """The ribbon before a line: solid where it is marked, else where it would be."""
        if self.marking is not None:
            mark = self.at(event)
            solid = ui.theme.brass if mark is not None else None
            ribbon(target, ui, (row.left + ui.dp(WIDE) // 2, row.centery), solid)

    def note(self, event: int) -> str:
        """The note on an event as it stands behind its line; the umpire reads whose it is."""
        mark = self.at(event)
        if mark is None or self.own(mark):
            return "" if mark is None else mark.text
        return _("{side}: {note}", side=_(NAMES[mark.side]), note=mark.text or _("marked"))

    def draw_field(self, target: pygame.Surface, ui: Ui, box: pygame.Rect) -> None:
        """The field over the words of its line."""
        self.field.draw(target, ui, box, focused=True)
        if not self.field.text:
            at = (box.left + ui.dp(14), box.centery - ui.line_height("body-italic", 14) // 2)
            words = _("A note, if you like: Enter keeps it")
            ui.text(target, words, at, "body-italic", 14, ui.theme.muted, width=box.width - ui.dp(18))


def ribbon(
    target: pygame.Surface, ui: Ui, center: tuple[int, int], fill: tuple[int, int, int] | None
) -> None:
    """The sign of a bookmark."""
    (x, y), w, h = center, ui.dp(3), ui.dp(5.5)
    shape = [(x - w, y - h), (x + w, y - h), (x + w, y + h), (x, y + h - w), (x - w, y + h)]
    if fill is None:
        pygame.draw.polygon(target, ui.theme.line, shape, 1)
    else:
        pygame.draw.polygon(target, fill, shape)


def draw_switch(target: pygame.Surface, ui: Ui, button: Button, hover: tuple[int, int] | None) -> None:
    """The filter of bookmarks: a ribbon on a button."""
    words, button.text = button.text, ""
    button.draw(target, ui, hover, 13)
    button.text = words
    ribbon(target, ui, button.rect.center, ui.theme.brass if button.on else ui.theme.muted)
