"""What changed between two versions."""

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.interchange.items import BlockKind, BodyBlock, NewsItem
from broadsheet.wire.compare import compare, compare_texts, runs

TEXTS = st.lists(st.text("abc ", max_size=12), max_size=6)


def item(headline: str, *paragraphs: str) -> NewsItem:
    """An item with this text."""
    return NewsItem(
        guid="a", headline=headline, body=tuple(BodyBlock(BlockKind.PARAGRAPH, html=text) for text in paragraphs)
    )


def test_a_changed_word_is_found_in_its_paragraph_and_the_rest_stands():
    found = compare(
        item("Vote on Monday", "The council votes on <b>Monday</b>.", "It rains.", "More soon."),
        item("Vote on Monday", "The council votes on Tuesday.", "It rains."),
    )

    assert [[(run.kind, run.words) for run in passage.runs] for passage in found] == [
        [("same", "The council votes on"), ("gone", "Monday."), ("new", "Tuesday.")],
        [("same", "It rains.")],
        [("gone", "More soon.")],
    ]


def test_fields_are_shown_where_they_differ_only():
    assert [passage.name for passage in compare(item("Old", "Rain."), item("New", "Rain."))] == ["headline", ""]


@given(TEXTS, TEXTS)
def test_both_versions_can_be_read_from_what_is_shown(before, after):
    shown = [run for passage in compare_texts(before, after) for run in passage.runs]

    for texts, other in ((before, "new"), (after, "gone")):
        words = " ".join(run.words for run in shown if run.kind != other).split()
        assert words == " ".join(texts).split()


def test_a_text_too_long_to_match_is_shown_as_replaced():
    """Matching it would take hours."""
    found = list(runs("rain " * 200_000, "rain " * 200_001))

    assert [run.kind for run in found] == ["gone", "new"]
