"""Gather the statistics by which the database chooses its plans."""

from django.db import connection

ROWS_LOOKED_AT = 1000  # of each index; SQLite advises 100 to 1000 (https://sqlite.org/lang_analyze.html)
EMPTY_TABLES = ("wagtailcore_pageviewrestriction", "wagtailcore_workflowstate", "wagtailcore_comment")


def gather_statistics() -> None:
    """Run ANALYZE; tell SQLite that empty tables are small, which it would otherwise take for a million rows.

    ANALYZE writes nothing for an empty table. Joined with one, SQLite then reads all pages first. With a limit it takes
    the same moment at any size and keeps no sample rows, for which SQLite would plan each query anew at every run.
    """
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("ANALYZE")
            return
        cursor.execute(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")
        for table in EMPTY_TABLES:
            cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = %s AND idx IS NULL", [table])
            cursor.execute(
                "INSERT INTO sqlite_stat1 (tbl, idx, stat) SELECT %s, NULL, '1'"
                " WHERE NOT EXISTS (SELECT 1 FROM sqlite_stat1 WHERE tbl = %s)",
                [table, table],
            )
        cursor.execute("ANALYZE sqlite_master")
