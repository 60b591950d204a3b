"""Own what pays for the paper; so far, house advertisements in reserved slots."""
