"""What was promised to a caller, and what was tried, stays."""

from django.db import migrations

from hostdesk.journal.protection import AppendOnly, NoDelete


class Migration(migrations.Migration):
    dependencies = [("tickets", "0010_callbacks"), ("journal", "0001_initial")]
    operations = [
        NoDelete("tickets_callback", frozen=("ticket_id", "number", "asked_at")),
        AppendOnly("tickets_callbackattempt"),
    ]
