"""Record what an answer was made of, and say what changed, so that a cache drops just the pages that show it.

Selectors name what they read while they read it; nobody keeps a list of pages by hand. Services name what they
change, in the same words:

    card:12              what lists print of a story; also that it is to be seen, or no longer
    story:12             anything of a story
    next:12              which stories stand before and after it
    list:section:5       which stories a list holds, in which order; `list::0` holds all
    record:chrome        a ready-made value: masthead, breaking strip, advertisements, ranking, a front
    url:/politics/       what answers at an address
    topic:3 place:3 contributor:3 information:3      the words of the thing itself
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from broadsheet.public.facts import pages_changed

_recorded: ContextVar[set[str] | None] = ContextVar("recorded", default=None)
_gathered: ContextVar[set[str] | None] = ContextVar("gathered", default=None)


@contextmanager
def recording() -> Iterator[set[str]]:
    """Collect the tags of everything read inside."""
    tags: set[str] = set()
    token = _recorded.set(tags)
    try:
        yield tags
    finally:
        _recorded.reset(token)


def shown(*tags: str) -> None:
    """Say that what is being made shows these."""
    if (recorded := _recorded.get()) is not None:
        recorded.update(tags)


@contextmanager
def gathering() -> Iterator[None]:
    """Announce at the end, at once, all that changes inside; nothing if it fails, for then nothing has changed."""
    if _gathered.get() is not None:
        yield
        return
    tags: set[str] = set()
    token = _gathered.set(tags)
    try:
        yield
    finally:
        _gathered.reset(token)
    changed(*tags)


def changed(*tags: str) -> None:
    """Say, inside the transaction, that these changed."""
    if (gathered := _gathered.get()) is not None:
        gathered.update(tags)
    elif tags:
        pages_changed.announce(tags=frozenset(tags))
