"""Count the stories of years, months and days, in the publication's time zone."""

from datetime import datetime

from django.db.models import Count
from django.db.models.functions import ExtractDay, ExtractMonth
from django.utils import timezone

from broadsheet.public.models import Card


def first_year(*, now: datetime) -> int:
    """Give the year of the oldest story; this year if there is none."""
    oldest = (
        Card.objects.visible(now).order_by("published_at", "story_id").values_list("published_at", flat=True).first()
    )
    return timezone.localtime(oldest or now).year


def months_of_year(year: int, *, now: datetime) -> list[tuple[datetime, int]]:
    """Count a year's stories by month; months without any are left out."""
    rows = span(year, 1, year + 1, 1, now=now).annotate(part=ExtractMonth("published_at")).values_list("part")
    counted = rows.annotate(n=Count("pk")).order_by("part")
    return [(midnight(year, month), count) for month, count in counted]


def days_of_month(year: int, month: int, *, now: datetime) -> dict[int, int]:
    """Count a month's stories by day."""
    end = (year + month // 12, month % 12 + 1)
    rows = span(year, month, *end, now=now).annotate(part=ExtractDay("published_at")).values_list("part")
    return dict(rows.annotate(n=Count("pk")).order_by("part"))


def span(year: int, month: int, end_year: int, end_month: int, *, now: datetime):  # type: ignore[no-untyped-def]
    """Give the visible stories of a span of months."""
    return Card.objects.visible(now).filter(
        published_at__gte=midnight(year, month), published_at__lt=midnight(end_year, end_month)
    )


def midnight(year: int, month: int) -> datetime:
    """Give the first moment of a month in the publication's time zone."""
    return timezone.make_aware(datetime(year, month, 1))
