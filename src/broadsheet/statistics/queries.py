"""Rank stories by how often they are read. Which of them may be seen is not known here."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import F, FloatField, Sum, Value
from django.db.models.functions import Cast, Power

from broadsheet.statistics.models import HourlyViews
from broadsheet.statistics.rules import Formula, hour_of
from broadsheet.statistics.store import store


class Score(NamedTuple):
    """A story's place in a ranking: how often it was read in the window, and what that counts by now."""

    story_id: int
    read: int
    score: float


def ranking(formula: Formula, *, now: datetime, limit: int) -> list[Score]:
    """Give the stories with the highest scores; `Formula` says what a score is.

    The database adds up, so that a week of a large paper's hours is not read row by row. Hours that lie ahead, after
    a clock was set back, do not count until they come.
    """
    hour = hour_of(now)
    age = Cast(Value(hour) - F("hour"), FloatField())
    weight = Power(Value(0.5, FloatField()), age / Value(float(formula.half_life_hours)), output_field=FloatField())
    rows = (
        HourlyViews.objects.filter(read__gt=0, hour__gt=hour - formula.window_hours, hour__lte=hour)
        .values("story_id")
        .annotate(views=Sum("read"), score=Sum(Cast(F("read"), FloatField()) * weight))
        .order_by("-score", "story_id")
        .values_list("story_id", "views", "score")
    )
    with store():
        return [Score(story_id, int(views), score) for story_id, views, score in rows[:limit]]
