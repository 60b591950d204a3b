"""The only code of the desk that writes; one order a module."""
