"""Decide, from values alone, which words of a text stand in wire copy, and what follows from that.

The measure is containment by word shingles (Broder, “On the resemblance and containment of documents”, 1997), asked
word by word: a word is verbatim if it stands in a run of `RUN` words that stands in a version as well. Clough,
Gaizauskas, Piao and Wilks (“METER: MEasuring TExt Reuse”, ACL 2002) found overlap of this kind to tell newspaper text
that was taken from an agency from text that was not. How it is used, and where it is blind, is told in
`docs/explanation/how-a-paragraph-is-traced.md`.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from broadsheet.core.errors import Refusal

RUN = 5  # words; of three or four, texts that have nothing to do with each other share too many
VERBATIM_FROM = 0.95  # of the words of what came of an item: a house style changes a word here and there
EDITED_FROM = 0.5
MOSTLY_WIRE = 0.5
QUOTE = "quote"

WITHOUT_SPACES = "\u3040-\u30ff\u3400-\u9fff"  # Japanese and Chinese: every sign counts as a word
WORD = re.compile(rf"[{WITHOUT_SPACES}]|[^\W_{WITHOUT_SPACES}]+(?:'[^\W_{WITHOUT_SPACES}]+)*")
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphens and spaces of no width
AS_TYPED = str.maketrans(dict.fromkeys("’‘ʼ`", "'") | dict.fromkeys(UNSEEN))
AGENCIES = re.compile(r"\b(agency|agencies|wires?)\b", re.IGNORECASE)
STAFF = re.compile(r"\bstaff\b", re.IGNORECASE)

Words = tuple[str, ...]
Marks = Mapping[Words, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of a story: its id, its kind, its words."""

    block_id: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Original:
    """One wire version as it may be found again: its id and its paragraphs."""

    version: int
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together in a version: which version, the first word by its place in the block, how many."""

    version: int
    first: int
    words: int


@dataclass(frozen=True, slots=True)
class Trace:
    """What of one block is verbatim, and from where."""

    block_id: str
    kind: str
    words: int
    runs: tuple[Run, ...]

    @property
    def verbatim(self) -> int:
        """How many of its words stand in some version."""
        return sum(run.words for run in self.runs)

    @property
    def by_version(self) -> Counter[int]:
        """How many of its words come from which version."""
        counted: Counter[int] = Counter()
        for run in self.runs:
            counted[run.version] += run.words
        return counted


@dataclass(frozen=True, slots=True)
class Signature:
    """One name of a byline, and whether it is one of our own staff."""

    name: str
    is_staff: bool = False


def trace(passages: Iterable[Passage], originals: Sequence[Original]) -> list[Trace]:
    """Say of each block which of its words stand in which version; of several versions the first that is given goes.

    A word is compared without regard to capitals, quotation marks, dashes and kinds of space. What is shorter than
    a run is found only if it is a whole paragraph of a version. The time is linear in all words together.

    >>> original = Original(7, ("Trams will run on Quay Street again.",))
    >>> [found] = trace([Passage("a", "paragraph", "From May, trams will run on Quay Street again, late.")], [original])
    >>> found.runs, found.verbatim, found.words
    ((Run(version=7, first=2, words=7),), 7, 10)
    """
    read = [(passage, words_in(passage.text)) for passage in passages]
    marks = marks_of([words for _passage, words in read], originals)
    versions = [original.version for original in originals]
    return [
        Trace(passage.block_id, passage.kind, len(words), tuple(runs_in(words, marks, versions)))
        for passage, words in read
    ]


def words_in(text: str) -> Words:
    """List the words of a text as they are compared.

    >>> words_in("“The council’s vote”–at 10\N{NO-BREAK SPACE}pm")
    ('the', "council's", 'vote', 'at', '10', 'pm')
    """
    return tuple(WORD.findall(unicodedata.normalize("NFKC", text).translate(AS_TYPED).casefold()))


def shingles(words: Words) -> Iterable[Words]:
    """Give every run of `RUN` words; all words, if there are fewer."""
    if len(words) <= RUN:
        return [words] if words else []
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def marks_of(texts: Iterable[Words], originals: Sequence[Original]) -> Marks:
    """Say of every shingle of the texts in which originals it stands, as the bits of a number.

    Only the texts' own shingles are kept, however long the originals are, and a paragraph that many versions share is
    read once.
    """
    marks = dict.fromkeys((shingle for words in texts for shingle in shingles(words)), 0)
    for paragraph, bits in standing_in(originals).items():
        for shingle in shingles(words_in(paragraph)):
            if shingle in marks:
                marks[shingle] |= bits
    return marks


def standing_in(originals: Sequence[Original]) -> dict[str, int]:
    """Say of every paragraph in which originals it stands."""
    found: dict[str, int] = {}
    for place, original in enumerate(originals):
        for paragraph in original.paragraphs:
            found[paragraph] = found.get(paragraph, 0) | 1 << place
    return found


def runs_in(words: Words, marks: Marks, versions: Sequence[int]) -> Iterator[Run]:
    """Give the runs of a text from left to right, each as long as one version has it; no word is given twice."""
    found = [marks[shingle] for shingle in shingles(words)]
    at = given = 0
    while at < len(found):
        shared, last = found[at], at
        while shared and last + 1 < len(found) and shared & found[last + 1]:
            last += 1
            shared &= found[last]
        if shared:
            first, given = max(at, given), min(last + RUN, len(words))
            yield Run(versions[lowest(shared)], first, given - first)
        at = last + 1


def lowest(bits: int) -> int:
    """Give the place of the lowest bit that is set."""
    return (bits & -bits).bit_length() - 1


def share_of(traces: Iterable[Trace], versions: Collection[int]) -> float:
    """Say which share of all words stands in these versions.

    >>> share_of([Trace("a", "paragraph", 8, (Run(1, 0, 6),)), Trace("b", "paragraph", 4, ())], {1})
    0.5
    """
    counted = [(found.words, words_from(found, versions)) for found in traces]
    total = sum(words for words, _from in counted)
    return sum(taken for _words, taken in counted) / total if total else 0.0


def words_from(found: Trace, versions: Collection[int]) -> int:
    """Count the words of a block that come from some of these versions."""
    return sum(run.words for run in found.runs if run.version in versions)


def kind_of_use(traces: Iterable[Trace], *, versions: Collection[int], block_ids: Collection[str]) -> str:
    """Say how a story uses an item: by the name of a `Pickup.Kind`.

    Looked at are the blocks that came of it and still stand, and those with words of it. If all of them are quotes it
    is quoted; if not, their share of its words decides: verbatim, edited, or based on it where less than half is left.
    """
    used = [found for found in traces if found.block_id in block_ids or words_from(found, versions)]
    share = share_of(used, versions)
    if share >= EDITED_FROM and all(found.kind == QUOTE for found in used):
        return "quoted"
    if share >= VERBATIM_FROM:
        return "verbatim"
    return "edited" if share >= EDITED_FROM else "based_on"


def names_to_credit(traces: Iterable[Trace], names: Mapping[int, str]) -> list[str]:
    """List who is owed a credit, the one with most words first: whoever at least one block is mostly from.

    `names` says how each version's source is named; a version that needs no credit, such as our own, is not there.
    """
    words: Counter[str] = Counter()
    named = set()
    for found in traces:
        counted: Counter[str] = Counter()
        for version, number in found.by_version.items():
            if version in names:
                counted[names[version]] += number
        words += counted
        named |= {name for name, number in counted.items() if number >= MOSTLY_WIRE * found.words}
    return [name for name, _number in words.most_common() if name in named]


def credit_line(
    written: str, *, names: Sequence[str], offered: Collection[str], is_whole: bool
) -> tuple[Sequence[str], bool]:
    """Say whom to name below a story, and whether only part of it is theirs. What an editor wrote goes before.

    `written` is what stands in the form: what a pickup put there, among others `offered`, is no editor's word.

    >>> credit_line("NPA", names=["Coast Press", "NPA"], offered=["NPA"], is_whole=True)
    (['Coast Press', 'NPA'], True)
    >>> credit_line("By kind permission", names=["NPA"], offered=["NPA"], is_whole=True)
    (['By kind permission'], False)
    """
    if not names or written not in ("", *offered):
        return [written] if written else [], False
    return names, len(names) > 1 or not is_whole


def doubts_of_byline(signed: Sequence[Signature], *, share: float, sources: Collection[str]) -> list[Refusal]:
    """Question a byline that says staff over a text that is mostly wire; one that names the source says enough.

    >>> doubts_of_byline([Signature("Ada Lind and NPA", is_staff=True)], share=0.9, sources=["NPA"])
    []
    """
    ours = [line.name for line in signed if line.is_staff or STAFF.search(line.name)]
    if share < MOSTLY_WIRE or not ours or any(says_source(line.name, sources) for line in signed):
        return []
    said = _("The byline says {names}, but {share} % of the words are from {sources}. Name the source in the byline.")
    sentence = said.format(names=", ".join(ours), share=round(100 * share), sources=", ".join(sources))
    return [Refusal("wire-under-staff-byline", sentence)]


def says_source(name: str, sources: Collection[str]) -> bool:
    """Say whether a name in a byline is that of a source, or speaks of agencies."""
    words = f" {' '.join(words_in(name))} "
    named = any(f" {' '.join(words_in(source))} " in words for source in sources if words_in(source))
    return named or AGENCIES.search(name) is not None
