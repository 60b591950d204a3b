"""Move in from a WordPress export: authors, sections, topics, stories, pages, pictures, old addresses.

Every post is written in one transaction with its `Origin`, new public ones many at a time, so the import can be killed
at any point and run again. Whatever is private, protected or unfinished there stays unpublished here. Nothing is
fetched; pictures are taken from a folder.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from broadsheet.core.prepared import Prepared, blank
from broadsheet.interchange.body_html import html_from_blocks
from broadsheet.interchange.errors import TooLarge
from broadsheet.interchange.html import plain_text
from broadsheet.interchange.items import Picture as WirePicture
from broadsheet.interchange.wordpress import (
    WordPressAuthor,
    WordPressPost,
    WordPressSite,
    WordPressTerm,
    picture_of,
)
from broadsheet.interchange.wordpress_html import Body, body_blocks
from broadsheet.interchange.wxr import read_wxr
from broadsheet.media.errors import NotAPicture
from broadsheet.media.models import Picture
from broadsheet.media.services.store import store_picture
from broadsheet.migration.models import Origin
from broadsheet.migration.services.report import Report
from broadsheet.migration.services.waiting import Post, Waiting
from broadsheet.people.models import Contributor
from broadsheet.public.services.bulk import BulkWriter
from broadsheet.public.services.project import take_old_addresses
from broadsheet.publication.blocks import blocks_of
from broadsheet.publication.models import HomePage, InformationPage
from broadsheet.publication.services.found import found_publication
from broadsheet.stories.body import raw_blocks
from broadsheet.stories.errors import StoryHeld
from broadsheet.stories.models import Byline, StoryPage
from broadsheet.stories.services.bulk import BulkStory, reasons_to_hold
from broadsheet.taxonomy.models import SectionPage, Topic

SYSTEM = "wordpress"
FALLBACK_SECTION = "News"
Take = Callable[[int | None], StoryPage | InformationPage]
NOT_COPY = frozenset({"attachment", "nav_menu_item", "revision", "custom_css", "wp_global_styles", "wp_navigation"})


class Known(NamedTuple):
    """What a thing became in an earlier import, and how it read then."""

    target_id: int
    digest: str = ""


@dataclass
class Move:
    """One import under way: where it comes from, what is known of it so far, what was lost."""

    media: Path | None
    report: Report = field(default_factory=Report)
    home: HomePage = field(init=False)
    waiting: Waiting = field(init=False)
    known: dict[tuple[str, str], Known] = field(default_factory=dict)
    site: WordPressSite = field(default_factory=WordPressSite)
    authors: dict[str, WordPressAuthor] = field(default_factory=dict)
    terms: list[WordPressTerm] = field(default_factory=list)
    library: dict[int, WirePicture] = field(default_factory=dict)
    sections: dict[str, SectionPage] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    contributors: dict[str, Contributor] = field(default_factory=dict)
    pictures: dict[str, Picture | None] = field(default_factory=dict)


def import_wordpress(path: Path, *, media: Path | None = None, dry_run: bool = False) -> Report:
    """Import an export; with `dry_run` everything is done and then undone. Raises Unreadable for a broken file."""
    move = Move(media)
    for record in read_wxr(path):  # to the end: a broken file is refused before anything is written
        remember(move, record)
    if not dry_run:
        carry_over(path, move)
        return move.report
    with transaction.atomic():
        carry_over(path, move)
        transaction.set_rollback(True)
    return move.report


def carry_over(path: Path, move: Move) -> None:
    """Write what posts refer to, then go through the export once more for the posts."""
    move.home, move.known = found_publication(), known_of(move.site)
    for author in move.authors.values():
        take_author(move, author)
    for term in move.terms:
        take_term(move, term)
    with BulkWriter(owes=True) as writer:
        move.waiting = Waiting(writer, lambda posts, ids: note_posts(move, posts, ids))
        for record in read_wxr(path):
            if isinstance(record, WordPressPost):
                take_post(move, record)
        move.waiting.write_all()


def remember(move: Move, record: Any) -> None:
    """Keep what posts will refer to."""
    match record:
        case WordPressSite():
            move.site = record
        case WordPressAuthor():
            move.authors[record.login] = record
        case WordPressTerm():
            move.terms.append(record)
        case WordPressPost(type="attachment"):
            move.library[record.id] = picture_of(record)


def known_of(site: WordPressSite) -> dict[tuple[str, str], Known]:
    """Read what the things of a site became in earlier imports."""
    rows = Origin.objects.filter(system=SYSTEM, site=site.base_url[:200])
    found = rows.values_list("kind", "origin_id", "target_id", "digest")
    return {(kind, key): Known(target_id, digest) for kind, key, target_id, digest in found}


def note_origins(move: Move, kind: str, rows: Iterable[tuple[str, Known, list[dict[str, Any]]]]) -> None:
    """Keep what things became, by their ids there, with what readers had said of them."""
    now, site, rows = timezone.now(), move.site.base_url[:200], list(rows)
    Origin.objects.bulk_create(
        [
            Origin(
                system=SYSTEM,
                site=site,
                kind=kind,
                origin_id=origin_id[:200],
                target_id=known.target_id,
                digest=known.digest,
                comments=comments,
                imported_at=now,
            )
            for origin_id, known, comments in rows
        ],
        update_conflicts=True,
        unique_fields=["system", "site", "kind", "origin_id"],
        update_fields=["target_id", "digest", "comments", "imported_at"],
    )
    move.known |= {(kind, origin_id[:200]): known for origin_id, known, _ in rows}


@transaction.atomic
def take_author(move: Move, author: WordPressAuthor) -> Contributor:
    """Make a contributor, without a login; one of the same name is the same person."""
    name = author.display_name or f"{author.first_name} {author.last_name}".strip() or author.login
    known = move.known.get(("author", author.login[:200]))
    found = Contributor.objects.filter(pk=known.target_id).first() if known else None
    found = found or Contributor.objects.filter(name__iexact=name).first()
    move.report.count("authors" if found is None else "authors known")
    if found is None:
        found = Contributor.objects.create(name=name[:120], slug=free_slug(Contributor, author.login or name))
    note_origins(move, "author", [(author.login, Known(found.pk), [])])
    move.contributors[author.login] = found
    return found


def free_slug(model: Any, wanted: str) -> str:
    """Give a slug nobody has."""
    base = slugify(wanted)[:100] or "item"
    taken = set(model.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if slug not in taken)


@transaction.atomic
def take_term(move: Move, term: WordPressTerm) -> None:
    """Make a section of a category, a topic of a tag; other vocabularies are listed as lost."""
    if term.taxonomy == "category":
        section(move, term)
    elif term.taxonomy == "post_tag":
        topic(move, term)
    elif term.taxonomy not in ("nav_menu", "post_format"):
        move.report.lose(term.name or term.slug, f"term of {term.taxonomy}", "Broadsheet has sections and topics only.")


def section(move: Move, term: WordPressTerm) -> SectionPage:
    """Find or make the section of a category, below that of its parent."""
    if term.slug in move.sections:
        return move.sections[term.slug]
    above = next((t for t in move.terms if t.taxonomy == "category" and t.slug == term.parent != term.slug), None)
    parent: Any = section(move, above) if above else move.home
    known = move.known.get(("category", term.slug[:200]))
    found = SectionPage.objects.filter(pk=known.target_id).first() if known else None
    found = found or SectionPage.objects.child_of(parent).filter(slug=slugify(term.slug) or "section").first()
    move.report.count("categories as sections" if found is None else "categories known")
    found = found or plant_section(parent, term.name or term.slug, term.slug, term.description)
    note_origins(move, "category", [(term.slug, Known(found.pk), [])])
    move.sections[term.slug] = found
    return found


def plant_section(parent: Any, name: str, slug: str, description: str = "") -> SectionPage:
    """Put a live section under a page."""
    parent = type(parent).objects.get(pk=parent.pk)
    made: SectionPage = parent.add_child(
        instance=SectionPage(title=name[:255], slug=slugify(slug) or "section", description=description[:300])
    )
    return made


def topic(move: Move, term: WordPressTerm) -> Topic:
    """Find or make the topic of a tag."""
    if term.slug not in move.topics:
        slug = slugify(term.slug) or slugify(term.name) or f"topic-{term.id}"
        found, is_new = Topic.objects.get_or_create(
            slug=slug[:120], defaults={"name": (term.name or term.slug)[:120], "description": term.description}
        )
        move.report.count("tags as topics" if is_new else "tags known")
        move.topics[term.slug] = found
    return move.topics[term.slug]


def take_post(move: Move, post: WordPressPost) -> None:
    """Take one post or page over, unless it is the same as last time."""
    if post.type not in ("post", "page"):
        if post.type not in NOT_COPY:
            move.report.lose(named(post), f"a {post.type}", "Only posts and pages are stories.")
        return
    if post.status in ("trash", "auto-draft", "inherit"):
        move.report.lose(named(post), f"a {post.type}", f"Its status is “{post.status}”.")
        return
    if post.id in move.waiting.ids:  # the export has it twice
        move.waiting.write_all()
    digest = hashlib.sha256(repr(post).encode()).hexdigest()
    known = move.known.get((post.type, str(post.id)))
    if known and known.digest == digest:
        move.report.count(f"{post.type}s unchanged")
        return
    try:
        is_live = write_post(move, post, known, digest)
    except TooLarge as refusal:
        move.report.lose(named(post), f"a {post.type}", str(refusal))
        return
    move.report.count(f"{post.type}s updated" if known else f"{post.type}s {'published' if is_live else 'as drafts'}")


def write_post(move: Move, post: WordPressPost, known: Known | None, digest: str) -> bool:
    """Write one post, or let it wait to be written with others; say whether readers will see it."""
    if post.type == "page":
        return write_alone(move, post, known, digest, lambda target_id: take_page(move, post, target_id))
    parent = sections_of(move, post)[0]
    copy = copy_of(move, post, parent)
    if known is None and is_public(post) and not reasons_to_hold(copy):
        move.waiting.add(parent, copy, Post(post, digest))
        return True
    return write_alone(move, post, known, digest, lambda target_id: take_story(move, post, copy, parent, target_id))


@transaction.atomic
def write_alone(move: Move, post: WordPressPost, known: Known | None, digest: str, take: Take) -> bool:
    """Write one post with its origin and its old address, or nothing of it; say whether readers see it."""
    page = take(known.target_id if known else None)
    note_posts(move, [Post(post, digest)], [page.pk])
    return bool(page.live)


def note_posts(move: Move, posts: Sequence[Post], ids: Sequence[int | None]) -> None:
    """Keep what posts became, and let their old addresses lead to them."""
    became = [(post.was, Known(pk, post.digest)) for post, pk in zip(posts, ids, strict=True) if pk]
    for kind in sorted({was.type for was, _ in became}):
        rows = ((str(was.id), known, comments_of(was)) for was, known in became if was.type == kind)
        note_origins(move, kind, rows)
    take_old_addresses({path: known.target_id for was, known in became for path in old_paths(was)})


def named(post: WordPressPost) -> str:
    """Name a post in the report."""
    return f"“{post.title or post.slug or 'untitled'}” ({post.type} {post.id})"


def comments_of(post: WordPressPost) -> list[dict[str, Any]]:
    """Keep what readers had said."""
    return [
        {
            "id": said.id,
            "author": said.author,
            "text": said.text,
            "said_at": said.said_at.isoformat() if said.said_at else None,
            "is_approved": said.is_approved,
            "parent": said.parent,
        }
        for said in post.comments
    ]


def body_of(move: Move, post: WordPressPost) -> Body:
    """Turn the text into blocks and list what did not survive."""
    body = body_blocks(post.content, base_url=move.site.base_url, attachments=move.library)
    for dropped in body.dropped:
        move.report.lose(named(post), dropped.what, dropped.reason)
    return body


def copy_of(move: Move, post: WordPressPost, parent: SectionPage) -> BulkStory:
    """Turn a post into a story that can be written; what does not survive is listed."""
    title, body = (post.headline or "Untitled")[:255], body_of(move, post)
    return BulkStory(
        headline=title,
        slug=free_child_slug(parent, post.slug or title, move.waiting.slugs[parent.pk]),
        published_at=post.published_at or timezone.now(),
        body=raw_blocks(body.blocks, lambda picture: key_of(picture_at(move, post, picture))),
        standfirst=plain_text(post.excerpt),
        bylines=[move.contributors.get(post.author) or (post.author or "Staff")[:120]],
        topics=[topic(move, tag) for tag in post.tags],
        lead_picture=lead_picture(move, post),
    )


def key_of(picture: Picture | None) -> int | None:
    """Give the number of a picture that is at hand."""
    return picture.pk if picture else None


def take_story(
    move: Move, post: WordPressPost, copy: BulkStory, parent: SectionPage, target_id: int | None
) -> StoryPage:
    """Make or update a story; one that is there keeps its place and address."""
    story = StoryPage.objects.filter(pk=target_id).first() or StoryPage(live=False, has_unpublished_changes=True)
    story.title, story.standfirst, story.lead_picture = copy.headline, copy.standfirst, copy.lead_picture
    story.body = StoryPage._meta.get_field("body").stream_block.to_python(list(copy.body))
    story.bylines.set([byline(who) for who in copy.bylines])
    if story.pk is None:
        story.slug = copy.slug
        SectionPage.objects.get(pk=parent.pk).add_child(instance=story)
    story.topics.set(copy.topics)
    story.first_published_at = story.first_published_at or post.published_at
    release(move, post, story)
    taken: StoryPage = StoryPage.objects.get(pk=story.pk)
    return taken


def sections_of(move: Move, post: WordPressPost) -> list[SectionPage]:
    """Give the sections of a post, the first being its home; a post without any gets one."""
    found = [section(move, known_term(move, category)) for category in post.categories]
    if len(found) > 1:
        others = ", ".join(str(row) for row in found[1:])
        move.report.lose(named(post), f"further categories ({others})", "A story stands in one section.")
    if found:
        return found
    return [section(move, WordPressTerm(taxonomy="category", slug=slugify(FALLBACK_SECTION), name=FALLBACK_SECTION))]


def known_term(move: Move, term: WordPressTerm) -> WordPressTerm:
    """Give a category with its parent, which a post does not name."""
    return next((t for t in move.terms if t.taxonomy == term.taxonomy and t.slug == term.slug), term)


def free_child_slug(parent: Any, wanted: str, waiting: Collection[str] = ()) -> str:
    """Give a slug that no page below `parent` has or will have.

    Only if it is taken are the others looked through: they are many.
    """
    base = slugify(wanted)[:200] or "untitled"
    siblings = len(parent.path) + Page.steplen
    if base not in waiting and not any(
        path.startswith(parent.path) and len(path) == siblings for path in WITH_SLUG.all(slug=base)
    ):
        return base
    taken = Page.objects.child_of(parent).filter(slug__startswith=base).values_list("slug", flat=True)
    slugs = {*waiting, *taken}
    return next(s for s in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if s not in slugs)


WITH_SLUG: Prepared[str] = Prepared(lambda: Page.objects.filter(slug=blank("slug")).values_list("path"), str)


def byline(who: str | Contributor) -> Byline:
    """Sign a story by its author's contributor, or by the name the export gives."""
    return Byline(name=who) if isinstance(who, str) else Byline(contributor=who)


