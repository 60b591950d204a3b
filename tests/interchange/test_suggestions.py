"""What the words say of an item is suggested to the desk; copy about embargoes and kills suggests nothing."""

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.interchange.detect import read
from broadsheet.interchange.headlines import first_sentence, headline_of, tidy_headline
from broadsheet.interchange.html import blocks_from_html
from broadsheet.interchange.items import BlockKind, BodyBlock, NewsItem, PubStatus
from broadsheet.interchange.suggestions import Suggestion, What, Where, suggestions_in

SENT = datetime(2026, 11, 29, 12, tzinfo=UTC)
TEXT = ("The council passed the budget on Tuesday.", "It was close.")


def item(*paragraphs: str, **fields) -> NewsItem:
    body = tuple(BodyBlock(BlockKind.PARAGRAPH, html=words) for words in paragraphs or TEXT)
    return NewsItem(guid="npa:1", body=body, updated_at=SENT, **fields)


def said(found: NewsItem) -> list[tuple[str, int | None]]:
    return [(made.what.value, made.number) for made in suggestions_in(found)]


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("EMBARGOED UNTIL 0001 GMT Monday, Dec. 1", datetime(2026, 12, 1, 0, 1, tzinfo=UTC)),
        ("Embargoed until 6 a.m. EST on December 1, 2026", datetime(2026, 12, 1, 11, tzinfo=UTC)),
        ("STRICTLY EMBARGOED UNTIL 18:00 GMT, 1 December 2026", datetime(2026, 12, 1, 18, tzinfo=UTC)),
        ("Not for publication before 0600 GMT Dec 1", datetime(2026, 12, 1, 6, tzinfo=UTC)),
        ("For release at 0600 GMT Dec 1.", datetime(2026, 12, 1, 6, tzinfo=UTC)),
        ("Embargo: 2026-12-01T06:00Z", datetime(2026, 12, 1, 6, tzinfo=UTC)),
        ("Embargoed until Monday", None),
        ("EMBARGOED until the minister has spoken", None),
    ],
)
@pytest.mark.parametrize("where", [Where.HEADLINE, Where.EDNOTE, Where.FIRST_PARAGRAPH])
def test_an_embargo_in_words_is_suggested_with_its_time(line, until, where):
    fields = {Where.HEADLINE: {"headline": line}, Where.EDNOTE: {"ednote": line}}.get(where, {})
    found = item(*([line] if not fields else []), *TEXT, **fields)

    assert suggestions_in(found) == (Suggestion(What.EMBARGO, line, where, until=until),)


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("UPDATE 2-Ferry sails again", [("update", 2)]),
        ("CORRECTED-UPDATE 1-Ferry sails again", [("correction", None), ("update", 1)]),
        ("BRIEF-Strait Lines names chief", [("brief", None)]),
        ("(LEAD) Ferry sails again", [("lead", None)]),
        ("(2ND LD) Ferry sails again", [("lead", 2)]),
        ("1st Ld-Writethru, Ferry sails again", [("lead", 1), ("writethru", None)]),
        ("URGENT: Ferry adrift off Port Sable", [("urgent", None)]),
        ("URGENT Ferry adrift", []),
        ("ADVISORY: Trams budget moves at noon", [("advisory", None)]),
        ("MANDATORY KILL", [("kill", None)]),
        ("KILL: Council passes tram budget", [("kill", None)]),
        ("WITHHOLD a0412 BC-Tram-Budget", [("withhold", None)]),
        ("Correction: Tram Budget story", [("correction", None)]),
        ("Ferry sails again (take 2)", [("take", 2)]),
    ],
)
def test_a_headline_says_which_state_of_the_copy_it_is(headline, expected):
    assert said(item(headline=headline)) == expected
    assert said(read_back(headline)) == expected


