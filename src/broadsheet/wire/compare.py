"""Say what changed between two versions of an item, paragraph by paragraph and word by word.

Longest matching runs first (Ratcliff and Obershelp, as in `difflib`), of paragraphs and then of the words in them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from broadsheet.core.text import plain
from broadsheet.interchange.items import NewsItem

MOST_PARAGRAPHS, MOST_WORDS = 1_000, 1_000  # beyond these a text counts as replaced: matching is quadratic at worst


@dataclass(frozen=True, slots=True)
class Run:
    """Words one after the other that are in both versions (`same`), in the older (`gone`) or the newer (`new`)."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a field of an item, as runs; `name` is empty for running text."""

    name: str
    runs: tuple[Run, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything in it is not in both."""
        return any(run.kind != "same" for run in self.runs)


def compare(before: NewsItem, after: NewsItem) -> list[Passage]:
    """Give headline and the like where they differ, then the whole text as it is now with what is gone in its place."""
    named = [field(name, before, after) for name in ("headline", "standfirst", "byline", "dateline", "ednote")]
    changed = [passage for passage in named if passage.is_changed]
    return changed + compare_texts(paragraphs(before), paragraphs(after))


def field(name: str, before: NewsItem, after: NewsItem) -> Passage:
    """Compare one field."""
    return Passage(name, tuple(runs(getattr(before, name), getattr(after, name))))


def paragraphs(item: NewsItem) -> list[str]:
    """Give the text of an item without markup."""
    return [words for block in item.body if (words := plain(block.html))]


def compare_texts(before: Sequence[str], after: Sequence[str]) -> list[Passage]:
    """Compare paragraphs; those that took the place of others are compared by their words."""
    found: list[Passage] = []
    for kind, a1, a2, b1, b2 in steps(before, after, most=MOST_PARAGRAPHS):
        if kind == "equal":
            found += [Passage("", (Run("same", text),)) for text in after[b1:b2]]
        else:
            pairs = zip_longest(before[a1:a2], after[b1:b2], fillvalue="")
            found += [Passage("", tuple(runs(old, new))) for old, new in pairs]
    return found


def runs(before: str, after: str) -> Iterator[Run]:
    """Compare the words of two texts.

    >>> [(run.kind, run.words) for run in runs("Rain on Monday", "Rain on Tuesday")]
    [('same', 'Rain on'), ('gone', 'Monday'), ('new', 'Tuesday')]
    """
    old, new = before.split(), after.split()
    for kind, a1, a2, b1, b2 in steps(old, new, most=MOST_WORDS):
        if kind == "equal":
            yield Run("same", " ".join(new[b1:b2]))
            continue
        if a2 > a1:
            yield Run("gone", " ".join(old[a1:a2]))
        if b2 > b1:
            yield Run("new", " ".join(new[b1:b2]))


def steps(before: Sequence[str], after: Sequence[str], *, most: int) -> Sequence[tuple[str, int, int, int, int]]:
    """Give the steps from one sequence to the other; one step for the whole of what is too long to match."""
    if len(before) > most or len(after) > most:
        kind = "equal" if before == after else "replace"
        return [(kind, 0, len(before), 0, len(after))]
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
