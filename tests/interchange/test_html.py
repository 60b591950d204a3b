"""HTML of any origin comes out as addressable units of safe text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.interchange.errors import TooLarge
from broadsheet.interchange.html import blocks_from_html, clean_inline, plain_text
from broadsheet.interchange.items import BlockKind, Picture


def kinds(html: str) -> list[str]:
    return [block.kind.value for block in blocks_from_html(html)]


def texts(html: str) -> list[str]:
    return [block.html for block in blocks_from_html(html)]


def test_every_paragraph_is_a_unit_of_its_own():
    html = "Loose start<p>One.</p><div><div>Two.<br><br/>Three,<br>still three.</div></div><p>&nbsp;</p>tail"

    assert texts(html) == ["Loose start", "One.", "Two.", "Three,<br>still three.", "tail"]
    assert set(kinds(html)) == {"paragraph"}


@pytest.mark.parametrize(
    ("html", "kind", "expected"),
    [
        ("<h2>Ham &amp; eggs <em>today</em></h2>", "crosshead", "Ham & eggs today"),
        (
            "<ul class=x><li>a<ul><li>b</ul>c<li><p>d</p><p>e</p></ul>",
            "list",
            "<ul><li>a<br>c<ul><li>b</li></ul></li><li>d<br>e</li></ul>",
        ),
        ("<ol start=3 type=i><li>a</ol>", "list", '<ol start="3"><li>a</li></ol>'),
        ("<pre class=x><code>a\n  b &lt;</code></pre>", "preformatted", "a\n  b <"),
        (
            "<table style='x'><caption>Votes</caption><thead><tr><th colspan=2>A</th></tr></thead>"
            "<tr><td>1<td><p>2</p><p>3</p></table>",
            "table",
            '<table><caption>Votes</caption><thead><tr><th colspan="2">A</th></tr></thead>'
            "<tbody><tr><td>1</td><td>2<br>3</td></tr></tbody></table>",
        ),
        ('<aside class="factbox"><h3>Facts</h3><p>One</p></aside>', "factbox", "<p>Facts</p><p>One</p>"),
    ],
)
def test_blocks_keep_their_kind_and_lose_their_dress(html, kind, expected):
    (block,) = blocks_from_html(html)

    assert (block.kind.value, block.html) == (kind, expected)


def test_headings_keep_their_level():
    assert [block.level for block in blocks_from_html("<h1>a</h1><h2>b</h2><h4>c</h4><h6>d</h6>")] == [2, 2, 4, 6]


@pytest.mark.parametrize(
    ("html", "said", "speaker"),
    [
        ("<blockquote><p>One.</p><p>Two.</p><cite>— Dagny Rook</cite></blockquote>", "One.<br><br>Two.", "Dagny Rook"),
        (
            "<blockquote><p>One.</p><footer>Dagny Rook, <cite>The Rotunda</cite></footer></blockquote>",
            "One.",
            "Dagny Rook, The Rotunda",
        ),
        ("<blockquote><p>One.</p><p>— Dagny Rook</p></blockquote>", "One.", "Dagny Rook"),
        ("<blockquote>I read <cite>Low Tide</cite> twice.</blockquote>", "I read <em>Low Tide</em> twice.", ""),
        (
            "<figure><blockquote><p>One.</p></blockquote><figcaption>Dagny Rook</figcaption></figure>",
            "One.",
            "Dagny Rook",
        ),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "a<br><br>b", ""),
    ],
)
def test_a_quote_knows_its_speaker(html, said, speaker):
    (block,) = blocks_from_html(html)

    assert (block.kind, block.html, block.attribution) == (BlockKind.QUOTE, said, speaker)


def test_a_figure_becomes_a_picture_with_caption_and_credit():
    html = (
        '<figure><img src="/p.jpg" alt=Fog width=300 height="200px" onerror=x>'
        '<figcaption>Fog. <span class="photo-credit">Nils Ferro</span></figcaption></figure>'
    )

    (block,) = blocks_from_html(html, base_url="https://npa.example/a/")

    assert block.picture == Picture(
        href="https://npa.example/p.jpg",
        caption="Fog.",
        credit="Nils Ferro",
        alternative_text="Fog",
        width=300,
        height=200,
    )


def test_a_gallery_keeps_each_caption_with_its_picture():
    html = (
        '<figure class="wp-block-gallery"><figure><img src="https://a.example/1.jpg">'
        "<figcaption>One (Ada/NPA)</figcaption></figure>"
        '<figure><img src="https://a.example/2.jpg"><figcaption>Two</figcaption></figure><figcaption>Both</figcaption></figure>'
    )

    (block,) = blocks_from_html(html)

    assert (block.kind, block.html) == (BlockKind.GALLERY, "Both")
    assert [(picture.caption, picture.credit) for picture in block.pictures] == [("One", "Ada/NPA"), ("Two", "")]


def test_a_picture_inside_a_sentence_does_not_cut_it():
    assert kinds("<p>Fog <img src=https://a.example/1.jpg> lay.</p>") == ["paragraph", "picture"]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://spy.example/p.gif" width=1 height=1>',
        '<img src="data:image/png;base64,AAAA">',
        "<img alt=x>",
        '<iframe src="javascript:alert(1)"></iframe>',
        "<p> <br> </p><div></div><hr>",
    ],
)
def test_what_shows_nothing_is_dropped(html):
    assert kinds(html) == []


@pytest.mark.parametrize(
    ("html", "kind", "href"),
    [
        (
            '<iframe src="//www.youtube.com/embed/abcdefghijk"></iframe>',
            "embed",
            "https://www.youtube.com/watch?v=abcdefghijk",
        ),
        ("<p>https://youtu.be/abcdefghijk</p>", "embed", "https://www.youtube.com/watch?v=abcdefghijk"),
        ("<iframe src='https://maps.example/1'>x</iframe>", "embed", "https://maps.example/1"),
        ("<video controls><source src=https://a.example/v.mp4>old browser</video>", "video", "https://a.example/v.mp4"),
        ("<audio src=https://a.example/a.mp3></audio>", "audio", "https://a.example/a.mp3"),
    ],
)
def test_frames_and_films_keep_only_their_address(html, kind, href):
    (block,) = blocks_from_html(html, base_url="https://npa.example/")

    assert (block.kind.value, block.href, block.html) == (kind, href, "")


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<p onclick=alert(1) style=x>a</p>",
        "<a href='java\tscript:alert(1)'>a</a>",
        "<a href=' JAVASCRIPT:alert(1)'>a</a>",
        "<a href=data:text/html,alert(1)>a</a>",
        "<a href='https:alert(1)'>a</a>",
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><style><img src=x onerror=alert(1)></style>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<style>@import 'alert(1)'</style>",
        "<ul><script>alert(1)</script><li>a</ul>",
        "<table><tr><td><script>alert(1)</script>a</table>",
        "<template><p>alert(1)</p></template>",
    ],
)
def test_scripts_have_no_way_through(html):
    for written in [block.html + block.href for block in blocks_from_html(html)] + [clean_inline(html)]:
        assert "alert" not in written
        assert "on" not in written


def test_a_script_written_as_text_stays_text():
    assert clean_inline("&lt;script&gt;alert(1)&lt;/script&gt;") == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_nested_inline_is_mended():
    html = "<p><b>One <b>two</b><p>three</b></p><i><em><div>four</div></i></em>"

    assert texts(html) == ["<b>One two</b>", "three", "<i><em>four</em></i>"]


TAGS = "<p> </p> <b> </b> <i> </i> <br> <br/> <div> </div> <li> <ul> </ul> <q> <sub> <script>x</script> <!-- -->"
PIECES = st.sampled_from([*TAGS.split(), "<a href='/x?a=1&b'>", "</a>", "&amp;", "&lt;b&gt;", *'word <>&"\n\xa0ü'])
MARKUP = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60))


@given(MARKUP)
def test_cleaning_twice_is_cleaning_once(html):
    once = clean_inline(html)

    assert clean_inline(once) == once


@given(MARKUP)
def test_a_paragraph_read_again_is_the_same_paragraph(html):
    for block in blocks_from_html(html):
        if block.kind is BlockKind.PARAGRAPH:
            assert [again.html for again in blocks_from_html(f"<p>{block.html}</p>")] == [block.html]


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<br>", "<li>", "<ul>", "</ul>", "<h2>", "</h2>"]
        ),
        max_size=20,
    )
)
def test_no_word_is_lost(tags):
    html = "".join(f"{tag} w{number} " for number, tag in enumerate(tags))

    said = " ".join(plain_text(block.html) for block in blocks_from_html(html))

    assert sorted(said.split()) == sorted(f"w{number}" for number in range(len(tags)))


@pytest.mark.parametrize(
    "html",
    ["<div>" * 100_000, "<div></b>" * 50_000, "\n<section>" * 600, "x" * 600_000, "<ul><li>" * 10_000],
    ids=["deep", "deep-in-disguise", "deep-on-lines", "large", "deep-lists"],
)
def test_markup_beyond_the_bounds_is_refused_at_once(html):
    started = time.process_time()

    with pytest.raises(TooLarge):
        blocks_from_html(html)

    assert time.process_time() - started < 1


def test_the_refusal_names_the_line():
    with pytest.raises(TooLarge, match=r"^Line 513: The HTML nests more than 512 elements"):
        blocks_from_html("<section>\n" * 600)


def test_deep_markup_within_the_bounds_loses_no_word():
    assert texts("<div>" * 500 + "deep" + "</div>" * 500) == ["deep"]
