"""Internal notes: seen by staff, never by a customer."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_noop

from hostdesk.accounts.models import Staff
from hostdesk.core.incoming import File
from hostdesk.core.states import NotAllowed
from hostdesk.lib import storable
from hostdesk.tickets import drafts, search
from hostdesk.tickets.actions.beginning import changing, moment
from hostdesk.tickets.messages import store_files, write
from hostdesk.tickets.models import Kind, Message, Ticket
from hostdesk.tickets.standing import settle
from hostdesk.tickets.telling import tell


def note(
    ticket: Ticket, text: str, by: Staff, *, files: Sequence[File] = (), at: datetime | None = None
) -> Message:
    """Write an internal note; NotAllowed if there is nothing in it."""
    if not text.strip() and not files:
        raise NotAllowed(gettext_noop("Write something first."))
    text = storable.text(text)
    stored = store_files(files)
    with changing(ticket, by) as root:
        at = moment(at)
        message = write(
            Message(ticket=root, kind=Kind.NOTE, channel="note", author=by, at=at, text=text, new_text=text),
            stored,
        )
        root.message_count += 1
        settle(root, at)
        tell(root, "note.written", by, at, message=message.pk, digest=message.digest)
        search.add(message)
        drafts.drop(root, by, Kind.NOTE)
        return message
