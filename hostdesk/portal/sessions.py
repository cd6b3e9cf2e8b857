"""Sessions of customers: Django's, in their own table, under keys that the table does not betray."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from hostdesk.portal.models import CustomerSession

IDLE = timedelta(hours=12)  # without a look at any page
LONGEST = timedelta(days=7)  # from signing in
_TOKEN = 32  # bytes: 256 bits
_LONGEST_COOKIE = 100  # characters of something that may be a token


class CustomerStore(SessionStore):
    """`begin` makes a session; `open_by(token)` finds it again, if it still counts."""

    row: CustomerSession | None = None
    token = ""  # for the cookie; known only while a session is made or gets another key

    @classmethod
    def get_model_class(cls) -> type[CustomerSession]:
        """Django asks for the table."""
        return CustomerSession

    @classmethod
    def open_by(cls, token: str, now: datetime) -> "CustomerStore | None":
        """The session that this cookie is the key of; one query. None if it ended."""
        if not token or len(token) > _LONGEST_COOKIE:
            return None
        found = CustomerSession.objects.select_related("contact__customer")
        row = found.filter(session_key=digest(token), expire_date__gt=now).first()
        if row is None or not _counts(row, now):
            return None
        store = cls(row.session_key)
        store.row, store.token = row, token
        return store

    @classmethod
    def begin(cls, values: dict[str, Any]) -> "CustomerStore":
        """A new session for the columns `values` of CustomerSession (contact, address, way …)."""
        now = timezone.now()
        store = cls()
        store.row = CustomerSession(**values, started_at=now, seen_at=now)
        store.create()
        return store

    def create_model_instance(self, data: dict[str, Any]) -> CustomerSession:
        """The row under the present key; it keeps who signed in, how, and when."""
        assert self.row is not None  # noqa: S101 - `begin` and `open_by` are the only ways here
        kept = {name: getattr(self.row, name) for name in _KEPT}
        row = CustomerSession(session_key=str(self.session_key), session_data=self.encode(data), **kept)
        row.seen_at = timezone.now()
        row.expire_date = _end(row)
        self.row = row
        return row

    def seen(self, now: datetime) -> None:
        """Time without a look begins anew."""
        if self.row is not None:
            self.row.seen_at = now
            self.row.expire_date = _end(self.row)
            self.row.save(update_fields=["seen_at", "expire_date"])

    def _get_new_session_key(self) -> str:
        self.token = secrets.token_urlsafe(_TOKEN)
        return digest(self.token)


def digest(token: str) -> str:
    """What the table keeps instead of the token: 160 bits of its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()[:40]


def _counts(row: CustomerSession, now: datetime) -> bool:
    """She is still a contact at the address that she had proven, and signed in not too long ago."""
    contact = row.contact
    return not contact.is_former and contact.address.lower() == row.address and now < row.started_at + LONGEST


def _end(row: CustomerSession) -> datetime:
    return min(row.seen_at + IDLE, row.started_at + LONGEST)


_KEPT = ("contact", "address", "way", "had_second_factor", "started_at", "ip", "browser")
