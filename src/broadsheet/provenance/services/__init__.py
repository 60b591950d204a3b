"""Orders about lineage."""
