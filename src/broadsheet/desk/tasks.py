"""What the desk owes: letters, and copy that a rule has cleared."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django_tasks import task

from broadsheet.desk.templatetags.desk import publication_name
from broadsheet.jobs.declare import outside
from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.readers.models import Enquiry
from broadsheet.wire.models import Routing

PICTURES_AFTER = timedelta(seconds=5)


@task
@outside
def send_answer(enquiry_id: int) -> None:
    """Send the answer to an enquiry; its number is in the subject, so a second copy is seen to be one."""
    enquiry = Enquiry.objects.get(pk=enquiry_id)
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    about = enquiry.subject or enquiry.get_kind_display()
    letter = EmailMessage(
        subject=" ".join(f"Re: {about} ({enquiry.number})".split()),
        body=f"{enquiry.answer}\n\n{publication_name()}\n\n{quoted(enquiry.message)}",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[enquiry.email],
        headers={"Message-ID": f"<answer-{enquiry.number}-{enquiry.pk}@{domain}>"},
    )
    letter.send()


def quoted(message: str) -> str:
    """Set a reader's words apart, as letters do.

    >>> quoted("Dear all\\nThe figure is wrong.")
    '> Dear all\\n> The figure is wrong.'
    """
    return "\n".join(f"> {line}".rstrip() for line in message.splitlines())


@task(priority=20)
@outside
def publish_cleared(routing_id: int) -> bool:
    """Publish what a rule has cleared, ahead of other work; while its pictures are fetched, come again."""
    from broadsheet.desk.services import by_rule  # imports the parsers, which few processes need

    routing = Routing.objects.select_related("version", "item__source").filter(pk=routing_id).first()
    if routing is None or by_rule.publish_cleared(routing):
        return True
    enqueue(publish_cleared, routing_id, run_after=timezone.now() + PICTURES_AFTER)
    return False
