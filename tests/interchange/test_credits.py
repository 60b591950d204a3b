"""Credits written into running text become structure, and no word of the text is lost."""

import re
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.interchange.credits import lift
from broadsheet.interchange.html import blocks_from_html, plain_text
from broadsheet.interchange.items import BlockKind, BodyBlock, NewsItem, Picture, SourceCredit


def item(*paragraphs: str, **fields) -> NewsItem:
    return NewsItem(guid="npa:1", body=blocks_from_html("".join(f"<p>{words}</p>" for words in paragraphs)), **fields)


def lifted(found: NewsItem) -> list[tuple[str, str]]:
    return [(piece.what, piece.text) for piece in found.lifted]


def texts(found: NewsItem) -> list[str]:
    return [block.html for block in found.body]


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        ("ALDERMERE, Nov 23 (NPA) — ", "ALDERMERE, Nov 23 (NPA)"),
        ("PARIS (AP) -- ", "PARIS (AP)"),
        ("OSLO — ", "OSLO"),
        ("THE HAGUE — ", "THE HAGUE"),
        ("LORNE FALLS, Corvane (CNS) – ", "LORNE FALLS, Corvane (CNS)"),
        ("New Ketterby (CNS) - ", "New Ketterby (CNS)"),
        ("<b>PORT SABLE</b> — ", "PORT SABLE"),
        ("SAINT-MARC-SUR-L’ISTER, Nov. 3 — ", "SAINT-MARC-SUR-L’ISTER, Nov. 3"),
    ],
)
def test_a_dateline_leaves_the_first_paragraph(opening, dateline):
    found = lift(item(opening + "The <i>Rotunda</i> voted.", "OSLO — stays."))

    assert found.dateline == dateline
    assert texts(found) == ["The <i>Rotunda</i> voted.", "OSLO — stays."]
    assert lifted(found) == [("dateline", plain_text(opening))]


@pytest.mark.parametrize(
    "name",
    [
        "FALLS AT FIVE",
        "WHAT'S ON",
        "TRAVEL WITH THE HERALD",
        "THE LONG WAVE",
        "MORNING EDITION",
        "OPINION",
        "BREAKING",
        "WATCH",
        "BREAKING NEWS",
        "Opinion (NPA)",
        "LIVE",
    ],
)
def test_a_programme_or_section_is_not_a_dateline(name):
    found = lift(item(f"{name} — The Rotunda voted."))

    assert found.dateline == ""
    assert texts(found) == ["The Rotunda voted."]
    assert lifted(found) == [("programme", f"{name} —")]
    assert name in found.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "NATO — The alliance met.",
        "The budget — all of it — passed.",
        "U.S. — The president spoke.",
        "A — B",
        "OSLO and Bergen met.",
    ],
)
def test_a_dash_alone_makes_no_dateline(text):
    assert lift(item(text)) == item(text)


def test_a_programme_may_stand_before_a_dateline():
    found = lift(item("MORNING EDITION — OSLO — The boats left."))

    assert (found.dateline, texts(found)) == ("OSLO", ["The boats left."])


def test_the_fuller_dateline_wins():
    """Sources often fill the field with the place alone, and write the dateline into the text."""
    text = "GROSSETO, Italy (AP) -- The trial began."

    assert lift(item(text, dateline="Grosseto")).dateline == "GROSSETO, Italy (AP)"
    assert lift(item(text, dateline="Grosseto, Italy, Nov 23 (AP)")).dateline == "Grosseto, Italy, Nov 23 (AP)"


@pytest.mark.parametrize(
    ("words", "credit", "left"),
    [
        (
            '<a href="https://dagblad.example/2026/fog">Fog on the quay</a> originally appeared on '
            '<a href="https://dagblad.example/">Osmark Dagblad</a>.',
            SourceCredit("Osmark Dagblad", "https://dagblad.example/2026/fog"),
            [],
        ),
        (
            'This story was originally published by <a href="https://falls.example/1">The Falls Reporter</a> '
            "under a CC BY 4.0 licence.",
            SourceCredit("The Falls Reporter", "https://falls.example/1", "CC BY 4.0"),
            [],
        ),
        (
            "It rained. This article originally appeared in Velan Herald (https://velan.example/rain).",
            SourceCredit("Velan Herald", "https://velan.example/rain"),
            ["It rained."],
        ),
        (
            'The post <a href="https://sn.example/chips">Chips</a> appeared first on '
            '<a href="https://sn.example">Signal &amp; Noise</a>.',
            SourceCredit("Signal & Noise", "https://sn.example/chips"),
            [],
        ),
        ("“Late boats” first appeared on Osmark Dagblad.", SourceCredit("Osmark Dagblad"), []),
    ],
)
def test_the_first_publisher_gets_the_credit(words, credit, left):
    found = lift(item("The boats were late.", words, headline="Late boats"))

    assert found.source_credit == credit
    assert texts(found) == ["The boats were late.", *left]
    assert lifted(found)[0][0] == "source credit"