def lead_picture(move: Move, post: WordPressPost) -> Picture | None:
    """Give the featured picture."""
    number = post.meta.get("_thumbnail_id", "")
    picture = move.library.get(int(number)) if number.isdecimal() else None
    return picture_at(move, post, picture) if picture else None


def picture_at(move: Move, post: WordPressPost, picture: WirePicture) -> Picture | None:
    """Keep a picture whose file is at hand; list it as lost where it is not."""
    if picture.href not in move.pictures:
        move.pictures[picture.href] = kept(move, picture)
    found = move.pictures[picture.href]
    if found is None:
        reason = "Its file is not in the media folder." if move.media else "No media folder was given (--media FOLDER)."
        move.report.lose(named(post), f"picture {picture.href}", reason)
    return found


def kept(move: Move, picture: WirePicture) -> Picture | None:
    """Read a picture from the media folder, by its path below uploads or by its name; never outside the folder."""
    if move.media is None or not picture.href:
        return None
    folder = move.media.resolve()
    path = urlsplit(picture.href).path
    names = [path.partition("/uploads/")[2] or path.lstrip("/"), Path(path).name]
    for candidate in ((folder / name).resolve() for name in names if name):
        if candidate.is_relative_to(folder) and candidate.is_file():
            try:
                return store_picture(
                    candidate.read_bytes(),
                    title=picture.headline or candidate.stem,
                    alternative_text=picture.alternative_text or picture.caption or picture.headline or candidate.stem,
                    caption=picture.caption,
                    credit=picture.credit,
                )
            except NotAPicture:
                return None
    return None


