"""What exchanges told us stays as it was told."""

from django.db import migrations

from hostdesk.journal.protection import AppendOnly, NoDelete


class Migration(migrations.Migration):
    dependencies = [("phone", "0001_initial"), ("journal", "0001_initial")]
    operations = [
        NoDelete("phone_call", frozen=("source", "call_id")),
        NoDelete("phone_callevent", frozen=("source", "call_id", "key", "at", "said", "raw")),
        AppendOnly("phone_callerproof"),
    ]
