"""The reader of WordPress exports: every record once, in order, and a plain refusal for a file that is broken."""

import tracemalloc
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from broadsheet.interchange.errors import TooLarge, Unreadable
from broadsheet.interchange.items import Picture
from broadsheet.interchange.php_values import read_php
from broadsheet.interchange.wordpress import (
    WordPressAuthor,
    WordPressComment,
    WordPressPost,
    WordPressSite,
    WordPressTerm,
    picture_of,
)
from broadsheet.interchange.wxr import Record, read_wxr
from tests.samples import sample

OURS = Path(__file__).parent / "samples" / "wordpress" / "falls-reporter.xml"
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Tiny</title><wp:wxr_version>1.2</wp:wxr_version>
"""
TAIL = "</channel></rss>"
IMPORTER = "wordpress/importer-data"


def posts_of(records: list[Record]) -> list[WordPressPost]:
    return [record for record in records if isinstance(record, WordPressPost)]


def tally(records: list[Record]) -> Counter[str]:
    """Count the records of a file by what they are."""
    return Counter(
        f"{record.type} {record.status}"
        if isinstance(record, WordPressPost)
        else record.taxonomy
        if isinstance(record, WordPressTerm)
        else type(record).__name__
        for record in records
    )


@pytest.fixture
def written(tmp_path):
    """Write a file and give its path."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "export.xml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture(scope="module")
def ours() -> list[Record]:
    return list(read_wxr(OURS))


@pytest.fixture(scope="module")
def flood(ours) -> WordPressPost:
    return next(post for post in posts_of(ours) if post.id == 41)


def test_records_come_in_the_order_of_the_file(ours):
    assert [type(record) for record in ours] == [
        WordPressSite,
        *[WordPressAuthor] * 2,
        *[WordPressTerm] * 4,
        *[WordPressPost] * 4,
    ]


def test_a_file_may_be_read_twice(ours):
    assert list(read_wxr(str(OURS))) == ours


def test_the_site_comes_first_without_a_slash_at_its_end(ours):
    assert ours[0] == WordPressSite(
        title="The Falls Reporter",
        base_url="https://falls-reporter.example",
        description="Lorne Falls, read daily",
        language="en-GB",
        version="1.2",
    )


def test_authors_have_their_names_and_no_line_ends(ours):
    ben, cleo = ours[1:3]

    assert ben == WordPressAuthor("ben", 2, "ben@falls-reporter.example", "Ben Arkwright", "Ben", "Arkwright")
    assert cleo == WordPressAuthor("cleo", 3)


def test_categories_tags_and_other_terms_are_told_apart(ours):
    assert ours[3:7] == [
        WordPressTerm("category", "news", "News", id=5),
        WordPressTerm("category", "dams", "Dams & Rivers", "news", "Water, high and low", 6),
        WordPressTerm("post_tag", "ister", "River Ister", id=7),
        WordPressTerm("nav_menu", "main", "Main menu", id=8),
    ]


def test_a_post_says_what_it_is(flood):
    assert (flood.type, flood.status, flood.slug) == ("post", "publish", "gates-open")
    assert flood.title == "Gates open &amp; the <em>Ister</em> rises"
    assert flood.headline == "Gates open & the Ister rises"
    assert flood.link == "https://falls-reporter.example/2025/03/gates-open/"
    assert flood.author == "ben"
    assert flood.published_at == datetime(2025, 3, 2, 6, 30, tzinfo=UTC)
    assert flood.modified_at == datetime(2025, 3, 2, 11, 0, tzinfo=UTC)
    assert flood.is_sticky
    assert not flood.has_password
    assert flood.notes == ()


def test_a_post_is_filed_once_under_each_term(flood):
    assert flood.categories == (WordPressTerm("category", "dams", "Dams & Rivers"),)
    assert flood.tags == (WordPressTerm("post_tag", "ister", "River Ister"),)
    assert flood.co_authors == (WordPressTerm("author", "cleo", "Cleo"),)
    assert flood.post_format == "image"


def test_the_first_of_two_values_of_a_key_counts(flood):
    assert flood.featured_picture_id == 40


def test_comments_come_without_mail_site_or_machine(flood):
    kept, spam = flood.comments

    assert kept == WordPressComment(
        70, "A walker", "The path is under water too.", datetime(2025, 3, 2, 8, tzinfo=UTC), is_approved=True
    )
    assert (spam.is_approved, spam.parent, spam.said_at) == (False, 70, None)
    assert "secret" not in repr(flood)
    assert "203.0.113.9" not in repr(flood)


def test_a_time_without_zone_is_read_as_utc_and_said_so(ours):
    draft = next(post for post in posts_of(ours) if post.id == 42)

    assert draft.published_at == datetime(2025, 3, 5, 18, 0, tzinfo=UTC)
    assert draft.notes == ("The date 2025-03-05 18:00:00 has no time zone. It was read as UTC.",)


