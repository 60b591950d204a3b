"""The consent log: that a choice was made, not who made it."""

from django.db import models
from django.utils import timezone


class ConsentRecord(models.Model):
    """One choice of one reader. `receipt` is in the reader's own cookie too, as proof; we keep no address."""

    receipt = models.UUIDField(unique=True)
    allows_embeds = models.BooleanField()
    allows_measuring = models.BooleanField()
    policy_version = models.CharField(max_length=20)
    decided_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.receipt} on {self.decided_at:%Y-%m-%d}"
