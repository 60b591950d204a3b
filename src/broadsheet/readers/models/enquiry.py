"""A message from a reader that waits in a desk's queue until it is answered."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"


def new_number() -> str:
    """Make a ticket number that can be read over the telephone.

    >>> len(new_number())
    9
    """
    letters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class Enquiry(models.Model):
    """One message, with a number the sender can quote."""

    class Kind(models.TextChoices):
        CONTACT = "contact", _("General")
        CUSTOMER_CARE = "customer-care", _("Customer care")
        ADVERTISE = "advertise", _("Advertising")
        LICENSING = "licensing", _("Licensing and syndication")
        CORRECTION = "correction", _("Request for a correction")

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        CHECKING = "checking", _("Being looked at")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed without an answer")

    number = models.CharField(_("number"), max_length=9, unique=True, default=new_number, editable=False)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RECEIVED)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"))
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    message = models.TextField(_("message"))
    story_url = models.CharField(_("story"), max_length=500, blank=True)
    block_id = models.CharField(_("paragraph"), max_length=40, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("handled by"), null=True, blank=True, on_delete=models.SET_NULL
    )
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering = ["-received_at"]
        verbose_name_plural = "enquiries"

    def __str__(self) -> str:
        return f"{self.number}: {self.subject or self.get_kind_display()}"