@pytest.mark.parametrize(
    "text",
    [
        "The play originally appeared in Paris.",
        "The word first appeared in 1923.",
        "This story has not yet been published.",
    ],
)
def test_other_things_that_first_appeared_stay_in_the_text(text):
    assert lift(item("Lead.", text)).source_credit is None


PHOTO = "PHOTO: Fog on the quay at dawn. (Nils Ferro/NPA via CNS)"


def test_a_photo_line_describes_the_picture_of_the_item():
    found = lift(item("Lead.", PHOTO, pictures=(Picture(href="https://npa.example/fog.jpg"),)))

    assert found.pictures == (
        Picture(
            href="https://npa.example/fog.jpg", caption="Fog on the quay at dawn.", credit="Nils Ferro/NPA via CNS"
        ),
    )
    assert (texts(found), lifted(found)) == (["Lead."], [("caption", PHOTO)])


def test_a_photo_line_describes_the_picture_beside_it():
    body = blocks_from_html(f'<p>Lead.</p><img src="https://npa.example/fog.jpg"><p>{PHOTO}</p>')

    found = lift(NewsItem(guid="npa:1", body=body))

    assert [block.kind for block in found.body] == [BlockKind.PARAGRAPH, BlockKind.PICTURE]
    assert found.body[1].picture == Picture(
        href="https://npa.example/fog.jpg", caption="Fog on the quay at dawn.", credit="Nils Ferro/NPA via CNS"
    )


def test_a_caption_said_three_times_is_one_picture():
    """Seen in partners' feeds: the picture, its caption as text, and a photo line that repeats the caption."""
    caption = "A vault door in the former bank."
    body = blocks_from_html(
        f'<img src="https://npa.example/door.jpg"><p>{caption}</p><p>PHOTO: {caption} {caption} (Theo Brandis/Signal)'
        "</p><p><em>By Lio Abara, Signal</em></p><p>THE LONG WAVE — At eleven a crown was a crown.</p>"
    )

    found = lift(NewsItem(guid="npa:1", byline="Lio Abara", body=body))

    assert found.body[0].picture == Picture(
        href="https://npa.example/door.jpg", caption=caption, credit="Theo Brandis/Signal"
    )
    assert texts(found)[1:] == ["At eleven a crown was a crown."]
    assert found.byline == "Lio Abara"


def test_a_photo_line_without_a_picture_is_kept_and_noted():
    found = lift(item("Lead.", PHOTO))

    assert lifted(found) == [("caption", PHOTO)]
    assert "Fog on the quay at dawn." in found.notes[0]


def test_doubled_captions_become_one():
    picture = Picture(
        href="https://npa.example/fog.jpg", caption="Fog on the quay. Fog on the quay.", credit="Nils Ferro"
    )

    found = lift(item("Lead.", "Fog on the quay.", "Fog on the quay. Nils Ferro", pictures=(picture,)))

    assert found.pictures[0].caption == "Fog on the quay."
    assert texts(found) == ["Lead."]
    assert len(found.lifted) == 3


def test_a_picture_named_twice_is_shown_once():
    body = blocks_from_html(
        '<figure><img src="https://npa.example/fog.jpg"><figcaption>Fog</figcaption></figure><p>Lead.</p>'
    )

    found = lift(NewsItem(guid="npa:1", body=body, pictures=(Picture(href="https://npa.example/fog.jpg"),)))

    assert texts(found) == ["Lead."]
    assert found.pictures[0].caption == "Fog"


