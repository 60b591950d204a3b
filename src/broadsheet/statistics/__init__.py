"""How often stories are read and served, by the hour, in a store of its own; no reader is in it.

We count and rank by a published formula. Who may see a story, and what pages do with a ranking, is for `public`. The
store may be lost: nothing that readers or the newsroom need is kept in it.
"""
