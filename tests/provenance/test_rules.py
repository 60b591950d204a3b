"""Which words of a text stand in wire copy, and what follows from it: values in, values out."""

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.provenance import rules
from broadsheet.provenance.rules import RUN, Original, Passage, Run, Signature, Trace, trace

WIRE = "The council of Aldermere voted late on Monday to bring back trams on Quay Street after forty years."
OWN = "Our reporter stood in the rain for two hours and saw nobody come out of the hall at all."
SMALL = st.lists(st.sampled_from(["tram", "vote", "rain", "quay"]), max_size=40).map(" ".join)


def traced(text: str, *originals: str, kind: str = "paragraph") -> Trace:
    """Trace one block; the originals are versions 1, 2 and so on, of one paragraph each."""
    [found] = trace(
        [Passage("a", kind, text)], [Original(at, (original,)) for at, original in enumerate(originals, start=1)]
    )
    return found


def test_what_was_not_touched_is_verbatim_and_what_is_ours_is_not() -> None:
    assert traced(WIRE, WIRE).runs == (Run(1, 0, 18),)
    assert traced(OWN, WIRE).runs == ()


@pytest.mark.parametrize(
    "typed",
    [
        WIRE.upper(),
        WIRE.replace(" ", "\N{NO-BREAK SPACE}"),
        WIRE.replace("late on Monday", "– late — on\nMonday –"),
        WIRE.replace("Aldermere", "“Alder\N{SOFT HYPHEN}mere”"),
    ],
    ids=["capitals", "spaces", "dashes", "quotation marks"],
)
def test_how_words_are_typed_makes_no_difference(typed: str) -> None:
    assert typed != WIRE
    assert traced(typed, WIRE).verbatim == 18


def test_two_kinds_of_apostrophe_are_one() -> None:
    assert traced("the council’s vote on trams’ return", "The council's vote on trams' return").verbatim == 6


def test_one_word_changed_costs_one_word() -> None:
    found = traced(WIRE.replace("late", "early"), WIRE)

    assert (found.words, found.verbatim) == (18, 17)
    assert found.runs == (Run(1, 0, 5), Run(1, 6, 12))


def test_fewer_words_together_than_a_run_are_chance() -> None:
    assert traced(f"{OWN} to bring back trams {OWN}", WIRE).verbatim == 0
    assert traced(f"{OWN} to bring back trams on {OWN}", WIRE).verbatim == RUN


def test_a_short_paragraph_counts_only_as_a_whole() -> None:
    assert traced("Late vote", "Late vote.").verbatim == 2
    assert traced("Late vote", "A late vote.").verbatim == 0


def test_each_run_is_given_to_the_version_that_has_it() -> None:
    first = "The vote is on Monday at ten in the old town hall."
    second = "The vote is on Tuesday at noon in the new town hall by the river."
    mixed = "The vote is on Monday at ten in the new town hall by the river."

    found = traced(mixed, first, second)

    assert found.runs == (Run(1, 0, 9), Run(2, 9, 6))
    assert found.by_version == {1: 9, 2: 6}


def test_of_versions_that_say_the_same_the_first_given_goes() -> None:
    assert traced(WIRE, WIRE, WIRE).by_version == {1: 18}


def test_a_run_ends_where_no_version_has_all_of_it() -> None:
    """The first copy has words 1 to 6, the second 1 to 5 and 3 to 7: neither has 1 to 7."""
    found = trace(
        [Passage("a", "paragraph", "one two three four five six seven")],
        [
            Original(1, ("one two three four five six",)),
            Original(2, ("one two three four five", "three four five six seven")),
        ],
    )

    assert found[0].runs == (Run(1, 0, 6), Run(2, 6, 1))


def test_words_that_stand_in_different_paragraphs_of_two_versions_are_known_in_both() -> None:
    """The second version alone has all of it, though the first has its beginning and is given first."""
    found = traced(
        "one two three four five six seven", "zero one two three four five", "one two three four five six seven"
    )

    assert found.runs == (Run(2, 0, 7),)


def test_paragraphs_joined_by_an_editor_are_still_verbatim() -> None:
    [found] = trace([Passage("a", "paragraph", f"{WIRE} {OWN}")], [Original(1, (WIRE, OWN))])

    assert found.verbatim == found.words


