"""Load the demo newsroom: found the paper, draw its pictures, take its wires in, pick up, edit, publish, arrange."""

import random
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify
from pyrage import x25519
from wagtail.models import Site

from broadsheet.desk.services.pickup import pick_up
from broadsheet.desk.services.roles import FRONT_EDITORS, PUBLISHER, STANDARDS, ensure_roles, open_desk
from broadsheet.fronts.facts import front_changed
from broadsheet.fronts.models import Container, Front, Placement
from broadsheet.interchange.items import NewsItem
from broadsheet.jobs.declare import OUTSIDE_QUEUE
from broadsheet.jobs.services.work import run_due
from broadsheet.media.models import Picture
from broadsheet.media.services.store import store_picture
from broadsheet.ops.demo import files, pictures
from broadsheet.ops.demo.newsroom import ACCOUNTS, CONTAINERS, SECTIONS, SOURCES, SUBJECTS, USERS, PublicationWords
from broadsheet.ops.demo.routing import keep_searches, write_rules
from broadsheet.people.models import Contributor, User
from broadsheet.provenance.models import Pickup
from broadsheet.public.services import popular
from broadsheet.publication.blocks import blocks_of
from broadsheet.publication.models import (
    DiversityFigure,
    HomePage,
    InformationPage,
    Opening,
    PressRelease,
    Publication,
    SocialAccount,
)
from broadsheet.publication.services.found import found_publication
from broadsheet.revenue.models import HouseAd
from broadsheet.statistics.models import HourlyViews
from broadsheet.statistics.rules import hour_of
from broadsheet.stories.models import StoryPage
from broadsheet.taxonomy.models import Place, SectionPage, Subject, Topic
from broadsheet.wire.models import Source, WireItem
from broadsheet.wire.services.ingest import Fate, ingest

Say = Callable[[str], None]
PASSWORD = "early-and-right"  # noqa: S105 (printed at the start of every demo)


def load(say: Say) -> None:
    """Load everything; safe to run again, each step keeps what is there."""
    now = timezone.now()
    say("Founding The Aldermere Courier")
    home = found()
    sections = open_sections(home)
    ensure_roles()
    hire(sections)
    say(f"Drawing {len(pictures.catalogue())} pictures")
    album = hang_pictures()
    contributors(album, now=now)
    information_pages(home, now=now)
    write_rules(sections)
    keep_searches()
    say("Taking the wires in")
    items = take_wires_in(now=now)
    say(f"Publishing {len(items)} stories")
    publish_all(items, sections, now=now, say=say)
    say("Arranging the fronts")
    arrange(now=now)
    house_ads(album, now=now)
    seed_views(now=now)
    say("Clearing the desk’s jobs")
    run_due(queues=["default", OUTSIDE_QUEUE])  # pictures are cut while the paper can be read already
    popular.rank()


def found() -> HomePage:
    """Make the publication with its words and accounts."""
    home = found_publication(PublicationWords.name)
    publication = Publication.for_site(Site.objects.get(is_default_site=True))
    for field, value in vars(PublicationWords).items():
        if not field.startswith("_"):
            setattr(publication, field, value)
    publication.save()
    if not publication.accounts.exists():
        SocialAccount.objects.bulk_create(
            SocialAccount(publication=publication, network=network, url=url, sort_order=number)
            for number, (network, url) in enumerate(ACCOUNTS)
        )
        publication.save()
    return home


def open_sections(home: HomePage) -> dict[str, SectionPage]:
    """Make the sections of the paper, by path, and map the wires' subjects to them."""
    made: dict[str, SectionPage] = {}
    for path, title, description in SECTIONS:
        parent = made.get(path.rpartition("/")[0], home)
        slug = path.rpartition("/")[2]
        section = SectionPage.objects.child_of(parent).filter(slug=slug).first()
        if section is None:
            parent = type(parent).objects.get(pk=parent.pk)
            section = parent.add_child(instance=SectionPage(title=title, slug=slug, description=description))
            section.save_revision().publish()
        made[path] = section
    for code, name, path in SUBJECTS:
        Subject.objects.get_or_create(code=code, defaults={"name": name, "section": made[path]})
    return made


