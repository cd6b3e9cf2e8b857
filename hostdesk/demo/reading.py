"""What a mail program shows of a mail: headers, text, files, and whether there is HTML."""

import email
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, MIMEPart
from email.utils import getaddresses

from hostdesk.demo.post import Kept


@dataclass(frozen=True, slots=True)
class Shown:
    """A mail as its reader sees it; ids stand without angle brackets."""

    kept: Kept
    subject: str
    sender: str
    to: str
    text: str
    html: str
    files: tuple[tuple[str, int], ...]  # name and size in bytes
    language: str
    message_id: str
    references: tuple[str, ...]
    answer_to: tuple[str, ...]  # Reply-To, else From


def read(kept: Kept) -> Shown:
    """Everything about one mail."""
    mail = _parsed(kept.raw)
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    return Shown(
        kept=kept,
        subject=_header(mail, "Subject"),
        sender=_header(mail, "From"),
        to=_header(mail, "To"),
        text=_words(text),
        html=_words(html),
        files=tuple(
            (part.get_filename() or part.get_content_type(), len(part.get_payload(decode=True) or b""))
            for part in mail.iter_attachments()
            if isinstance(part, EmailMessage)
        ),
        language=_header(mail, "Content-Language"),
        message_id=_header(mail, "Message-ID").strip("<> "),
        references=tuple(word.strip("<>") for word in _header(mail, "References").split()),
        answer_to=tuple(
            address.lower()
            for _, address in getaddresses([_header(mail, "Reply-To") or _header(mail, "From")])
            if "@" in address
        ),
    )


def head(kept: Kept) -> tuple[str, str]:
    """Subject and correspondent, for the list."""
    mail = _parsed(kept.raw)
    return _header(mail, "Subject"), _header(mail, "To" if kept.is_sent else "From")


def _parsed(raw: bytes) -> EmailMessage:
    parsed = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(parsed, EmailMessage)  # noqa: S101 - says to the type checker what the policy does
    return parsed


def _header(mail: EmailMessage, name: str) -> str:
    return str(mail.get(name, "")).strip()


def _words(part: MIMEPart | None) -> str:
    return str(part.get_content()) if part is not None else ""
