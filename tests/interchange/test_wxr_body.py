"""The text of a WordPress post becomes our blocks, classic or from the block editor, and every loss is named."""

import contextlib
import re
import time

import pytest

from broadsheet.interchange.errors import TooLarge
from broadsheet.interchange.html import plain_text
from broadsheet.interchange.items import BlockKind, BodyBlock, Picture
from broadsheet.interchange.wordpress import WordPressPost, picture_of
from broadsheet.interchange.wordpress_blocks import has_blocks, read_blocks
from broadsheet.interchange.wordpress_html import Body, body_blocks
from broadsheet.interchange.wordpress_names import DROPPED_BLOCKS, PASSED_BLOCKS, PLAIN_BLOCKS
from broadsheet.interchange.wxr import read_wxr
from tests.samples import sample

SITE = "https://falls-reporter.example"
UPLOADS = f"{SITE}/wp-content/uploads/2025/03"
GATE = Picture(
    href=f"{UPLOADS}/gate.jpg",
    caption="The gate on Tuesday",
    credit="Wanda Ibsen",
    alternative_text="A steel gate half raised",
    width=1600,
    height=1067,
)
WEIR = Picture(href=f"{UPLOADS}/weir-scaled.jpg", caption="The weir & its pool", alternative_text="A low weir")
LIBRARY = {40: GATE, 41: WEIR}


def converted(content: str, **more: object) -> Body:
    return body_blocks(content, base_url=SITE, attachments=LIBRARY, **more)  # type: ignore[arg-type]


def blocks(content: str) -> list[BodyBlock]:
    return list(converted(content).blocks)


def kinds(content: str) -> list[str]:
    return [block.kind.value for block in converted(content).blocks]


def texts(content: str) -> list[str]:
    return [block.html for block in converted(content).blocks]


def losses(content: str) -> list[str]:
    return [lost.what for lost in converted(content).dropped]


def framed(picture: str, caption: str, **attributes: str) -> str:
    """Write a picture as the editor frames it."""
    said = "".join(f' {name.replace("_", "-").strip("-")}="{value}"' for name, value in attributes.items())
    return f'<figure class="wp-block-image"><img src="{picture}"{said}/><figcaption>{caption}</figcaption></figure>'


def block(name: str, html: str = "", attributes: str = "") -> str:
    """Write a block as the editor saves it."""
    said = f" {attributes}" if attributes else ""
    return f"<!-- wp:{name}{said} -->\n{html}\n<!-- /wp:{name} -->\n\n"


# Classic texts


def test_blank_lines_part_paragraphs_and_single_ones_lines():
    assert texts("One\ntwo\r\n\r\nThree\n \n\n<em>four</em> five") == ["One<br>two", "Three", "<em>four</em> five"]


def test_line_ends_beside_tags_that_break_anyway_do_not_count():
    content = "Before\n<h3>A head</h3>\nAfter\n<ul>\n\t<li>one</li>\n\t<li>two</li>\n</ul>\nEnd<br />\nof it"

    assert kinds(content) == ["paragraph", "crosshead", "paragraph", "list", "paragraph"]
    assert texts(content)[2:] == ["After", "<ul><li>one</li><li>two</li></ul>", "End<br>of it"]


def test_lines_of_verse_in_pre_stay_as_they_stand():
    assert texts("Said:\n<pre>One\n\n  two\n</pre>\nSo.") == ["Said:", "One\n\n  two", "So."]


def test_a_quote_keeps_its_paragraphs_and_speaker():
    (quote,) = blocks("<blockquote>First.\n\nSecond.\n<cite>Noor Castellan</cite></blockquote>")

    assert quote == BodyBlock(BlockKind.QUOTE, html="First.<br><br>Second.", attribution="Noor Castellan")


def test_pictures_stay_between_the_paragraphs_where_they_stood():
    content = f'One.\n\n<img src="{UPLOADS}/a.jpg" alt="A">\n\nTwo.\n\n<img src="{UPLOADS}/b.jpg" alt="B">\n\nThree.'

    assert kinds(content) == ["paragraph", "picture", "paragraph", "picture", "paragraph"]


