"""Own the story: headline to body, bylines, versions, corrections, publish and kill.

Where its copy came from is `provenance`'s, how readers get it is `public`'s; both hear of it through our facts.
"""
