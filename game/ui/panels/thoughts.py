"""What the staffs thought of a turn, beside what was true: a board of the review."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from game.analysis.thoughts import Balance, Page
from game.analysis.thoughts_words import balanced, leader, lines_of
from game.analysis.why import Names
from game.i18n import text as _
from game.store.saved import HUMAN
from game.ui.kit.draw import Ui
from game.ui.kit.theme import Rgb
from game.ui.panels.board import Board
from game.ui.textwords import Said

SIDES = ("USSR", "Japan")
INSET = 18
"""In dp: how far what was true is set in below what was thought."""
Pages = Callable[[], tuple[Page, ...]]
Balances = Callable[[], tuple[Balance, Balance]]


class ThoughtsBoard(Board):
    """Over the map of a review. `pages` are those of the chosen turn, `balances` of the whole battle."""

    title = "What the staffs thought"
    empty = "After the last turn nobody had anything left to order."
    actions = ("review.thoughts", "review.copy")
    wide = 560

    def __init__(
        self, ui: Ui, names: Names, turn: Callable[[], int], pages: Pages, balances: Balances
    ) -> None:
        super().__init__(ui)
        self.names, self.turn, self.pages, self.balances = names, turn, pages, balances
        self._made: tuple[int, tuple[Said, ...]] = (-1, ())
        self._true: frozenset[str] = frozenset()

    def about(self) -> Hashable:
        """The turn."""
        return self.turn()

    def words(self) -> tuple[Said, ...]:
        """A part for each side and one for the whole battle; made once for a turn."""
        if self._made[0] != self.turn():
            self._made = (self.turn(), self._words())
        return self._made[1]

    def _words(self) -> tuple[Said, ...]:
        parts, true = list[Said](), set[str]()
        for page in self.pages():
            lines = lines_of(page, self.names)
            true |= {words for words, fact in lines if fact}
            nothing = () if page.reasons else (_("Nothing was written down."),)
            told = (*nothing, *(words for words, _fact in lines))
            parts.append((f"{_(SIDES[page.side])}: {leader(page.who, HUMAN)}", told))
        self._true = frozenset(true)
        if parts:
            some = tuple(f"{_(SIDES[n])}: {balanced(one)}" for n, one in enumerate(self.balances()))
            parts.append((_("All turns together"), some))
        return tuple(parts)

    def tone(self, words: str) -> tuple[int, Rgb]:
        """What was true stands below what was thought, in another ink."""
        return (INSET, self.ui.theme.brass) if words in self._true else (0, self.ui.theme.text)
