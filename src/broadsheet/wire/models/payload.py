"""The bytes of one delivery."""

from django.db import models


class Payload(models.Model):
    """Bytes as they came, kept once: a feed of a hundred items is one payload, and so is a file sent twice."""

    sha256 = models.CharField(max_length=64, unique=True)
    raw = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256[:12]