def test_an_address_alone_on_its_line_is_shown_or_linked():
    content = (
        "Look:\nhttps://youtu.be/abcdef12345\n\nhttps://x.com/a/status/1\n\n"
        "https://unknown.example/p\n\nIn https://x.com/b text"
    )

    film, post, linked, said = blocks(content)[1:]

    assert (film.kind, film.href) == (BlockKind.EMBED, "https://www.youtube.com/watch?v=abcdef12345")
    assert (post.kind, post.href) == (BlockKind.EMBED, "https://x.com/a/status/1")
    assert linked.html == '<a href="https://unknown.example/p">https://unknown.example/p</a>'
    assert said.html == "In https://x.com/b text"


def test_more_and_page_breaks_are_passed_over_and_counted():
    body = converted("One<!--more-->two<!--nextpage-->three <!--nextpage-->")

    assert [found.html for found in body.blocks] == ["One", "two", "three"]
    assert body.passed_over == (("more", 1), ("nextpage", 2))
    assert body.dropped == ()


# Shortcodes


SMALL_GATE = f'<img class="wp-image-40" src="{UPLOADS}/gate-300x200.jpg" />'


@pytest.mark.parametrize(
    "caption",
    [
        f'[caption id="attachment_40" width="300"]<a href="{SITE}/x">{SMALL_GATE}</a> Half <b>open</b>[/caption]',
        f'[caption width="300" caption="Half &lt;b&gt;open&lt;/b&gt;"]{SMALL_GATE}[/caption]',
    ],
)
def test_a_captioned_picture_is_one_picture_from_the_library(caption):
    before, shown, after = blocks(f"Before.\n\n{caption}\n\nAfter.")

    assert (before.html, after.html) == ("Before.", "After.")
    assert shown.picture == Picture(
        href=GATE.href,
        caption="Half open",
        credit="Wanda Ibsen",
        alternative_text="A steel gate half raised",
        width=1600,
        height=1067,
    )


def test_a_gallery_shows_the_pictures_it_numbers_and_misses_are_named():
    body = converted('[gallery ids="41,40,77"]')

    (gallery,) = body.blocks
    assert [picture.href for picture in gallery.pictures] == [WEIR.href, GATE.href]
    assert gallery.pictures[0].caption == "The weir & its pool"
    assert gallery.pictures[1].credit == "Wanda Ibsen"
    assert [lost.reason for lost in body.dropped] == ["These pictures are not in the export: 77."]


def test_a_bare_gallery_shows_what_is_attached_to_the_post():
    body = converted("[gallery columns='2' exclude='40']", attached=[40, 41])

    assert [picture.href for picture in body.blocks[0].pictures] == [WEIR.href]
    assert converted("[gallery]").dropped[0].what == "gallery"


@pytest.mark.parametrize(
    ("code", "kind", "href"),
    [
        (f"[audio {UPLOADS}/a.mp3]", "audio", f"{UPLOADS}/a.mp3"),
        (f'[audio mp3="{UPLOADS}/a.mp3"][/audio]', "audio", f"{UPLOADS}/a.mp3"),
        (f'[video width="640" mp4="{UPLOADS}/a.mp4"][/video]', "video", f"{UPLOADS}/a.mp4"),
        ('[video src="https://youtu.be/abcdef12345"]', "embed", "https://www.youtube.com/watch?v=abcdef12345"),
        ("[embed]https://vimeo.com/7[/embed]", "embed", "https://vimeo.com/7"),
        (
            "[youtube=https://www.youtube.com/watch?v=abcdef12345&w=9]",
            "embed",
            "https://www.youtube.com/watch?v=abcdef12345",
        ),
        ("[youtube abcdef12345]", "embed", "https://www.youtube.com/watch?v=abcdef12345"),
    ],
)
def test_sound_and_films_keep_their_address(code, kind, href):
    (shown,) = blocks(code)

    assert (shown.kind.value, shown.href) == (kind, href)


def test_a_frame_of_an_unknown_site_becomes_a_link_and_is_reported():
    body = converted("[embed]https://unknown.example/film[/embed]")

    assert [found.kind for found in body.blocks] == [BlockKind.PARAGRAPH]
    assert 'href="https://unknown.example/film"' in body.blocks[0].html
    assert [(lost.what, lost.sample) for lost in body.dropped] == [("embed", "https://unknown.example/film")]


def test_the_words_inside_an_unknown_shortcode_are_kept():
    body = converted(
        'One [highlight color="red"]two [u x=1]three[/u][/highlight] four [button /]five [contact-form-7 id="3"]'
    )

    assert [found.html for found in body.blocks] == ["One two three four five"]
    assert [lost.what for lost in body.dropped] == ["[u]", "[highlight]", "[button]", "[contact-form-7]"]


