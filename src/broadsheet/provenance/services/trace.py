"""Trace every block of a story back to the wire: its newest draft, and each public version, once."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from broadsheet.provenance import rules
from broadsheet.provenance.facts import credit_changed
from broadsheet.provenance.models import BlockProvenance, Credit, Pickup
from broadsheet.provenance.queries import Lineage, lineage_of, passages, passages_of
from broadsheet.stories.models import PublicVersion, StoryPage


@transaction.atomic
def trace_story(story_id: int) -> None:
    """Write down what each block has from the wire, how each item is used, and who is owed a credit.

    Nothing is written of a story that nothing was picked up into. The credit is that of the text readers have, or of
    the draft as long as there is none.
    """
    story = StoryPage.objects.select_related("latest_revision").filter(pk=story_id).first()
    lineage = lineage_of(story_id)
    if story is None or lineage is None:
        return
    draft = trace_draft(story, lineage)
    shown = trace_versions(story, lineage)
    if shown is not None or not story.public_versions.exists():
        set_credit(story, lineage, draft if shown is None else shown, is_out=shown is not None)


def trace_draft(story: StoryPage, lineage: Lineage) -> list[rules.Trace]:
    """Trace the newest draft in the place of the one before, and let each pickup say how its item is used now."""
    draft = story.latest_revision
    body = json.loads(draft.content["body"]) if draft else story.body.raw_data
    traces = lineage.trace(passages_of(body))
    story.provenance.filter(public_version=None).delete()
    keep(story, traces)
    for pickup in lineage.pickups:
        set_kind(pickup, traces, lineage)
    return traces


def trace_versions(story: StoryPage, lineage: Lineage) -> list[rules.Trace] | None:
    """Trace the public versions that are not traced yet; give the newest of them, None if there was none."""
    traces = None
    for version in story.public_versions.filter(provenance=None).order_by("number"):
        traces = lineage.trace(passages(version.blocks))
        keep(story, traces, version)
    return traces


def keep(story: StoryPage, traces: Iterable[rules.Trace], version: PublicVersion | None = None) -> None:
    """Write one row for each block."""
    by_block = {found.block_id: found for found in traces}
    BlockProvenance.objects.bulk_create(row_of(found, story, version) for found in by_block.values())


def row_of(found: rules.Trace, story: StoryPage, version: PublicVersion | None) -> BlockProvenance:
    """Fill a row, not yet saved."""
    most = found.by_version.most_common(1)
    return BlockProvenance(
        story=story,
        public_version=version,
        block_id=found.block_id[:64],
        words=found.words,
        verbatim=found.verbatim,
        version_id=most[0][0] if most else None,
        runs=[[run.version, run.first, run.words] for run in found.runs],
    )


def set_kind(pickup: Pickup, traces: list[rules.Trace], lineage: Lineage) -> None:
    """Let a pickup say how its item is used; an item that is a picture is used as one."""
    versions = lineage.versions_of(pickup.item_id)
    use = rules.kind_of_use(traces, versions=versions, block_ids=set(pickup.block_ids))
    kind = Pickup.Kind.PICTURE if pickup.item.kind == "picture" else Pickup.Kind(use)
    if pickup.kind != kind:
        pickup.kind = kind
        pickup.save(update_fields=["kind"])


def set_credit(story: StoryPage, lineage: Lineage, traces: list[rules.Trace], *, is_out: bool) -> None:
    """Write down who is owed a credit; say so if readers are shown another one than before."""
    due: dict[str, Any] = {
        "names": rules.names_to_credit(traces, lineage.names),
        "offered": list(dict.fromkeys(lineage.names[pk][:120] for pk in taken_of(lineage))),
        "is_whole": rules.share_of(traces, lineage.names) >= rules.MOSTLY_WIRE,
    }
    nobody: Any = {"names": [], "offered": [], "is_whole": False}
    before = Credit.objects.filter(story=story).values(*due).first() or nobody
    if before == due:
        return
    Credit.objects.update_or_create(story=story, defaults=due)
    if is_out and rules.credit_line(story.source_name, **before) != rules.credit_line(story.source_name, **due):
        credit_changed.announce(story_id=story.pk)


def taken_of(lineage: Lineage) -> list[int]:
    """List the versions that were picked up and need a credit."""
    return [pickup.version_id for pickup in lineage.pickups if pickup.version_id in lineage.names]
