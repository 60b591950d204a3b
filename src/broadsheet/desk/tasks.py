"""Letters the desk owes."""

from django.conf import settings
from django.core.mail import EmailMessage
from django_tasks import task

from broadsheet.desk.templatetags.desk import publication_name
from broadsheet.jobs.declare import outside
from broadsheet.readers.models import Enquiry


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
