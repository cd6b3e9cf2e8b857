"""Questions to the DNS, each with a time limit; tests answer them from a table."""

from collections.abc import Callable

_SECONDS = 3.0

Texts = Callable[[str], list[str]]  # the TXT records of a name; raises LookupFailed


class LookupFailed(Exception):
    """No answer in time, or the name server is ill: nothing is known, which is not the same as no record."""


def texts(name: str) -> list[str]:
    """The TXT records of a name, [] if there are none; raises LookupFailed after 3 seconds."""
    import dns.exception  # slow to load, and only needed where we check for ourselves
    import dns.resolver

    try:
        answer = dns.resolver.resolve(name.rstrip("."), "TXT", lifetime=_SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError, UnicodeError) as error:
        raise LookupFailed(f"{name}: {type(error).__name__}") from error
    return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]
