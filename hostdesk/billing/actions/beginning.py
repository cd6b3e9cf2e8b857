"""What the actions about price and consent share: who acts, and when."""

from hostdesk.core.states import NotAllowed
from hostdesk.tickets.actions.beginning import READ_ONLY, changing, moment

__all__ = ["READ_ONLY", "changing", "moment", "needed"]


def needed(text: str, refusal: str) -> str:
    """`text` without blanks around it; NotAllowed with `refusal` if nothing is left."""
    if not text.strip():
        raise NotAllowed(refusal)
    return text.strip()
