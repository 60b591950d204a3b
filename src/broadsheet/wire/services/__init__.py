"""The only code that writes wire copy."""
