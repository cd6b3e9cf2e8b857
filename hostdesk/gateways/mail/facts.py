"""What our own mail server knows about a mail and the mail itself cannot be trusted to say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything `parse` needs beside the bytes; the same bytes and facts give the same `Incoming`."""

    key: str = ""  # channel identity and content hash; "" lets `parse` use the hash of the bytes
    envelope_from: str | None = None  # "" is the null return path, None is "not known" (a file, IMAP)
    recipients: tuple[str, ...] = ()  # envelope recipients, reply keys and all; passed on in lower case
    authserv_id: str = ""  # the name our border server signs its Authentication-Results with
    trace: tuple[
        tuple[str, str], ...
    ] = ()  # headers our own server vouches for; they stand before the mail's
