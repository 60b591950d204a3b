"""Put into words what the blocks of a draft have from the wire, for the margin of the editor."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from broadsheet.desk.templatetags.desk import desk_time
from broadsheet.provenance.models import BlockProvenance, Pickup
from broadsheet.provenance.queries import draft_lines
from broadsheet.wire.models import WireVersion

SHORT = 6
Versions = Mapping[int, WireVersion]


def margin_of(story_id: int) -> dict[str, Any]:
    """Give the notes on each block by its id, one on the whole text, and whether there may be any."""
    lines = draft_lines(story_id)
    versions = WireVersion.objects.select_related("item__source", "item__latest")
    light = versions.defer("content", "item__latest__content")
    known = light.in_bulk({version for line in lines for version, _first, _words in line.runs})
    return {
        "is_taken": bool(lines) or Pickup.objects.filter(story=story_id).exists(),
        "whole": notes_on(lines, known) if lines else [],
        "blocks": {line.block_id: notes_on([line], known) for line in lines if line.words},
    }


def notes_on(lines: Sequence[BlockProvenance], versions: Versions) -> list[dict[str, Any]]:
    """Give one note for each version that has words in these blocks, most first; if none has, one that says so."""
    total = sum(line.words for line in lines)
    counted: Counter[int] = Counter()
    for line in lines:
        for version, _first, words in line.runs:
            counted[version] += words
    notes = [note_on(versions[pk], share=percent(words, total)) for pk, words in counted.most_common()]
    return notes or [{"share": 0, "text": _("Own words"), "href": "", "newer": ""}]


def note_on(version: WireVersion, *, share: int) -> dict[str, Any]:
    """Say how much is from a version, where to read it, and whether its source has sent another since."""
    item = version.item
    named = {"share": share, "source": item.source.credit or item.source.name, "version": name_of(version)}
    return {
        "share": share,
        "text": _("{share} % {source}, {version}").format(**named),
        "href": f"{reverse('desk_inbox_item', args=[item.pk])}?version={version.pk}",
        "newer": newer_than(version),
    }


def newer_than(version: WireVersion) -> str:
    """Say what its source has sent since, and whether that takes it back; nothing if it is the newest."""
    latest = version.item.latest
    if latest is None or latest.pk == version.pk:
        return ""
    if latest.pubstatus != "usable":
        return _("Since then: {status}").format(status=latest.get_pubstatus_display())
    return _("Newer: {version}").format(version=name_of(latest))


def name_of(version: WireVersion) -> str:
    """Name a version by its number; feeds know none, so theirs are named by when they came.

    >>> from broadsheet.wire.models import WireVersion
    >>> str(name_of(WireVersion(version="3")))
    'version 3'
    """
    if version.version.isdecimal() and len(version.version) <= SHORT:
        return _("version {number}").format(number=version.version)
    return _("as of {time}").format(time=desk_time(version.received_at))


def percent(part: int, total: int) -> int:
    """Give a share that is 100 only if all is meant, and 0 only if nothing is.

    >>> percent(999, 1000), percent(1, 1000), percent(1, 3)
    (99, 1, 33)
    """
    if part in (0, total):
        return 100 if part else 0
    return min(max(round(100 * part / total), 1), 99)
