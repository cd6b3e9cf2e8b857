"""Authentication computed here, for hosts whose border server does not do it.

Only DKIM, and DMARC by way of it: SPF is about the connection, which the border server alone has seen.
"""

from dataclasses import replace

from hostdesk.core.incoming import Authentication, Incoming
from hostdesk.gateways.mail import dkim_check, dmarc, headers
from hostdesk.gateways.mail.caps import Exceeded
from hostdesk.gateways.mail.names import Texts
from hostdesk.gateways.mail.names import texts as from_the_dns

_LARGEST = 10 * 1024 * 1024  # bytes; a larger mail stays unproven instead of costing seconds


def checked(raw: bytes, mail: Incoming, texts: Texts = from_the_dns) -> Incoming:
    """The mail with our own verdicts and the keys that they rest on; never raises for what the DNS says."""
    if len(raw) > _LARGEST or not _has_one_author(raw):
        return mail
    signatures = dkim_check.check(raw, texts)
    return replace(mail, authentication=_verdicts(mail, signatures, texts), dkim_keys=signatures.keys)


def with_keys(raw: bytes, mail: Incoming, texts: Texts = from_the_dns) -> Incoming:
    """The mail with the keys of its signatures as the DNS has them now; the border server's verdicts stay."""
    if len(raw) > _LARGEST:
        return mail
    return replace(mail, dkim_keys=dkim_check.check(raw, texts).keys)


def check(raw: bytes, mail: Incoming, texts: Texts = from_the_dns) -> Authentication:
    """The verdicts alone; asks the DNS, at most some seconds."""
    return checked(raw, replace(mail, authentication=Authentication()), texts).authentication


def _verdicts(mail: Incoming, signatures: dkim_check.Signatures, texts: Texts) -> Authentication:
    domain = mail.sender.address.rpartition("@")[2]
    verdict = dmarc.check(domain, () if mail.sender_is_doubtful else signatures.domains, texts)
    return Authentication(dkim=signatures.verdict, dmarc=verdict)


def _has_one_author(raw: bytes) -> bool:
    """With two From lines one may be signed and the other be shown (RFC 7489 section 6.6.1)."""
    try:
        head = headers.split(raw, is_whole_mail=True)[0]
    except Exceeded:
        return False
    return len(head.all("from")) == 1
