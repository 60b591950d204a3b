"""The desk's own screens: ask, call, render."""
