"""Mail addresses as mail servers see them: one spelling to compare, domains in ASCII to send (RFC 5890)."""

import re
import unicodedata

import idna

# What could end a header line, a command or a pair of brackets, and what needs quotes we do not write.
_PLAIN_LOCAL = re.compile(r"[^\x00-\x20\x7f-\xa0\u2028\u2029<>,;:\"\\()\[\]@]+")
_QUOTED_LOCAL = re.compile(r'"[^\x00-\x20\x7f-\xa0\u2028\u2029<>"\\]+"')
_DOMAIN = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[a-z0-9.:]+\]")


def normal(address: str) -> str:
    """One spelling for comparisons: lower case, composed characters, domain in ASCII where possible."""
    address = unicodedata.normalize("NFC", address.strip()).lower()
    local, at, domain = address.rpartition("@")
    try:
        return f"{local}{at}{ascii_domain(domain)}"
    except ValueError:
        return address


def sendable(address: str) -> str:
    """The address with its domain in ASCII; raises ValueError for what no server could be told safely."""
    local, _, domain = address.rpartition("@")
    if not (_PLAIN_LOCAL.fullmatch(local) or _QUOTED_LOCAL.fullmatch(local)):
        raise ValueError(f"{address!r} is not a mail address")
    domain = ascii_domain(domain)
    if not _DOMAIN.fullmatch(domain):
        raise ValueError(f"{address!r} has no domain")
    return f"{local}@{domain}"


def needs_smtputf8(address: str) -> bool:
    """Whether the part before the @ is not ASCII, which needs servers that know RFC 6531."""
    return not address.rpartition("@")[0].isascii()


def ascii_domain(domain: str) -> str:
    """The domain as the DNS knows it; raises ValueError if it is none."""
    if domain.isascii():
        return domain.lower()
    return idna.encode(domain, uts46=True).decode()
