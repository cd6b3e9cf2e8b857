"""What was invoiced stays readable: an invoice that changes gets a further revision."""

from django.db import migrations

from hostdesk.journal.protection import AppendOnly, NoDelete


class Migration(migrations.Migration):
    dependencies = [("customers", "0004_invoices"), ("journal", "0001_initial")]
    operations = [
        NoDelete("customers_invoice", frozen=("number", "customer_id")),
        AppendOnly("customers_invoicerevision"),
        AppendOnly("customers_invoiceitem"),
    ]
