"""What was asked, worked, found and charged stays as it was; only the answer to it is added."""

from django.db import migrations

from hostdesk.journal.protection import AppendOnly, NoDelete

_ASKED = (
    "ticket_id", "contact_id", "customer_number", "address", "language", "is_consumer", "token_sha256",
    "tariff_id", "tariff_label", "cap_seconds", "new_seconds", "covers_until", "most_net", "most_gross",
    "text", "text_sha256", "asked_by_id", "asked_at", "expires_at", "message_id",
)
_CHARGED = (
    "ticket_id", "bill", "net", "vat", "gross", "tariff_labels", "calendar_labels", "sphere", "first_work",
    "last_work", "covers", "credits_id", "at", "by_id",
)


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_initial"), ("journal", "0001_initial")]
    operations = [
        AppendOnly("billing_tariffversion"),
        AppendOnly("billing_spherefinding"),
        AppendOnly("billing_workinterval"),
        AppendOnly("billing_callattempt"),
        NoDelete("billing_dispute", frozen=("ticket_id", "text", "at", "written_by_id")),
        NoDelete("billing_consentrequest", frozen=_ASKED),
        NoDelete("billing_service", frozen=("slug",)),
        NoDelete("billing_servicerequest", frozen=("ticket_id", "service_id", "asked_at", "asked_by_id")),
        NoDelete("billing_charge", frozen=_CHARGED),
    ]
