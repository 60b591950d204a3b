"""Read lists of stories: by section, topic, place, contributor, or all; newest first, by cursor, flat at any size."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple, Self

from django.db import connection
from django.db.models import Q, QuerySet, Value

from broadsheet.core.errors import BroadsheetError
from broadsheet.core.prepared import Blanks, Prepared, blank
from broadsheet.public.models import Card, CardLink
from broadsheet.public.pictures import picture_view
from broadsheet.public.shapes import CardView, Link
from broadsheet.public.tags import shown

WORDS_A_MINUTE = 230


class BadCursor(BroadsheetError):
    """A cursor that was not made by us."""

    code = "bad-cursor"


class Cursor(NamedTuple):
    """A place in a list ordered by time and id."""

    published_at: datetime
    story_id: int

    def __str__(self) -> str:
        return f"{self.published_at.astimezone(UTC):%Y%m%dT%H%M%S%f}-{self.story_id}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a cursor back.

        >>> str(Cursor.parse("20261123T101500000000-7"))
        '20261123T101500000000-7'
        """
        moment, _, story_id = text.partition("-")
        try:
            return cls(datetime.strptime(moment, "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC), int(story_id))
        except ValueError as error:
            raise BadCursor(f"“{text[:40]}” is not a place in this list. Start from its first page.") from error


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some stories of a list, and where the older ones begin."""

    cards: tuple[CardView, ...]
    older: Cursor | None = None


class ListKey(NamedTuple):
    """A list by what its stories share; `ListKey()` is the list of all."""

    kind: str = ""
    target_id: int = 0

    @property
    def tag(self) -> str:
        """Name the list for `public.tags`."""
        return f"list:{self.kind}:{self.target_id}"


class CardRow(NamedTuple):
    """The columns of a card that lists print."""

    story_id: int
    path: str
    headline: str
    kicker: str
    standfirst: str
    sections: list[list[Any]]
    published_at: datetime
    updated_at: datetime | None
    bylines: list[list[str]]
    byline_text: str
    picture: dict[str, Any] | None
    kind: str
    word_count: int
    sponsor: str


def prepared_cards(ask: Callable[[], QuerySet[Card]]) -> Prepared[CardRow]:
    """Prepare a query of cards for a list."""
    return Prepared(lambda: ask().values_list(*CardRow._fields), CardRow)


def card_view(card: Card | CardRow, *, now: datetime) -> CardView:
    """Give what templates print of a card."""
    section = card.sections[-1] if card.sections else None
    return CardView(
        story_id=card.story_id,
        url=card.path,
        headline=card.headline,
        kicker=card.kicker,
        standfirst=card.standfirst,
        published_at=card.published_at,
        updated_at=card.updated_at,
        section=Link(section[1], section[2]) if section else None,
        byline=card.byline_text,
        byline_portrait=next((row[4] for row in card.bylines if row[4]), ""),
        picture=picture_view(card.picture, now=now),
        kind=card.kind,
        reading_minutes=max(1, round(card.word_count / WORDS_A_MINUTE)),
        is_sponsored=bool(card.sponsor),
        sponsor=card.sponsor,
    )


def stories(key: ListKey = ListKey(), *, now: datetime, limit: int, before: Cursor | None = None) -> ListPage:  # noqa: B008
    """Read up to `limit` visible stories of a list, newest first, older than `before`."""
    before = before if before and before.published_at <= now else None  # nobody gets ahead of now by an address
    place = {"before": before.published_at, "before_id": before.story_id} if before else {}
    rows = page_query(bool(key.kind), bool(before), limit + 1).all(**key._asdict(), **place, now=now)
    last = rows[limit - 1] if len(rows) > limit else None
    shown(key.tag, *(f"card:{row.story_id}" for row in rows[:limit]))
    return ListPage(
        cards=tuple(card_view(row, now=now) for row in rows[:limit]),
        older=Cursor(last.published_at, last.story_id) if last else None,
    )


@cache
def page_query(is_linked: bool, has_cursor: bool, limit: int) -> Prepared[CardRow]:
    """Prepare the query of a list's page."""
    key = ListKey(blank("kind"), blank("target_id")) if is_linked else ListKey()
    before = Cursor(blank("before"), blank("before_id")) if has_cursor else None
    return prepared_cards(lambda: rows_of(key, now=blank("now"), before=before)[:limit])


def rows_of(
    key: ListKey, *, now: datetime, before: Cursor | None = None, after: datetime | None = None
) -> QuerySet[Card]:
    """Give the query of a list; through `CardLink` it is one range of one index.

    A place to begin at, `before`, must not lie after `now`.
    All conditions on the link stand in one `filter`: a second one would join the links a second time.
    """
    time, card_id = columns(key)
    wanted = member(key)
    if before:
        wanted &= Q(**{f"{time}__lt": before.published_at}) | Q(**{f"{card_id}__lt": before.story_id})
    if before and key.kind:
        wanted &= Q(**{f"{time}__lte": before.published_at})
    if after:
        wanted &= Q(**{f"{time}__gte": after})
    until = before.published_at if before and not key.kind else None
    return Card.objects.visible(now, until=until).filter(wanted).order_by(f"-{time}", f"-{card_id}")


def columns(key: ListKey) -> tuple[str, str]:
    """Name the time and the id a list is ordered by."""
    return ("links__published_at", "links__card_id") if key.kind else ("published_at", "story_id")


def member(key: ListKey) -> Q:
    """Say what makes a story one of a list.

    `Value(True)` makes Django write `is_visible = 1`; for plain `True` it writes the bare column, which no index helps.
    """
    if not key.kind:
        return Q()
    return Q(links__kind=key.kind, links__target_id=key.target_id, links__is_visible=Value(True))


BY_IDS = prepared_cards(lambda: Card.objects.visible(blank("now")).filter(pk__in=Blanks("ids")))


def by_ids(story_ids: Iterable[int], *, now: datetime) -> dict[int, CardRow]:
    """Read visible cards by id; those not to be seen are missing."""
    ids = set(story_ids)
    shown(*(f"card:{pk}" for pk in ids))
    return {card.story_id: card for card in BY_IDS.all(now=now, ids=ids)}


def newest_ids(limits: Mapping[ListKey, int], *, now: datetime) -> dict[ListKey, list[int]]:
    """Read the newest ids of several lists, each up to its limit, in one query."""
    keys = sorted(limits)
    shown(*(key.tag for key in keys))
    found: dict[ListKey, list[int]] = {key: [] for key in keys}
    if not keys:
        return found
    parts, values = [], []
    for number, key in enumerate(keys):
        sql, parameters = newest_sql(key, number, now=now, limit=limits[key])
        parts.append(sql)
        values += parameters
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        for number, story_id in cursor.fetchall():
            found[keys[number]].append(story_id)
    return found


def newest_sql(key: ListKey, number: int, *, now: datetime, limit: int) -> tuple[str, list[Any]]:
    """Give one list's part of the query in `newest_ids`."""
    moment = connection.ops.adapt_datetimefield_value(now)
    if not key.kind:
        inner = (
            "SELECT story_id AS id FROM public_card WHERE state = %s AND NOT is_section_hidden AND published_at <= %s"
            " ORDER BY published_at DESC, story_id DESC LIMIT %s"
        )
        return wrapped(number, inner), [Card.State.LIVE, moment, limit]
    inner = (
        "SELECT card_id AS id FROM public_cardlink WHERE kind = %s AND target_id = %s AND is_visible = %s"
        " AND published_at <= %s ORDER BY published_at DESC, card_id DESC LIMIT %s"
    )
    return wrapped(number, inner), [key.kind, key.target_id, True, moment, limit]


def wrapped(number: int, inner: str) -> str:
    """Give a part of a union that bears the number of its list; both databases want the limit inside."""
    return f"SELECT {number}, id FROM ({inner}) AS list{number}"  # noqa: S608 (our own words and a number)


def neighbours(card: Card, *, now: datetime) -> tuple[CardView | None, CardView | None]:
    """Read the stories published just before and just after `card` in its section."""
    previous, following = around(ListKey(CardLink.Kind.SECTION, card.section_id or 0), card, now=now)
    shown(f"next:{card.story_id}", *(f"card:{row.story_id}" for row in (previous, following) if row))
    return (
        card_view(previous, now=now) if previous else None,
        card_view(following, now=now) if following else None,
    )


def around(key: ListKey, card: Card, *, now: datetime) -> tuple[CardRow | None, CardRow | None]:
    """Read the rows just before and just after a card's place in a list."""
    here = {"before": card.published_at, "before_id": card.story_id, "now": now}
    previous = page_query(True, True, 1).first(**key._asdict(), **here)
    return previous, FOLLOWING.first(**key._asdict(), **here)


def beside(key: ListKey, card: Card, *, now: datetime) -> list[int]:
    """Give the ids of the stories just before and just after a card's place in a list."""
    return [row.story_id for row in around(key, card, now=now) if row]


def following_rows() -> QuerySet[Card]:
    """Give the query of the stories that came after one, the next first."""
    key = ListKey(blank("kind"), blank("target_id"))
    time, card_id = columns(key)
    newer = Q(**{f"{time}__gt": blank("before")}) | Q(**{f"{card_id}__gt": blank("before_id")})
    wanted = member(key) & Q(**{f"{time}__gte": blank("before")}) & newer
    return Card.objects.visible(blank("now")).filter(wanted).order_by(time, card_id)[:1]


FOLLOWING = prepared_cards(following_rows)
