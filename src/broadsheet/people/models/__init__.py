"""People who sign in, and people who sign stories."""

from broadsheet.people.models.contributor import Contributor
from broadsheet.people.models.user import User

__all__ = ["Contributor", "User"]