def test_a_password_is_noticed_and_not_kept(ours):
    draft = next(post for post in posts_of(ours) if post.id == 42)

    assert draft.has_password
    assert "hush" not in repr(draft)


def test_a_page_without_dates_of_its_own_has_that_of_the_feed(ours):
    page = next(post for post in posts_of(ours) if post.type == "page")

    assert page.published_at == datetime(2020, 1, 1, 9, 0, tzinfo=UTC)
    assert page.menu_order == 3
    assert page.content == "Nested ]]> end."


def test_a_picture_has_the_credit_and_size_that_wordpress_measured(ours):
    gate = next(post for post in posts_of(ours) if post.type == "attachment")

    assert picture_of(gate) == Picture(
        href="https://falls-reporter.example/wp-content/uploads/2025/03/gate.jpg",
        caption="The gate at Upper Falls on Tuesday.",
        credit="Wanda Ibsén",
        alternative_text="A steel gate half raised over brown water",
        headline="Sluice gate at Upper Falls",
        width=1600,
        height=1067,
    )


def test_a_picture_with_broken_or_hostile_measures_has_none(written):
    meta = 'a:1:{s:5:"width";O:8:"stdClass":0:{}}'
    path = written(
        f"{HEAD}<item><wp:post_id>1</wp:post_id><wp:attachment_url>https://a.example/b.jpg</wp:attachment_url><wp:postmeta>"
        f"<wp:meta_key>_wp_attachment_metadata</wp:meta_key><wp:meta_value>{meta}</wp:meta_value></wp:postmeta></item>{TAIL}"
    )

    assert picture_of(posts_of(list(read_wxr(path)))[0]) == Picture(href="https://a.example/b.jpg")


def test_serialised_values_are_text_numbers_and_arrays():
    said = 'a:5:{i:0;s:4:"é“";i:1;d:1.5;s:1:"b";b:1;s:1:"n";N;s:1:"a";a:1:{i:0;i:-3;}}'.replace("4:", "5:", 1)

    assert read_php(said) == {"0": "é“", "1": 1.5, "b": True, "n": None, "a": {"0": -3}}


@pytest.mark.parametrize(
    "said",
    [
        'O:8:"stdClass":0:{}',
        'C:3:"Foo":0:{}',
        's:9:"short";',
        "a:2:{i:0;i:1;}",
        "a:999999999:{}",
        "a:1:{i:0;" * 40,
        "i:1;i:2;",
        "i:one;",
        's:-1:"";',
        "",
    ],
)
def test_serialised_objects_and_broken_values_are_refused(said):
    with pytest.raises(Unreadable, match=r"\.$"):
        read_php(said)


def test_blank_lines_and_control_characters_before_and_in_the_xml_do_no_harm(written):
    path = written(b"\xef\xbb\xbf\n\n" + HEAD.encode() + b"<item><title>One\x0btwo\x00</title></item>" + TAIL.encode())

    assert posts_of(list(read_wxr(path)))[0].title == "Onetwo"


def test_an_export_in_utf_16_is_read(written):
    said = HEAD.replace("UTF-8", "UTF-16") + "<item><title>Évian</title></item>" + TAIL

    assert posts_of(list(read_wxr(written(said.encode("utf-16")))))[0].title == "Évian"


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version_is_read(written, version, scheme):
    said = HEAD.replace("http://wordpress.org/export/1.2", f"{scheme}://wordpress.org/export/{version}")
    said = said.replace(">1.2<", f">{version}<") + "<item><wp:post_id>7</wp:post_id></item>" + TAIL

    site, post = read_wxr(written(said))

    assert site.version == version
    assert post.id == 7


def test_elements_of_strange_namespaces_say_nothing(written):
    path = written(
        HEAD + '<item xmlns:x="http://evil.example/1.2/"><x:post_id>666</x:post_id><wp:post_id>1</wp:post_id>'
        "<wp:post_id>2</wp:post_id></item><author>mallory</author>" + TAIL
    )

    assert [type(record) for record in read_wxr(path)] == [WordPressSite, WordPressPost]
    assert posts_of(list(read_wxr(path)))[0].id == 1


def test_an_export_of_nothing_is_a_site_without_posts(written):
    assert [type(record) for record in read_wxr(written(HEAD + TAIL))] == [WordPressSite]


