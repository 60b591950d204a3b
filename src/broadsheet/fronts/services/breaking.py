"""Raise, change and lower the breaking strip; each order stands in the log, and in the story's history."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from broadsheet.fronts.errors import NothingToSay, StoryNotOut
from broadsheet.fronts.facts import breaking_changed
from broadsheet.fronts.models import Breaking
from broadsheet.people.models import User
from broadsheet.stories.models import StoryPage


@transaction.atomic
def raise_breaking(*, headline: str = "", story: StoryPage | None = None, by: User | None) -> Breaking:
    """Raise the strip with `headline`, or that of `story`, to which it then leads; what was up comes down.

    Other words for the same story change the strip that is up and keep its time. Raises NothingToSay or StoryNotOut.
    """
    if story:  # locked first, as by a kill, so that neither misses the other
        story = StoryPage.objects.select_for_update(of=("self",)).get(pk=story.pk)
    words = headline.strip() or (story.title if story else "")
    if not words:
        raise NothingToSay
    if story and not story.is_out:
        raise StoryNotOut(story)
    up = strip_up()
    is_same = up is not None and up.story_id == (story.pk if story else None)
    if up and is_same and up.headline == words:
        return up
    if up and is_same and story:
        return change(up, words, by=by)
    if up:
        take_down(up, by=by)
    return put_up(words, story, by=by)


@transaction.atomic
def lower_breaking(*, by: User | None, about: int | None = None) -> Breaking | None:
    """Lower the strip, if one is up; with `about`, only if it leads to that story."""
    up = strip_up()
    if up is None or (about is not None and up.story_id != about):
        return None
    take_down(up, by=by)
    breaking_changed.announce(breaking_id=up.pk)
    return up


def strip_up() -> Breaking | None:
    """Find and lock the strip that is up."""
    return Breaking.objects.select_for_update(of=("self",)).filter(is_up=True).first()


def put_up(words: str, story: StoryPage | None, *, by: User | None) -> Breaking:
    """Make a new strip; if another editor was faster, theirs comes down, for the last order counts."""
    try:
        with transaction.atomic():
            made = Breaking.objects.create(headline=words, story=story, raised_by=by)
    except IntegrityError:
        return raise_breaking(headline=words, story=story, by=by)
    record("fronts.raise_breaking", made, by=by)
    breaking_changed.announce(breaking_id=made.pk)
    return made


def change(up: Breaking, words: str, *, by: User | None) -> Breaking:
    """Let the strip that is up say something else."""
    up.headline = words
    up.save(update_fields=["headline"])
    record("fronts.change_breaking", up, by=by)
    breaking_changed.announce(breaking_id=up.pk)
    return up


def take_down(up: Breaking, *, by: User | None) -> None:
    """Keep a strip as what was up until now."""
    up.is_up, up.lowered_at, up.lowered_by = False, timezone.now(), by
    up.save(update_fields=["is_up", "lowered_at", "lowered_by"])
    record("fronts.lower_breaking", up, by=by)


def record(action: str, strip: Breaking, *, by: User | None) -> None:
    """Write an order into the log of the site, and into the history of the story it is about."""
    told: dict[str, Any] = {"headline": strip.headline}
    for instance in filter(None, (strip, strip.story)):
        log(instance=instance, action=action, user=by, data=told)
