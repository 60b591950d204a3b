"""Take view counts out of the read model: `broadsheet.statistics` keeps them now.

What was counted is moved into the tables of that app in this database, within this migration's transaction. Where the
statistics store is a place of its own, `broadsheet migrate` moves it on from there.
"""

from django.db import migrations

CHUNK = 2_000


def move_views(apps, schema_editor):
    """Move the counts; a view of then is what is called `read` now."""
    old = apps.get_model('public', 'StoryViews').objects.using(schema_editor.connection.alias)
    new = apps.get_model('statistics', 'HourlyViews')
    rows = []
    for story_id, hour, count in old.values_list('story_id', 'hour', 'count').iterator(chunk_size=CHUNK):
        rows.append(new(story_id=story_id, hour=int(hour.timestamp()) // 3600, read=count))
        if len(rows) == CHUNK:
            new.objects.using(schema_editor.connection.alias).bulk_create(rows)
            rows = []
    new.objects.using(schema_editor.connection.alias).bulk_create(rows)


def drop_old_ranking(apps, schema_editor):
    """The next minute makes a new one; the old one has another shape."""
    apps.get_model('public', 'SiteRecord').objects.using(schema_editor.connection.alias).filter(key='popular').delete()


class Migration(migrations.Migration):

    dependencies = [
        ('public', '0001_initial'),
        ('statistics', '0001_views'),
    ]

    operations = [
        migrations.RunPython(move_views, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(drop_old_ranking, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel(name='StoryViews'),
    ]
