"""Tell pages that are open in a browser what happened, and name the channels they listen to.

A channel bears the name of the cache tag where there is one: `story:12`, `list:section:5`, `list::0` for all stories;
and `breaking`, to which every page listens. What a page does about it: docs/explanation/live-pages.md.
"""

import re
from typing import Any

from broadsheet.public.facts import live_told
from broadsheet.public.tags import after_changes

BREAKING = "breaking"
ALL_STORIES = "list::0"
CHANNEL = re.compile(r"[a-z]+(:[a-z0-9]*){0,2}")


def tell(channel: str, kind: str, **data: Any) -> None:
    """Say, inside the transaction that made it true, what pages on a channel should hear once it is committed."""
    if not CHANNEL.fullmatch(channel):
        raise ValueError(f"{channel!r} is no channel. Expected a name such as breaking, story:12 or list:section:5.")
    after_changes(lambda: live_told.announce(channel=channel, kind=kind, data=data))


def story_channel(story_id: int) -> str:
    """Name the channel of a story's own page."""
    return f"story:{story_id}"


def section_channel(section_id: int) -> str:
    """Name the channel of a section's front."""
    return f"list:section:{section_id}"
