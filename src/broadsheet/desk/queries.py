"""Read what the newsroom has before it: the inbox, who took what, drafts, queues."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from broadsheet.jobs.queries import dead_jobs
from broadsheet.people.models import User
from broadsheet.provenance.models import OPEN_STATES as UNDECIDED
from broadsheet.provenance.models import Pickup, RecallCase
from broadsheet.readers.models import Enquiry
from broadsheet.stories.models import StoryPage
from broadsheet.taxonomy.models import SectionPage
from broadsheet.tips.models import Tip
from broadsheet.wire.models import Alarm, Likeness, Preset, Quarantine, Routing, RoutingRule, Source, WireItem, WireTag
from broadsheet.wire.queries import is_quiet, sentence_on
from broadsheet.wire.search import HasWords, words_in

PAGE_SIZE = 50
MOST_ALARMS = 5
MOST_DRAFTS = 20
OPEN_STATES = [Enquiry.State.RECEIVED, Enquiry.State.CHECKING]


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the list, newest first: when an item came, and its number for those that came at once.

    >>> str(Cursor.read("1700000000000000-12"))
    '1700000000000000-12'
    """

    at: datetime
    pk: int

    @classmethod
    def read(cls, written: str) -> Self | None:
        """Read a cursor from an address; None if it is none."""
        micros, _, pk = written.partition("-")
        if not (micros.isdecimal() and pk.isdecimal()) or len(micros) > 16 or len(pk) > 18:
            return None
        return cls(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(micros)), int(pk))

    @classmethod
    def of(cls, item: WireItem) -> Self:
        """Give the place of an item."""
        return cls(item.received_at, item.pk)

    def __str__(self) -> str:
        return f"{(self.at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)}-{self.pk}"

    @property
    def older(self) -> Q:
        """What stands below it in the list."""
        return Q(received_at__lt=self.at) | Q(received_at=self.at, pk__lt=self.pk)

    @property
    def newer(self) -> Q:
        """What stands above it in the list."""
        return Q(received_at__gt=self.at) | Q(received_at=self.at, pk__gt=self.pk)


def inbox(wanted: dict[str, Any]) -> QuerySet[WireItem]:
    """Give the items an editor asked for, newest first, with who took them.

    For every word of `q` one must begin so; the other keys name a source, section, urgency, language or state.
    """
    # Were the source joined, SQLite would go through the three of them, sort all their items, and take fifty.
    items = WireItem.objects.select_related("section").order_by("-received_at", "-pk")
    if words := words_in(wanted.get("q") or ""):
        items = items.filter(HasWords(words))
    exact = {name: wanted[name] for name in ("source", "section", "language") if wanted.get(name)}
    items = items.filter(**exact)
    if wanted.get("urgency"):
        items = items.filter(urgency__lte=wanted["urgency"])
    if wanted.get("tag"):
        items = items.filter(pk__in=WireTag.objects.filter(name=wanted["tag"]).values("item"))
    if wanted.get("state") in ("new", "taken"):
        taken = Exists(Pickup.objects.filter(item=OuterRef("pk")))
        items = items.filter(taken if wanted["state"] == "taken" else ~taken)
    return items.prefetch_related("source", pickups_with_names(), "tags")


def with_alike(found: Iterable[WireItem]) -> list[WireItem]:
    """Tell each item of a list how many others are `alike`, by one query."""
    items = list(found)
    ids = [item.pk for item in items]
    pairs = Likeness.objects.filter(Q(first__in=ids) | Q(second__in=ids)).values_list("first", "second")
    counts = Counter(pk for pair in pairs for pk in pair)
    for item in items:
        item.alike = counts[item.pk]  # type: ignore[attr-defined]
    return items


def likenesses_of(item: WireItem) -> list[dict[str, Any]]:
    """Give the items that one is like, those whose words it shares most of first: the other, the kind, the shares."""
    pairs = Likeness.objects.filter(Q(first=item) | Q(second=item)).select_related("first__source", "second__source")
    found = [
        {
            "other": pair.second if pair.first_id == item.pk else pair.first,
            "kind": pair.get_kind_display(),
            "ours": pair.share_of_first if pair.first_id == item.pk else pair.share_of_second,
            "theirs": pair.share_of_second if pair.first_id == item.pk else pair.share_of_first,
        }
        for pair in pairs
    ]
    return sorted(found, key=lambda row: -max(row["ours"], row["theirs"]))


def pickups_with_names() -> Prefetch:
    """Fetch who picked an item up, the first first."""
    return Prefetch("pickups", Pickup.objects.select_related("by").order_by("pk"))


def newest_item() -> WireItem | None:
    """Give the top of the unfiltered list."""
    return WireItem.objects.order_by("-received_at", "-pk").first()


