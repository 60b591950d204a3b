"""Project stories into the read model, inside the transaction that changed them.

The read model can be dropped and made again from the pages (`rebuild`); only redirects from old addresses are kept,
because nothing else remembers them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from broadsheet.core.prepared import Prepared, blank, prepared_objects
from broadsheet.people.models import Contributor
from broadsheet.provenance.rules import credit_line
from broadsheet.public.models import Address, Card, CardBody, CardLink
from broadsheet.public.pictures import one_url, picture_record
from broadsheet.public.render import render_blocks, words_of_story
from broadsheet.public.services.changes import telling_changes
from broadsheet.public.services.chrome import section_trail
from broadsheet.public.tags import changed
from broadsheet.stories.body import pictures_in
from broadsheet.stories.models import Byline, Hold, Kill, StoryPage
from broadsheet.taxonomy.models import Place, Topic


def project_story(story_id: int, **_: Any) -> Card | None:
    """Make the card, links, text and address of a story true to its page, and say what that changed for readers."""
    with telling_changes(story_id):
        return write_story(story_id)


def write_story(story_id: int) -> Card | None:
    """Make the card, links, text and address of a story true to its page; a draft that never went out has none."""
    story = STORY.first(pk=story_id)
    is_killed, is_held, *due = STANDING.first(pk=story_id) or (False, False)
    state = state_of(story, is_killed=is_killed, is_held=is_held) if story else None
    if story is None or state is None:
        Card.objects.filter(pk=story_id).delete()
        return None
    story.topics, story.places = TOPICS.all(pk=story_id), PLACES.all(pk=story_id)  # kept in memory, never saved
    blocks = render_blocks(story)
    words = words_of_story(story)
    bylines = bylines_of(story)
    card = Card(story_id=story.pk, **card_values(story, state, words, bylines, due))
    keep(card, but=["related_ids"])
    keep(CardBody(card=card, blocks=[[b.id, b.kind, b.html] for b in blocks], words=words))
    link(card, targets_of(card, story, bylines))
    take_address(card.path, kind=Address.Kind.STORY, target_id=story.pk)
    return card


def told_of(model: type[Any], through: Any, name: str) -> Prepared[Any]:
    """Prepare the query of a story's topics or places, in the order of their own."""
    tied = through.objects.filter(storypage_id=blank("pk")).values(name)
    return prepared_objects(model, lambda: model.objects.filter(pk__in=tied))


TOPICS = told_of(Topic, StoryPage.topics.through, "topic_id")
PLACES = told_of(Place, StoryPage.places.through, "place_id")
STORY = prepared_objects(StoryPage, lambda: StoryPage.objects.filter(pk=blank("pk")))


def keep(row: Card | CardBody, but: Collection[str] = ()) -> None:
    """Write a row in one statement, whether it is there or not; `but` names columns that stay as they are."""
    columns = [field.name for field in row._meta.concrete_fields if not field.primary_key and field.name not in but]
    kept: Any = type(row)._default_manager
    kept.bulk_create([row], update_conflicts=True, unique_fields=[row._meta.pk.name], update_fields=columns)


def state_of(story: StoryPage, *, is_killed: bool, is_held: bool) -> str | None:
    """Say in which state readers meet a story; None if they never met it."""
    if is_killed:
        return Card.State.KILLED
    if story.live:
        return Card.State.HELD if is_held else Card.State.LIVE
    return Card.State.WITHDRAWN if story.first_published_at else None


def standing() -> QuerySet[StoryPage, Any]:
    """Give the query of whether a story is killed, whether it is held, and what its credit is made of."""
    is_killed = Exists(Kill.objects.filter(story=OuterRef("pk")))
    is_held = Exists(Hold.objects.filter(story=OuterRef("pk"), ended_at=None))
    found: QuerySet[StoryPage, Any] = StoryPage.objects.filter(pk=blank("pk")).values_list(is_killed, is_held, *CREDIT)
    return found


CREDIT = ("credit__names", "credit__offered", "credit__is_whole")
STANDING: Prepared[tuple[Any, ...]] = Prepared(standing, lambda *row: row)


def bylines_of(story: StoryPage) -> list[Byline]:
    """Read who signed a story, with portraits."""
    return list(story.bylines.select_related("contributor__portrait"))


def card_values(
    story: StoryPage, state: str, words: str, signed: Iterable[Byline], due: Sequence[Any] = ()
) -> dict[str, Any]:
    """Flatten a story into the columns of its card; `due` is what its credit is made of."""
    trail = section_trail(story)
    bylines = [byline_row(byline) for byline in signed]
    return {
        "uuid": story.translation_key,
        "state": state,
        "state_reason": story.kill.reason if state == Card.State.KILLED and story.kill.is_reason_public else "",
        "path": story.path_on_site,
        "kind": story.kind,
        "language": story.language,
        "headline": story.title,
        "kicker": story.kicker,
        "standfirst": story.standfirst,
        "section_id": trail[-1][0] if trail else None,
        "sections": [row[:3] for row in trail],
        "is_section_hidden": any(is_hidden for *_, is_hidden in trail),
        "published_at": story.first_published_at,
        "updated_at": story.updated_at,
        "expires_at": story.expire_at,
        "changed_at": timezone.now(),
        "bylines": bylines,
        "byline_text": story.byline_text or names_in_words([row[0] for row in bylines if row[1] in ("", "by")]),
        "dateline": story.dateline,
        "picture": picture_record(story.lead_picture, caption=story.lead_caption),
        "topics": [[topic.pk, topic.name, f"/topic/{topic.slug}/"] for topic in story.topics.all()],
        "places": [[place.pk, place.name, f"/place/{place.slug}/"] for place in story.places.all()],
        "source": source_row(story, *due),
        "sponsor": story.sponsor,
        "word_count": len(words.split()),
        "seo": seo_values(story),
        "urgency": story.urgency,
    }


