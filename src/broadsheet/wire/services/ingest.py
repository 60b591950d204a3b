"""Take in what a source sent: each version once, whatever the order and however often it is delivered."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from broadsheet.core.prepared import Prepared, blank, prepared_objects
from broadsheet.interchange.detect import Reading, read
from broadsheet.interchange.errors import Unreadable
from broadsheet.interchange.items import NewsItem
from broadsheet.interchange.records import as_record
from broadsheet.wire import rules
from broadsheet.wire.facts import wire_item_arrived, wire_item_recalled
from broadsheet.wire.models import Payload, Quarantine, Source, WireItem, WireVersion
from broadsheet.wire.queries import newest_standing
from broadsheet.wire.services import route
from broadsheet.wire.services.liken import liken
from broadsheet.wire.services.pictures import keep_enclosed

log = logging.getLogger(__name__)
A_SECOND = timedelta(seconds=1)
FEEDS = frozenset({"rss", "atom", "rdf", "jsonfeed"})  # formats without versions


class Fate(StrEnum):
    """What became of one thing in a payload."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    OLDER = "older"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of one thing, and the row that tells more."""

    fate: Fate
    item: WireItem | None = None
    quarantine: Quarantine | None = None

    def __str__(self) -> str:
        thing = self.quarantine or (f"{self.item.guid}  {self.item.headline}" if self.item else "")
        return f"{self.fate}  {thing}"


def ingest(
    raw: bytes, *, source: Source, file_name: str = "", content_type: str = "", at: datetime | None = None
) -> list[Outcome]:
    """Keep every item in `raw`; what cannot be read goes to quarantine with its reason. Never raises for bad bytes.

    `at` is when it came, now if not given.
    """
    at = at or timezone.now()
    try:
        reading = read(raw, name=file_name, content_type=content_type)
    except Unreadable as refusal:
        return [set_aside(raw, refusal, source=source, file_name=file_name)]
    if reading.format == "email":
        keep_enclosed(source, raw)  # before the items that name them
    return keep_all(reading, raw, source=source, file_name=file_name, at=at)


def keep_all(reading: Reading, raw: bytes, *, source: Source, file_name: str, at: datetime) -> list[Outcome]:
    """Keep every item of a payload that has been read, each in a transaction of its own."""
    outcomes = [keep_or_aside(item, raw, reading, source=source, file_name=file_name, at=at) for item in reading.items]
    outcomes += [set_aside(raw, refusal, source=source, file_name=file_name) for refusal in reading.refusals[:1]]
    if any(outcome.fate in (Fate.NEW, Fate.UPDATED) for outcome in outcomes):
        note_arrival(source, at=at)
    return outcomes


def note_arrival(source: Source, *, at: datetime) -> None:
    """Remember when a source last had something, to the second: a transaction of its own for each item costs more."""
    if source.last_item_at is None or not timedelta(0) <= at - source.last_item_at < A_SECOND:
        Source.objects.filter(pk=source.pk).update(last_item_at=at)
        source.last_item_at = at


def keep_or_aside(
    item: NewsItem, raw: bytes, reading: Reading, *, source: Source, file_name: str, at: datetime
) -> Outcome:
    """Keep one item; one that the database will not hold costs the others nothing."""
    try:
        return keep(item, raw, reading, source=source, file_name=file_name, at=at)
    except (DataError, IntegrityError, ValueError) as error:
        log.exception("wire.item.refused", extra={"source": source.slug, "guid": item.guid})
        refusal = Unreadable(f"Item {item.guid[:200]!r} was read but cannot be kept: {error}.")
        return set_aside(raw, refusal, source=source, file_name=file_name)


@transaction.atomic
def keep(item: NewsItem, raw: bytes, reading: Reading, *, source: Source, file_name: str, at: datetime) -> Outcome:
    """Keep one version of one item, and make it the newest if it is."""
    row, is_new = row_for(item.guid[:500], source=source, at=at)
    name = rules.name_of_version(item, has_versions=reading.format not in FEEDS)[:60]
    more = {
        "rank": rules.rank_of(item),
        "format": reading.format,
        "content": as_record(item),
        "file_name": file_name,
        "received_at": at,
    }
    row.source = source
    if KNOWN.first(item=row.pk, version=name, pubstatus=item.pubstatus.value):  # the row is ours, so nobody adds it now
        return Outcome(Fate.UNCHANGED, row)
    version = WireVersion.objects.create(
        item=row, version=name, pubstatus=item.pubstatus.value, payload_id=keep_payload(raw), **more
    )
    is_older = bool(row.latest and place(row.latest) > place(version))
    if not is_older:
        show(row, version, item, source=source, at=at)
    elif says_where_the_killed_belongs(row, version):
        route.send(row, version, item, is_first=False)
        liken(row, is_first=False)
    if cause := rules.recall_in(item, now=timezone.now()):  # an older one, too: what it was about may have been used
        wire_item_recalled.announce(item_id=row.pk, version_id=version.pk, cause=cause)
    return Outcome(Fate.OLDER if is_older else Fate.NEW if is_new else Fate.UPDATED, row)


