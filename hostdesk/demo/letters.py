"""Mails as customers send them: bytes that could have come from any mail program."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from hostdesk.demo.cast import AUTHSERV_ID, DOMAIN


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a mail."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """One mail before it becomes bytes; ids stand without angle brackets, `at` is the Date header."""

    name: str
    address: str
    to: tuple[str, ...]
    subject: str
    text: str
    message_id: str
    at: datetime
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    files: tuple[Enclosure, ...] = ()
    html: str = ""
    is_proven: bool = True  # passes DMARC at the provider's border mail server
    headers: tuple[tuple[str, str], ...] = ()


def to_bytes(note: Note) -> bytes:
    """The mail as the provider's border mail server hands it in, with its verdict on top (RFC 8601)."""
    mail = EmailMessage()
    mail["Authentication-Results"] = verdict(note.address, note.is_proven)
    mail["From"] = Address(note.name, addr_spec=note.address)
    mail["To"] = ", ".join(note.to)
    mail["Subject"] = note.subject
    mail["Date"] = format_datetime(note.at)
    mail["Message-ID"] = f"<{note.message_id}>"
    if note.in_reply_to:
        mail["In-Reply-To"] = f"<{note.in_reply_to}>"
        mail["References"] = " ".join(f"<{one}>" for one in (*note.references, note.in_reply_to))
    for name, value in note.headers:
        mail[name] = value
    mail.set_content(note.text)
    if note.html:
        mail.add_alternative(note.html, subtype="html")
    for file in note.files:
        main, _, sub = file.content_type.partition("/")
        mail.add_attachment(file.content, maintype=main, subtype=sub or "octet-stream", filename=file.name)
    return mail.as_bytes()


def quoted(text: str, author: str, at: datetime, language: str) -> str:
    """The old text beneath an answer, as mail programs put it."""
    template = "On {at}, {author} wrote:" if language == "en" else "Am {at} schrieb {author}:"
    lines = "\n".join(f"> {line}".rstrip() for line in text.splitlines())
    return f"\n\n{template.format(at=f'{at:%d.%m.%Y %H:%M}', author=author)}\n{lines}\n"


def verdict(address: str, is_proven: bool) -> str:
    """What the border mail server writes about the sender."""
    word, domain = ("pass" if is_proven else "fail"), address.rpartition("@")[2]
    results = f"spf={word} smtp.mailfrom={domain}; dkim={word} header.d={domain}"
    return f"{AUTHSERV_ID}; {results}; dmarc={word} header.from={domain}"


def return_path(raw: bytes) -> str:
    """Where a mail wants its delivery reports: what the receiving mail server wrote on top of it."""
    first = raw.split(b"\n", 1)[0].decode("ascii", "replace")
    found = first.partition("<")[2].rpartition(">")[0] if first.lower().startswith("return-path:") else ""
    return found or f"bounces@{DOMAIN}"


def bounce(
    original: bytes, *, recipient: str, postmaster: str, text: str, message_id: str, at: datetime
) -> bytes:
    """A delivery report of another server about a mail of ours that it did not want (RFC 3464)."""
    head = original.replace(b"\r\n", b"\n").split(b"\n\n", 1)[0].decode("utf-8", "replace")
    domain = postmaster.rpartition("@")[2]
    return f"""Return-Path: <>
Authentication-Results: {verdict(postmaster, True)}
From: Mail Delivery System <{postmaster}>
To: {return_path(original)}
Subject: Undelivered Mail Returned to Sender
Date: {format_datetime(at)}
Message-ID: <{message_id}>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

This is the mail system at host {domain}.

Your message could not be delivered to one recipient.

<{recipient}>: {text}

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; {domain}

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; {text}

--part
Content-Type: text/rfc822-headers; charset=utf-8
Content-Transfer-Encoding: 8bit

{head}

--part--
""".replace("\n", "\r\n").encode()