BROKEN = {
    "nothing at all": ("", None, "empty"),
    "no XML": ("PK\x03\x04 zipped", 1, "not XML"),
    "a news feed": (HEAD.replace("<wp:wxr_version>1.2</wp:wxr_version>", "") + "<item/>" + TAIL, 4, "news feed"),
    "an unknown version": (HEAD.replace(">1.2<", ">abc<") + TAIL, 3, "version “abc”"),
    "another document": ("<html><body/></html>", 1, "Expected <rss>, found <html>"),
    "another frame": ("<rss>\n<feed/></rss>", 2, "Expected <channel>, found <feed>"),
    "a cut": (HEAD + "<item>\n<title>One", 5, "breaks off"),
    "crossed tags": (HEAD + "<item><title>One</item></title>" + TAIL, 4, "broken here"),
    "a bare ampersand": (HEAD + "<item><title>Cask & Crown</title></item>" + TAIL, 4, "“&amp;”"),
    "an unknown entity": (HEAD + "<item><title>One&nbsp;two</title></item>" + TAIL, 4, "'nbsp'"),
    "an end of CDATA": (HEAD + "<item><title>One ]]> two</title></item>" + TAIL, 4, "]]]]><![CDATA[>"),
    "an outer entity": (
        '<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]>\n'
        + HEAD.split("\n", 1)[1]
        + "<item>&e;</item>"
        + TAIL,
        1,
        "document type",
    ),
    "an inner entity": (
        '<!DOCTYPE rss [<!ENTITY e "boo">]>\n' + HEAD.split("\n", 1)[1] + "<item><title>&e;</title></item>" + TAIL,
        1,
        "document type",
    ),
}