@given(SMALL, st.lists(SMALL, max_size=4))
def test_every_word_counts_once_and_every_run_stands_in_its_version(text: str, originals: list[str]) -> None:
    words, found = rules.words_in(text), traced(text, *originals)

    given_out = [place for run in found.runs for place in range(run.first, run.first + run.words)]

    assert len(given_out) == len(set(given_out)) == found.verbatim <= found.words == len(words)
    for run in found.runs:
        around = set(rules.shingles(words[max(0, run.first - RUN + 1) : run.first + run.words]))
        assert around & set(rules.shingles(rules.words_in(originals[run.version - 1])))


@given(SMALL, SMALL)
def test_the_words_found_are_those_that_a_search_without_an_index_finds(text: str, copy: str) -> None:
    words, theirs = rules.words_in(text), rules.words_in(copy)
    runs = [words[at : at + RUN] for at in range(len(words) - RUN + 1)] or [words]
    wire = [theirs[at : at + RUN] for at in range(len(theirs) - RUN + 1)] or [theirs]
    expected = {place for at, run in enumerate(runs) if run and run in wire for place in range(at, at + len(run))}

    assert traced(text, copy).verbatim == len(expected)


def lines_run(words: int) -> int:
    """Count the lines of the rules that are run to trace a text of one word, repeated, with itself."""
    text, run = "tram " * words, [0]

    def count(frame: FrameType, event: str, arg: Any) -> Any:
        run[0] += event == "line"
        return count if frame.f_code.co_filename == rules.__file__ else None

    before = sys.gettrace()
    sys.settrace(count)
    try:
        found = traced(text, text)
    finally:
        sys.settrace(before)
    assert found.verbatim == words
    return run[0]


def test_one_word_repeated_costs_no_more_than_its_length() -> None:
    """Eight times the words take eight times the steps, not sixty-four times."""
    assert lines_run(4_000) < 9 * lines_run(500)


def block(kind: str, words: int, taken: int, *, version: int = 1, block_id: str = "a") -> Trace:
    return Trace(block_id, kind, words, (Run(version, 0, taken),) if taken else ())


@pytest.mark.parametrize(
    ("traces", "kind"),
    [
        ([block("paragraph", 100, 95)], "verbatim"),
        ([block("paragraph", 100, 94)], "edited"),
        ([block("paragraph", 100, 50)], "edited"),
        ([block("paragraph", 100, 49)], "based_on"),
        ([block("paragraph", 100, 0)], "based_on"),
        ([], "based_on"),
        ([block("quote", 20, 18, block_id="b")], "quoted"),
        ([block("quote", 20, 18, block_id="b"), block("paragraph", 30, 20, block_id="c")], "edited"),
        ([block("quote", 20, 18, block_id="b"), block("paragraph", 300, 0)], "based_on"),
        ([block("paragraph", 40, 40), block("paragraph", 400, 0, block_id="our own")], "verbatim"),
        ([block("paragraph", 40, 40, version=2, block_id="another's")], "based_on"),
    ],
)
def test_the_share_of_what_came_of_an_item_says_how_it_is_used(traces: list[Trace], kind: str) -> None:
    assert rules.kind_of_use(traces, versions={1}, block_ids={"a"}) == kind


def test_everybody_a_paragraph_is_mostly_from_is_credited_the_one_with_most_words_first() -> None:
    traces = [
        block("paragraph", 30, 30, version=1),
        block("paragraph", 50, 40, version=2),
        block("paragraph", 90, 6, version=3),
        block("paragraph", 90, 90, version=4),
    ]

    assert rules.names_to_credit(traces, {1: "Northwire", 2: "Coast Press", 3: "By Chance"}) == [
        "Coast Press",
        "Northwire",
    ]


ADA, GUEST = Signature("Ada Lind", is_staff=True), Signature("Wim Oort")


@pytest.mark.parametrize(
    ("signed", "share", "is_doubted"),
    [
        ([ADA], 0.5, True),
        ([ADA], 0.49, False),
        ([GUEST], 0.9, False),
        ([Signature("Courier staff")], 0.9, True),
        ([Signature("Staff and agencies")], 0.9, False),
        ([ADA, Signature("NPA")], 0.9, False),
        ([Signature("Ada Lind with Npa", is_staff=True)], 0.9, False),
        ([Signature("Ada Snpart", is_staff=True)], 0.9, True),
        ([], 0.9, False),
    ],
)
def test_staff_over_wire_is_questioned_unless_the_byline_says_so(
    signed: list[Signature], share: float, is_doubted: bool
) -> None:
    found = rules.doubts_of_byline(signed, share=share, sources=["NPA"])

    assert [doubt.code for doubt in found] == ["wire-under-staff-byline"] * is_doubted