def test_brackets_of_editors_are_words():
    content = "He said “[sic] it [the dam] is [laughs] [1] fine” [see below]\n\n[toc]\n\nEnd [[gallery]]"

    assert texts(content) == ["He said “[sic] it [the dam] is [laughs] [1] fine” [see below]", "End [gallery]"]
    assert losses(content) == ["[toc]"]


def test_a_shortcode_never_closed_takes_no_words_with_it():
    assert texts('[box x="1"]One.\n\n[note y="2"]Two.[/box]\n\nThree.') == ["One.", "Two.", "Three."]


# Blocks


def test_text_blocks_become_ours():
    content = (
        block("paragraph", "<p>One <strong>two</strong>.</p>")
        + block("heading", '<h3 class="wp-block-heading">A head</h3>', '{"level":3}')
        + block("quote", f"<blockquote>{block('paragraph', '<p>We wait.</p>')}<cite>A keeper</cite></blockquote>")
        + block("pullquote", "<figure><blockquote><p>It rose.</p><cite>Ada</cite></blockquote></figure>")
        + block(
            "list",
            "<ul>"
            + block("list-item", "<li>a" + block("list", f"<ol>{block('list-item', '<li>b</li>')}</ol>") + "</li>")
            + "</ul>",
        )
        + block(
            "table", "<figure><table><tbody><tr><td>1</td></tr></tbody></table><figcaption>Levels</figcaption></figure>"
        )
        + block("separator", '<hr class="wp-block-separator"/>')
        + block("code", "<pre><code>a &lt; b</code></pre>")
        + block("verse", "<pre>rain\n rain</pre>")
    )

    found = blocks(content)

    assert [(b.kind.value, b.html) for b in found[:2]] == [
        ("paragraph", "One <strong>two</strong>."),
        ("crosshead", "A head"),
    ]
    assert found[1].level == 3
    assert [(b.html, b.attribution) for b in found[2:4]] == [("We wait.", "A keeper"), ("It rose.", "Ada")]
    assert re.sub(r"\s+(?=<)", "", found[4].html) == "<ul><li>a<ol><li>b</li></ol></li></ul>"
    assert found[5].kind is BlockKind.TABLE
    assert "Levels" in found[5].html
    assert found[6].kind is BlockKind.DIVIDER
    assert [(b.kind.value, b.html) for b in found[7:]] == [("preformatted", "a < b"), ("preformatted", "rain\n rain")]
    assert losses(content) == []


def test_a_picture_block_has_its_caption_and_what_the_library_knows():
    html = framed(f"{UPLOADS}/gate-1024x683.jpg", "Up it goes", alt="", class_="wp-image-40")

    (shown,) = blocks(block("image", html, '{"id":40}'))

    assert shown.kind is BlockKind.PICTURE
    assert shown.picture is not None
    assert (shown.picture.href, shown.picture.caption, shown.picture.credit) == (GATE.href, "Up it goes", "Wanda Ibsen")
    assert shown.picture.alternative_text == "A steel gate half raised"


def test_a_picture_without_number_is_found_by_the_address_of_a_smaller_copy():
    (shown,) = blocks(
        '<img src="http://i0.wp.com/falls-reporter.example/wp-content/uploads/2025/03/weir-300x200.jpg?ssl=1">'
    )

    assert shown.picture is not None
    assert shown.picture.href == WEIR.href
    assert shown.picture.alternative_text == "A low weir"


@pytest.mark.parametrize(
    "gallery",
    [
        block(
            "gallery",
            '<figure class="wp-block-gallery has-nested-images">'
            + block("image", framed(f"{UPLOADS}/gate.jpg", "One", class_="wp-image-40"))
            + block("image", framed(f"{UPLOADS}/weir.jpg", "Two", class_="wp-image-41"))
            + "</figure>",
            '{"linkTo":"none"}',
        ),
        block(
            "gallery",
            '<ul class="wp-block-gallery">'
            f"<li>{framed(f'{UPLOADS}/gate.jpg', 'One', data_id='40')}</li>"
            f"<li>{framed(f'{UPLOADS}/weir.jpg', 'Two', data_id='41')}</li></ul>",
            '{"ids":[40,41]}',
        ),
    ],
    ids=["nested", "old"],
)
def test_both_forms_of_gallery_are_one_gallery(gallery):
    (shown,) = blocks(gallery)

    assert shown.kind is BlockKind.GALLERY
    assert [(p.href, p.caption) for p in shown.pictures] == [(GATE.href, "One"), (WEIR.href, "Two")]


