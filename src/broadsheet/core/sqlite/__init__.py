"""Django's SQLite backend, but for how it waits."""
