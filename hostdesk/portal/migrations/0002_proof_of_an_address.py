from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    contacts = apps.get_model("customers", "Contact").objects.filter(pk=OuterRef("contact_id"))
    for name in ("Login", "Passkey"):
        apps.get_model("portal", name).objects.update(address=Subquery(contacts.values("address")[:1]))


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_signing_in")]

    operations = [
        migrations.AddField(
            "login", "address", models.CharField(max_length=320, default=""), preserve_default=False
        ),
        migrations.AddField(
            "passkey", "address", models.CharField(max_length=320, default=""), preserve_default=False
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
