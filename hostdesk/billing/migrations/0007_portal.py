"""Customers object and agree at the portal; who objected never changes."""

import django.db.models.deletion
from django.db import migrations, models

from hostdesk.journal.protection import NoDelete


class Migration(migrations.Migration):
    dependencies = [("billing", "0006_protection_of_services"), ("customers", "0003_places")]

    operations = [
        migrations.AddField(
            model_name="dispute",
            name="contact",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="customers.contact",
            ),
        ),
        migrations.AlterField(
            model_name="consentrequest",
            name="way",
            field=models.CharField(
                blank=True, choices=[("link", "Link"), ("mail", "Mail"), ("page", "Page")], max_length=4
            ),
        ),
        NoDelete("billing_dispute", frozen=("ticket_id", "text", "at", "written_by_id", "contact_id")),
    ]
