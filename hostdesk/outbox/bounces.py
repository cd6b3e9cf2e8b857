"""What comes back about a delivery: it finds its row, and the ticket is told."""

from datetime import datetime

from hostdesk.journal.record import writing
from hostdesk.outbox.models import Delivery
from hostdesk.outbox.settle import tell


def find(*, delivery_id: int | None = None, message_id: str = "") -> Delivery | None:
    """The delivery that a bounce is about: by its return path, else by the Message-ID in the report."""
    if delivery_id is not None:
        return Delivery.objects.filter(pk=delivery_id).first()
    return Delivery.objects.filter(message_id=message_id).first() if message_id else None


def bounced(delivery: Delivery, *, status: str, text: str, at: datetime) -> bool:
    """Keep the first failure report (at: UTC) and tell the ticket (M8); False if one was known already."""
    with writing():
        is_news = bool(
            Delivery.objects.filter(pk=delivery.pk, bounced_at=None).update(
                bounce_status=status[:20], bounce_text=text, bounced_at=at
            )
        )
        if is_news:
            delivery.refresh_from_db()
            tell(delivery)
    return is_news
