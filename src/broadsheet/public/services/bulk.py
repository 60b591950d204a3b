"""Write and project many new stories at once: the one bulk writer, for load tests and for those who move in.

What a reader sees is what a single publish would show; a test holds every row against the projector's. All that takes
thought is done before the transaction, so that the database is held for the writing alone. Besides what it writes, a
publish owes a story its entry in the search index, its related stories and Wagtail's record of what it refers to.
"""

import gc
import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, datetime
from functools import cache
from time import monotonic
from time import sleep as pause
from types import TracebackType
from typing import Any, Self

from django.db import connection, transaction
from django.utils import timezone, translation

from broadsheet.core.rows import write_rows
from broadsheet.core.wal import USUAL_PAGES, empty_log, empty_log_at
from broadsheet.jobs.declare import SLOW_QUEUE
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.people.models import Contributor
from broadsheet.public.models import Address, Card, CardBody, CardLink
from broadsheet.public.pictures import picture_record
from broadsheet.public.render import WORDLESS, RenderBlock, block_of
from broadsheet.public.search.index import Entry, enter
from broadsheet.public.selectors.archive import TOLD, local_day
from broadsheet.public.selectors.lists import ListKey
from broadsheet.public.services.counts import count_days
from broadsheet.public.services.project import byline_row, names_in_words
from broadsheet.public.tags import changed, gathering
from broadsheet.stories.body import pictures_in
from broadsheet.stories.models import Byline, StoryPage
from broadsheet.stories.services.bulk import BulkStory, write_stories
from broadsheet.taxonomy.models import SectionPage, Topic
from broadsheet.theme.printing import printed

Columns = dict[str, list[Any]]
Links = list[tuple[int, str, int]]
TURN_SECONDS = 0.12  # SQLite lets a writer that waits look again after 0.1 s at the latest
ENTER_AT_ONCE = 20_000
SETTLE_LAST = -60
ID, HTML = "\x02id\x03", "\x02html\x03"


