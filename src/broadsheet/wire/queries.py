"""Read how the sources are doing: who is due, and who has been quiet for too long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from broadsheet.wire import idle
from broadsheet.wire.models import Source, WireItem, WireVersion

ASKED = (Source.Connector.FEED, Source.Connector.SFTP, Source.Connector.FTP, Source.Connector.MAILBOX)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class QuietSource:
    """A source that should have sent something by now, and the sentence that says so."""

    source: Source
    quiet_for: timedelta
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def newest_standing(item: WireItem) -> WireVersion | None:
    """Give the newest version of an item that is no kill: of one number the withheld one is the newer (`place_of`)."""
    return item.versions.exclude(pubstatus="canceled").order_by("-rank", "-pubstatus").first()


def due_sources(*, now: datetime) -> QuerySet[Source]:
    """Give the sources that are asked in turns and whose time has come, the longest overdue first."""
    due = Q(next_fetch_at=None) | Q(next_fetch_at__lte=now)
    return Source.objects.filter(due, connector__in=ASKED, is_enabled=True).order_by("next_fetch_at", "pk")


def watched_folders(*, now: datetime) -> QuerySet[Source]:
    """Give the folders to look into; one that failed rests for a while."""
    rested = Q(failures=0) | Q(next_fetch_at=None) | Q(next_fetch_at__lte=now)
    return Source.objects.filter(rested, connector=Source.Connector.FOLDER, is_enabled=True)


def quiet_sources(now: datetime) -> list[QuietSource]:
    """List the sources that have been quiet for longer than their alarm allows, the longest quiet first."""
    found = sorted(_quiet(now), key=lambda quiet: -quiet.quiet_for)
    return found


def _quiet(now: datetime) -> Iterator[QuietSource]:
    for source in Source.objects.filter(is_enabled=True, last_item_at__isnull=False):
        if is_quiet(source, now=now):
            quiet_for = now - (source.last_item_at or now)
            yield QuietSource(source, quiet_for, sentence_on(source, quiet_for))


def is_quiet(source: Source, *, now: datetime) -> bool:
    """Say whether a source that should send has sent nothing for longer than it may."""
    if source.connector == Source.Connector.HAND or source.is_home or not source.last_item_at:
        return False
    quiet_for = now - source.last_item_at
    if source.idle_after_minutes:
        return quiet_for > timedelta(minutes=source.idle_after_minutes)
    turn = timedelta(seconds=source.every_seconds)
    return quiet_for > max(idle.LEAST, idle.TURNS * turn) and quiet_for > idle.longest_quiet(
        arrivals(source, now=now), now=now, turn=turn
    )


def arrivals(source: Source, *, now: datetime) -> list[datetime]:
    """List the moments at which items came in the eight days before now, and the last moment before those."""
    items = WireItem.objects.filter(source=source, received_at__lte=now)
    since = now - WEEK - timedelta(days=1)
    before = items.filter(received_at__lt=since).order_by("-received_at").values_list("received_at", flat=True)[:1]
    within = items.filter(received_at__gte=since).order_by("received_at").values_list("received_at", flat=True)
    return [*before, *within.distinct()]


def sentence_on(source: Source, quiet_for: timedelta) -> str:
    """Say how long, and how unusual that is."""
    quiet = _("%(source)s has been quiet for %(time)s") % {"source": source, "time": spell(quiet_for)}
    usual = usual_rate(source)
    return f"{quiet}, {usual}." if usual else f"{quiet}."


def usual_rate(source: Source) -> str:
    """Say how much a source sends in the unit that gives at least one item, going by its last seven days of sending."""
    last = source.last_item_at
    sent = WireItem.objects.filter(source=source, received_at__gt=last - WEEK, received_at__lte=last) if last else None
    first = sent.order_by("received_at").values_list("received_at", flat=True).first() if sent is not None else None
    if last is None or sent is None or first is None:
        return ""
    count, hours = sent.count(), max((last - first).total_seconds() / 3600, 1)
    if (hourly := round(count / hours)) >= 1 and count > 1:
        return ngettext("usually %(count)d item an hour", "usually %(count)d items an hour", hourly) % {"count": hourly}
    if hours >= 24 and (daily := round(count / hours * 24)) >= 1:
        return ngettext("usually %(count)d item a day", "usually %(count)d items a day", daily) % {"count": daily}
    return ngettext("with %(count)d item in the week before", "with %(count)d items in the week before", count) % {
        "count": count
    }


def spell(time: timedelta) -> str:
    """Give a time in the unit people would use."""
    minutes = int(time.total_seconds() // 60)
    if minutes < 120:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d day", "%(count)d days", hours // 24) % {"count": hours // 24}
