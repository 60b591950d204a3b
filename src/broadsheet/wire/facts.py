"""What happens to wire copy that other apps must hear of."""

from broadsheet.core.facts import Fact

wire_item_arrived = Fact("wire_item_arrived", "item_id", "version_id")
wire_item_recalled = Fact("wire_item_recalled", "item_id", "version_id", "cause")
wire_item_cleared = Fact("wire_item_cleared", "routing_id")
