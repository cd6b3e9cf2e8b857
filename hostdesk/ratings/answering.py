"""What the customer says, by the link of our letter: once, after pressing a button."""

from datetime import datetime

from hostdesk.journal.record import record
from hostdesk.lib import storable
from hostdesk.ratings.asking import digest
from hostdesk.ratings.models import Rating
from hostdesk.tickets.actions.beginning import changing
from hostdesk.tickets.standing import settle
from hostdesk.tickets.telling import about

LONGEST = 5_000  # characters of a comment
STARS = range(1, 6)
_LONGEST_TOKEN = 100


def find(token: str) -> Rating | None:
    """The question with this link; nothing is answered by looking."""
    if not token or len(token) > _LONGEST_TOKEN:
        return None
    return Rating.objects.select_related("ticket").filter(token_sha256=digest(token)).first()


def is_open(rating: Rating, now: datetime) -> bool:
    """Whether it can be answered."""
    return rating.answered_at is None and now < rating.expires_at


def answer(
    rating: Rating, *, was_solved: bool | None, stars: int | None, comment: str, at: datetime
) -> Rating:
    """Keep the answer, tell the ticket, and somebody looks if it was no; a second answer changes nothing."""
    with changing(rating.ticket, None) as root:
        fresh = Rating.objects.select_related("ticket").get(pk=rating.pk)
        if not is_open(fresh, at):
            return fresh
        fresh.was_solved = was_solved
        fresh.stars = stars if stars in STARS else None
        fresh.comment = storable.text(comment.strip())[:LONGEST]
        fresh.answered_at = at
        fresh.save()
        record(
            "rating.given", about=about(root), by="customer", at=at, rating=fresh.pk, was_solved=was_solved,
            stars=fresh.stars, comment=fresh.comment, address=fresh.address,
        )  # fmt: skip
        if was_solved is False or fresh.comment:
            root.is_unread = True  # somebody must read it
        settle(root, at)
        return fresh
