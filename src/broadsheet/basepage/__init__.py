"""Own the abstract page class that all our pages share, on Wagtail's default `Page` (docs/decisions/0002)."""
