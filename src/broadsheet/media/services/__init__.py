"""The only code that writes pictures outside Wagtail's own forms."""
