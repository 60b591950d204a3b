"""Make the dullest valid objects; a test states only what matters to it."""

import io
import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection, Locale, Page, Site

from broadsheet.desk.services.roles import ensure_roles, open_desk
from broadsheet.interchange.items import BlockKind, BodyBlock, NewsItem
from broadsheet.interchange.records import as_record
from broadsheet.jobs.models import Job
from broadsheet.media.models import Picture
from broadsheet.people.models import Contributor, User
from broadsheet.publication.models import HomePage
from broadsheet.stories.body import new_block
from broadsheet.stories.models import Byline, StoryPage
from broadsheet.taxonomy.models import SectionPage
from broadsheet.wire.models import Source, WireItem, WireVersion
from broadsheet.wire.rules import words_of
from broadsheet.wire.services.ingest import keep_payload

PASSWORD = "early and right"


def lay_ground() -> None:
    """Make the rows that Wagtail's migrations make, if they are gone: root page, root collection, locale, a right."""
    if Page.objects.exists():
        return
    Locale.objects.get_or_create(language_code="en")
    Page.add_root(title="Root", slug="root", content_type=ContentType.objects.get_for_model(Page))
    Collection.add_root(name="Root")
    admin = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")[0]
    name = {"name": "Can access Wagtail admin"}
    Permission.objects.get_or_create(content_type=admin, codename="access_admin", defaults=name)
    Job.objects.all().delete()  # making these rows queued the index jobs of Wagtail


def make_home() -> HomePage:
    """The root of a publication, with a site that serves it."""
    home = Page.objects.get(depth=1).add_child(instance=HomePage(title="Courier", slug="courier"))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "site_name": "", "root_page": home}
    )
    Site.clear_site_root_paths_cache()
    return home


def make_section(home: Page, title: str, **fields: Any) -> SectionPage:
    """A live section."""
    return home.add_child(instance=SectionPage(title=title, slug=fields.pop("slug", title.lower()), **fields))


def make_site_tree() -> SimpleNamespace:
    """A home page with three sections, each with its desk."""
    home = make_home()
    sections = {name.lower(): make_section(home, name) for name in ("Politics", "Sports", "World")}
    ensure_roles()
    for section in sections.values():
        open_desk(section)
    return SimpleNamespace(home=home, **sections)


def make_user(name: str, *, groups: tuple[Any, ...] = (), **fields: Any) -> User:
    """An account that can sign in with `PASSWORD`."""
    user = User.objects.create_user(f"{name.lower()}@courier.example", PASSWORD, first_name=name, **fields)
    user.groups.set(groups)
    return user


def make_contributor(name: str = "Ada Lind", **fields: Any) -> Contributor:
    """Somebody with an author page."""
    return Contributor.objects.create(name=name, slug=name.lower().replace(" ", "-"), **fields)


def make_story(
    section: SectionPage, title: str = "Council votes on trams", *, by: User | None = None, **fields: Any
) -> Any:
    """A draft that nothing holds: headline, byline, one paragraph."""
    names = fields.pop("bylines", ["Ben Moss"])
    body = fields.pop("body", ["The council votes on Monday."])
    story = StoryPage(title=title, owner=by, live=False, has_unpublished_changes=True, **fields)
    story.body = StoryPage._meta.get_field("body").to_python(
        json.dumps([new_block("paragraph", f"<p>{text}</p>") for text in body])
    )
    story.bylines = [Byline(name=name) for name in names]
    section.add_child(instance=story)
    story.save_revision(user=by)
    return StoryPage.objects.get(pk=story.pk)


def publish(story: StoryPage, *, by: User | None = None) -> StoryPage:
    """Publish the newest draft; give the story as readers have it."""
    story.save_revision(user=by).publish(user=by)
    return StoryPage.objects.get(pk=story.pk)


def jpeg(colour: str = "navy", size: tuple[int, int] = (60, 40)) -> bytes:
    """The bytes of a small picture."""
    held = io.BytesIO()
    Image.new("RGB", size, colour).save(held, "JPEG")
    return held.getvalue()


def make_picture(title: str = "Trams", **fields: Any) -> Picture:
    """A picture with alternative text."""
    return Picture.objects.create(
        title=title, file=ImageFile(io.BytesIO(jpeg()), name="trams.jpg"), **({"description": "Two trams."} | fields)
    )


def make_source(name: str = "Northern Press Agency", **fields: Any) -> Source:
    """A wire fed by hand."""
    defaults = {"slug": name.lower().replace(" ", "-"), "connector": Source.Connector.HAND, "credit": "NPA"}
    return Source.objects.create(name=name, **(defaults | fields))


def make_item(
    source: Source, headline: str = "Council votes on trams", *, section: Any = None, **fields: Any
) -> WireItem:
    """A wire item in one version; `fields` are those of `NewsItem`."""
    item = NewsItem(
        **(
            {
                "guid": f"urn:{source.slug}:{headline}",
                "headline": headline,
                "slugline": "COUNCIL-TRAMS",
                "byline": "By Ada Lind",
                "language": "en",
                "urgency": 4,
                "body": (BodyBlock(BlockKind.PARAGRAPH, html="The council votes on Monday."),),
            }
            | fields
        )
    )
    return keep_item(item, source=source, section=section)


def keep_item(item: NewsItem, *, source: Source, section: Any = None) -> WireItem:
    """Keep `item` as the newest version of its row."""
    row, _ = WireItem.objects.get_or_create(source=source, guid=item.guid)
    row.latest = WireVersion.objects.create(
        item=row,
        version=item.version,
        rank=int(item.version),
        pubstatus=item.pubstatus.value,
        format="ninjs",
        payload_id=keep_payload(b"{}"),
        content=as_record(item),
    )
    row.headline, row.slugline, row.byline = item.headline, item.slugline, item.byline
    row.urgency, row.language, row.embargoed_until = item.urgency, item.language, item.embargoed_until
    row.pubstatus, row.section = item.pubstatus.value, section
    row.text = words_of(item)
    row.word_count, row.received_at = len(row.text.split()), timezone.now()
    row.save()
    return row


def in_an_hour() -> Any:
    """A moment still ahead."""
    return timezone.now() + timedelta(hours=1)
