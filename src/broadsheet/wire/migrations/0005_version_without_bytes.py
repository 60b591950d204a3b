import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wire', '0004_keep_payloads_once'),
    ]

    operations = [
        migrations.AlterField(
            model_name='wireversion',
            name='payload',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='wire.payload'),
        ),
        migrations.RemoveField(
            model_name='wireversion',
            name='raw',
        ),
        migrations.RemoveField(
            model_name='wireversion',
            name='sha256',
        ),
    ]
