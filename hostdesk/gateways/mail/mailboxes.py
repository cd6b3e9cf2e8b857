"""The mailboxes to fetch, from HOSTDESK_MAILBOXES: `imaps://user:password@host/INBOX?done=Hostdesk`."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.conf import settings

from hostdesk.config import WrongSetting

_PORTS = {"imaps": 993, "imap+starttls": 143, "imap": 143}
_OPTIONS = {"done", "large", "for", "ca", "oauth"}


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One folder of one account."""

    scheme: str  # imaps | imap+starttls | imap (this machine only)
    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    done: str = "Hostdesk"  # where mail goes that we have
    large: str = "Hostdesk too large"  # where mail goes that is over HOSTDESK_MAX_MAIL_MB
    recipient: str = ""  # whom the mail is for if its headers name no address of ours
    ca: Path | None = None  # certificates to trust instead of the system's
    oauth: Path | None = None  # JSON with token_endpoint, client_id, refresh_token, for XOAUTH2

    @property
    def door(self) -> str:
        """The name under which its receipts stand."""
        return f"imap:{self.user}/{self.folder}@{self.host}"[:200]


def configured() -> list[Mailbox]:
    """All of HOSTDESK_MAILBOXES; raises WrongSetting with a sentence that names no password."""
    return [_mailbox(word) for word in settings.HOSTDESK["HOSTDESK_MAILBOXES"].split()]


def _mailbox(word: str) -> Mailbox:
    try:
        url = urlsplit(word)
        return _read(url)
    except ValueError as error:
        name = word.rpartition("@")[2]
        raise WrongSetting(f"HOSTDESK_MAILBOXES, mailbox {name!r}: {error}.") from error


def _read(url: SplitResult) -> Mailbox:
    options = {
        name: values[-1] for name, values in parse_qs(url.query, strict_parsing=bool(url.query)).items()
    }
    if url.scheme not in _PORTS:
        raise ValueError("start it with imaps://, imap+starttls:// or imap://")
    if not url.hostname or not url.username:
        raise ValueError(
            "write it as imaps://user:password@host/INBOX, special characters as %40 and the like"
        )
    if url.scheme == "imap" and url.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise ValueError("imap:// sends the password in the clear, it is for this machine only")
    if unknown := set(options) - _OPTIONS:
        raise ValueError(f"unknown option {min(unknown)!r}, known are {', '.join(sorted(_OPTIONS))}")
    if not url.password and "oauth" not in options:
        raise ValueError("it needs a password, or oauth=FILE")
    return Mailbox(
        scheme=url.scheme,
        host=url.hostname,
        port=url.port or _PORTS[url.scheme],
        user=unquote(url.username),
        password=unquote(url.password or ""),
        folder=unquote(url.path.strip("/")) or "INBOX",
        done=options.get("done", "Hostdesk"),
        large=options.get("large", "Hostdesk too large"),
        recipient=options.get("for", "").lower(),
        ca=_file(options.get("ca")),
        oauth=_file(options.get("oauth")),
    )


def _file(name: str | None) -> Path | None:
    if name and not Path(name).is_file():
        raise ValueError(f"there is no file {name}")
    return Path(name) if name else None
