"""New public posts wait here, section by section, until there are enough of them to be written at once."""

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from broadsheet.interchange.wordpress import WordPressPost
from broadsheet.public.services.bulk import BulkWriter
from broadsheet.stories.services.bulk import CHUNK, BulkStory
from broadsheet.taxonomy.models import SectionPage

MOST = 2 * CHUNK  # in memory


class Post(NamedTuple):
    """A post as it was, and how it read."""

    was: WordPressPost
    digest: str


class Waiting:
    """The posts that wait; `note` writes what each became, in the transaction that writes the stories."""

    def __init__(self, writer: BulkWriter, note: Callable[[list[Post], list[int]], None]) -> None:
        self.writer, self.note = writer, note
        self.sections: dict[int, SectionPage] = {}
        self.posts: dict[int, list[tuple[BulkStory, Post]]] = defaultdict(list)
        self.ids: set[int] = set()
        self.slugs: dict[int, set[str]] = defaultdict(set)

    def add(self, section: SectionPage, story: BulkStory, post: Post) -> None:
        """Let a story wait; the section with the most is written if that makes too many."""
        self.sections[section.pk] = section
        self.posts[section.pk].append((story, post))
        self.ids.add(post.was.id)
        self.slugs[section.pk].add(story.slug)
        if len(self.ids) >= MOST or len(self.posts[section.pk]) >= CHUNK:
            self.write(max(self.posts, key=lambda pk: len(self.posts[pk])))

    def write_all(self) -> None:
        """Write whatever waits."""
        for section_id in list(self.posts):
            self.write(section_id)

    def write(self, section_id: int) -> None:
        """Write the posts of a section, all or none."""
        stories, posts = map(list, zip(*self.posts.pop(section_id), strict=True))
        self.writer.write(self.sections[section_id], stories, beside=lambda ids: self.note(posts, ids))
        self.ids -= {post.was.id for post in posts}
        self.slugs.pop(section_id)
