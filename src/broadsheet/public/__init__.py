"""Own everything a reader or a robot meets: the read model, its projector and selectors, routes, search, feeds, pages.

Public views never touch page tables: the projector writes cards inside the publish transaction, selectors are the
only readers of them, and one visibility rule decides what may be seen. What a story is, `stories` says; where it
stands on a front, `fronts` says.
"""
