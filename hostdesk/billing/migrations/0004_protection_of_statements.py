"""A statement stays as it was sent; only the mark that it was exported is added."""

from django.db import migrations

from hostdesk.journal.protection import AppendOnly, NoDelete

_SENT = (
    "number", "customer_id", "month", "run", "credits_id", "content", "net", "vat", "gross", "pdf_sha256",
    "csv_sha256", "reason", "by_id", "at",
)


class Migration(migrations.Migration):
    dependencies = [("billing", "0003_statements"), ("journal", "0001_initial")]
    operations = [
        NoDelete("billing_statement", frozen=_SENT),
        NoDelete("billing_statementcounter", frozen=("year",)),
        AppendOnly("billing_statementcharge"),
        AppendOnly("billing_statementexport"),
    ]
