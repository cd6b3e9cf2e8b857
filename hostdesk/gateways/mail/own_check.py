"""Authentication computed here, for hosts whose border server does not do it.

Only DKIM, and DMARC by way of it: SPF is about the connection, which the border server alone has seen.
"""

from hostdesk.core.incoming import Authentication, Incoming
from hostdesk.gateways.mail import dkim_check, dmarc, headers
from hostdesk.gateways.mail.caps import Exceeded
from hostdesk.gateways.mail.names import Texts
from hostdesk.gateways.mail.names import texts as from_the_dns

_LARGEST = 10 * 1024 * 1024  # bytes; a larger mail stays unproven instead of costing seconds


def check(raw: bytes, mail: Incoming, texts: Texts = from_the_dns) -> Authentication:
    """The verdicts on a mail that was read; asks the DNS, at most some seconds, and never raises for it."""
    if len(raw) > _LARGEST or not _has_one_author(raw):
        return Authentication()
    signatures = dkim_check.check(raw, texts)
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
