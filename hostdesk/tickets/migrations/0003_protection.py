"""The database refuses what no program may do: deleting tickets, changing what was said (M13)."""

from django.db import migrations

from hostdesk.journal.protection import AppendOnly, NoDelete


class Migration(migrations.Migration):
    dependencies = [("tickets", "0002_search"), ("journal", "0001_initial")]
    operations = [
        NoDelete("tickets_ticket", frozen=("number", "received_at", "channel")),
        AppendOnly("tickets_message"),
        AppendOnly("tickets_attachment"),
        NoDelete("tickets_participant", frozen=("ticket_id", "address")),
        NoDelete("tickets_link", frozen=("ticket_id", "other_id", "kind")),
        NoDelete("tickets_ticketdepartment", frozen=("ticket_id", "department_id")),
    ]
