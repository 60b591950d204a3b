"""A tip as we hold it: sealed bytes and the day."""

import uuid

from django.db import models
from django.utils import timezone


class Tip(models.Model):
    """An age file (https://age-encryption.org/v1), padded. No address, no browser, no hour, no order of arrival."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sealed = models.BinaryField()
    received_on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["-received_on", "id"]

    def __str__(self) -> str:
        return f"Tip of {self.received_on:%d %B %Y}"