def hire(sections: dict[str, SectionPage]) -> None:
    """Make a login for each role."""
    politics = open_desk(sections["politics"])
    groups = {
        "reporter": politics.reporters.name,
        "editor": politics.editors.name,
        "front": FRONT_EDITORS,
        "standards": STANDARDS,
        "publisher": PUBLISHER,
    }
    from django.contrib.auth.models import Group

    for email, first, last, role in USERS:
        user = User.objects.filter(email=email).first() or User.objects.create_user(
            email, PASSWORD, first_name=first, last_name=last, is_superuser=role == "admin", is_staff=True
        )
        if role in groups:
            user.groups.add(Group.objects.get(name=groups[role]))


def hang_pictures() -> dict[str, Picture]:
    """Draw every picture with both hands, lay it where the wires' pictures lie, and keep the paper's own."""
    folder = Path(settings.HOME) / "demo" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    missing = [slug for slug in pictures.catalogue() if not (folder / f"{slug}.jpg").exists()]
    with ProcessPoolExecutor() as hands:
        for slug, drawn in zip(missing, hands.map(pictures.draw, missing), strict=True):
            (folder / f"{slug}.jpg").write_bytes(drawn)
    kept = [slug for slug in pictures.catalogue() if slug.startswith(("portrait-", "ad-"))]
    return {slug: keep(slug, folder) for slug in kept}


def keep(slug: str, folder: Path) -> Picture:
    """Put one drawn picture into the picture library, with its words and focal point."""
    words = pictures.describe(slug)
    return focused(
        store_picture(
            (folder / f"{slug}.jpg").read_bytes(),
            title=slug.replace("-", " ").capitalize(),
            alternative_text=words.alternative_text,
            credit=f"{words.credit}/Courier",
            source="Courier",
        ),
        words.focal_point,
    )


def focused(picture: Picture, point: tuple[float, float]) -> Picture:
    """Set a picture's focal point, if nobody has."""
    if picture.focal_point_x is None:
        picture.focal_point_x, picture.focal_point_y = int(point[0] * picture.width), int(point[1] * picture.height)
        picture.focal_point_width = picture.focal_point_height = min(picture.width, picture.height) // 6
        picture.save()
    return picture


def contributors(album: dict[str, Picture], *, now: datetime) -> None:
    """Make the people of the paper."""
    for number, row in enumerate(files.table("pages/contributors.toml", now=now).get("contributor", [])):
        Contributor.objects.update_or_create(
            slug=row.get("slug") or slugify(row["name"]),
            defaults={
                "name": row["name"],
                "title": row.get("title", ""),
                "biography": row.get("biography", ""),
                "desk": row.get("desk", ""),
                "portrait": album.get(row.get("portrait", "")),
                "on_masthead": True,
                "masthead_order": number,
            },
        )


def information_pages(home: HomePage, *, now: datetime) -> None:
    """Make the pages of the footer, the openings and the press releases."""
    tables = [files.table(f"pages/{path.name}", now=now) for path in sorted((files.SAMPLE / "pages").glob("*.toml"))]
    for row in sorted(
        (row for row in tables if "body_html" in row), key=lambda row: (row["column"], row.get("order", 0))
    ):
        information_page(home, row)
    for row in files.table("pages/openings.toml", now=now).get("opening", []):
        Opening.objects.get_or_create(
            title=row["title"],
            defaults={
                "place": row.get("place", "Aldermere"),
                "description": row["description"],
                "apply_to": row.get("apply_to", "jobs@courier.example"),
                "closes_at": now + timedelta(days=int(row.get("closes_in_days", 30))),
            },
        )
    for row in files.table("pages/press_releases.toml", now=now).get("press_release", []):
        released_at = now - timedelta(days=int(row.get("released_days_ago", 7)))
        PressRelease.objects.get_or_create(
            title=row["title"], defaults={"body": row["body"], "released_at": released_at}
        )


