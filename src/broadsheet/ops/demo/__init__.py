"""The demo newsroom: an invented paper in an invented country, loaded through the doors real copy comes in by.

`WORLD.md` says what is true there, `sample/` holds its wire files, `pictures/` draws its pictures, and `load.py` puts
it all together: ingest, pick up, publish.
"""