def is_public(post: WordPressPost) -> bool:
    """Say whether everybody could read it there."""
    return post.status == "publish" and not post.has_password


def release(move: Move, post: WordPressPost, story: StoryPage) -> None:
    """Publish what was public there; say why where it cannot be."""
    revision = story.save_revision()
    if not is_public(post):
        if story.live:
            story.unpublish()
        return
    try:
        revision.publish()
    except StoryHeld as held:
        for reason in held.reasons:
            move.report.lose(named(post), "publication", f"{reason.sentence} It is kept as a draft.")


def take_page(move: Move, post: WordPressPost, target_id: int | None) -> InformationPage:
    """Make or update an information page; its place among the pages of the footer is the editor's to choose."""
    body = body_of(move, post)
    page = InformationPage.objects.filter(pk=target_id).first() or InformationPage(live=False)
    page.title = (post.headline or "Untitled")[:255]
    page.standfirst = plain_text(post.excerpt)[:300]
    page.body = blocks_of(html_from_blocks(body.blocks))
    page.effective_on = timezone.localdate(post.modified_at or post.published_at or timezone.now())
    if page.pk is None:
        page.slug = free_child_slug(move.home, post.slug or page.title)
        HomePage.objects.get(pk=move.home.pk).add_child(instance=page)
    revision = page.save_revision()
    if is_public(post):
        revision.publish()
    elif page.live:
        page.unpublish()
    taken: InformationPage = InformationPage.objects.get(pk=page.pk)
    return taken


def old_paths(post: WordPressPost) -> Iterable[str]:
    """Give what is to lead to the new address: the old one, with and without a slash, if it was a path of its own."""
    path = urlsplit(post.link).path
    return {path, f"{path.rstrip('/')}/"} if path.strip("/") else ()
