"""Tie the breaking strip into Wagtail's log."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

ORDERS = {
    "fronts.raise_breaking": (_("Breaking raised"), _("Raised as breaking: “%(headline)s”")),
    "fronts.change_breaking": (_("Breaking changed"), _("Breaking strip changed to “%(headline)s”")),
    "fronts.lower_breaking": (_("Breaking lowered"), _("Breaking strip lowered: “%(headline)s”")),
}


@hooks.register("register_log_actions")
def orders(actions: Any) -> None:
    """Say in the history of a story, and of the site, who raised, changed and lowered the strip."""
    for name, (said, message) in ORDERS.items():
        actions.register_action(name)(order(said, message))


def order(said: Any, words: Any) -> type[LogFormatter]:
    """Make the entry of one order."""

    class Order(LogFormatter):
        """What was ordered, with the words of the strip."""

        label = said

        def format_message(self, log_entry: Any) -> str:
            """Give the entry in words."""
            return str(words % log_entry.data)

    return Order
