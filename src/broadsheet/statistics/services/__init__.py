"""The orders of counting."""
