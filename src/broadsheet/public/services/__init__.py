"""The only code that writes the read model."""
