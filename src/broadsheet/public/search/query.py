"""Ask the index: words with typos forgiven, filters, marked passages."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import tantivy
from django.utils import timezone

from broadsheet.public.search.index import schema, searcher
from broadsheet.public.search.shapes import Found, Hit, Search
from broadsheet.public.selectors.lists import by_ids, card_view

WORD = re.compile(r"\w+")
BOOSTS = {"headline": 4.0, "standfirst": 2.0, "body": 1.0}
MOST_WORDS = 20
PASSAGE = 220
ENDS = (".", "!", "?", ":", "”", "’", ")", "\n")
DEEPEST = 1000
# The index counts nanoseconds in 64 bits and refuses a date beyond them.
LONG_AGO, FAR_AHEAD = datetime(1678, 1, 1, tzinfo=UTC), datetime(2262, 1, 1, tzinfo=UTC)
MUST, SHOULD = tantivy.Occur.Must, tantivy.Occur.Should


def search(asked: Search, *, now: datetime, limit: int, offset: int = 0) -> Found:
    """Find stories; only those readers may see at `now` come back."""
    reader = searcher()
    query = query_of(asked)
    offset = min(offset, DEEPEST)
    order = {"order_by_field": "published_at"} if asked.newest_first or not asked.words.strip() else {}
    result = reader.search(query, limit + 1, count=True, offset=offset, **order)
    found = [(reader.doc(address), address) for _, address in result.hits]
    ids = [doc["story_id"][0] for doc, _ in found]
    cards = by_ids(ids[:limit], now=now)
    passages = marker(asked, reader)
    hits = tuple(
        Hit(card_view(cards[pk], now=now), passages(doc))
        for pk, (doc, _) in zip(ids, found, strict=True)
        if pk in cards
    )
    hidden = len(ids[:limit]) - len(cards)
    return Found(hits, total=max(result.count - hidden, 0), has_more=len(ids) > limit and offset + limit <= DEEPEST)


def query_of(asked: Search) -> tantivy.Query:
    """Join words and filters: all must hold."""
    parts = [(MUST, words_query(asked.words)), *((MUST, part) for part in filters(asked))]
    return tantivy.Query.boolean_query(parts)


def words_query(words: str) -> tantivy.Query:
    """Ask for every word, as written first, with one letter wrong (two in long words) after that."""
    asked = WORD.findall(words.casefold())[:MOST_WORDS]
    if not asked:
        return tantivy.Query.all_query()
    return tantivy.Query.boolean_query([(MUST, word_query(word)) for word in asked])


def word_query(word: str) -> tantivy.Query:
    """Ask for one word in any form, in any field."""
    kinds = schema()
    stem = stem_of(word)
    ways = [(SHOULD, boosted(tantivy.Query.term_query(kinds, field, stem), boost)) for field, boost in BOOSTS.items()]
    ways.append((SHOULD, boosted(tantivy.Query.term_query(kinds, "author", word), 2.0)))
    if len(word) >= 4:
        distance = 2 if len(word) >= 9 else 1
        near = tantivy.Query.fuzzy_term_query(kinds, "exact", word, distance=distance)
        ways.append((SHOULD, boosted(near, 0.15)))
    return tantivy.Query.boolean_query(ways)


def boosted(query: tantivy.Query, boost: float) -> tantivy.Query:
    """Let a way of matching count more or less."""
    return tantivy.Query.boost_query(query, boost)


ANALYSE = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    .filter(tantivy.Filter.remove_long(40))
    .filter(tantivy.Filter.lowercase())
    .filter(tantivy.Filter.stemmer("english"))
    .build()
)


def stem_of(word: str) -> str:
    """Cut a word as the index does.

    >>> stem_of("ministers")
    'minist'
    """
    return next(iter(ANALYSE.analyze(word)), word)


def filters(asked: Search) -> Iterator[tantivy.Query]:
    """Give what must hold besides the words."""
    kinds = schema()
    if asked.section_id is not None:
        yield tantivy.Query.term_query(kinds, "section", asked.section_id)
    if asked.kind:
        yield tantivy.Query.term_query(kinds, "kind", asked.kind, index_option="basic")
    for word in WORD.findall(asked.author.casefold())[:MOST_WORDS]:
        yield tantivy.Query.term_query(kinds, "author", word)
    if asked.since or asked.until:
        lower = start_of(asked.since) if asked.since else LONG_AGO
        upper = end_of(asked.until) if asked.until else FAR_AHEAD
        kind = tantivy.FieldType.Date
        yield tantivy.Query.range_query(kinds, "published_at", kind, lower, upper, include_upper=False)


def start_of(day: date) -> datetime:
    """Give the first moment of a day in the publication's time zone, in UTC, or the nearest one the index knows.

    >>> start_of(date(1, 1, 1)).year, start_of(date(9999, 12, 31)).year
    (1678, 2262)
    """
    if not LONG_AGO.year < day.year < FAR_AHEAD.year:
        return LONG_AGO if day.year <= LONG_AGO.year else FAR_AHEAD
    return timezone.make_aware(datetime.combine(day, time())).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Give the first moment after a day."""
    return start_of(day + timedelta(days=1)) if day.year < FAR_AHEAD.year else FAR_AHEAD


def marker(asked: Search, reader: tantivy.Searcher) -> Any:
    """Give a function that cuts the best passage out of a story's text and marks what matched."""
    words = WORD.findall(asked.words.casefold())[:MOST_WORDS]
    if not words:
        return lambda doc: ()
    kinds = schema()
    query = tantivy.Query.boolean_query(
        [(SHOULD, tantivy.Query.term_query(kinds, "body", stem_of(word))) for word in words]
    )
    generator = tantivy.SnippetGenerator.create(reader, query, kinds, "body")
    generator.set_max_num_chars(PASSAGE)

    def passages(doc: tantivy.Document) -> tuple[str, ...]:
        found = generator.snippet_from_doc(doc)
        html = found.to_html().replace("<b>", "<mark>").replace("</b>", "</mark>")
        return (with_ends(html, found.fragment(), doc.get_first("body") or ""),) if html else ()

    return passages


def with_ends(html: str, fragment: str, body: str) -> str:
    """Put an ellipsis where a passage begins or ends inside a sentence.

    >>> with_ends("the <mark>ferry</mark>", "the ferry", "He saw the ferry leave. It rained.")
    '… the <mark>ferry</mark> …'
    """
    before, _, after = body.partition(fragment)
    begins = not before.strip() or before.rstrip(" ").endswith(ENDS)
    ends = not after.strip() or fragment.rstrip().endswith(ENDS)
    return f"{'' if begins else '… '}{html}{'' if ends else ' …'}"
