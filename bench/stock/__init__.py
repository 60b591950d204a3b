"""A minimal Wagtail site as its tutorials teach it, to measure ours against.

The same words in StreamField paragraphs, sixteen sections, no pictures. Queries are those of the tutorials,
where these differ the cheaper ones: typed querysets rather than `.specific` on every row.
"""
