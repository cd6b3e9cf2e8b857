"""What the actions about price and consent share: who acts, and when."""

from hostdesk.accounts.models import Role, Staff
from hostdesk.core.states import NotAllowed
from hostdesk.tickets.actions.beginning import READ_ONLY, changing, moment

__all__ = ["READ_ONLY", "changing", "is_lead", "moment", "needed"]


def is_lead(by: Staff) -> bool:
    """Leads and administrators."""
    return by.is_active and by.role in (Role.LEAD, Role.ADMIN)


def needed(text: str, refusal: str) -> str:
    """`text` without blanks around it; NotAllowed with `refusal` if nothing is left."""
    if not text.strip():
        raise NotAllowed(refusal)
    return text.strip()