def information_page(home: HomePage, row: dict[str, Any]) -> None:
    """Make one page of the footer."""
    if InformationPage.objects.filter(slug=row["slug"]).exists():
        return
    page = InformationPage(
        title=row["title"],
        slug=row["slug"],
        column=row["column"],
        standfirst=row.get("standfirst", ""),
        body=blocks_of(row["body_html"]),
        effective_on=str(row.get("effective_on", timezone.localdate()))[:10],
    )
    HomePage.objects.get(pk=home.pk).add_child(instance=page)
    for number, figure in enumerate(row.get("figures", [])):
        DiversityFigure.objects.create(page=page, sort_order=number, **figure)
    InformationPage.objects.get(pk=page.pk).save_revision().publish()


def take_wires_in(*, now: datetime) -> list[WireItem]:
    """Ingest every file as its source, oldest knowledge first; give the items that can be published."""
    folder = Path(settings.HOME) / "demo" / "pictures"
    for slug, (name, credit, is_home, terms) in SOURCES.items():
        Source.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "credit": credit,
                "is_home": is_home,
                "usage_terms": terms,
                "language": "en",
                "connector": Source.Connector.HAND,
            },
        )
        lay_pictures(slug, folder)
    for slug, path in files.wire_files():
        raw = files.with_times(path.read_text(), now=now).encode()
        outcomes = ingest(raw, source=Source.objects.get(slug=slug), file_name=path.name)
        if refused := [outcome for outcome in outcomes if outcome.fate is Fate.QUARANTINED]:
            raise ValueError(f"The demo’s own file {path.name} was refused: {refused[0]}")
    return list(WireItem.objects.filter(pubstatus="usable", kind="text").select_related("source", "latest"))


def lay_pictures(slug: str, folder: Path) -> None:
    """Lay the drawn pictures where a source's pictures are looked for."""
    target = Path(settings.MEDIA_ROOT) / "wire" / slug / "pictures"
    target.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.jpg"):
        if not (target / path.name).exists():
            (target / path.name).hardlink_to(path)


def publish_all(items: Iterable[WireItem], sections: dict[str, SectionPage], *, now: datetime, say: Say) -> None:
    """Pick every item up and publish it as the desk would, in the order of time."""
    notes = files.table("news/topics.toml", now=now) | files.table("life/topics.toml", now=now)
    notes = {row.pop("guid", key): row for key, row in flattened(notes)}
    by = User.objects.get(email="publisher@courier.example")
    dated = sorted(items, key=lambda item: content_of(item).created_at or content_of(item).updated_at or now)
    for number, item in enumerate(dated, 1):
        if not item.pickups.exists():
            publish_item(item, notes.get(item.guid), sections, by=by, now=now)
        if number % 50 == 0:
            say(f"  {number} of {len(dated)}")


def content_of(item: WireItem) -> NewsItem:
    """Give the newest version of an item, as parsed."""
    if item.latest is None:
        raise ValueError(f"{item} has no version.")
    return item.latest.news_item


def flattened(notes: dict[str, Any]) -> Iterable[tuple[str, dict[str, Any]]]:
    """Give the notes on stories, whether written as a list or as tables by guid."""
    for key, value in notes.items():
        if isinstance(value, list):
            yield from ((row["guid"], dict(row)) for row in value)
        elif isinstance(value, dict):
            yield key, dict(value)


def publish_item(
    item: WireItem, note: dict[str, Any] | None, sections: dict[str, SectionPage], *, by: User, now: datetime
) -> None:
    """Do what an editor does with one item: pick it up, file it in its section, give it kicker and topics, publish."""
    section = sections.get(note["section"]) if note and note.get("section") else None
    content = content_of(item)
    story = pick_up(item, by=by, section=section or item.section or sections["world"])
    story = StoryPage.objects.get(pk=story.pk)
    edit(story, note, is_brief=note is None)
    story.first_published_at = min(content.created_at or content.updated_at or now, now)
    if story.lead_picture:
        picture_words(story.lead_picture, content)
    revision = story.save_revision(user=by)
    revision.publish(user=by)