def read_back(headline: str) -> NewsItem:
    """The same headline through the front door, where it is tidied."""
    raw = f"<rss version='2.0'><channel><item><guid>a</guid><title>{headline}</title><description>x y</description>"
    return read(f"{raw}</item></channel></rss>".encode()).items[0]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("KILL KILL KILL", [("kill", None)]),
        ("MANDATORY KILL a0412 BC-Tram-Budget. The mayor did not resign.", [("kill", None)]),
        ("EDITORS: KILL the story slugged Tram-Budget.", [("kill", None)]),
        ("CORRECTS day of vote to Tuesday in paragraph 3", [("correction", None)]),
        ("(Corrects day of vote)", [("correction", None)]),
        ("(Adds quotes, details)", [("update", None)]),
        ("(Recasts, updates with vote count)", [("update", None)]),
        ("UPDATES with vote count; pictures follow.", [("update", None)]),
        ("2nd Ld-Writethru", [("lead", 2), ("writethru", None)]),
        ("take 3", [("take", 3)]),
        ("ADVISORY", [("advisory", None)]),
    ],
)
def test_a_line_before_the_text_is_heard(line, expected):
    assert said(item(line, *TEXT)) == expected
    assert said(item(TEXT[0], line, TEXT[1])) == []


def test_slug_line_note_and_end_are_looked_at_too():
    assert said(item(slugline="BC-Tram-Budget, 2nd Ld-Writethru")) == [("lead", 2), ("writethru", None)]
    assert said(item(slugline="TRAM-BUDGET-TAKE-2")) == [("take", 2)]
    assert said(item(slugline="TRAM-BUDGET/URGENT")) == [("urgent", None)]
    assert said(item(slugline="BUDGET-MANDATORY-KILL")) == [("kill", None)]
    note = "Eds: ADDS quotes. EMBARGOED UNTIL 0001 GMT Dec. 1. Corrects: spelling of Holt."
    assert said(item(ednote=note)) == [("update", None), ("embargo", None), ("correction", None)]
    assert said(item(*TEXT, "(MORE)")) == [("more", None)]
    assert said(item(*TEXT, "Correction: An earlier version misspelled Maren Holt.")) == [("correction", None)]


ABOUT = [
    "Embargo on grain is lifted",
    "Embargo: what the new rules mean for grain",
    "EMBARGO ON ARMS LIFTED",
    "EMBARGOED FOR A DECADE, PAPERS COME TO LIGHT",
    "Embargoed until he died, the letters tell of a marriage",
    "Embargoed until December 1 by a court, the letters were read aloud in council on Monday",
    "Kill order for wolves is upheld",
    "Kill order: court upholds wolf cull",
    "KILL ORDER FOR WOLVES UPHELD",
    "Kill notice served on the owner of two dogs",
    "Mandatory kill of infected poultry begins",
    "MANDATORY KILL OF INFECTED POULTRY BEGINS",
    "Kill this story, the mayor told the paper",
    "Kill Bill returns to the Rotunda",
    "Withhold order on wages takes effect",
    "Advisory: boil water in Port Sable",
    "Correction: markets brace for a fall",
    "Correction officers strike in Aldermere",
    "Urgent: what the harbour needs",
    "Updates to the law were left out",
    "(Updates were scarce.)",
    "Adds up: the tram budget explained",
    "Lead-free paint is to be the rule",
    "LEAD-free paint is to be the rule",
    "Take 2 of the tram film is out",
    "First lead in the yacht race for Holt",
    "1st leader since the war to visit",
    "Brief encounter on the night ferry",
    "More follows the tram than meets the eye",
    "For release of the hostages they prayed",
    "Hold for release of the hostages continues",
    "Not for use by children, says ferry line",
    "Repeat: there is no plan, says mayor",
]


@pytest.mark.parametrize("words", ABOUT)
def test_copy_about_an_embargo_or_a_kill_suggests_nothing(words):
    assert said(item(f"{words}.", *TEXT, words, headline=words)) == []


@pytest.mark.parametrize(
    "slug", ["KILL-SWITCH", "WOLVES-KILL-ORDER", "PRISON-CORRECTION-OFFICERS", "TAKE-TWO", "LEAD-PIPES"]
)
def test_a_slug_line_about_it_suggests_nothing(slug):
    assert said(item(slugline=slug)) == []