def test_a_gallery_that_saved_only_numbers_is_filled_from_the_library():
    (shown,) = blocks('<!-- wp:gallery {"ids":[40,41]} /-->')

    assert [picture.href for picture in shown.pictures] == [GATE.href, WEIR.href]


@pytest.mark.parametrize("name", ["embed", "core-embed/youtube", "core/embed"])
def test_an_embed_keeps_its_address_and_caption(name):
    html = "<figure><div>\nhttps://youtu.be/abcdef12345\n</div><figcaption>The flood</figcaption></figure>"

    (shown,) = blocks(block(name, html, '{"url":"https://youtu.be/abcdef12345?a=1\\u0026b=2"}'))

    assert shown == BodyBlock(BlockKind.EMBED, html="The flood", href="https://www.youtube.com/watch?v=abcdef12345")


def test_sound_and_film_blocks_keep_address_and_caption():
    audio = block(
        "audio", f'<figure><audio controls src="{UPLOADS}/a.mp3"></audio><figcaption>Roar</figcaption></figure>'
    )
    video = block("video", f'<figure><video src="{UPLOADS}/a.mp4"></video></figure>')

    assert [(b.kind.value, b.href, b.html) for b in blocks(audio + video)] == [
        ("audio", f"{UPLOADS}/a.mp3", "Roar"),
        ("video", f"{UPLOADS}/a.mp4", ""),
    ]


def test_what_only_arranges_is_unwrapped_however_deep():
    inside = block("paragraph", "<p>Deep.</p>")
    for name in ("column", "columns", "group", "cover", "media-text", "group"):
        inside = block(name, f'<div class="wp-block-{name}">{inside}</div>')

    assert texts(inside) == ["Deep."]
    assert losses(inside) == []


def test_a_cover_shows_its_picture_and_its_words():
    words = block("paragraph", "<p>Words.</p>")
    image = f'<img class="wp-block-cover__image-background wp-image-40" src="{UPLOADS}/gate.jpg"/>'
    new = block("cover", f'<div class="wp-block-cover">{image}<div>{words}</div></div>')
    old = block(
        "cover", f'<div style="background-image:url(x)">{words}</div>', f'{{"url":"{UPLOADS}/gate.jpg","id":40}}'
    )

    for content in (new, old):
        shown, said = blocks(content)
        assert shown.picture is not None
        assert shown.picture.href == GATE.href
        assert said.html == "Words."


def test_buttons_and_files_are_links():
    button = f'<div class="wp-block-button"><a class="wp-block-button__link" href="{SITE}/give">Give</a></div>'
    report = f"{UPLOADS}/r.pdf"
    file = (
        f'<object data="{report}"></object><a href="{report}">The &amp; report</a><a href="{report}" download>Get</a>'
    )

    content = block("buttons", block("button", button)) + block("file", f"<div>{file}</div>", f'{{"href":"{report}"}}')

    assert texts(content) == [f'<a href="{SITE}/give">Give</a>', f'<a href="{report}">The &amp; report</a>']


def test_details_are_opened():
    assert kinds(
        block("details", f"<details><summary>Why?</summary>{block('paragraph', '<p>Rain.</p>')}</details>")
    ) == ["crosshead", "paragraph"]


def test_html_by_hand_is_made_safe_and_reported():
    body = converted(block("html", "<div onclick='x()'>Kept <b>words</b><script>steal()</script></div>"))

    assert [found.html for found in body.blocks] == ["Kept <b>words</b>"]
    assert [lost.what for lost in body.dropped] == ["html", "script", "script"]


def test_a_shortcode_block_and_loose_text_between_blocks_are_read():
    content = block("paragraph", "<p>One.</p>") + "Loose\n\ntext\n" + block("shortcode", '[gallery ids="40"]')

    assert kinds(content) == ["paragraph", "paragraph", "paragraph", "gallery"]


def test_spacers_and_page_breaks_are_counted_and_reusable_blocks_named():
    body = converted(
        block("spacer", "<div></div>")
        + block("nextpage", "<!--nextpage-->")
        + '<!-- wp:block {"ref":9} /-->'
        + "<!-- wp:latest-posts /-->"
    )

    assert body.blocks == ()
    assert body.passed_over == (("nextpage", 1), ("spacer", 1))
    assert [(lost.what, lost.sample) for lost in body.dropped] == [
        ("block", "ref: 9"),
        ("latest-posts", "latest-posts"),
    ]
    assert all(lost.reason.endswith(".") for lost in body.dropped)


