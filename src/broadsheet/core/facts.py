"""Let a lower app say that something happened, so that higher apps can answer without being known to it.

A fact is announced inside the transaction that made it true. Listeners that `join` run in that transaction and can
undo it by failing; listeners that `follow` run after the commit, each alone, and their failures are logged. What must
not be lost is owed by a row (a job), never by a follower.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction

log = logging.getLogger(__name__)
Listener = Callable[..., Any]


class Fact:
    """One kind of thing that happens, with the names of what it carries.

    >>> from broadsheet.core.facts import Fact
    >>> Fact("story_killed", "story_id").keys
    ('story_id',)
    """

    all: dict[str, "Fact"] = {}

    def __init__(self, name: str, *keys: str) -> None:
        self.name, self.keys = name, keys
        self._joined: list[Listener] = []
        self._following: list[Listener] = []
        Fact.all[name] = self

    def join(self, listener: Listener) -> Listener:
        """Call `listener` inside the transaction."""
        if listener not in self._joined:
            self._joined.append(listener)
        return listener

    def follow(self, listener: Listener) -> Listener:
        """Call `listener` after the commit."""
        if listener not in self._following:
            self._following.append(listener)
        return listener

    def announce(self, **what: Any) -> None:
        """Tell all listeners; `what` bears exactly the names declared."""
        if set(what) != set(self.keys):
            raise TypeError(f"{self.name} carries {', '.join(self.keys)}; got {', '.join(what)}.")
        for listener in self._joined:
            listener(**what)
        for listener in self._following:
            transaction.on_commit(lambda listener=listener: self._tell(listener, what), robust=True)  # type: ignore[misc]

    def _tell(self, listener: Listener, what: dict[str, Any]) -> None:
        try:
            listener(**what)
        except Exception:
            log.exception("fact.follower.failed", extra={"fact": self.name, **what})
