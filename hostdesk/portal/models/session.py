"""Sessions of customers: a table of their own, which nothing at the desk ever reads."""

from typing import Any, ClassVar

from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from hostdesk.customers.models import Contact


class CustomerSession(AbstractBaseSession):
    """A browser in which a contact has signed in; its key is a digest of what the cookie holds."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="sessions")
    address = models.CharField(max_length=320)  # proven by her; another address of hers ends the session
    way = models.CharField(max_length=20)  # link, password, passkey
    had_second_factor = models.BooleanField(default=False)
    started_at = models.DateTimeField()  # of this sign-in, UTC
    seen_at = models.DateTimeField()
    ip = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=300, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        ordering: ClassVar = ["-seen_at"]

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Django asks the model for its store."""
        from hostdesk.portal.sessions import CustomerStore

        return CustomerStore

    def __str__(self) -> str:
        return f"{self.contact_id} since {self.started_at}"

    def data(self) -> dict[str, Any]:
        """What was kept in it besides."""
        return dict(self.get_decoded())
