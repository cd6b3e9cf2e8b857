"""How a contact proves who she is ends with her: an address may be somebody else's one day."""

from hostdesk.customers.models import Contact
from hostdesk.portal.models import CustomerSession, Login, Passkey, SignInLink


def keep_only_hers(contact: Contact) -> None:
    """Within `writing()`: what was chosen under another address than she has now was not hers."""
    Passkey.objects.filter(contact=contact).exclude(address=contact.address).delete()
    Login.objects.filter(contact=contact).exclude(address=contact.address).delete()


def forget(contact: Contact) -> None:
    """Within `writing()`: password, codes, passkeys, links and sessions of who has left or returns."""
    Passkey.objects.filter(contact=contact).delete()
    Login.objects.filter(contact=contact).delete()
    SignInLink.objects.filter(contact=contact, used_at=None).delete()
    CustomerSession.objects.filter(contact=contact).delete()