def seo_values(story: StoryPage) -> dict[str, str]:
    """Gather the words for search engines and social networks that an editor overrode."""
    values = {
        "title": story.seo_title,
        "description": story.search_description,
        "social_title": story.social_title,
        "social_description": story.social_description,
        "social_picture": one_url(story.social_picture, "wide", 1200),
    }
    return {name: value for name, value in values.items() if value}


def byline_row(byline: Byline) -> list[str]:
    """Flatten one name: name, role, address, title, portrait, biography."""
    who: Contributor | None = byline.contributor
    if who is None:
        return [byline.name, byline.role, "", "", "", ""]
    page, portrait = f"/author/{who.slug}/", one_url(who.portrait, "square", 96)
    return [who.name, byline.role, page, who.title, portrait, who.biography]


def source_row(
    story: StoryPage, names: Sequence[str] | None = None, offered: Sequence[str] | None = None, is_whole: bool = False
) -> list[Any] | None:
    """Flatten the credit: names, address and licence if it is one source, and whether only part is theirs."""
    found, is_partial = credit_line(story.source_name, names=names or (), offered=offered or (), is_whole=is_whole)
    if not found:
        return None
    row = [names_in_words([*found])]
    row += [story.source_url, story.source_license] if row == [story.source_name] else ["", ""]
    return [*row, True] if is_partial else row


def names_in_words(names: list[str]) -> str:
    """Join names as a byline does.

    >>> names_in_words(["Ada Lind", "Ben Moss", "Cleo Ray"])
    'Ada Lind, Ben Moss and Cleo Ray'
    """
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def link(card: Card, targets: dict[str, list[int]]) -> None:
    """Put the story into every list it belongs to, and out of all others."""
    visible = card.state == Card.State.LIVE and not card.is_section_hidden
    when = card.published_at
    wanted = {(str(kind), target, when, visible) for kind, found in targets.items() for target in found}
    if wanted == set(LINKS.all(pk=card.pk)):
        return
    CardLink.objects.filter(card=card).delete()
    CardLink.objects.bulk_create(
        CardLink(card=card, kind=kind, target_id=target, published_at=published_at, is_visible=is_visible)
        for kind, target, published_at, is_visible in sorted(wanted)
    )


LINKS: Prepared[tuple[Any, ...]] = Prepared(
    lambda: CardLink.objects.filter(card_id=blank("pk")).values_list("kind", "target_id", "published_at", "is_visible"),
    lambda *row: row,
)


def targets_of(card: Card, story: StoryPage, bylines: Iterable[Byline]) -> dict[str, list[int]]:
    """List what a story belongs to."""
    pictures = [picture.pk for picture in (story.lead_picture, story.social_picture) if picture]
    return {
        CardLink.Kind.SECTION: [row[0] for row in card.sections],
        CardLink.Kind.TOPIC: [row[0] for row in card.topics],
        CardLink.Kind.PLACE: [row[0] for row in card.places],
        CardLink.Kind.CONTRIBUTOR: [byline.contributor_id for byline in bylines if byline.contributor_id],
        CardLink.Kind.PICTURE: [*pictures, *pictures_in(story.body.raw_data)],
    }


def take_address(path: str, *, kind: str, target_id: int) -> None:
    """Let `path` answer for a page; what answered for it before leads there from now on."""
    if ADDRESSES.all(kind=kind, target_id=target_id) == [(path, "")]:
        return
    answer = {"kind": kind, "target_id": target_id, "target_path": ""}
    if not Address.objects.filter(path=path, **answer).exists():
        Address.objects.update_or_create(path=path, defaults=answer)
        changed("addresses", f"url:{path}", f"url:{path.rstrip('/')}")
    former = Address.objects.filter(kind=kind, target_id=target_id).exclude(path=path)
    changed(*(f"url:{old}" for old in former.values_list("path", flat=True)))
    former.update(kind=Address.Kind.REDIRECT, updated_at=timezone.now())


ADDRESSES: Prepared[tuple[str, str]] = Prepared(
    lambda: Address.objects.filter(kind=blank("kind"), target_id=blank("target_id")).values_list("path", "target_path"),
    lambda *row: row,
)


def take_old_addresses(paths: Mapping[str, int]) -> None:
    """Let addresses of the system we moved in from lead to pages, except where a page of ours answers."""
    wanted = {path[:600]: target_id for path, target_id in paths.items()}
    there = set(Address.objects.filter(path__in=wanted).values_list("path", flat=True))
    new = {path: target_id for path, target_id in wanted.items() if path not in there}
    Address.objects.bulk_create(
        [Address(path=path, kind=Address.Kind.REDIRECT, target_id=target_id) for path, target_id in new.items()],
        ignore_conflicts=True,
    )
    changed(*(f"url:{path}" for path in new))


def remove_story(story_id: int, **_: Any) -> None:
    """Take a story that no longer exists, or never went out, off every list; its address answers 410."""
    with telling_changes(story_id):
        Card.objects.filter(pk=story_id).delete()
