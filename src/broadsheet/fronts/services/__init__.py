"""The only code that writes fronts."""
