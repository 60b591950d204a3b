"""The only code that touches a tip while it is open."""
