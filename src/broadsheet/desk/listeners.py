"""Answer the wire: what a rule has cleared is published by a job, queued with the row that cleared it."""

from broadsheet.desk.tasks import publish_cleared
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.wire.facts import wire_item_cleared


@wire_item_cleared.join
def owe_publishing(*, routing_id: int) -> None:
    """Queue it in the same transaction."""
    enqueue(publish_cleared, routing_id, unique_key=f"desk.cleared:{routing_id}")
