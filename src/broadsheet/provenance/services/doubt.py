"""Question a byline before the story goes out; nothing is written."""

from collections.abc import Iterable, Sequence

from broadsheet.core.errors import Refusal
from broadsheet.provenance import rules
from broadsheet.provenance.queries import is_staff, lineage_of, passages_of
from broadsheet.stories.body import RawBlock
from broadsheet.stories.models import Byline, StoryPage

WRITES = (Byline.Role.BY, Byline.Role.REPORTING)


def doubts_about(
    story: StoryPage, *, body: Iterable[RawBlock], bylines: Sequence[Byline], byline_text: str
) -> list[Refusal]:
    """Compare who signs with where the words of `body` are from, at this moment; a story without pickups asks once."""
    lineage = lineage_of(story.pk) if story.pk else None
    if lineage is None:
        return []
    traces = lineage.trace(passages_of(body))
    written = [line for line in bylines if line.role in WRITES]
    signed = [rules.Signature(str(line), is_staff(line.contributor)) for line in written]
    return rules.doubts_of_byline(
        [rules.Signature(byline_text)] if byline_text.strip() else signed,
        share=rules.share_of(traces, lineage.names),
        sources=rules.names_to_credit(traces, lineage.names),
    )
