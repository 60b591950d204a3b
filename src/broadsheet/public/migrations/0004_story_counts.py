"""Count the stories of each year, month and day, so that the archive and the sitemaps need not."""

from collections import Counter

from django.db import migrations, models
from django.utils import timezone


def count_stories(apps, schema_editor):
    """Count what is there."""
    Card, StoryCount = apps.get_model("public", "Card"), apps.get_model("public", "StoryCount")
    live = Card.objects.filter(state="live", is_section_hidden=False).values_list("published_at", flat=True)
    zone, total = timezone.get_default_timezone(), Counter()
    for moment in live.iterator(chunk_size=10_000):
        day = timezone.localdate(moment, zone)
        total.update({("day", day): 1, ("month", day.replace(day=1)): 1, ("year", day.replace(month=1, day=1)): 1})
    StoryCount.objects.bulk_create(
        [StoryCount(span=span, start=start, stories=stories) for (span, start), stories in sorted(total.items())],
        batch_size=5000,
    )


class Migration(migrations.Migration):

    dependencies = [
        ("public", "0003_outbox"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoryCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("span", models.CharField(choices=[("year", "Year"), ("month", "Month"), ("day", "Day")], max_length=5)),
                ("start", models.DateField()),
                ("stories", models.IntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["span", "start"], name="public_count_once")],
            },
        ),
        migrations.RunPython(count_stories, migrations.RunPython.noop),
    ]
