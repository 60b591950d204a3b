"""Log what a reader agreed to."""

import uuid

from broadsheet.readers.models import ConsentRecord

POLICY_VERSION = "1"


def record_consent(*, allows_embeds: bool, allows_measuring: bool) -> ConsentRecord:
    """Keep a choice; its receipt goes into the reader's own cookie."""
    return ConsentRecord.objects.create(
        receipt=uuid.uuid4(),
        allows_embeds=allows_embeds,
        allows_measuring=allows_measuring,
        policy_version=POLICY_VERSION,
    )