class BulkWriter:
    """Write new live stories, a chunk a transaction, and let whoever waits to write get a turn between two chunks.

    with BulkWriter() as writer:
        ids = writer.write(section, stories)

    What readers search is written last, and in larger parts, for each part costs a pass over the index's newest files;
    the rest that a publish owes is left out, for load tests. With `owes` all of it is queued with each chunk.
    """

    def __init__(self, *, owes: bool = False) -> None:
        self.owes = owes
        self.freed_at = 0.0
        self.longest_seconds = 0.0  # that a chunk held the database
        self.entries: list[Entry] = []
        self.beside = ThreadPoolExecutor(1)
        self.entered: Future[None] | None = None

    def __enter__(self) -> Self:
        gc.freeze()  # what is there by now is no garbage, and need not be looked through every few thousand stories
        empty_log_at(0)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Enter the rest in the search index, also of what was written before something failed."""
        gc.unfreeze()
        empty_log_at(USUAL_PAGES)
        self.flush()
        self.beside.shutdown()
        if self.entered:
            self.entered.result()

    def write(
        self,
        section: SectionPage,
        stories: Sequence[BulkStory],
        beside: Callable[[list[int]], object] = lambda ids: None,
    ) -> list[int]:
        """Write and show at most CHUNK stories and what `beside` writes of them, all or none; give their ids."""
        above = list(SectionPage.objects.ancestor_of(section, inclusive=True).order_by("depth"))
        texts, links = texts_of(stories), links_of(above, stories)
        cards, days = cards_of(above, stories, texts["words"]), Counter(local_day(s.published_at) for s in stories)
        if (rest := self.freed_at + TURN_SECONDS - monotonic()) > 0 and not connection.in_atomic_block:
            pause(rest)
        with transaction.atomic(), gathering():  # one change a chunk, not one a day of the archive: each is a row
            held_at = monotonic()
            ids = write_stories(section, stories)
            write_cards(ids, above, cards, texts)
            write_links(ids, links, cards["published_at"], is_visible=not is_hidden(above))
            tell(links, days)
            if not is_hidden(above):
                count_days(days)
            beside(ids)
            if self.owes:
                queue_what_is_owed(ids)
        self.freed_at = monotonic()
        self.longest_seconds = max(self.longest_seconds, self.freed_at - held_at)
        empty_log()
        self.entries += [] if self.owes else entries_of(ids, above, cards, texts)
        if len(self.entries) >= ENTER_AT_ONCE:
            self.flush()
        return ids

    def flush(self) -> None:
        """Enter what was written since the last time in the search index, beside what is written next."""
        if self.entered:
            self.entered.result()
        self.entered, self.entries = self.beside.submit(enter, self.entries), []


def queue_what_is_owed(ids: list[int]) -> None:
    """Queue what a publish would have queued for each story, behind all that editors cause."""
    from broadsheet.public.tasks import settle_many

    enqueue(settle_many, ids, queue=SLOW_QUEUE, order_key="settle", priority=SETTLE_LAST)


def entries_of(ids: list[int], above: Sequence[SectionPage], cards: Columns, texts: Columns) -> list[Entry]:
    """Give what the search index keeps of the stories; nothing of those that are not to be seen."""
    if is_hidden(above):
        return []
    sections = tuple(section.pk for section in above)
    columns = (ids, cards["headline"], cards["standfirst"], texts["words"], cards["byline_text"], cards["kind"])
    rows: Any = zip(*columns, cards["published_at"], strict=True)
    return [Entry._make((*row, sections)) for row in rows]


def write_cards(ids: list[int], above: Sequence[SectionPage], cards: Columns, texts: Columns) -> None:
    """Write cards, texts and addresses."""
    hidden = is_hidden(above)
    write_rows(Card, len(ids), story_id=ids, state=Card.State.LIVE, is_section_hidden=hidden, **cards)
    write_rows(CardBody, len(ids), card_id=ids, **texts)
    write_rows(
        Address,
        len(ids),
        path=cards["path"],
        kind=Address.Kind.STORY,
        target_id=ids,
        target_path="",
        updated_at=timezone.now(),
    )


def is_hidden(above: Sequence[SectionPage]) -> bool:
    """Say whether a section or one above it is kept from readers."""
    return any(section.is_hidden or not section.live for section in above)


def links_of(above: Sequence[SectionPage], stories: Sequence[BulkStory]) -> Links:
    """List which story, by its place among `stories`, goes into which lists."""
    sections = {(CardLink.Kind.SECTION.value, section.pk) for section in above}
    return [(row, *key) for row, story in enumerate(stories) for key in sorted(targets_of(story) | sections)]


def write_links(ids: list[int], links: Links, times: list[datetime], *, is_visible: bool) -> None:
    """Put the stories into their lists."""
    write_rows(
        CardLink,
        len(links),
        card_id=[ids[row] for row, _, _ in links],
        kind=[kind for _, kind, _ in links],
        target_id=[target for *_, target in links],
        published_at=[times[row] for row, _, _ in links],
        is_visible=is_visible,
    )


def tell(links: Links, days: Collection[date]) -> None:
    """Say which lists changed."""
    changed(*{TOLD.format(day) for day in days})
    keys = {(kind, target) for _, kind, target in links}
    changed("stories", "addresses", ListKey().tag, *{ListKey(kind, target).tag for kind, target in keys})


def targets_of(story: BulkStory) -> set[tuple[str, int]]:
    """List what a story is linked to besides its sections."""
    found = {(CardLink.Kind.TOPIC.value, topic.pk) for topic in story.topics}
    found |= {(CardLink.Kind.CONTRIBUTOR.value, who.pk) for who in story.bylines if not isinstance(who, str)}
    pictures = [story.lead_picture.pk] if story.lead_picture else []
    return found | {(CardLink.Kind.PICTURE.value, pk) for pk in [*pictures, *pictures_in(story.body)]}


def cards_of(above: Sequence[SectionPage], stories: Sequence[BulkStory], words: list[str]) -> Columns:
    """Flatten the stories, column by column."""
    home = above[-1].path_on_site
    sections = json.dumps([[section.pk, section.title, section.path_on_site] for section in above])
    credit, about = cache(credited), cache(listed)  # many stories are signed by few
    credits = [credit(tuple(story.bylines)) for story in stories]
    times = [story.published_at for story in stories]
    return {
        "uuid": [story.key for story in stories],
        "path": [f"{home}{timezone.localtime(s.published_at):%Y/%m/%d}/{s.slug}/" for s in stories],
        "kind": [story.kind for story in stories],
        "language": [StoryPage._meta.get_field("language").default] * len(times),
        "headline": [story.headline for story in stories],
        "standfirst": [story.standfirst for story in stories],
        "section_id": [above[-1].pk] * len(times),
        "sections": [sections] * len(times),
        "published_at": times,
        "changed_at": times,
        "bylines": [rows for rows, _ in credits],
        "byline_text": [names for _, names in credits],
        "picture": [as_json(picture_record(story.lead_picture)) for story in stories],
        "topics": [about(tuple(story.topics)) for story in stories],
        "word_count": [len(said.split()) for said in words],
    }


def credited(bylines: tuple[str | Contributor, ...]) -> tuple[str, str]:
    """Flatten a byline, as JSON and in words."""
    rows = [signed(who) for who in bylines]
    return json.dumps(rows), names_in_words([row[0] for row in rows])


def listed(topics: tuple[Topic, ...]) -> str:
    """Flatten topics as JSON."""
    return json.dumps([[topic.pk, topic.name, f"/topic/{topic.slug}/"] for topic in topics])


def signed(who: str | Contributor) -> list[str]:
    """Flatten one name of a byline."""
    if isinstance(who, str):
        return [who, Byline.Role.BY.value, "", "", "", ""]
    return byline_row(Byline(contributor=who))


def as_json(value: Any) -> str | None:
    """Write a value as JSON; nothing stays nothing."""
    return None if value is None else json.dumps(value)


def words(story: BulkStory) -> str:
    """Join the plain words of a story."""
    return "\n".join(said for raw, said in zip(story.body, story.words, strict=True) if raw["type"] not in WORDLESS)


def texts_of(stories: Sequence[BulkStory]) -> Columns:
    """Render the stories, column by column."""
    inside = mould(translation.get_language())
    return {
        "blocks": [json.dumps(blocks(story, inside)) for story in stories],
        "words": [words(story) for story in stories],
    }


def blocks(story: BulkStory, paragraph: str) -> list[list[str]]:
    """Render every block of a story that has something to show."""
    if not all(is_plain(raw) for raw in story.body):
        return rendered(story)
    return [moulded(raw, paragraph) for raw in story.body]


def is_plain(raw: dict[str, Any]) -> bool:
    """Say whether a block is a paragraph that is printed as it is stored: Wagtail stores links by number."""
    return raw["type"] == "paragraph" and "linktype=" not in raw["value"] and "<embed" not in raw["value"]


def rendered(story: BulkStory) -> list[list[str]]:
    """Render blocks of all kinds by their templates."""
    stream, now = StoryPage._meta.get_field("body").stream_block.to_python(list(story.body)), timezone.now()
    found = [made for block in stream if (made := block_of(block, now)) is not None]
    return [[made.id, made.kind, printed(f"public/blocks/{made.kind}.html", {"block": made}).strip()] for made in found]


def moulded(raw: dict[str, str], paragraph: str) -> list[str]:
    """Render one paragraph by its mould."""
    own, inner = f"b-{raw['id'][:8]}", raw["value"].strip().removeprefix("<p>").removesuffix("</p>")
    return [own, "paragraph", paragraph.replace(ID, own).replace(HTML, inner)]


@cache
def mould(language: str | None) -> str:
    """Print the paragraph's template once, with marks for its id and text: it only puts them in their places."""
    return printed("public/blocks/paragraph.html", {"block": RenderBlock(ID, "paragraph", HTML)}).strip()
