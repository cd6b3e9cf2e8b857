"""One IMAP session: numbers that stay (UIDs), bytes without marking them seen, moves of one mail only."""

import imaplib
import logging
import re
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import MailboxFolderCreateError, UnexpectedCommandStatusError
from imap_tools.utils import encode_folder

from hostdesk.core.failures import TemporaryFailure
from hostdesk.gateways.mail import oauth
from hostdesk.gateways.mail.mailboxes import Mailbox

TROUBLE = (imaplib.IMAP4.error, UnexpectedCommandStatusError, OSError, ssl.SSLError, TemporaryFailure)
_TIMEOUT = 60.0  # seconds for connecting and for any answer
# News in the same breath as the start of IDLE lies in a buffer and is seen at its end: hence short ones.
_FIRST_IDLE, _LONGEST_IDLE = 1.0, 15.0  # seconds
_SLICE = 3.0  # seconds between two looks whether we are asked to stop
_WITHOUT_IDLE = 30.0  # seconds between two looks at a server that cannot announce
_AT_ONCE = 500  # messages asked for their size in one command

log = logging.getLogger(__name__)


class Broken(Exception):
    """The server has this message and cannot give it to us."""


class NotMoved(Exception):
    """The server would not move this message; it is ours all the same."""


@contextmanager
def connected(mailbox: Mailbox) -> Iterator["Session"]:
    """Log in and select the folder; raises one of TROUBLE if that fails."""
    box = _connect(mailbox)
    try:
        _log_in(box, mailbox)
        yield Session(box, mailbox)
    finally:
        with suppress(*TROUBLE):
            box.logout()


class Session:
    """A selected folder."""

    def __init__(self, box: BaseMailBox, mailbox: Mailbox) -> None:
        self._box, self._client, self._mailbox = box, box.client, mailbox
        # After the login: many servers name only then what they can do.
        self._can = set(self._client.capability()[1][-1].decode("ascii", "replace").upper().split())
        box.folder.set(mailbox.folder)
        self._folders: set[str] = set()  # that are there for certain
        self.uid_validity = int((self._client.response("UIDVALIDITY")[1] or [b"0"])[0] or 0)

    def sizes(self) -> dict[int, int]:
        """Every message of the folder, of any age and with any flags: its UID and its size in bytes."""
        self._client.response("EXISTS")  # what is new from here on, `has_news` will tell
        uids = self._box.uids("ALL", charset=None)
        found: dict[int, int] = {}
        for start in range(0, len(uids), _AT_ONCE):
            found |= self._sizes(uids[start : start + _AT_ONCE])
        return found

    def raw(self, uid: int, limit: int = 0) -> bytes | None:
        """The message, or its first `limit` bytes; None if another client took it away. Raises Broken."""
        part = f"BODY.PEEK[]<0.{limit}>" if limit else "BODY.PEEK[]"
        try:
            status, data = self._client.uid("FETCH", str(uid), f"(UID {part})")
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise Broken(str(error)) from error
        if status != "OK":
            raise Broken(f"the server answers {status} {_text(data)}")
        for item in data:
            if isinstance(item, tuple) and b"BODY[" in item[0].upper():
                return bytes(item[1])
        if any(isinstance(item, bytes) and re.search(rb"\bUID %d\b" % uid, item) for item in data):
            raise Broken(f"the server answers {_text(data)}")
        return None

    def move(self, uid: int, folder: str) -> None:
        """Move one message, without touching what other clients have marked as deleted; raises NotMoved."""
        if folder not in self._folders:
            self._make(folder)
        if "MOVE" in self._can:
            self._command("MOVE", uid, encode_folder(folder).decode("ascii"))
            return
        self._command("COPY", uid, encode_folder(folder).decode("ascii"))
        self._command("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in self._can:
            self._command("EXPUNGE", uid)

    def is_left_behind(self, uid: int) -> bool:
        """Copied and marked as deleted, on a server that can neither move nor expunge one message alone."""
        if {"MOVE", "UIDPLUS"} & self._can:
            return False
        return str(uid) in self._box.uids(f"DELETED UID {uid}", charset=None)

    def has_news(self) -> bool:
        """Whether the server has announced messages since the last `sizes`."""
        return self._client.response("EXISTS")[1] != [None]

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Until something happens in the folder, for at most `seconds`; by IDLE (RFC 2177) if it can be."""
        if "IDLE" not in self._can:
            stop.wait(min(_WITHOUT_IDLE, seconds))
            return
        end, length = time.monotonic() + seconds, _FIRST_IDLE
        while (left := end - time.monotonic()) > 0 and not stop.is_set() and not self.has_news():
            if self._idle(min(length, left), stop):
                return
            length = min(2 * length, _LONGEST_IDLE)

    def _idle(self, seconds: float, stop: threading.Event) -> bool:
        """One IDLE; whether something happened, or the server has hung up."""
        end, has_news = time.monotonic() + seconds, False
        self._box.idle.start()  # type: ignore[no-untyped-call] # imap-tools has few types
        while not has_news and (left := end - time.monotonic()) > 0 and not stop.is_set():
            asked = time.monotonic()
            # Something at once and yet nothing is a server that has hung up, which `stop` finds out.
            has_news = bool(self._box.idle.poll(timeout=min(_SLICE, left)))
            has_news = has_news or time.monotonic() - asked < min(_SLICE, left) / 2
        self._box.idle.stop()  # type: ignore[no-untyped-call] # imap-tools has few types
        return has_news

    def _sizes(self, uids: list[str]) -> dict[int, int]:
        status, data = self._client.uid("FETCH", ",".join(uids), "(UID RFC822.SIZE)")
        if status != "OK":
            raise TemporaryFailure(f"the server does not tell sizes: {_text(data)}")
        found = {}
        for item in data:
            text = item if isinstance(item, bytes) else b""
            uid, size = re.search(rb"\bUID (\d+)", text), re.search(rb"\bRFC822\.SIZE (\d+)", text)
            if uid and size:
                found[int(uid[1])] = int(size[1])
        return found

    def _make(self, folder: str) -> None:
        try:
            if not self._box.folder.exists(folder):
                self._box.folder.create(folder)
            self._folders.add(folder)
        except MailboxFolderCreateError as error:
            raise NotMoved(f"the folder {folder!r} cannot be made: {error}") from error

    def _command(self, name: str, uid: int, *arguments: str) -> None:
        try:
            status, data = self._client.uid(name, str(uid), *arguments)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            raise NotMoved(f"{name}: {error}") from error
        if status != "OK":
            raise NotMoved(f"{name}: {status} {_text(data)}")


def _connect(mailbox: Mailbox) -> BaseMailBox:
    if mailbox.scheme == "imap":
        return MailBoxUnencrypted(mailbox.host, mailbox.port, timeout=_TIMEOUT)
    context = ssl.create_default_context(cafile=mailbox.ca)
    if mailbox.scheme == "imap+starttls":
        return MailBoxStartTls(mailbox.host, mailbox.port, timeout=_TIMEOUT, ssl_context=context)
    return MailBox(mailbox.host, mailbox.port, timeout=_TIMEOUT, ssl_context=context)


def _log_in(box: BaseMailBox, mailbox: Mailbox) -> None:
    if mailbox.oauth:
        box.xoauth2(mailbox.user, oauth.access_token(mailbox.oauth), initial_folder=None)
    elif (mailbox.user + mailbox.password).isascii():
        box.login(mailbox.user, mailbox.password, initial_folder=None)
    else:
        box.login_utf8(mailbox.user, mailbox.password, initial_folder=None)


def _text(data: object) -> str:
    return repr(data)[:200]
