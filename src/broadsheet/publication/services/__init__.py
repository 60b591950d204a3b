"""The only code that writes what the publication says of itself."""
