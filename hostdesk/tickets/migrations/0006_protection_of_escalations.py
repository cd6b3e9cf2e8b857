"""That the leads were told is written once."""

from django.db import migrations

from hostdesk.journal.protection import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("tickets", "0005_notices"), ("journal", "0001_initial")]
    operations = [AppendOnly("tickets_escalation")]
