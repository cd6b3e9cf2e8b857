"""Passkeys (WebAuthn): the device proves itself and its owner, so no second factor is asked for."""

import json
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from hostdesk.customers.models import Contact
from hostdesk.lib import storable
from hostdesk.portal import brakes
from hostdesk.portal.models import Passkey

MOST = 10  # passkeys of one contact
_SALT = "portal.passkey"
_QUESTION = timedelta(minutes=5)
_WRONG = (ValueError, KeyError, TypeError, AttributeError, RecursionError)  # what is said to nonsense


def can(request: HttpRequest) -> bool:
    """A passkey belongs to a domain name: under a bare IP address there are none."""
    try:
        ip_address(_host(request).strip("[]"))
    except ValueError:
        return True
    return False


def passkeys_of(contact: Contact) -> list[Passkey]:
    """Hers, the oldest first."""
    return list(Passkey.objects.filter(contact=contact))


def ask_to_register(request: HttpRequest, contact: Contact) -> dict[str, Any]:
    """What the browser needs to make a passkey, with our signed note of the question."""
    known = [AttestedCredentialData(websafe_decode(one.credential)) for one in passkeys_of(contact)]
    user = PublicKeyCredentialUserEntity(
        id=_handle(contact), name=contact.address, display_name=contact.name or contact.address
    )
    options, state = _server(request).register_begin(
        user, known,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )  # fmt: skip
    return {"options": dict(options), "state": _noted(state, contact.pk)}


def register(
    request: HttpRequest, contact: Contact, answer: str, state: str, name: str, at: datetime
) -> Passkey | None:
    """Keep the new passkey; None if the answer does not fit our question."""
    asked = _question(state, contact.pk)
    if asked is None or len(passkeys_of(contact)) >= MOST:
        return None
    try:
        data = _server(request).register_complete(asked, json.loads(answer)).credential_data
    except _WRONG:
        return None
    if data is None:
        return None
    key = websafe_encode(data.credential_id)
    if Passkey.objects.filter(credential_id=key).exists():
        return None
    return Passkey.objects.create(
        contact=contact, address=contact.address, credential_id=key,
        credential=websafe_encode(bytes(data)), name=name, made_at=at,
    )  # fmt: skip


def ask_to_sign_in(request: HttpRequest) -> dict[str, Any]:
    """A question that every passkey for this domain can answer; it names nobody."""
    options, state = _server(request).authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED
    )
    return {"options": dict(options), "state": _noted(state, 0)}


def signed_in_by(request: HttpRequest, answer: str, state: str, at: datetime) -> Contact | None:
    """Whose passkey answered; None if the answer does not fit our question, or she has left."""
    asked = _question(state, 0)
    if asked is None:
        return None
    try:
        said = json.loads(answer)
        key = storable.text(str(said["id"]))
        found = Passkey.objects.select_related("contact__customer").filter(credential_id=key).first()
        if found is None or found.contact.is_former or found.address != found.contact.address:
            return None
        credential = AttestedCredentialData(websafe_decode(found.credential))
        _server(request).authenticate_complete(asked, [credential], said)
        seen = AuthenticatorData(websafe_decode(said["response"]["authenticatorData"]))
        handle = said["response"].get("userHandle")
    except _WRONG:
        return None
    if (handle and websafe_decode(handle) != _handle(found.contact)) or not _counts_up(found, seen.counter):
        return None
    Passkey.objects.filter(pk=found.pk).update(sign_count=seen.counter, used_at=at)
    return found.contact


def _counts_up(found: Passkey, counter: int) -> bool:
    """A counter that stands still or runs backwards is a copy; most passkeys have none and say 0."""
    return counter > found.sign_count or (counter == 0 and found.sign_count == 0)


def _server(request: HttpRequest) -> Fido2Server:
    entity = PublicKeyCredentialRpEntity(id=_host(request), name=settings.HOSTDESK["HOSTDESK_PROVIDER"])
    origin = f"{request.scheme}://{request.get_host()}"
    return Fido2Server(entity, verify_origin=lambda said: said == origin)


def _host(request: HttpRequest) -> str:
    return urlsplit(f"//{request.get_host()}").hostname or ""


def _handle(contact: Contact) -> bytes:
    return f"hostdesk-contact-{contact.pk}".encode()


def _noted(state: dict[str, Any], about: int) -> str:
    return signing.dumps([state, about], salt=_SALT)


def _question(state: str, about: int) -> dict[str, Any] | None:
    """Our question, if we asked it some minutes ago, about her, and nobody has answered it yet."""
    try:
        asked, whom = signing.loads(state, salt=_SALT, max_age=_QUESTION)
    except signing.BadSignature:
        return None
    if whom != about or not brakes.spend(f"passkey:{asked['challenge']}"):
        return None
    found: dict[str, Any] = asked
    return found
