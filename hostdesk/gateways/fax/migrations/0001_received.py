import django.db.models.deletion
from django.db import migrations, models

from hostdesk.journal.protection import AppendOnly


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tickets", "0011_protection_of_callbacks"),
        ("journal", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReceivedFax",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("device", models.CharField(blank=True, max_length=200)),
                ("commid", models.CharField(blank=True, max_length=200)),
                ("caller", models.CharField(blank=True, max_length=200)),
                ("station", models.CharField(blank=True, max_length=200)),
                ("dialled", models.CharField(blank=True, max_length=200)),
                ("error", models.CharField(blank=True, max_length=200)),
                ("pages", models.PositiveIntegerField()),
                ("short_pages", models.JSONField(default=list)),
                ("bad_lines", models.PositiveIntegerField(default=0)),
                ("is_recognised", models.BooleanField(default=False)),
                ("because", models.CharField(max_length=8)),
                ("at", models.DateTimeField()),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="fax", to="tickets.message"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        AppendOnly("fax_receivedfax"),
    ]