@pytest.mark.parametrize(("content", "line", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused_with_line_and_advice(written, content, line, said):
    with pytest.raises(Unreadable, match=r"\.$") as refusal:
        list(read_wxr(written(content)))

    assert refusal.value.line == line
    assert said in refusal.value.reason
    assert "Traceback" not in str(refusal.value)


def test_lines_skipped_at_the_start_count(written):
    with pytest.raises(Unreadable) as refusal:
        list(read_wxr(written("\n\n" + HEAD + "<item><title>A & B</title></item>" + TAIL)))

    assert refusal.value.line == 6


def test_a_fault_far_down_comes_after_what_stands_before_it(written):
    path = written(HEAD + "<item><title>One</title></item>\n" * 5_000 + "<item>&nbsp;</item>\n" + TAIL)
    given: list[Record] = []

    with pytest.raises(Unreadable) as refusal:
        given.extend(read_wxr(path))

    assert refusal.value.line == 5_004
    assert len(given) == 5_001


SWOLLEN = {
    "entities": '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    + ']><rss version="&k;"/>',
    "depth": HEAD + "<item>" + "<a>" * 400 + "</a>" * 400 + "</item>" + TAIL,
    "one text": HEAD + "<item><title>" + "x" * 10_100_000 + "</title></item>" + TAIL,
}


@pytest.mark.parametrize("content", SWOLLEN.values(), ids=SWOLLEN.keys())
def test_what_would_swell_in_memory_is_refused(written, content):
    with pytest.raises(Unreadable):
        list(read_wxr(written(content)))


def test_a_record_without_end_is_refused_before_it_fills_the_memory(written, monkeypatch):
    monkeypatch.setattr("broadsheet.interchange.wxr.RECORD_BYTES", 200_000)
    many = "<item><title>One</title></item>" * 20_000
    path = written(HEAD + many + "<item>" + "<wp:postmeta/>" * 40_000 + "</item>" + TAIL)

    with pytest.raises(TooLarge, match="200,000"):
        list(read_wxr(path))


def test_memory_does_not_grow_with_the_file(written):
    item = "<item><content:encoded><![CDATA[" + "Water rose again. " * 500 + "]]></content:encoded></item>\n"
    path = written(HEAD + item * 1_000 + TAIL)

    tracemalloc.start()
    count = sum(1 for _ in read_wxr(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert path.stat().st_size > 8_500_000
    assert count == 1_001
    assert peak < 3_000_000


# The public samples


def counted_by_xpath(path: Path) -> Counter[str]:
    """Count what a file holds in another way than the reader does: a whole tree and XPath."""
    root = etree.parse(str(path), etree.XMLParser(resolve_entities=False)).getroot()
    space = next(address for prefix, address in root.nsmap.items() if prefix == "wp")
    spaces = {"wp": space}
    found = Counter(
        f"{item.findtext(f'{{{space}}}post_type') or ''} {item.findtext(f'{{{space}}}status') or ''}"
        for item in root.xpath("/rss/channel/item")
    )
    found["WordPressSite"] = 1
    found["WordPressAuthor"] = int(root.xpath("count(/rss/channel/wp:author)", namespaces=spaces))
    found["category"] = int(root.xpath("count(/rss/channel/wp:category)", namespaces=spaces))
    found["post_tag"] = int(root.xpath("count(/rss/channel/wp:tag)", namespaces=spaces))
    found.update(root.xpath("/rss/channel/wp:term/wp:term_taxonomy/text()", namespaces=spaces))
    return +found


WELL_FORMED = [
    "themeunittestdata.wordpress",
    "64-block-test-data",
    "theme-preview",
    "importer-data/a11y-unit-test-data",
    "importer-data/authors-multiline",
    "importer-data/backslashes",
    "importer-data/blank-lines",
    "importer-data/cdata-edge",
    "importer-data/chunked-meta",
    "importer-data/crazy-cdata-escaped",
    "importer-data/large-authors",
    "importer-data/missing-tags",
    "importer-data/multiple-cdata",
    "importer-data/post-content-blank-lines",
    "importer-data/slashes",
    "importer-data/small-export",
    "importer-data/term-formats",
    "importer-data/term-meta",
    "importer-data/test-serialized-comment-meta",
    "importer-data/test-serialized-postmeta-no-cdata",
    "importer-data/test-serialized-postmeta-with-cdata",
    "importer-data/test-serialized-term-meta",
    "importer-data/test-utw-post-meta-import",
    "importer-data/valid-wxr-1.0",
    "importer-data/valid-wxr-1.1",
    "importer-data/wxr-flat-attachment-different-site",
    "importer-data/wxr-flat-attachment-same-site",
    "importer-data/wxr-simple",
    "importer-data/wxr-utf-8-challenges",
    "importer-data/wxr-with-sub-data",
]
GHOSTLY = [
    "co-authors-plus",
    "feature-image-captions",
    "has-audio-enclosure",
    "has-audio-enclosure-with-libsyn-embed",
    "has-meta",
    "has-yoast-meta",
    "sample-with-alt",
    "multiple/pages-only",
    "multiple/posts-only",
]


@pytest.mark.samples
@pytest.mark.parametrize(
    "name",
    [*(f"wordpress/{name}.xml" for name in WELL_FORMED), *(f"ghost/mg-wp-xml/test/{name}.xml" for name in GHOSTLY)],
)
def test_a_public_export_gives_what_xpath_counts(name):
    path = sample(name)

    assert tally(list(read_wxr(path))) == counted_by_xpath(path)


@pytest.mark.samples
@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        (f"{IMPORTER}/malformed.xml", 27, "Expected <channel>, found <notachanneltag>"),
        (f"{IMPORTER}/malformed-simple.xml", 14, "breaks off"),
        (f"{IMPORTER}/invalid-version-tag.xml", 33, "version “abc”"),
        (f"{IMPORTER}/missing-version-tag.xml", 35, "No <wp:wxr_version>"),
        (f"{IMPORTER}/crazy-cdata.xml", 18, "]]>"),
        (f"{IMPORTER}/namespace-edge-cases.xml", 84, "not a valid URI"),
        ("ghost/mg-wp-xml/test/sample.xml", 109, "“&amp;”"),
        ("ghost/mg-wp-xml/test/sample-no-slug.xml", 109, "“&amp;”"),
        ("ghost/mg-wp-xml/test/multiple/attachments-only.xml", 11, "“&amp;”"),
    ],
)
def test_a_malformed_public_export_is_refused_where_it_is_broken(name, line, said):
    path = sample(name)

    with pytest.raises(Unreadable) as refusal:
        list(read_wxr(path))

    assert refusal.value.line == line
    assert said in refusal.value.reason


@pytest.mark.samples
def test_the_small_export_has_what_its_makers_say():
    found = tally(list(read_wxr(sample(f"{IMPORTER}/small-export.xml"))))

    assert (found["WordPressAuthor"], found["category"], found["post_tag"]) == (3, 30, 3)
    assert (found["post publish"], found["post private"]) == (5, 1)
    assert found["page publish"] + found["page draft"] == 5


@pytest.mark.samples
def test_the_theme_test_data_has_58_posts_and_21_pages():
    found = tally(list(read_wxr(sample("wordpress/themeunittestdata.wordpress.xml"))))

    assert found["post publish"] + found["post future"] + found["post draft"] == 58
    assert found["page publish"] == 21
    assert found["attachment inherit"] == 37


@pytest.mark.samples
def test_namespaces_turned_against_us_say_nothing():
    given: list[Record] = []
    with pytest.raises(Unreadable):
        given.extend(read_wxr(sample(f"{IMPORTER}/namespace-edge-cases.xml")))

    assert "malicious" not in repr(given)
    assert [record.login for record in given if isinstance(record, WordPressAuthor)] == [
        "real_user",
        "version_conflict",
    ]


@pytest.mark.samples
def test_text_survives_as_it_was_written():
    backslashes = posts_of(list(read_wxr(sample(f"{IMPORTER}/backslashes.xml"))))[0]
    nested = posts_of(list(read_wxr(sample(f"{IMPORTER}/crazy-cdata-escaped.xml"))))[0]

    assert backslashes.content == r"C:\xampp\htdocs\wp-content"
    assert nested.content == "Content with nested <![CDATA[ tags ]]> :)"
    assert nested.meta["Closing CDATA"] == "]]>"
