from django.db import migrations, models

from hostdesk.journal.migrations import AppendOnly


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("about", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
                ("actor", models.CharField(max_length=200)),
                ("payload", models.TextField()),
                ("salt", models.CharField(max_length=32)),
                ("commitment", models.CharField(max_length=64)),
                ("prev_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["seq"],
                "indexes": [models.Index(fields=["about", "seq"], name="journal_about")],
            },
        ),
        AppendOnly("journal_event"),
    ]
