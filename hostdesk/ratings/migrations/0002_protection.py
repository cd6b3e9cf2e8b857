"""What was asked stays; only the answer is added."""

from django.db import migrations

from hostdesk.journal.protection import NoDelete

_ASKED = ("ticket_id", "solved_at", "department_id", "address", "token_sha256", "asked_at", "expires_at")


class Migration(migrations.Migration):
    dependencies = [("ratings", "0001_initial"), ("journal", "0001_initial")]
    operations = [NoDelete("ratings_rating", frozen=_ASKED)]
