"""Own the working newsroom inside Wagtail's admin: inbox, pickups, queues, roles and rights."""
