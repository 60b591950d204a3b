"""Carry what a source takes back to every story that used it: open a case, act at once, and let the desk decide."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex

from broadsheet.media.models import Picture
from broadsheet.people.models import User
from broadsheet.provenance.errors import AlreadyDecided
from broadsheet.provenance.models import OPEN_STATES, Pickup, PictureOrigin, RecallCase
from broadsheet.stories.models import StoryPage
from broadsheet.stories.services.hold import hold_story, let_correct, release_story
from broadsheet.wire.models import Cause, Source, WireVersion

State = RecallCase.State


@transaction.atomic
def open_recalls(version: WireVersion, cause: str) -> list[RecallCase]:
    """Open a case for every story that used the item or shows a picture of it, and do what its source's policy says.

    A version speaks of itself and what came before it, in whatever order the versions arrive. A second time, and of a
    story that is killed already, nothing happens. Of an item that is not itself a picture, stories that share no more
    than a picture with it are only flagged: what is wrong with its text may be nothing to them.
    """
    source, made = version.item.source, stories_made_of(version, cause)
    act = source.on_correction if cause == Cause.CORRECTION else source.on_recall
    showing = stories_with_its_pictures(version, cause) - made
    acts = dict.fromkeys(showing, act if version.item.kind == "picture" else Source.Act.FLAG.value)
    acts |= dict.fromkeys(made, act)
    stories = StoryPage.objects.filter(pk__in=acts, kill=None).order_by("pk")
    return [case for story in stories if (case := open_recall(story, version, cause, acts[story.pk]))]


def open_recall(story: StoryPage, version: WireVersion, cause: str, act: str) -> RecallCase | None:
    """Open one case and act; None if it is there already."""
    case, is_new = RecallCase.objects.get_or_create(
        story=story, version=version, defaults={"item": version.item, "cause": cause, "act": act}
    )
    if not is_new:
        return None
    if act == Source.Act.HOLD:
        hold_story(story, reason=sentence(version, cause))
    elif act == Source.Act.UNPUBLISH and story.live:
        story.unpublish()
    return case


def sentence(version: WireVersion, cause: str) -> str:
    """Say what the source has done."""
    names = {"source": version.item.source.credit or version.item.source.name, "headline": version.item.headline}
    match cause:
        case Cause.KILL:
            return _("{source} has killed “{headline}”.").format(**names)
        case Cause.WITHHOLD:
            return _("{source} withholds “{headline}”.").format(**names)
        case Cause.EMBARGO:
            return _("{source} has put “{headline}” under embargo.").format(**names)
        case _:
            return _("{source} has corrected “{headline}”.").format(**names)


def stories_made_of(version: WireVersion, cause: str) -> set[int]:
    """List the stories made of what a version takes back."""
    taken = Pickup.objects.filter(reached_by(version, cause), item=version.item).exclude(version=version)
    found = taken.select_related("version")
    return {pickup.story_id for pickup in found if cause != Cause.EMBARGO or is_tightened(pickup.version, version)}


def stories_with_its_pictures(version: WireVersion, cause: str) -> set[int]:
    """List the stories that show a picture of an item that is killed or withheld."""
    if cause not in (Cause.KILL, Cause.WITHHOLD):
        return set()
    origins = PictureOrigin.objects.filter(reached_by(version, cause), item=version.item)
    return stories_showing(origins.values_list("picture_id", flat=True))


def reached_by(version: WireVersion, cause: str) -> Q:
    """Say which versions one speaks of: those before it, and of a kill also those of the same rank."""
    return Q(version__rank__lt=version.rank) if cause == Cause.CORRECTION else Q(version__rank__lte=version.rank)


def is_tightened(before: WireVersion, after: WireVersion) -> bool:
    """Say whether an embargo is new, or later than it was."""
    old, new = before.news_item.embargoed_until, after.news_item.embargoed_until
    return new is not None and (old is None or old < new)


def stories_showing(pictures: Iterable[int]) -> set[int]:
    """List the stories that show any of these pictures, at their head or within the text."""
    ids = set(pictures)
    led = StoryPage.objects.filter(Q(lead_picture__in=ids) | Q(social_picture__in=ids))
    found = set(led.values_list("pk", flat=True))
    for picture in Picture.objects.filter(pk__in=ids):
        users = ReferenceIndex.get_references_to(picture).values_list("object_id", flat=True)
        found |= {int(pk) for pk in users if pk.isdecimal()}
    return found


@transaction.atomic
def keep_story(case: RecallCase, *, by: User, note: str = "") -> None:
    """Decide that the story stands."""
    decide(case, State.KEPT, by=by, note=note)
    follow(case.story, by=by)


@transaction.atomic
def correct_story(case: RecallCase, *, by: User, note: str = "") -> None:
    """Set out to correct the story: its next publication ends the case, and the hold."""
    decide(case, State.CORRECTING, by=by, note=note)
    follow(case.story, by=by)


def follow(story: StoryPage, *, by: User) -> None:
    """Do what the decisions so far allow: let readers have the story, or its correction go out, or neither."""
    holding = [case for case in open_cases(story.pk) if case.act == Source.Act.HOLD]
    if not holding:
        release_story(story, by=by)
    elif all(case.state == State.CORRECTING for case in holding):
        let_correct(story)


def decide(case: RecallCase, state: str, *, by: User | None, note: str) -> None:
    """Write a decision down. Raises AlreadyDecided if somebody was quicker."""
    locked(case)
    case.state, case.by, case.note, case.decided_at = state, by, note, timezone.now()
    case.save(update_fields=["state", "by", "note", "decided_at"])


def locked(case: RecallCase) -> RecallCase:
    """Give the case as it is, with nobody else deciding. Raises AlreadyDecided if somebody has."""
    now = RecallCase.objects.select_for_update().get(pk=case.pk)
    if now.state not in OPEN_STATES:
        raise AlreadyDecided(now)
    return now


def open_cases(story_id: int) -> list[RecallCase]:
    """List the undecided cases of a story."""
    return list(RecallCase.objects.filter(story_id=story_id, state__in=OPEN_STATES))


def close(story_id: int, states: Iterable[str], state: str, **more: Any) -> int:
    """Close a story's cases that are in one of these states; say how many."""
    cases = RecallCase.objects.filter(story_id=story_id, state__in=list(states))
    return cases.update(state=state, decided_at=timezone.now(), **more)


def close_of_version(story_id: int, version_id: int, state: str, *, note: str) -> int:
    """Close a story's open case about one version; say whether there was one."""
    cases = RecallCase.objects.filter(story_id=story_id, version_id=version_id, state__in=OPEN_STATES)
    return cases.update(state=state, note=note, decided_at=timezone.now())
