"""Ask before a story goes out what apps above this one make of it, without knowing them: they register.

A doubt is no reason to hold. It is put to whoever gives the order, once; the same order given again is the answer.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from broadsheet.core.errors import Refusal

Doubter = Callable[..., list[Refusal]]
_registered: list[Doubter] = []


def register(doubter: Doubter) -> Doubter:
    """Have `doubter` asked: it takes the story, and its `body`, `bylines` and `byline_text` as they would go out."""
    if doubter not in _registered:
        _registered.append(doubter)
    return doubter


def doubts_about(story: Any, **going_out: Any) -> list[Refusal]:
    """List every doubt."""
    return [doubt for doubter in _registered for doubt in doubter(story, **going_out)]


def doubts_of_draft(draft: Any) -> list[Refusal]:
    """List every doubt about a draft as it stands."""
    bylines = list(draft.bylines.all())
    return doubts_about(draft, body=draft.body.raw_data, bylines=bylines, byline_text=draft.byline_text)


def put(doubt: Refusal) -> str:
    """Put a doubt in words, with what answers it."""
    return _("{doubt} To publish as it is, give the order again.").format(doubt=doubt)


def answer_to(doubts: list[Refusal]) -> str:
    """Give what stands for an answer to exactly these doubts: other words, other figures are asked about again."""
    return hashlib.sha256("\n".join(map(str, doubts)).encode()).hexdigest()[:16] if doubts else ""
