"""The only code that writes stories; one editorial order a module."""
