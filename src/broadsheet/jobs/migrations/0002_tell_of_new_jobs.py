"""PostgreSQL tells waiting workers of each job that is queued, or queued again, when that is committed."""

from django.db import migrations

TELL = """
CREATE FUNCTION jobs_tell() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('broadsheet_jobs', '');
    RETURN NULL;
END $$;
CREATE TRIGGER jobs_tell AFTER INSERT ON jobs_job FOR EACH STATEMENT EXECUTE FUNCTION jobs_tell();
"""
STOP = "DROP TRIGGER jobs_tell ON jobs_job; DROP FUNCTION jobs_tell();"


def run(sql):
    def on_postgresql(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql)

    return on_postgresql


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]
    operations = [migrations.RunPython(run(TELL), run(STOP))]
