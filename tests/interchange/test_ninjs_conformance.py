"""Every example of ninjs the IPTC publishes becomes an item that says what the file says, or a refusal with a reason.

Expectations come from plain `json` and html5lib; none of the parser's code is used to compute them.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree
from referencing import Registry, Resource

from broadsheet.interchange.detect import read
from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.items import NewsItem
from broadsheet.interchange.ninjs import write
from tests.interchange.wording import html_text, one_line, outcome, time, tree_text, words, words_of
from tests.samples import ROOT, sample

FOLDER = ROOT / "iptc-ninjs"
FILES = sorted(path for part in ("examples", "doc-examples", "test_suite") for path in (FOLDER / part).rglob("*.json"))
GOOD = [path for path in FILES if "should_fail" not in path.parts]
# Files among the examples that are no news item, and why they are refused.
REFUSED = {
    "examples/2.1/schema-extension/extension-schema.json": "has no uri",
    "test_suite/GeoJSON-schema.json": "has no uri",
    "test_suite/1.0/should_pass/019_embargoed_bad_datetime.json": "Embargo “Next Monday”",
}

ITEMS = [path for path in GOOD if path.relative_to(FOLDER).as_posix() not in REFUSED]

pytestmark = pytest.mark.samples


def name(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


def given_in(path: Path) -> list[dict[str, Any]]:
    found = json.loads(path.read_text("utf-8-sig"))
    return found if isinstance(found, list) else [found]


def value(given: dict[str, Any], *names: str) -> Any:
    return next((given[name] for name in names if name in given), None)


def wordings(given: dict[str, Any], plural: str, singular: str) -> list[tuple[str, str, str]]:
    """List role, media type and words, from either way of writing them."""
    found = [
        (row.get("role", ""), row.get("contentType", row.get("contenttype", "")), row["value"])
        for row in given.get(plural, [])
    ]
    keys = [key for key in given if key == singular or key.startswith(singular + "_")]
    return found + [(key[len(singular) + 1 :], "", given[key]) for key in keys]


def headline_in(given: dict[str, Any]) -> str:
    found = [(role, words) for role, _, words in wordings(given, "headlines", "headline")]
    main = [words for role, words in found if role in ("", "main")] or [words for _, words in found]
    return one_line(html_text((main or [given.get("title", "")])[0]))


def body_in(given: dict[str, Any]) -> str:
    """Give the text of the first body in HTML, else in NITF, else in plain text."""
    bodies = wordings(given, "bodies", "body")
    marked = [
        words for role, kind, words in bodies if "html" in kind or (not kind and ("html" in role or "<p" in words))
    ]
    nitf = [words for _, kind, words in bodies if "nitf" in kind.lower()]
    plain = [words for _, kind, words in bodies if kind in ("", "text/plain")]
    return html_text(marked[0]) if marked else nitf_text(nitf[0]) if nitf else (plain or [""])[0]


def nitf_text(markup: str) -> str:
    return tree_text(etree.fromstring(markup.encode()).find("body/body.content"))


def subjects_in(given: dict[str, Any]) -> list[tuple[str, str]]:
    rows = value(given, "subjects", "subject") or []
    found = [(one_line(row.get("name")), str(value(row, "literal", "code", "uri") or "")) for row in rows]
    return [row for row in found if any(row)]


def code_said(code: str, said: str) -> bool:
    """A code may gain its vocabulary's alias, and an address may become a code; its own part stays."""
    return code.rpartition(":")[2].rpartition("/")[2] == said.rpartition(":")[2].rpartition("/")[2]


@pytest.mark.parametrize("path", ITEMS, ids=name)
def test_an_item_says_what_its_file_says(path):
    reading = read(path.read_bytes())

    assert reading.refusals == ()
    assert len(reading.items) == len(given_in(path))
    for item, given in zip(reading.items, given_in(path), strict=True):
        assert_equal(item, given)


def assert_equal(item: NewsItem, given: dict[str, Any]) -> None:
    assert item.guid == given["uri"]
    assert item.version == str(given.get("version", "1"))
    assert item.headline == headline_in(given)
    assert item.byline == one_line(value(given, "by", "byline")).removeprefix("By ")
    assert item.language == given.get("language", "")
    assert item.urgency == given.get("urgency")
    assert item.slugline == one_line(given.get("slugline"))
    assert item.updated_at == time(value(given, "versionCreated", "versioncreated"))
    created = time(value(given, "firstCreated", "firstcreated")) or time(
        value(given, "contentCreated", "contentcreated")
    )
    assert item.created_at == created
    assert item.embargoed_until == time(value(given, "embargoedUntil", "embargoed"))
    assert item.pubstatus == value(given, "pubStatus", "pubstatus", "") or "usable"
    assert item.usage_terms == one_line(value(given, "usageTerms", "usageterms"))
    assert item.copyright_notice == one_line(value(given, "copyrightNotice", "copyrightnotice"))
    assert [term.name for term in item.subjects] == [name for name, _ in subjects_in(given)]
    assert all(code_said(term.code, said) for term, (_, said) in zip(item.subjects, subjects_in(given), strict=True))
    assert words_of(item) == words(body_in(given))


@pytest.mark.parametrize("refused", REFUSED)
def test_what_is_no_item_is_refused_with_a_reason(refused):
    with pytest.raises(Unreadable, match=REFUSED[refused]) as caught:
        read((sample("iptc-ninjs") / refused).read_bytes())

    assert caught.value.line


@pytest.mark.parametrize("path", [path for path in FILES if path not in GOOD], ids=name)
def test_a_bad_example_is_an_item_or_a_refusal(path):
    found = outcome(path.read_bytes())

    assert str(found).endswith(".") if isinstance(found, Unreadable) else found.items


@pytest.fixture(scope="module")
def schema() -> Any:
    return json.loads(sample("iptc-ninjs/schemas/ninjs-schema_3.1.json").read_text())


@pytest.fixture(scope="module")
def validator(schema) -> Any:
    shapes = json.loads(sample("iptc-ninjs/schemas/GeoJSON-schema.json").read_text())
    registry = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", Resource.from_contents(shapes))
    return jsonschema.Draft202012Validator(schema, registry=registry)


@pytest.mark.parametrize("path", ITEMS, ids=name)
def test_what_is_written_is_valid_and_reads_back_equal(path, validator):
    for item in read(path.read_bytes()).items:
        written = write(item)

        validator.validate(json.loads(written))
        assert carried(read(written).items[0]) == carried(item)


def carried(item: NewsItem) -> NewsItem:
    """Leave out what ninjs has no field for: our notes, and the words that were lifted."""
    return replace(item, notes=(), lifted=(), members=tuple(map(carried, item.members)))
