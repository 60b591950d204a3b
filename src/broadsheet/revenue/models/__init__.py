"""What fills the advertising slots."""

from broadsheet.revenue.models.house_ad import HouseAd

__all__ = ["HouseAd"]