def edit(story: StoryPage, note: dict[str, Any] | None, *, is_brief: bool) -> None:
    """Give a story what the wire did not."""
    if is_brief:
        story.kind = StoryPage.Kind.BRIEF
        return
    note = note or {}
    story.kicker = note.get("kicker", "")
    story.standfirst = story.standfirst or note.get("standfirst", "")
    story.kind = note.get("kind") or ("opinion" if note.get("section") == "opinion" else StoryPage.Kind.NEWS)
    story.topics.set([named(Topic, name) for name in note.get("topics", [])])
    story.places.set([named(Place, name) for name in note.get("places", [])])


def named(model: Any, name: str) -> Any:
    """Find or make a topic or place."""
    return model.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]


def picture_words(picture: Picture, content: Any) -> None:
    """Give a lead picture its focal point and, where the wire sent none, its alternative text."""
    first = next((p for p in content.pictures if p.href), None)
    slug = first.href.rsplit("/", 1)[-1].removesuffix(".jpg") if first else ""
    if slug in pictures.catalogue():
        words = pictures.describe(slug)
        if not picture.description:
            picture.description = words.alternative_text
            picture.save()
        focused(picture, words.focal_point)


def arrange(*, now: datetime) -> None:
    """Arrange the front page: stories placed by hand first, the sections below filling themselves."""
    if Front.objects.filter(section=None).exists():
        return
    chosen = files.table("news/front.toml", now=now), files.table("life/front.toml", now=now)
    by_guid = {row.item.guid: row.story for row in Pickup.objects.select_related("item", "story")}
    front = Front.objects.create()
    for number, (layout, title, size, path, placed) in enumerate(CONTAINERS):
        container = Container.objects.create(
            front=front,
            sort_order=number,
            layout=layout,
            title=title,
            size=size,
            fill_from=SectionPage.objects.filter(slug=path).first() if path else None,
        )
        place(container, [by_guid[guid] for guid in guids(chosen, placed) if guid in by_guid])
    front_changed.announce(front_id=front.pk)


def guids(chosen: tuple[dict[str, Any], dict[str, Any]], placed: str) -> list[str]:
    """Read the guids an editor chose for a container, `news:lead` or `life:sports`."""
    if not placed:
        return []
    part, name = placed.split(":")
    value = chosen[0 if part == "news" else 1].get(name, [])
    return [value] if isinstance(value, str) else list(value)


def place(container: Container, stories: list[StoryPage]) -> None:
    """Place stories by hand."""
    Placement.objects.bulk_create(
        Placement(container=container, story=story, sort_order=number) for number, story in enumerate(stories)
    )


def house_ads(album: dict[str, Picture], *, now: datetime) -> None:
    """Fill the advertising slots with the paper's own."""
    for row in files.table("pages/house_ads.toml", now=now).get("house_ad", []):
        HouseAd.objects.get_or_create(
            headline=row["headline"],
            slot=row["slot"],
            defaults={"text": row.get("text", ""), "url": row["url"], "picture": album.get(row.get("picture", ""))},
        )


def seed_views(*, now: datetime) -> None:
    """Count some reading of the last two days, more for stories higher on the front, so that Trending has a start."""
    if HourlyViews.objects.exists():
        return
    dice = random.Random(1871)  # noqa: S311 (a demo's dice, the same each time)
    stories = (
        StoryPage.objects.live().exclude(kind="brief").order_by("-first_published_at").values_list("pk", flat=True)
    )
    rows = [
        HourlyViews(story_id=pk, hour=hour_of(now) - back, read=int(dice.paretovariate(1.1) * 400 / (rank + 3)))
        for rank, pk in enumerate(stories)
        for back in (1, 4, 9, 20)
    ]
    HourlyViews.objects.bulk_create(row for row in rows if row.read)


def tip_key(home: Path) -> str:
    """Give the public key tips of the demo are sealed to; its secret is kept in a file only the operator reads."""
    kept = home / "demo" / "tip-identity.txt"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(str(x25519.Identity.generate()))
    return str(x25519.Identity.from_str(kept.read_text().strip()).to_public())
