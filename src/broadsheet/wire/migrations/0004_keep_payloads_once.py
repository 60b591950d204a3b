"""Move the bytes of each version to a payload that versions of one delivery share."""

from django.db import migrations


def keep_once(apps, schema_editor):
    versions = apps.get_model('wire', 'WireVersion').objects
    payloads = apps.get_model('wire', 'Payload').objects
    for sha256 in versions.order_by().values_list('sha256', flat=True).distinct():
        raw = versions.filter(sha256=sha256).values_list('raw', flat=True)[0]
        payload, _ = payloads.get_or_create(sha256=sha256, defaults={'raw': raw})
        versions.filter(sha256=sha256).update(payload=payload)


class Migration(migrations.Migration):

    dependencies = [
        ('wire', '0003_payload'),
    ]

    operations = [
        migrations.RunPython(keep_once),
    ]
