"""Pick up a wire item: open a story draft with everything the wire said, and keep the line between the two."""

from collections.abc import Callable
from functools import partial, reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.blocks import StreamValue

from broadsheet.desk import rules
from broadsheet.desk.errors import ItemCanceled, ItemWithheld, NoSection, NotYourSection
from broadsheet.desk.wire_pictures import read_picture
from broadsheet.interchange.headlines import headline_of as first_words
from broadsheet.interchange.items import NewsItem
from broadsheet.interchange.items import Picture as WirePicture
from broadsheet.media.errors import NotAPicture
from broadsheet.media.models import Picture
from broadsheet.media.services.store import store_picture
from broadsheet.people.models import Contributor, User
from broadsheet.provenance.models import Pickup, PictureOrigin
from broadsheet.provenance.queries import name_to_credit
from broadsheet.stories.body import RawBlock, raw_blocks
from broadsheet.stories.models import Byline, StoryPage
from broadsheet.taxonomy.models import Place, SectionPage, Topic
from broadsheet.wire.models import WireItem, WireVersion
from broadsheet.wire.services.sections import section_for as section_of_subjects

LoadPicture = Callable[[str], bytes | None]
Album = dict[str, Picture]


def pick_up(
    item: WireItem, *, by: User | None, section: SectionPage | None = None, load_picture: LoadPicture | None = None
) -> StoryPage:
    """Open a draft from the newest version of `item`, in `section` or where its subjects belong.

    The same person picking up the same version again gets the draft already open; somebody else gets one of their own.
    Raises ItemCanceled, ItemWithheld, NoSection or NotYourSection.
    """
    version = usable(item)
    section = section or section_for(item, version.news_item)
    if by is not None and not section.permissions_for_user(by).can_add_subpage():
        raise NotYourSection(section, by)
    # Pictures are kept before the transaction: their files cannot be rolled back, and one kept twice is kept once.
    album, missing = keep_pictures(version.news_item, item, load_picture or partial(read_picture, item.source))
    return open_draft(item, version, section, by=by, album=album, missing=missing)


def usable(item: WireItem) -> WireVersion:
    """Give the newest version of an item. Raises ItemCanceled or ItemWithheld if its source took it back."""
    if item.latest is None or item.latest.pubstatus == "canceled":
        raise ItemCanceled(item)
    if item.latest.pubstatus == "withheld":
        raise ItemWithheld(item)
    return item.latest


@transaction.atomic
def open_draft(
    item: WireItem, version: WireVersion, section: SectionPage, *, by: User | None, album: Album, missing: list[str]
) -> StoryPage:
    """Write the draft, its first revision and the lineage rows, unless the item was taken back a moment ago."""
    usable(WireItem.objects.select_for_update(of=("self",)).select_related("latest", "source").get(pk=item.pk))
    if by is not None and (mine := Pickup.objects.filter(version=version, by=by).select_related("story").first()):
        return mine.story
    story = draft_of(item, version.news_item, album)
    story.owner = by
    story.ednote = "\n".join([*filter(None, [story.ednote]), *missing])
    section.add_child(instance=story)
    about, places = rules.terms_of(version.news_item)
    story.topics.set(Topic.objects.filter(slug__in=about))
    story.places.set(Place.objects.filter(slug__in=places))
    story.save_revision(user=by, log_action=True)
    note_pickup(story, item, version, by=by, album=album)
    return story


def note_pickup(story: StoryPage, item: WireItem, version: WireVersion, *, by: User | None, album: Album) -> None:
    """Write the line between a story and what it was made of."""
    block_ids = [block["id"] for block in story.body.raw_data]
    Pickup.objects.create(story=story, item=item, version=version, block_ids=block_ids, by=by)
    note_pictures(item, version, album)


def note_pictures(item: WireItem, version: WireVersion, album: Album) -> None:
    """Write down which version pictures came with."""
    origins = [PictureOrigin(picture=picture, item=item, version=version) for picture in {*album.values()}]
    PictureOrigin.objects.bulk_create(origins, ignore_conflicts=True)


