"""What happens to wire copy that other apps must hear of."""

from broadsheet.core.facts import Fact

wire_item_arrived = Fact("wire_item_arrived", "item_id", "version_id")
wire_item_canceled = Fact("wire_item_canceled", "item_id", "version_id")
