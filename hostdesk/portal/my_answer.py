"""A customer answers at the portal: the same way in as a mail, proven by her sign-in and our key."""

import hashlib
import secrets
from datetime import datetime

from django.conf import settings

from hostdesk.core.incoming import Address, Authentication, File, Incoming, Verdict
from hostdesk.customers.models import Contact
from hostdesk.gateways.form.reading import named
from hostdesk.lib import reply_keys, storable
from hostdesk.tickets import intake, letters, routing
from hostdesk.tickets.models import Message, Ticket

LONGEST = 100_000  # characters


def answer(
    contact: Contact, root: Ticket, text: str, files: tuple[File, ...], *, nonce: str, at: datetime
) -> Message:
    """Take in her words, received `at` (UTC), before anybody tells her that we have them.

    The same words with the same `nonce` are the same message, so pressing twice says it once; other words,
    after going back in the browser, are another. To a ticket that was solved long ago it opens a new one.
    """
    address = contact.address.lower()
    mailbox = routing.address_of(root.department)
    # Nothing but our own key lets a form join a ticket; this one was issued to her address by the gate.
    key = reply_keys.issue(root.pk, address, settings.SECRET_KEY)
    domain = settings.HOSTDESK["HOSTDESK_DOMAIN"]
    said = storable.text(text.replace("\r\n", "\n"))[:LONGEST]
    incoming = Incoming(
        key=_key(f"portal:{contact.pk}:{nonce}", said, files),
        channel="form",
        sender=Address(address, contact.name),
        subject=letters.reply_subject(root).removeprefix(f"[{root.number}] "),
        text=said,
        new_text=said,
        to=(Address(mailbox),),
        recipients=(mailbox,),
        files=named(files),
        in_reply_to=reply_keys.message_id(key, secrets.token_hex(4), domain),
        authentication=Authentication(session=Verdict.PASS),
        language=root.language,
    )
    return intake.receive(incoming, at)


def _key(begin: str, said: str, files: tuple[File, ...]) -> str:
    """Names this message. When a form comes again its files may be gone already: that is still the same."""
    key = f"{begin}:{_short(said)}"
    sent = set(Message.objects.filter(key=key).values_list("attachments__sha256", flat=True))
    now = {one.sha256 for one in files}
    return key if not sent or now <= sent else f"{key}:{_short(*sorted(now))}"


def _short(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:16]