def section_for(item: WireItem, content: NewsItem) -> SectionPage:
    """Find where a story belongs: where the wire sent its item, else by its subjects or its source."""
    found = item.section or section_of_subjects(content.subjects) or item.source.section
    if found is None:
        raise NoSection(item)
    return found


def draft_of(item: WireItem, content: NewsItem, album: Album) -> StoryPage:
    """Fill a story, not yet saved, with what the wire said."""
    source, credit = item.source, content.source_credit
    name = name_to_credit(source, content)
    lead = rules.lead_of(content)
    lead_picture = album.get(lead.href) if lead else None
    return StoryPage(
        title=headline_of(item, content)[:255],
        standfirst=content.standfirst,
        slugline=content.slugline[:80],
        dateline=content.dateline[:120],
        language=(content.language or item.language or source.language or "en")[:20],
        urgency=rules.urgency_of(content.urgency),
        lead_picture=lead_picture,
        lead_caption=lead.caption if lead and lead_picture and lead.caption != lead_picture.caption else "",
        body=body_of(content, album, lead_picture),
        bylines=bylines_of(content, fallback=name),
        source_name=name[:120],
        source_url=web_address(credit.href if credit else "" if source.is_home else content.href),
        source_license=(credit.license if credit else "")[:200],
        usage_terms=content.usage_terms or source.usage_terms,
        ednote=content.ednote,
        embargoed_until=content.embargoed_until,
        go_live_at=rules.plan_for(content.embargoed_until, now=timezone.now()),
        live=False,
        has_unpublished_changes=True,
    )


def headline_of(item: WireItem, content: NewsItem) -> str:
    """Give a headline; the first sentence, else the slugline stands in for one that is missing."""
    return first_words(content) or content.slugline or item.text[:80] or item.guid


def bylines_of(content: NewsItem, *, fallback: str) -> list[Byline]:
    """Match each name to a contributor, or keep it as text; the agency signs what nobody signed."""
    names = rules.names_in(content.byline) or [name for name in [fallback[:120]] if name]
    signed = reduce(or_, (Q(name__iexact=name) for name in names), Q(pk=None))
    known = {person.name.casefold(): person for person in Contributor.objects.filter(signed)}
    people = [(name, known.get(name.casefold())) for name in names]
    return [
        Byline(contributor=person, name="" if person else name, sort_order=place)
        for place, (name, person) in enumerate(people)
    ]


def body_of(content: NewsItem, album: Album, lead: Picture | None) -> StreamValue:
    """Turn the text into addressable blocks; the lead picture is not shown a second time."""
    raw: list[RawBlock] = raw_blocks(content.body, find_in(album, but=lead))
    stream = StoryPage._meta.get_field("body").stream_block
    return StreamValue(stream, raw, is_lazy=True)


def find_in(album: Album, *, but: Picture | None = None) -> Callable[[WirePicture], int | None]:
    """Give what finds a wire's picture among those kept."""

    def find(picture: WirePicture) -> int | None:
        found = album.get(picture.href)
        return found.pk if found and found != but else None

    return find


def keep_pictures(content: NewsItem, item: WireItem, load: LoadPicture) -> tuple[Album, list[str]]:
    """Keep every picture that is at hand; the others are named in sentences for the note to editors."""
    album: Album = {}
    missing = []
    for picture in rules.pictures_of(content):
        try:
            found = load(picture.href)
            if found is None:
                missing.append(f"Picture not delivered: {picture.href}")
            else:
                album[picture.href] = keep_picture(found, picture, content, item)
        except NotAPicture as refusal:
            missing.append(str(refusal))
    return album, missing


def keep_picture(found: bytes, picture: WirePicture, content: NewsItem, item: WireItem) -> Picture:
    """Keep one picture with its own words, and the item's terms where it has none."""
    return store_picture(
        found,
        title=picture.headline or picture.caption[:120] or picture.href.rsplit("/", 1)[-1],
        alternative_text=picture.alternative_text,
        caption=picture.caption,
        credit=picture.credit,
        source=item.source.credit or item.source.name,
        usage_terms=picture.usage_terms or content.usage_terms or item.source.usage_terms,
    )


def web_address(href: str) -> str:
    """Keep an address only if a reader could follow it."""
    return href if href.startswith(("http://", "https://")) and len(href) <= 500 else ""
