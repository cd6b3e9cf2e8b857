"""A contact cannot sign in any more: back to the mailed link alone. Always by a person who asked her back."""

from django.utils import timezone

from hostdesk.core.failures import PermanentFailure
from hostdesk.customers.models import Contact
from hostdesk.journal.record import record, writing
from hostdesk.lib.mail_address import normal
from hostdesk.portal import my_letters, proofs


def reset(address: str, because: str, *, by: str) -> Contact:
    """Remove password, passkeys and second factor, end all sessions, and tell her by mail.

    Raises PermanentFailure if nobody has this address, or without a reason.
    """
    if not because.strip():
        raise PermanentFailure("Say how you made sure that it is she.")
    with writing():
        contact = Contact.objects.select_related("customer").filter(address=normal(address)).first()
        if contact is None or contact.is_former:
            raise PermanentFailure(f"No contact has the address {address}.")
        now = timezone.now()
        proofs.forget(contact)
        record("my.reset", about=f"contact:{contact.pk}", by=by, at=now, because=because.strip()[:500])
        my_letters.send(contact, "reset", now)
        return contact