def test_a_block_of_a_plug_in_keeps_its_words_and_is_reported():
    body = converted(block("acme/box", "<div><p>Inside.</p></div>") + '<!-- wp:acme/map {"x":1} /-->')

    assert [found.html for found in body.blocks] == ["Inside."]
    assert [lost.what for lost in body.dropped] == ["acme/box", "acme/map"]


def test_crossed_and_broken_marks_lose_no_words():
    content = (
        "<!-- wp:group --><p>One.</p><!-- /wp:columns --><!-- wp:paragraph {broken --><p>Two.</p>"
        "<!-- wp:Strange --><p>Three.</p><!-- /wp:group -->"
    )

    assert texts(content) == ["One.", "Two.", "Three."]


def test_attributes_are_read_as_json_or_not_at_all():
    (image, broken) = (
        part for part in read_blocks('<!-- wp:image {"id":4,"a":{"b":"}"}} /--><!-- wp:x {"id":} /-->').inside
    )

    assert not isinstance(image, str)
    assert image.attributes == {"id": 4, "a": {"b": "}"}}
    assert not isinstance(broken, str)
    assert broken.attributes == {}


# Hostile texts

HOSTILE = {
    "script": "<p>Kept.</p><script>alert(1)</script>",
    "style": "<style>p{}</style>Kept.",
    "handler": '<p onmouseover="alert(1)">Kept.</p>',
    "link": '<a href=" javascript:alert(1)">Kept.</a>',
    "svg": "Kept.<svg onload=alert(1)><script>alert(1)</script></svg>",
    "form": '<form action="https://evil.example"><input name="alert(1)">Kept.</form>',
    "iframe": '<p>Kept.</p><iframe src="https://evil.example/alert(1)">alert(1)</iframe>',
    "object": '<p>Kept.</p><object data="https://evil.example/alert(1)"></object>',
    "pixel": 'Kept.<img src="https://evil.example/alert(1).gif" width="1" height="1">',
    "data": 'Kept.<img src="data:image/svg+xml;base64,alert(1)">',
    "in a shortcode": "[x]<script>alert(1)</script>Kept.[/x]",
    "in a caption": '[caption caption="Kept.<script>alert(1)</script>"]<img src="https://a.example/b.jpg">[/caption]',
    "in an embed": '<p>Kept.</p><!-- wp:embed {"url":"https://evil.example/alert(1)\\"><script>"} /-->',
    "in a block": block("image", "<figure><script>alert(1)</script><p>Kept.</p></figure>"),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_that_runs_or_spies_survives_and_the_loss_is_named(content):
    body = converted(content)

    shown = re.sub(r"https://evil\.example/alert\(1\)(%22|&quot;|\").*", "", repr(body.blocks))
    assert "Kept." in shown
    assert "<script" not in shown
    assert "alert(1)" not in shown
    assert body.dropped


def test_words_struck_out_are_reported_for_they_now_stand():
    body = converted("The dam <del>burst</del> held.")

    assert body.blocks[0].html == "The dam burst held."
    assert [(lost.what, lost.sample) for lost in body.dropped] == [("del", "<del>burst</del>")]


def test_frames_of_known_sites_survive_without_their_markup():
    (shown,) = blocks('<iframe src="https://www.youtube.com/embed/abcdef12345?rel=0" onload="x()"></iframe>')

    assert shown == BodyBlock(BlockKind.EMBED, href="https://www.youtube.com/watch?v=abcdef12345")


SWOLLEN = {
    "brackets": "[" * 300_000,
    "openings": '[a "' * 100_000,
    "captions": "[caption]" * 10_000 + "[/caption]" * 10_000,
    "comments": "<!--" * 100_000,
    "marks": '<!-- wp:a {"' * 30_000,
    "voids": "<!-- wp:a /-->" * 20_000,
    "deep marks": "<!-- wp:group -->" * 10_000,
    "deep JSON": "<!-- wp:a {" + '"a":{' * 20_000 + "} -->",
    "tags": "<div>" * 100_000,
    "lines": "\n \n" * 100_000,
}


@pytest.mark.parametrize("content", SWOLLEN.values(), ids=SWOLLEN.keys())
def test_swollen_texts_are_converted_or_refused_in_no_time(content):
    begun = time.process_time()

    with contextlib.suppress(TooLarge):
        converted(content)

    assert time.process_time() - begun < 5


# The public samples


def bodies_of(path: str) -> list[tuple[WordPressPost, Body]]:
    posts = [record for record in read_wxr(sample(path)) if isinstance(record, WordPressPost)]
    library = {post.id: picture_of(post) for post in posts if post.type == "attachment"}
    return [
        (
            post,
            body_blocks(
                post.content,
                base_url=SITE,
                attachments=library,
                attached=[other.id for other in posts if other.type == "attachment" and other.parent == post.id],
            ),
        )
        for post in posts
        if post.type in ("post", "page")
    ]


PLAIN = (BlockKind.PREFORMATTED, BlockKind.CROSSHEAD)
EXPORTS = (
    "wordpress/themeunittestdata.wordpress.xml",
    "wordpress/64-block-test-data.xml",
    "wordpress/theme-preview.xml",
    "wordpress/importer-data/a11y-unit-test-data.xml",
)


@pytest.mark.samples
@pytest.mark.parametrize("path", EXPORTS)
def test_every_block_of_the_public_exports_is_converted_counted_or_named(path):
    for post, body in bodies_of(path):
        named = {lost.what for lost in body.dropped} | {what for what, _ in body.passed_over}
        whole = read_blocks(post.content) if has_blocks(post.content) else read_blocks("")
        for found in top_level(whole):
            if found in DROPPED_BLOCKS or found in PASSED_BLOCKS or found == "html":
                assert found in named, f"{post.title}: {found} is neither shown nor reported"
            else:
                assert (
                    found in PLAIN_BLOCKS
                    or found in ("embed", "gallery", "file", "details", "shortcode")
                    or (found.startswith("core-embed/") or found in named)
                ), f"{post.title}: {found}"


def top_level(whole: object) -> set[str]:
    """Name the blocks that stand for themselves: not those inside a block that is left out as a whole."""
    waiting, names = [whole], set()
    while waiting:
        for part in waiting.pop().inside:  # type: ignore[attr-defined]
            if not isinstance(part, str):
                names.add(part.name)
                if part.name not in DROPPED_BLOCKS:
                    waiting.append(part)
    return names


@pytest.mark.samples
@pytest.mark.parametrize("path", EXPORTS)
def test_every_post_with_words_has_blocks_and_nothing_unsafe(path):
    unsafe = re.compile(r"<(script|style|iframe|form|object|svg)|javascript:|\son\w+=|<!--", re.IGNORECASE)
    for post, body in bodies_of(path):
        if plain_text(post.content).strip() and not body.dropped:
            assert body.blocks, post.title
        for found in body.blocks:
            if found.kind not in PLAIN:
                assert not unsafe.search(found.html), (post.title, found)


def words_of(body: Body) -> set[str]:
    pictures = [p for found in body.blocks for p in (found.picture, *found.pictures) if p]
    said = [found.html if found.kind in PLAIN else plain_text(found.html) for found in body.blocks]
    said += [found.attribution for found in body.blocks] + [picture.caption for picture in pictures]
    said += [picture.credit for picture in pictures]
    return set(re.findall(r"\w{4,}", " ".join(said)))


@pytest.mark.samples
@pytest.mark.parametrize("path", EXPORTS)
def test_no_word_of_the_public_exports_is_lost_unseen(path):
    """Words that a reader of WordPress saw stand in our blocks; posts with named losses are looked at by hand."""
    checked = 0
    for post, body in bodies_of(path):
        if body.dropped or "[" in post.content:
            continue
        hidden = r"<!--.*?-->|<a [^>]*wp-block-file__button[^>]*>.*?</a>|https?://[^\s<>\"]+"
        seen = re.sub(hidden, " ", post.content, flags=re.DOTALL)
        assert set(re.findall(r"\w{4,}", plain_text(seen))) <= words_of(body), post.title
        checked += 1
    assert checked > 5


@pytest.mark.samples
def test_the_theme_test_data_gives_known_numbers_of_blocks():
    found = [
        shown.kind.value for _, body in bodies_of("wordpress/themeunittestdata.wordpress.xml") for shown in body.blocks
    ]

    assert {kind: found.count(kind) for kind in ("embed", "audio", "video", "table", "quote")} == {
        "embed": 8,
        "audio": 3,
        "video": 7,
        "table": 8,
        "quote": 17,
    }
