"""Tell a kill from what it kills by its status and not by its name, so that the name does not depend on which came first."""

from django.db import migrations, models

STATUSES = ("usable", "withheld", "canceled")


def take_status_from_name(apps, schema_editor):
    versions = apps.get_model("wire", "WireVersion").objects
    for status in STATUSES:
        for row in versions.filter(pubstatus=status, version__endswith=f" {status}").only("version").iterator():
            row.version = row.version.removesuffix(f" {status}")
            row.save(update_fields=["version"])


class Migration(migrations.Migration):
    dependencies = [("wire", "0009_likeness")]

    operations = [
        migrations.RemoveConstraint("wireversion", "wire_version_once_per_item"),
        migrations.RunPython(take_status_from_name, migrations.RunPython.noop),
        migrations.AddConstraint(
            "wireversion",
            models.UniqueConstraint(
                fields=("item", "version", "pubstatus"), name="wire_version_once_per_item"
            ),
        ),
    ]
