"""Own what the publication says of itself: name, accounts, policies, openings, and the root of its page tree."""
