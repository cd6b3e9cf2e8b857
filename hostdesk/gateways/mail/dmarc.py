"""Whether a good signature speaks for the domain in From (RFC 7489)."""

from functools import cache

from publicsuffixlist import PublicSuffixList

from hostdesk.core.incoming import Verdict
from hostdesk.gateways.mail.names import LookupFailed, Texts


def check(author_domain: str, signed_by: tuple[str, ...], texts: Texts) -> Verdict:
    """Pass if the domain asks for DMARC and an aligned signature is good; else nothing is known.

    Never fail: the sender may pass by SPF, which only the border server can judge.
    """
    record = _record(author_domain, texts) if signed_by else {}
    is_strict = record.get("adkim", "r").lower() == "s"
    if record and any(_is_aligned(author_domain, signer, is_strict) for signer in signed_by):
        return Verdict.PASS
    return Verdict.NONE


def organisation(domain: str) -> str:
    """The part of a domain that somebody registered: mail.kunde.de → kunde.de."""
    return _suffixes().privatesuffix(domain.lower().rstrip(".")) or domain.lower()


def _is_aligned(author: str, signer: str, is_strict: bool) -> bool:
    return author == signer if is_strict else organisation(author) == organisation(signer)


def _record(domain: str, texts: Texts) -> dict[str, str]:
    """The tags of the domain's DMARC record, or of its organisation's."""
    for name in dict.fromkeys((domain, organisation(domain))):
        try:
            found = [text for text in texts(f"_dmarc.{name}") if text.startswith("v=DMARC1")]
        except LookupFailed:
            return {}
        if len(found) == 1:
            pairs = (piece.partition("=") for piece in found[0].split(";"))
            return {name.strip().lower(): value.strip() for name, _, value in pairs}
        if found:
            return {}  # two records are none (RFC 7489 section 6.6.3)
    return {}


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()  # from the package: nothing is fetched
