"""The only readers of the read model: each says what comes back, in which order, at most how many."""
