"""Who of a company sees what and may agree: what its managers decide (docs/rules/portal.md)."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from hostdesk.core.incoming import Address
from hostdesk.core.states import NotAllowed
from hostdesk.customers.models import Contact, Place
from hostdesk.gateways.form.fields import one_line
from hostdesk.journal.record import writing
from hostdesk.lib.mail_address import normal
from hostdesk.portal import my_letters, proofs
from hostdesk.portal.links import digest
from hostdesk.portal.models import Invitation
from hostdesk.portal.signed_in import language_of
from hostdesk.portal.telling import tell

VALID = timedelta(days=7)
PLACES = {
    Place.OWN: gettext_lazy("Only tickets that she takes part in"),
    Place.ALL: gettext_lazy("All tickets of the company, and statements"),
    Place.MANAGER: gettext_lazy("All tickets, and decides who else sees them"),
}
_TOKEN = 32  # bytes: 256 bits
_NAME = 100  # characters; it stands in a mail to somebody who may not know us, so it makes no links
_NO_NAME_HAS = str.maketrans("", "", "[]<>*`/:\\")


def of(contact: Contact) -> list[Contact]:
    """Everybody who writes for her company, she too."""
    return list(Contact.objects.filter(customer=contact.customer_id, is_former=False).order_by("name", "pk"))


def change(by: Contact, pk: int, *, place: str, may_order: bool, at: datetime) -> Contact:
    """What somebody sees and may agree to. NotAllowed for strangers, and for the last manager herself."""
    with writing():
        found = _colleague(by, pk)
        if place not in Place.values:
            raise NotAllowed(_("Choose one of the three."))
        if found.place == Place.MANAGER and place != Place.MANAGER:
            _not_the_last(found)
        if (found.place, found.may_order) == (place, may_order):
            return found
        Contact.objects.filter(pk=found.pk).update(place=place, may_order=may_order)
        tell(by, "my.place_changed", at=at, whom=found.pk, place=place, may_order=may_order)
        found.place, found.may_order = place, may_order
        _write_to(found, by, at)
        return found


def remove(by: Contact, pk: int, *, at: datetime) -> None:
    """Somebody has left the company: her address proves nothing from now on. Nothing that she wrote goes."""
    with writing():
        found = _colleague(by, pk)
        if found.place == Place.MANAGER or found.pk == by.pk:
            _not_the_last(found)
        Contact.objects.filter(pk=found.pk).update(is_former=True)
        proofs.forget(found)
        tell(by, "my.contact_left", at=at, whom=found.pk)


def invite(by: Contact, *, name: str, address: str, place: str, may_order: bool, at: datetime) -> Invitation:
    """Mail a link to the address; she is a contact only when she has used it. NotAllowed if she is one."""
    address, name = normal(address), one_line(name.translate(_NO_NAME_HAS))[:_NAME]
    with writing():
        known = Contact.objects.filter(address=address).first()
        if known is not None and known.customer_id == by.customer_id and not known.is_former:
            raise NotAllowed(_("She is a colleague of yours here already."))
        if place not in Place.values or not name:
            raise NotAllowed(_("Please enter a name, and choose what she sees."))
        if by.place != Place.MANAGER:  # the only contact so far; somebody must decide from now on
            Contact.objects.filter(pk=by.pk).update(place=Place.MANAGER)
        token = secrets.token_urlsafe(_TOKEN)
        made = Invitation.objects.create(
            customer=by.customer, invited_by=by, name=name, address=address, place=place,
            may_order=may_order, token_sha256=digest(token), made_at=at, expires_at=at + VALID,
        )  # fmt: skip
        tell(by, "my.invited", at=at, invitation=made.pk, place=place, may_order=may_order)
        my_letters.send_to(
            Address(address, made.name), language_of(by), "invitation", at,
            link=f"{settings.PROVIDER_URL}/my/join/{token}", inviter=by.name,
            customer=by.customer.name, days=VALID.days,
        )  # fmt: skip
        return made


def waiting(by: Contact, now: datetime) -> list[Invitation]:
    """Invitations that can still be used."""
    rows = Invitation.objects.filter(customer=by.customer_id, used_at=None, withdrawn_at=None)
    return list(rows.filter(expires_at__gt=now).order_by("made_at"))


def withdraw(by: Contact, pk: int, *, at: datetime) -> None:
    """The link works no more."""
    with writing():
        rows = Invitation.objects.filter(pk=pk, customer=by.customer_id, used_at=None, withdrawn_at=None)
        if rows.update(withdrawn_at=at):
            tell(by, "my.invitation_withdrawn", at=at, invitation=pk)


def find(token: str, now: datetime) -> Invitation | None:
    """The invitation with this link, if it can be used; whoever invited must still be a manager."""
    rows = Invitation.objects.select_related("customer", "invited_by")
    found = rows.filter(token_sha256=digest(token[:100]), used_at=None, withdrawn_at=None).first()
    if found is None or now >= found.expires_at or found.invited_by.is_former:
        return None
    by = found.invited_by
    return found if by.place == Place.MANAGER and by.customer_id == found.customer_id else None


def join(token: str, now: datetime) -> Contact:
    """The address is proven: from now on she is a contact. NotAllowed if she writes for somebody else."""
    with writing():
        found = find(token, now)
        if found is None:
            raise NotAllowed(_("This invitation cannot be used (any more)."))
        Invitation.objects.filter(pk=found.pk).update(used_at=now)
        known = Contact.objects.filter(address=found.address).first()
        if known is not None and known.customer_id != found.customer_id:
            raise NotAllowed(_("This address already writes for another customer. Please get in touch."))
        if known is not None and known.is_former:
            proofs.forget(known)
        contact = known or Contact(customer=found.customer, address=found.address)
        contact.name, contact.place, contact.may_order = found.name, found.place, found.may_order
        contact.is_former = False
        contact.save()
        tell(contact, "my.joined", at=now, invitation=found.pk, invited_by=found.invited_by_id)
        return contact


def _colleague(by: Contact, pk: int) -> Contact:
    found = Contact.objects.select_related("customer").filter(pk=pk, customer=by.customer_id, is_former=False)
    contact = found.first()
    if contact is None:
        raise NotAllowed(_("There is no such colleague."))
    return contact


def _not_the_last(contact: Contact) -> None:
    others = Contact.objects.filter(customer=contact.customer_id, is_former=False, place=Place.MANAGER)
    if not others.exclude(pk=contact.pk).exists():
        raise NotAllowed(_("Somebody must decide who sees what: make a colleague manager first."))


def _write_to(contact: Contact, by: Contact, at: datetime) -> None:
    with override(language_of(contact)):
        order = _("You may agree to chargeable work.") if contact.may_order else ""
        order = order or _("You may not agree to chargeable work.")
        place = str(PLACES[Place(contact.place)])
        my_letters.send(contact, "place_changed", at, who=by.name, place=place, order=order)
