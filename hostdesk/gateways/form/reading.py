"""A submission becomes a message: who wrote is a stranger, unless she was signed in (M7, M9)."""

import re

from django.conf import settings

from hostdesk.accounts.models import Department
from hostdesk.core.incoming import Address, Authentication, File, Incoming, Verdict
from hostdesk.customers.models import Contact
from hostdesk.gateways.form import canonical, further
from hostdesk.gateways.form.fields import corrects, filled_in, one_line
from hostdesk.gateways.form.further import Further
from hostdesk.gateways.form.submission import Submission
from hostdesk.gateways.mail.caps import Reason, Unreadable
from hostdesk.lib import file_names
from hostdesk.lib.mail_address import sendable

_NAME, _SUBJECT, _NUMBER = 200, 250, 20  # characters
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,80}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}")


def read(raw: bytes, key: str, recipients: tuple[str, ...]) -> tuple[Incoming | Unreadable, Further]:
    """The message that these bytes are, and what else they ask for; never raises for what was filled in."""
    try:
        submission = canonical.from_bytes(raw)
    except ValueError as error:
        return stub(raw, Reason.CRASHED, str(error)), further.nothing
    return incoming(submission, key, recipients), further.of(submission)


def incoming(submission: Submission, key: str, recipients: tuple[str, ...]) -> Incoming:
    """The message; what was filled in stands beneath the text, like a signature: numbers are found there."""
    text = _text(submission)
    recipients = _department(submission.department) or recipients
    table = "\n".join(f"{name}: {value}" for name, value in filled_in(submission))
    address = one_line(submission.address).lower()
    return Incoming(
        key=key,
        channel="form",
        sender=Address(address, one_line(submission.name)[:_NAME]),
        subject=one_line(submission.subject)[:_SUBJECT],
        text=f"{text}\n\n{table}" if table else text,
        new_text=text,
        signature=table,
        to=tuple(Address(one) for one in recipients),
        recipients=recipients,
        files=named(submission.files),
        authentication=Authentication(session=_session(submission.contact_id, address)),
        sender_is_doubtful=not _is_sendable(address),
        suspicion=submission.suspicion,
        language=submission.language if submission.language in ("de", "en") else "",
    )


def _text(submission: Submission) -> str:
    """What was typed; the number that it corrects stands in it, so that a person is told to look there."""
    text = submission.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    number = one_line(submission.earlier)[:_NUMBER]
    return f"{text}\n\n{corrects(submission.language)}: {number}" if number else text


def _department(slug: str) -> tuple[str, ...]:
    """Its address; when the form was handed in, the database may have been away."""
    local = Department.objects.filter(slug=slug).values_list("local_part", flat=True).first()
    return (f"{local}@{settings.HOSTDESK['HOSTDESK_DOMAIN']}",) if local else ()


def stub(raw: bytes, reason: Reason, detail: str = "") -> Unreadable:
    """What can be told of a form that cannot be read."""
    said = canonical.typed(raw[: canonical.HEAD])
    return Unreadable(
        reason,
        sender=one_line(said.get("address", "")),
        subject=one_line(said.get("subject", ""))[:_SUBJECT],
        detail=detail,
    )


def named(files: tuple[File, ...]) -> tuple[File, ...]:
    """Files with safe names, each once; their type is what the browser guessed, and believed by nobody."""
    taken: set[str] = set()
    return tuple(
        File(_unique(file_names.safe(one.name), taken), _media_type(one), one.content, one.sha256)
        for one in files
    )


def _unique(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    candidate, count = name, 1
    while candidate.lower() in taken:
        count += 1
        candidate = f"{stem} ({count}).{ending}" if dot and stem else f"{name} ({count})"
    taken.add(candidate.lower())
    return candidate


def _media_type(file: File) -> str:
    known = file.content_type.lower().partition(";")[0].strip()
    return known if _MEDIA_TYPE.fullmatch(known) else "application/octet-stream"


def _session(contact_id: int | None, address: str) -> Verdict:
    """Signed in under this very address, as our tables have it now."""
    if contact_id is None:
        return Verdict.NONE
    is_she = Contact.objects.filter(pk=contact_id, address=address, is_former=False).exists()
    return Verdict.PASS if is_she else Verdict.NONE


def _is_sendable(address: str) -> bool:
    try:
        sendable(address)
    except ValueError:
        return False
    return True
