"""Services that were there before keywords get those of the first catalogue; SQLite has rebuilt the tables."""

from typing import Any

from django.db import migrations

from hostdesk.billing.services import first_keywords
from hostdesk.journal.protection import NoDelete


def fill(apps: Any, schema_editor: Any) -> None:
    """Only what an administrator has not written herself."""
    services = apps.get_model("billing", "Service").objects.filter(keywords="")
    for slug, keywords in first_keywords().items():
        services.filter(slug=slug).update(keywords=keywords)


class Migration(migrations.Migration):
    dependencies = [("billing", "0005_services_to_do"), ("journal", "0001_initial")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        NoDelete("billing_service", frozen=("slug",)),
        NoDelete("billing_servicerequest", frozen=("ticket_id", "service_id", "asked_at", "asked_by_id")),
    ]
