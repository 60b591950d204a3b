"""Own moving in from other systems, with every story, picture, author and old address."""
