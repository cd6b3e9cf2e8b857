"""Form letters on a ticket that an agent or the desk sends; they are no answer to the request (M14)."""

import secrets
from datetime import datetime

from django.conf import settings

from hostdesk.accounts.models import Staff
from hostdesk.core.incoming import Address
from hostdesk.core.letter import Letter
from hostdesk.lib import reply_keys
from hostdesk.outbox.enqueue import enqueue
from hostdesk.tickets import letters, routing, search
from hostdesk.tickets.messages import write
from hostdesk.tickets.models import Kind, Message, Ticket
from hostdesk.tickets.telling import tell


def notify(
    root: Ticket, to: Address, words: letters.Words, by: Staff | None, at: datetime, *,
    kind: str, secret: str = "",
) -> Message:  # fmt: skip
    """Within an action: queue the letter and write its message; `kind` names it in outbox and journal.

    `secret` is a part of the text that only the receiver may know: the ticket shows three dots in its place.
    """
    letter = _letter(root, to, words)
    delivery = enqueue(
        channel="mail", kind=kind, key=f"{kind}:{letter.message_id}", ticket=root.number, payload=letter
    )
    shown = letter.text.replace(secret, "…") if secret else letter.text
    message = write(
        Message(
            ticket=root, kind=Kind.NOTICE, channel="mail", author=by, at=at, delivery=delivery,
            sender_address=letter.sender.address, sender_name=letter.sender.name, language=letter.language,
            to=[[to.address, to.name]], subject=letter.subject, text=shown, new_text=shown,
            message_id=letter.message_id, references=list(letter.references),
        )
    )  # fmt: skip
    root.last_message_at = at
    tell(
        root, "notice.written", by, at, message=message.pk, digest=message.digest, letter=kind, to=to.address
    )
    search.add(message)
    return message


def _letter(root: Ticket, to: Address, words: letters.Words) -> Letter:
    mailbox = routing.address_of(root.department)
    token = reply_keys.issue(root.pk, to.address, settings.SECRET_KEY)
    hers = root.messages.filter(kind=Kind.IN, sender_address=to.address).exclude(message_id="").last()
    return Letter(
        sender=Address(
            mailbox, f"{settings.HOSTDESK['HOSTDESK_PROVIDER']} {root.department.name(root.language)}"
        ),
        to=(to,),
        subject=words.subject,
        text=words.text,
        signature=root.department.signature(root.language),
        imprint=letters.imprint(),
        message_id=reply_keys.message_id(token, secrets.token_hex(8), settings.HOSTDESK["HOSTDESK_DOMAIN"]),
        in_reply_to=hers.message_id if hers else "",
        references=tuple(dict.fromkeys([*hers.references, hers.message_id])) if hers else (),
        reply_to=reply_keys.reply_address(mailbox, token),
        envelope_from=routing.bounce_address(),
        is_automatic=True,  # a question for a person: absence notices are no answer to it
        language=root.language,
    )