def test_more_with_a_link_is_a_related_story():
    found = lift(item('MORE: <a href="https://npa.example/ferry">Ferry <i>Wend</i> late</a>', "MORE: no link"))

    assert found.body[0] == BodyBlock(
        BlockKind.RELATED, html="Ferry <i>Wend</i> late", href="https://npa.example/ferry"
    )
    assert found.body[1].kind is BlockKind.PARAGRAPH
    assert lifted(found) == [("related", "MORE:")]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE", "Jane Doe"),
        ("By Maren Holt and Idris Fenn", "Maren Holt and Idris Fenn"),
        ("Von Jonas van der Berg", "Jonas van der Berg"),
    ],
)
def test_a_byline_in_the_text_fills_an_empty_field(words, names):
    found = lift(item(words, "Lead."))

    assert found.byline == names
    assert (texts(found), lifted(found)) == (["Lead."], [("byline", words)])


@pytest.mark.parametrize("byline", ["By Maren Holt", "MAREN HOLT", "by Maren Holt", "Maren Holt"])
def test_a_byline_is_names_alone(byline):
    assert lift(item("Lead.", byline=byline)).byline == "Maren Holt"


@pytest.mark.parametrize("words", ["By Monday the boats ran again.", "By then it was too late", "By and large."])
def test_a_sentence_that_starts_with_by_is_no_byline(words):
    assert lift(item(words, "Lead.")).byline == ""


def test_a_byline_that_differs_from_the_field_stays():
    assert texts(lift(item("By Jane Doe", byline="Maren Holt"))) == ["By Jane Doe"]


PARTS = st.sampled_from(
    [
        "ALDERMERE, Nov 23 (NPA) — ",
        "OSLO — ",
        "OPINION — ",
        "WATCH — ",
        "By Jane Doe",
        "By ",
        PHOTO,
        "Photo: Nils Ferro",
        "MORE: ",
        '<a href="https://npa.example/a/b">Ferry late</a>',
        "<b>bold</b> ",
        "Fog on the quay at dawn. ",
        "This story originally appeared on ",
        "The post ",
        " appeared first on ",
        "Osmark Dagblad",
        ".",
        " — ",
        "(NPA)",
        "The Rotunda voted. ",
        "<br>",
        "Late boats",
        "</p><p>",
        '</p><img src="https://npa.example/fog.jpg"><p>',
    ]
)
ITEMS = st.builds(
    lambda parts, headline, byline, pictures: item("".join(parts), headline=headline, byline=byline, pictures=pictures),
    st.lists(PARTS, max_size=14),
    st.sampled_from(["", "Late boats"]),
    st.sampled_from(["", "Jane Doe"]),
    st.sampled_from(
        [
            (),
            (Picture(href="https://npa.example/fog.jpg"),),
            (Picture(href="https://npa.example/x.jpg", caption="Fog on the quay at dawn. Fog on the quay at dawn."),),
        ]
    ),
)


def words_of(found: NewsItem) -> Counter[str]:
    """Count the words of the running text and of what was lifted out of it."""
    said = [plain_text(block.html) for block in found.body]
    said += [piece.text for piece in found.lifted]
    return Counter(word for text in said for word in re.findall(r"\w+", text))


def words_of_pictures(found: NewsItem) -> Counter[str]:
    pictures = [*found.pictures, *(block.picture for block in found.body if block.picture)]
    return Counter(word for each in pictures for word in re.findall(r"\w+", f"{each.caption} {each.credit}"))


@given(ITEMS)
def test_no_word_is_lost_and_none_invented(before):
    after = lift(before)

    was, has = words_of(before), words_of(after)
    assert not was - has, "a word of the running text is gone"
    assert not (has - was) - words_of_pictures(before), "a word came from nowhere"


@given(ITEMS)
def test_lifting_twice_is_lifting_once(before):
    once = lift(before)

    assert lift(once) == once


@pytest.mark.parametrize(
    "text",
    [
        "OPINION — " * 4_000,
        "By Jane Doe</p><p>" * 4_000,
        PHOTO + "</p><p>" + (PHOTO + "</p><p>") * 2_000,
        "MORE: <a href=/a>b</a></p><p>" * 2_000,
        "This story originally appeared on " * 4_000,
        "A " * 60_000 + "originally appeared on B.",
    ],
    ids=["programmes", "bylines", "photos", "related", "origins", "long"],
)
def test_repetition_costs_no_more_than_length(text):
    started = time.process_time()

    lift(item(text))

    assert time.process_time() - started < 3
