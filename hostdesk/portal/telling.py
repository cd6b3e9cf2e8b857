"""The journal's lines about what contacts do at their sign-in."""

from datetime import datetime
from typing import Any

from hostdesk.customers.models import Contact
from hostdesk.journal.record import record


def tell(contact: Contact, kind: str, *, at: datetime | None = None, **data: Any) -> None:
    """Within `writing()`: the contact did `kind`; neither her address nor anything secret is kept here."""
    record(kind, about=f"contact:{contact.pk}", by=f"contact:{contact.pk}", at=at, **data)
