"""Heads and shoulders built from parts, so that every sitter is clearly somebody else.

`sitter.Face` says who; `bust.bust` draws them. One light, from the left.
"""
