"""What a first response said is written once."""

from django.db import migrations

from hostdesk.journal.protection import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("tickets", "0008_first_response"), ("journal", "0001_initial")]
    operations = [AppendOnly("tickets_firstresponse")]