ROW = prepared_objects(
    WireItem, lambda: WireItem.objects.select_for_update().filter(source=blank("source"), guid=blank("guid"))
)


def row_for(guid: str, *, source: Source, at: datetime) -> tuple[WireItem, bool]:
    """Give the row of an item, locked, and whether it was made just now."""
    if (found := ROW.first(source=source.pk, guid=guid)) is not None:
        return found, False
    try:
        with transaction.atomic():
            return WireItem.objects.create(source=source, guid=guid, received_at=at, first_received_at=at), True
    except IntegrityError:  # another delivery was quicker
        if (found := ROW.first(source=source.pk, guid=guid)) is None:
            raise
        return found, False


def place(version: WireVersion) -> tuple[int, int]:
    """Give a version's place among those of its item."""
    return rules.place_of(version.rank, version.pubstatus)


def keep_payload(raw: bytes) -> int:
    """Keep the bytes of a delivery, or find them; gives their number."""
    digest = hashlib.sha256(raw).hexdigest()
    if (found := HELD.first(sha256=digest)) is not None:
        return found
    Payload.objects.bulk_create([Payload(sha256=digest, raw=raw)], ignore_conflicts=True)
    return HELD.first(sha256=digest) or 0


KNOWN = Prepared(
    lambda: (
        WireVersion.objects.filter(item=blank("item"), version=blank("version"), pubstatus=blank("pubstatus"))
        .order_by()
        .values_list("pk")
    ),
    int,
)
HELD = Prepared(lambda: Payload.objects.filter(sha256=blank("sha256")).values_list("pk"), int)


def show(row: WireItem, version: WireVersion, item: NewsItem, *, source: Source, at: datetime) -> None:
    """Make `version` what the inbox shows of the item, and tell the other apps."""
    words, is_first = rules.plain_words_of(item), row.latest_id is None
    row.latest, row.received_at, row.pubstatus, row.kind = version, at, item.pubstatus.value, item.kind[:20]
    row.headline, row.slugline, row.byline = item.headline[:500], item.slugline[:200], item.byline[:300]
    row.urgency, row.language, row.embargoed_until = (
        item.urgency,
        item.language or source.language,
        item.embargoed_until,
    )
    row.text, row.word_count = words, len(words.split())
    if version.pubstatus == "canceled" and row.versions.exclude(pubstatus="canceled").exists():
        row.save()  # it stays where its copy was sent; a kill seldom says what it was about
        return
    route.send(row, version, item, is_first=is_first)
    liken(row, is_first=is_first)
    if version.pubstatus != "canceled":
        wire_item_arrived.announce(item_id=row.pk, version_id=version.pk)


def says_where_the_killed_belongs(row: WireItem, version: WireVersion) -> bool:
    """Say whether a version that came after the kill of its item is the copy that the kill was about."""
    return row.pubstatus == "canceled" and version == newest_standing(row)


def set_aside(raw: bytes, refusal: Unreadable, *, source: Source, file_name: str) -> Outcome:
    """Put a payload into quarantine; the same bytes again only count another attempt."""
    row, is_new = Quarantine.objects.get_or_create(
        source=source,
        sha256=hashlib.sha256(raw).hexdigest(),
        defaults={"file_name": file_name, "raw": raw, "reason": str(refusal), "line": refusal.line},
    )
    if not is_new:
        row.attempts, row.reason, row.line = row.attempts + 1, str(refusal), refusal.line
        row.save(update_fields=["attempts", "reason", "line"])
    return Outcome(Fate.QUARANTINED, quarantine=row)


def retry(row: Quarantine) -> list[Outcome]:
    """Read quarantined bytes again, with the parsers of today; the row says when they were read at last."""
    outcomes = ingest(bytes(row.raw), source=row.source, file_name=row.file_name)
    if all(outcome.fate is not Fate.QUARANTINED for outcome in outcomes):
        row.read_at = timezone.now()
        row.save(update_fields=["read_at"])
    return outcomes
