"""The edge from outside: hostile requests, random ones, and nginx beside it."""