def test_a_suggestion_changes_nothing():
    text = "MANDATORY KILL\n\nEMBARGOED UNTIL 0001 GMT Dec. 1\n\nNo."
    raw = json.dumps({"uri": "npa:1", "headline": "Ferry", "body_text": text}).encode()

    (found,) = read(raw).items

    assert said(found) == [("kill", None), ("embargo", None)]
    assert (found.pubstatus, found.embargoed_until) == (PubStatus.USABLE, None)


@given(
    st.lists(
        st.sampled_from(
            ["EMBARGO", "KILL", "(", ")", "UPDATE 2-", "1st", " Ld", "1.", " ", ":", "-", "a", "MORE", "Take 2"]
        )
    )
)
def test_any_words_are_looked_at(pieces):
    words = "".join(pieces)

    suggestions_in(item(words, headline=words, slugline=words, ednote=words))


def test_length_costs_no_more_than_length():
    started = time.process_time()

    for words in (
        "EMBARGOED " * 60_000,
        "1." * 300_000,
        "(UPDATE 2-" * 50_000,
        "((((" * 100_000,
        "- " * 200_000,
        "Dec. " * 99_999,
    ):
        found = item(words, headline=words, slugline=words, ednote=words)
        suggestions_in(found)
        headline_of(tidy_headline(found))

    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("headline", "tidied"),
    [
        ("UPDATE 1-Ferry sails again", "Ferry sails again"),
        ("CORRECTED-UPDATE 1-Ferry sails again", "Ferry sails again"),
        ("BRIEF-Ferry sails again", "Ferry sails again"),
        ("RPT-WRAPUP 3-Ferry sails again", "Ferry sails again"),
        ("(LEAD) Ferry sails again", "Ferry sails again"),
        ("(2nd LD) Ferry sails again", "Ferry sails again"),
        ("URGENT: Ferry sails again", "Ferry sails again"),
        ("+++ Ferry sails again +++", "Ferry sails again"),
        ("Ferry sails again =", "Ferry sails again"),
        ("Ferry sails again -30-", "Ferry sails again"),
        ("Ferry sails again (MORE)", "Ferry sails again"),
        ("KILL: Ferry sails again", "KILL: Ferry sails again"),
        ("ADVISORY: Ferry moves at noon", "ADVISORY: Ferry moves at noon"),
        ("(MORE)", "(MORE)"),
        ("URGENT:", "URGENT:"),
        ("URGENT CARE: WHO PAYS", "URGENT CARE: WHO PAYS"),
        ("Two + two = five", "Two + two = five"),
    ],
)
def test_marks_around_a_headline_are_lifted(headline, tidied):
    found = tidy_headline(item(headline=headline))

    assert found.headline == tidied
    assert [piece.what for piece in found.lifted] == ["headline mark"] * len(found.lifted)
    assert bool(found.lifted) is (headline != tidied)
    assert tidy_headline(found) == found


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("The ferry sails. It rains.", "The ferry sails"),
        ("“Will it sail?” asked Dr. Holt of St. Anne. Yes.", "“Will it sail?” asked Dr. Holt of St. Anne"),
        ("It costs 3.50 crowns! No more.", "It costs 3.50 crowns!"),
        ("no stop at all", "no stop at all"),
        ("word " * 100, "word " * 31 + "word …"),
    ],
)
def test_the_first_sentence_is_found(text, headline):
    assert first_sentence(text) == headline


def test_copy_without_a_headline_is_called_by_its_first_sentence():
    raw = b'{"uri": "npa:1", "body_html": "<p>OSLO (NPA) - The ferry sails.</p><p>It rains.</p>"}'

    (found,) = read(raw).items

    assert (found.headline, headline_of(found), found.dateline) == ("", "The ferry sails", "OSLO (NPA)")
    assert headline_of(item(headline="Ferry")) == "Ferry"
    assert headline_of(NewsItem(guid="npa:1")) == ""


def test_a_cross_head_may_hold_the_order():
    found = NewsItem(guid="npa:1", body=blocks_from_html("<h2>MANDATORY KILL</h2><p>The mayor did not resign.</p>"))

    assert said(found) == [("kill", None)]
