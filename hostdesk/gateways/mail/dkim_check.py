"""DKIM signatures (RFC 6376) of a mail, checked with keys from the DNS."""

import logging
from dataclasses import dataclass

import dkim

from hostdesk.core.incoming import Verdict
from hostdesk.gateways.mail.names import LookupFailed, Texts

_MOST_SIGNATURES = 5  # each costs a question to strangers' name servers
_LONGEST = 4096  # characters of a record that are kept
_SMALLEST_KEY = 1024  # bits, RFC 8301
_quiet = logging.getLogger("hostdesk.dkim")
_quiet.addHandler(logging.NullHandler())
_quiet.propagate = False


@dataclass(frozen=True, slots=True)
class Signatures:
    """One verdict on all of them, and the domains whose signature is good."""

    verdict: Verdict = Verdict.NONE
    domains: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()  # name and record of every key that the DNS gave us


def check(raw: bytes, texts: Texts) -> Signatures:
    """Pass if any signature is good; fail only if every key was there to be asked for and none is."""
    try:
        mail = dkim.DKIM(raw, logger=_quiet, minkey=_SMALLEST_KEY)
        count = sum(name.lower() == b"dkim-signature" for name, _ in mail.headers)
    except (dkim.DKIMException, ValueError, IndexError):
        return Signatures()
    keys: dict[str, str] = {}
    verdicts = [_one(mail, index, texts, keys) for index in range(min(count, _MOST_SIGNATURES))]
    good = tuple(dict.fromkeys(domain for verdict, domain in verdicts if verdict is Verdict.PASS))
    if good:
        return Signatures(Verdict.PASS, good, tuple(keys.items()))
    is_bad = bool(verdicts) and all(verdict is Verdict.FAIL for verdict, _ in verdicts)
    return Signatures(Verdict.FAIL if is_bad else Verdict.NONE, keys=tuple(keys.items()))


def _one(mail: dkim.DKIM, index: int, texts: Texts, keys: dict[str, str]) -> tuple[Verdict, str]:
    is_unanswered = False

    def key(name: bytes, timeout: int = 5) -> bytes | None:
        nonlocal is_unanswered
        try:
            found = texts(name.decode("ascii", "replace"))
        except LookupFailed:
            is_unanswered = True
            return None
        record = next((text for text in found if "p=" in text), None)
        if record is None:
            return None
        keys[name.decode("ascii", "replace").rstrip(".")[:253]] = record[:_LONGEST]
        return record.encode()

    try:
        is_good = mail.verify(idx=index, dnsfunc=key)
    # What dkimpy raises on broken signatures and keys; a stranger writes both.
    except (dkim.DKIMException, ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError):
        is_good = False
    # With l= anybody may have written the rest of the mail (RFC 6376 section 8.2).
    if is_good and b"l" not in mail.signature_fields:
        return Verdict.PASS, mail.domain.decode("ascii", "replace").lower()
    return (Verdict.NONE if is_unanswered else Verdict.FAIL), ""
