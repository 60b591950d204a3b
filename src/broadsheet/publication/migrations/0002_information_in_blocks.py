"""Keep the text of information pages in blocks: the editor for rich text lost their anchors and tables."""

import json
import uuid

import wagtail.fields
from django.db import migrations

import broadsheet.publication.blocks
from broadsheet.publication.blocks import blocks_of


def raw(markup):
    """Give the stored form of some HTML."""
    return [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks_of(markup)] if markup else []


def divide(apps, schema_editor):
    """Divide what is stored, and what stands in drafts and former revisions."""
    page = apps.get_model("publication", "InformationPage")
    for row in page.objects.all():
        page.objects.filter(pk=row.pk).update(blocks=raw(row.body))
    ids = [str(pk) for pk in page.objects.values_list("pk", flat=True)]
    for revision in apps.get_model("wagtailcore", "Revision").objects.filter(object_id__in=ids):
        if "column" in revision.content and not str(revision.content.get("body", "")).startswith("["):
            revision.content["body"] = json.dumps(raw(revision.content.get("body", "")))
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_initial"), ("wagtailcore", "0098_apitoken")]

    operations = [
        migrations.AddField(
            "InformationPage",
            "blocks",
            wagtail.fields.StreamField(broadsheet.publication.blocks.InformationBlocks(), blank=True, default=list, verbose_name="text"),
            preserve_default=False,
        ),
        migrations.RunPython(divide, migrations.RunPython.noop),
        migrations.RemoveField("InformationPage", "body"),
        migrations.RenameField("InformationPage", "blocks", "body"),
    ]
