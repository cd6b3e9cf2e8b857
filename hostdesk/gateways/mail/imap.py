"""Fetching mailboxes: everything in the folder becomes ours first, and is moved aside only then."""

import imaplib
import logging
import threading
import time
from collections import Counter

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connections

from hostdesk.gateways import arrivals
from hostdesk.gateways.mail import mailboxes
from hostdesk.gateways.mail.envelope import recipients_in
from hostdesk.gateways.mail.imap_session import TROUBLE, Broken, NotMoved, Session, connected
from hostdesk.gateways.mail.mailboxes import Mailbox
from hostdesk.gateways.models import Receipt
from hostdesk.lib.failpoints import failpoint

LOG_IN_AGAIN = 27 * 60.0  # seconds; servers hang up after 30 minutes, and access tokens end (RFC 2177)
LOOK_AGAIN = 120.0  # seconds after which the folder is looked through even if the server announced nothing
_PAUSES = (5, 15, 60, 300)  # seconds after the first, second, … failure in a row
_HEAD = 256 * 1024  # bytes kept of a mail that is too large
_BROKEN_PASSES = 3  # in which the server could not give a message, then a person is told

log = logging.getLogger(__name__)


def run(stop_event: threading.Event) -> None:
    """Fetch every mailbox of HOSTDESK_MAILBOXES, each in a thread of its own, until `stop_event`."""
    threads = [
        threading.Thread(target=_keep_fetching, args=(one, stop_event), name=one.door, daemon=True)
        for one in mailboxes.configured()
    ]
    for thread in threads:
        thread.start()
    stop_event.wait()
    for thread in threads:
        thread.join()


def fetch_once(mailbox: Mailbox) -> int:
    """Fetch what is in the folder now and return how many messages; raises one of imap_session.TROUBLE."""
    with connected(mailbox) as session:
        return Fetching(mailbox).all_of(session)


class Fetching:
    """One mailbox over many sessions."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox
        self._broken: Counter[tuple[int, int]] = Counter()  # passes in which (UIDVALIDITY, UID) made trouble

    def all_of(self, session: Session) -> int:
        """One pass over the whole folder: by UID, never by flags or dates, which other clients change."""
        sizes, validity = session.sizes(), session.uid_validity
        # What made trouble before comes last: it may end the session again, and nobody shall wait behind it.
        ordered = sorted(sizes, key=lambda uid: (self._broken[validity, uid], uid))
        return sum(self._safely_one(session, uid, sizes[uid]) for uid in ordered)

    def _safely_one(self, session: Session, uid: int, size: int) -> bool:
        """As `_one`, but whatever is wrong with one message alone does not hinder the others."""
        try:
            return self._one(session, uid, size)
        except NotMoved as problem:
            log.warning("%s: UID %d is ours, but stays where it is: %s", self.mailbox.door, uid, problem)
        except (imaplib.IMAP4.abort, OSError):
            self._broken[session.uid_validity, uid] += 1
            raise
        except (*TROUBLE, DatabaseError, InterfaceError):
            raise
        except Broken as broken:
            self._note_broken(session.uid_validity, uid, str(broken))
        except Exception as error:
            log.exception("%s: UID %d met a defect and stays where it is", self.mailbox.door, uid)
            self._note_broken(session.uid_validity, uid, f"a defect of this program, {error!r}")
        return False

    def _one(self, session: Session, uid: int, size: int) -> bool:
        """Accept one message and move it aside; again and again harmless."""
        limit = settings.HOSTDESK["HOSTDESK_MAX_MAIL_MB"] << 20
        is_new = not self._is_known(session.uid_validity, uid)
        if is_new:
            raw = session.raw(uid, _HEAD if size > limit else 0)
            if raw is None:
                log.info("%s: UID %d was taken away by another client", self.mailbox.door, uid)
                return False
            failpoint("imap.fetched")
            self._accept(raw, session.uid_validity, uid, size if size > limit else 0)
            failpoint("imap.stored")
        if is_new or not session.is_left_behind(uid):
            session.move(uid, self.mailbox.large if size > limit else self.mailbox.done)
            failpoint("imap.moved")
        return is_new

    def _is_known(self, uid_validity: int, uid: int) -> bool:
        # The only name of a message that lasts is mailbox, UIDVALIDITY and UID (RFC 3501, 2.3.1.1).
        return Receipt.objects.filter(door=self.mailbox.door, uid_validity=uid_validity, uid=uid).exists()

    def _accept(self, raw: bytes, uid_validity: int, uid: int, too_large: int) -> None:
        arrivals.accept(
            raw,
            door=self.mailbox.door,
            recipients=recipients_in(raw) or ((self.mailbox.recipient,) if self.mailbox.recipient else ()),
            uid_validity=uid_validity,
            uid=uid,
            not_read_because=self._sentence(too_large) if too_large else "",
        )

    def _sentence(self, size: int) -> str:
        return (
            f"The message has {size / 1e6:.1f} MB, too much for the desk. Only its beginning is here, the "
            f"whole lies in the folder {self.mailbox.large!r} of the mailbox {self.mailbox.user!r}."
        )

    def _note_broken(self, uid_validity: int, uid: int, why: str) -> None:
        """A message that cannot be had stays where it is; the third time a ticket says so."""
        log.warning("%s: UID %d cannot be fetched: %s", self.mailbox.door, uid, why)
        self._broken[uid_validity, uid] += 1
        if self._broken[uid_validity, uid] == _BROKEN_PASSES:
            notice = f"From: {self.mailbox.user}\r\nSubject: UID {uid} of UIDVALIDITY {uid_validity}\r\n\r\n"
            sentence = (
                f"A message cannot be fetched; it lies in the folder {self.mailbox.folder!r} "
                f"of the mailbox {self.mailbox.user!r} (UID {uid}): {why}"
            )
            arrivals.accept(notice.encode(), door=self.mailbox.door, not_read_because=sentence)


def _keep_fetching(mailbox: Mailbox, stop: threading.Event) -> None:
    fetching, failures = Fetching(mailbox), 0
    try:
        while not stop.is_set():
            try:
                _session(fetching, stop)
                failures = 0
            except (*TROUBLE, DatabaseError, InterfaceError) as error:
                failures += 1
                pause = _PAUSES[min(failures, len(_PAUSES)) - 1]
                log.warning("%s: %s; again in %d seconds", mailbox.door, error or type(error).__name__, pause)
                stop.wait(pause)
            except Exception:
                failures += 1
                log.exception("%s: a defect; again in %d seconds", mailbox.door, _PAUSES[-1])
                stop.wait(_PAUSES[-1])
            finally:
                connections.close_all()
    finally:
        connections.close_all()


def _session(fetching: Fetching, stop: threading.Event) -> None:
    """Log in, fetch, wait for more; until the session is old."""
    end = time.monotonic() + LOG_IN_AGAIN
    with connected(fetching.mailbox) as session:
        log.info("%s: connected", fetching.mailbox.door)
        while not stop.is_set() and time.monotonic() < end:
            close_old_connections()
            count = fetching.all_of(session)
            if count:
                log.info("%s: %d messages fetched", fetching.mailbox.door, count)
            if session.has_news():
                stop.wait(1)  # a server that announces the same again and again must not keep us spinning
            else:
                session.wait(min(LOOK_AGAIN, max(1.0, end - time.monotonic())), stop)
