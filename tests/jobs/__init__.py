"""The promises of the job engine, on SQLite and on PostgreSQL."""
