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

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from broadsheet.public.facts import pages_changed

_recorded: ContextVar[set[str] | None] = ContextVar("recorded", default=None)
_gathered: ContextVar["Gathered | None"] = ContextVar("gathered", default=None)


@dataclass
class Gathered:
    """What changed so far, whether it has gone for good, and what is to be said once that is announced."""

    tags: dict[str, bool] = field(default_factory=dict)
    then: list[Callable[[], object]] = field(default_factory=list)


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
    gathered = Gathered()
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
    announce(gathered.tags)
    for say in gathered.then:
        say()


def after_changes(say: Callable[[], object]) -> None:
    """Do this when what is being gathered has been announced, so that who hears of it finds it changed; or at once."""
    if (gathered := _gathered.get()) is not None:
        gathered.then.append(say)
    else:
        say()


def changed(*tags: str, gone: bool = False) -> None:
    """Say, inside the transaction, that these changed; `gone` means that what they showed may not be seen again."""
    gathered = _gathered.get()
    told = {} if gathered is None else gathered.tags
    told.update({tag: gone or told.get(tag, False) for tag in tags})
    if gathered is None:
        announce(told)


def announce(tags: dict[str, bool]) -> None:
    """Tell who keeps pages."""
    if tags:
        pages_changed.announce(tags=frozenset(tags), gone=frozenset(tag for tag, gone in tags.items() if gone))
