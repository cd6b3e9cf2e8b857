"""Callers: the numbers of contacts can be looked up, customers may have a PIN, and its checks are counted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import hostdesk.customers.models.number_field
from hostdesk.journal.protection import AppendOnly


def read_numbers(apps, schema_editor):
    """Of the contacts that are there; writing the row writes the number."""
    for contact in apps.get_model("customers", "Contact").objects.exclude(phone=""):
        contact.save(update_fields=["e164"])


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0005_protection"),
        ("journal", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("customer", "pin_hash", models.CharField(blank=True, max_length=200)),
        migrations.AddField(
            "contact",
            "e164",
            hostdesk.customers.models.number_field.NumberField(
                "phone", blank=True, db_index=True, default="", editable=False, max_length=20
            ),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="PinCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("customer_number", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("was_right", models.BooleanField()),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["customer_number", "at"], name="pin_guesses")]},
        ),
        migrations.RunPython(read_numbers, migrations.RunPython.noop, elidable=True),
        AppendOnly("customers_pincheck"),
    ]
