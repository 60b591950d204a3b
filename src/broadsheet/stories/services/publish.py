"""Publish a story: one transaction makes it live, records public version and event, and tells the other apps."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Revision

from broadsheet.core.prepared import Prepared, blank, prepared_objects
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.people.models import User
from broadsheet.stories import rules
from broadsheet.stories.body import words_of
from broadsheet.stories.errors import StoryHeld
from broadsheet.stories.facts import story_published
from broadsheet.stories.models import Hold, Kill, PublicVersion, PublishEvent, StoryPage, Withdrawal
from broadsheet.stories.services.hold import end_holds


def now_of_database() -> datetime:
    """Ask the database for the time: several machines publish, one clock decides."""
    if connection.vendor != "postgresql":  # SQLite runs on this machine, so its clock is ours
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def story_facts(
    story: StoryPage, values: Mapping[str, Any] | None = None, *, bylines: Sequence[str] | None = None
) -> rules.StoryFacts:
    """Gather what the rules ask for; `values`, from a form, go before the story's own."""

    def of(name: str) -> Any:
        return values[name] if values is not None and name in values else getattr(story, name)

    picture = of("lead_picture")
    names = bylines if bylines is not None else [str(byline) for byline in story.bylines.all()]
    return rules.StoryFacts(
        headline=of("title") or "",
        bylines=[*names, of("byline_text") or ""],
        has_body=bool(of("body") and len(of("body"))),
        has_lead_picture=picture is not None,
        lead_alternative_text=picture.alternative_text if picture else "",
        lead_rights_expire_at=picture.rights_expire_at if picture else None,
        embargoed_until=of("embargoed_until"),
        publish_at=of("go_live_at"),
        is_killed=bool(story.pk) and Kill.objects.filter(story_id=story.pk).exists(),
        held_for=HELD_FOR.first(pk=story.pk) or "" if story.pk else "",
    )


HELD_FOR: Prepared[str] = Prepared(
    lambda: Hold.objects.filter(story_id=blank("pk"), ended_at=None, is_being_corrected=False).values_list("reason"),
    str,
)


@transaction.atomic
def publish_revision(
    story: StoryPage, publish: Callable[..., Any], revision: Any, user: User | None = None, **options: Any
) -> Any:
    """Publish `revision` by Wagtail's own `publish`, if nothing holds it.

    A go-live time still ahead only schedules it (`tasks.publish_due`). Raises StoryHeld with every reason.
    """
    standing = StoryPage.objects.select_for_update(of=("self",)).only("title").get(pk=story.pk)
    with unpacked(revision, standing) as coming:
        if reasons := rules.reasons_to_hold(story_facts(coming), now=now_of_database()):
            raise StoryHeld(coming, reasons)
        result = publish(revision, user=user, **options)
    if coming.live and coming.live_revision_id == revision.pk:
        record_publication(coming, revision_id=revision.pk, by=user)
    elif coming.go_live_at:
        plan(revision.pk, at=coming.go_live_at)
    return result


LATEST = Prepared(
    lambda: (
        Revision.objects.filter(base_content_type_id=blank("kind"), object_id=blank("pk"))
        .order_by("-created_at", "-id")
        .values_list("id")[:1]
    ),
    int,
)


@contextmanager
def unpacked(revision: Any, standing: StoryPage) -> Iterator[StoryPage]:
    """Unpack a revision once for all who ask inside, Wagtail among them: each time costs a tenth of a publish.

    Wagtail also loads the revision before and the page as it stands, only to log a new headline; we have that one.
    Which revision is the newest we ask in fewer steps.
    """
    coming: StoryPage = revision.as_object()
    revision.as_object = lambda: coming
    revision.get_previous = lambda: SimpleNamespace(content_object=standing)
    revision.is_latest_revision = lambda: (
        LATEST.first(pk=str(standing.pk), kind=revision.base_content_type_id) == revision.pk
    )
    try:
        yield coming
    finally:
        del revision.as_object, revision.get_previous, revision.is_latest_revision


def plan(revision_id: int, *, at: datetime) -> None:
    """Queue a scheduled revision for its time; the row goes in with the same transaction."""
    from broadsheet.stories.tasks import publish_scheduled

    enqueue(publish_scheduled, revision_id, run_after=at, unique_key=f"publish:{revision_id}")


def record_publication(story: StoryPage, *, revision_id: int | None, by: User | None) -> PublishEvent:
    """Record that `story` is what readers may see now, and announce it."""
    Withdrawal.objects.filter(story=story, ended_at=None).update(ended_at=timezone.now())
    is_correction = bool(end_holds(Hold.objects.filter(story=story), by=by))
    record_version(story, by=by, is_correction=is_correction)
    event = PublishEvent.objects.create(
        story_id=story.pk, revision_id=revision_id, kind=PublishEvent.Kind.PUBLISHED, by=by
    )
    story_published.announce(story_id=story.pk, event_id=event.pk)
    return event


def record_version(story: StoryPage, *, by: User | None, is_correction: bool = False) -> PublicVersion | None:
    """Keep what readers see from now on; nothing if no word changed."""
    last = LAST_VERSION.first(pk=story.pk)
    blocks = [[raw["id"], raw["type"], words_of(raw)] for raw in story.body.raw_data]
    shown = {"headline": story.title, "standfirst": story.standfirst, "blocks": blocks}
    if last and all(getattr(last, name) == value for name, value in shown.items()):
        return None
    substantive = last is None or rules.is_substantive(words_shown(last), words_shown(PublicVersion(**shown)))
    return PublicVersion.objects.create(
        story=story,
        number=last.number + 1 if last else 1,
        kind=kind_of_version(is_first=last is None, is_substantive=substantive, is_correction=is_correction),
        is_substantive=substantive,
        by=by,
        **shown,
    )


LAST_VERSION = prepared_objects(
    PublicVersion, lambda: PublicVersion.objects.filter(story_id=blank("pk")).order_by("-number")[:1]
)


def kind_of_version(*, is_first: bool, is_substantive: bool, is_correction: bool) -> str:
    """Name what a version is."""
    if is_first:
        return PublicVersion.Kind.INITIAL
    if is_correction and is_substantive:
        return PublicVersion.Kind.CORRECTION
    return PublicVersion.Kind.UPDATE if is_substantive else PublicVersion.Kind.STYLE


def words_shown(version: PublicVersion) -> str:
    """Join every word a version shows."""
    return " ".join([version.headline, version.standfirst, *(words for _, _, words in version.blocks)])
