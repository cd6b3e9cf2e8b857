"""Passwords of contacts, who need none: Django's hashes and rules, our brakes."""

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import UserAttributeSimilarityValidator, validate_password

from hostdesk.customers.models import Contact
from hostdesk.lib.mail_address import normal
from hostdesk.portal.models import Login

_RESEMBLES = UserAttributeSimilarityValidator(user_attributes=("name", "address"))
LONGEST = 1000  # characters; longer ones would only keep us busy


def checked(address: str, password: str) -> Contact | None:
    """The contact with this address and password; the same work if there is none."""
    login = Login.objects.select_related("contact__customer").filter(contact__address=normal(address)).first()
    stored = login.password if login else ""
    if not stored or login is None or len(password) > LONGEST:
        make_password(password[:LONGEST])
        return None
    if not check_password(password, stored) or login.contact.is_former:
        return None
    if login.address != login.contact.address:  # it was chosen by whoever read the mailbox before
        return None
    return login.contact


def has_one(contact: Contact) -> bool:
    """Whether she may sign in with a password."""
    return Login.objects.filter(contact=contact).exclude(password="").exists()


def hashed(contact: Contact, password: str) -> str:
    """What is kept of a new password; raises ValidationError, in words, if it is too weak."""
    if len(password) <= LONGEST:
        validate_password(password)
        _RESEMBLES.validate(password, contact)  # type: ignore[arg-type] # reads the two attributes only
    return make_password(password[:LONGEST])


def keep(contact: Contact, password: str) -> None:
    """From now on she may sign in with it; `password` comes from `hashed`."""
    Login.objects.update_or_create(
        contact=contact, defaults={"password": password, "address": contact.address}
    )


def remove(contact: Contact) -> None:
    """She signs in by link or passkey only."""
    Login.objects.filter(contact=contact).update(password="")
