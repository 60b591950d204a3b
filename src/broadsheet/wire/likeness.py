"""Find copy that says the same in the same words, whoever sent it.

Texts are compared by the runs of five words they share: the share of one's runs that stand in the other is its
containment (Broder, On the resemblance and containment of documents, 1997). To find whom to compare, each text keeps
the runs whose hash is divisible by sixteen: texts that share many runs share such marks.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import starmap

from broadsheet.wire.search import WORD

RUN = 5
KEPT = 16  # one run in so many is a mark
MOST_WORDS = 5_000
ENOUGH = 0.6  # of the runs; below it texts share facts and phrases, not their wording
SAME = 0.98

P = 0x9E3779B97F4A7C15  # odd, and far from a power of two
P2, P3, P4, MASK = P**2 % 2**64, P**3 % 2**64, P**4 % 2**64, 2**63 - 1

Runs = frozenset[int]


class Alike(StrEnum):
    """How two texts are alike."""

    SAME = "same"
    NEAR = "near"
    EXCERPT = "excerpt"


@dataclass(frozen=True, slots=True)
class Shares:
    """How much of each of two texts stands in the other, from 0 to 1."""

    of_first: float
    of_second: float

    @property
    def kind(self) -> Alike | None:
        """What that makes them; None if they are not alike."""
        low, high = sorted((self.of_first, self.of_second))
        if low >= SAME:
            return Alike.SAME
        return Alike.NEAR if low >= ENOUGH else Alike.EXCERPT if high >= ENOUGH else None


def runs_in(text: str) -> Runs:
    """Give the runs of five words of a text as hashes; of a very long text those of its beginning.

    >>> len(runs_in("The ferry sails all winter, and the quay is new."))
    6
    """
    words = [number_of(word) for word in WORD.findall(text.casefold())[:MOST_WORDS]]
    return frozenset(starmap(hashed, zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)))


@lru_cache(maxsize=1 << 17)
def number_of(word: str) -> int:
    """Give a number of 64 bits, the same on every machine; words come again and again."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big")


def hashed(*words: int) -> int:
    """Give a run's number of 63 bits, which fits a database’s integer: a polynomial (Karp and Rabin, 1987)."""
    first, second, third, fourth, fifth = words
    return (first * P4 + second * P3 + third * P2 + fourth * P + fifth) & MASK


def marks_of(runs: Runs) -> list[int]:
    """Choose the runs by which a text is found."""
    return sorted(run for run in runs if run % KEPT == 0)


def shares(first: Runs, second: Runs) -> Shares:
    """Say how much of each stands in the other."""
    common = len(first & second)
    return Shares(common / max(1, len(first)), common / max(1, len(second)))
