"""A search looks at no more of a large archive than it needs, and finds what a search of all would."""

import fcntl
import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from broadsheet.public.search import index, query
from broadsheet.public.search.leftovers import clear
from broadsheet.public.search.query import search, windows
from broadsheet.public.search.shapes import Search
from broadsheet.public.services.bulk import BulkWriter
from broadsheet.stories.services.bulk import BulkStory

pytestmark = pytest.mark.django_db
FIRST = datetime(2019, 1, 15, 12)


@pytest.fixture
def archive(site_tree: Any, monkeypatch: Any) -> Any:
    """Sixty months with two stories each, all with one word, the oldest with a rare one; “many” is eight."""
    monkeypatch.setattr(query, "MANY", 8)
    monkeypatch.setattr(query, "ENOUGH", 6)
    monkeypatch.setattr(query, "FAMILIAR", 8)
    monkeypatch.setattr(query, "FEW", 2)
    months = [timezone.make_aware(FIRST) + timedelta(days=30 * n) for n in range(60)]
    rare = {0: " zanzelmoor"}
    written = [
        BulkStory(f"The council met {n}{rare.get(n, '')}", f"met-{n}-{half}", month + timedelta(days=half), [])
        for n, month in enumerate(months)
        for half in (0, 1)
    ]
    with BulkWriter() as writer:
        writer.write(site_tree.politics, written)
    return site_tree


def headlines(words: str, **asked: Any) -> list[str]:
    """Give what is found, in order."""
    page = {name: asked.pop(name) for name in ("limit", "offset") if name in asked}
    found = search(Search(words, **asked), now=timezone.now(), **{"limit": 4} | page)
    return [hit.card.headline for hit in found.hits]


def test_a_word_of_many_stories_is_looked_for_in_the_newest(archive: Any, client: Client) -> None:
    found = search(Search("council"), now=timezone.now(), limit=4)
    page = client.get("/search/?q=council").content.decode()

    assert not found.is_total_exact
    assert {hit.card.published_at.year for hit in found.hits} == {2023}
    assert "More than" in page
    assert headlines("council", newest_first=True) == ["The council met 59"] * 2 + ["The council met 58"] * 2


def test_older_months_are_asked_when_the_newest_hold_too_few(archive: Any) -> None:
    """Page after page, in order of time, to the very last story."""
    pages = [headlines("council", newest_first=True, offset=offset) for offset in range(0, 120, 4)]

    numbers = [int(headline.split()[3]) for page in pages for headline in page]
    assert numbers == sorted([*range(60), *range(60)], reverse=True)


def test_a_rare_word_is_looked_for_everywhere(archive: Any) -> None:
    found = search(Search("zanzelmoor council"), now=timezone.now(), limit=4)

    assert (found.total, found.is_total_exact) == (2, True)
    assert len(headlines("zanzelmor")) == 2
    assert headlines("counzil", newest_first=True)[0] == "The council met 59"
    assert headlines("council", until=FIRST.date(), limit=9) == ["The council met 0 zanzelmoor"]


def test_the_span_asked_for_is_where_the_windows_begin(archive: Any) -> None:
    """A search up to some day does not walk there from today."""
    asked = Search("council", until=datetime(2021, 6, 30).date())

    first = next(windows(asked, index.searcher(), frozenset(), now=timezone.now()))

    assert first[0] == 2021 * 12 + 5
    assert len(first) < 6


def entry(headline: str) -> index.Entry:
    """A story for the index alone."""
    return index.Entry(1, headline, "", "", "", "news", timezone.now(), ())


def test_whoever_finds_the_index_being_written_waits(monkeypatch: Any) -> None:
    """A move of many stories holds it for a while; nothing is lost, and nobody waits for ever."""
    with ThreadPoolExecutor(1) as beside, index.writing() as writer:
        with monkeypatch.context() as hurried:
            hurried.setattr(index, "PATIENCE_SECONDS", 0)
            with pytest.raises(ValueError, match="LockBusy"):
                index.enter([entry("Okapi")])
        waiting = beside.submit(index.enter, [entry("Zanzibar")])
        assert not waiting.done()
        writer.add_document(index.document(entry("Quagga")))

    waiting.result()
    asked = index.index().parse_query("zanzibar quagga okapi", ["headline"])
    assert index.searcher().search(asked).count == 2


def test_what_a_killed_writer_left_stops_nobody() -> None:
    """Its list of deleted stories has the name the next one needs; files nobody has used for an hour go, too."""
    index.enter([entry("Okapi"), entry("Zanzibar")])
    meta = json.loads((index.folder() / "meta.json").read_text())
    segment, stamp = meta["segments"][0]["segment_id"].replace("-", ""), meta["opstamp"]
    old, young = (index.folder() / f"{letter * 32}.store" for letter in "ab")
    next_ones = [index.folder() / f"{segment}.{stamp + ahead}.del" for ahead in range(1, 6)]
    for path in (*next_ones, old, young):
        path.write_bytes(b"left")
    os.utime(old, (0, 0))

    with (index.folder() / ".tantivy-meta.lock").open() as opening:  # as a reader does
        fcntl.flock(opening, fcntl.LOCK_EX)
        assert clear(index.folder()) == [path.name for path in next_ones]
    next_ones[0].write_bytes(b"left")
    with index.writing() as writer:
        writer.delete_documents_by_term("story_id", 1)
        writer.add_document(index.document(entry("Quagga")))

    asked = index.index().parse_query("zanzibar quagga okapi", ["headline"])
    assert index.searcher().search(asked).count == 1
    assert (old.exists(), young.exists()) == (False, True)
