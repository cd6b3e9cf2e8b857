"""What was disputed, decided and written stays as it was; only the mark that it was exported is added."""

from django.db import migrations

from hostdesk.journal.protection import AppendOnly, NoDelete

_OPENED = (
    "ticket_id", "invoice_number", "invoice_id", "revision", "contact_id", "is_proven", "opened_at",
)
_WRITTEN = (
    "complaint_id", "number", "content", "net", "vat", "gross", "decisions", "message_id", "by_id", "at",
)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_initial"), ("journal", "0001_initial")]
    operations = [
        NoDelete("complaints_complaint", frozen=_OPENED),
        AppendOnly("complaints_complaintitem"),
        AppendOnly("complaints_itemdecision"),
        NoDelete("complaints_result", frozen=_WRITTEN),
        AppendOnly("complaints_creditexport"),
    ]
