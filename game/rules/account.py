"""The parts of a ledger row as a kernel hands them back: what it multiplied or added, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from game.rules.chance import Bits, permille
from game.rules.tables import seal

Ints = NDArray[np.int64]
UNDRAWN = 65535
"""Draw of an effect in which chance has no part, as in the ledger."""


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """One effect, `...` rows of it; the arrays broadcast together.

    Attributes
    ----------
    base : (...) int64
    factors : (..., F) int32
        In the order of a module constant: Q10 factors of a rule that multiplies, Q10 terms of one that adds.
    expected : (...) int64
        Thousandths: of a man, or of a chance.
    draw : (...) uint16
        Per mille of the law, `UNDRAWN` where nothing was drawn.
    result : (...) int32
    """

    base: Ints
    factors: NDArray[np.int32]
    expected: Ints
    draw: NDArray[np.uint16]
    result: NDArray[np.int32]

    def __post_init__(self) -> None:
        """Seal the arrays."""
        seal(self)

    def columns(self) -> dict[str, NDArray[np.generic]]:
        """The arrays by name, as `ledger.entries` takes them."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def account(
    base: ArrayLike,
    factors: tuple[ArrayLike, ...],
    expected: ArrayLike,
    result: ArrayLike,
    bits: Bits | None = None,
) -> Account:
    """Account of an effect; factors may be narrower than the base and are spread over it."""
    root = np.asarray(base, np.int64)
    spread = np.empty((*root.shape, len(factors)), np.int32)
    for row, factor in enumerate(factors):
        spread[..., row] = factor
    drawn = np.full(root.shape, UNDRAWN, np.uint16) if bits is None else permille(bits)
    return Account(
        root.copy(),
        spread,
        np.array(expected, np.int64),
        drawn,
        np.array(result, np.int32),
    )


def stack(accounts: list[Account]) -> Account:
    """Accounts of equal shape, one after another along a new axis before the factors: (..., R)."""
    joined = {
        field.name: np.stack(
            [getattr(one, field.name) for one in accounts], axis=-2 if field.name == "factors" else -1
        )
        for field in fields(Account)
    }
    return Account(**joined)


def permille_of(chance_q16: ArrayLike) -> Ints:
    """A Q16 chance in thousandths, rounded down."""
    return np.asarray(chance_q16, np.int64) * 1000 >> 16
