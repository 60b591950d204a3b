"""The only code that writes what readers send."""
