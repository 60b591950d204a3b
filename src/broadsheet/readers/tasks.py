"""Mail owed to readers."""

from django_tasks import task

from broadsheet.jobs.declare import outside
from broadsheet.readers.models import Enquiry
from broadsheet.readers.services import enquire


@outside
@task
def send_receipt(enquiry_id: int) -> None:
    """Send one receipt."""
    enquire.send_receipt(Enquiry.objects.get(pk=enquiry_id))
