"""Take a reader's message in and owe the sender a receipt."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from broadsheet.jobs.services.enqueue import enqueue
from broadsheet.readers.models import Enquiry

RECEIPT = _lazy("Your message has the number {number}. Quote it if you write again.\n\nYou wrote:\n\n{message}")


@transaction.atomic
def take_enquiry(*, kind: str, email: str, message: str, **details: str) -> Enquiry:
    """Keep a message in its desk's queue and queue a receipt with its number."""
    from broadsheet.readers.tasks import send_receipt

    enquiry = Enquiry.objects.create(kind=kind, email=email, message=message, **details)
    enqueue(send_receipt, enquiry.pk, unique_key=f"receipt:{enquiry.pk}")
    return enquiry


def send_receipt(enquiry: Enquiry) -> None:
    """Mail the number to the sender."""
    send_mail(
        _("We have your message: {number}").format(number=enquiry.number),
        RECEIPT.format(number=enquiry.number, message=enquiry.message),
        settings.DEFAULT_FROM_EMAIL,
        [enquiry.email],
    )
