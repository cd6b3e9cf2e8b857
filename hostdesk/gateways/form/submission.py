"""What somebody handed in by a form of ours, as the page understood it."""

from dataclasses import dataclass, replace

from hostdesk.core.complaints import Disputed
from hostdesk.core.incoming import File


@dataclass(frozen=True, slots=True)
class Submission:
    """One form as it was sent; everything in it was typed by somebody and proves nothing.

    Except `contact_id`: the page sets it for who is signed in, and then `address` is that contact's.
    """

    token: str  # of the form; the same token is the same request, however often it is sent
    language: str  # of the page: "de" or "en"
    department: str  # slug
    name: str
    address: str
    customer_number: str = ""
    account_number: str = ""
    invoice_number: str = ""
    subject: str = ""
    text: str = ""
    files: tuple[File, ...] = ()
    items: tuple[Disputed, ...] = ()  # of an invoice complaint
    contact_id: int | None = None
    read: tuple[int, ...] = ()  # articles that were read before
    suspicion: str = ""  # why it looks like spam, as a code
    about: str = ""  # what it is about, as a slug
    service: str = ""  # slug of a service that is never free (M19)
    earlier: str = ""  # number of the request that this one corrects


def is_same(earlier: Submission, later: Submission) -> bool:
    """Whether the later one adds nothing; how quickly it was sent, and what was read, does not count.

    Nor does it that files are missing: a browser that sends a form again may not have them any more.
    """
    return _said(earlier) == _said(later) and _named(later) <= _named(earlier)


def _said(submission: Submission) -> Submission:
    return replace(submission, suspicion="", read=(), files=())


def _named(submission: Submission) -> set[tuple[str, str]]:
    return {(file.name, file.sha256) for file in submission.files}
