"""Broadsheet: wire copy in, a desk that turns it into stories, a fast public site, and a trace for every paragraph."""

__version__ = "0.1.0"
