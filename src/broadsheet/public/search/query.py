"""Ask the index: words with typos forgiven, filters, marked passages.

What a search costs must not grow with the archive, and the index reads every story that has all the words. So words
that very many stories have are looked for in the newest months, as many as are likely to hold enough of them; only if
they do not are older months asked. In order of time that finds the same; in order of relevance the old ones are missed
that nobody would page down to among thousands. Misspellings are forgiven where what is written is hardly found.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from math import prod
from typing import Any

import tantivy
from django.utils import timezone

from broadsheet.public.search.index import month_of, schema, searcher
from broadsheet.public.search.shapes import Found, Hit, Search
from broadsheet.public.selectors.lists import by_ids, card_view

WORD = re.compile(r"\w+")
BOOSTS = {"headline": 4.0, "standfirst": 2.0}
MOST_WORDS = 20
PASSAGE = 220
ENDS = (".", "!", "?", ":", "”", "’", ")", "\n")
DEEPEST = 1000
MANY = 2_500  # what more stories than this have is looked for in the newest
ENOUGH = 1_500  # and so many we expect to find there
FEW = 20  # where fewer stories have the words as they are written, they may be misspelt
FAMILIAR = 1_000  # a word that so many stories have is none
WIDER = 8
OLDEST_MONTHS = 600
# The index counts nanoseconds in 64 bits and refuses a date beyond them.
LONG_AGO, FAR_AHEAD = datetime(1678, 1, 1, tzinfo=UTC), datetime(2262, 1, 1, tzinfo=UTC)
MUST, SHOULD = tantivy.Occur.Must, tantivy.Occur.Should


def search(asked: Search, *, now: datetime, limit: int, offset: int = 0) -> Found:
    """Find stories; only those readers may see at `now` come back."""
    reader = searcher()
    offset = min(offset, DEEPEST)
    result, is_all = ask(asked, reader, now=now, limit=limit, offset=offset)
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
    has_more = len(ids) > limit and offset + limit <= DEEPEST
    return Found(hits, total=max(result.count - hidden, 0), has_more=has_more, is_total_exact=is_all)


def ask(
    asked: Search, reader: tantivy.Searcher, *, now: datetime, limit: int, offset: int
) -> tuple[tantivy.SearchResult, bool]:
    """Ask for the words as written; if hardly a story has them, also for words like them. Say if all were looked at."""
    order = {"order_by_field": "published_at"} if asked.newest_first or not asked.words.strip() else {}
    given = words_of(asked.words)
    near = frozenset(word for word in given if len(word) >= 4 and stories_with(reader, word) < FAMILIAR)
    for forgiven in (frozenset[str](), near):
        for months in windows(asked, reader, forgiven, now=now):
            result = reader.search(query_of(asked, months, forgiven), limit + 1, count=True, offset=offset, **order)
            if result.count > offset + limit:
                break
        if result.count >= FEW or not near:
            break
    return result, not months


def windows(asked: Search, reader: tantivy.Searcher, near: frozenset[str], *, now: datetime) -> Iterator[list[int]]:
    """Give the months to look in, and more if they hold too few; no months stand for all."""
    total = reader.num_docs
    having = list(frequencies(asked, reader)) if not near else [total]  # what is like a word may be everywhere
    if min([total, *having]) > MANY:
        wanted = ENOUGH / prod(count / total for count in having)
        for breadth in (wanted, wanted * WIDER):
            if months := newest_months(reader, int(breadth), asked, now=now):
                yield months
    yield []


def frequencies(asked: Search, reader: tantivy.Searcher) -> Iterator[int]:
    """Give in how many stories each thing is that is asked for."""
    for word in words_of(asked.words):
        yield stories_with(reader, word)
    for word in words_of(asked.author):
        yield reader.doc_freq("author", word)
    if asked.section_id is not None:
        yield reader.doc_freq("section", asked.section_id)
    if asked.kind:
        yield reader.doc_freq("kind", asked.kind)


def stories_with(reader: tantivy.Searcher, word: str) -> int:
    """Give in how many stories a word is, in any form."""
    return int(reader.doc_freq("text", stem_of(word)))


def newest_months(reader: tantivy.Searcher, wanted: int, asked: Search, *, now: datetime) -> list[int]:
    """List the newest months that hold so many stories; none if that takes most of all there are."""
    newest = month_of(min(end_of(asked.until) - timedelta(days=1), now) if asked.until else now)
    months, held = list[int](), 0
    for month in range(newest, newest - OLDEST_MONTHS, -1):
        held += reader.doc_freq("month", month)
        months.append(month)
        if held * 2 > reader.num_docs:
            return []
        if held >= wanted:
            return months
    return []


def query_of(asked: Search, months: Sequence[int], near: frozenset[str]) -> tantivy.Query:
    """Join words, filters and months: all must hold; where a word stands may count for more."""
    given = words_of(asked.words)
    parts = [(MUST, word_query(word, is_near=word in near)) for word in given] or [(MUST, tantivy.Query.all_query())]
    parts += [(MUST, part) for part in filters(asked)]
    if months:
        within = tantivy.Query.term_set_query(schema(), "month", months)
        parts.append((MUST, tantivy.Query.const_score_query(within, 0.0)))
    return tantivy.Query.boolean_query([*parts, *((SHOULD, part) for word in given for part in places(word))])


def words_of(text: str) -> list[str]:
    """Take the words out of what was typed."""
    return WORD.findall(text.casefold())[:MOST_WORDS]


def word_query(word: str, *, is_near: bool) -> tantivy.Query:
    """Ask for one word in any form, anywhere; if it may be misspelt, also with one letter wrong, two in a long word."""
    written = tantivy.Query.term_query(schema(), "text", stem_of(word))
    if not is_near:
        return written
    like = tantivy.Query.fuzzy_term_query(schema(), "exact", word, distance=2 if len(word) >= 9 else 1)
    return tantivy.Query.boolean_query([(SHOULD, written), (SHOULD, boosted(like, 0.15))])


def places(word: str) -> Iterator[tantivy.Query]:
    """Give the places in which a word counts for more."""
    for field, boost in BOOSTS.items():
        yield boosted(tantivy.Query.term_query(schema(), field, stem_of(word)), boost)
    yield boosted(tantivy.Query.term_query(schema(), "author", word), 2.0)


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
    for word in words_of(asked.author):
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
    words = words_of(asked.words)
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
