"""Take wire copy in, exactly once, and decide which desk should see it.

We own a wire item from the first byte until a desk picks it up. We never write stories.
"""
