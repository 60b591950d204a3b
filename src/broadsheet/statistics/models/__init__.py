"""What the statistics store keeps."""

from broadsheet.statistics.models.batch import CountedBatch
from broadsheet.statistics.models.views import HourlyViews

__all__ = ["CountedBatch", "HourlyViews"]
