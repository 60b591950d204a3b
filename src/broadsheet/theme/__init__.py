"""What readers see around and between the words: base templates, components, CSS tokens, fonts, small scripts.

We own no tables and ask no queries. Templates receive the frozen values of `public.shapes` and print them.
"""
