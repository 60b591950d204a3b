"""Own what every newsroom app leans on and none should repeat: the clock, ids, text, errors, facts.

No newsroom nouns and no tables live here. Everything above may import this package; it imports nothing of ours.
"""
