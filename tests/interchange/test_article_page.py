"""The page of an article is read as the publisher describes it; any other page is refused."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.interchange.article_page import NO_ARTICLE
from broadsheet.interchange.detect import Reading, read
from broadsheet.interchange.errors import TooLarge, Unreadable
from broadsheet.interchange.items import BlockKind, NewsItem, Term
from broadsheet.interchange.limits import PAGE_ELEMENTS
from tests.interchange.wording import HANGS_SECONDS, outcome

FERRY = (Path(__file__).parent / "samples" / "pages" / "ferry.html").read_bytes()
TEXT = "".join(
    f"<p>Crossing {number} of the ferry was late again, and the council of Port Sable wants to know why.</p>"
    for number in range(8)
)
ARTICLE = f"<article><h1>Ferry late again</h1>{TEXT}</article>"


def page(body: str = ARTICLE, *, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def ld(**fields) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def only(raw: bytes) -> NewsItem:
    (found,) = read(raw).items
    return found


def texts(item: NewsItem) -> list[str]:
    return [block.html for block in item.body]


def test_an_article_says_all_it_knows():
    found = only(FERRY)

    assert read(FERRY).format == "html"
    assert found.guid == found.href == "https://herald.strait.example/2026/12/night-ferry"
    assert (found.headline, found.dateline) == ("Night ferry sails all winter", "PORT SABLE")
    assert (found.byline, found.provider, found.language) == ("Maren Holt and Idris Fenn", "Strait Herald", "en-GB")
    assert found.standfirst == "Port Sable keeps its night crossing, the council decided."
    assert found.created_at == datetime(2026, 12, 1, 5, tzinfo=UTC)
    assert found.version == str(int(datetime(2026, 12, 1, 8, 30, tzinfo=UTC).timestamp()))
    assert (found.subjects, found.keywords) == ((Term("Harbour"),), ("ferries", "Port Sable"))
    assert found.usage_terms == "https://herald.strait.example/terms"
    assert [(picture.caption, picture.credit) for picture in found.pictures] == [("Fog on the quay.", "Nils Ferro")]


def test_the_text_is_the_article_and_nothing_around_it():
    found = only(FERRY)

    assert [block.kind for block in found.body] == [
        BlockKind.PARAGRAPH,
        BlockKind.PICTURE,
        BlockKind.PARAGRAPH,
        BlockKind.CROSSHEAD,
        BlockKind.PARAGRAPH,
        BlockKind.QUOTE,
        BlockKind.LIST,
        BlockKind.PARAGRAPH,
    ]
    assert texts(found)[0].startswith("The night ferry between")
    numbers = '<a href="https://herald.strait.example/2026/11/numbers">Its own numbers</a>'
    assert numbers in texts(found)[2]
    assert "<strong>vote</strong>" in texts(found)[2]
    assert not any(word in "".join(texts(found)) for word in ("newsletter", "Cookies", "Sport", "never shown"))


def test_a_picture_in_the_text_keeps_its_caption_and_credit():
    picture = only(FERRY).body[1].picture

    assert picture
    assert picture.href == "https://herald.strait.example/pictures/captain.jpg"
    assert picture.caption == "Captain Ada Lind before the first crossing."
    assert (picture.credit, picture.alternative_text) == ("Nils Ferro", "A captain at the wheel")


def test_open_graph_serves_where_there_is_no_json_ld():
    tags = {
        "og:type": "article",
        "og:title": "Ferry late",
        "og:url": "https://a.example/1",
        "og:image": "/a.jpg",
        "og:site_name": "Herald",
        "article:published_time": "2026-12-01T06:00:00Z",
        "article:section": "Harbour",
        "author": "Maren Holt",
    }
    found = only(page(head="".join(f'<meta property="{name}" content="{said}">' for name, said in tags.items())))

    assert (found.guid, found.headline, found.byline) == ("https://a.example/1", "Ferry late", "Maren Holt")
    assert found.pictures[0].href == "https://a.example/a.jpg"
    assert found.created_at == datetime(2026, 12, 1, 6, tzinfo=UTC)
    assert found.subjects == (Term("Harbour"),)


def test_an_article_without_metadata_is_named_by_its_words():
    found = only(page())

    assert found.guid.startswith("page:")
    assert (found.headline, len(found.body)) == ("Ferry late again", 8)


def test_a_page_that_changed_is_another_version():
    head = '<link rel="canonical" href="https://a.example/1">'
    before, after = only(page(head=head)), only(page(ARTICLE.replace("late", "early"), head=head))

    assert before.guid == after.guid
    assert before.version != after.version


def test_an_article_for_subscribers_says_so():
    assert any("for subscribers" in note for note in only(page(head=ld(isAccessibleForFree=False))).notes)


@pytest.mark.parametrize(
    "raw",
    [
        page("<p>Hello"),
        page("<h1>Search</h1><form><input></form>"),
        page("<h1>Sign in</h1><p>Please sign in to go on.</p>", head=ld(headline="Ferry")),
        page("".join(f"<article><h2><a href='/{n}'>Story {n}</a></h2></article>" for n in range(40))),
        page(
            "<ul>"
            + "".join(f"<li><a href='/{n}'>Another headline of the day, {n}</a></li>" for n in range(40))
            + "</ul>"
        ),
        page(TEXT),
        page(TEXT, head="<title>We will be back soon</title>"),
        page(f"<h1>We will be back soon</h1>{TEXT[:400]}"),
        b"<!DOCTYPE html>\n<html>",
        b"<html><head><title>x</title></head><frameset></frameset></html>",
    ],
)
def test_a_page_without_an_article_is_refused(raw):
    with pytest.raises(Unreadable, match="This is a web page, not a feed") as caught:
        read(raw)

    assert caught.value.reason == NO_ARTICLE
    assert caught.value.line == 1


DAMAGED = """
{
[]
"x"
null
{"@type": 1}
{"@type": ["NewsArticle"], "headline": {"a": 1}}
{"@graph": [[]]}
{"@type": "NewsArticle", "headline": 1e999, "author": [[]], "image": [], "keywords": {}, "datePublished": "soon"}
<!-- {"@type": "NewsArticle", "headline": "Hidden"} -->
""".strip().split("\n")


@pytest.mark.parametrize("said", [*DAMAGED, "[" * 500])
def test_metadata_that_cannot_be_read_costs_only_itself(said):
    head = f'<script type="application/ld+json">{said}</script><meta property="og:type" content="article">'

    assert only(page(head=head)).headline in ("Ferry late again", "Hidden", "inf")


def test_scripts_never_get_through():
    wicked = (
        ARTICLE + "<p onclick=x>Late <script>alert(1)</script><a href='javascript:alert(1)'>again</a>, they say.</p>"
    )

    assert "alert" not in str(only(page(wicked)))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (page("<div>" * 600), "nests more than 512"),
        (page("<i>x</i>" * (PAGE_ELEMENTS + 1)), "At most 4,000 are read"),
        (page("x" * 1_100_000), "At most 1,048,576 are read"),
    ],
)
def test_a_page_past_the_bounds_is_refused(raw, reason):
    with pytest.raises(TooLarge, match=reason):
        read(raw)


N = PAGE_ELEMENTS - 100
HOSTILE = {
    "paragraphs": page("<article>" + "<p>word word word word</p>" * N),
    "links": page("<article><p>" + "<a href=x>w</a> " * N),
    "rows": page("<article><table>" + "<tr><td>w<td>x" * (N // 3)),
    "breaks": page("<article>" + "x<br>" * N),
    "bold": page("<article><p>" + "<b>x</b> " * N),
    "deep": page("<article>" + ("<div>w" * 500 + "</div>" * 500) * 7),
    "spans": page("<article><p>" + ("<span>x" * 500 + "</span>" * 500) * 7),
    "lists": page("<article>" + ("<ul><li>x" * 500 + "</ul>" * 500) * 3),
    "figures": page("<article>" + "<figure>" * 500 + "<img src=x>" * 3_000),
    "pictures": page("<article>" + "<figure><img src=/x.jpg><figcaption>x</figcaption></figure>" * (N // 3)),
    "words": page("<article><p>" + "word, word. " * 40_000),
    "headings": page("<h1>x</h1>" * N),
    "scripts": page("<script " * 150_000),
    "scripts closed": page("<script></script" * 100_000),
    "comments": page("<!--" * 300_000),
    "ld": page(head='<script type="application/ld+json">' * 50_000),
    "ld big": page(head=f'<script type="application/ld+json">{json.dumps([{"@graph": [1] * 9}] * 20_000)}</script>'),
    "metas": page(ARTICLE, head="<meta name=author content=x>" * N),
    "attributes": page("<article><p " + "a=b " * 200_000 + ">x"),
    "quotes": page("<article>" + "<blockquote>x" * 500),
    "nested tables": page("<article>" + "<table><tr><td>x" * 250),
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_costs_no_more_than_its_length(raw):
    read(page())  # what it takes to load the extractor is paid once
    started = time.process_time()

    assert isinstance(outcome(raw), Reading | Unreadable)
    assert time.process_time() - started < HANGS_SECONDS


MARKS = """<p> </p> <div> </div> <article> </article> <h1> <table> <tr> <td> <ul> <li> <a_href="x"> </a>
    <img_src="/a.jpg"> <figure> <figcaption> <blockquote> <script_type="application/ld+json"> </script>
    <!-- --> <br> <b> {"@type":"NewsArticle"} <iframe_src="x"> <base_href="//["> <link_rel="canonical"_href="//[">
    <meta_property="og:url"_content="http://[">"""
PIECES = [mark.replace("_", " ") for mark in MARKS.split()] + [TEXT, "\0", "&#0;", "\ud800", "word "]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_page_is_read_or_refused(pieces):
    raw = ("<html>" + "".join(pieces)).encode("utf-8", "surrogatepass")

    assert isinstance(outcome(raw), Reading | Unreadable)


@given(st.integers(0, len(FERRY) - 1), st.integers(0, 200), st.binary(max_size=3))
def test_an_article_with_any_damage_is_read_or_refused(at, cut, change):
    assert isinstance(outcome(FERRY[:at] + change + FERRY[at + cut :]), Reading | Unreadable)
