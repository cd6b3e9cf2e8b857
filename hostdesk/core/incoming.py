"""What a gateway hands inwards: one message from outside, understood and frozen."""

from dataclasses import dataclass, field
from enum import StrEnum


class Robot(StrEnum):
    """Whether a machine wrote the message, and what follows from that (RFC 3834)."""

    NONE = "none"  # a person, as far as anybody can tell
    AUTOMATIC = "automatic"  # never answered automatically
    OUT_OF_OFFICE = "out_of_office"  # neither answered nor able to reopen a ticket
    LIST = "list"  # from a mailing list: never answered automatically
    BOUNCE = "bounce"  # a report about a mail of ours, or of somebody else's
    OWN = "own"  # our own mail coming back


class Verdict(StrEnum):
    """What our own border server found out about the sender (RFC 8601)."""

    PASS = "pass"  # noqa: S105 - a verdict, not a secret
    FAIL = "fail"
    NONE = "none"  # nothing was checked, or nobody we believe checked it


@dataclass(frozen=True, slots=True)
class Address:
    """A mail address in lower case, with the name that stood beside it."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """An attachment; `content` is complete, `name` is safe to show and to store."""

    name: str
    content_type: str
    content: bytes
    sha256: str
    content_id: str = ""
    is_inline: bool = False

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content)


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery report (RFC 3464) about one of our mails."""

    recipient: str
    status: str = ""  # enhanced status code, RFC 3463, e.g. "5.1.1"
    action: str = "failed"  # failed | delayed | delivered | relayed | expanded
    text: str = ""  # what the other server said
    original_message_id: str = ""
    written_to: str = ""  # the address as our mail had it, if the report names another (Original-Recipient)

    @property
    def is_failure(self) -> bool:
        """A delayed or delivered report is news, not a failure."""
        return self.action == "failed"


@dataclass(frozen=True, slots=True)
class Authentication:
    """SPF, DKIM and DMARC as written by our own border server; `session` by our own sign-in."""

    spf: Verdict = Verdict.NONE
    dkim: Verdict = Verdict.NONE
    dmarc: Verdict = Verdict.NONE
    session: Verdict = Verdict.NONE  # whoever wrote was signed in under the sender's address

    @property
    def is_proven(self) -> bool:
        """The domain in From is proven by DMARC, or the sender herself was signed in."""
        return Verdict.PASS in (self.dmarc, self.session)

    @property
    def is_forged(self) -> bool:
        """A mail that failed authentication joins nothing (product.md, "Joining a ticket")."""
        return self.dmarc is Verdict.FAIL


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message from outside. The only thing that `tickets.intake.receive` accepts."""

    key: str  # channel identity and content hash: the same key twice is the same message
    channel: str  # mail | fax | phone | chat | form
    sender: Address
    phone: str = ""  # the number that called or faxed, E.164; it names somebody and proves nothing
    subject: str = ""
    text: str = ""  # the whole text, quotes and all
    new_text: str = ""  # what is not proven to be quotation; never empty if `text` is not
    signature: str = ""  # with what the new text was signed, legal footers too; not part of `new_text`
    html: str = ""  # as sent; sanitised only when shown
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    recipients: tuple[str, ...] = ()  # who it was really delivered to (envelope), lower case
    envelope_from: str = ""  # "" is the null return path
    files: tuple[File, ...] = ()
    message_id: str = ""  # without angle brackets, as all ids here
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    robot: Robot = Robot.NONE
    bounce: Bounce | None = None
    bounces: tuple[Bounce, ...] = ()  # one per recipient of the report; `bounce` is the gravest of them
    loop_marks: tuple[str, ...] = ()  # values of X-Hostdesk-Loop; anybody can forge them, the caller compares
    authentication: Authentication = Authentication()
    dkim_keys: tuple[tuple[str, str], ...] = ()  # name and record of each key, as the DNS had it at receipt
    sender_is_doubtful: bool = False  # the address had to be repaired: never answer it automatically
    sheets: tuple[int, ...] = ()  # tickets whose reply sheet it bears, with our signature; only for a fax
    wants_no_answer: bool = False  # X-Auto-Response-Suppress and the like
    suspicion: str = ""  # why the door takes it for spam, as a code; never for a mail
    language: str = ""  # "de", "en", or "" when unsure
    notes: tuple[str, ...] = field(default=())  # damage found while reading, in plain English words