def newest_pickup_id() -> int:
    """Give the number of the latest pickup, 0 if there is none."""
    return Pickup.objects.aggregate(newest=Max("pk"))["newest"] or 0


def items_taken_since(pickup_id: int) -> QuerySet[WireItem]:
    """Give the items picked up after a certain pickup."""
    taken = Pickup.objects.filter(pk__gt=pickup_id).values("item")
    return WireItem.objects.filter(pk__in=taken).prefetch_related(pickups_with_names())[:PAGE_SIZE]


def languages_in_use() -> list[str]:
    """List the languages of late, for the filter."""
    late = WireItem.objects.order_by("-received_at", "-pk").values_list("language", flat=True)[:500]
    return sorted({*late, *Source.objects.values_list("language", flat=True)} - {""})


def tags_in_use() -> list[str]:
    """List the tags that rules put on copy, for the filter."""
    named = RoutingRule.objects.exclude(tags="").values_list("tags", flat=True)
    return sorted({tag for tags in named for tag in tags.replace(",", " ").lower().split()})


def presets_of(user: User) -> QuerySet[Preset]:
    """Give the searches somebody kept, and those that others share, in their order."""
    return Preset.objects.filter(Q(owner=user) | Q(is_shared=True)).select_related("owner")


def unseen_alarms() -> QuerySet[Alarm]:
    """Give the alarms nobody has seen to, the newest first."""
    return Alarm.objects.filter(seen_at=None).select_related("item__source").order_by("-raised_at", "-pk")


def rules_with_counts(*, now: datetime) -> QuerySet[RoutingRule]:
    """Give the rules in their order, with what each `moved` and what it `held` back within the last day."""
    lately = Q(routings__routed_at__gt=now - timedelta(days=1))
    rules = RoutingRule.objects.select_related("source", "section", "desk")
    held = lately & Q(routings__outcome=Routing.Outcome.HELD)
    return rules.annotate(moved=Count("routings", lately), held=Count("routings", held)).order_by("position", "pk")


def quarantine() -> QuerySet[Quarantine]:
    """Give what could not be read and has not been read since."""
    return Quarantine.objects.filter(read_at=None).select_related("source").defer("raw")


def sections_open_to(user: User) -> list[SectionPage]:
    """List the sections somebody may file in, as they stand in the tree."""
    sections = SectionPage.objects.order_by("path")
    return [section for section in sections if section.permissions_for_user(user).can_add_subpage()]


def drafts_of(user: User) -> QuerySet[StoryPage]:
    """Give somebody's own stories that wait to be published, the latest first."""
    mine: QuerySet[StoryPage] = StoryPage.objects.filter(owner=user, has_unpublished_changes=True, kill=None)
    return mine.order_by("-latest_revision_created_at")


def taken_today(most: int) -> list[Pickup]:
    """List today's pickups, the latest first, at most `most`.

    The latest of all are read and yesterday's left out: whatever the archive holds, a dozen rows are touched.
    """
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    latest = Pickup.objects.order_by("-pk").select_related("by", "item__source").prefetch_related("story")[:most]
    return [pickup for pickup in latest if pickup.picked_up_at >= midnight]


def queues_for(user: User) -> list[dict[str, Any]]:
    """Count what waits in each queue the person may see."""
    counts: list[tuple[str, str, Callable[[], int]]] = [
        ("provenance.view_recallcase", "recalls", lambda: recalls().count()),
        ("readers.view_enquiry", "enquiries", lambda: Enquiry.objects.filter(state__in=OPEN_STATES).count()),
        ("tips.view_tip", "tips", Tip.objects.count),
        ("wagtailadmin.access_admin", "quarantine", lambda: quarantine().count()),
        ("wire.view_source", "sources", lambda: sum(1 for source in Source.objects.all() if is_ailing(source))),
        ("jobs.view_job", "jobs", lambda: dead_jobs().count()),
    ]
    return [{"name": name, "count": count()} for right, name, count in counts if user.has_perm(right)]


def recalls(*, are_open: bool = True) -> QuerySet[RecallCase]:
    """Give the recalls that the desk has to decide on, or those it has decided on, newest first."""
    cases = RecallCase.objects.select_related("story__kill", "item__source", "version", "by")
    return cases.filter(state__in=UNDECIDED) if are_open else cases.exclude(state__in=UNDECIDED)


def is_ailing(source: Source, *, now: datetime | None = None) -> bool:
    """Say whether a source needs somebody: its last fetch failed, or it has been quiet for too long."""
    if not source.is_enabled:
        return False
    return bool(source.last_error) or is_quiet(source, now=now or timezone.now())


def quiet_sentence(source: Source, *, now: datetime) -> str:
    """Say for how long a source has been too quiet, nothing if it is not."""
    return sentence_on(source, now - source.last_item_at) if source.last_item_at and is_quiet(source, now=now) else ""
