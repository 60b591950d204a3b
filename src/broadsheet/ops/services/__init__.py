"""The operator's orders."""
