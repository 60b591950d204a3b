"""Orders to move in."""
