"""A fax in the thread: its pages to look at, and what is wrong with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hostdesk.core.fax_routing import Because
from hostdesk.desk.gate import readers, staff
from hostdesk.gateways.fax.models import ReceivedFax
from hostdesk.lib.downloads import download
from hostdesk.tickets import access
from hostdesk.tickets.models import Attachment, Kind, Message

_PICTURE = "image/png"


@dataclass(frozen=True, slots=True)
class PageLine:
    """One page, and what screen readers call it."""

    url: str
    name: str


@readers
def page(request: HttpRequest, pk: int) -> FileResponse:
    """The picture that we made of a page, shown by the browser; other files are only ever downloaded."""
    found = access.attachment_for(staff(request), pk)
    if not _is_page(found, found.message):
        raise Http404
    response = download(found.sha256, found.name, _PICTURE)
    response["Content-Disposition"] = "inline"
    return response


def pages(message: Message, attachments: Iterable[Attachment]) -> list[PageLine]:
    """The pages of a fax in their order; [] for everything else."""
    shown = [one for one in attachments if _is_page(one, message)]
    return [
        PageLine(reverse("desk:fax_page", args=[one.pk]), _("Page %(n)s") % {"n": n})
        for n, one in enumerate(shown, 1)
    ]


def others(message: Message, attachments: Sequence[Attachment]) -> list[Attachment]:
    """What stays a file: the pages are shown already."""
    return [one for one in attachments if not _is_page(one, message)]


def marks(messages: Iterable[Message]) -> dict[int, list[str]]:
    """What a person must know of each fax, by its message; one query, and none without a fax."""
    faxes = [one.pk for one in messages if one.channel == "fax" and one.kind == Kind.IN]
    found = ReceivedFax.objects.filter(message__in=faxes) if faxes else []
    return {one.message_id: list(_marks(one)) for one in found}


def _marks(fax: ReceivedFax) -> Iterable[str]:
    if not fax.is_complete:
        yield _("Incomplete: please ask for it again")
    elif fax.bad_lines:
        yield _("Noisy line: some rows are damaged")
    if fax.because == Because.NOTHING:
        yield _("Please sort: nothing tells which department it is for")


def _is_page(one: Attachment, message: Message) -> bool:
    is_fax = message.channel == "fax" and message.kind == Kind.IN
    return is_fax and one.is_inline and one.content_type == _PICTURE
