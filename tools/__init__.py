"""Tools for those who work on Broadsheet; nothing in here is installed with it."""
